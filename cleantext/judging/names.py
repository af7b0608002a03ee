"""Elements named as chrome: which rules match their classes, ids, roles and tags, and the verdict on each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from cleantext.document import Document, Element
from cleantext.judgement import Finding, Reason, Verdict
from cleantext.judging import weights
from cleantext.judging.features import Features, covered, part
from cleantext.judging.phrases import Lexicon
from cleantext.rulepack import WORDS_OF_NAME, Rule

#: Prefixes of the classes in which WordPress gives the taxonomy of a post; such a name matches only as a whole
#: ("tag-list").
_TAXONOMY_PREFIX: Final = re.compile(r"(?:product_)?(?:category|tag|cat|term|topic|status|format|type|object)[-_]")
_SMALL: Final = r"[^\W\d_A-Z]"
#: A word of a name: letters without adjacent digits, as bundlers append them; an ASCII capital begins a new word.
_WORD: Final = re.compile(
    rf"(?<![0-9])(?:(?<!{_SMALL}){_SMALL}++|[A-Z]{_SMALL}++|[A-Z]+(?!{_SMALL}))(?![0-9]*+{_SMALL})"
)
#: A part of a name of letters and digits, such as "mc4wp".
_NUMBERED: Final = re.compile(r"(?<![^\W_])[^\W\d_]++[0-9][^\W_]*+")
#: Maximum words of a name that is matched; longer ones repeat a heading.
MAX_NAME_TOKENS: Final = 5
#: Words that negate the words after them: the element has such a thing, or lacks it, but is none ("has-post-image");
#: MathJax names elements with a context menu "CtxtMenu".
_NEGATING: Final = frozenset(
    ("has", "no", "with", "without", "not", "non", "is", "show", "hide", "enable", "disable", "hidden", "ctxt")
)
#: Maximum number of distinct names whose match is cached.
_CACHE_SIZE: Final = 1 << 16


#: Elements whose names are not matched: they hold the whole page, or a table.
_NOT_JUDGED: Final = frozenset(("html", "body", "main", "table", "tbody", "thead", "tr"))
#: Table cells: they may be a comment of a thread that is laid out as a table, but no other chrome.
_CELLS: Final = frozenset(("td", "th"))
#: Elements that hold text, and are too small for a thread of comments.
_TEXTS: Final = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"))
#: Elements that hold a picture with its caption; a heading in them is a headline that links to another page.
_FIGURES: Final = frozenset(("figure", "figcaption"))
#: Why elements are kept that may hold the article: columns that are called so in them are none, either.
_ARTICLES: Final = frozenset((Reason.KEPT_HOLDS_ARTICLE, Reason.KEPT_HOLDS_PROSE))
#: Elements that say in a figure or a quotation what that is; and the kinds of blocks that make a figure one of text.
_NOTES: Final = frozenset(("figcaption", "footer"))
_TEXT_IN_FIGURES: Final = frozenset(("quote", "row", "code"))
#: Elements whose tag decides, however much they hold.
FRAMES: Final = frozenset(("footer", "nav", "dialog"))

#: The family of columns beside the text.
COLUMNS: Final = "sidebar"
#: Families of boxes that never hold a part of an article.
_APART: Final = frozenset((COLUMNS, "advertisement", "newsletter", "overlay", "cookie-notice"))


class Vocabulary:
    """An index of the rules on elements, by class and id names, roles and tags."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._tags: dict[str, Rule] = {}
        self._roles: dict[str, Rule] = {}
        self._names: dict[str, Rule] = {}
        self._discussions: dict[str, Rule] = {}
        for rule in rules:
            if rule.means == "discussion":
                self._discussions.update(dict.fromkeys(rule.names, rule))
            elif rule.match == "element":
                self._tags.update(dict.fromkeys(rule.tags, rule))
                self._roles.update(dict.fromkeys(rule.roles, rule))
                self._names.update(dict.fromkeys(rule.names, rule))
        self._first_words = frozenset(phrase.partition(" ")[0] for phrase in (*self._names, *self._discussions))
        self._named = lru_cache(maxsize=_CACHE_SIZE)(self._find_named)
        self._called = lru_cache(maxsize=_CACHE_SIZE)(self._find_called)

    def match(self, element: Element) -> Rule | None:
        """Return the rule that an element matches, or None; its role takes precedence, then its names, then its tag."""
        if element.role and (rule := self._roles.get(element.role)) is not None:
            return rule
        if element.names and (rule := self._named(element.names)) is not None:
            return rule
        return self._tags.get(element.tag)

    def is_discussion(self, element: Element) -> bool:
        """Tell whether an element is called a thread of a forum, or a part of one."""
        phrases = (phrase for name in element.names.split() for phrase in _phrases(name, self._first_words))
        return any(phrase in self._discussions for phrase in phrases)

    def _find_named(self, names: str) -> Rule | None:
        rules = list(filter(None, map(self._called, names.split())))
        return next((rule for rule in rules if rule.means == "post"), rules[0] if rules else None)

    def _find_called(self, name: str) -> Rule | None:
        return next(
            (self._names[phrase] for phrase in _phrases(name, self._first_words) if phrase in self._names), None
        )


def _phrases(name: str, first_words: frozenset[str]) -> Iterator[str]:
    """Yield the n-grams of the words of a class name that begin with one of `first_words`, the longest first.

    >>> list(_phrases("post-relatedItems", frozenset(("post", "related", "items"))))
    ['post related items', 'post related', 'related items', 'post', 'related', 'items']
    >>> list(_phrases("tag-share", frozenset(("share",)))), list(_phrases("is-share", frozenset(("share",))))
    (['tag share'], [])
    >>> list(_phrases("what-a-share-of-all-this-2", frozenset(("share",))))
    []
    """
    if "[" in name or "(" in name:
        return
    words = [word.lower() for word in _WORD.findall(name)]
    if _TAXONOMY_PREFIX.match(name):
        yield " ".join(words)
        return
    yield from map(str.lower, _NUMBERED.findall(name))
    if len(words) > MAX_NAME_TOKENS or first_words.isdisjoint(words):
        return
    starts = [start for start, word in enumerate(words) if word in first_words and _NEGATING.isdisjoint(words[:start])]
    for length in range(min(WORDS_OF_NAME, len(words)), 0, -1):
        for start in starts:
            run = words[start : start + length]
            if len(run) == length and ("embed" in run or "embed" not in words):
                yield " ".join(run)


class NamedElement(NamedTuple):
    """An element that a rule matches by its names, role or tag; `place` is its index."""

    place: int
    element: Element
    rule: Rule


class Bodies(NamedTuple):
    """The elements that are named as main content.

    Attributes:
        articles: the elements named as the body of an article, or the text of a page.
        only: the index of the outermost element named as the body of an article, -1 for none or several.
        answers: the indices of those named as answers to a question.
    """

    articles: tuple[Element, ...]
    only: int
    answers: frozenset[int]


def named_elements(document: Document, vocabulary: Vocabulary) -> list[NamedElement]:
    """Return the elements that a rule matches by their names, role or tag."""
    return [
        NamedElement(index, element, rule)
        for index, element in enumerate(document.elements)
        if element.tag not in _NOT_JUDGED
        and (rule := vocabulary.match(element)) is not None
        and (element.tag not in _CELLS or rule.means == "comments")
        and not (element.tag in _NOTES and _is_of_text(document, element))
    ]


def _is_of_text(document: Document, element: Element) -> bool:
    """Tell whether a caption or a footer is that of a quotation, a table or code, and of no picture or page."""
    around = element.parent
    while around >= 0 and (tag := document.elements[around].tag) not in ("figure", "blockquote"):
        around = document.elements[around].parent
    if around < 0 or tag == "blockquote":
        return around >= 0
    figure = document.elements[around]
    return any(block.kind in _TEXT_IN_FIGURES for block in document.blocks[figure.first : figure.stop])


def protected_elements(document: Document, vocabulary: Vocabulary) -> Iterator[Verdict]:
    """Yield a verdict for each element of a page that rules of strength "keep" match."""
    for index, element in enumerate(document.elements):
        if element.first < element.stop and (rule := vocabulary.match(element)) is not None:
            first, last = document.blocks[element.first], document.blocks[element.stop - 1]
            blocks = element.first, element.stop
            found = Finding(first.start, last.end, *blocks, rule.family, rule.id, rule.strength, element=index)
            yield Verdict(found, Reason.KEPT_BY_RULE)


def consent_elements(document: Document, called: Iterable[NamedElement], phrases: Lexicon) -> list[NamedElement]:
    """Return the outermost elements that ask for consent to cookies: they are never main content, whatever they hold.

    They are named so, and their text confirms it: with a marker of the same family, or two hints.
    """
    found: list[NamedElement] = []
    for one in called:
        if one.rule.means == "consent" and not (found and one.element.stop <= found[-1].element.stop):
            texts = [block.text for block in document.blocks[one.element.first : one.element.stop]]
            rules = [match.rule for matches in phrases.scan(texts) for match in matches if not match.mention]
            said = [rule.strength for rule in rules if rule.family == one.rule.family]
            if "marker" in said or len(said) >= weights.MIN_CONSENT_HINTS:
                found.append(one)
    return found


def judge_consent(features: Features, consent: Iterable[NamedElement]) -> Iterator[Verdict]:
    """Yield a cut for each element that asks for consent."""
    return (_verdict(features, called, Reason.CUT_ELEMENT) for called in consent)


def judge_names(
    features: Features, vocabulary: Vocabulary, called: Sequence[NamedElement]
) -> tuple[list[Verdict], Bodies]:
    """Return a verdict for each outermost element named as chrome, and the elements named as main content.

    The elements that one rule matches are kept where together they hold too much of the page's prose, or are the items
    of the list that the page is.
    """
    body = _main_body(features, called)
    verdicts, bodies = _judge_each(features, called, body)
    if _is_thread(features, vocabulary, _chrome(verdicts), body):
        verdicts, bodies = _judge_each(features, called, body, is_thread=True)
    _keep_what_holds_the_page(features, verdicts)
    _keep_items(features, verdicts)
    _keep_below_title(features, verdicts)
    _keep_the_last_prose(features, called, verdicts)
    _cut_beside_body(features, body, verdicts)
    _keep_main_column(features, verdicts)
    return [_verdict(features, one, reason) for one, reason in verdicts], bodies


#: The decisions on elements named as chrome.
_Decided = list[tuple[NamedElement, Reason]]


def _verdict(features: Features, called: NamedElement, reason: Reason) -> Verdict:
    return part(features, called.element.first, called.element.stop, called.rule.id, reason, called.place)


def _chrome(verdicts: _Decided) -> list[NamedElement]:
    return [called for called, reason in verdicts if reason.is_cut]


def _judge_each(
    features: Features, called: Sequence[NamedElement], body: Element | None, is_thread: bool = False
) -> tuple[_Decided, Bodies]:
    """Decide about each element by itself, from the outermost inward; elements inside one that is cut are skipped."""
    verdicts: _Decided = []
    articles: list[Element] = []
    outermost: list[NamedElement] = []
    answers: list[int] = []
    reached = 0
    widgets = 0
    for one in called:
        means = one.rule.means
        if one.element.stop <= reached or means in ("accordion", "post"):
            continue
        if means == "answers":
            answers.append(one.place)
        elif means in ("body", "text"):
            articles.append(one.element)
            if means == "body" and not (outermost and one.element.stop <= outermost[-1].element.stop):
                outermost.append(one)
        else:
            kept = Reason.KEPT_IS_THREAD if is_thread and means == "comments" else _reason_to_keep(features, one, body)
            if one.rule.family == COLUMNS and one.rule.strength == "hint":
                if kept in _ARTICLES and 2 * features.prose_in(one.element) > features.prose_before[-1]:
                    widgets = max(widgets, one.element.stop)
                elif one.element.stop <= widgets:
                    continue  # A page builder calls each of its boxes a widget, and the one with the article, too.
            verdicts.append((one, kept or Reason.CUT_ELEMENT))
            reached = reached if kept else one.element.stop
    only = outermost[0].place if len(outermost) == 1 else -1
    return verdicts, Bodies(tuple(articles), only, frozenset(answers))


def _reason_to_keep(features: Features, called: NamedElement, body: Element | None) -> Reason | None:
    """Return why an element named as chrome is kept, or None where it is cut."""
    _, element, rule = called
    whole, held = features.prose_before[-1], features.prose_in(element)
    chars = features.chars_in(element)
    is_prose = held > weights.MAX_HINTED_PROSE * chars
    if is_prose and (element.first <= features.title < element.stop or _holds(features, element, body)):
        return Reason.KEPT_HOLDS_ARTICLE
    if rule.means == "caption" and element.tag not in _FIGURES and _holds_heading(features, element):
        return Reason.KEPT_HOLDS_SECTION
    is_hint = rule.strength == "hint" or rule.means == "consent" or (rule.means == "comments" and element.tag in _TEXTS)
    if is_hint and is_prose and not _is_caption(called, held, whole):
        return Reason.KEPT_HOLDS_PROSE
    if not is_hint and _is_outside_main(features, element):
        beside = True
    elif held and element.tag in FRAMES:
        beside = whole - held >= weights.MIN_REST or features.chars_before[-1] - chars >= weights.MIN_REST_OF_ANY_KIND
    elif held and rule.means == "comments":
        beside = whole - held >= weights.MIN_REST
    else:
        beside = held <= weights.MAX_NAMED_SHARE * whole
    return None if beside else Reason.KEPT_HOLDS_PAGE


def _holds_heading(features: Features, element: Element) -> bool:
    """Tell whether an element has a heading in it, as captions of pictures have not."""
    return any(block.kind == "heading" for block in features.blocks[element.first : element.stop])


def _is_outside_main(features: Features, element: Element) -> bool:
    """Tell whether an element is outside of the only `<main>` of the page, and that has enough text."""
    if features.main < 0:
        return False
    main = features.elements[features.main]
    is_outside = element.stop <= main.first or main.stop <= element.first
    return is_outside and features.chars_in(main) >= weights.MIN_REST_OF_ANY_KIND


def _holds(features: Features, element: Element, body: Element | None) -> bool:
    """Tell whether most prose of an element is in the one that is named as the body of the article."""
    if body is None or body.first < element.first or element.stop < body.stop:
        return False
    return 2 * features.prose_in(body) >= features.prose_in(element)


def _main_body(features: Features, called: Iterable[NamedElement]) -> Element | None:
    """Return the only outermost element with prose that is named as the body of an article, or None.

    Where none is named so, it is the `<article>` with the only title of the page.
    """
    bodies: list[Element] = []
    for one in called:
        is_inside = bool(bodies) and one.element.first < bodies[-1].stop
        if one.rule.means == "body" and not is_inside and features.prose_in(one.element) >= weights.MIN_LEAD:
            bodies.append(one.element)
    if not bodies and features.title >= 0:
        around = (e for e in features.elements if e.tag == "article" and e.first <= features.title < e.stop)
        bodies = [element for element in around if features.prose_in(element) >= weights.MIN_LEAD][-1:]
    return bodies[0] if len(bodies) == 1 else None


def _is_caption(called: NamedElement, held: float, whole: float) -> bool:
    """Tell whether an element named as the credit of a picture is as short as a caption, even if it is prose."""
    return (
        called.rule.means == "caption"
        and called.element.stop - called.element.first <= weights.MAX_CAPTION_BLOCKS
        and held < min(weights.MAX_CAPTION, weights.MAX_CAPTION_SHARE * whole)
    )


def _is_thread(
    features: Features, vocabulary: Vocabulary, chrome: Iterable[NamedElement], body: Element | None
) -> bool:
    """Tell whether a page is a forum thread: mostly comments, and named as one, or nothing but comments."""
    whole = features.prose_before[-1]
    comments = [called.element for called in chrome if called.rule.means == "comments"]
    discussed = sum(map(features.prose_in, comments))
    if discussed < weights.MIN_COMMENTS_SHARE * whole:
        return False
    if features.document.is_discussion or any(map(vocabulary.is_discussion, comments)):
        return True
    if body is None and whole - discussed < weights.MIN_REST:
        return True
    wide = (element for element in features.elements if features.prose_in(element) > weights.MIN_THREAD_SHARE * whole)
    return any(map(vocabulary.is_discussion, wide))


def _keep_what_holds_the_page(features: Features, verdicts: _Decided) -> None:
    """Keep the elements of a rule that together hold too much of the prose, except comments and `FRAMES`."""
    held_by: dict[str, float] = {}
    for called in _chrome(verdicts):
        held_by[called.rule.id] = held_by.get(called.rule.id, 0.0) + features.prose_in(called.element)
    limit = weights.MAX_NAMED_SHARE * features.prose_before[-1]
    for index, (called, reason) in enumerate(verdicts):
        element = called.element
        is_frame = element.tag in FRAMES or _is_outside_main(features, element)
        exempt = called.rule.means == "comments" or is_frame or not features.prose_in(element)
        if reason.is_cut and not exempt and held_by[called.rule.id] > limit:
            verdicts[index] = called, Reason.KEPT_HOLDS_PAGE


def _keep_items(features: Features, verdicts: _Decided) -> None:
    """Keep elements named as listings name their items where those of a rule hold more than what no rule matches.

    A caption that stands below several pictures counts once: it says whose they are, and not what they show.
    """
    sizes: dict[str, int] = {}
    captions: set[tuple[str, ...]] = set()
    chrome = _chrome(verdicts)
    for called in chrome:
        texts = tuple(block.text for block in features.blocks[called.element.first : called.element.stop])
        if called.rule.means == "item" or (called.rule.means == "caption" and texts not in captions):
            sizes[called.rule.id] = sizes.get(called.rule.id, 0) + features.chars_in(called.element)
            captions.add(texts)
    rest = _unclaimed(features, chrome)
    for index, (called, reason) in enumerate(verdicts):
        is_listing = sizes.get(called.rule.id, 0) > max(rest, weights.MIN_LISTING)
        if reason.is_cut and is_listing and not _is_outside_main(features, called.element):
            verdicts[index] = called, Reason.KEPT_IS_LISTING


def _keep_main_column(features: Features, verdicts: _Decided) -> None:
    """Keep a column with a title in it, little prose, and more text than what no rule matches: it is the main one.

    So the right column of a shop's page may hold all of its goods. For prose there are shares of the page.
    """
    rest = max(_unclaimed(features, _chrome(verdicts)), weights.MIN_LISTING)
    for index, (called, reason) in enumerate(verdicts):
        element, chars = called.element, features.chars_in(called.element)
        is_large = chars > rest and features.prose_in(element) <= weights.MAX_HINTED_PROSE * chars
        is_column = reason.is_cut and called.rule.family == COLUMNS and is_large
        if is_column and any(map(features.is_heading, range(element.first, element.stop))):
            verdicts[index] = called, Reason.KEPT_HOLDS_PAGE


def _unclaimed(features: Features, chrome: Iterable[NamedElement]) -> int:
    """Return the characters of a page that are in none of the elements called chrome."""
    return features.chars_before[-1] - sum(features.chars_in(called.element) for called in chrome)


def _keep_below_title(features: Features, verdicts: _Decided) -> None:
    """Keep elements that begin with the first prose below the title, if that is a good part of what would be left.

    So may be one element, or several of one rule beside each other, as paragraphs.
    """
    if features.title < 0:
        return
    below = range(features.title + 1, min(features.title + weights.LEAD_BLOCKS, len(features.blocks)))
    first = next((index for index in below if features.prose[index]), -1)
    chrome = _chrome(verdicts)
    left = features.prose_before[-1] - sum(features.prose_in(one.element) for one in chrome)
    for one in chrome:
        if one.element.first <= first < one.element.stop and one.element.tag not in FRAMES:
            kin = [other for other in chrome if other.rule is one.rule and other.element.parent == one.element.parent]
            held = sum(features.prose_in(other.element) for other in kin)
            if held >= max(weights.MIN_REST, weights.MIN_TITLED_SHARE * (left + held)):
                _keep(verdicts, kin, Reason.KEPT_BELOW_TITLE)
            return


def _keep_the_last_prose(features: Features, called: Sequence[NamedElement], verdicts: _Decided) -> None:
    """Keep the elements of the rule with the most prose, where otherwise hardly anything would be left of the page.

    So stay the captions of a story in pictures, which says nothing else. `FRAMES`, and threads of several comments, are
    cut all the same.
    """
    chrome = _chrome(verdicts)
    prose = features.prose_before[-1] - sum(features.prose_in(one.element) for one in chrome)
    chars = features.chars_before[-1] - sum(features.chars_in(one.element) for one in chrome)
    if prose >= weights.MIN_REST or chars >= weights.MIN_REST_OF_ANY_KIND:
        return
    captions = [one for one in chrome if one.rule.means == "caption" and one.element.tag == "figcaption"]
    if captions and not _has_prose_beside(features, chrome):
        _keep(verdicts, captions, Reason.KEPT_HOLDS_PAGE)
        return
    held: dict[str, float] = {}
    for one in chrome:
        if one.element.tag not in FRAMES and not _has_kin(called, one):
            held[one.rule.id] = held.get(one.rule.id, 0.0) + features.prose_in(one.element)
    most = max(held, key=held.__getitem__, default="")
    if held.get(most, 0.0) >= weights.MIN_REST:
        holding = [one for one in chrome if one.rule.id == most and features.prose_in(one.element)]
        _keep(verdicts, holding, Reason.KEPT_HOLDS_PAGE)


def _has_prose_beside(features: Features, chrome: Sequence[NamedElement]) -> bool:
    """Tell whether a page has prose outside of what is called chrome, and of its `FRAMES`."""
    frames = (element for element in features.elements if element.tag in FRAMES)
    apart = covered(features.blocks, (*(one.element for one in chrome), *frames))
    return any(prose and not is_apart for prose, is_apart in zip(features.prose, apart, strict=True))


def _cut_beside_body(features: Features, body: Element | None, verdicts: _Decided) -> None:
    """Cut elements outside of the article that were kept only for their share of the page.

    Columns beside a short article may hold more prose than it does, but those of one rule not many times more. Where no
    element is named as the body of the article, it is the one around the title; then only elements are cut that never
    hold a part of an article.
    """
    if body is None and features.titled < 0:
        return
    article = features.elements[features.titled] if body is None else body
    beside: dict[str, list[int]] = {}
    reached = 0
    for index, (one, reason) in enumerate(verdicts):
        is_beside = one.element.stop <= article.first or article.stop <= one.element.first
        is_held = reason is Reason.KEPT_HOLDS_PAGE and one.rule.strength == "marker"
        is_apart = body is not None or one.rule.family in _APART
        if is_beside and is_held and is_apart and one.element.first >= reached:
            beside.setdefault(one.rule.id, []).append(index)
            reached = one.element.stop
    for places in beside.values():
        held = sum(features.prose_in(verdicts[index][0].element) for index in places)
        if held <= weights.MAX_BESIDE_FACTOR * features.prose_in(article):
            for index in places:
                verdicts[index] = verdicts[index][0], Reason.CUT_ELEMENT


def _keep(verdicts: _Decided, called: Iterable[NamedElement], reason: Reason) -> None:
    """Replace the verdict on some elements by one that keeps them."""
    places = {one.place for one in called}
    verdicts[:] = [(one, reason if one.place in places else former) for one, former in verdicts]


def _has_kin(called: Iterable[NamedElement], comments: NamedElement) -> bool:
    """Tell whether elements in one that is called comments are called so, too, as those of a thread are."""
    start, stop = comments.place, comments.element.stop
    return comments.rule.means == "comments" and any(
        one.rule.means == "comments" and one.place > start and one.element.first < stop for one in called
    )
