"""Tells a page of HTML from plain text that happens to hold angle brackets."""

from __future__ import annotations


def is_html(source: str) -> bool:
    """Tell whether `source` is HTML: a whole page, or a fragment that begins with a tag.

    >>> is_html("<p>The bridge is open.</p>"), is_html("For x < y and y > z, <b> makes it bold.")
    (True, False)
    """
    start = source[:4096].lstrip("\ufeff \t\r\n\f")
    return start[:1] == "<" and (start[1:2].isalpha() or start[1:2] in "!?")
