"""Cookie banners and consent dialogues."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class CookieNotice(RuleFilter):
    """Cookie banners and consent dialogues."""

    name = "cookie-notice"
