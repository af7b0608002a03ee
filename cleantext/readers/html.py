"""Reads a page of HTML: its visible text, block by block, and the elements that the blocks stand in."""

from __future__ import annotations

from typing import Final

import regex
from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleantext.document import Document
from cleantext.readers.guard import harmless
from cleantext.readers.linearise import (
    DISCUSSION,
    FORMULA,
    HIDDEN,
    SHADOW_ROOT,
    SHADOW_STEP,
    SILENT,
    TEXT,
    TITLES,
    TRACED,
    Linearised,
    Opened,
    is_hidden,
)

#: Characters of text from which a `<noscript>` holds what scripts would have loaded, and no request to enable them.
SUBSTITUTE = 400

#: The elements that hold a formula as it is written in TeX.
TEX: Final = 'annotation[encoding$="-tex" i], annotation[encoding="tex" i], annotation[encoding*="latex" i]'
#: The attribute of a `<template>` that makes a shadow root of it.
SHADOW: Final = "shadowrootmode"
#: Tags of templates, and what begins a text in which there are none.
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
    page = Linearised(marks)
    opened = with_shadow_roots(html)
    if opened is not html:
        page.steps = (SHADOW_STEP,)
    page.is_discussion = DISCUSSION in html
    tree = parse(opened)
    page.titles = tuple(filter(None, map(_title, tree.head.css(TITLES)))) if tree.head is not None else ()
    _walk(tree.root, page, hidden)
    del tree  # Nothing holds it any more when the document is made.
    return page.document()


def _title(node: LexborNode) -> str:
    """Return what an element of the head says that the page is called."""
    return " ".join((node.attributes.get("content") or node.text()).split())


def parse(html: str) -> LexborHTMLParser:
    """Return the tree of a page, harmless as it is made (see `cleantext.readers.guard`), its shadow roots in place."""
    html = harmless(with_shadow_roots(html))
    try:
        return LexborHTMLParser(html)
    except UnicodeEncodeError:  # Lone surrogates, which no encoding has.
        return LexborHTMLParser(html.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def with_shadow_roots(html: str) -> str:
    """Return a page with the shadow roots that it declares as elements of another name; any other as it is.

    Browsers put such a root in place of what is around it. A parser knows no scripts, and keeps each template apart.

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
            position = _behind_raw(html, position, found["raw"])
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


def _behind_raw(html: str, position: int, name: str | None) -> int:
    """Return where a page goes on behind a comment, or behind the text of a script and the like."""
    if name is None:
        end = html.find("-->", position)
        return len(html) if end < 0 else end
    closing = regex.compile(rf"</{name}\b", regex.IGNORECASE).search(html, position)
    return closing.end() if closing else len(html)


def _walk(root: LexborNode | None, page: Linearised, hidden: bool) -> None:
    """Hand the nodes below `root` to `page` in order; what hides its content is passed over with all that is in it."""
    write, open_, close, roles = page.write, page.open, page.close, page.roles
    known: dict[int, tuple[str, int]] = {}
    around: list[tuple[LexborNode, Opened | None]] = []
    node = root
    substitutes = 0
    while node is not None:
        number = node.tag_id
        if number in known:
            tag, role = known[number]
        else:
            tag = node.tag or ""
            role = roles.get(tag, TRACED)
            known[number] = tag, role
        if role == TEXT:
            write(node.text_content or "")
        elif role != HIDDEN or (tag == "noscript" and (substitutes or _is_substitute(node))):
            attributes = node.attributes
            if attributes and not hidden and is_hidden(attributes):
                if formula := _pictured(node):
                    write(formula)
                else:
                    page.concealed += len(node.text())
            elif role == FORMULA and (formula := _unwritten(node)):
                write(formula)
            else:
                opened = None if role == SILENT else open_(tag, attributes)
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
    """Tell whether a `<noscript>` holds what scripts would have loaded."""
    length = 0
    for node in noscript.traverse(include_text=True):
        if node.tag == "-text" and node.parent is not None and node.parent.tag not in ("script", "style"):
            length += len(node.text_content or "")
            if length >= SUBSTITUTE:
                return True
    return False


def _unwritten(math: LexborNode) -> str:
    """Return a formula that has no text of its own: its TeX, or else its alternative text; "" if it has."""
    for node in math.traverse(include_text=True):
        if node.tag == "-text" and (node.text_content or "").strip():
            parent = node.parent
            if parent is None or not (parent.tag or "").startswith("annotation"):
                return ""
    return _formula(math)


def _pictured(node: LexborNode) -> str:
    """Return the formula in a hidden element beside which a picture of it stands; "" if there is none."""
    inside, beside = node.first_child, node.next
    is_pictured = inside is not None and inside.tag == "math" and beside is not None and beside.tag == "img"
    return _formula(inside) if inside is not None and is_pictured else ""


def _formula(math: LexborNode) -> str:
    annotation = math.css_first(TEX)
    written = annotation.text() if annotation is not None else ""
    return written.strip() or (math.attributes.get("alttext") or "").strip()
