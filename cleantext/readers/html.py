"""Reads a page of HTML: its visible text as blocks, and the elements around them."""

from __future__ import annotations

from typing import Final

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleantext.document import Document
from cleantext.readers.guard import limit_nesting
from cleantext.readers.linearise import (
    CELL,
    DISCUSSION,
    FORMULA,
    IGNORED,
    SHADOW_ROOT,
    SHADOW_STEP,
    SKIPPED,
    TEXT_NODE,
    TITLES,
    TRACKED,
    DocumentBuilder,
    Opened,
    is_hidden,
)

#: Minimum characters of text in a `<noscript>` for it to be what scripts would have loaded, and not a request to
#: enable them.
MIN_SUBSTITUTE_CHARS = 400

#: Selector of the elements that hold the TeX source of a formula.
TEX: Final = 'annotation[encoding$="-tex" i], annotation[encoding="tex" i], annotation[encoding*="latex" i]'
#: The attribute that makes a `<template>` a declarative shadow root.
SHADOW: Final = "shadowrootmode"
#: Tags of templates, and the beginnings of comments and raw text, inside which there are no tags.
_TEMPLATE: Final = regex.compile(
    r"<!--|<(?P<raw>script|style|textarea|title)\b|<(?P<end>/?)(?P<name>template)\b(?P<attributes>[^<>]*+)",
    regex.IGNORECASE,
)


def read_html(html: str, *, marks: bool = False, hidden: bool = False) -> Document:
    """Return a page as a document: blocks as a reader sees them, in order, and the elements around them.

    Scripts, styles, templates, form controls and pictures have no text; neither do elements that are hidden by an
    attribute (`hidden`, `aria-hidden`, an inline style), unless `hidden` is set. A shadow root that a page declares is
    read (a step of the document says so), and a formula that is only given in TeX or as an alternative text. With
    `marks`, the document also holds the links, emphasis, inline code and pictures, for writers that render them.

    >>> [(block.kind, block.text) for block in read_html("<h2>Tides</h2><p>High at <b>noon</b>.<br>Low at six.").blocks]
    [('heading', 'Tides'), ('paragraph', 'High at noon.'), ('paragraph', 'Low at six.')]
    """
    page = DocumentBuilder(marks)
    opened = with_shadow_roots(html)
    if opened is not html:
        page.steps = (SHADOW_STEP,)
    page.is_discussion = DISCUSSION in html
    tree = _tree(opened)
    page.titles = tuple(filter(None, map(_title, tree.head.css(TITLES)))) if tree.head is not None else ()
    _walk(tree.root, page, hidden)
    del tree  # Frees its memory before the document is made.
    return page.document()


def _title(node: LexborNode) -> str:
    """Return the title of the page that an element of the head gives."""
    return " ".join((node.attributes.get("content") or node.text()).split())


def parse(html: str) -> LexborHTMLParser:
    """Return the tree of a page, with nesting limited (see `cleantext.readers.guard`) and shadow roots in place."""
    return _tree(with_shadow_roots(html))


def _tree(html: str) -> LexborHTMLParser:
    """Return the tree of a page whose shadow roots are in place."""
    html = limit_nesting(html)
    try:
        return LexborHTMLParser(html)
    except UnicodeEncodeError:  # Lone surrogates, which no encoding has.
        return LexborHTMLParser(html.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def with_shadow_roots(html: str) -> str:
    """Return a page with each declarative shadow root as a `<shadow-root>` element; one without stays as it is.

    Browsers render such a root in place of its host's content, but a parser keeps each template apart from the tree.

    >>> with_shadow_roots('<x-a><template shadowrootmode="open"><template></template>Tides</template></x-a>')
    '<x-a><shadow-root shadowrootmode="open"><template></template>Tides</shadow-root></x-a>'
    """
    if SHADOW not in html:
        return html
    pieces: list[str] = []
    roots: list[bool] = []
    kept = position = inert = 0
    while found := _TEMPLATE.search(html, position):
        position = found.end()
        if found["name"] is None:
            position = _after_raw(html, position, found["raw"])
            continue
        if found["end"]:
            is_root = bool(roots) and roots.pop()
            inert -= not is_root and inert > 0
        else:
            is_root = not inert and SHADOW in found["attributes"].lower()
            roots.append(is_root)
            inert += not is_root
        if is_root:
            pieces += html[kept : found.start("name")], SHADOW_ROOT
            kept = found.end("name")
    return "".join([*pieces, html[kept:]]) if pieces else html


def _after_raw(html: str, position: int, name: str | None) -> int:
    """Return the end of a comment, or of the raw text of a script and the like."""
    if name is None:
        end = html.find("-->", position)
        return len(html) if end < 0 else end
    closing = regex.compile(rf"</{name}\b", regex.IGNORECASE).search(html, position)
    return closing.end() if closing else len(html)


def _walk(root: LexborNode | None, page: DocumentBuilder, hidden: bool) -> None:
    """Pass the nodes below `root` to `page` in document order; hidden elements are skipped with their content."""
    write, open_, close, roles = page.write, page.open, page.close, page.roles
    known: dict[int, tuple[str, int]] = {}
    around: list[tuple[LexborNode, Opened | None]] = []
    node = root
    substitutes = 0
    while node is not None:
        number = node.tag_id
        try:
            tag, role = known[number]
        except KeyError:
            tag = node.tag or ""
            role = roles.get(tag, TRACKED)
            known[number] = tag, role
        if role == TEXT_NODE:
            write(node.text_content or "")
        elif role != SKIPPED or (tag == "noscript" and (substitutes or _is_substitute(node))):
            attributes = node.attributes
            if attributes and not hidden and is_hidden(attributes):
                if formula := _pictured(node):
                    write(formula)
                else:
                    page.concealed += len(CELL + node.text(separator=CELL, strip=True, skip_empty=True))
            elif role == FORMULA and (formula := _unwritten(node)):
                write(formula)
            else:
                opened = None if role == IGNORED else open_(tag, attributes)
                inside = node.first_child
                if inside is not None:
                    substitutes += tag == "noscript"
                    around.append((node, opened))
                    node = inside
                    continue
                if opened is not None:
                    close(opened)
        following = node.next
        while following is None and around:
            node, opened = around.pop()
            if opened is not None:
                close(opened)
            if substitutes and node.tag == "noscript":
                substitutes -= 1
            following = node.next
        node = following


def _is_substitute(noscript: LexborNode) -> bool:
    """Tell whether a `<noscript>` holds content that scripts would have loaded."""
    length = 0
    for node in noscript.traverse(include_text=True):
        if node.tag == "-text" and node.parent is not None and node.parent.tag not in ("script", "style"):
            length += len(node.text_content or "")
            if length >= MIN_SUBSTITUTE_CHARS:
                return True
    return False


def _unwritten(math: LexborNode) -> str:
    """Return the TeX of a formula without visible text, or else its alternative text; "" if it has visible text."""
    for node in math.traverse(include_text=True):
        if node.tag == "-text" and (node.text_content or "").strip():
            parent = node.parent
            if parent is None or not (parent.tag or "").startswith("annotation"):
                return ""
    return _formula(math)


def _pictured(node: LexborNode) -> str:
    """Return the formula in a hidden element that is followed by a picture of it; "" if there is none."""
    inside, beside = node.first_child, node.next
    is_pictured = inside is not None and inside.tag == "math" and beside is not None and beside.tag == "img"
    return _formula(inside) if inside is not None and is_pictured else ""


def _formula(math: LexborNode) -> str:
    annotation = math.css_first(TEX)
    written = annotation.text() if annotation is not None else ""
    return written.strip() or (math.attributes.get("alttext") or "").strip()
