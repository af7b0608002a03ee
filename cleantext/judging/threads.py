"""Comments without telling names: sibling elements of a kind below an article, each with a date and an author."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Final

import regex

from cleantext.document import Block, Element
from cleantext.judgement import Reason, Verdict
from cleantext.judging import weights
from cleantext.judging.body import Body
from cleantext.judging.features import Features, is_link, part
from cleantext.judging.vocabulary import Vocabulary

#: Elements that may hold a comment.
_POSTS: Final = frozenset(("div", "article", "li", "section", "table", "tr", "dl", "blockquote"))
#: The word in the title of pages of a forum.
_FORUM: Final = "forum"
_LABELS: Final = frozenset(("fragment", "lead"))
_DIGITS: Final = regex.compile(r"\d+")
#: A day, in digits or with the name of its month, or a time of day; a number that goes on is that of a version.
_WHEN: Final = regex.compile(
    r"\b(?:19|20)\d\d\s?[-./年]\s?\d\d?"
    r"|(?<![\w.])(?:\d\d?[./-]\d\d?[./-](?:\d\d)?\d\d|\d\d?[:.]\d\d)(?!\d|[.-]\w)"
    r"|\b\d\d?(?:st|nd|rd|th|\.)?,?\s\p{L}{3,}\.?,?\s(?:19|20)\d\d\b"
    r"|\b\p{L}{3,}\.?\s\d\d?(?:st|nd|rd|th)?,?\s(?:19|20)\d\d\b"
)
_FIRST: Final = attrgetter("first")
_MARKS: Final = " ,.:-|[]()"

#: An element that may be a comment: its place, its first block, and where the next one begins, or it ends.
_Post = tuple[int, int, int]


def judge_threads(features: Features, vocabulary: Vocabulary, rules: Sequence[str]) -> Iterator[Verdict]:
    """Yield cuts of comments below the article that the page is called after; none on the pages of a forum.

    Elements with the same names are cut with them: replies to a comment may be too few for a row of their own.

    Args:
        features: the measures of the page.
        vocabulary: the names of elements of forums.
        rules: for each block the rule that already cuts it, or "".
    """
    if features.titled < 0 or _is_forum(features):
        return
    kinds = set()
    for row in _rows(features):
        _, first, end = row[0]
        if all(rules[first:end]) or not _are_comments(features, row):
            continue
        prose_above = sum(features.prose[index] for index in range(features.title + 1, first) if not rules[index])
        if prose_above >= weights.MIN_REST and not _is_of_forum(features, vocabulary, row[0][0]):
            kinds.add(_kind_of(features.elements[row[0][0]]))
            for place, start, end in row:
                yield part(features, start, end, "comment-thread/row", Reason.CUT_THREAD, place)
    for place, element in enumerate(features.elements if kinds else ()):
        is_below = element.first > features.title and element.names and _kind_of(element) in kinds
        blocks = slice(element.first, element.stop)
        if is_below and not all(rules[blocks]) and any(map(_has_date, features.blocks[blocks])):
            yield part(features, element.first, element.stop, "comment-thread/row", Reason.CUT_THREAD, place)


def judge_controls(features: Features, rules: Sequence[str], body: Body) -> Iterator[Verdict]:
    """Yield cuts of what stands in nearly every post of a forum: short lines that are equal except for one number.

    They are buttons, numbers of posts and notes on their authors; dates, which have more numbers, stay.
    """
    if not _is_forum(features):
        return
    top = features.elements[body.place]
    alike: dict[str, list[int]] = {}
    for index in range(top.first, top.stop):
        block = features.blocks[index]
        if (
            not rules[index]
            and block.words <= weights.MAX_NAME_WORDS
            and block.text_class in _LABELS
            and block.kind != "row"
        ):
            alike.setdefault(_DIGITS.sub("#", block.text.lower()), []).append(index)
    posts = max(map(len, alike.values()), default=0)
    for places in alike.values():
        has_dates = len(_DIGITS.findall(features.blocks[places[0]].text)) > 1
        if len(places) >= max(weights.MIN_CONTROLS, weights.MIN_POSTS_SHARE * posts) and not has_dates:
            for index in places:
                yield part(features, index, index + 1, "comment-thread/in-every-post", Reason.CUT_IN_EVERY_POST)


def _is_forum(features: Features) -> bool:
    """Tell whether a page declares itself one of a forum, in its data or its title."""
    document = features.document
    return document.is_discussion or any(_FORUM in title.lower() for title in document.titles)


def _rows(features: Features) -> Iterator[list[_Post]]:
    """Yield the rows of elements of one kind below the title, most with prose, and with none between them."""
    for places in _kin(features):
        elements = [features.elements[place] for place in places]
        if 2 * sum(features.prose_in(one) > 0 for one in elements) < len(places):
            continue
        ends = [*(element.first for element in elements[1:]), _end(features, places[-1])]
        between = (index for one, end in zip(elements, ends, strict=True) for index in range(one.stop, end))
        if not any(features.prose[index] and not _has_date(features.blocks[index]) for index in between):
            yield [(place, one.first, end) for place, one, end in zip(places, elements, ends, strict=True)]


def _kin(features: Features) -> Iterator[list[int]]:
    """Yield the places of elements of one kind, in one element, below the title; few of which have to be compared."""
    inside: dict[tuple[int, str], list[int]] = {}
    below = bisect_right(features.elements, features.title, key=_FIRST)
    for place, (tag, _, _, parent, _, _) in enumerate(features.elements[below:], start=below):
        if tag in _POSTS:
            inside.setdefault((parent, tag), []).append(place)
    for places in inside.values():
        if len(places) >= weights.MIN_CARDS:
            alike: dict[tuple[str, str], list[int]] = {}
            for place in places:
                alike.setdefault(_kind_of(features.elements[place]), []).append(place)
            yield from (kin for kin in alike.values() if len(kin) >= weights.MIN_CARDS)


def _end(features: Features, last: int) -> int:
    """Return where the last comment ends: the line after it may say when it was made."""
    stop = features.elements[last].stop
    around = features.elements[features.elements[last].parent].stop
    return stop + (stop < around and _has_date(features.blocks[stop]))


def _are_comments(features: Features, row: Sequence[_Post]) -> bool:
    """Tell whether most elements of a row have a date and an author, and no headline."""
    most = (1 - weights.MIN_DATED_SHARE) * len(row)
    undated = headed = 0
    for _, first, stop in row:
        undated += stop == first + 1 or not any(map(_has_date, features.blocks[first:stop]))
        if undated > most:
            return False
    names: set[str] = set()
    for _, first, stop in row:
        headed += any(map(_is_headline, features.blocks[first:stop]))
        names.update(filter(None, map(_name, features.blocks[first:stop])))
    return headed <= most and 2 * len(names) >= len(row)


def _has_date(block: Block) -> bool:
    """Tell whether a short line has a day or a time in it, and words: a time alone may be how long a film takes."""
    is_line = block.words <= weights.MAX_DATE_LINE and any(map(str.isalpha, block.text))
    return is_line and _WHEN.search(block.text) is not None


def _is_headline(block: Block) -> bool:
    """Tell whether a block is a heading, or a link of some words, as teasers of other articles have."""
    return block.kind == "heading" or (is_link(block) and block.words > weights.MAX_NAME_WORDS and not _has_date(block))


def _name(block: Block) -> str:
    """Return what may be the name of whoever wrote a comment: a few words beside its date, or on a line; or ""."""
    rest = _DIGITS.sub("", _WHEN.sub("", block.text)).strip(_MARKS)
    is_name = block.words <= weights.MAX_NAME_WORDS or _has_date(block)
    return rest if is_name and any(map(str.isalpha, rest)) else ""


def _is_of_forum(features: Features, vocabulary: Vocabulary, place: int) -> bool:
    """Tell whether an element, or one around it, is called a part of a forum, and the title is in no article before."""
    article = features.blocks[features.title].element
    while article >= 0 and features.elements[article].tag != "article":
        article = features.elements[article].parent
    if article >= 0 and features.elements[article].stop <= features.elements[place].first:
        return False
    while place >= 0:
        if vocabulary.is_discussion(features.elements[place]):
            return True
        place = features.elements[place].parent
    return False


def _kind_of(element: Element) -> tuple[str, str]:
    """Return what elements of one kind have in common."""
    return element.tag, _kind(element.names)


@lru_cache(maxsize=1 << 14)
def _kind(names: str) -> str:
    """Return names with a mark for each number in them, as comments have one each."""
    return _DIGITS.sub("#", names)
