"""Buttons and what else is there to be clicked."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class Controls(RuleFilter):
    """Buttons and what else is there to be clicked."""

    name = "controls"
