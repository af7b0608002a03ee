"""Newsletter and subscription boxes, with their small print."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class NewsletterBox(RuleFilter):
    """Newsletter and subscription boxes, with their small print."""

    name = "newsletter"
