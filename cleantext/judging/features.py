"""Measures of a page for rules on its structure: prose, text and links of blocks and elements, by prefix sums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final

from cleantext.document import Block, Document, Element
from cleantext.judgement import Finding, Reason, Verdict
from cleantext.judging import weights
from cleantext.text_class import CHARS_PER_UNSPACED_CHAR

_ENDS: Final = frozenset('.!?。！？।؟۔"”»’')
_LOWER: Final = frozenset(("h2", "h3", "h4", "h5", "h6"))
_STOPS: Final = frozenset(".。")
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LETTERS: Final = re.compile(r"[^\W_]+")


class Features:
    """The measures of a page; they do not change while it is judged.

    Attributes:
        blocks, elements: as in the document.
        prose: the characters of prose of each block, without links; weighted less in tables and short lines.
        prose_before: prefix sum of the prose, with code and tables in full.
        chars_before, links_before: prefix sums of the characters, and of those in links.
        counts_before: prefix sum of `link_count`.
        first_level: the indices of the headings of the first level.
        named: the index of the heading that the page is called after, or -1.
        title: the same, or else the index of the only heading of the first level; -1 if there is neither.
        titled: the index of the innermost element around the heading that the page is called after, with some prose
            below it, or -1.
        main: the index of the only `<main>`, or -1.
    """

    def __init__(self, document: Document, excluded: Sequence[Element] = ()) -> None:
        """Measure a page; the prose of the `excluded` elements, which must not overlap, counts as 0."""
        self.document = document
        self.blocks = document.blocks
        self.elements = document.elements if document.blocks else ()
        out = covered(self.blocks, excluded)
        self.prose = [0.0 if gone else prose for prose, gone in zip(_proses(self.blocks), out, strict=True)]
        headings = [index for index, block in enumerate(self.blocks) if block.kind == "heading"]
        for index in headings:
            if not out[index] and self._is_sentence(index):
                self.prose[index] = len(self.blocks[index].text) - self.blocks[index].link_chars
        held = (
            len(block.text) if block.kind in ("code", "row") and not gone else prose
            for block, prose, gone in zip(self.blocks, self.prose, out, strict=True)
        )
        self.prose_before = list(accumulate(held, initial=0.0))
        self.chars_before = list(accumulate([len(block.text) for block in self.blocks], initial=0))
        self.links_before = list(accumulate([block.link_chars for block in self.blocks], initial=0))
        self.counts_before = list(accumulate(map(link_count, self.blocks), initial=0))
        self.named = _most_alike(document.titles, {index: self.blocks[index].text for index in headings})
        self.first_level = [index for index in headings if self.is_heading(index)]
        self.title = self.named if self.named >= 0 else self.first_level[0] if len(self.first_level) == 1 else -1
        self.titled = next((place for place in self.around_title() if self._holds_lead(place)), -1)
        mains = [index for index, element in enumerate(self.elements) if element.tag == "main"]
        self.main = mains[0] if len(mains) == 1 else -1

    def _is_sentence(self, index: int) -> bool:
        """Tell whether a heading of a lower level is text however large it is shown: a long sentence, and its stop.

        In a `<header>` it is a part of the title above it.
        """
        block = self.blocks[index]
        is_long = len(block.text) - block.link_chars >= max(weights.MIN_UNENDED_PROSE, block.link_chars)
        if not is_long or block.text[-1] not in _STOPS or not self.is_heading(index, _LOWER):
            return False
        place = block.element
        while place >= 0 and self.elements[place].tag != "header":
            place = self.elements[place].parent
        return place < 0

    def around_title(self) -> Iterator[int]:
        """Yield the indices of the elements around the heading that the page is called after, the innermost first.

        What is called a header holds the title, and not what stands below it.
        """
        place = self.blocks[self.named].element if self.named >= 0 else -1
        while place >= 0:
            element = self.elements[place]
            if element.tag != "header" and "header" not in element.names.lower():
                yield place
            place = element.parent

    def _holds_lead(self, place: int) -> bool:
        """Tell whether an element has some prose below the title."""
        return sum(self.prose[self.named + 1 : self.elements[place].stop]) >= weights.MIN_LEAD

    def chars_in(self, element: Element) -> int:
        """Return the characters in an element."""
        return self.chars_before[element.stop] - self.chars_before[element.first]

    def text_at(self, place: int) -> str:
        """Return the text of a block, or "" before the first and after the last."""
        return self.blocks[place].text if 0 <= place < len(self.blocks) else ""

    def prose_in(self, element: Element) -> float:
        """Return the characters of prose in an element, with code and tables in full."""
        return self.prose_before[element.stop] - self.prose_before[element.first]

    def links_in(self, element: Element) -> int:
        """Return the characters of an element that are in links."""
        return self.links_before[element.stop] - self.links_before[element.first]

    def link_count_in(self, element: Element) -> int:
        """Return the sum of `link_count` over the blocks of an element."""
        return self.counts_before[element.stop] - self.counts_before[element.first]

    def has_links(self, element: Element) -> bool:
        """Tell whether a block of an element is mostly link."""
        return any(is_link(block) for block in self.blocks[element.first : element.stop])

    def is_heading(self, index: int, tags: Iterable[str] = ("h1",)) -> bool:
        """Tell whether a block is a heading of the given levels."""
        if self.blocks[index].kind != "heading":
            return False
        element = self.elements[self.blocks[index].element]
        while element.tag not in _HEADINGS:
            element = self.elements[element.parent]
        return element.tag in tags


class Cuts:
    """The verdicts on a page so far, and for each block the rule that cuts it, or ""."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        """Begin with nothing decided about `blocks`."""
        self.rules = [""] * len(blocks)
        self.verdicts: list[Verdict] = []

    def extend(self, verdicts: Iterable[Verdict]) -> None:
        """Add verdicts one by one; a generator of them sees the effect of each in `rules` before it yields the next."""
        for verdict in verdicts:
            self.verdicts.append(verdict)
            if verdict.is_cut:
                found = verdict.finding
                self.rules[found.first : found.stop] = [found.rule] * (found.stop - found.first)

    def with_cuts(self, verdicts: Iterable[Verdict]) -> list[str]:
        """Return the rules as they would be with further verdicts."""
        further = Cuts(())
        further.rules = list(self.rules)
        further.extend(verdicts)
        return further.rules


def not_cut(document: Document, verdicts: Iterable[Verdict]) -> list[int]:
    """Return the indices of the blocks that none of the verdicts cuts."""
    cuts = Cuts(document.blocks)
    cuts.extend(verdicts)
    return [index for index, rule in enumerate(cuts.rules) if not rule]


def part(features: Features, first: int, stop: int, rule: str, reason: Reason, element: int = -1) -> Verdict:
    """Return a verdict on the blocks from `first` up to but without `stop`, which an element or structure showed."""
    start, end = features.blocks[first].start, features.blocks[stop - 1].end
    return Verdict(Finding(start, end, first, stop, rule.partition("/")[0], rule, element=element), reason)


def covered(blocks: Sequence[Block], elements: Iterable[Element]) -> list[bool]:
    """Tell for each block whether it stands in one of the elements."""
    steps = [0] * (len(blocks) + 1)
    for element in elements:
        steps[element.first] += 1
        steps[element.stop] -= 1
    return [depth > 0 for depth in accumulate(steps[:-1])]


def is_in(element: Element, around: Element) -> bool:
    """Tell whether an element is in another one, or the same."""
    return around.first <= element.first and element.stop <= around.stop


def link_count(block: Block) -> int:
    """Return the number of links that a block consists of; 1, if it has much text besides."""
    is_row = block.links > 1 and len(block.text) - block.link_chars <= weights.MAX_SEPARATOR * block.links
    return block.links if is_row else 1


def is_link(block: Block) -> bool:
    """Tell whether more than half of a block is in links."""
    return 2 * block.link_chars > len(block.text)


def _most_alike(names: Sequence[str], headings: Mapping[int, str]) -> int:
    """Return the key of the heading that is most of what a page is called, or the other way round; -1 if none is.

    >>> _most_alike(["Winter ferry | The Courier"], {0: "The Courier", 7: "Winter Ferry!", 9: "Ferries in winter"})
    7
    """
    called = list(filter(None, map(_said, names)))
    best, share = -1, 0.0
    for place, heading in headings.items() if called else ():
        said = _said(heading)
        for name in called:
            shorter, longer = sorted((said, name), key=len)
            alike = len(shorter) / len(longer) if shorter and shorter in longer else 0.0
            if alike > max(share, weights.MIN_HEADLINE_SHARE):
                best, share = place, alike
    return best


def _said(text: str) -> str:
    """Return the letters and digits of a text, in lower case: all else differs between a heading and a title."""
    return "".join(_LETTERS.findall(text.lower()))


def _proses(blocks: Sequence[Block]) -> list[float]:
    """Return the characters of each block that read like prose; lines that make a sentence together are one block."""
    proses = list(map(_prose, blocks))
    first = 0
    for place in range(1, len(blocks) + 1):
        if place == len(blocks) or blocks[place].start - blocks[place - 1].end != 1 or not _goes_on(blocks, place):
            if place > first + 1:
                proses[first:place] = _shared(blocks[first:place])
            first = place
    return proses


def _shared(lines: Sequence[Block]) -> list[float]:
    """Return the prose of lines that are one sentence, as the part of each."""
    whole = " ".join(line.text for line in lines)
    linked, words = sum(line.link_chars for line in lines), sum(line.words for line in lines)
    prose = _prose(lines[0]._replace(text=whole, link_chars=linked, words=words))
    return [prose * len(line.text) / len(whole) for line in lines]


def _goes_on(blocks: Sequence[Block], place: int) -> bool:
    """Tell whether the line before a place, from which a line break parts it, goes on there."""
    line, following = blocks[place - 1], blocks[place]
    are_alike = line.element == following.element and line.kind == following.kind == "paragraph"
    return are_alike and following.text[0].islower() and line.text[-1] not in _ENDS


def _prose(block: Block) -> float:
    """Return the characters of a block that read like prose."""
    text = block.text
    size: float = len(text) - block.link_chars
    if block.link_chars > size or block.kind == "heading" or block.kind == "caption":
        return 0.0
    if text[len(text) // 2] > "\u2e7f":
        size *= CHARS_PER_UNSPACED_CHAR
    if size < weights.MIN_PROSE or (size > weights.MAX_WORD_LENGTH * block.words and text.isascii()):
        return 0.0
    if block.kind == "row" or block.kind == "code":
        return size * weights.TABULAR_FACTOR
    if size >= weights.MIN_UNENDED_PROSE or text[-1] in _ENDS or text[-2] == ".":
        return size
    return size * weights.UNENDED_FACTOR
