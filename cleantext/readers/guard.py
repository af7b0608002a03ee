"""Makes a hostile page harmless: what would take an HTML parser time that grows with the square of the page."""

from __future__ import annotations

from collections import Counter
from typing import Final

import regex

#: Open elements within one another from which further ones are left out; their text stays. Browsers stop at 512.
DEEPEST: Final = 1000
#: Tags from which a page may hold elements so deep that they take long; with fewer, nesting costs nothing.
MANY_TAGS: Final = 10_000
#: Characters between two ends of tags from which a tag may hold so many attributes that they take long.
LONG_TAG: Final = 50_000
#: Attributes that are left of such a tag.
MOST_ATTRIBUTES: Final = 1000

_TAG: Final = regex.compile(r"<(/?)([a-zA-Z][^\s/>]*+)[^>]*+>?")
_ATTRIBUTE: Final = regex.compile(r"\s*+[^\s=>]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?")
#: Elements that have no content, or whose end tag may be left out, so that they are no sign of depth.
_SHALLOW: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "caption",
        "html",
        "head",
        "body",
        "script",
        "style",
    ]
)


def harmless(html: str) -> str:
    """Return `html` without what no page has for a reader: nesting beyond `DEEPEST`, thousands of attributes in a tag.

    Both take parsers that follow the HTML standard quadratic time, as each new element looks through those that are
    open, and each new attribute through those before it. Lone surrogates, which no encoding has, become U+FFFD.
    """
    if _may_hold_long_tag(html) and any(map(_holds_long_tag, html.split(">"))):
        html = _TAG.sub(_with_few_attributes, html)
    return _shallow(html) if html.count("<") > MANY_TAGS else html


def _may_hold_long_tag(html: str) -> bool:
    """Tell whether there is a stretch of `LONG_TAG` characters without the end of a tag; half as long ones may pass."""
    step = LONG_TAG // 2
    return any(html.find(">", position, position + step) < 0 for position in range(0, len(html) - step, step))


def _holds_long_tag(piece: str) -> bool:
    """Tell whether what stands before the end of a tag may be a tag with very many attributes, and no long script."""
    if len(piece) <= LONG_TAG:
        return False
    return len(piece) - piece.rfind("<") > LONG_TAG // 2 or piece.count("<") > MOST_ATTRIBUTES


def _with_few_attributes(tag: regex.Match[str]) -> str:
    whole = tag[0]
    if len(whole) <= LONG_TAG or tag[1]:
        return whole
    position = tag.end(2) - tag.start()
    for _ in range(MOST_ATTRIBUTES):
        attribute = _ATTRIBUTE.match(whole, position)
        if attribute is None:
            return whole
        position = attribute.end()
    return whole[:position] + ">"


def _shallow(html: str) -> str:
    """Return `html` without the tags of elements that are too deep."""
    depth = 0
    left_out: Counter[str] = Counter()
    pieces: list[str] = []
    position = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _SHALLOW:
            continue
        if not tag[1]:
            if depth < DEEPEST:
                depth += 1
                continue
            left_out[name] += 1
        elif left_out[name]:
            left_out[name] -= 1
        else:
            depth -= depth > 0
            continue
        pieces.append(html[position : tag.start()])
        position = tag.end()
    return "".join([*pieces, html[position:]]) if pieces else html
