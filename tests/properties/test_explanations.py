"""What `explain` says is what `clean` does, and the document that it shows is the input.

Mutations of the code tried, and what failed for each:

- lines end at every kind of break: blocks hold the lines of the text
- `why` knows a finding only in its first block: why answers for each block of a page
"""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cleantext import Block, Cleaned, Pipeline, Removal
from tests.properties.checks import assert_is_a_page, ink, without_removals
from tests.properties.pages import pages
from tests.properties.strategies import NAMES, PIPELINE, pipelines, texts


@given(texts, pipelines)
def test_to_explain_is_to_clean(text: str, pipeline: Pipeline) -> None:
    assert pipeline.explain(text).text == pipeline.clean(text)


@given(texts)
def test_the_document_is_the_input_character_for_character(text: str) -> None:
    assert PIPELINE.explain(text).document.text == text


@given(texts)
def test_blocks_hold_the_lines_of_the_text_and_nothing_stands_between_them(text: str) -> None:
    blocks = PIPELINE.explain(text).document.blocks
    lines = [line.strip() for block in blocks for line in block.text.split("\n")]
    assert lines == [line.strip() for line in text.split("\n") if line.strip()]
    assert all(text[block.start : block.end] == block.text for block in blocks)


@given(texts)
def test_the_article_is_a_range_of_blocks(text: str) -> None:
    cleaned = PIPELINE.explain(text)
    assert 0 <= cleaned.body.start <= cleaned.body.stop <= len(cleaned.document.blocks)


def block_without(block: Block, cuts: list[Removal]) -> str:
    """Return the text of a block without what removals take of it."""
    inside = (cut._replace(start=max(cut.start, block.start), end=min(cut.end, block.end)) for cut in cuts)
    moved = (cut._replace(start=cut.start - block.start, end=cut.end - block.start) for cut in inside)
    return without_removals(block.text, moved)


def assert_answers(cleaned: Cleaned, words: str) -> None:
    """Assert that there is an answer for each block with these words, and that it says what became of the block."""
    blocks = [block for block in cleaned.document.blocks if words in block.text]
    answers = cleaned.why(words)
    assert [answer.text for answer in answers] == [block.text for block in blocks]
    for block, answer in zip(blocks, answers, strict=True):
        cuts = [cut for cut in cleaned.removals if cut.start < block.end and block.start < cut.end]
        assert ink(answer.left) == ink(block_without(block, cuts))
        assert answer.reason.is_cut == bool(cuts)
        assert {(cut.filter, cut.rule) for cut in cuts} <= {(one.family, one.rule) for one, _ in answer.verdicts}


@given(texts, pipelines, st.data())
def test_why_answers_for_each_block_with_the_words(text: str, pipeline: Pipeline, data: st.DataObject) -> None:
    words = text.split()
    assert_answers(pipeline.explain(text), data.draw(st.sampled_from(words)) if words else "Leave a Reply")


@given(texts, st.lists(st.sampled_from(NAMES), unique=True))
def test_a_pipeline_without_filters_takes_nothing(text: str, names: list[str]) -> None:
    pipeline = PIPELINE.without(*names)
    assert {removal.filter for removal in pipeline.explain(text).removals}.isdisjoint(names)
    assert PIPELINE.without(*NAMES).clean(text) == text


# Pages ------------------------------------------------------------------------------------------------------------


@given(pages, pipelines, st.sampled_from(("text", "markdown", "html", "json")))
def test_to_explain_a_page_is_to_clean_it_in_every_format(page: str, pipeline: Pipeline, to: Any) -> None:
    cleaned = pipeline.explain(page, kind="html", to=to)
    assert cleaned.text == pipeline.clean(page, kind="html", to=to)
    assert cleaned.removals == pipeline.explain(page, kind="html").removals


@given(pages)
def test_the_document_of_a_page_is_one(page: str) -> None:
    cleaned = PIPELINE.explain(page, kind="html")
    assert_is_a_page(cleaned.document)
    assert 0 <= cleaned.body.start <= cleaned.body.stop <= len(cleaned.document.blocks)


@given(pages, pipelines, st.data())
def test_why_answers_for_each_block_of_a_page_with_the_words(
    page: str, pipeline: Pipeline, data: st.DataObject
) -> None:
    cleaned = pipeline.explain(page, kind="html")
    words = cleaned.document.text.split()
    assert_answers(cleaned, data.draw(st.sampled_from(words)) if words else "Leave a Reply")


@given(pages, st.lists(st.sampled_from(NAMES), unique=True))
def test_a_pipeline_without_filters_takes_nothing_from_a_page(page: str, names: list[str]) -> None:
    pipeline = PIPELINE.without(*names)
    assert {removal.filter for removal in pipeline.explain(page, kind="html").removals}.isdisjoint(names)
    bare = PIPELINE.without(*NAMES).explain(page, kind="html")
    assert bare.text == bare.document.text
