"""What several properties ask of a text and its removals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from cleantext import Document, Judgement, Removal


class Rounds:
    """A filter that cuts nothing and keeps each judgement that it is called with, one for each round."""

    name = "rounds"

    def __init__(self) -> None:
        self.judgements: list[Judgement] = []

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        self.judgements.append(judgement)
        return iter(())


def without_removals(text: str, removals: Iterable[Removal]) -> str:
    """Return `text` with the spans of the removals taken out, and nothing else."""
    kept, position = [], 0
    for removal in removals:
        kept.append(text[position : removal.start])
        position = removal.end
    return "".join([*kept, text[position:]])


def ink(text: str) -> str:
    """Return the characters that are not white space."""
    return "".join(text.split())


def is_subsequence(part: str, whole: str) -> bool:
    """Tell whether all characters of `part` stand in `whole` in the same order."""
    rest = iter(whole)
    return all(char in rest for char in part)


def stand_in_order(parts: Sequence[str], lines: Sequence[str]) -> bool:
    """Tell whether all `parts` are among `lines`, in the same order."""
    rest = iter(lines)
    return all(part in rest for part in parts)


def cut_places(text: str, removals: Iterable[Removal]) -> set[int]:
    """Return the offsets of the characters, white space aside, that removals cut."""
    return {place for cut in removals for place in range(cut.start, cut.end) if not text[place].isspace()}


def untouched_lines(text: str, removals: Sequence[Removal]) -> list[str]:
    """Return the lines with something on them of which no removal takes anything, without trailing white space."""
    lines, start, cuts = [], 0, list(removals)
    for line in text.split("\n"):
        end = start + len(line)
        while cuts and cuts[0].end <= start:
            cuts.pop(0)
        if line.strip() and not (cuts and cuts[0].start < end):
            lines.append(line.rstrip())
        start = end + 1
    return lines


def lines_of_text(text: str) -> list[str]:
    """Return the lines of a text that have something on them, without trailing white space."""
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def assert_is_a_page(document: Document) -> None:
    """Assert that blocks, elements and marks of a document that was read from a page are where they say, in order."""
    text, blocks, elements = document.text, document.blocks, document.elements
    ends = [0, *(block.end for block in blocks)]
    gaps = [text[end : block.start] for end, block in zip(ends, blocks, strict=False)]
    assert all(text[block.start : block.end] == block.text and block.text.strip() for block in blocks)
    assert gaps[:1] in ([], [""])
    assert set(gaps[1:]) <= {"\n", "\n\n"}
    assert ends[-1] == len(text)
    for index, element in enumerate(elements):
        assert -1 <= element.parent < index
        assert element.first < element.stop <= len(blocks)
        if element.parent >= 0:
            around = elements[element.parent]
            assert around.first <= element.first < element.stop <= around.stop
    for index, block in enumerate(blocks):
        assert block.element < len(elements)
        assert block.element < 0 or elements[block.element].first <= index < elements[block.element].stop
        assert 0 <= block.link_chars <= len(block.text)
    assert all(any(b.start <= mark.start <= mark.end <= b.end for b in blocks) for mark in document.marks)
    assert all(before.start <= after.start for before, after in pairwise(document.marks))


def folded(document: Document) -> Document:
    """Return a document with the white space between classes folded, which a soup does not keep."""
    elements = tuple(element._replace(names=" ".join(element.names.split())) for element in document.elements)
    return replace(document, elements=elements)
