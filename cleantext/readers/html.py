"""Reads a page of HTML: its visible text, block by block, and the elements that the blocks stand in."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleantext.document import Document
from cleantext.readers.guard import harmless
from cleantext.readers.linearise import HIDDEN, SILENT, TEXT, TRACED, Linearised, Opened, is_hidden

#: Characters of text from which a `<noscript>` holds what scripts would have loaded, and no request to enable them.
SUBSTITUTE = 400


def read_html(html: str, *, marks: bool = False, hidden: bool = False) -> Document:
    """Return a page as a document: blocks as a reader sees them, in order, and the elements around them.

    Scripts, styles, templates, form controls and pictures have no text; neither do elements that are hidden by an
    attribute (`hidden`, `aria-hidden`, an inline style), unless `hidden` is set. With `marks`, the document also
    holds the links, emphasis, inline code and pictures, for writers that render them.

    >>> [(block.kind, block.text) for block in read_html("<h2>Tides</h2><p>High at <b>noon</b>.<br>Low at six.").blocks]
    [('heading', 'Tides'), ('paragraph', 'High at noon.'), ('paragraph', 'Low at six.')]
    """
    page = Linearised(marks)
    _walk(parse(html).root, page, hidden)  # Nothing holds the tree any more when the document is made.
    return page.document()


def parse(html: str) -> LexborHTMLParser:
    """Return the tree of a page, harmless as it is made (see `cleantext.readers.guard`)."""
    html = harmless(html)
    try:
        return LexborHTMLParser(html)
    except UnicodeEncodeError:  # Lone surrogates, which no encoding has.
        return LexborHTMLParser(html.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


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
                page.concealed += len(node.text())
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
