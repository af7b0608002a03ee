"""Credits of photos and wires that stand as lines of their own."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class Credits(RuleFilter):
    """Credits of photos and wires that stand as lines of their own."""

    name = "credits"
