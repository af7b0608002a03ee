"""What has no phrase: runs of lines without sentences before and behind the article (menus, link lists, footers)."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.document import Document, Removal
from cleantext.layout import shape

#: Lines with rule hits that the head or the tail must have before its fragments count as a menu or a footer.
EVIDENCE = 3


class Fragments:
    """Menus, link lists and footers: lines without sentences around the article, where rules saw chrome among them."""

    name = "fragments"

    def __call__(self, document: Document) -> Iterator[Removal]:
        """Yield the fragments of the head and of the tail, if rules matched often enough there."""
        blocks = document.blocks
        for part, rule in (
            (range(document.body.start), "fragments/head"),
            (range(document.body.stop, len(blocks)), "fragments/tail"),
        ):
            if sum(index in document.hits for index in part) >= EVIDENCE:
                for index in part:
                    if not shape(blocks[index].text).prose:
                        yield document.removal(index, self.name, rule)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        return "Fragments()"
