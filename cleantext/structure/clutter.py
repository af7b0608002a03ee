"""Cuts what stands within the main content without belonging to it: lists of links, cards, titles, empty headings."""

from __future__ import annotations

from typing import Final

from cleantext.document import Element
from cleantext.structure.body import Body
from cleantext.structure.page import Page

#: Characters from which a text that a page shows a second time, elsewhere, is cut.
REPEATED: Final = 80
#: Share of an element's characters in links that makes a list of links of it, and their mean length up to which it is.
DENSE, LONGEST_LINK = 0.5, 150
#: Prose of a block that the text begins and ends with; between the two, only boxes of links are cut, and no lists.
TEXT: Final = 80
#: Share of the main content in lists of links, and of its prose in cards, from which they are what the page is about.
LISTED, CARDED = 0.25, 0.05
#: Characters of a line that ends in a colon from which the list below it belongs to the text.
ANNOUNCING: Final = 40
_COLONS: Final = frozenset(":：")
_BOXES: Final = frozenset(("div", "section", "article"))
_PARTS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "tr", "td", "th"))
#: Families whose sections a heading goes with.
_HEADED: Final = frozenset(("comment-thread", "comment-form", "related-links", "newsletter", "share", "author-box"))


def cut_repeated(page: Page) -> None:
    """Cut long texts that stand in another element a second time, as for another size of screen."""
    seen: dict[str, int] = {}
    for index, block in enumerate(page.blocks):
        if not page.cut[index] and len(block.text) >= REPEATED and block.kind != "code":
            parent = page.elements[block.element].parent
            if seen.setdefault(block.text, parent) != parent:
                page.add(index, index + 1, "main-content/repeated")


def cut_clutter(page: Page, body: Body) -> None:
    """Cut lists of links, cards, the title and headings of what has been cut, inside the main content."""
    element = page.elements[body.place]
    _cut_lists(page, body.place)
    _cut_cards(page, element, body.cards)
    _cut_title(page, element)
    _cut_headings(page, element)


def _cut_lists(page: Page, body: int) -> None:
    top = page.elements[body]
    text = [i for i in range(top.first, top.stop) if not page.cut[i] and page.prose[i] >= TEXT]
    begin, end = (text[0], text[-1]) if text else (top.stop, top.first)
    lists: list[tuple[int, Element]] = []
    reached = top.first
    for index in range(body + 1, len(page.elements)):
        element = page.elements[index]
        if element.first >= top.stop:
            break
        if element.stop <= reached or element.tag in _PARTS or page.cut[element.first]:
            continue
        inside = begin < element.first and element.stop <= end
        if _is_list(page, element) and (element.tag in _BOXES or not inside):
            lists.append((index, element))
            reached = element.stop
    whole = sum(len(page.blocks[i].text) for i in range(top.first, top.stop) if not page.cut[i])
    if sum(page.size(element) for _, element in lists) < LISTED * whole:
        for index, element in lists:
            if not _is_announced(page, element, top):
                page.add(element.first, element.stop, "related-links/link-list", index)


def _is_announced(page: Page, element: Element, top: Element) -> bool:
    """Tell whether a list follows text that ends in a colon, and so belongs to it."""
    above = element.first - 1
    if above < top.first or page.cut[above] or page.blocks[above].kind == "heading":
        return False
    text = page.blocks[above].text
    return text[-1] in _COLONS and len(text) >= ANNOUNCING


def _is_list(page: Page, element: Element) -> bool:
    """Tell whether most of an element is links, and short ones; a heading that links to itself is none."""
    if element.stop - element.first == 1 and page.blocks[element.first].kind == "heading":
        return False
    size = page.size(element)
    return page.linked(element) > DENSE * size and size < LONGEST_LINK * (element.stop - element.first)


def _cut_cards(page: Page, top: Element, cards: tuple[Element, ...]) -> None:
    left = page.left()
    inside = [
        e for e in cards if top.first <= e.first and e.stop <= top.stop and not page.cut[e.first] and page.has_links(e)
    ]
    covered = page.covered(inside)
    held = sum(prose for prose, card in zip(left, covered, strict=True) if card)
    if held < CARDED * sum(left[top.first : top.stop]):
        for element in inside:
            page.add(element.first, element.stop, "related-links/cards")


def _cut_title(page: Page, top: Element) -> None:
    """Cut the titles above the first prose: they are metadata, and no part of the body."""
    for index in range(top.first, top.stop):
        if page.cut[index]:
            continue
        if page.prose[index]:
            break
        if page.heads(index):
            page.add(index, index + 1, "post-metadata/headline")


def _cut_headings(page: Page, top: Element) -> None:
    """Cut headings with nothing left between them and the next one, or the end, but a section that was cut."""
    following = "heading"
    for index in range(top.stop - 1, top.first - 1, -1):
        if page.cut[index]:
            continue
        kind = page.blocks[index].kind
        below = page.cut[index + 1] if index + 1 < top.stop else ""
        if kind == following == "heading" and below.partition("/")[0] in _HEADED:
            page.add(index, index + 1, below)
        else:
            following = kind
