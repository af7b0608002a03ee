"""What `explain` says is what `clean` does, and the document that it shows is the input.

Mutation of the code tried: lines end at `\\x85` too, and blocks no longer hold the lines of the text.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cleantext import Pipeline
from tests.properties.checks import assert_is_a_page
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
def test_hits_lie_in_their_blocks_and_the_article_is_a_range_of_blocks(text: str) -> None:
    document = PIPELINE.explain(text).document
    assert 0 <= document.body.start <= document.body.stop <= len(document.blocks)
    for index, hits in document.hits.items():
        block = document.blocks[index]
        assert all(hit.block == index and block.start <= hit.start < hit.end <= block.end for hit in hits)
        assert all(hit.whole == ((hit.start, hit.end) == block[:2]) for hit in hits)
        assert all(hit.sure or not hit.marker for hit in hits)


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
def test_the_document_of_a_page_is_one_and_its_sections_lie_on_it(page: str) -> None:
    document = PIPELINE.explain(page, kind="html").document
    assert_is_a_page(document)
    assert all(0 <= section.first < section.stop <= len(document.blocks) for section in document.sections)


@given(pages, st.lists(st.sampled_from(NAMES), unique=True))
def test_a_pipeline_without_filters_takes_nothing_from_a_page(page: str, names: list[str]) -> None:
    pipeline = PIPELINE.without(*names)
    assert {removal.filter for removal in pipeline.explain(page, kind="html").removals}.isdisjoint(names)
    bare = PIPELINE.without(*NAMES).explain(page, kind="html")
    assert bare.text == bare.document.text
