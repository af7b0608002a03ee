"""Links to other articles: related, recommended, most read, latest."""

from __future__ import annotations

from cleantext.filters.base import SectionFilter


class RelatedLinks(SectionFilter):
    """Links to other articles: related, recommended, most read, latest."""

    name = "related-links"
