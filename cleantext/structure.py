"""Finds the main content of a page, and the sections of it that are chrome, by its elements.

Three steps. Elements that are called chrome (see `cleantext.vocabulary`) are sections, unless they hold most of the
prose. The main content is the innermost element that holds nearly all prose which is left. Inside it, lists of links
and what stands around the text without being any are sections too.
"""

from __future__ import annotations

from itertools import accumulate

from cleantext.document import Block, Document, Element, Section
from cleantext.rulepack import Rule
from cleantext.vocabulary import Vocabulary

UNNAMED = frozenset(("html", "body", "main", "table", "tr", "td", "th", "tbody", "thead"))
FRAMES = frozenset(("footer", "nav", "dialog"))
FEW, LITTLE, BROAD = 500, 0.25, 0.9
HELD = 0.4
DISCUSSED = 0.3
REST = 250
DOMINANT = 0.86
DENSE = 0.5
TALKS = 0.4
NEAR, ALONE, COMPANY = 3, 0.4, 300
CARDS, CARD, IN_CARDS = 3, 900, 0.2
BODY = 2.5
HEADED = frozenset(("comment-thread", "comment-form", "related-links", "newsletter", "share", "author-box"))
TITLED = 0.25
ALIKE = 1.05
LISTED, LISTS = 150, 0.25
REPEATED = 80
LEAD, LEAST_LEAD = 25, 50


def find_sections(document: Document, vocabulary: Vocabulary) -> tuple[Section, ...]:
    return _Page(document, vocabulary).sections()


class _Page:
    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.blocks = document.blocks
        self.elements = document.elements
        self.vocabulary = vocabulary
        self.found: list[Section] = []
        self.gone = [False] * len(self.blocks)
        self.why = [""] * len(self.blocks)
        self.prose = [_prose(block) for block in self.blocks]
        self.chars = list(accumulate((len(block.text) for block in self.blocks), initial=0))
        self.links = list(accumulate((block.link_chars for block in self.blocks), initial=0))
        self.talk = list(accumulate((len(b.text) if b.kind in ("code", "row") else p for b, p in zip(self.blocks, self.prose)), initial=0.0))
        self.bodies: list[Element] = []

    def sections(self) -> tuple[Section, ...]:
        if self.elements and self.blocks:
            self.named()
            self.titled()
            self.repeated()
            main = self.main()
            broad = self.broad(main)
            self.outside(main if broad is None else broad)
            self.inside(main if broad is None else broad)
            self.headings(main if broad is None else broad)
        return tuple(self.found)

    def add(self, first: int, stop: int, rule: str, element: int = -1) -> None:
        self.found.append(Section(first, stop, rule.partition("/")[0], rule, element))
        for index in range(first, stop):
            self.gone[index] = True
            self.why[index] = rule

    def named(self) -> None:
        sums = self.talk
        matched = self.matched(sums, None)
        if self.is_discussion(sums, matched):
            matched = self.matched(sums, "comment-thread")
        held_by: dict[str, float] = {}
        for _, _, rule, held in matched:
            held_by[rule.id] = held_by.get(rule.id, 0.0) + held
        for index, element, rule, held in matched:
            if held and held_by[rule.id] > HELD * sums[-1] and rule.family != "comment-thread" and element.tag not in FRAMES:
                continue
            self.add(element.first, element.stop, rule.id, index)

    def matched(self, sums: list[float], without: str | None) -> list[tuple[int, Element, Rule, float]]:
        total = sums[-1]
        reached = 0
        match = self.vocabulary.match
        matched: list[tuple[int, Element, Rule, float]] = []
        self.bodies = []
        for index, element in enumerate(self.elements):
            if element.stop <= reached or element.first == element.stop or element.tag in UNNAMED:
                continue
            rule = match(element)
            if rule is None or rule.family == without:
                continue
            if rule.family == "main-content":
                if rule.id == "main-content/body":
                    self.bodies.append(element)
                continue
            held = sums[element.stop] - sums[element.first]
            if rule.strength == "hint" and self.talk[element.stop] - self.talk[element.first] > TALKS * (
                self.chars[element.stop] - self.chars[element.first]
            ) and not (rule.family == "credits" and element.stop - element.first <= 2 and held < min(400, 0.15 * total)):
                continue
            if held and rule.family == "comment-thread" or element.tag in FRAMES:
                if total - held < REST:
                    continue
            elif held > HELD * total:
                continue
            matched.append((index, element, rule, held))
            reached = element.stop
        return matched

    def is_discussion(self, sums: list[float], matched: list[tuple[int, Element, Rule, float]]) -> bool:
        """Tell whether a page is a thread of a forum, whose comments are its content."""
        threads = [(element, held) for _, element, rule, held in matched if rule.family == "comment-thread"]
        discussed = sum(held for _, held in threads)
        if discussed < DISCUSSED * sums[-1]:
            return False
        if sums[-1] - discussed < REST:
            return True
        if any(self.vocabulary.is_discussion(element) for element, _ in threads):
            return True
        return any(
            self.vocabulary.is_discussion(element)
            for element in self.elements
            if element.tag in ("html", "body") or sums[element.stop] - sums[element.first] > 0.75 * sums[-1]
        )

    def titled(self) -> None:
        self.article = -1
        titles = [i for i, b in enumerate(self.blocks) if b.kind == "heading" and not self.gone[i] and self.is_title(i)]
        if len(titles) == 1:
            holds = [i for i, e in enumerate(self.elements) if e.tag == "article" and e.first <= titles[0] < e.stop]
            if holds:
                self.article = holds[-1]
                self.bodies.append(self.elements[self.article])

    def repeated(self) -> None:
        seen: dict[str, int] = {}
        for index, block in enumerate(self.blocks):
            if not self.gone[index] and len(block.text) >= REPEATED and block.kind != "code":
                parent = self.elements[block.element].parent
                if seen.setdefault(block.text, parent) != parent:
                    self.add(index, index + 1, "main-content/repeated")

    def weights(self) -> list[float]:
        prose = [0.0 if gone else prose for gone, prose in zip(self.gone, self.prose, strict=True)]
        sums = list(accumulate(prose, initial=0.0))
        count = len(prose)
        weights = []
        for index, size in enumerate(prose):
            if size:
                low, high = max(0, index - NEAR), min(count, index + NEAR + 1)
                size *= ALONE + (1 - ALONE) * min(1.0, (sums[high] - sums[low] - size) / COMPANY)
            weights.append(size)
        for element in self.bodies:
            for index in range(element.first, element.stop):
                weights[index] = min(weights[index] * BODY, prose[index] * BODY)
        self.carded = self.cards(sums)
        for element in self.carded:
            for index in range(element.first, element.stop):
                weights[index] = min(weights[index], prose[index] * IN_CARDS)
        return weights

    def cards(self, sums: list[float]) -> list[Element]:
        groups: dict[tuple[int, str, str], list[Element]] = {}
        for element in self.elements:
            if element.tag in ("div", "article", "li", "section", "td", "blockquote") and sums[element.stop] > sums[element.first]:
                groups.setdefault((element.parent, element.tag, element.names), []).append(element)
        found = []
        for group in groups.values():
            if len(group) >= CARDS:
                cards = [e for e in group if self.is_card(e)]
                if len(cards) >= 0.7 * len(group):
                    found += group
        return found

    def is_card(self, element: Element) -> bool:
        if self.chars[element.stop] - self.chars[element.first] > CARD or element.stop - element.first < 2:
            return False
        return any(
            2 * block.link_chars > len(block.text)
            for block in self.blocks[element.first : element.stop]
        )

    def is_link_card(self, element: Element) -> bool:
        return any(
            2 * block.link_chars > len(block.text) for block in self.blocks[element.first : element.stop]
        )

    def main(self) -> int:
        """Return the index of the innermost element with nearly all prose that is left."""
        sums = list(accumulate(self.weights(), initial=0.0))
        current = 0
        held = sums[-1]
        if not held:
            return 0
        heaviest: dict[int, tuple[float, int]] = {}
        alike: dict[tuple[int, str, str], float] = {}
        for index, element in enumerate(self.elements):
            mass = sums[element.stop] - sums[element.first]
            if not mass:
                continue
            kind = (element.parent, element.tag, _kind_of(element.names))
            alike[kind] = alike.get(kind, 0.0) + mass
            if mass > heaviest.get(element.parent, (0.0, 0))[0]:
                heaviest[element.parent] = mass, index
        if self.article >= 0:
            article = self.elements[self.article]
            if sums[article.stop] - sums[article.first] >= max(TITLED * held, 2 * REST):
                current, held = self.article, sums[article.stop] - sums[article.first]
        while current in heaviest:
            mass, index = heaviest[current]
            element = self.elements[index]
            if mass < DOMINANT * held:
                break
            if element.names and alike[element.parent, element.tag, _kind_of(element.names)] > ALIKE * mass:
                break
            current, held = index, mass
        return current

    def broad(self, main: int) -> int | None:
        """Return the element with most of the text, if `main` holds so little of it that the page is no article."""
        left = list(accumulate((0 if gone else len(block.text) for gone, block in zip(self.gone, self.blocks)), initial=0))
        prose = sum(p for p, gone in zip(self.prose[self.elements[main].first : self.elements[main].stop], self.gone[self.elements[main].first : self.elements[main].stop]) if not gone)
        held = left[self.elements[main].stop] - left[self.elements[main].first]
        if prose >= FEW or held >= LITTLE * left[-1]:
            return None
        current, whole = 0, left[-1]
        for index, element in enumerate(self.elements):
            if element.parent == current or element.tag == "main":
                share = left[element.stop] - left[element.first]
                if share >= (0.5 if element.tag == "main" else BROAD) * whole:
                    current = index
                    if element.tag == "main":
                        break
        return current

    def is_title(self, index: int, tags: tuple[str, ...] = ("h1",)) -> bool:
        element = self.elements[self.blocks[index].element]
        while element.tag not in ("h1", "h2", "h3", "h4", "h5", "h6"):
            element = self.elements[element.parent]
        return element.tag in tags

    def headings(self, main: int) -> None:
        """Cut the headings of what has been cut: nothing is left between them and the next heading."""
        following = "heading"
        top = self.elements[main]
        for index in range(top.stop - 1, top.first - 1, -1):
            kind = self.blocks[index].kind
            if self.gone[index]:
                continue
            if kind == "heading" and following == "heading" and index + 1 < top.stop and self.why[index + 1].partition("/")[0] in HEADED:
                self.add(index, index + 1, self.why[index + 1])
                continue
            following = kind

    def outside(self, main: int) -> None:
        element = self.elements[main]
        kept = self.lead(main)
        start = 0
        for index in [*kept, element.first]:
            if start < index:
                self.add(start, index, "main-content/outside", main)
            start = index + 1
        if element.stop < len(self.blocks):
            self.add(element.stop, len(self.blocks), "main-content/outside", main)

    def lead(self, main: int) -> list[int]:
        first = self.elements[main].first
        kept: list[int] = []
        for index in range(first - 1, max(-1, first - 1 - LEAD), -1):
            if self.blocks[index].kind == "heading" and self.is_title(index, ("h1", "h2")):
                return kept[::-1]
            if not self.gone[index] and self.prose[index] >= LEAST_LEAD and self.blocks[index].kind != "item":
                kept.append(index)
        return []

    def inside(self, main: int) -> None:
        top = self.elements[main]
        lasting = [i for i in range(top.first, top.stop) if not self.gone[i] and self.prose[i] >= 80]
        begin, end = (lasting[0], lasting[-1]) if lasting else (top.stop, top.first)
        lists: list[tuple[int, Element]] = []
        reached = top.first
        for index in range(main + 1, len(self.elements)):
            element = self.elements[index]
            if element.first >= top.stop:
                break
            if element.stop <= reached or element.first == element.stop or self.gone[element.first] or element.tag in ("p", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"):
                continue
            size = self.chars[element.stop] - self.chars[element.first]
            linked = self.links[element.stop] - self.links[element.first]
            inside = begin < element.first and element.stop <= end
            if linked > DENSE * size and size < LISTED * (element.stop - element.first) and (not inside or element.tag in ("div", "section", "article")):
                lists.append((index, element))
                reached = element.stop
        listed = sum(self.chars[element.stop] - self.chars[element.first] for _, element in lists)
        whole = sum(len(self.blocks[i].text) for i in range(top.first, top.stop) if not self.gone[i])
        if listed < LISTS * whole:
            for index, element in lists:
                self.add(element.first, element.stop, "related-links/link-list", index)
        cards = [e for e in self.carded if top.first <= e.first and e.stop <= top.stop and not self.gone[e.first] and self.is_link_card(e)]
        held = sum(self.prose[i] for e in cards for i in range(e.first, e.stop))
        total = sum(p for p, gone in zip(self.prose[top.first : top.stop], self.gone[top.first : top.stop]) if not gone)
        if cards and held < 0.2 * total:
            for e in cards:
                self.add(e.first, e.stop, "related-links/cards")
        first = next((i for i in range(top.first, top.stop) if not self.gone[i] and self.prose[i]), top.stop)
        for i in range(top.first, first):
            if not self.gone[i] and self.blocks[i].kind == "heading" and self.is_title(i):
                self.add(i, i + 1, "post-metadata/headline")


def _kind_of(names: str) -> str:
    return " ".join(name for name in names.split() if not any(map(str.isdigit, name)))


def _prose(block: Block) -> float:
    """Return the characters of a block that read like prose."""
    size = len(block.text) - block.link_chars
    if block.kind in ("heading", "caption") or 2 * block.link_chars > len(block.text) or size < 25:
        return 0.0
    text = block.text
    ends = text[-1] in ".!?。！？।؟۔\"”»’" or text[-2:-1] == "."
    if block.kind in ("row", "code"):
        return size * 0.3
    if size >= 80 or ends:
        return size
    return size * 0.2
