"""Cleaning only ever deletes: what is left is the input minus the removed spans, with white space closed up at cuts.

Mutations of the code tried, and what failed for each:

- the writer drops the character before a cut: what is not white space, and that a line is kept whole
- the writer loses the indent of the line behind a cut: lines beside lines that go
- the writer keeps no break at a cut, both breaks, or the smaller one: words and lines stay as far apart
- `clean` strips the text: where nothing is cut
- `_disjoint` is left out: removals stand in order
- `Judgement.removal` is off by one: the removal of a block
- offsets of later passes are not those of the input: what is not white space, and careless filters
- only the last pass is written: many passes delete as one does
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import Judgement, Pipeline, Removal
from cleantext.readers.html import read_html
from cleantext.spans import kept_spans
from tests.properties.checks import (
    Rounds,
    ink,
    is_subsequence,
    lines_of_text,
    stand_in_order,
    untouched_lines,
    without_removals,
)
from tests.properties.pages import Article, articles, pages
from tests.properties.strategies import PIPELINE, pipelines, texts


@dataclass(frozen=True)
class CutsMatches:
    """Cuts whatever a regular expression finds, sentences, words and white space alike."""

    pattern: str
    name: str = "matches"

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        for match in re.finditer(self.pattern, judgement.document.text):
            yield Removal(match.start(), match.end(), self.name, "matches/pattern", match.group())


@dataclass(frozen=True)
class Peels:
    """Cuts the last line if it is short, so that each pass finds another."""

    name: str = "peels"

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        blocks = judgement.document.blocks
        if blocks and blocks[-1].words < 6:
            yield judgement.removal(len(blocks) - 1, self.name, "peels/last")


#: Filters that people might write: they cut inside words, across lines, white space, and parts that overlap.
PATTERNS = (r"[aeiou]+", r"\s+\S", r"\n", r"\S+\s", r"(?m)^.*e.*$", r"[^.]*\.", r"(?s)e.*?e", r" +", r"\w\W\w")
careless = st.lists(st.sampled_from(PATTERNS).map(CutsMatches), min_size=1, max_size=3)


@st.composite
def texts_with_cuts(draw: st.DrawFn) -> tuple[str, list[Removal]]:
    """A text and spans of it, in any order, that may overlap."""
    text = draw(texts.filter(bool))
    place = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(place, place).map(sorted), max_size=8))
    return text, [Removal(start, end, "f", "f/r", text[start:end]) for start, end in spans]


def written(text: str, removals: list[Removal]) -> str:
    return "".join(text[start:end] for start, end in kept_spans(text, ((cut.start, cut.end) for cut in removals)))


def longest_gap(text: str) -> int:
    """Return the most line feeds that stand in one stretch of white space."""
    return max((gap.count("\n") for gap in re.findall(r"\s+", text)), default=0)


@given(texts, pipelines)
def test_what_is_not_white_space_is_the_input_without_the_removed_spans(text: str, pipeline: Pipeline) -> None:
    cleaned = pipeline.explain(text)
    assert ink(cleaned.text) == ink(without_removals(text, cleaned.removals))


@given(texts, pipelines)
def test_every_character_left_stood_in_the_input_in_the_same_order(text: str, pipeline: Pipeline) -> None:
    assert is_subsequence(pipeline.clean(text), text)


@given(texts, pipelines)
def test_where_nothing_is_cut_the_text_is_the_input_itself(text: str, pipeline: Pipeline) -> None:
    cleaned = pipeline.explain(text)
    if not cleaned.removals:
        assert cleaned.text == text


#: A wrapped paragraph: another filter's note ends one line, and what only this one cuts begins the next.
WRAPPED = "\n".join(("0" * 70, "0" * 57, "0" * 30, f"a{'0' * 43}!Reach the reporter.", "Folgen Sie mir 0"))


@given(texts, pipelines)
@example(WRAPPED, PIPELINE.only("share"))
def test_a_line_that_is_kept_is_kept_with_its_indent(text: str, pipeline: Pipeline) -> None:
    cleaned = pipeline.explain(text)
    assert stand_in_order(untouched_lines(text, cleaned.removals), lines_of_text(cleaned.text))


@given(texts, pipelines)
def test_removals_stand_in_order_apart_from_each_other_and_say_what_they_cut(text: str, pipeline: Pipeline) -> None:
    position = 0
    for removal in pipeline.explain(text).removals:
        assert position <= removal.start < removal.end <= len(text)
        assert removal.text == text[removal.start : removal.end]
        position = removal.end


@given(texts, careless)
def test_no_filter_however_careless_can_do_more_than_delete(text: str, filters: list[CutsMatches]) -> None:
    cleaned = Pipeline(filters).explain(text)
    assert ink(cleaned.text) == ink(without_removals(text, cleaned.removals))
    assert is_subsequence(cleaned.text, text)
    assert all(removal.text == text[removal.start : removal.end] for removal in cleaned.removals)


@given(texts, pipelines)
def test_many_passes_delete_as_one_does(text: str, pipeline: Pipeline) -> None:
    cleaned = pipeline.then(Peels()).explain(text)
    assert pipeline.then(Peels()).clean(cleaned.text) == cleaned.text
    assert ink(cleaned.text) == ink(without_removals(text, cleaned.removals))
    assert is_subsequence(cleaned.text, text)
    assert all(removal.text == text[removal.start : removal.end] for removal in cleaned.removals)


@given(texts)
def test_the_removal_of_a_block_is_the_block(text: str) -> None:
    rounds = Rounds()
    PIPELINE.then(rounds).clean(text)
    for judgement in rounds.judgements:
        for index, block in enumerate(judgement.document.blocks):
            removal = judgement.removal(index, "f", "f/r")
            assert judgement.document.text[removal.start : removal.end] == removal.text == block.text


@given(texts_with_cuts())
def test_the_writer_takes_out_the_spans_and_no_character_beside_them(case: tuple[str, list[Removal]]) -> None:
    text, removals = case
    gone = {place for removal in removals for place in range(removal.start, removal.end)}
    kept = "".join(char for place, char in enumerate(text) if place not in gone)
    assert ink(written(text, removals)) == ink(kept)
    assert is_subsequence(written(text, removals), kept)


@given(st.text(" \n\r\t\u2028", max_size=6), st.text(" \n\r\t\u2028", max_size=6))
def test_words_and_lines_stay_as_far_apart_as_the_farther_side_of_a_cut(before: str, after: str) -> None:
    text = f"One.{before}Leave a Reply{after}Two."
    start = 4 + len(before)
    gap = written(text, [Removal(start, start + 13, "f", "f/r", "Leave a Reply")])[4:-4]
    assert bool(gap) == bool(before + after)
    assert gap.count("\n") == max(before.count("\n"), after.count("\n"))


@given(st.lists(st.tuples(st.text("\t \u3000", max_size=3), st.sampled_from(["One.", "two", "x y"]), st.booleans())))
def test_lines_beside_lines_that_go_keep_their_indent(lines: list[tuple[str, str, bool]]) -> None:
    text, removals, kept = "", [], []
    for indent, words, goes in lines:
        start = len(text) + len(indent)
        text += f"{indent}{words}\n"
        if goes:
            removals.append(Removal(start, start + len(words), "f", "f/r", words))
        else:
            kept.append(indent + words)
    assert lines_of_text(written(text, removals)) == kept


@given(texts_with_cuts())
def test_blank_lines_close_up_and_never_add_up(case: tuple[str, list[Removal]]) -> None:
    text, removals = case
    gaps = [gap.count("\n") for gap in re.findall(r"\s+", text)]
    assert max((gap.count("\n") for gap in re.findall(r"\s+", written(text, removals))), default=0) <= max(
        gaps, default=0
    )


@given(texts)
def test_cutting_nothing_writes_the_input(text: str) -> None:
    assert written(text, []) == text
    assert PIPELINE.only("player").explain(text).document.text == text


# Pages ------------------------------------------------------------------------------------------------------------


@given(pages, pipelines)
def test_what_is_left_of_a_page_is_its_text_without_the_removed_spans(page: str, pipeline: Pipeline) -> None:
    cleaned = pipeline.explain(page, kind="html")
    assert ink(cleaned.text) == ink(without_removals(cleaned.document.text, cleaned.removals))
    assert is_subsequence(cleaned.text, cleaned.document.text)


@given(pages, pipelines)
def test_removals_from_a_page_stand_in_order_and_say_what_they_cut(page: str, pipeline: Pipeline) -> None:
    cleaned, position = pipeline.explain(page, kind="html"), 0
    for removal in cleaned.removals:
        assert position <= removal.start < removal.end <= len(cleaned.document.text)
        assert removal.text == cleaned.document.text[removal.start : removal.end]
        position = removal.end


@given(articles(), pipelines)
def test_every_character_left_of_a_page_stood_on_it_in_the_same_order(article: Article, pipeline: Pipeline) -> None:
    shown = unescape(re.sub(r"<[^>]*>", " ", article.html))
    assert is_subsequence(ink(pipeline.clean(article.html)), ink(shown))


@given(pages, pipelines)
def test_a_page_written_as_html_has_the_words_that_it_has_as_text(page: str, pipeline: Pipeline) -> None:
    written = read_html(pipeline.clean(page, kind="html", to="html"))
    assert written.text.replace("|", " ").split() == pipeline.clean(page, kind="html").replace("|", " ").split()
