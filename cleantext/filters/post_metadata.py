"""Tags, categories, dates, reading times and counters."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class PostMetadata(RuleFilter):
    """Tags, categories, dates, reading times and counters."""

    name = "post-metadata"
