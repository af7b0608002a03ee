"""A pipeline with one filter more cuts all that the smaller one cuts.

That holds where whole lines go. Where a part of a line goes, what is left of it is read as a new line in a later pass,
and the two pipelines may then read different lines; such documents are left out here.
"""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from tests.properties.checks import cut_places
from tests.properties.strategies import NAMES, PIPELINE, anything, composed

filters = st.lists(st.sampled_from(NAMES), unique=True, min_size=2)


def kept_by_more(text: str, names: list[str]) -> str:
    """Return what a pipeline cuts from `text` and keeps with the last of the named filters."""
    few, many = PIPELINE.only(*names[:-1]).explain(text), PIPELINE.only(*names).explain(text)
    blocks = {(block.start, block.end) for block in many.document.blocks}
    assume(all((cut.start, cut.end) in blocks for cut in (*few.removals, *many.removals)))
    fewer, more = cut_places(text, few.removals), cut_places(text, many.removals)
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
