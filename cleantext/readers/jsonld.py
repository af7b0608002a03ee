"""Reads JSON-LD, the data in which a page tells search engines what it is: its objects, and the article in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape, unescape
from typing import TYPE_CHECKING, Any, Final

import regex

from cleantext.document import Document
from cleantext.readers.html import read_html
from cleantext.readers.sniff import is_html
from cleantext.readers.text import read_text

if TYPE_CHECKING:
    from bs4 import Tag

#: What a page has in it if it may hold an article as data; the step of reading that, in `Document.steps`.
ARTICLE_BODY: Final = "articleBody"
DATA_STEP: Final = "reader/json-ld"
#: Characters of a piece by which a text is known again.
PIECE: Final = 12
#: Elements of a page that hold JSON-LD.
SCRIPTS: Final = 'script[type^="application/ld+json" i]'
_SCRIPT: Final = regex.compile(r"<script\b[^<>]*+>", regex.IGNORECASE)
_SCRIPT_END: Final = regex.compile(r"</script\b", regex.IGNORECASE)

#: Objects within one another that are looked into.
DEEPEST: Final = 6
#: Types of schema.org (https://schema.org/docs/full.html) that what one reads has, and those of what is around it.
ARTICLE: Final = regex.compile(r"(?:Article|Posting|Report|Review|Recipe|Question|HowTo)$")
PAGE: Final = regex.compile(r"(?:Page|CreativeWork|VideoObject|Course|Book)$")
SITE: Final = regex.compile(r"\bWebSite$")
PRODUCT: Final = regex.compile(r"\bProduct")
_INNER: Final = ("@graph", "mainEntity", "mainEntityOfPage")
#: What older pages put around data, so that browsers that do not know it pass over it.
_WRAPPING: Final = regex.compile(r"\s*+(?:(?://|/\*)?\s*+(?:<!\[CDATA\[|<!--)(?:\s*+\*/)?)?\s*+(?=[\[{])")
#: A comma before a bracket, which JSON has none of.
_COMMA: Final = regex.compile(r",(?=\s*+[\]}])")
_DECODER: Final = json.JSONDecoder(strict=False)


def nodes(script: str) -> Iterator[Mapping[str, Any]]:
    r"""Yield the objects of a script of JSON-LD that describe its page; none, if it is malformed.

    >>> [node["name"] for node in nodes('//<![CDATA[\n{"name": "Tides", "mainEntity": {"name": "High tide",}}')]
    ['Tides', 'High tide']
    """
    level = listed(_loaded(script))
    for _ in range(DEEPEST):
        deeper: list[object] = []
        for value in level:
            if isinstance(value, list):
                deeper += value
            elif isinstance(value, dict):
                yield value
                deeper += (value[name] for name in _INNER if name in value)
        level = deeper


def article_body(source: str | Tag) -> str:
    r"""Return the longest article that a page, or a soup, holds as data; "" if it holds none.

    >>> article_body('<script type="application/ld+json">{"@type": "Article", "articleBody": "High at noon."}</script>')
    'High at noon.'
    """
    if isinstance(source, str):
        scripts = _scripts(source) if ARTICLE_BODY in source else iter(())
    else:
        scripts = (script.get_text() for script in source.select(SCRIPTS))
    held = (node.get(ARTICLE_BODY) for script in scripts if ARTICLE_BODY in script for node in _articles_in(script))
    return max((body for body in held if isinstance(body, str)), key=len, default="")


def _articles_in(script: str) -> Iterator[Mapping[str, Any]]:
    return (node for node in nodes(script) if has_type(node, ARTICLE))


def read_body(body: str, *, marks: bool = False) -> Document:
    r"""Return an article of JSON-LD as a document: HTML, or a text with paragraphs, of one line or hard-wrapped.

    >>> read_body("High at noon.\n\nLow at six.").text, read_body("<p>High at <b>noon</b>.").steps
    ('High at noon.\n\nLow at six.', ('reader/json-ld',))
    """
    if not is_html(body):
        body = unescape(body)
        if not is_html(body):
            body = "".join(f"<p>{escape(block.text)}</p>" for block in read_text(body).blocks)
    document = read_html(f"<article>{body}</article>", marks=marks)
    return replace(document, steps=(*document.steps, DATA_STEP))


def share_in(text: str, other: str) -> float:
    """Return the share of a text, white space aside, that stands in another, in pieces of a few words; from 0 to 1.

    >>> share_in("High tide is at noon on Monday.", "Tides: high tide is at noon on Tuesday.")
    0.48
    """
    text, other = "".join(text.split()), "".join(other.split())
    pieces = {other[start : start + PIECE] for start in range(0, len(other) - PIECE + 1, PIECE)}
    found = {piece for start in range(len(text) - PIECE + 1) if (piece := text[start : start + PIECE]) in pieces}
    return min(1.0, len(found) * PIECE / len(text)) if text else 1.0


def _scripts(html: str) -> Iterator[str]:
    """Yield the scripts of JSON-LD in a page."""
    position = 0
    while found := _SCRIPT.search(html, position):
        end = _SCRIPT_END.search(html, found.end())
        position = end.start() if end else len(html)
        if "application/ld+json" in found[0].lower():
            yield html[found.end() : position]


def has_type(node: Mapping[str, Any], types: regex.Pattern[str]) -> bool:
    """Tell whether an object is of such a type."""
    return any(isinstance(name, str) and types.search(name) is not None for name in listed(node.get("@type")))


def listed(value: Any) -> list[Any]:
    """Return a value that may stand in a list, or be missing, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def line(text: str) -> str:
    """Return a text on one line, with its character references resolved."""
    return " ".join(unescape(text).split())


def texts(value: Any, *names: str) -> Iterator[str]:
    """Yield the texts that a value is, or holds in lists, or in objects below the first of `names` that they have."""
    level = [value]
    for _ in range(DEEPEST):
        deeper: list[object] = []
        for inner in level:
            if isinstance(inner, str):
                if found := line(inner):
                    yield found
            elif isinstance(inner, int | float) and not isinstance(inner, bool):
                yield str(inner)
            elif isinstance(inner, list):
                deeper += inner
            elif isinstance(inner, dict):
                deeper.append(next((inner[name] for name in (*names, "@value") if inner.get(name)), None))
        level = deeper


def _loaded(script: str) -> Any:
    """Return the value at the beginning of a script, None if there is none."""
    wrapping = _WRAPPING.match(script)
    start = wrapping.end() if wrapping else 0
    try:
        return _DECODER.raw_decode(script, start)[0]
    except (ValueError, RecursionError):
        pass
    try:
        return _DECODER.raw_decode(_COMMA.sub("", script), start)[0]
    except (ValueError, RecursionError):
        return None
