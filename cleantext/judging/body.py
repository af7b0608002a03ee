"""Finds the main content of a page: the innermost element that holds nearly all prose."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

import regex

from cleantext.document import Block, Element
from cleantext.judgement import Reason, Verdict
from cleantext.judging import weights
from cleantext.judging.features import Features, covered, is_in, is_link, part
from cleantext.judging.names import FRAMES, Bodies

#: Elements that hold a part of an article, and never all of it.
# fmt: off
_NEVER_WHOLE: Final = frozenset([
    "h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "figure",
    "figcaption", "button",
])
# fmt: on
_CARDS: Final = frozenset(("div", "article", "li", "section", "td", "blockquote"))
#: Full stops; what ends in another mark beside an article calls as often as it tells.
_STOPS: Final = frozenset(".。।۔")
#: An amount of money: beside a sign of currency (https://www.unicode.org/reports/tr44/, category Sc) or what stands for
#: one where there is no sign.
_PRICE: Final = regex.compile(
    r"\p{Sc}\s?+\d|\d\s?+(?:\p{Sc}|(?:AUD|CAD|CHF|EUR|GBP|USD|Ft|Kč|kr|lei|руб|TL|zł)\b)|\b(?:AUD|CAD|CHF|EUR|GBP|USD|Rs)\b\.?\s?+\d"
)


class Body(NamedTuple):
    """The main content of a page, and what else belongs to it.

    Attributes:
        place: the index of the element that holds the main content.
        cards: the indices of all cards of the page.
        called: the index of what alone is called the body of an article, -1 for nothing.
        notes: the elements that are called notes on the text.
    """

    place: int
    cards: tuple[int, ...]
    called: int
    notes: tuple[Element, ...]


def find_body(features: Features, rules: Sequence[str], bodies: Bodies) -> Body:
    """Return the main content: the innermost element with nearly all prose that is left.

    Args:
        features: the measures of the page.
        rules: for each block the rule that cuts it, or "".
        bodies: the elements that are named as the body of an article.
    """
    frames = covered(features.blocks, (element for element in features.elements if element.tag in FRAMES))
    left = [0.0 if cut or framed else prose for cut, framed, prose in zip(rules, frames, features.prose, strict=True)]
    if (first := _first_article(features, bodies)) is not None:
        left = [prose if first.first <= place < first.stop else 0.0 for place, prose in enumerate(left)]
    title = _title(features, rules)
    articles = [*bodies.articles, *(features.elements[place] for place in (title,) if place >= 0)]
    articles += _titled(features, left, articles)
    cards = tuple(_cards(features, left))
    in_cards = covered(features.blocks, (features.elements[place] for place in cards))
    sums = list(accumulate(_weigh(features, left, articles, in_cards), initial=0.0))
    if bodies.only >= 0 and (not sums[-1] or _is_short_article(features, rules, left, bodies.only)):
        return Body(bodies.only, cards, bodies.only, bodies.notes)
    if sum(left) < weights.MIN_REST and (post := _short_post(features, rules)) >= 0:
        return Body(post, cards, bodies.only, bodies.notes)
    start = title if title >= 0 else bodies.only if _is_headed(features, sums, bodies.only) else -1
    index = _descend(features, sums, start, bodies.answers)
    element = features.elements[index]
    broad = _broad(features, rules, element, _is_named_body(features, element, bodies.only))
    return Body(index if broad is None else broad, cards, bodies.only, bodies.notes)


def _is_short_article(features: Features, rules: Sequence[str], left: Sequence[float], only: int) -> bool:
    """Tell whether what is called the body of the article is one without prose: the page is called after its heading.

    So is a post of one line, if nothing beside it is long enough for an article.
    """
    body = features.elements[only]
    if sum(left[body.first : body.stop]) or sum(left) >= weights.MIN_ARTICLE:
        return False
    is_headed = body.first - weights.MAX_BYLINES <= features.title < body.stop
    below = range(max(body.first, features.title + 1), body.stop)
    return is_headed and any(not rules[place] and not features.blocks[place].links for place in below)


def _short_post(features: Features, rules: Sequence[str]) -> int:
    """Return the index of the innermost element with the title of a page that has hardly any prose, and text below it.

    So stands a post of a picture and a line. It is -1 where there is more than a line or two, or much else on the page.
    """
    text = [0 if cut else len(block.text) for cut, block in zip(rules, features.blocks, strict=True)]
    for place in features.around_title():
        element = features.elements[place]
        below = range(features.named + 1, element.stop)
        own = sum(text[index] and text[index] - features.blocks[index].link_chars for index in below)
        if own >= weights.MIN_POST:
            rest = sum(text) - sum(text[element.first : element.stop])
            return place if own < weights.MIN_REST and rest < weights.MIN_REST_OF_ANY_KIND else -1
    return -1


def judge_outside(features: Features, rules: Sequence[str], body: Body) -> Iterator[Verdict]:
    """Yield cuts of what is outside the main content, except notes below, a lead under the title, and prose beside it.

    What else of prose is in the element that alone is called the body stays, too, but for cards. The rest is cut
    element by element; `rules` has for each block the rule that already cuts it, or "".
    """
    element = features.elements[body.place]
    before, after = element.first - 1, element.stop
    while before >= 0 and not rules[before] and _is_adjacent(features, before):
        before -= 1
    while after < len(rules) and not rules[after] and _is_adjacent(features, after):
        after += 1
    kept = {*_lead(features, rules, before + 1), *range(before + 1, after), *_called(features, body)}
    for notes in body.notes:
        if notes.first >= element.stop and all(rules[element.stop : notes.first]):
            kept.update(range(notes.first, notes.stop))
    gone = [not cut and place not in kept for place, cut in enumerate(rules)]
    yield from _by_element(features, gone)


def _is_adjacent(features: Features, place: int) -> bool:
    """Tell whether a block right beside the main content belongs to it: prose, a short sentence, a quotation, code."""
    block = features.blocks[place]
    is_text = block.kind in ("quote", "code") or (block.kind == "paragraph" and block.text[-1] in _STOPS)
    return (is_text and not block.links) or features.prose[place] >= weights.MIN_ADJACENT


def _called(features: Features, body: Body) -> Iterator[int]:
    """Yield the places of the prose in what is called the body of the article, but for cards."""
    if body.called >= 0:
        called = features.elements[body.called]
        in_cards = covered(features.blocks, (features.elements[place] for place in body.cards))
        for index in range(called.first, called.stop):
            if features.prose[index] >= weights.MIN_TEXT and not in_cards[index]:
                yield index


def _by_element(features: Features, gone: Sequence[bool]) -> Iterator[Verdict]:
    """Yield cuts of the blocks marked in `gone`: as the outermost elements with only such blocks, and single blocks."""
    before = list(accumulate(gone, initial=0))
    whole = {}
    reached = 0
    for index, (_, _, _, _, first, stop) in enumerate(features.elements):
        if first >= reached and before[stop] - before[first] == stop - first:
            whole[first] = index, stop
            reached = stop
    place = 0
    while place < len(gone):
        index, stop = whole.get(place, (-1, place + 1))
        if gone[place]:
            yield part(features, place, stop, "main-content/outside", Reason.CUT_OUTSIDE_MAIN, index)
        place = stop


def _title(features: Features, rules: Sequence[str]) -> int:
    """Return the index of the innermost `<article>` around the only title of the page, or -1."""
    titles = [index for index in features.first_level if not rules[index]]
    if len(titles) != 1:
        return -1
    around = (i for i, e in enumerate(features.elements) if e.tag == "article" and e.first <= titles[0] < e.stop)
    return max(around, default=-1)


def _is_headed(features: Features, sums: Sequence[float], only: int) -> bool:
    """Tell whether what is called the body of the article and a heading above it are all that an element holds."""
    if only < 0:
        return False
    body = features.elements[only]
    heading = body.first - 1
    while heading >= 0 and features.blocks[heading].kind != "heading" and features.prose[heading] < weights.MIN_LEAD:
        heading -= 1
    if heading < 0 or features.blocks[heading].kind != "heading":
        return False
    around = body
    while around.first > heading:
        around = features.elements[around.parent]
    held = sums[body.stop] - sums[body.first]
    return held >= weights.MIN_DOMINANT_SHARE * (sums[around.stop] - sums[around.first])


def _first_article(features: Features, bodies: Bodies) -> Element | None:
    """Return the article that the page is called after, where only other whole articles follow it; else None.

    Pages append them as a reader scrolls on: elements of one kind, which are `<article>` or hold what is named the body
    of one, each with much prose and a heading of its own. Replies in a forum repeat the title in theirs.
    """
    if features.titled < 0:
        return None
    title = features.blocks[features.title]
    around = {-1: 0}
    place = title.element
    while place >= 0:
        around[features.elements[place].parent] = place
        place = features.elements[place].parent
    rows: dict[int, list[Element]] = {}
    for element in features.elements[around[-1] :]:
        if element.parent in around and _is_kin(element, features.elements[around[element.parent]]):
            rows.setdefault(element.parent, []).append(element)
    row = next((kin for _, kin in sorted(rows.items(), reverse=True) if len(kin) > 1), None)
    if row is None or row[0] is not features.elements[around[row[0].parent]]:
        return None
    return row[0] if all(_is_whole(features, one, bodies, title) for one in row) else None


def _is_kin(element: Element, other: Element) -> bool:
    """Tell whether two elements are of one kind."""
    return element.tag == other.tag and _kind(element.names) == _kind(other.names)


def _is_whole(features: Features, element: Element, bodies: Bodies, title: Block) -> bool:
    """Tell whether an element is a whole article: it is called one, and has much prose, and a heading without `title`.

    The one with the title itself is one, too.
    """
    is_called = element.tag == "article" or any(element.first <= one.first < element.stop for one in bodies.articles)
    if not is_called or features.prose_in(element) < weights.MIN_ARTICLE:
        return False
    headings = [block for block in features.blocks[element.first : element.stop] if block.kind == "heading"]
    return bool(headings) and (headings[0] is title or title.text not in headings[0].text)


def _titled(features: Features, left: Sequence[float], articles: Sequence[Element]) -> Iterator[Element]:
    """Yield the element around the title of the page, unless it holds a known article already."""
    if features.titled < 0:
        return
    titled = features.elements[features.titled]
    inside = (one for one in articles if titled.first <= one.first < titled.stop)
    is_known = any(features.prose_in(one) >= weights.MIN_LEAD for one in inside)
    if not is_known and sum(left[titled.first : titled.stop]) < weights.MIN_DOMINANT_SHARE * sum(left):
        yield titled


def _weigh(
    features: Features, left: Sequence[float], articles: Sequence[Element], in_cards: Sequence[bool]
) -> list[float]:
    """Return the weighted prose of each block: by the prose around it, and by its place in a body or in cards."""
    before = list(accumulate(left, initial=0.0))
    count, near = len(left), weights.SUPPORT_BLOCKS
    in_body = covered(features.blocks, articles)
    weighed = []
    for index, prose in enumerate(left):
        if prose:
            beside = before[min(count, index + near + 1)] - before[max(0, index - near)] - prose
            support = weights.UNSUPPORTED_FACTOR + (1 - weights.UNSUPPORTED_FACTOR) * min(
                1.0, beside / weights.FULL_SUPPORT
            )
            weight = prose * support * (weights.IN_BODY_FACTOR if in_body[index] else 1.0)
            prose = min(weight, prose * weights.IN_CARDS_FACTOR) if in_cards[index] else weight
        weighed.append(prose)
    return weighed


def _cards(features: Features, left: Sequence[float]) -> Iterator[int]:
    """Yield the indices of cards: sibling elements of one kind, each with a link and a little text."""
    before = list(accumulate(left, initial=0.0))
    groups: dict[tuple[int, str, str], list[int]] = {}
    for place, (tag, names, _, parent, first, stop) in enumerate(features.elements):
        if tag in _CARDS and before[stop] > before[first]:
            groups.setdefault((parent, tag, names), []).append(place)
    for row in groups.values():
        if len(row) >= weights.MIN_CARDS:
            alike = sum(_is_card(features, features.elements[place]) for place in row)
            if alike >= weights.MIN_ALIKE_SHARE * len(row):
                yield from row


def _is_card(features: Features, element: Element) -> bool:
    if element.stop - element.first < 2 or features.chars_in(element) > weights.MAX_CARD:
        return False
    return any(map(is_link, features.blocks[element.first : element.stop]))


def _descend(features: Features, sums: Sequence[float], title: int, answers: Container[int]) -> int:
    """Return the index of the innermost element down to which nearly all prose is in a single child.

    A child that is one of several of its kind, or of several sections with headings of one level, is not all of them.
    """
    children: dict[int, dict[int, float]] = {}
    for index, (tag, _, _, parent, first, stop) in enumerate(features.elements):
        held = sums[stop] - sums[first]
        if held and tag not in _NEVER_WHOLE and index not in answers:
            children.setdefault(parent, {})[index] = held
    current, whole = 0, sums[-1]
    if title >= 0:
        held = sums[features.elements[title].stop] - sums[features.elements[title].first]
        if held >= weights.MIN_TITLED_SHARE * whole:
            current, whole = title, held
    while current in children:
        inside = children[current]
        index = max(inside, key=inside.__getitem__)
        held, element = inside[index], features.elements[index]
        alike = sum(size for place, size in inside.items() if _is_kin(features.elements[place], element))
        several = _kind(element.names) and alike > weights.MAX_SIBLINGS_PROSE * held
        level = features.elements[features.blocks[element.first].element].tag
        sections = sum(_is_section(features, features.elements[place], level) for place in inside)
        several = several or sections >= weights.MIN_SECTIONS
        if held < weights.MIN_DOMINANT_SHARE * whole or several:
            break
        current, whole = index, held
    return current


def _is_section(features: Features, element: Element, level: str) -> bool:
    """Tell whether an element begins with a heading of a level, which is its tag."""
    block = features.blocks[element.first]
    return block.kind == "heading" and features.elements[block.element].tag == level


@lru_cache(maxsize=1 << 14)
def _kind(names: str) -> str:
    """Return names without those with digits, which are unique to an element."""
    return " ".join(name for name in names.split() if not any(map(str.isdigit, name)))


def _is_named_body(features: Features, element: Element, only: int) -> bool:
    """Tell whether an element is for the most part what alone is called the body of the article, and holds prose."""
    if only < 0:
        return False
    called = features.elements[only]
    is_there = called.first < element.stop and element.first < called.stop
    most = 2 * features.chars_in(called) >= features.chars_in(element)
    return is_there and most and features.prose_in(called) >= weights.MIN_LEAD


def _broad(features: Features, rules: Sequence[str], body: Element, is_called: bool) -> int | None:
    """Return the index of the element with most of the text, if `body` holds too little of it to be what counts.

    So it is where it is no article, or says less than the goods beside it, as on the pages of a shop. If it has much
    prose, the element is one around it: a shop may tell about its goods outside of its `<main>`.
    """
    chars = (0 if cut else len(block.text) for cut, block in zip(rules, features.blocks, strict=True))
    left = list(accumulate(chars, initial=0))
    whole, own = left[-1], left[body.stop] - left[body.first]
    prose = sum(features.prose[index] for index in range(body.first, body.stop) if not rules[index])
    is_article = is_called or prose >= weights.MIN_ARTICLE or own >= weights.MIN_ARTICLE_SHARE * whole
    if is_article and (2 * own >= whole or _offered(features, body, left) <= own):
        return None
    current = _with_most(features, left)
    while prose >= weights.MIN_ARTICLE and not is_in(body, features.elements[current]):
        current = features.elements[current].parent
    return current


def _with_most(features: Features, left: Sequence[int]) -> int:
    """Return the index of a `<main>` with much of the text, or else of the innermost element with nearly all."""
    current, whole = 0, left[-1]
    for index, element in enumerate(features.elements):
        held = left[element.stop] - left[element.first]
        if element.tag == "main" and held >= weights.MIN_MAIN_SHARE * whole:
            return index
        if element.parent == current and held >= weights.MIN_BROAD_SHARE * whole:
            current = index
    return current


def _offered(features: Features, body: Element, left: Sequence[int]) -> int:
    """Return the characters of the longest row of goods outside of `body`: elements of one kind, each with a price."""
    prices = list(accumulate((_PRICE.search(block.text) is not None for block in features.blocks), initial=0))
    rows: dict[tuple[int, str, str], list[int]] = {}
    for element in features.elements:
        held = left[element.stop] - left[element.first]
        apart = element.stop <= body.first or element.first >= body.stop
        if held and apart and element.tag in _CARDS and prices[element.stop] > prices[element.first]:
            rows.setdefault((element.parent, element.tag, _kind(element.names)), []).append(held)
    return max((sum(row) for row in rows.values() if len(row) >= weights.MIN_OFFERS), default=0)


def _lead(features: Features, rules: Sequence[str], first: int) -> list[int]:
    """Return the indices of the paragraphs between the title and the main content, which begins at `first`."""
    lead: list[int] = []
    for index in range(first - 1, max(-1, first - 1 - weights.LEAD_BLOCKS), -1):
        if features.is_heading(index) or (
            not rules[index].startswith("sidebar/") and features.is_heading(index, ("h2",))
        ):
            return lead
        if not rules[index] and features.prose[index] >= weights.MIN_LEAD and features.blocks[index].kind != "item":
            lead.append(index)
    return []
