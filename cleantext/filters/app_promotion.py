"""Invitations to install an app or to allow notifications."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class AppPromotion(RuleFilter):
    """Invitations to install an app or to allow notifications."""

    name = "app-promotion"
