"""States what a filter is, and the two kinds that most families of chrome need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, Protocol, runtime_checkable

from cleantext.document import Document, Hit, Removal
from cleantext.reading import SENTENCES


@runtime_checkable
class Filter(Protocol):
    r"""Anything with a name that, called with a document, yields the removals it wants.

    A filter never edits text. It may ask for any span of `document.text`, each with the id of the rule that says why.

    >>> from cleantext import Pipeline, Removal
    >>> class Shouting:
    ...     name = "shouting"
    ...     def __call__(self, document):
    ...         for index, block in enumerate(document.blocks):
    ...             if block.text.isupper():
    ...                 yield document.removal(index, self.name, "shouting/capitals")
    >>> Pipeline.default().then(Shouting()).clean("BUY NOW OR CRY LATER\n\nThe bridge opened on Monday.")
    'The bridge opened on Monday.'
    """

    @property
    def name(self) -> str:
        """The word that `Pipeline.without` and `Pipeline.only` know the filter by."""
        ...

    def __call__(self, document: Document, /) -> Iterable[Removal]:
        """Yield the removals that the filter proposes for `document`."""
        ...


class RuleFilter:
    """Cuts what the rules of one family matched: markers, and hints beside other evidence or outside the article."""

    name: ClassVar[str]

    def __call__(self, document: Document) -> Iterator[Removal]:
        """Yield a removal for each hit of the family that acts, and for each section of a page that it names."""
        for section in document.sections:
            if section.family == self.name:
                yield document.section_removal(section, self.name)
        for hit in document.hits_of(self.name):
            if document.acts(hit):
                yield Removal(hit.start, hit.end, self.name, hit.rule, document.text[hit.start : hit.end])

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((type(self), self.name))

    def __repr__(self) -> str:
        return f"{type(self).__name__}()"


class PackFilter(RuleFilter):
    """Cuts what the rules of a user's own pack matched."""

    def __init__(self, family: str) -> None:
        self.name = family  # type: ignore[misc]

    def __repr__(self) -> str:
        return f"PackFilter({self.name!r})"


class SectionFilter(RuleFilter):
    """Cuts the hits of its family, and the sections that their headings open.

    Behind the article a section goes on to the end of the document, unless a filter has reason to doubt that; before
    the article it goes on to where that begins. Within it, and where there is doubt, a section holds only the lines
    without a sentence that follow its heading, and of those the last is kept if prose comes next, as it may be its
    heading.
    """

    def __call__(self, document: Document) -> Iterator[Removal]:
        """Yield a removal for each hit, and for each block of a section that a hit opens."""
        yield from super().__call__(document)
        reached = 0
        for hit in document.hits_of(self.name):
            if hit.section and hit.whole and hit.sure and document.acts(hit):
                section = self.section(document, hit)
                for index in range(max(reached, section.start), section.stop):
                    yield document.removal(index, self.name, hit.rule)
                reached = max(reached, section.stop)

    def section(self, document: Document, hit: Hit) -> range:
        """Return the indices of the blocks in the section that `hit` opens."""
        first, end = hit.block + 1, document.body.stop
        if hit.block >= end:
            end = len(document.blocks)
            if self.goes_on(document, range(first, end)):
                return range(first, end)
        if hit.block < document.body.start:
            return range(first, document.body.start)
        stop = first
        while stop < end and document.blocks[stop].reads not in SENTENCES:
            stop += 1
        if stop < end and stop > first:
            stop -= 1
        return range(first, stop)

    def goes_on(self, document: Document, part: range) -> bool:
        """Tell whether a section behind the article holds all of `part`, the rest of the document."""
        return True
