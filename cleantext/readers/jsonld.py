"""Reads JSON-LD, the structured data of a page for search engines: its objects, and the article text in them."""

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

#: The property that holds the text of an article, and the step of `Document.steps` that says it was read.
ARTICLE_BODY: Final = "articleBody"
DATA_STEP: Final = "reader/json-ld"
#: Length in characters of the shingles by which texts are compared.
SHINGLE_CHARS: Final = 12
#: Selector of the elements that hold JSON-LD.
SCRIPTS: Final = 'script[type^="application/ld+json" i]'
_SCRIPT: Final = regex.compile(r"<script\b[^<>]*+>", regex.IGNORECASE)
_SCRIPT_END: Final = regex.compile(r"</script\b", regex.IGNORECASE)

#: Maximum depth of nested objects that are read.
MAX_DEPTH: Final = 6
#: Types of schema.org (https://schema.org/docs/full.html) of texts, and of pages, sites and products.
ARTICLE: Final = regex.compile(r"(?:Article|Posting|Report|Review|Recipe|Question|HowTo)$")
PAGE: Final = regex.compile(r"(?:Page|CreativeWork|VideoObject|Course|Book)$")
SITE: Final = regex.compile(r"\bWebSite$")
PRODUCT: Final = regex.compile(r"\bProduct")
_INNER: Final = ("@graph", "mainEntity", "mainEntityOfPage")
#: Comments that older pages put around JSON, to hide it from browsers that do not know it.
_WRAPPING: Final = regex.compile(r"\s*+(?:(?://|/\*)?\s*+(?:<!\[CDATA\[|<!--)(?:\s*+\*/)?)?\s*+(?=[\[{])")
#: A trailing comma, which JSON does not allow.
_COMMA: Final = regex.compile(r",(?=\s*+[\]}])")
_DECODER: Final = json.JSONDecoder(strict=False)


def nodes(script: str) -> Iterator[Mapping[str, Any]]:
    r"""Yield the objects of a script of JSON-LD that describe its page; none, if it is malformed.

    >>> [node["name"] for node in nodes('//<![CDATA[\n{"name": "Tides", "mainEntity": {"name": "High tide",}}')]
    ['Tides', 'High tide']
    """
    level = listed(_loaded(script))
    for _ in range(MAX_DEPTH):
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
    """Return the share of a text, not counting white space, whose shingles are in another text; from 0 to 1.

    >>> share_in("High tide is at noon on Monday.", "Tides: high tide is at noon on Tuesday.")
    0.48
    """
    text, other = "".join(text.split()), "".join(other.split())
    shingles = {
        other[start : start + SHINGLE_CHARS] for start in range(0, len(other) - SHINGLE_CHARS + 1, SHINGLE_CHARS)
    }
    found = {
        shingle
        for start in range(len(text) - SHINGLE_CHARS + 1)
        if (shingle := text[start : start + SHINGLE_CHARS]) in shingles
    }
    return min(1.0, len(found) * SHINGLE_CHARS / len(text)) if text else 1.0


def _scripts(html: str) -> Iterator[str]:
    """Yield the scripts of JSON-LD in a page."""
    position = 0
    while found := _SCRIPT.search(html, position):
        end = _SCRIPT_END.search(html, found.end())
        position = end.start() if end else len(html)
        if "application/ld+json" in found[0].lower():
            yield html[found.end() : position]


def has_type(node: Mapping[str, Any], types: regex.Pattern[str]) -> bool:
    """Tell whether an object has a type that matches."""
    return any(isinstance(name, str) and types.search(name) is not None for name in listed(node.get("@type")))


def listed(value: Any) -> list[Any]:
    """Return a value as a list, be it one already, a single item, or None."""
    return value if isinstance(value, list) else [] if value is None else [value]


def line(text: str) -> str:
    """Return a text on one line, with its character references resolved."""
    return " ".join(unescape(text).split())


def texts(value: Any, *names: str) -> Iterator[str]:
    """Yield the texts in a value: itself, the items of lists, and the first of `names` that an object has."""
    level = [value]
    for _ in range(MAX_DEPTH):
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
