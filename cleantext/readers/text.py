"""Reads plain text: every line that is not blank is a block, but the lines of a hard-wrapped paragraph are one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress, pairwise

from cleantext.document import Block, Document, new_block
from cleantext.readers.kinds import MARKED, mark_lines
from cleantext.text_class import classify, ends_sentence

#: Characters of the lines that a hard-wrapped paragraph consists of (its last line may be shorter).
NARROWEST, WIDEST = 30, 100
#: Share of the lines in a wrapped paragraph that begin in lower case; German, with its nouns, has the lowest.
MIN_LOWER_SHARE = 0.4
#: The same in one of so many lines, all of which end where the next word has no room, as by chance hardly any do.
LONG, MIN_LOWER_SHARE_IF_LONG = 5, 0.2
#: Minimum words of a line that a sentence begins in which goes on in the next.
MIN_BEGUN = 3
#: The fields of a block of plain text after its text class, which are the same for all.
_PLAIN = tuple(Block(0, 0, "")[5:])


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
            if not wraps and len(stripped) <= WIDEST and blocks and _goes_on(stripped[0]):
                wraps = start - blocks[-1].end <= 2
            words, text_class = known.get(stripped) or classify(stripped)
            blocks.append(new_block((first, first + len(stripped), stripped, words, text_class, *_PLAIN)))
        start += len(line) + 1
    mark_lines(text, blocks)
    if wraps:
        blocks = [lines[0] if len(lines) == 1 else _joined(text, lines) for lines in _unwrap(text, blocks)]
    return Document(text, tuple(blocks))


def _goes_on(char: str) -> bool:
    """Tell whether a line that begins with `char` may go on from the one above: lower case, or an alphabet without."""
    return char.islower() or (char < "\u0e00" and char.isalpha() and not char.isupper())


def _joined(text: str, lines: Sequence[Block]) -> Block:
    """Return the lines of a paragraph as one block."""
    start, end = lines[0].start, lines[-1].end
    return Block(start, end, text[start:end], *classify(text[start:end]))


def _unwrap(text: str, blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Yield the lines of each wrapped paragraph together, and other lines each by itself.

    A paragraph in whose lines little begins in lower case counts as wrapped beside others that surely are. It may be
    wider than they are, up to the width at which one of their lines would have had room for another word.
    """
    paragraphs = list(_paragraphs(text, blocks))
    sure = [len(lines) > 1 and _is_wrapped(lines, _width(lines)) and _flows(lines) for lines in paragraphs]
    width = max(map(_width, compress(paragraphs, sure)), default=0)
    room = min(map(_room, compress(paragraphs, sure)), default=0)
    for lines, is_sure in zip(paragraphs, sure, strict=True):
        column = max(width, _width(lines))
        if is_sure or (len(lines) > 1 and (width == column or column < room) and _is_wrapped(lines, column)):
            yield lines
        else:
            yield from _sentences(lines)


def _sentences(lines: Sequence[Block]) -> Iterator[Sequence[Block]]:
    """Yield the lines that one sentence goes on over, as in verse, together, and other lines each by itself.

    The first has words enough for a sentence to begin, each further one begins in lower case, and the last has its end.
    """
    place = 0
    while place < len(lines):
        stop = place + 1
        if lines[place].words >= MIN_BEGUN and not _goes_on(lines[place].text[0]):
            while stop < len(lines) and lines[stop].text[0].islower() and not _is_ended(lines[stop - 1].text):
                stop += 1
        if stop - place > 1 and ends_sentence(lines[stop - 1].text):
            yield lines[place:stop]
            place = stop
        else:
            yield lines[place : place + 1]
            place += 1


def _is_ended(text: str) -> bool:
    """Tell whether a line ends what it says, or leads in a list."""
    return ends_sentence(text) or text[-1] in ":…" or text.endswith("...")


def _paragraphs(text: str, blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the lines between blank lines; code, tables and headings are no part of a paragraph."""
    lines: list[Block] = []
    for block in blocks:
        marked = block.text_class in MARKED
        if lines and (marked or lines[-1].text_class in MARKED or text.count("\n", lines[-1].end, block.start) > 1):
            yield lines
            lines = []
        lines.append(block)
    yield lines


def _width(lines: Sequence[Block]) -> int:
    return max(line.end - line.start for line in lines)


def _room(lines: Sequence[Block]) -> int:
    """Return the least width at which a line of a paragraph would have had room for the first word of the next."""
    return min(len(line.text) + 1 + len(below.text.split(None, 1)[0]) for line, below in pairwise(lines))


def _is_wrapped(lines: Sequence[Block], width: int) -> bool:
    """Tell whether no line of a paragraph has room, within `width` characters, for the first word of the next."""
    if width > WIDEST or any(len(line.text) < NARROWEST for line in lines[:-1]):
        return False
    return _room(lines) > width


def _flows(lines: Sequence[Block]) -> bool:
    """Tell whether enough lines of a paragraph go on in lower case where the line before them breaks off."""
    share = MIN_LOWER_SHARE_IF_LONG if len(lines) >= LONG else MIN_LOWER_SHARE
    flowing = (_goes_on(line.text[0]) and not ends_sentence(above.text) for above, line in pairwise(lines))
    return sum(flowing) >= share * (len(lines) - 1)
