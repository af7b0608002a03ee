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
_LAST = 5
#: Blocks beside such a note among which a line of chrome tells it from the story.
_BESIDE = 4
#: How such a note begins: two or more capitalised names, then what the person is or does.
_INTRODUCTION = regex.compile(
    r"(?:About |By )?(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?(?P<name>\p{Lu}[\w'’.-]* (?:\p{Lu}[\w'’.-]*,? ){1,3})"
    r"(?:is|was|has|covers|writes|works|lives|joined|brings|leads) "
)


class AuthorBox(SectionFilter):
    """Boxes about the author, and lines that say how to reach him or her."""

    name = "author-box"

    def __call__(self, document: Document) -> Iterator[Removal]:
        """Yield the hits of the family, and last paragraphs that introduce the author by full name and profession."""
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
    """Tell whether a paragraph introduces the author, and not a person of the story.

    It says what somebody is who has a byline in the document, or it stands beside a line that a rule matched.
    """
    introduction = _INTRODUCTION.match(document.blocks[index].text)
    if introduction is None or not any(hit.rule == _PROFESSION for hit in document.hits.get(index, ())):
        return False
    near = range(max(0, index - _BESIDE), min(len(document.blocks), index + _BESIDE + 1))
    if any(other in document.hits for other in near if other != index):
        return True
    name = introduction["name"].strip(" ,")
    return any(name in block.text for block in document.blocks if block.reads == "fragment")
