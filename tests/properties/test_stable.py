"""Cleaning what is clean changes nothing, for the default pipeline and for any part of it.

Mutations of the code tried, and what failed for each:

- there is no second pass: a page is clean after one cleaning, nothing is left to cut
- lines end at every kind of break, as `str.splitlines` has it: a page is clean after one cleaning
"""

from __future__ import annotations

from hypothesis import given

from cleantext import Pipeline
from tests.properties.strategies import PIPELINE, anything, composed, pipelines, sub_pipelines, texts


@given(anything)
def test_any_text_is_clean_after_one_cleaning(text: str) -> None:
    clean = PIPELINE.clean(text)
    assert PIPELINE.clean(clean) == clean


@given(composed)
def test_a_page_is_clean_after_one_cleaning(text: str) -> None:
    clean = PIPELINE.clean(text)
    assert PIPELINE.clean(clean) == clean


@given(composed, sub_pipelines)
def test_a_page_is_clean_after_one_cleaning_by_a_part_of_the_pipeline(text: str, pipeline: Pipeline) -> None:
    clean = pipeline.clean(text)
    assert pipeline.clean(clean) == clean


@given(texts, pipelines)
def test_nothing_is_left_to_cut_in_what_is_clean(text: str, pipeline: Pipeline) -> None:
    assert pipeline.explain(pipeline.clean(text)).removals == ()
