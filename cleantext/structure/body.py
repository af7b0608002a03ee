"""Finds the main content of a page: the innermost element that holds nearly all prose which is not cut."""

from __future__ import annotations

from collections.abc import Container, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

import regex

from cleantext.document import Element
from cleantext.structure.names import Bodies
from cleantext.structure.page import Page, is_link

#: Blocks on each side among which prose supports prose, the characters of it that give full support, and the share
#: that prose without any is worth (as `cleantext.layout` has it for text).
NEAR, COMPANY, ALONE = 3, 300, 0.4
#: What prose is worth in elements that are called the body of an article, and in cards.
IN_BODY, IN_CARDS = 4.0, 0.15
#: Elements of one kind in a row that make cards of them, the share of them that must look like one, and the characters
#: of the longest.
CARDS, ALIKE_CARDS, LONGEST_CARD = 3, 0.7, 900
#: Share of what an element holds that one of its children must hold to stand for it.
DOMINANT: Final = 0.86
#: What the siblings of its kind may hold beside such a child, which else is one of several.
SINGLE: Final = 1.05
#: Share of a page's prose, and characters of it, that make the `<article>` around the only `<h1>` the one that counts.
TITLED, TOLD = 0.25, 500
#: A body with less prose, and with less than this share of the text that is left, is no article's; the main content is
#: then the `<main>` with at least this share of the text, or what holds nearly all of it.
FEW, LITTLE, MAIN, BROAD = 500, 0.25, 0.5, 0.9
#: Elements of one kind, with a price in each, that are what a page is about where they hold more text than its body.
OFFERS: Final = 8
#: Blocks before the body among which a title is looked for, and the prose of a lead between the two.
LEAD, SHORTEST_LEAD = 25, 50
#: Prose of a block next to the body that goes on with it.
NEXT: Final = 30
#: Elements that hold a part of a text, and never the whole.
# fmt: off
_PARTS: Final = frozenset([
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "figure",
    "figcaption", "button",
])
# fmt: on
_CARDS: Final = frozenset(("div", "article", "li", "section", "td", "blockquote"))
#: An amount of money: beside a sign of currency (https://www.unicode.org/reports/tr44/, category Sc) or what stands for
#: one where there is no sign.
_PRICE: Final = regex.compile(
    r"\p{Sc}\s?+\d|\d\s?+(?:\p{Sc}|(?:AUD|CAD|CHF|EUR|GBP|USD|Ft|Kč|kr|lei|руб|TL|zł)\b)|\b(?:AUD|CAD|CHF|EUR|GBP|USD|Rs)\b\.?\s?+\d"
)


class Body(NamedTuple):
    """The main content: the place of its element in `Page.elements`, and the cards of the page."""

    place: int
    cards: tuple[Element, ...]


def find_body(page: Page, bodies: Bodies) -> Body:
    """Return the main content of a page; `bodies` are the elements that are called what it is about."""
    articles = bodies.articles
    title = _title(page)
    if title >= 0:
        articles = [*articles, page.elements[title]]
    cards = _cards(page)
    sums = list(accumulate(_weights(page, articles, cards), initial=0.0))
    index = _descend(page, sums, title, bodies.answers)
    broad = _broad(page, page.elements[index])
    return Body(index if broad is None else broad, cards)


def cut_outside(page: Page, body: Body) -> None:
    """Cut what stands outside the main content, but for a lead under the title, and prose right beside it."""
    element = page.elements[body.place]
    before, behind = element.first - 1, element.stop
    while before >= 0 and not page.cut[before] and page.prose[before] >= NEXT:
        before -= 1
    while behind < len(page.blocks) and not page.cut[behind] and page.prose[behind] >= NEXT:
        behind += 1
    start = 0
    for index in (*_lead(page, before + 1), before + 1):
        page.add_rest(start, index, "main-content/outside", body.place)
        start = index + 1
    page.add_rest(behind, len(page.blocks), "main-content/outside", body.place)


def _title(page: Page) -> int:
    """Return the index of the innermost `<article>` around the only title of the page, or -1."""
    titles = [index for index in range(len(page.blocks)) if not page.cut[index] and page.heads(index)]
    if len(titles) != 1:
        return -1
    around = (i for i, e in enumerate(page.elements) if e.tag == "article" and e.first <= titles[0] < e.stop)
    return max(around, default=-1)


def _weights(page: Page, bodies: Sequence[Element], cards: Sequence[Element]) -> list[float]:
    """Return what each block adds to the elements around it: its prose, the more so among prose and in a body."""
    left = page.left()
    sums = list(accumulate(left, initial=0.0))
    count = len(left)
    in_body, in_cards = page.covered(bodies), page.covered(cards)
    weights = []
    for index, prose in enumerate(left):
        if prose:
            near = sums[min(count, index + NEAR + 1)] - sums[max(0, index - NEAR)] - prose
            weight = prose * (ALONE + (1 - ALONE) * min(1.0, near / COMPANY))
            if in_body[index]:
                weight *= IN_BODY
            prose = min(weight, prose * IN_CARDS) if in_cards[index] else weight
        weights.append(prose)
    return weights


def _cards(page: Page) -> tuple[Element, ...]:
    """Return the elements that stand in rows of their kind, each with a link and a little text: other articles."""
    left = list(accumulate(page.left(), initial=0.0))
    groups: dict[tuple[int, str, str], list[Element]] = {}
    for element in page.elements:
        if element.tag in _CARDS and left[element.stop] > left[element.first]:
            groups.setdefault((element.parent, element.tag, element.names), []).append(element)
    rows = (group for group in groups.values() if len(group) >= CARDS)
    return tuple(e for row in rows if sum(_is_card(page, e) for e in row) >= ALIKE_CARDS * len(row) for e in row)


def _is_card(page: Page, element: Element) -> bool:
    if element.stop - element.first < 2 or page.size(element) > LONGEST_CARD:
        return False
    return any(map(is_link, page.blocks[element.first : element.stop]))


def _descend(page: Page, sums: Sequence[float], title: int, answers: Container[int]) -> int:
    """Return the index of the element where prose no longer stands in a single child."""
    heaviest: dict[int, tuple[float, int]] = {}
    alike: dict[tuple[int, str, str], float] = {}
    for index, element in enumerate(page.elements):
        held = sums[element.stop] - sums[element.first]
        if held and element.tag not in _PARTS and index not in answers:
            like = (element.parent, element.tag, _kind(element.names))
            alike[like] = alike.get(like, 0.0) + held
            if held > heaviest.get(element.parent, (0.0, 0))[0]:
                heaviest[element.parent] = held, index
    current, whole = 0, sums[-1]
    if title >= 0:
        held = sums[page.elements[title].stop] - sums[page.elements[title].first]
        if held >= max(TITLED * whole, TOLD):
            current, whole = title, held
    while current in heaviest:
        held, index = heaviest[current]
        element = page.elements[index]
        kind = _kind(element.names)
        several = kind and alike[element.parent, element.tag, kind] > SINGLE * held
        if held < DOMINANT * whole or several:
            break
        current, whole = index, held
    return current


@lru_cache(maxsize=1 << 14)
def _kind(names: str) -> str:
    """Return names without those that have a number in them, which only one element has."""
    return " ".join(name for name in names.split() if not any(map(str.isdigit, name)))


def _broad(page: Page, body: Element) -> int | None:
    """Return the index of the element with most of the text, if `body` holds too little of it to be what counts.

    So it is where it is no article, or says less than the goods beside it, as on the pages of a shop.
    """
    left = list(
        accumulate((0 if cut else len(b.text) for cut, b in zip(page.cut, page.blocks, strict=True)), initial=0)
    )
    whole, own = left[-1], left[body.stop] - left[body.first]
    prose = sum(
        p
        for p, cut in zip(page.prose[body.first : body.stop], page.cut[body.first : body.stop], strict=True)
        if not cut
    )
    if (prose >= FEW or own >= LITTLE * whole) and (2 * own >= whole or _offered(page, body, left) <= own):
        return None
    current = 0
    for index, element in enumerate(page.elements):
        held = left[element.stop] - left[element.first]
        if element.tag == "main" and held >= MAIN * whole:
            return index
        if element.parent == current and held >= BROAD * whole:
            current = index
    return current


def _offered(page: Page, body: Element, left: Sequence[int]) -> int:
    """Return the characters of the longest row of goods outside of `body`: elements of one kind, each with a price."""
    prices = list(accumulate((_PRICE.search(block.text) is not None for block in page.blocks), initial=0))
    rows: dict[tuple[int, str, str], list[int]] = {}
    for element in page.elements:
        held = left[element.stop] - left[element.first]
        apart = element.stop <= body.first or element.first >= body.stop
        if held and apart and element.tag in _CARDS and prices[element.stop] > prices[element.first]:
            rows.setdefault((element.parent, element.tag, _kind(element.names)), []).append(held)
    return max((sum(row) for row in rows.values() if len(row) >= OFFERS), default=0)


def _lead(page: Page, first: int) -> list[int]:
    """Return the indices of the paragraphs between the title and the main content, which begins at `first`."""
    lead: list[int] = []
    for index in range(first - 1, max(-1, first - 1 - LEAD), -1):
        if page.heads(index) or (not page.cut[index].startswith("sidebar/") and page.heads(index, ("h2",))):
            return lead[::-1]
        if not page.cut[index] and page.prose[index] >= SHORTEST_LEAD and page.blocks[index].kind != "item":
            lead.append(index)
    return []
