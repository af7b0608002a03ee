"""Hostile pages: what would cost a parser too much is taken out, what is read stays, and other pages are left alone."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from cleantext.readers import guard
from cleantext.readers.guard import MANY_TAGS, MAX_ATTRIBUTES, MAX_DEPTH, limit_nesting
from cleantext.readers.html import read_html

PAGE = """<!DOCTYPE html><html lang=en><head><title>Tides</title><script>if (a < b) x = '<div>'</script></head>
<body><!-- <div> --><p>High at <b>noon</b>.<p>Low at <b class=x>six</b>.
<svg viewBox="0 0 9 9"><path d="M0"/><path/></svg>
<table><tr><td>Monday<td>3 m<tr><td>Tuesday<td>4 m</table><ul><li>One<li>Two</ul><math><mi>x</mi><mo>=</mo></math>
<select><option>One<option>Two</select><div title="a > b" data-x='<p>'>The bridge is open.</div></body></html>"""


def measure(html: str) -> tuple[int, int]:
    """Return how deep the tree of a page is, and how many nodes it has."""
    node: LexborNode | None = LexborHTMLParser(html).root
    depth = deepest = nodes = 0
    while node is not None:
        nodes += 1
        if node.first_child is not None:
            node = node.first_child
            depth += 1
            deepest = max(depth, deepest)
            continue
        while node is not None and node.next is None:
            node = node.parent if depth else None
            depth -= 1
        node = node.next if node is not None else None
    return deepest, nodes


def lines_of(html: str) -> list[str]:
    return [block.text for block in read_html(html).blocks]


def test_an_ordinary_page_is_left_as_it_is() -> None:
    assert limit_nesting(PAGE) is PAGE


def test_a_long_page_is_read_as_it_would_be_in_parts() -> None:
    part = PAGE.removesuffix("</body></html>")
    times = MANY_TAGS // part.count("<") + 1
    assert limit_nesting(part * times) is not part * times
    assert lines_of(part * times) == lines_of(part) * times


#: Pages that grow: by name, how one of size n is made, and a line that is read in it.
HOSTILE: dict[str, tuple[Callable[[int], str], str]] = {
    "elements in one another": (lambda n: "<div>" * n + "High at noon.", "High at noon."),
    "elements of no name": (lambda n: "<tide>" * n + "High at noon.", "High at noon."),
    "lists in lists": (lambda n: "<ul><li>One" * n, "One"),
    "items of other lists": (lambda n: "<li><dd>One" * n, "One"),
    "tables in tables": (lambda n: "<table><tr><td>" * n + "High at noon.", "High at noon."),
    "drawings in drawings": (lambda n: "<svg><g>" * n + "<p>High at noon.", "High at noon."),
    "HTML in drawings": (lambda n: "<svg><desc><div>" * n + "</desc></svg><p>High at noon.", "High at noon."),
    "elements whose ends are of no use": (lambda n: "<span><p></span></p>" * n + "High at noon.", "High at noon."),
    "ends in scripts": (lambda n: "<div><script><!--<script></script></div>--></script>" * n + "High.", "High."),
    "formatting that is never closed": (
        lambda n: "".join(f"<b id={i}>" for i in range(n // 2)) + "<p>High.</p>" * (n // 2),
        "High.",
    ),
    "formatting that is closed in comments": (
        lambda n: "".join(f"<i id={i}><!--</i>-->" for i in range(n // 2)) + "<p>High.</p>" * (n // 2),
        "High.",
    ),
    "attributes": (lambda n: "<p " + " ".join(f"a{i}=1" for i in range(n)) + ">High.", "High."),
    "attributes without space": (lambda n: "<p " + "".join(f"a{i}='>'" for i in range(n)) + ">High.", "High."),
    "attributes with slashes": (lambda n: "<p " + "/".join(f"a{i}" for i in range(n)) + "><q>High.", "High."),
    "attributes of the page": (lambda n: "".join(f"<body a{i}=1>" for i in range(n)) + "High.", "High."),
    "options": (lambda n: "<select>" + "<option>One" * n + "</select>High.", "High."),
    "groups of options": (lambda n: "<optgroup>" * n + "</optgroup>" * n + "High.", "High."),
    "tags that never end": (lambda n: "<p>High.</p>" + "<a " * n, "High."),
    "names that never end": (lambda n: "<p>High.</p>" + "<a" * (n // 2) + "x" * (100 * n), "High."),
    "names of formatting that never end": (lambda n: "<p>High.</p>" + "<b " * (n // 2) + "x" * (100 * n), "High."),
    "values that never end": (lambda n: "<p>High.</p>" + "<a/b=" * (n // 2) + "x" * (100 * n), "High."),
    "comments that never end": (lambda n: "<p>High.</p>" + "<!--" * n, "High."),
    "quotes that never end": (lambda n: "<p>High.</p>" + "<a b='" * n, "High."),
    "ends of nothing": (lambda n: "</b></p></div>" * n + "High.", "High."),
    "null characters": (lambda n: "\0" * n + "<p>High.", "High."),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_and_becomes_neither_deep_nor_large(name: str) -> None:
    make, line = HOSTILE[name]
    html = make(30_000)
    assert any(line in each for each in lines_of(html))
    deep, nodes = measure(limit_nesting(html))
    assert deep <= 4 * MAX_DEPTH + 100
    assert nodes <= 40 * 30_000


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_hostile_page_costs_grows_with_its_length(name: str) -> None:
    make, _ = HOSTILE[name]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "MANY_TAGS", 0)
        assert _steps(make(8000)) <= 5 * _steps(make(2000)) + 1000


def _steps(html: str) -> int:
    """Return the lines of the guard that run for a page."""
    steps = 0

    def count(*_: object) -> object:
        nonlocal steps
        steps += 1
        return count

    sys.settrace(count)  # type: ignore[arg-type]
    try:
        limit_nesting(html)
    finally:
        sys.settrace(None)
    return steps


def test_a_tag_keeps_its_first_attributes() -> None:
    rest = " ".join(f"a{i}='>'" for i in range(2 * MAX_ATTRIBUTES))
    tag = LexborHTMLParser(limit_nesting(f"<p class='tides' {rest}>High.</p>")).css_first("p")
    assert tag is not None
    assert (tag.attributes["class"], len(tag.attributes)) == ("tides", MAX_ATTRIBUTES)


def test_no_tag_comes_of_what_was_none() -> None:
    html = "<i>" * MANY_TAGS + "<<!-- x -->b>High."
    assert lines_of(html) == ["<b>High."]


@pytest.mark.parametrize(
    "drawing",
    ["<svg><g><text>Low</text></g></svg>", "<svg/>", "<svg><svg></svg><desc><p>Low</p></desc></svg>", "<svg><g>"],
)
def test_a_drawing_goes_and_what_stands_behind_it_stays(drawing: str) -> None:
    assert lines_of("<br>" * MANY_TAGS + f"<p>High{drawing}</p><p>noon.</p>")[-2:] == ["High", "noon."]


def test_the_head_and_the_scripts_of_a_long_page_stay() -> None:
    head = '<title>Tides</title><script type=\'application/ld+json\'>{"a": "<p>"}</script>'
    assert limit_nesting(head + "<br>" * MANY_TAGS).startswith(head)


TAGS = [
    "div", "span", "p", "b", "i", "a", "nobr", "font", "table", "tr", "td", "th", "tbody", "caption", "li", "ul", "ol",
    "dd", "dl", "svg", "math", "g", "foreignObject", "desc", "title", "mi", "annotation-xml", "select", "option",
    "optgroup", "button", "form", "template", "object", "marquee", "script", "style", "textarea", "noscript", "h1",
    "h2", "section", "center", "x-y", "iframe", "html", "body", "head", "frameset", "ruby", "rt", "pre", "code", "xmp",
    "input", "br", "image", "colgroup", "address", "hr", "plaintext", "dialog",
]  # fmt: skip
tokens = st.one_of(
    st.builds(
        "<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(["", " a=1", " b='>'", "/", " encoding=text/html"])
    ),
    st.builds("</{}>".format, st.sampled_from(TAGS)),
    st.sampled_from(["x", " ", "<", "<!--", "-->", "<!-- x -->", "<![CDATA[", "]]>", "</>", "'", '"', "<?x>"]),
    st.just("<script><!--<script></script>--></script>"),
)


@given(st.lists(tokens, max_size=6), st.lists(tokens, min_size=1, max_size=9), st.integers(20, 60))
def test_no_soup_of_tags_is_deeper_than_the_guard_allows(before: list[str], unit: list[str], times: int) -> None:
    html = "".join(before) + "".join(unit) * times
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guard, "MAX_DEPTH", 10)
        patch.setattr(guard, "MANY_TAGS", 0)
        deep, nodes = measure(limit_nesting(html))
    assert deep <= 4 * 10 + 30
    assert nodes <= 40 * (html.count("<") + 10)
