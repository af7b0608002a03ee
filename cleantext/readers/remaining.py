"""Makes the document that remains after cuts: a text is read again, a page keeps its blocks that are left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from cleantext.document import Block, Document, Element, new_block, new_element
from cleantext.readers.kinds import MARKED
from cleantext.readers.text import read_text
from cleantext.spans import Span, Spans
from cleantext.text_class import classify

#: Sentinel after the last span.
_BEYOND: Final = Span(sys.maxsize, sys.maxsize)


def remaining(document: Document, kept: Spans) -> Document:
    r"""Return what is left of a document as a document.

    A text is read again. A page keeps its elements, except those of which nothing is left.

    Args:
        document: as it was read.
        kept: the spans of its text that are kept.

    >>> from cleantext.readers.html import read_html
    >>> page = read_html("<nav>Home</nav><h2>Tides</h2><p>High at noon. Share</p>")
    >>> left = remaining(page, Spans(page.text, [(6, 11), (11, 26)]))
    >>> [(block.kind, block.text) for block in left.blocks], [element.tag for element in left.elements]
    ([('heading', 'Tides'), ('paragraph', 'High at noon.')], ['html', 'body', 'h2', 'p'])
    """
    if not document.elements:
        plain = (block for block in document.blocks if block.text_class not in MARKED)
        return read_text(kept.text, {block.text: (block.words, block.text_class) for block in plain})
    blocks = list(_remaining_blocks(document, kept))
    before = list(accumulate(map(bool, blocks), initial=0))
    places = [-1] * (len(document.elements) + 1)  # The last item is for index -1, no element.
    elements: list[Element] = []
    for index, (tag, names, role, parent, first, stop) in enumerate(document.elements):
        if before[first] < before[stop]:
            places[index] = len(elements)
            elements.append(new_element((tag, names, role, places[parent], before[first], before[stop])))
    left = [new_block((*block[:-1], places[block.element])) for block in blocks if block]
    return Document(kept.text, tuple(left), tuple(elements))


def _remaining_blocks(document: Document, kept: Spans) -> Iterator[Block | None]:
    """Yield for each block of a page what is left of it, or None if nothing is."""
    spans = iter(kept)
    span, place = next(spans, _BEYOND), 0
    for block in document.blocks:
        start, end = block.start, block.end
        while span.end <= start:
            place += span.end - span.start
            span = next(spans, _BEYOND)
        if span.start <= start and end <= span.end:
            shift = place - span.start
            yield new_block((start + shift, end + shift, *block[2:]))
        else:
            yield _remaining_part(block, kept) if span.start < end else None


def _remaining_part(block: Block, kept: Spans) -> Block | None:
    """Return what is left of a block of which a part is cut, or None if that is white space."""
    start, end = kept.offset(block.start), kept.offset(block.end)
    part = kept.text[start:end]
    text = part.strip()
    if not text:
        return None
    start += part.index(text[0])
    words, text_class = classify(text) if block.kind != "code" else (block.words, block.text_class)
    link_chars = min(block.link_chars, len(text))
    return Block(start, start + len(text), text, words, text_class, block.kind, link_chars, block.links, block.element)
