"""Writes the kept parts of a document as a clean fragment of HTML.

It is safe by construction: nothing of the page's own markup is copied. Only the elements below are ever written, with
no attribute but an `href`, `src` or `alt`; all text is escaped, and an address that could run a script is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from cleantext.document import Document, Mark
from cleantext.spans import Spans
from cleantext.writers.flow import Cell, Code, Group, Part, Table, TextPart, flow, is_tight
from cleantext.writers.inline import Line, Span, spans


def html(document: Document, kept: Spans, *, images: bool = False) -> str:
    """Return what is kept of a document as HTML: paragraphs, headings, lists, quotes, code, tables and captions.

    Links, emphasis and the like are there if the document was read with its marks. Plain text gives a paragraph for
    each block. Read again, the result has the same blocks of text, and written again, it is the same.

    Args:
        document: as a reader made it, with marks.
        kept: the spans of its text that are.
        images: whether to write pictures, too, with their addresses and alternative texts.

    >>> from cleantext.readers.html import read_html
    >>> page = read_html('<div id="tides">High at <b>noon</b>: <a href="javascript:go()">more</a></div>', marks=True)
    >>> html(page, Spans.whole(page.text))
    '<p>High at <strong>noon</strong>: more</p>'
    """
    return _parts(flow(document, kept, images=images).parts)


def _parts(parts: Iterable[Part]) -> str:
    return "\n".join(filter(None, map(_part, parts)))


def _part(part: Part) -> str:
    match part:
        case TextPart():
            return _text(part)
        case Code():
            return f"<pre><code>{escape(part.text, quote=False)}</code></pre>"
        case Table():
            rows = "\n".join(map(_row, part.rows))
            return f"<table>\n{rows}\n</table>"
        case Group():
            return _group(part)


def _text(text: TextPart) -> str:
    lines, pictures = _lines(text.lines), _pictures(text.pictures)
    if text.kind == "caption":
        return f"<figure>{pictures}<figcaption>{lines}</figcaption></figure>"
    name = f"h{text.level}" if text.kind == "heading" else "p"
    before = f"<figure>{pictures}</figure>" if pictures else ""
    written = f"<{name}>{lines}</{name}>" if text.lines else ""
    return "\n".join(filter(None, (before, written)))


def _group(group: Group) -> str:
    if group.kind == "item":
        return f"<li>{_item(group.parts)}</li>"
    name = "blockquote" if group.kind == "quote" else "ol" if group.ordered else "ul"
    return f"<{name}>\n{_parts(group.parts)}\n</{name}>"


def _item(parts: list[Part]) -> str:
    """Return the content of an item; a single paragraph at its beginning needs no element of its own."""
    first = parts[0]
    if isinstance(first, TextPart) and is_tight(parts):
        return "\n".join(filter(None, (_lines(first.lines), _parts(parts[1:]))))
    return _parts(parts)


def _row(row: list[Cell]) -> str:
    cells = []
    for cell in row:
        name = "th" if cell.header else "td"
        cells.append(f"<{name}>{_lines(cell.lines)}</{name}>")
    return f"<tr>{''.join(cells)}</tr>"


def _lines(lines: Iterable[Line]) -> str:
    return "<br>\n".join(_line(line) for line in lines)


def _line(line: Line) -> str:
    return "".join(map(_inline, spans(line)))


def _inline(part: str | Span) -> str:
    if isinstance(part, str):
        return escape(part, quote=False)
    if part.kind == "img":
        return _picture(part.target)
    content = "".join(map(_inline, part.parts))
    if part.kind != "a":
        return f"<{part.kind}>{content}</{part.kind}>"
    return f'<a href="{escape(part.target)}">{content}</a>'


def _pictures(pictures: Iterable[Mark]) -> str:
    return "".join(_picture(mark.target) for mark in pictures)


def _picture(target: str) -> str:
    source, text = target.split("\n", 1)
    return f'<img src="{escape(source)}" alt="{escape(text)}">'
