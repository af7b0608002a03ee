"""Boxes about the author and lines that say how to reach him or her."""

from __future__ import annotations

from cleantext.filters.base import RuleFilter


class AuthorBox(RuleFilter):
    """Boxes about the author and lines that say how to reach him or her."""

    name = "author-box"
