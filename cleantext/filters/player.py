"""Notices of scripts, players and loaders."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class PlayerNotice(RuleFilter):
    """Notices of scripts, players and loaders."""

    name = "player"
