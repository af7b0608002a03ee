"""Finds the main content of a page, and the sections of it that are chrome, by its elements.

Three steps. Elements that are called chrome (see `cleantext.vocabulary`) are sections, unless they hold most of the
prose. The main content is the innermost element that holds nearly all prose which is left. Inside it, lists of links
and what stands around the text without being any are sections too.
"""

from __future__ import annotations

from itertools import accumulate

from cleantext.document import Block, Document, Section
from cleantext.vocabulary import Vocabulary

HELD = 0.4
REST = 250
DOMINANT = 0.85
DENSE = 0.5


def find_sections(document: Document, vocabulary: Vocabulary) -> tuple[Section, ...]:
    return _Page(document, vocabulary).sections()


class _Page:
    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.blocks = document.blocks
        self.elements = document.elements
        self.vocabulary = vocabulary
        self.found: list[Section] = []
        self.gone = [False] * len(self.blocks)
        self.prose = [_prose(block) for block in self.blocks]

    def sections(self) -> tuple[Section, ...]:
        self.named()
        main = self.main()
        self.outside(main)
        self.inside(main)
        return tuple(self.found)

    def add(self, first: int, stop: int, family: str, rule: str, element: int = -1) -> None:
        self.found.append(Section(first, stop, family, f"{family}/{rule}", element))
        for index in range(first, stop):
            self.gone[index] = True

    def named(self) -> None:
        sums = list(accumulate(self.prose, initial=0.0))
        total = sums[-1]
        reached = 0
        match = self.vocabulary.match
        for index, element in enumerate(self.elements):
            if element.stop <= reached or element.first == element.stop or element.tag in ("html", "body"):
                continue
            rule = match(element)
            if rule is None:
                continue
            held = sums[element.stop] - sums[element.first]
            if rule.family in ("comment-thread", "comment-form"):
                if total - held < REST and held > 0:
                    continue
            elif held > HELD * total and held > 0:
                continue
            self.found.append(Section(element.first, element.stop, rule.family, rule.id, index))
            for block in range(element.first, element.stop):
                self.gone[block] = True
            reached = element.stop

    def main(self) -> int:
        """Return the index of the innermost element with nearly all prose that is left."""
        left = [0.0 if gone else prose for gone, prose in zip(self.gone, self.prose, strict=True)]
        sums = list(accumulate(left, initial=0.0))
        current = 0
        held = sums[-1]
        if not self.elements or not held:
            return 0
        heaviest: dict[int, tuple[float, int]] = {}
        for index, element in enumerate(self.elements):
            mass = sums[element.stop] - sums[element.first]
            if mass > heaviest.get(element.parent, (0.0, 0))[0]:
                heaviest[element.parent] = mass, index
        while current in heaviest:
            mass, index = heaviest[current]
            if mass < DOMINANT * held:
                break
            current, held = index, mass
        return current

    def outside(self, main: int) -> None:
        if not self.elements:
            return
        element = self.elements[main]
        for first, stop in ((0, element.first), (element.stop, len(self.blocks))):
            if first < stop:
                self.add(first, stop, "main-content", "outside", main)

    def inside(self, main: int) -> None:
        if not self.elements:
            return
        top = self.elements[main]
        links = list(accumulate((block.link_chars for block in self.blocks), initial=0))
        chars = list(accumulate((len(block.text) for block in self.blocks), initial=0))
        for index in range(main + 1, len(self.elements)):
            element = self.elements[index]
            if element.first >= top.stop:
                break
            if element.first == element.stop or self.gone[element.first]:
                continue
            size = chars[element.stop] - chars[element.first]
            linked = links[element.stop] - links[element.first]
            if linked > DENSE * size and element.tag in ("ul", "ol", "div", "section", "table"):
                self.add(element.first, element.stop, "related-links", "link-list", index)
        first = next((i for i in range(top.first, top.stop) if not self.gone[i] and self.prose[i]), top.stop)
        for i in range(top.first, first):
            if not self.gone[i] and self.blocks[i].kind == "heading":
                self.add(i, i + 1, "post-metadata", "headline", -1)


def _prose(block: Block) -> float:
    """Return the characters of a block that read like prose."""
    size = len(block.text) - block.link_chars
    if block.kind in ("heading", "caption") or 2 * block.link_chars > len(block.text) or size < 25:
        return 0.0
    text = block.text
    ends = text[-1] in '.!?。！？।؟۔"”»’' or text[-2:-1] == "."
    if block.kind in ("row", "code"):
        return size * 0.3
    if size >= 80 or ends:
        return size
    return size * 0.2
