"""Columns beside the text."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class Sidebars(RuleFilter):
    """Columns beside the text."""

    name = "sidebar"
