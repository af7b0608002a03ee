"""Share and follow bars."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class ShareBar(RuleFilter):
    """Share and follow bars."""

    name = "share"
