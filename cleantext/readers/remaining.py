"""Reads what is left of a document once something is cut of it: again as text, or as the page with fewer blocks."""

from __future__ import annotations

from itertools import accumulate

from cleantext.document import Block, Document, Element
from cleantext.readers.text import read_text
from cleantext.spans import Spans
from cleantext.text_class import classify


def remaining(document: Document, kept: Spans) -> Document:
    r"""Return what is left of a document as a document.

    A text is read again. A page keeps its elements, but for those of which nothing is left.

    Args:
        document: as it was read.
        kept: the spans of its text that are.

    >>> from cleantext.readers.html import read_html
    >>> page = read_html("<nav>Home</nav><h2>Tides</h2><p>High at noon. Share</p>")
    >>> left = remaining(page, Spans(page.text, [(6, 11), (11, 26)]))
    >>> [(block.kind, block.text) for block in left.blocks], [element.tag for element in left.elements]
    ([('heading', 'Tides'), ('paragraph', 'High at noon.')], ['html', 'body', 'h2', 'p'])
    """
    if not document.elements:
        return read_text(kept.text, {block.text: (block.words, block.text_class) for block in document.blocks})
    blocks = [_remaining_block(block, kept) for block in document.blocks]
    before = list(accumulate((block is not None for block in blocks), initial=0))
    places = [-1] * (len(document.elements) + 1)  # The last is that of no element, -1.
    elements: list[Element] = []
    for index, element in enumerate(document.elements):
        first, stop = before[element.first], before[element.stop]
        if first < stop:
            places[index] = len(elements)
            elements.append(element._replace(parent=places[element.parent], first=first, stop=stop))
    left = tuple(block._replace(element=places[block.element]) for block in blocks if block is not None)
    return Document(kept.text, left, tuple(elements))


def _remaining_block(block: Block, kept: Spans) -> Block | None:
    """Return what is left of a block of a page, or None if nothing is."""
    start, end = kept.offset(block.start), kept.offset(block.end)
    if end - start == len(block.text):
        return block._replace(start=start, end=end)
    part = kept.text[start:end]
    text = part.strip()
    if not text:
        return None
    start += part.index(text[0])
    words, text_class = classify(text) if block.kind != "code" else (block.words, block.text_class)
    return block._replace(
        start=start,
        end=start + len(text),
        text=text,
        words=words,
        text_class=text_class,
        link_chars=min(block.link_chars, len(text)),
    )
