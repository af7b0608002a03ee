"""Boxes about the author and lines that say how to reach him or her."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice

import regex

from cleantext.document import Document, Hit, Removal
from cleantext.filters.base import SectionFilter

#: The rule whose hits are notes on the author only where a paragraph introduces somebody at the end.
_PROFESSION = "author-box/profession"
#: Paragraphs at the end of a document among which a note on the author is looked for.
_LAST = 3
#: How such a note begins: two or more capitalised names, then what the person is or does.
_INTRODUCTION = regex.compile(
    r"(?:About |By )?(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?\p{Lu}[\w'’.-]* (?:\p{Lu}[\w'’.-]*,? ){1,3}"
    r"(?:is|was|has|covers|writes|works|lives|joined|brings|leads) "
)


class AuthorBox(SectionFilter):
    """Boxes about the author, and lines that say how to reach him or her."""

    name = "author-box"

    def __call__(self, document: Document) -> Iterator[Removal]:
        """Yield the hits of the family, and last paragraphs that introduce somebody by full name and profession."""
        behind = document.blocks[document.body.stop].start if document.body.stop < len(document.blocks) else math.inf
        for removal in super().__call__(document):
            if removal.rule != _PROFESSION or removal.start >= behind or _INTRODUCTION.match(removal.text):
                yield removal
        prose = (index for index in range(len(document.blocks) - 1, 0, -1) if document.blocks[index].reads == "prose")
        for index in islice(prose, _LAST):
            if _is_note(document, index):
                yield document.removal(index, self.name, _PROFESSION)

    def section(self, document: Document, hit: Hit) -> range:
        """Return the paragraph below the heading, if it stands behind the article."""
        first = hit.block + 1
        behind = document.body.stop < first < len(document.blocks)
        return range(first, first + 1) if behind and document.blocks[first].reads == "prose" else range(0)


def _is_note(document: Document, index: int) -> bool:
    professions = any(hit.rule == _PROFESSION for hit in document.hits.get(index, ()))
    return professions and _INTRODUCTION.match(document.blocks[index].text) is not None
