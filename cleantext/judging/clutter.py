"""Chrome without a phrase or a name: texts shown twice, lists of links, titles, empty headings, runs of fragments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import regex

from cleantext.document import Block, Element
from cleantext.judgement import Reason, Verdict
from cleantext.judging import weights
from cleantext.judging.body import Body
from cleantext.judging.context import Text, is_rule
from cleantext.judging.features import Features, covered, is_in, link_count, part
from cleantext.judging.limits import protection
from cleantext.judging.stretch import BUTTONS
from cleantext.text_class import MIN_PROSE_WORDS, MIN_RUN_ON_WORDS, PROTECTED, SENTENCES, ends_sentence

_COLONS: Final = frozenset(":：")
_BOXES: Final = frozenset(("div", "section", "article"))
_LINE_ELEMENTS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "tr", "td", "th"))
#: Families whose cut sections take their heading with them.
_HEADED: Final = frozenset(("comment-thread", "comment-form", "related-links", "newsletter", "share", "author-box"))
#: Families of boxes that hold sentences among their labels, as forms and notices do; links and buttons hold none.
_BOXES_OF_SENTENCES: Final = frozenset(
    ("comment-thread", "comment-form", "newsletter", "cookie-notice", "paywall", "legal-footer", "app-promotion")
)
#: A name by which an element is shown on some screens only, such as "d-md-none", "hidden-md-up" and "menu--mobile".
_SCREEN: Final = regex.compile(
    r"(?:\b|_|(?<=\p{Ll}))(?i:desktop|hidden|hide|(?:in)?visible|large|mobile|none|phone|show|small|tablet)(?!\p{Ll})"
)
#: What begins the row of a table in text that was made from a page.
_ROW: Final = "|"

# Of pages; `rules` has for each block the rule that already cuts it, or "" ----------------------------------------


def judge_twins(features: Features, rules: Sequence[str]) -> Iterator[Verdict]:
    """Yield cuts of elements that are shown before, for another size of screen."""
    for place in list(_twins(features, rules)):
        element = features.elements[place]
        yield part(features, element.first, element.stop, "main-content/repeated", Reason.CUT_REPEATED, place)


def _twins(features: Features, rules: Sequence[str]) -> Iterator[int]:
    """Yield the indices of the outermost elements with the text of an earlier one, for another size of screen."""
    seen: dict[tuple[str, int, int], Element] = {}
    reached = 0
    for place, element in enumerate(features.elements):
        blocks, size = element.stop - element.first, features.chars_in(element)
        is_short = blocks < 2 or size < weights.MIN_REPEATED or features.blocks[element.first].kind in PROTECTED
        if element.first < reached or is_short or rules[element.first]:
            continue
        key = features.blocks[element.first].text, blocks, size
        other = seen.setdefault(key, element)
        if other.first == element.first:
            seen[key] = element  # The innermost of those around the same blocks.
        elif other.stop <= element.first and _is_twin(features, element, other):
            yield place
            reached = element.stop


def _is_twin(features: Features, element: Element, other: Element) -> bool:
    """Tell whether two elements have the same text, and the names around them are about different screens."""
    texts = ([block.text for block in features.blocks[one.first : one.stop]] for one in (element, other))
    return next(texts) == next(texts) and _screens(features, element, other) != _screens(features, other, element)


def _screens(features: Features, element: Element, apart: Element) -> set[str]:
    """Return the names about screens of an element and of those around it, up to the one that is around both."""
    names: set[str] = set()
    while not is_in(apart, element):
        names.update(name for name in element.names.split() if _SCREEN.search(name))
        element = features.elements[element.parent]
    return names


def find_copies(features: Features, rules: Sequence[str]) -> list[list[int]]:
    """Return the places of each long text that is shown more than once, as for another size of screen."""
    shown: dict[str, list[int]] = {}
    for index, block in enumerate(features.blocks):
        if not rules[index] and len(block.text) >= weights.MIN_REPEATED and block.kind not in PROTECTED:
            shown.setdefault(block.text, []).append(index)
    return [places for places in shown.values() if len(places) > 1]


def judge_copies(features: Features, copies: Sequence[Sequence[int]], body: Body | None = None) -> Iterator[Verdict]:
    """Yield cuts of texts that are repeated in another element: of all copies but one, and those beside that.

    The first one that is prose of the main content stays, where that is known and has one; else the first of all.
    """
    top = features.elements[body.place] if body else None
    for places in copies:
        inside = (index for index in places if top and top.first <= index < top.stop and features.prose[index])
        stays = next(inside, places[0])
        for index in places:
            if _around(features, index) != _around(features, stays) and not _are_entries(features, index, stays):
                yield part(features, index, index + 1, "main-content/repeated", Reason.CUT_REPEATED)


def _are_entries(features: Features, *places: int) -> bool:
    """Tell whether two copies of a text are in elements of one kind, with other texts before and after them.

    So are those in the entries of a reference, which say the same of several things.
    """
    own = (features.elements[features.blocks[place].element] for place in places)
    kinds = {(one.tag, one.names, (around := features.elements[one.parent]).tag, around.names) for one in own}
    beside = ({features.text_at(place + step) for place in places} for step in (-1, 1))
    return len(kinds) == 1 and all(len(texts) > 1 for texts in beside)


def _around(features: Features, index: int) -> int:
    """Return the index of the element around that of a block."""
    return features.elements[features.blocks[index].element].parent


def judge_lists(features: Features, rules: Sequence[str], body: Body) -> Iterator[Verdict]:
    """Yield verdicts on lists of links in the main content: at its edges, and in boxes inside the text."""
    top = features.elements[body.place]
    lists = list(_lists(features, rules, body))
    whole = sum(len(features.blocks[index].text) for index in range(top.first, top.stop) if not rules[index])
    listed = sum(features.chars_in(features.elements[index]) for index in lists) >= weights.MAX_LINK_LIST_SHARE * whole
    for index in lists:
        element = features.elements[index]
        if not _is_announced(features, rules, element, top):
            reason = Reason.KEPT_LISTED if listed else Reason.CUT_LINK_LIST
            yield part(features, element.first, element.stop, "related-links/link-list", reason, index)


def judge_cards(features: Features, rules: Sequence[str], body: Body) -> Iterator[Verdict]:
    """Yield verdicts on cards of other articles in the main content, which stay where they hold much of its prose."""
    top = features.elements[body.place]
    left = [0.0 if cut else prose for cut, prose in zip(rules, features.prose, strict=True)]
    cards = {
        place: card
        for place in body.cards
        if is_in(card := features.elements[place], top) and not rules[card.first] and features.has_links(card)
    }
    inside = covered(features.blocks, cards.values())
    held = sum(prose for prose, is_inside in zip(left, inside, strict=True) if is_inside)
    few = held < weights.MAX_CARDS_SHARE * sum(left[top.first : top.stop])
    for place, card in cards.items():
        reason = Reason.CUT_CARD if few else Reason.KEPT_LISTED
        yield part(features, card.first, card.stop, "related-links/cards", reason, place)


def judge_titles(features: Features, rules: Sequence[str], body: Body) -> Iterator[Verdict]:
    """Yield cuts of the titles above the first prose of the main content, or of `<main>` in it: they are metadata."""
    top = features.elements[body.place]
    main = features.elements[max(features.main, 0)]
    first = main.first if is_in(main, top) else top.first
    for index in range(first, top.stop):
        if not rules[index]:
            if features.prose[index]:
                return
            if features.is_heading(index):
                yield part(features, index, index + 1, "post-metadata/headline", Reason.CUT_HEADLINE)


def judge_headings(features: Features, rules: Sequence[str], body: Body) -> Iterator[Verdict]:
    """Yield cuts of headings whose whole section was cut."""
    top = features.elements[body.place]
    following = "heading"
    below = ""
    for index in range(top.stop - 1, top.first - 1, -1):
        if rules[index] or _is_mark(features.blocks[index]):
            below = rules[index] or below
            continue
        kind = features.blocks[index].kind
        if kind == following == "heading" and below.partition("/")[0] in _HEADED:
            yield part(features, index, index + 1, below, Reason.CUT_EMPTY_HEADING)
        else:
            following, below = kind, ""


def _is_mark(block: Block) -> bool:
    """Tell whether a block is a link in brackets, as "[edit]" behind a heading of a wiki."""
    return block.links > 0 and block.text[0] == "[" and block.text[-1] == "]" and block.words <= weights.MAX_NAME_WORDS


def _lists(features: Features, rules: Sequence[str], body: Body) -> Iterator[int]:
    """Yield the indices of the elements of the main content that are lists of links, or boxes of them."""
    top = features.elements[body.place]
    text = [i for i in range(top.first, top.stop) if not rules[i] and features.prose[i] >= weights.MIN_TEXT]
    begin, end = (text[0], text[-1]) if text else (top.stop, top.first)
    reached = top.first
    for index in range(body.place + 1, len(features.elements)):
        element = features.elements[index]
        if element.first >= top.stop:
            return
        if element.stop <= reached or rules[element.first]:
            continue
        inside = begin < element.first and element.stop <= end
        if element.tag == "li" and inside and element.stop == element.first + 1:
            reached = element.stop  # A single item that is a link, in a list of other items.
        if element.tag in _LINE_ELEMENTS and not _is_row(features, element):
            continue
        if _is_list(features, element) and (element.tag in _BOXES or element.tag in _LINE_ELEMENTS or not inside):
            yield index
            reached = element.stop


def _is_row(features: Features, element: Element) -> bool:
    """Tell whether a paragraph is a row of many links, or of links to the pages of the article."""
    if element.tag != "p" or element.stop != element.first + 1:
        return False
    block = features.blocks[element.first]
    are_pages = block.links > 1 and not any(map(str.isalpha, block.text))
    return are_pages or link_count(block) >= weights.MIN_MENU


def _is_announced(features: Features, rules: Sequence[str], element: Element, top: Element) -> bool:
    """Tell whether a list follows text that ends in a colon, and so belongs to it."""
    above = element.first - 1
    if above < top.first or rules[above] or features.blocks[above].kind == "heading":
        return False
    text = features.blocks[above].text
    return text[-1] in _COLONS and len(text) >= weights.MIN_ANNOUNCING


def _is_list(features: Features, element: Element) -> bool:
    """Tell whether an element has a high link density and short links, and is not a heading that links to itself."""
    blocks = element.stop - element.first
    if blocks == 1 and features.blocks[element.first].kind == "heading":
        return False
    size = features.chars_in(element)
    count = features.link_count_in(element)
    return features.links_in(element) > weights.MIN_LINK_DENSITY * size and size < weights.MAX_LINK * count


# Of text ----------------------------------------------------------------------------------------------------------


def judge_fragments(text: Text, claimed: Sequence[bool]) -> Iterator[tuple[int, str, Reason]]:
    """Yield place, rule and reason for each fragment of the head and of the tail: menus, link lists, footers.

    They are judged only where rules matched often enough in that part. Blocks that are `claimed` are cut already.
    """
    if not text.found:
        return
    head = range(_stop_of_head(text, claimed) - 1, -1, -1)
    tail = range(text.body.stop, len(text.blocks))
    for where, rule in ((head, "fragments/head"), (tail, "fragments/tail")):
        first = _reach(text, where)
        while 0 < first < len(where) and is_rule(text.blocks[where[first - 1]]):
            first -= 1  # It sets off what goes.
        headline = _headline(text) if where is head else -1
        for index in where[first:]:
            block = text.blocks[index]
            if block.text_class == "prose" or claimed[index]:
                continue
            yield index, rule, _reason(text, index, block, headline)


def _stop_of_head(text: Text, claimed: Sequence[bool]) -> int:
    """Return where the article begins, or on a page the first prose that stays, if that stands above it.

    What the elements of a page leave below prose belongs to that; in a text it may be the menu below a teaser.
    """
    above = range(text.body.start if text.shape == "page" else 0)
    prose = (index for index in above if text.blocks[index].text_class == "prose" and not claimed[index])
    return next(prose, text.body.start)


def judge_outside_articles(text: Text, claimed: Sequence[bool]) -> Iterator[tuple[int, str, Reason]]:
    """Yield place, rule and reason for each block of a whole page outside of its articles.

    What may be the headline stays. Blocks that are `claimed` are cut already.
    """
    inside = {index for article in (text.body, *text.others) for index in article}
    headlines = {_headline(text), _shown_title(text)}
    for index, block in enumerate(text.blocks):
        if index in inside or claimed[index]:
            continue
        rule = "main-content/outside" if block.text_class in SENTENCES else "fragments/menu"
        if index in headlines:
            yield index, rule, Reason.KEPT_HEADLINE
        else:
            yield index, rule, Reason.CUT_OUTSIDE_MAIN if block.text_class in SENTENCES else Reason.CUT_IN_MENU


def _shown_title(text: Text) -> int:
    """Return the index of the line above the article that the first line, the title of the page, has in it; or -1."""
    title = text.blocks[0].text
    for index in range(text.body.start - 1, max(0, text.body.start - weights.LEAD_BLOCKS), -1):
        block = text.blocks[index]
        if block.words >= weights.MIN_HEADLINE_WORDS and block.text in title:
            return index
    return -1


def _reason(text: Text, index: int, block: Block, headline: int) -> Reason:
    """Return what is decided about a fragment before or after the article."""
    if block.text_class in PROTECTED:
        return Reason.KEPT_IN_CODE if block.text_class == "code" else Reason.KEPT_TABLE
    if index == headline:
        return Reason.KEPT_HEADLINE
    if text.repeats(index):
        return Reason.KEPT_REPEATED
    if (kept := protection(text, index)) is not None:
        return kept
    is_sentence = ends_sentence(block.text) and not _is_in_box(text, index)
    if not text.is_page and (is_sentence or (block.text_class == "fragment" and block.words >= MIN_RUN_ON_WORDS)):
        return Reason.KEPT_SENTENCE
    is_row = block.text.startswith(_ROW) or (block.kind == "row" and text.is_beside_row(index))
    return Reason.KEPT_TABLE if is_row else Reason.CUT_AMONG_CHROME


def _is_in_box(text: Text, index: int) -> bool:
    """Tell whether the closest line above a block that a rule matched stands in a box that holds sentences, too."""
    found = next((text.found[place] for place in range(index - 1, -1, -1) if place in text.found), ())
    markers = [one for one in found if one.strength == "marker"]
    return any(one.family in _BOXES_OF_SENTENCES and one.corroborated for one in markers or found)


def _reach(text: Text, where: range) -> int:
    """Return the place from which, going away from the article, fragments are cut; the length of the part for none.

    None are where the article goes on: paragraphs of it stand among them. On a page these may be teasers, unless they
    say more than the article.
    """
    told = [text.blocks[index].words for index in where if text.is_prose(index)]
    may_be_teasers = text.shape == "page" and sum(told) <= text.words_in_sentences(text.body)
    if len(told) > weights.MAX_PARAGRAPHS and not (text.is_page or may_be_teasers):
        return len(where)
    hits = [
        place
        for place, index in enumerate(where)
        if any(not text.is_of_list(index, one) for one in text.found.get(index, ()))
    ]
    teasers = [place for place, index in enumerate(where) if _is_teaser(text.blocks[index])]
    are_teasers = len(teasers) >= weights.MIN_TEASERS
    sure = [
        place for place in hits if any(one.corroborated and one.family != BUTTONS for one in text.found[where[place]])
    ]
    if are_teasers:
        sure = sorted(sure + teasers)
    sparse = not text.body or len(where) - len(hits) > weights.MAX_SPARSE_LINES * len(hits)
    if not hits or not sure or (sparse and not are_teasers):
        return len(where)
    if len(hits) < weights.MIN_EVIDENCE:
        return sure[0]
    return hits[0] if hits[0] > weights.MAX_UNMATCHED_LINES else 0


def _headline(text: Text) -> int:
    """Return the index of the headline, or -1: the last line of words above the article that no rule matched.

    Between it and the article there may be a few lines of the layout (the byline, the date, a share bar).
    """
    first = text.body.start
    for index in range(first - 1, max(-1, first - 1 - weights.MAX_BYLINES), -1):
        if index not in text.found and text.blocks[index].words >= weights.MIN_HEADLINE_WORDS:
            return index
    return -1


def _is_teaser(block: Block) -> bool:
    """Tell whether a block breaks off with an ellipsis, as teasers of other articles do."""
    return block.text_class == "teaser" and block.words >= MIN_PROSE_WORDS
