"""One document as reports show it: nothing of its text is lost, every cut is marked, and long ones are clipped."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import explain
from cleantext.reports.view import View, clipped, runs_of, size_of, view_of

SEEDS = [path for path in sorted((Path(__file__).parents[2] / "seeds").iterdir()) if ".clean" not in path.suffixes]
ARTICLE = "The mayor opened the new bridge on Tuesday, after eleven years of argument about who should pay for it."


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_the_runs_of_a_document_are_its_text_and_those_that_are_cut_are_its_cuts(path: Path) -> None:
    cleaned = explain(path.read_bytes())
    view = view_of(path.name, cleaned, limit=None)
    assert "".join(text for text, *_ in view.runs) == cleaned.document.text
    struck = "".join(text for text, *seen in view.runs if any(view.notes[note].kind == "cut" for note in seen))
    assert struck == "".join(removal.text for removal in cleaned.removals)
    assert view.cut == len(struck) == sum(use.characters for use in view.uses)
    assert view.share == round(cleaned.share_cut, 4)


def test_what_was_found_and_kept_says_why() -> None:
    view = view_of("bridge.txt", explain(f"{ARTICLE}\n\nFacebook\n\n{ARTICLE}"))
    marked = [(text, view.notes[seen[0]]) for text, *seen in view.runs if seen]
    assert [(text, note.kind, note.reason) for text, note in marked] == [
        ("Facebook", "kept", "a hint without other evidence")
    ]


def test_a_document_of_which_nothing_is_left_is_empty_and_one_without_text_is_not() -> None:
    assert view_of("form.txt", explain("Leave a Reply\n\nYour email address will not be published.")).is_empty
    assert not view_of("empty.txt", explain("")).is_empty


def test_a_view_is_the_same_when_it_comes_out_of_its_bytes() -> None:
    view = view_of("a\udcffb.txt", explain(f"{ARTICLE} \ud800\n\nShare this article"))
    assert View.unpacked(view.packed()) == view
    assert "\ufffd" in view.runs[0][0]


@given(st.text(alphabet="ab \n", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6))
def test_marks_may_overlap_and_each_character_has_those_that_cover_it(text: str, spans: list[tuple[int, int]]) -> None:
    marked = [(min(a, b, len(text)), min(max(a, b), len(text)), note) for note, (a, b) in enumerate(spans)]
    runs = runs_of(text, marked)
    assert "".join(run[0] for run in runs) == text
    place = 0
    for said, *notes in runs:
        covering = {note for start, end, note in marked if start <= place and place + len(said) <= end and start < end}
        assert said == "" or set(notes) == covering
        place += len(said)


LONG = runs_of(
    f"{ARTICLE}\n" * 200 + "Share this article\n" + "Straße " * 900,
    [(len(ARTICLE) * 200 + 200, len(ARTICLE) * 200 + 218, 0)],
)


@pytest.mark.parametrize("limit", [400, 1000, 3000, 10_000])
def test_a_long_document_is_clipped_around_what_is_marked_and_says_what_is_left_out(limit: int) -> None:
    shown = clipped(LONG, limit)
    assert size_of(shown) <= limit + 60
    assert ("Share this article", 0) in shown
    whole = "".join(run[0] for run in LONG)
    assert sum(len(run[0]) if isinstance(run[0], str) else run[0] for run in shown) == len(whole)
    lines = sum(run[0].count("\n") if isinstance(run[0], str) else run[1] for run in shown)
    assert lines == whole.count("\n")


def test_a_document_that_is_all_marked_is_clipped_too() -> None:
    text = "Share this article\n" * 3000
    runs = runs_of(text, [(start, start + 18, 0) for start in range(0, len(text), 19)])
    shown = clipped(runs, 2000)
    assert size_of(shown) <= 2060
    assert sum(len(run[0]) if isinstance(run[0], str) else run[0] for run in shown) == len(text)


def test_what_is_short_enough_stays_whole() -> None:
    assert clipped(LONG, 1_000_000) == LONG
