"""A thorough pipeline cuts all that a careful one does, and more at the ends; all guarantees hold for it, too.

Mutations of the code tried, and what failed for each:

- what is in doubt is judged before all else is cut: a thorough pipeline keeps nothing that a careful one cuts
- labels at the end go two at a time, however many there are: a text is clean after one thorough cleaning
"""

from __future__ import annotations

from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import Kind, Pipeline, Reason
from tests.properties.checks import cut_places
from tests.properties.pages import pages
from tests.properties.strategies import NAMES, PIPELINE, anything, composed, languages, paragraphs, texts

THOROUGH = Pipeline.default(strictness="thorough")
#: What stands in doubt where it ends an article.
CLOSING = st.lists(
    st.sampled_from(
        [
            "Ida Falk is a writer and editor who lives by the harbour.",
            "She is an editor with ten years of experience, and lives in Hull.",
            "Ready to sail? Book your seat on the next boat today.",
            "¿Quieres saber más? Escríbenos hoy mismo.",
            "This story was originally published in May.",
            "Harbour News",
            "Facebook",
            "Leave a Reply",
            "12 May 2021",
            "Nobody laughed.",
            "    $ boat --book",
        ]
    ),
    max_size=8,
)


@st.composite
def closed(draw: st.DrawFn) -> str:
    """An article with lines above it and paragraphs after it that may be in doubt."""
    language = draw(languages)
    told = [draw(paragraphs(language)) for _ in range(draw(st.integers(0, 6)))]
    return "\n\n".join([*draw(CLOSING), *told, *draw(CLOSING)])


sources: st.SearchStrategy[tuple[Any, Kind]] = st.one_of(
    st.tuples(st.one_of(texts, composed, closed()), st.just("text")), st.tuples(pages, st.just("html"))
)


@given(sources)
def test_a_thorough_pipeline_keeps_nothing_that_a_careful_one_cuts(source: tuple[Any, Kind]) -> None:
    text, kind = source
    careful, thorough = (pipeline.explain(text, kind=kind) for pipeline in (PIPELINE, THOROUGH))
    document = careful.document.text
    assert cut_places(document, careful.removals) <= cut_places(document, thorough.removals)


@given(sources)
def test_what_is_cut_besides_is_in_doubt_and_no_code(source: tuple[Any, Kind]) -> None:
    text, kind = source
    thorough = THOROUGH.explain(text, kind=kind)
    for finding, reason in thorough.verdicts:
        if reason is Reason.CUT_IN_DOUBT:
            assert all(block.text_class != "code" for block in thorough.document.blocks[finding.first : finding.stop])


@given(st.one_of(anything, composed, closed()), st.sampled_from([*NAMES, ""]))
@example("Rope\n\nTar\n\nSails\n\nOars\n\nLeave a Reply", "")
def test_a_text_is_clean_after_one_thorough_cleaning(text: str, left_out: str) -> None:
    pipeline = THOROUGH.without(left_out) if left_out else THOROUGH
    clean = pipeline.clean(text, kind="text")
    assert pipeline.explain(clean, kind="text").removals == ()
