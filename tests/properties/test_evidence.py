"""Every cut has a reason, and prose that gives none is untouched whatever stands around it.

Mutations of the code tried, and what failed for each ("the witness" is the property on whatever is cut from a page):

- `Document.removal` is off by one: the witness
- hints need no evidence, or two of them are a crowd: a hint alone, and two hints, within an article
- evidence counts across prose: two hints with prose between them
- tail rules act anywhere: a line that may go only behind an article, the witness
- sections within the article take prose: prose goes on behind links, the witness
- fragments take prose: prose among chrome, prose before the first section
- fragments need no hit: the witness
- a removal names a rule that is nowhere: every removal names a rule that exists
- a note takes its whole line, or a sentence too many: a note within a long line
- phrases match within words: a note within a word
- phrases match within quotations: a note that somebody quotes
- phrases at the end of a line need no full stop before them: a phrase that goes on from a sentence
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import pytest
from cleantext.layout import GAP
from cleantext.vocabulary import default_vocabulary
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Document, Filter, Hit, Pipeline, Removal, Rule, structure
from cleantext.document import Section
from cleantext.folding import fold
from tests.properties.checks import stand_in_order
from tests.properties.pages import pages
from tests.properties.strategies import (
    FRAGMENTS,
    NOTES,
    PIPELINE,
    RULES,
    Composed,
    chrome,
    composed,
    documents,
    hits_in,
    languages,
    lay,
    lines_of,
    paragraphs,
    pipelines,
    spoken,
    texts,
    wrap,
)

FRAGMENT_RULES = ("fragments/head", "fragments/tail")
LINE_SHAPES = ("blank lines", "lines", "page", "indented", "windows")


def only_lines(strength: str = "", where: str = "") -> list[tuple[str, str]]:
    """Lines in which all that rules see is of one strength or acts in one place, each with its rule."""
    found = []
    for rule in RULES.values():
        for line in dict.fromkeys(spoken(phrase) for phrases in rule.phrases.values() for phrase in phrases):
            hits = hits_in(line)
            if hits and all(strength in ("", RULES[hit.rule].strength) and where in ("", hit.where) for hit in hits):
                found.append((rule.id, line))
    return found


HINTS = only_lines(strength="hint")
TAIL_ONLY = only_lines(where="tail")
INSIDE = {fold(p) for rule in RULES.values() if rule.match == "inside" for p in rule.phrases.get("en", ())}
#: Whole-line phrases that are looked for at the end of a longer line, behind a full stop.
RUN_ON = [
    phrase
    for rule in RULES.values()
    if rule.match == "line" and rule.inline
    for phrase in rule.phrases.get("en", ())
    if "{" not in phrase and not any(note in fold(phrase) for note in INSIDE)
]
RELATED = [line for line in lines_of("related-links") if all(hit.section == "related" for hit in hits_in(line))]
articles = languages.flatmap(lambda code: st.lists(paragraphs(code), min_size=3, max_size=6))
six_paragraphs = languages.flatmap(lambda code: st.lists(paragraphs(code, shortest=3), min_size=6, max_size=6))


class Witness:
    """A filter that does what another does, and sees to it that every removal has a reason in the document."""

    def __init__(self, filter: Filter) -> None:
        self.filter, self.name = filter, filter.name

    def __call__(self, document: Document) -> Iterator[Removal]:
        for removal in self.filter(document):
            assert removal.filter == self.name
            assert removal.text == document.text[removal.start : removal.end]
            assert has_reason(document, removal), removal
            yield removal


def has_reason(document: Document, removal: Removal) -> bool:
    """Tell whether a rule matched what is removed, or it lies in a section or is a fragment outside the article."""
    index = next(i for i, b in enumerate(document.blocks) if b.start <= removal.start < b.end)
    block, part = document.blocks[index], outside(document, index)
    if removal.rule in FRAGMENT_RULES:
        matched = any(place in document.hits for place in part) or bool(document.gone)
        return index in part and matched and removal.text == block.text and block.reads != "prose"
    matched = [hit for hit in document.hits.get(index, ()) if hit.rule == removal.rule]
    if any((hit.start, hit.end) == removal[:2] and is_evident(document, hit) for hit in matched):
        return True
    hits = [hit for hit in document.hits_of(removal.filter) if hit.rule == removal.rule]
    return removal.text == block.text and any(opens_section_over(document, hit, index) for hit in hits)


def outside(document: Document, index: int) -> range:
    """Return the blocks of the head or of the tail, whichever block `index` is in; none if it is in the body."""
    if index >= document.body.stop:
        return range(document.body.stop, len(document.blocks))
    return range(document.body.start if index < document.body.start else 0)


def is_evident(document: Document, hit: Hit) -> bool:
    """Tell whether a hit is where its rule may act, and is a marker, outside the article or beside other hits."""
    inside = hit.block in document.body
    before = hit.block < document.body.start
    behind = hit.block >= document.body.stop or (hit.block == document.body.stop - 1 and not hit.whole)
    places = {"head": before, "tail": behind, "outside": not inside, "anywhere": True}
    if not places[hit.where]:
        return False
    near = {*range(hit.block - GAP, hit.block + GAP + 1)} - {hit.block}
    beside = any(index in document.hits for index in near) or has_marker(document, hit.block) or bool(document.gone)
    return hit.marker or not inside or beside


def has_marker(document: Document, index: int) -> bool:
    return any(hit.marker for hit in document.hits.get(index, ()))


def opens_section_over(document: Document, hit: Hit, index: int) -> bool:
    """Tell whether block `index` stands in the section that a hit opens."""
    between = document.blocks[hit.block + 1 : index + 1]
    if not (hit.section and hit.whole and hit.block < index and is_evident(document, hit)):
        return False
    if hit.section == "author":
        return index == hit.block + 1 and index > document.body.stop
    if hit.block in document.body:
        return not any(block.reads in ("prose", "sentence", "continued") for block in between)
    return hit.block >= document.body.stop or index < document.body.start


@given(documents(shapes=LINE_SHAPES, opening=False))
def test_prose_among_chrome_that_opens_no_section_stays_as_it_is(document: Composed) -> None:
    assert stand_in_order(document.prose, [line.strip() for line in PIPELINE.clean(document.text).split("\n")])


@given(documents(shapes=LINE_SHAPES, opening=False), st.lists(chrome(), max_size=12), st.sampled_from(LINE_SHAPES))
def test_prose_before_the_first_section_stays_as_it_is(document: Composed, tail: list[str], shape: str) -> None:
    text = lay([*document.lines, *tail], shape)
    assert stand_in_order(document.prose, [line.strip() for line in PIPELINE.clean(text).split("\n")])


@given(
    languages.flatmap(lambda code: st.lists(paragraphs(code), min_size=1, max_size=8)),
    st.sampled_from([*LINE_SHAPES, "wrapped"]),
)
def test_an_article_without_chrome_is_untouched(prose: list[str], shape: str) -> None:
    text = lay(prose, shape)
    assert PIPELINE.clean(text) == text


@given(languages, st.sampled_from(NOTES), st.data())
def test_a_note_within_a_long_line_goes_and_leaves_the_sentences_around_it(
    code: str, note: str, data: st.DataObject
) -> None:
    before, after = (data.draw(paragraphs(code, shortest=4, longest=6)) for _ in "ab")
    clean = PIPELINE.clean(f"{before} {note}. {after}")
    assert clean.startswith(before)
    assert clean.endswith(after)
    assert clean == f"{before} {after}"


@given(six_paragraphs, st.sampled_from(NOTES), st.sampled_from(['"{},"', "“{},”", "«{}»,", "„{}“,"]))
def test_a_note_that_somebody_quotes_stays(prose: list[str], note: str, quotes: str) -> None:
    told = (
        f"{quotes.format(note)} said the small print on the form, and the harbour master put it back where it had been."
    )
    text = lay([*prose[:3], told, *prose[3:]], "blank lines")
    assert PIPELINE.clean(text) == text


@given(six_paragraphs, st.sampled_from(RUN_ON))
def test_a_phrase_that_goes_on_from_a_sentence_stays(prose: list[str], phrase: str) -> None:
    told = f"{prose[0]} What the old man on the other bank asked of everybody who came by was to {phrase.lower()}"
    text = lay([*prose, told], "blank lines")
    assert PIPELINE.clean(text) == text


@given(st.sampled_from(NOTES).filter(lambda note: note[0].isalpha() and note[-1].isalpha()))
def test_a_note_within_a_word_is_none(note: str) -> None:
    spaced = all(char < "\u0e00" for char in note)
    inner = {hit.rule for hit in hits_in(note[1:-1])}
    assert not spaced or {hit.rule for hit in hits_in(f"q{note}q")} <= inner


@given(st.lists(st.sampled_from([line for line in FRAGMENTS if not hits_in(line)]), max_size=9), st.data())
def test_a_hint_alone_is_no_reason_to_cut_the_lines_around_it(lines: list[str], data: st.DataObject) -> None:
    hint, place = data.draw(st.sampled_from(HINTS))[1], data.draw(st.integers(0, len(lines)))
    text = lay([*lines[:place], hint, *lines[place:]], "blank lines")
    assert PIPELINE.clean(text) in (text, lay(lines, "blank lines"))


@given(articles, st.integers(50, 80), st.booleans())
def test_a_wrapped_article_keeps_its_prose_before_a_form(prose: list[str], width: int, menu: bool) -> None:
    wrapped = [wrap(paragraph, width) for paragraph in prose]
    above = "Skip to content\nHome\nSubscribe\n\n" if menu else ""
    form = "Leave a Reply\nYour email address will not be published.\nComment *\nName *\nEmail *\nPost Comment"
    assert PIPELINE.clean(above + lay([*wrapped, form], "blank lines")) == lay(wrapped, "blank lines")


@given(texts, pipelines)
def test_whatever_is_cut_a_rule_matched_or_a_section_or_a_fragment_explains(text: str, pipeline: Pipeline) -> None:
    cleaned = Pipeline(map(Witness, pipeline)).explain(text)
    assert cleaned.removals == pipeline.explain(text).removals


@given(composed)
def test_whatever_is_cut_from_a_page_a_rule_matched_or_a_section_or_a_fragment_explains(text: str) -> None:
    assert Pipeline(map(Witness, PIPELINE)).explain(text).removals == PIPELINE.explain(text).removals


@given(texts, pipelines)
def test_every_removal_names_a_rule_that_exists_and_the_filter_that_knows_it(text: str, pipeline: Pipeline) -> None:
    names = {filter.name for filter in pipeline}
    for removal in pipeline.explain(text).removals:
        assert removal.filter in names
        assert removal.rule in RULES or removal.rule in FRAGMENT_RULES
        assert removal.rule.partition("/")[0] == removal.filter


@given(six_paragraphs, st.sampled_from(HINTS), st.sampled_from(LINE_SHAPES))
def test_a_hint_alone_within_an_article_stays(prose: list[str], hint: tuple[str, str], shape: str) -> None:
    text = lay([*prose[:3], hint[1], *prose[3:]], shape)
    assert PIPELINE.clean(text) == text


@given(six_paragraphs, st.sampled_from(HINTS), st.sampled_from(HINTS), st.sampled_from(LINE_SHAPES))
def test_two_hints_with_prose_between_them_stay(
    prose: list[str], one: tuple[str, str], other: tuple[str, str], shape: str
) -> None:
    text = lay([*prose[:2], one[1], *prose[2:4], other[1], *prose[4:]], shape)
    assert PIPELINE.clean(text) == text


@given(six_paragraphs, st.sampled_from(TAIL_ONLY), st.sampled_from(LINE_SHAPES))
def test_a_line_that_may_go_only_behind_an_article_stays_within_it(
    prose: list[str], line: tuple[str, str], shape: str
) -> None:
    text = lay([*prose[:3], line[1], *prose[3:]], shape)
    assert PIPELINE.clean(text) == text


@given(
    six_paragraphs,
    st.sampled_from(RELATED),
    st.lists(st.sampled_from(FRAGMENTS), max_size=3),
    st.sampled_from(LINE_SHAPES),
)
def test_prose_goes_on_behind_links_in_the_middle_of_an_article(
    prose: list[str], heading: str, links: list[str], shape: str
) -> None:
    text = lay([*prose[:3], heading, *links, *prose[3:]], shape)
    assert stand_in_order(prose, [line.strip() for line in PIPELINE.clean(text).split("\n")])


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if rule.keep and rule.match != "element"], ids=lambda rule: rule.id
)
def test_the_lines_that_a_rule_must_keep_stay_within_an_article(rule: Rule) -> None:
    prose = [
        f"On day {n} the harbour master wrote that the river would not stay in its old bed for long." for n in range(6)
    ]
    text = lay([*prose[:3], *rule.keep, *prose[3:]], "blank lines")
    assert PIPELINE.clean(text) == text


# Pages ------------------------------------------------------------------------------------------------------------


class PageWitness:
    """A filter that does what another does, and sees to it that every removal by structure has a section."""

    def __init__(self, filter: Filter) -> None:
        self.filter, self.name = filter, filter.name

    def __call__(self, document: Document) -> Iterator[Removal]:
        for removal in self.filter(document):
            assert removal.rule.partition("/")[0] == removal.filter == self.name
            if document.elements:
                assert any(shows(document, section, removal) for section in document.sections), removal
            else:
                assert has_reason(document, removal), removal
            yield removal


def shows(document: Document, section: Section, removal: Removal) -> bool:
    """Tell whether a section is what is removed, and its element, if it has one, is called what its rule says."""
    start, end = document.blocks[section.first].start, document.blocks[section.stop - 1].end
    if (start, end, section.rule) != (removal.start, removal.end, removal.rule):
        return False
    if section.rule in structure.RULES or section.element < 0:
        return True
    rule = default_vocabulary().match(document.elements[section.element])
    return rule is not None and rule.id == section.rule


@given(pages)
def test_whatever_is_cut_from_a_page_has_a_reason_that_the_page_shows(page: str) -> None:
    witnesses = Pipeline(map(PageWitness, PIPELINE))
    assert witnesses.clean(page, kind="html") == PIPELINE.clean(page, kind="html")


@given(pages, pipelines)
def test_every_removal_from_a_page_names_a_rule_that_exists(page: str, pipeline: Pipeline) -> None:
    known = {*RULES, *structure.RULES, *FRAGMENT_RULES}
    for removal in pipeline.explain(page, kind="html").removals:
        assert removal.rule in known
        assert removal.rule.startswith(f"{removal.filter}/")


#: Elements that say nothing of what they hold.
PLAIN = ("div", "div", "section", "article", "main", "blockquote", "span", 'div class="content"', 'div id="x7"')


@st.composite
def elements_of_prose(draw: st.DrawFn) -> tuple[list[str], str]:
    """Paragraphs of prose and nothing else, in elements within one another."""
    prose = draw(languages.flatmap(lambda code: st.lists(paragraphs(code), min_size=1, max_size=9, unique=True)))
    parts = [f"<p>{escape(paragraph)}</p>" for paragraph in prose]
    while len(parts) > 1 or draw(st.booleans()):
        first, stop = sorted((draw(st.integers(0, len(parts) - 1)), draw(st.integers(1, len(parts)))))
        tag = draw(st.sampled_from(PLAIN))
        stop = max(stop, first + 1)
        parts[first:stop] = [f"<{tag}>{''.join(parts[first:stop])}</{tag.split()[0]}>"]
    return prose, parts[0]


@given(elements_of_prose())
def test_a_page_of_nothing_but_prose_is_untouched_however_it_is_built(case: tuple[list[str], str]) -> None:
    prose, page = case
    assert PIPELINE.clean(page, kind="html") == "\n\n".join(prose)
