"""Copyright, terms, notes on reproduction, credits of themes and hosts."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class LegalFooter(RuleFilter):
    """Copyright, terms, notes on reproduction, credits of themes and hosts."""

    name = "legal-footer"
