"""Labels of advertising space and notes about sponsors."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class Advertisement(RuleFilter):
    """Labels of advertising space and notes about sponsors."""

    name = "advertisement"
