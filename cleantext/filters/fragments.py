"""What has no phrase: runs of lines without sentences before and behind the article (menus, link lists, footers)."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.document import Block, Document, Removal
from cleantext.reading import SENTENCE

#: Lines with rule hits that the head or the tail must have before its fragments count as a menu or a footer.
EVIDENCE = 2
#: Lines for each line with a hit from which a part is a list of the article's own, where a few lines look like chrome.
SPARSE = 15
#: Fragments next to the article that go although no rule matched in or beyond them.
UNSUPPORTED = 8
#: Blocks that break off before a list of links to other articles is seen in them.
TEASERS = 2
#: Words that a headline has at least, and lines between it and the article at most.
HEADLINE, BYLINES = 3, 6
#: What begins the row of a table in text that was made from a page.
_ROW = "|"


class Fragments:
    """Menus, link lists and footers: lines without sentences around the article, where rules saw chrome among them."""

    name = "fragments"

    def __call__(self, document: Document) -> Iterator[Removal]:
        """Yield the fragments of the head and of the tail, if rules matched often enough there.

        Lines that a rule matched are left to the filter of its family.
        """
        if not document.hits and not document.gone:
            return
        blocks = document.blocks
        head = range(document.body.start - 1, -1, -1)
        tail = range(document.body.stop, len(document.blocks))
        for part, rule in ((head, "fragments/head"), (tail, "fragments/tail")):
            hits = [place for place, index in enumerate(part) if index in document.hits]
            sure = [place for place in hits if any(hit.sure for hit in document.hits[part[place]])]
            teasers = [place for place, index in enumerate(part) if _is_teaser(blocks[index])]
            if len(teasers) >= TEASERS:
                sure = sorted(sure + teasers)
            cut = sorted(_places(document, rule))
            hits, sure = sorted(hits + cut), sorted(sure + cut)
            if not hits or not sure:
                continue
            sparse = not document.body or len(part) - len(hits) > SPARSE * len(hits)
            if sparse and len(teasers) < TEASERS:
                continue
            first = sure[0] if len(hits) < EVIDENCE else hits[0] if hits[0] > UNSUPPORTED else 0
            headline = _headline(document) if part is head else -1
            for index in part[first:]:
                claimed = index == headline or any(document.acts(hit) for hit in document.hits.get(index, ()))
                claimed = claimed or document.repeats(index)
                if blocks[index].reads != "prose" and not claimed and not blocks[index].text.startswith(_ROW):
                    yield document.removal(index, self.name, rule)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other)

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        return "Fragments()"


def _headline(document: Document) -> int:
    """Return the index of the headline, or -1: the last line of words above the article that no rule matched.

    Between it and the article there may be a few lines of the layout (the byline, the date, a share bar).
    """
    for index in range(document.body.start - 1, max(-1, document.body.start - 1 - BYLINES), -1):
        if index not in document.hits and document.blocks[index].words >= HEADLINE:
            return index
    return -1


def _places(document: Document, rule: str) -> Iterator[int]:
    """Yield how far from the article earlier passes cut what a rule had matched, in the head or in the tail."""
    for index in document.gone_before:
        if rule == "fragments/head" and index <= document.body.start:
            yield document.body.start - index
        if rule == "fragments/tail" and index >= document.body.stop:
            yield index - document.body.stop


def _is_teaser(block: Block) -> bool:
    """Tell whether a block breaks off with an ellipsis, as the first words of another article do."""
    return block.reads == "teaser" and block.words >= SENTENCE
