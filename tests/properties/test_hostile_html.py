"""Any str can be read as a page, and what is read is a document: lines in order, elements within one another.

Soups are read as their pages are, and pruned to what is kept.

Mutations of the code tried, and what failed for each:

- links count the white space at the edges of lines, which one reader leaves out: a soup is the same document
- what is hidden depends on whether writers ask for marks: a soup is the same document, marks change neither
- pruning keeps no empty element between lines, or no space between words: what is kept of a soup
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from cleantext.readers.html import read_html
from cleantext.readers.soup import prune_soup, read_soup
from cleantext.spans import Spans
from tests.properties.checks import assert_is_a_page, folded

# Pages as bad as they get -----------------------------------------------------------------------------------------

TAGS = [
    "a", "article", "b", "blockquote", "body", "br", "button", "caption", "center", "code", "dd", "div", "dl", "dt",
    "em", "figcaption", "figure", "font", "footer", "form", "frameset", "h1", "h3", "head", "header", "hr", "html",
    "i", "iframe", "img", "input", "li", "listing", "math", "mi", "nav", "noscript", "object", "ol", "option", "p",
    "plaintext", "pre", "rt", "ruby", "script", "section", "select", "span", "strong", "style", "svg", "table",
    "tbody", "td", "template", "textarea", "th", "tide-table", "time", "title", "tr", "tt", "ul", "x:y", "xmp",
]  # fmt: skip
ATTRIBUTES = [
    "", "", "", " class='entry content'", " class=sr-only", " hidden", " aria-hidden=true", " style='display:none'",
    " id=a", " href='/tides'", " src=a.png alt='High\nwater'", " role=main", " itemprop='articleBody'", " start=3",
    " class='a\n\tb '", "/", " =", " a=\"'>", " title='a > b'", " class", " start='²'", " href='\x00'",
]  # fmt: skip
scraps = st.text(alphabet="ab |\n\t\xa0\u2003\x85\x1c\r\u200b'\"é中\0", max_size=8) | st.sampled_from(
    [
        "High at noon. ",
        " Low at six.",
        "&amp;",
        "&#0;",
        "&nbsp;",
        "&notanentity",
        "<",
        "x < y",
        "<!-- x -->",
        "<!--",
        "<![CDATA[",
    ]
)
soups = st.lists(
    st.one_of(
        st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
        st.builds("</{}>".format, st.sampled_from(TAGS)),
        scraps,
    ),
    max_size=40,
).map("".join)
anything = st.text(max_size=60) | st.text(alphabet="<>/!-=&;\"' abp\ud800\0", max_size=60) | soups


@given(anything, st.booleans(), st.booleans())
def test_any_str_is_read_as_a_document(html: str, marks: bool, hidden: bool) -> None:
    assert_is_a_page(read_html(html, marks=marks, hidden=hidden))


@given(soups, st.booleans())
def test_marks_change_neither_lines_nor_elements(html: str, hidden: bool) -> None:
    plain, marked = read_html(html, hidden=hidden), read_html(html, marks=True, hidden=hidden)
    assert (marked.text, marked.blocks, marked.elements) == (plain.text, plain.blocks, plain.elements)


@given(soups)
def test_reading_a_page_again_gives_the_same(html: str) -> None:
    assert read_html(html, marks=True) == read_html(html, marks=True)


@given(anything, st.booleans())
def test_any_soup_is_read_as_a_document(html: str, marks: bool) -> None:
    try:
        soup = BeautifulSoup(html, "html.parser")
    except Exception:  # Beautiful Soup refuses some pages; then there is no soup.
        return
    assert_is_a_page(read_soup(soup, marks=marks))


# Pages that every parser reads alike ------------------------------------------------------------------------------

texts = st.sampled_from(
    ["High at noon.", " Low at six. ", "x < y", "\n", " ", "The bridge\nis open", "»", "Monday", "&"]
).map(escape)
plain_attributes = st.sampled_from(
    [a for a in ATTRIBUTES if a.startswith(" ") and a.count("'") % 2 == 0 and "=" in a[2:]]
)
attributes = st.one_of(st.just(""), st.just(""), plain_attributes)


def _element(tag: str, content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda given, inside: f"<{tag}{given}>{inside}</{tag}>", attributes, content)


def _elements(tags: Sequence[str], content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(tags).flatmap(lambda tag: _element(tag, content))


def _some(content: st.SearchStrategy[str], fewest: int = 1) -> st.SearchStrategy[str]:
    return st.lists(content, min_size=fewest, max_size=4).map("".join)


emphasis = _elements(["b", "em", "span", "code", "i", "time"], _some(texts))
lines = _some(
    st.one_of(
        texts, texts, emphasis, _element("a", _some(texts | emphasis)), st.just("<br>"), st.just("<img src='a.png'>")
    )
)
cells = _some(_elements(["td", "th"], lines))
table = _some(_element("tr", cells)).map(lambda rows: f"<table><tbody>{rows}</tbody></table>")
flow = st.one_of(
    lines,
    lines,
    _elements(["p", "h2", "blockquote", "figcaption"], lines),
    _element("pre", texts.map(lambda text: f"x{text}\n  y")),
    _element("ul", _some(_element("li", lines))),
    st.sampled_from(
        ["<hr>", "<script>var x = '<p>'</script>", "<!-- x -->", "<style>p {}</style>", "<noscript>No</noscript>"]
    ),
)


def _bodies(leaves: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    boxes = ["div", "article", "section", "nav", "figure", "footer"]
    return _some(st.recursive(leaves, lambda inner: _elements(boxes, _some(inner, 0)), max_leaves=12))


bodies = _bodies(flow)
bodies_with_tables = _bodies(flow | table)
pages = bodies_with_tables.map(
    lambda body: f"<!DOCTYPE html><html><head><title>Tides</title></head><body>{body}</body></html>"
)


@pytest.mark.parametrize("parser", ["html5lib", "lxml"])
@given(html=pages, marks=st.booleans(), hidden=st.booleans())
def test_a_soup_is_the_same_document_as_its_page(parser: str, html: str, marks: bool, hidden: bool) -> None:
    pytest.importorskip(parser)
    document = read_soup(BeautifulSoup(html, parser), marks=marks, hidden=hidden)
    assert folded(document) == folded(read_html(html, marks=marks, hidden=hidden))


# Pruning ----------------------------------------------------------------------------------------------------------


@st.composite
def prunings(draw: st.DrawFn) -> tuple[BeautifulSoup, Spans, list[str]]:
    """Draw a soup, the spans of its text that are kept, and the lines that they make."""
    soup = BeautifulSoup(draw(bodies | bodies_with_tables), draw(st.sampled_from(["html.parser", "lxml"])))
    document = read_soup(soup)
    cuts: list[tuple[int, int]] = []
    kept: list[str] = []
    for block in document.blocks:
        low, high = 0, len(block.text)
        match draw(st.sampled_from(["keep", "keep", "cut", "part"])):
            case "keep":
                low = high
            case "part":
                words = [word.span() for word in re.finditer(r"\S+", block.text)]
                first, last = sorted((draw(st.sampled_from(words)), draw(st.sampled_from(words))))
                low, high = first[0], last[1]
        ended = "\n" if "\n" in block.text[low:high] else ""  # No cut joins the lines of a listing.
        kept.append(block.text[:low] + ended + block.text[high:])
        cuts.append((block.start + low, block.start + high))
    return soup, Spans.whole(document.text).without(cuts), [line for text in kept for line in text.split("\n")]


def ink(text: str) -> str:
    """Return the characters that are neither white space nor stand between cells."""
    return "".join(text.split()).replace("|", "")


@given(prunings())
def test_what_is_kept_of_a_soup_is_read_again_on_the_same_lines(
    pruning: tuple[BeautifulSoup, Spans, list[str]],
) -> None:
    soup, spans, kept = pruning
    before = str(soup)
    pruned = prune_soup(soup, spans)
    assert str(soup) == before
    assert ink(read_soup(pruned).text) == ink("".join(kept))
    if soup.table is None:
        found = [" ".join(line.split()) for line in read_soup(pruned).text.split("\n") if line.strip()]
        assert found == [" ".join(line.split()) for line in kept if line.strip()]


@given(bodies_with_tables, st.sampled_from(["html.parser", "lxml"]))
def test_a_soup_that_is_kept_whole_is_the_same(html: str, parser: str) -> None:
    soup = BeautifulSoup(html, parser)
    assert str(prune_soup(soup, Spans.whole(read_soup(soup).text))) == str(soup)
