"""What is laid over a page: dialogs, pop-ups, tooltips."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class Overlays(RuleFilter):
    """What is laid over a page: dialogs, pop-ups, tooltips."""

    name = "overlay"
