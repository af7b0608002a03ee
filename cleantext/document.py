"""What is judged: a document, its blocks, what the rules saw in them, and the removals that filters propose."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from cleantext.reading import SENTENCES


class Block(NamedTuple):
    """A unit of layout: a line of plain text, or a paragraph, heading, list item or table row of a page.

    `start` and `end` are code-point offsets into `Document.text`; `text` is that slice. `words` is its length in
    words, and `reads` tells what it reads as (see `cleantext.reading`; "" on a page, where structure tells more).
    `kind` names what the block is: "paragraph" (all plain text), "heading", "item", "row" (of a table, cells joined),
    "caption", "quote" or "code". `link_chars` counts the characters inside links, and `element` is the index in
    `Document.elements` of the innermost element around the block, -1 for plain text, which has neither.
    """

    start: int
    end: int
    text: str
    words: float = 0
    reads: str = "fragment"
    kind: str = "paragraph"
    link_chars: int = 0
    element: int = -1


class Element(NamedTuple):
    """An element of a page that stands on lines of its own.

    `names` holds its classes, id and microdata property, with spaces between them; `role` is its ARIA
    role. `parent` is the index of the element around it, -1 for the root. Its text is the blocks from `first` up to but
    without `stop`.
    """

    tag: str
    names: str
    role: str
    parent: int
    first: int
    stop: int


class Mark(NamedTuple):
    """Something that a part of a page's text is, for writers that render it.

    `kind` is "a", "strong", "em", "code", "sub", "sup", "del" or "img"; `target` is the address of a link, or address
    and alternative text of a picture, on two lines. A picture has no characters.
    """

    start: int
    end: int
    kind: str
    target: str = ""


class Section(NamedTuple):
    """A part of a page that is chrome by its structure: the blocks from `first` up to but without `stop`.

    `family` names the filter that cuts it and `rule` says why; `element` is the index of the element that showed it,
    -1 if none did.
    """

    first: int
    stop: int
    family: str
    rule: str
    element: int = -1


class Hit(NamedTuple):
    """A rule that matched in a block: `document.text[start:end]` is what it asks to cut.

    `sure` is true for a marker, and for a hint that has other evidence beside it. `whole` is true where the span is
    the whole block. `where` is "anywhere", "head", "tail" or "outside" (either of them); `section` names the section
    that the block opens, if any.
    """

    block: int
    start: int
    end: int
    family: str
    rule: str
    marker: bool
    sure: bool
    whole: bool
    where: str
    section: str


class Removal(NamedTuple):
    """A span of the input that a filter wants gone, with the rule that asked for it and the text that it cuts."""

    start: int
    end: int
    filter: str
    rule: str
    text: str


@dataclass(frozen=True)
class Document:
    """A text, its blocks in order, and what is known about them.

    `text` is the whole linearised text; for plain text it is the input itself, character for character. `hits` maps
    the index of a block to what the rules saw in it. `body` is the range of block indices that holds the article:
    what stands before it is the head, what stands after it the tail (see `cleantext.layout`). `gone` holds the offsets
    where earlier passes cut what a rule had matched: evidence outlives the cut, so that no filter hides it from
    another. Of a page, `steps` names the fallbacks that were taken to read it, and `concealed` counts the characters
    that were not read, as an attribute hides them.
    """

    text: str
    blocks: tuple[Block, ...]
    hits: Mapping[int, tuple[Hit, ...]] = field(default_factory=dict)
    body: range = range(0)
    gone: tuple[int, ...] = ()
    elements: tuple[Element, ...] = ()
    marks: tuple[Mark, ...] = ()
    sections: tuple[Section, ...] = ()
    steps: tuple[str, ...] = ()
    concealed: int = field(default=0, compare=False)  # Parsers differ about white space.

    def hits_of(self, family: str) -> Iterator[Hit]:
        """Yield the hits of one family of rules, in the order of the text."""
        for hits in self.hits.values():
            for hit in hits:
                if hit.family == family:
                    yield hit

    def stands(self, hit: Hit) -> bool:
        """Tell whether a hit stands where its rule may act."""
        if hit.where == "tail":
            return hit.block >= self.body.stop - (0 if hit.whole else 1)
        if hit.where == "head":
            return hit.block < self.body.start
        if hit.where == "outside":
            return hit.block not in self.body
        return True

    def acts(self, hit: Hit) -> bool:
        """Tell whether a hit is reason enough to cut: it stands where its rule may act, and it is sure.

        A hint that is not sure is enough outside an article, where no prose stands on the far side of it and the
        article has no such line. None is on a line that a marker matched which may not act there, such as "Comments"
        above a paragraph.
        """
        if not self.stands(hit):
            return False
        if hit.marker:
            return True
        if hit.block in self._elsewhere:
            return False
        if hit.sure:
            return not hit.whole or self.blocks[hit.block].text not in self._doubtful
        outside = hit.block not in self.body and not self._told.start <= hit.block < self._told.stop
        return bool(self.body) and outside and not self.repeats(hit.block)

    @cached_property
    def _told(self) -> range:
        """The range of block indices from the first prose to the last."""
        prose = [index for index, block in enumerate(self.blocks) if block.reads == "prose"]
        return range(prose[0], prose[-1] + 1) if prose else range(0)

    def words_in_sentences(self, part: range) -> float:
        """Return the words that stand in sentences, in the blocks of `part`."""
        return self._words_before[part.stop] - self._words_before[part.start]

    @cached_property
    def _words_before(self) -> list[float]:
        """For each block, and the end, the words in sentences before it."""
        words = (block.words if block.reads in SENTENCES else 0.0 for block in self.blocks)
        return list(accumulate(words, initial=0.0))

    def repeats(self, index: int) -> bool:
        """Tell whether a block outside the article is the same line as one in it, such as the name of its author."""
        return self.blocks[index].text in self._lines

    @cached_property
    def _lines(self) -> frozenset[str]:
        """The lines of the article that are no prose."""
        return frozenset(
            block.text for block in self.blocks[self.body.start : self.body.stop] if block.reads != "prose"
        )

    @cached_property
    def _doubtful(self) -> frozenset[str]:
        """The lines that stand in the article as hints that are not sure; what is in doubt once is kept each time."""
        return frozenset(
            self.blocks[index].text
            for index, hits in self.hits.items()
            if index in self.body and not any(hit.sure for hit in hits)
        )

    @cached_property
    def _elsewhere(self) -> frozenset[int]:
        """The indices of blocks that a marker matched which may not act there."""
        hits = (hit for found in self.hits.values() for hit in found)
        return frozenset(hit.block for hit in hits if hit.marker and not self.stands(hit))

    def removal(self, index: int, filter: str, rule: str) -> Removal:
        """Return the removal of the whole block `index`."""
        block = self.blocks[index]
        return Removal(block.start, block.end, filter, rule, block.text)

    def section_removal(self, section: Section, filter: str) -> Removal:
        """Return the removal of all blocks of a section, with what stands between them."""
        start, end = self.blocks[section.first].start, self.blocks[section.stop - 1].end
        return Removal(start, end, filter, section.rule, self.text[start:end])

    def without(self, removals: Iterable[Removal]) -> Document | None:
        """Return the document without the blocks that are removed, or None if a part of a block is removed.

        Blocks keep their offsets into `text`, and hits are again what the rules alone say: hints that have a block to
        themselves are not sure.
        """
        spans = {(removal.start, removal.end) for removal in removals}
        kept = [index for index, block in enumerate(self.blocks) if (block.start, block.end) not in spans]
        if len(self.blocks) - len(kept) != len(spans):
            return None
        hits = {
            place: tuple(hit._replace(block=place, sure=hit.marker or not hit.whole) for hit in self.hits[index])
            for place, index in enumerate(kept)
            if index in self.hits
        }
        blocks = tuple(self.blocks[index] for index in kept)
        return Document(self.text, blocks, hits, gone=self.evidence(removals))

    @cached_property
    def gone_before(self) -> tuple[int, ...]:
        """The indices of the blocks that now stand where `gone` blocks stood, in order."""
        starts = [block.start for block in self.blocks]
        return tuple(bisect_left(starts, offset) for offset in self.gone)

    def evidence(self, removals: Iterable[Removal]) -> tuple[int, ...]:
        """Return `gone` with the offsets of those removals that stand in blocks which a rule surely matched."""
        starts = [block.start for block in self.blocks]
        sure = {index for index, hits in self.hits.items() if any(hit.sure for hit in hits)}
        matched = (cut.start for cut in removals if bisect_right(starts, cut.start) - 1 in sure)
        return tuple(sorted({*self.gone, *matched}))
