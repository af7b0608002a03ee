"""Cuts the elements that are called chrome, and tells threads of forums, whose comments are their content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from cleantext.document import Element
from cleantext.rulepack import Rule
from cleantext.structure.page import Page
from cleantext.vocabulary import Vocabulary

#: Share of the page's prose from which elements that match a rule are the page, whatever they are called.
HELD: Final = 0.4
#: Characters of prose outside of all comments, footers and menus without which those are the page.
REST: Final = 250
#: Characters of any kind around a footer or a menu that are the page, as where a shop lists what it sells.
AROUND: Final = 1000
#: Characters that the items of a list hold at least which is the page.
LISTING: Final = 400
#: Share of an element's characters that are prose from which a hint does not cut it.
TELLING: Final = 0.4
#: Blocks, characters and share of the page's prose up to which a hint on a picture cuts even prose, as a caption.
CAPTION: Final = (2, 400, 0.15)
#: Share of a page's prose in comments from which it may be a thread, and in an element that says so.
DISCUSSED, WHOLE = 0.3, 0.75
#: Elements that are not judged by their names: they hold the whole page, or a part of a table.
_UNNAMED: Final = frozenset(("html", "body", "main", "table", "tbody", "thead", "tr", "td", "th"))
#: Elements that are what they are, however much they hold.
_FRAMES: Final = frozenset(("footer", "nav", "dialog"))
#: Families of what stands beside an article, by the names of which listings call their items, or parts of them.
_ITEMS: Final = frozenset(("advertisement", "credits", "post-metadata", "related-links"))
_THREAD: Final = "comment-thread"
_ANSWERS: Final = "main-content/answers"
_ACCORDION: Final = "main-content/accordion"
#: The family of what is never the page, however much it holds.
_CONSENT: Final = "cookie-notice"


class _Match(NamedTuple):
    place: int
    element: Element
    rule: Rule
    held: float


class Bodies(NamedTuple):
    """The elements that are called the body of an article, and the places of those called answers to a question."""

    articles: list[Element]
    answers: frozenset[int] = frozenset()


def cut_named(page: Page, vocabulary: Vocabulary) -> Bodies:
    """Cut what is called chrome, and return the elements that are called what the page is about.

    What matches one rule is kept where all of it together holds too much of the page's prose, or as the items of a
    list that is the page.
    """
    called = _called(page, vocabulary)
    _cut_consent(page, called)
    matches, bodies = _find(page, called)
    if _is_thread(page, vocabulary, matches):
        matches, bodies = _find(page, called, without=_THREAD)
    held_by: dict[str, float] = {}
    for match in matches:
        held_by[match.rule.id] = held_by.get(match.rule.id, 0.0) + match.held
    cut = [
        match
        for match in matches
        if match.rule.family == _THREAD
        or match.element.tag in _FRAMES
        or not match.held
        or held_by[match.rule.id] <= HELD * page.told[-1]
    ]
    items = _items(page, cut)
    for place, element, rule, _ in cut:
        if rule.id not in items:
            page.add(element.first, element.stop, rule.id, place)
    return bodies


def _items(page: Page, matches: Sequence[_Match]) -> set[str]:
    """Return the rules whose elements are the page, as they hold more text than all that no rule matches."""
    sizes: dict[str, int] = {}
    for match in matches:
        if match.rule.family in _ITEMS:
            sizes[match.rule.id] = sizes.get(match.rule.id, 0) + page.size(match.element)
    rest = page.chars[-1] - sum(page.size(match.element) for match in matches)
    return {rule for rule, size in sizes.items() if size > max(rest, LISTING)}


def _called(page: Page, vocabulary: Vocabulary) -> list[tuple[int, Element, Rule]]:
    """Return the elements that match a rule by what they are called, with their places."""
    called: list[tuple[int, Element, Rule]] = []
    for place, element in enumerate(page.elements):
        if element.tag not in _UNNAMED and (rule := vocabulary.match(element)) is not None:
            called.append((place, element, rule))
    return called


def _cut_consent(page: Page, called: Sequence[tuple[int, Element, Rule]]) -> None:
    """Cut what asks for consent to cookies; its prose is not the page's, whatever other elements are judged by."""
    reached = 0
    cut: list[Element] = []
    for place, element, rule in called:
        if rule.family == _CONSENT and element.stop > reached:
            page.add(element.first, element.stop, rule.id, place)
            cut.append(element)
            reached = element.stop
    if cut:
        page.dismiss(cut)


def _find(page: Page, called: Sequence[tuple[int, Element, Rule]], without: str = "") -> tuple[list[_Match], Bodies]:
    """Return the outermost elements that are called chrome, but for one family, and those called a body."""
    matches: list[_Match] = []
    articles: list[Element] = []
    answers: list[int] = []
    reached = 0
    for place, element, rule in called:
        if element.stop <= reached or rule.id == _ACCORDION or rule.family in (without, _CONSENT):
            continue
        if rule.id == _ANSWERS:
            answers.append(place)
        elif rule.family == "main-content":
            articles.append(element)
        elif _acts(page, element, rule):
            matches.append(_Match(place, element, rule, page.held(element)))
            reached = element.stop
    return matches, Bodies(articles, frozenset(answers))


def _acts(page: Page, element: Element, rule: Rule) -> bool:
    """Tell whether a rule that an element matches is reason enough to cut it."""
    whole = page.told[-1]
    held = page.held(element)
    if rule.strength == "hint" and held > TELLING * page.size(element):
        blocks, chars, share = CAPTION
        caption = element.stop - element.first <= blocks and held < min(chars, share * whole)
        if rule.family != "credits" or not caption:
            return False
    if held and element.tag in _FRAMES:
        return whole - held >= REST or page.chars[-1] - page.size(element) >= AROUND
    if held and rule.family == _THREAD:
        return whole - held >= REST
    return held <= HELD * whole


def _is_thread(page: Page, vocabulary: Vocabulary, matches: list[_Match]) -> bool:
    """Tell whether a page is a thread of a forum: mostly comments, and called one, or nothing but comments."""
    whole = page.told[-1]
    threads = [match for match in matches if match.rule.family == _THREAD]
    discussed = sum(match.held for match in threads)
    if discussed < DISCUSSED * whole:
        return False
    if whole - discussed < REST or any(vocabulary.is_discussion(match.element) for match in threads):
        return True
    wrappers = (e for e in page.elements if page.held(e) > WHOLE * whole)
    return any(vocabulary.is_discussion(element) for element in wrappers)
