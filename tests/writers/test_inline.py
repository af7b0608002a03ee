"""What stands within a line: spans that nest, and addresses that are safe."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cleantext.document import Mark
from cleantext.writers.inline import Line, Span, rendered, safe_address, spans

TEXT = "ebb and flow of the tide"


def plain(parts: list[str | Span]) -> str:
    return "".join(part if isinstance(part, str) else plain(part.parts) for part in parts)


def kinds(parts: list[str | Span], around: frozenset[str] = frozenset()) -> list[frozenset[str]]:
    """Return the kinds of spans around each character that is no space, and check that no kind is within itself."""
    found: list[frozenset[str]] = []
    for part in parts:
        if isinstance(part, str):
            found += [around] * len(part.replace(" ", ""))
        else:
            assert part.kind not in around
            found += kinds(part.parts, around | {part.kind})
    return found


_offsets = st.integers(0, len(TEXT))
_marks = st.builds(
    lambda span, kind: Mark(*sorted(span), kind),
    st.tuples(_offsets, _offsets).filter(lambda span: span[0] != span[1]),
    st.sampled_from(("strong", "em", "code")),
)


@given(st.lists(_marks, max_size=6))
def test_each_character_is_what_its_marks_say_even_if_they_overlap(marks: list[Mark]) -> None:
    parts = spans(Line(TEXT, tuple(marks)))
    assert plain(parts) == TEXT
    expected = [
        frozenset(mark.kind for mark in marks if mark.start <= offset < mark.end)
        for offset, char in enumerate(TEXT)
        if char != " "
    ]
    assert kinds(parts) == expected


def test_two_links_that_touch_are_one_only_if_they_lead_to_the_same_place() -> None:
    line = Line("ebbflow", (Mark(0, 3, "a", "/ebb"), Mark(3, 7, "a", "/flow")))
    assert spans(line) == [Span("a", "/ebb", ["ebb"]), Span("a", "/flow", ["flow"])]
    assert spans(Line("ebbflow", (Mark(0, 3, "a", "/ebb"), Mark(3, 7, "a", "/ebb")))) == [
        Span("a", "/ebb", ["ebbflow"])
    ]


def test_pictures_stand_between_the_texts_in_a_span_only_if_it_goes_on_behind_them() -> None:
    picture = Mark(3, 3, "img", "a.png\nEbb")
    line = Line("ebbflow", (Mark(0, 7, "em"), Mark(3, 7, "strong"), picture, picture))
    image = Span("img", "a.png\nEbb")
    assert spans(line) == [Span("em", "", ["ebb", image, image, Span("strong", "", ["flow"])])]


@given(st.text())
def test_an_address_that_is_safe_stays_as_it_is(address: str) -> None:
    assert safe_address(safe_address(address)) == safe_address(address)


def test_links_and_pictures_without_a_safe_address_are_not_rendered() -> None:
    marks = [
        Mark(0, 3, "a", "javascript:x"),
        Mark(0, 3, "a", " /ebb"),
        Mark(0, 0, "img", "data:x\nEbb"),
        Mark(0, 0, "img", "a.png\nEbb"),
        Mark(0, 3, "em"),
    ]
    assert list(rendered(marks, images=True)) == [Mark(0, 3, "a", "/ebb"), *marks[3:]]
    assert list(rendered(marks, images=False)) == [Mark(0, 3, "a", "/ebb"), marks[4]]
