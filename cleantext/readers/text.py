"""Reads plain text: every line that is not blank is a block, and the text stays the input, character for character."""

from __future__ import annotations

from cleantext.document import Block, Document
from cleantext.reading import read_as


def read_text(text: str) -> Document:
    r"""Return `text` as a document with one block for each line that is not blank.

    A block leaves out the white space around its line. Only line feeds end a line, so that a carriage return before one
    is white space at the end of the line, and old files whose lines end in a lone carriage return are one line.

    >>> [block.text for block in read_text("The bridge is open.\r\n\r\n  Leave a Reply").blocks]
    ['The bridge is open.', 'Leave a Reply']
    """
    blocks = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            first = start if line[0] == stripped[0] else start + line.index(stripped)
            words, reads = read_as(stripped)
            blocks.append(Block(first, first + len(stripped), stripped, words, reads))
        start += len(line) + 1
    return Document(text, tuple(blocks))
