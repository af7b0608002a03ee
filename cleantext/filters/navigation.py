"""Skip links, menus, breadcrumbs, pagination, tables of contents, links to the top."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class Navigation(RuleFilter):
    """Skip links, menus, breadcrumbs, pagination, tables of contents, links to the top."""

    name = "navigation"
