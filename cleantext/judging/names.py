"""Judges the elements that are named as chrome: which go, and which hold the page or its article, and stay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from cleantext.document import Block, Document, Element
from cleantext.judgement import Reason, Verdict
from cleantext.judging import weights
from cleantext.judging.features import Features, covered, is_in, part
from cleantext.judging.phrases import Lexicon
from cleantext.judging.vocabulary import NamedElement, Vocabulary
from cleantext.text_class import ends_sentence

#: Elements that hold text, and are too small for a thread of comments.
_TEXTS: Final = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"))
#: Elements that hold a picture with its caption; a heading in them is a headline that links to another page.
_FIGURES: Final = frozenset(("figure", "figcaption"))
#: Why elements are kept that may hold the article: columns that are called so in them are none, either.
_ARTICLES: Final = frozenset((Reason.KEPT_HOLDS_ARTICLE, Reason.KEPT_HOLDS_PROSE))
#: Elements whose tag decides, however much they hold.
FRAMES: Final = frozenset(("footer", "nav", "dialog"))

#: The family of columns beside the text.
COLUMNS: Final = "sidebar"
#: The family of what tells about a text in a few words.
_METADATA: Final = "post-metadata"
#: Families of boxes that never hold a part of an article.
_APART: Final = frozenset((COLUMNS, "advertisement", "newsletter", "overlay", "cookie-notice"))


class Bodies(NamedTuple):
    """The elements that are named as main content.

    Attributes:
        articles: the elements named as the body of an article, or the text of a page.
        only: the index of the outermost element named as the body of an article, -1 for none or several.
        answers: the indices of those named as answers to a question.
        notes: the elements named as notes on the text, which stand below it.
    """

    articles: tuple[Element, ...]
    only: int
    answers: frozenset[int]
    notes: tuple[Element, ...]


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
    comments = [called.element for called in _chrome(verdicts) if called.rule.means == "comments"]
    are_remarks = _are_remarks(features, comments, bodies.answers)
    if not are_remarks and _is_thread(features, vocabulary, comments, body):
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
    notes: list[Element] = []
    reached = 0
    widgets = 0
    for one in called:
        means = one.rule.means
        if one.element.stop <= reached or means in ("accordion", "post"):
            continue
        if means == "answers":
            answers.append(one.place)
        elif means == "notes":
            notes.append(one.element)
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
    return verdicts, Bodies(tuple(articles), only, frozenset(answers), tuple(notes))


def _reason_to_keep(features: Features, called: NamedElement, body: Element | None) -> Reason | None:
    """Return why an element named as chrome is kept, or None where it is cut."""
    _, element, rule = called
    whole, held = features.prose_before[-1], features.prose_in(element)
    chars = features.chars_in(element)
    is_prose = held > weights.MAX_HINTED_PROSE * chars
    if is_prose and (element.first <= features.title < element.stop or _holds(features, element, body)):
        return Reason.KEPT_HOLDS_ARTICLE
    is_box = rule.family == COLUMNS and element.tag not in _TEXTS
    if is_prose and is_box and _is_between_paragraphs(features, element):
        return Reason.KEPT_HOLDS_PROSE
    if rule.means == "caption" and element.tag not in _FIGURES and _holds_kind(features, element, "heading"):
        return Reason.KEPT_HOLDS_SECTION
    if element.tag == "aside" and _is_outside_main(features, element):
        return None
    is_hint = rule.strength == "hint" or rule.means == "consent" or (rule.means == "comments" and element.tag in _TEXTS)
    is_told = rule.family == _METADATA and held >= weights.MIN_ARTICLE
    if is_told or (is_hint and is_prose and not _is_caption(called, held, whole)):
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


def _is_between_paragraphs(features: Features, element: Element) -> bool:
    """Tell whether paragraphs are right beside an element, before and after it: then it is a box in their text."""
    around = features.elements[element.parent]
    before, after = range(around.first, element.first), range(element.stop, around.stop)
    return all(any(_is_paragraph_in(features, index, element.parent) for index in part) for part in (before, after))


def _is_paragraph_in(features: Features, index: int, around: int) -> bool:
    place = features.blocks[index].element
    is_in = around in (place, features.elements[place].parent)
    return is_in and features.prose[index] >= weights.MIN_TEXT


def _holds_kind(features: Features, element: Element, kind: str) -> bool:
    """Tell whether an element has a block of some kind in it, such as a heading, which captions have not."""
    return any(block.kind == kind for block in features.blocks[element.first : element.stop])


def _is_outside_main(features: Features, element: Element) -> bool:
    """Tell whether an element is outside of the only `<main>` of the page, and that has enough text.

    For what a page sets aside, and is no article by its length, that is any text below a heading.
    """
    if features.main < 0:
        return False
    main = features.elements[features.main]
    if element.first < main.stop and main.first < element.stop:
        return False
    if features.chars_in(main) >= weights.MIN_REST_OF_ANY_KIND:
        return True
    is_aside = element.tag == "aside" and features.prose_in(element) < weights.MIN_ARTICLE
    return is_aside and _has_headed_text(features.blocks[main.first : main.stop])


def _has_headed_text(blocks: Sequence[Block]) -> bool:
    """Tell whether there is a sentence, an item, a row, a quotation or code below a heading, and no link in it."""
    heading = next((place for place, block in enumerate(blocks) if block.kind == "heading"), len(blocks))
    return any(
        not block.links and (block.kind in ("item", "row", "quote", "code") or ends_sentence(block.text))
        for block in blocks[heading + 1 :]
    )


def _holds(features: Features, element: Element, body: Element | None) -> bool:
    """Tell whether most prose of an element is in the one that is named as the body of the article."""
    if body is None or not is_in(body, element):
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


def _is_thread(features: Features, vocabulary: Vocabulary, comments: Sequence[Element], body: Element | None) -> bool:
    """Tell whether a page is a forum thread: mostly comments, and named as one, or nothing but comments."""
    whole = features.prose_before[-1]
    discussed = sum(map(features.prose_in, comments))
    if discussed < weights.MIN_COMMENTS_SHARE * whole:
        return False
    if features.document.is_discussion or any(map(vocabulary.is_discussion, comments)):
        return True
    if body is None and whole - discussed < weights.MIN_REST:
        return True
    wide = (element for element in features.elements if features.prose_in(element) > weights.MIN_THREAD_SHARE * whole)
    return any(map(vocabulary.is_discussion, wide))


def _are_remarks(features: Features, comments: Sequence[Element], answers: Iterable[int]) -> bool:
    """Tell whether comments stand in what is called the answers to a question, and that says enough without them."""
    for answer in (features.elements[place] for place in answers):
        held = [features.prose_in(one) for one in comments if is_in(one, answer)]
        if held and features.prose_in(answer) - sum(held) >= weights.MIN_REST:
            return True
    return False


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
        if called.rule.means not in ("item", "caption"):
            continue
        texts = tuple(block.text for block in features.blocks[called.element.first : called.element.stop])
        if called.rule.means == "item" or texts not in captions:
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
        is_column = is_column and not _is_outside_main(features, element)
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
    captions = [one for one in chrome if one.rule.means == "caption" and _holds_kind(features, one.element, "caption")]
    if captions and not _has_prose_beside(features, chrome):
        _keep(verdicts, captions, Reason.KEPT_HOLDS_PAGE)
        return
    held: dict[str, float] = {}
    for one in chrome:
        if one.element.tag not in FRAMES and not _has_kin(called, one) and not _is_outside_main(features, one.element):
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
