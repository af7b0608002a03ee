"""A pipeline with one filter more cuts all that the smaller one cuts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.properties.checks import cut_places
from tests.properties.strategies import NAMES, PIPELINE, anything, composed

filters = st.lists(st.sampled_from(NAMES), unique=True, min_size=2)


def kept_by_more(text: str, names: list[str]) -> str:
    """Return what a pipeline cuts from `text` and keeps with the last of the named filters."""
    fewer = cut_places(text, PIPELINE.only(*names[:-1]).explain(text).removals)
    more = cut_places(text, PIPELINE.only(*names).explain(text).removals)
    return "".join(text[place] for place in sorted(fewer - more))


@given(composed, filters)
def test_a_filter_more_keeps_nothing_of_a_page_that_fewer_cut(text: str, names: list[str]) -> None:
    assert kept_by_more(text, names) == ""


@given(anything, filters)
def test_a_filter_more_keeps_nothing_of_any_text_that_fewer_cut(text: str, names: list[str]) -> None:
    assert kept_by_more(text, names) == ""


@given(composed, st.sampled_from(NAMES))
def test_the_default_pipeline_cuts_all_that_it_cuts_without_one_filter(text: str, name: str) -> None:
    assert kept_by_more(text, [*(other for other in NAMES if other != name), name]) == ""
