"""Finds the article: on a page the element that holds nearly all prose, in a text the best stretch of its blocks."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final, NamedTuple

import regex

from cleantext.document import Block, Element
from cleantext.judgement import Finding, Reason, Verdict
from cleantext.judging import weights
from cleantext.judging.features import Features, covered, is_link, part
from cleantext.judging.names import FRAMES, Bodies
from cleantext.text_class import MIN_PROSE_WORDS, PROTECTED, ends_sentence, goes_on

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
#: The family of buttons, which are inside articles as often as beside them.
BUTTONS: Final = "controls"
#: An amount of money: beside a sign of currency (https://www.unicode.org/reports/tr44/, category Sc) or what stands for
#: one where there is no sign.
_PRICE: Final = regex.compile(
    r"\p{Sc}\s?+\d|\d\s?+(?:\p{Sc}|(?:AUD|CAD|CHF|EUR|GBP|USD|Ft|Kč|kr|lei|руб|TL|zł)\b)|\b(?:AUD|CAD|CHF|EUR|GBP|USD|Rs)\b\.?\s?+\d"
)
#: A label of a menu, in any script: it does not begin with a lower-case letter or a sign, and has no number.
_LABEL: Final = regex.compile(r"[\p{Lu}\p{Lt}\p{Lo}]\D*+")

# The stretch of blocks --------------------------------------------------------------------------------------------


def find_stretch(blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]]) -> range:
    """Return the range of block indices that holds the article; empty where nothing reads like one.

    Every block has a score in words. Prose has its words, weighted by the prose around it; a block that a rule matched
    has a penalty, and a fragment a small one. The article is the contiguous stretch with the largest sum (Bentley's
    maximum subarray, in one pass). Where the text before or after it has more words in sentences, and few rules
    matched there, it extends to that end of the document; and to the end, where the text after it has more words of any
    kind, as in a listing.
    """
    stretch, _ = _best(_scores(blocks, found), range(len(blocks)))
    first, stop = stretch.start, stretch.stop
    words = _unmatched_words(blocks, found, range(first, stop))
    if _has_more_words(blocks, found, range(first), words):
        first = 0
    rest = range(stop, len(blocks))
    if _has_more_words(blocks, found, rest, words) or _is_listing(blocks, found, rest, range(first, stop)):
        stop = len(blocks)
    return range(first, stop)


def find_articles(
    blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], headlines: Sequence[int]
) -> list[range]:
    """Return the stretches of a whole page that hold articles, the best one first; none where nothing reads like one.

    Here fragments have a larger penalty, so that no stretch spans a menu, and repeated text scores nothing; the lines
    of a broken sentence are prose, and a short paragraph on its own counts less, as it may be a teaser. The score
    of a stretch below one of the `headlines` is multiplied, as the page is about it. Another stretch with a high score
    is another article. Each is extended over the lines beside it up to the first label, or line that a rule matched:
    so it keeps its lead and its lists.
    """
    stretches = list(_stretches(_scores(blocks, found, is_page=True)))
    if not stretches:
        return []
    headed = {_below(stretches, headline) for headline in headlines}
    worth = [total * (weights.HEADLINE_FACTOR if place in headed else 1) for place, (_, total) in enumerate(stretches)]
    best = max(range(len(stretches)), key=worth.__getitem__)
    least = weights.MIN_OTHER_ARTICLE * worth[best]
    chosen = [stretch for place, (stretch, total) in enumerate(stretches) if place == best or total >= least]
    befores = [0, *(stretch.stop for stretch in chosen)]
    afters = [*(stretch.start for stretch in chosen[1:]), len(blocks)]
    articles = [
        _with_lines_beside(blocks, found, stretch, range(before, after))
        for before, stretch, after in zip(befores, chosen, afters, strict=False)
    ]
    articles.insert(0, articles.pop(chosen.index(stretches[best][0])))
    return articles


def _below(stretches: Sequence[tuple[range, float]], headline: int) -> int:
    """Return the index of the first long enough stretch with a headline in it or not far above it, or -1."""
    for place, (stretch, total) in enumerate(stretches):
        if stretch.stop > headline and total >= weights.MIN_HEADLINED:
            return place if stretch.start - headline <= weights.LEAD_BLOCKS else -1
    return -1


class _Sum(NamedTuple):
    """A stretch of scores, with two prefix sums: of all scores before it, and up to its end."""

    start: int
    stop: int
    before: float
    total: float


def _stretches(scores: Sequence[float]) -> Iterator[tuple[range, float]]:
    """Yield all maximal stretches of scores, and their sums, in order.

    These are the best stretch, then the best ones before and after it, and so on; the algorithm of Ruzzo and Tompa
    (1999) finds them in one pass.
    """
    stack: list[_Sum] = []
    total = 0.0
    for place, score in enumerate(scores):
        before, total = total, total + score
        if score <= 0:
            continue
        found = _Sum(place, place + 1, before, total)
        while True:
            index = len(stack) - 1
            while index >= 0 and stack[index].before >= found.before:
                index -= 1
            if index < 0 or stack[index].total >= found.total:
                break
            found = _Sum(stack[index].start, found.stop, stack[index].before, found.total)
            del stack[index:]
        stack.append(found)
    for one in stack:
        yield range(one.start, one.stop), one.total - one.before


def _with_lines_beside(
    blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], stretch: range, part: range
) -> range:
    """Return a stretch extended over adjacent lines in its `part` that are neither labels nor matched by a rule."""
    first, stop = stretch.start, stretch.stop
    while first > part.start and not _ends_article(blocks, found, first - 1):
        first -= 1
    while stop < part.stop and not _ends_article(blocks, found, stop):
        stop += 1
    return range(first, stop)


def _ends_article(blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], index: int) -> bool:
    """Tell whether a block is a label, or one that a rule matched; of a sentence, a hint is not enough."""
    is_sentence = ends_sentence(blocks[index].text)
    matched = (one for one in found.get(index, ()) if one.whole and not (is_sentence and one.strength == "hint"))
    return is_label(blocks[index]) or any(matched)


def is_label(block: Block) -> bool:
    """Tell whether a block is a few words as in menus: no sentence, no number, and no beginning in lower case."""
    return (
        block.words <= weights.MAX_LABEL_WORDS
        and block.text_class == "fragment"
        and _LABEL.fullmatch(block.text) is not None
        and not ends_sentence(block.text)
    )


def _best(scores: Sequence[float], part: range) -> tuple[range, float]:
    """Return the contiguous stretch of a part with the largest sum, and that sum; an empty one where none is over 0."""
    best = total = 0.0
    start, stretch = part.start, range(part.start, part.start)
    for index in range(part.start, min(part.stop, len(scores))):
        if total <= 0:
            total, start = 0.0, index
        total += scores[index]
        if total > best:
            best, stretch = total, range(start, index + 1)
    return stretch, best


def _has_more_words(blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], part: range, words: float) -> bool:
    """Tell whether a part has more than `words` in sentences, and so few rules matched in it that it is no menu."""
    return _unmatched_words(blocks, found, part) > words and _rules(found, part) < weights.MIN_MENU_RULES


def _is_listing(blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], part: range, body: range) -> bool:
    """Tell whether a part has more words than the body, and so few rules matched in it that it is a listing."""
    lead, follows = (sum(blocks[index].words for index in indices) for indices in (body, part))
    return 0 < lead < follows and _rules(found, part) < weights.MIN_TAIL_RULES


def _rules(found: Mapping[int, Sequence[Finding]], part: range) -> int:
    """Return the number of rules that matched in a part, without those on buttons."""
    return len({one.rule for index in part for one in found.get(index, ()) if one.family != BUTTONS})


def _unmatched_words(blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], part: range) -> float:
    """Return the number of words in sentences, in the blocks of a part that no rule matched."""
    return sum(
        blocks[index].words
        for index in part
        if index not in found and blocks[index].text_class in ("prose", "sentence")
    )


def _scores(blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], is_page: bool = False) -> list[float]:
    """Return the score of each block, up to the heading of the comments if there is one.

    On a whole page "Comments" may be a label of a menu, and is the heading of comments only after a stretch with a high
    enough score.
    """
    prose = [block.words if block.text_class == "prose" else 0.0 for block in blocks]
    for index, findings in found.items():
        if prose[index]:
            prose[index] *= _unmatched_share(blocks[index], findings)
    broken = frozenset(_broken_sentences(blocks)) if is_page else frozenset()
    for index in broken:
        prose[index] = blocks[index].words
    before = list(accumulate(prose, initial=0.0))
    fragment = weights.PAGE_FRAGMENT_PENALTY if is_page else weights.FRAGMENT_PENALTY
    scores: list[float] = []
    shown: set[str] = set()
    total = best = 0.0
    for index, (block, words) in enumerate(zip(blocks, prose, strict=True)):
        if index in found:
            whole = [finding for finding in found[index] if finding.whole and finding.family != BUTTONS]
            prose_before = best if is_page else before[index]
            if prose_before > weights.MIN_BEFORE_COMMENTS and any(one.section == "comments" for one in whole):
                break
            if whole and not (words and all(one.strength == "hint" and not one.section for one in whole)):
                scores.append(-weights.MATCHED_PENALTY)
                total = max(0.0, total - weights.MATCHED_PENALTY)
                continue
        if words:
            score = words * _support(before, index, words)
            if is_page and words < weights.MAX_ALONE and not _has_prose_beside(prose, found, index):
                score *= weights.ALONE_FACTOR
        else:
            score = _non_prose_score(block, fragment)
        if is_page:
            if len(block.text) >= weights.MIN_REPEATED or index in broken:
                score = 0.0 if block.text in shown else score
                shown.add(block.text)
            total = max(0.0, total + score)
            best = max(best, total)
        scores.append(score)
    return scores


def _support(before: Sequence[float], index: int, words: float) -> float:
    """Return the factor for a block of prose by the prose around it; `before` is the prefix sum of its words."""
    near, full = weights.SUPPORT_BLOCKS, weights.SUPPORT_BLOCKS * weights.FULL_SUPPORT_WORDS
    beside = before[min(len(before) - 1, index + near + 1)] - before[max(0, index - near)] - words
    return weights.UNSUPPORTED_FACTOR + (1 - weights.UNSUPPORTED_FACTOR) * min(1.0, beside / full)


def _broken_sentences(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the indices of lines that together are a sentence of prose, as where each text node has a line of its own.

    A line that begins in lower case or with a mark goes on from the line above it. That line may be a link inside of
    the sentence: then it goes on from the one above it in turn, if that ends no sentence and is no label.
    """
    continues = [*(goes_on(block.text) for block in blocks), False]
    start = 0
    while start < len(blocks):
        stop = start + 1
        while stop < len(blocks):
            above = blocks[stop - 1]
            if continues[stop]:
                stop += 1
            elif continues[stop + 1] and not ends_sentence(above.text) and not is_label(above):
                stop += 2
            else:
                break
        lines = blocks[start:stop]
        is_long = len(lines) > 1 and sum(line.words for line in lines) >= MIN_PROSE_WORDS
        if is_long and ends_sentence(lines[-1].text) and not any(line.text_class in PROTECTED for line in lines):
            yield from range(start, stop)
        start = stop


def _has_prose_beside(prose: Sequence[float], found: Mapping[int, Sequence[Finding]], index: int) -> bool:
    """Tell whether prose is right above or below a block, in a line that no rule matched."""
    return any(0 <= place < len(prose) and prose[place] and place not in found for place in (index - 1, index + 1))


def _unmatched_share(block: Block, findings: Iterable[Finding]) -> float:
    """Return the share of a block that no marker matched a part of."""
    matched = sum(one.end - one.start for one in findings if one.strength == "marker" and not one.whole)
    return max(0.0, 1 - matched / len(block.text))


def _non_prose_score(block: Block, fragment: float) -> float:
    """Return the score of a block that is not prose and that no rule matched."""
    if block.text_class == "continued":
        return weights.CONTINUED_SCORE
    if block.text_class == "lead":
        return weights.LEAD_WORD_FACTOR * min(block.words, weights.MAX_LEAD_WORDS)
    if block.text_class == "sentence":
        return weights.SENTENCE_FACTOR * block.words
    return 0.0 if block.text_class in PROTECTED else -fragment


# The element of a page --------------------------------------------------------------------------------------------


class Body(NamedTuple):
    """The main content of a page, all its cards, and what alone is called the body of an article (-1: nothing).

    They are indices of elements.
    """

    place: int
    cards: tuple[int, ...]
    called: int


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
    if not sums[-1] and bodies.only >= 0:
        return Body(bodies.only, cards, bodies.only)
    if sum(left) < weights.MIN_REST and (post := _short_post(features, rules)) >= 0:
        return Body(post, cards, bodies.only)
    start = title if title >= 0 else bodies.only if _is_headed(features, sums, bodies.only) else -1
    index = _descend(features, sums, start, bodies.answers)
    element = features.elements[index]
    broad = _broad(features, rules, element, _is_named_body(features, element, bodies.only))
    return Body(index if broad is None else broad, cards, bodies.only)


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
    """Yield cuts of what is outside the main content, except a lead under the title, and prose right beside it.

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
    for index, element in enumerate(features.elements):
        if element.first >= reached and before[element.stop] - before[element.first] == element.stop - element.first:
            whole[element.first] = index, element.stop
            reached = element.stop
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
    for place, element in enumerate(features.elements):
        if element.tag in _CARDS and before[element.stop] > before[element.first]:
            groups.setdefault((element.parent, element.tag, element.names), []).append(place)
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
    """Return the index of the innermost element down to which nearly all prose is in a single child."""
    heaviest: dict[int, tuple[float, int]] = {}
    alike: dict[tuple[int, str, str], float] = {}
    for index, element in enumerate(features.elements):
        held = sums[element.stop] - sums[element.first]
        if held and element.tag not in _NEVER_WHOLE and index not in answers:
            like = (element.parent, element.tag, _kind(element.names))
            alike[like] = alike.get(like, 0.0) + held
            if held > heaviest.get(element.parent, (0.0, 0))[0]:
                heaviest[element.parent] = held, index
    current, whole = 0, sums[-1]
    if title >= 0:
        held = sums[features.elements[title].stop] - sums[features.elements[title].first]
        if held >= weights.MIN_TITLED_SHARE * whole:
            current, whole = title, held
    while current in heaviest:
        held, index = heaviest[current]
        element = features.elements[index]
        kind = _kind(element.names)
        several = kind and alike[element.parent, element.tag, kind] > weights.MAX_SIBLINGS_PROSE * held
        if held < weights.MIN_DOMINANT_SHARE * whole or several:
            break
        current, whole = index, held
    return current


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
    while prose >= weights.MIN_ARTICLE and not _is_in(body, features.elements[current]):
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


def _is_in(element: Element, around: Element) -> bool:
    """Tell whether an element is in another one, or the same."""
    return around.first <= element.first and element.stop <= around.stop


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
