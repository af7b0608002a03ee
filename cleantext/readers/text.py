"""Reads plain text: every line that is not blank is a block, but the lines of a hard-wrapped paragraph are one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from cleantext.document import Block, Document
from cleantext.text_class import classify

#: Characters of the lines that a hard-wrapped paragraph consists of (its last line may be shorter).
NARROWEST, WIDEST = 30, 100
#: Share of the lines in a wrapped paragraph that begin in lower case; German, with its nouns, has the lowest.
LOWER = 0.4
#: The same in one of so many lines, all of which end where the next word has no room, as by chance hardly any do.
LONG, LOWER_IF_LONG = 5, 0.2


def read_text(text: str, known: Mapping[str, tuple[float, str]] | None = None) -> Document:
    r"""Return `text` as a document with one block for each line that is not blank.

    A block leaves out the white space around its line. Only line feeds end a line, so that a carriage return before one
    is white space at the end of the line, and old files whose lines end in a lone carriage return are one line. Lines
    that were wrapped at a column (as in mail) make one block together.

    >>> [block.text for block in read_text("The bridge is open.\r\n\r\n  Leave a Reply").blocks]
    ['The bridge is open.', 'Leave a Reply']
    """
    blocks: list[Block] = []
    start = 0
    wraps = False
    known = known or {}
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            first = start if line[0] == stripped[0] else start + line.index(stripped)
            if _goes_on(stripped[0]) and blocks and len(stripped) <= WIDEST:
                wraps = wraps or _may_wrap(blocks[-1], first)
            words, text_class = known.get(stripped) or classify(stripped)
            blocks.append(Block(first, first + len(stripped), stripped, words, text_class))
        start += len(line) + 1
    if wraps:
        spans = _unwrap(text, [(block.start, block.end) for block in blocks])
        blocks = [Block(start, end, text[start:end], *classify(text[start:end])) for start, end in spans]
    return Document(text, tuple(blocks))


def _goes_on(char: str) -> bool:
    """Tell whether a line that begins with `char` may go on from the one above: lower case, or an alphabet without."""
    return char.islower() or (char < "\u0e00" and char.isalpha() and not char.isupper())


def _may_wrap(block: Block, start: int) -> bool:
    """Tell whether the line that begins at `start`, in lower case, could go on from the one above it."""
    return NARROWEST <= block.end - block.start <= WIDEST and start - block.end <= 2


def _unwrap(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans with those of each wrapped paragraph joined.

    A paragraph in whose lines little begins in lower case counts as wrapped beside others that surely are. It may be
    wider than they are, up to the width at which one of their lines would have had room for another word.
    """
    paragraphs = list(_paragraphs(text, spans))
    sure = [
        lines for lines in paragraphs if len(lines) > 1 and _is_wrapped(lines, _width(lines)) and _flows(text, lines)
    ]
    width = max(map(_width, sure), default=0)
    room = min(map(_room, sure), default=0)
    for lines in paragraphs:
        column = max(width, _width(lines))
        if len(lines) > 1 and (width == column or column < room) and _is_wrapped(lines, column):
            yield lines[0][0], lines[-1][1]
        else:
            yield from ((start, end) for start, end, _ in lines)


def _paragraphs(text: str, spans: list[tuple[int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    """Yield the lines between blank lines, each as its span and the length of its first word."""
    lines: list[tuple[int, int, int]] = []
    for start, end in spans:
        if lines and text.count("\n", lines[-1][1], start) > 1:
            yield lines
            lines = []
        lines.append((start, end, len(text[start:end].split(None, 1)[0])))
    yield lines


def _width(lines: list[tuple[int, int, int]]) -> int:
    return max(end - start for start, end, _ in lines)


def _room(lines: list[tuple[int, int, int]]) -> int:
    """Return the least width at which a line of a paragraph would have had room for the first word of the next."""
    return min(end - start + 1 + word for (start, end, _), (_, _, word) in pairwise(lines))


def _is_wrapped(lines: list[tuple[int, int, int]], width: int) -> bool:
    """Tell whether no line of a paragraph has room, within `width` characters, for the first word of the next."""
    if width > WIDEST or any(end - start < NARROWEST for start, end, _ in lines[:-1]):
        return False
    return _room(lines) > width


def _flows(text: str, lines: list[tuple[int, int, int]]) -> bool:
    """Tell whether enough lines of a paragraph go on in lower case where the line before them ends."""
    share = LOWER_IF_LONG if len(lines) >= LONG else LOWER
    return sum(_goes_on(text[start]) for start, _, _ in lines[1:]) >= share * (len(lines) - 1)
