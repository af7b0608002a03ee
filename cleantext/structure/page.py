"""A page while its structure is judged: its blocks and elements, how much they tell, and what of them is cut."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Final

from cleantext.document import Block, Document, Element, Section
from cleantext.reading import DENSITY

#: Characters from which a block counts as prose, and from which it does without a full stop at its end.
SHORTEST, SENTENCES = 25, 80
#: What a character of a table or a listing counts, and one of a short line that no full stop ends.
TABULAR, UNENDED = 0.3, 0.2
#: ASCII characters a word from which a text is none, but keys and codes.
LONGEST_WORDS: Final = 30

_ENDS: Final = frozenset('.!?。！？।؟۔"”»’')
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Page:
    """A page while it is judged.

    Attributes:
        blocks, elements: as in the document.
        prose: the characters of each block that read like prose, links aside; less in tables and short lines.
        told: for each block, the sum of the prose before it, where listings and tables count in full.
        chars, links: for each block, the characters of the blocks before it, and those in links.
        cut: for each block the rule that cuts it, or "".
        sections: what has been found.
    """

    def __init__(self, document: Document) -> None:
        self.blocks = document.blocks
        self.elements = document.elements if document.blocks else ()
        self.prose = [_prose(block) for block in self.blocks]
        told = (
            len(block.text) if block.kind in ("code", "row") else prose
            for block, prose in zip(self.blocks, self.prose, strict=True)
        )
        self.told = list(accumulate(told, initial=0.0))
        self.chars = list(accumulate((len(block.text) for block in self.blocks), initial=0))
        self.links = list(accumulate((block.link_chars for block in self.blocks), initial=0))
        self.cut = [""] * len(self.blocks)
        self.sections: list[Section] = []

    def add(self, first: int, stop: int, rule: str, element: int = -1) -> None:
        """Cut the blocks from `first` up to but without `stop`; `element` is the index of the one that shows why."""
        if first < stop:
            self.sections.append(Section(first, stop, rule.partition("/")[0], rule, element))
            self.cut[first:stop] = [rule] * (stop - first)

    def dismiss(self, elements: Sequence[Element]) -> None:
        """Take the prose of elements for none, which do not overlap."""
        dismissed = self.covered(elements)
        told = [
            0.0 if gone else after - before
            for gone, (before, after) in zip(dismissed, pairwise(self.told), strict=True)
        ]
        self.told = list(accumulate(told, initial=0.0))
        self.prose = [0.0 if gone else prose for gone, prose in zip(dismissed, self.prose, strict=True)]

    def add_rest(self, first: int, stop: int, rule: str, element: int) -> None:
        """Cut those of the blocks from `first` up to but without `stop` that no rule has cut before."""
        start = first
        for index in range(first, stop + 1):
            if index == stop or self.cut[index]:
                self.add(start, index, rule, element)
                start = index + 1

    def size(self, element: Element) -> int:
        """Return the characters in an element."""
        return self.chars[element.stop] - self.chars[element.first]

    def held(self, element: Element) -> float:
        """Return the prose in an element, listings and tables in full."""
        return self.told[element.stop] - self.told[element.first]

    def linked(self, element: Element) -> int:
        """Return the characters of an element that are in links."""
        return self.links[element.stop] - self.links[element.first]

    def left(self) -> list[float]:
        """Return the prose of each block that is not cut."""
        return [0.0 if cut else prose for cut, prose in zip(self.cut, self.prose, strict=True)]

    def has_links(self, element: Element) -> bool:
        """Tell whether a block of an element is mostly link."""
        return any(is_link(block) for block in self.blocks[element.first : element.stop])

    def heads(self, index: int, tags: Iterable[str] = ("h1",)) -> bool:
        """Tell whether a block is a heading of the given levels."""
        if self.blocks[index].kind != "heading":
            return False
        element = self.elements[self.blocks[index].element]
        while element.tag not in _HEADINGS:
            element = self.elements[element.parent]
        return element.tag in tags

    def covered(self, elements: Iterable[Element]) -> list[bool]:
        """Tell for each block whether it stands in one of the elements."""
        steps = [0] * (len(self.blocks) + 1)
        for element in elements:
            steps[element.first] += 1
            steps[element.stop] -= 1
        return [depth > 0 for depth in accumulate(steps[:-1])]


def is_link(block: Block) -> bool:
    """Tell whether more than half of a block is in links."""
    return 2 * block.link_chars > len(block.text)


def _prose(block: Block) -> float:
    """Return the characters of a block that read like prose."""
    text = block.text
    size: float = len(text) - block.link_chars
    if block.link_chars > size or block.kind == "heading" or block.kind == "caption":
        return 0.0
    if text[len(text) // 2] > "\u2e7f":
        size *= DENSITY
    if size < SHORTEST or (size > LONGEST_WORDS * block.words and text.isascii()):
        return 0.0
    if block.kind == "row" or block.kind == "code":
        return size * TABULAR
    if size >= SENTENCES or text[-1] in _ENDS or text[-2] == ".":
        return size
    return size * UNENDED
