"""What stands outside the main content of a page."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class MainContent(RuleFilter):
    """What stands outside the main content of a page."""

    name = "main-content"
