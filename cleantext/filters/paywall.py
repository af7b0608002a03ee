"""Prompts to subscribe, register or log in."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class Paywall(RuleFilter):
    """Prompts to subscribe, register or log in."""

    name = "paywall"
