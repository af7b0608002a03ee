"""Writing HTML: the elements that there are, that nothing in it can do harm, and that it reads as it was written."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from cleantext.document import Document
from cleantext.readers.html import read_html
from cleantext.readers.text import read_text
from cleantext.spans import Spans
from cleantext.writers.html import html
from tests.writers.pages import cut_documents, page, pages, texts, uncut, whole, without, words

# fmt: off
ELEMENTS = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "table", "tr", "td", "th",
    "a", "strong", "em", "sub", "sup", "del", "br", "figure", "figcaption", "img",
}
# fmt: on
ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}}
SCHEMES = {"http", "https", "mailto", "tel", "ftp"}


def written(source: str, *gone: str, images: bool = False) -> str:
    document = page(source)
    return html(document, without(document, *gone), images=images)


def on_a_line(text: str) -> str:
    return text.replace("\n", "")


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("<h2 class=x>Tides</h2><div>High at noon.</div>", "<h2>Tides</h2><p>High at noon.</p>"),
        ("<p>High at noon.<br>Low at six.<br><br>Wind: west.", "<p>High at noon.<br>Low at six.</p><p>Wind: west.</p>"),
        ("<ul><li>Spring<ul><li>High</ul><li>Neap</ul>", "<ul><li>Spring<ul><li>High</li></ul></li><li>Neap</li></ul>"),
        ("<ol><li><p>Spring<p>and fall</ol>", "<ol><li><p>Spring</p><p>and fall</p></li></ol>"),
        ("<ul><li>Spring</li><ul><li>High</ul></ul>", "<ul><li>Spring<ul><li>High</li></ul></li></ul>"),
        ("<li>Spring<li>Neap", "<ul><li>Spring</li><li>Neap</li></ul>"),
        ("<dl><dt>Ebb<dd>It falls.<dt>Flood</dl>", "<ul><li><p>Ebb</p><p>It falls.</p></li><li>Flood</li></ul>"),
        ("<blockquote>The sea!<p>The sea!</blockquote>", "<blockquote><p>The sea!</p><p>The sea!</p></blockquote>"),
        ("<figure><img src=a.png><figcaption>Ebb</figure>", "<figure><figcaption>Ebb</figcaption></figure>"),
        (
            "<div><a href=/ebb><h3>Ebb</h3>It falls.</a></div>",
            '<h3><a href="/ebb">Ebb</a></h3><p><a href="/ebb">It falls.</a></p>',
        ),
        ("H<sub>2</sub>O, <del>ebb</del>, <kbd>q</kbd>", "<p>H<sub>2</sub>O, <del>ebb</del>, <code>q</code></p>"),
        ("1 &lt; 2 &amp;amp; 3", "<p>1 &lt; 2 &amp;amp; 3</p>"),
    ],
)
def test_a_page_keeps_its_structure_and_nothing_else(source: str, result: str) -> None:
    assert on_a_line(written(source)) == result


def test_a_listing_keeps_its_lines_and_its_indents() -> None:
    source = "<pre class='highlight'>\n\nfor tide in day:   \n    print(tide &lt; 3)\n</pre>"
    assert written(source) == "<pre><code>for tide in day:\n    print(tide &lt; 3)</code></pre>"


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("<tr><th>Day<th>High<tr><td>Mon<td>six", ["th Day, th High", "td Mon, td six"]),
        ("<tr><th><th>Mon<th>Tue<tr><th>High<td><td>six", ["td , th Mon, th Tue", "th High, td , td six"]),
        (
            "<tr><td>Mon<td>six<br>ten<tr><td><td>six<p>ten<td><tr><td>Wed<td>ten",
            ["td Mon, td six/ten", "td , td six/ten, td ", "td Wed, td ten"],
        ),
        ("<tr><td>Mon<td>six<tr><td>Tuesday", ["td Mon, td six", "td Tuesday"]),
        ("<tr><td>Mon<td><table><tr><td>six<td>ten</table>", ["td Mon, td six | ten"]),
    ],
)
def test_rows_of_data_are_a_table_with_a_cell_for_each_column(source: str, rows: list[str]) -> None:
    result = LexborHTMLParser(written(f"<table>{source}</table>"))
    assert len(result.css("table")) == 1
    cells = [
        [f"{cell.tag} {cell.text(separator='/', strip=True)}" for cell in row.css("td, th")] for row in result.css("tr")
    ]
    assert [", ".join(row) for row in cells] == rows


@pytest.mark.parametrize(
    ("rows", "result"),
    [
        ("<tr><td><h1>Tides</h1><p>High at noon.<td>Menu", "<h1>Tides</h1><p>High at noon.</p><p>Menu</p>"),
        ("<tr><td>High at noon.<tr><td>Low at six.", "<p>High at noon.</p><p>Low at six.</p>"),
        (f"<tr><td>{'High. ' * 100}<td>{'Low. ' * 100}", f"<p>{'High. ' * 99}High.</p><p>{'Low. ' * 99}Low.</p>"),
    ],
)
def test_a_table_that_only_lays_out_the_page_is_none(rows: str, result: str) -> None:
    assert on_a_line(written(f"<table>{rows}</table>")) == result


@pytest.mark.parametrize(
    ("source", "gone", "result"),
    [
        ("<ul><li>Share<li>Spring</ul>", "Share", "<ul><li>Spring</li></ul>"),
        ("<ul><li>Share</ul><p>Spring.", "Share", "<p>Spring.</p>"),
        ("<p>High <b>at</b> noon. <b>Share</b>", "Share", "<p>High <strong>at</strong> noon.</p>"),
        ("<p>High <b>Share at</b> noon.", "Share", "<p>High <strong>at</strong> noon.</p>"),
        ("<p>High<br>Share<br>at noon.", "Share", "<p>High<br>at noon.</p>"),
        ("<table><tr><td>Share<td>a<td>b</table>", "Share", "<table><tr><td></td><td>a</td><td>b</td></tr></table>"),
    ],
)
def test_what_was_cut_leaves_no_trace(source: str, gone: str, result: str) -> None:
    assert on_a_line(written(source, gone)) == result


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("<a href=/a><b>Ebb</b></a>", '<a href="/a"><strong>Ebb</strong></a>'),
        ("<b><a href=/a>Ebb</a></b>", '<a href="/a"><strong>Ebb</strong></a>'),
        ("<b>Ebb</b> <b>and</b> <i><b>flow</b></i>", "<strong>Ebb and <em>flow</em></strong>"),
        ("<b>Ebb <b>and</b> flow</b>", "<strong>Ebb and flow</strong>"),
        ("<i>Ebb <b>and</i> flow</b>", "<em>Ebb <strong>and</strong></em><strong> flow</strong>"),
        ("<a href='?a=1&amp;b=%22&quot;'>Ebb</a>", '<a href="?a=1&amp;b=%22&quot;">Ebb</a>'),
    ],
)
def test_marks_nest_in_one_way_whatever_the_page_did(source: str, result: str) -> None:
    assert written(source) == f"<p>{result}</p>"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:x()",
        "JAVASCRIPT:x()",
        " java\tscript:x()",
        "\x01javascript:x()",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc",
        "blob:x",
        "\\javascript:x()",
        "#noon",
        "",
    ],
)
def test_a_link_to_an_address_that_could_do_harm_is_text(address: str) -> None:
    assert written(f'<a href="{address}">Ebb</a>') == "<p>Ebb</p>"
    assert written(f'<img src="{address}">Ebb', images=True) == "<p>Ebb</p>"


@pytest.mark.parametrize(
    "address",
    ["https://tides.example/", "//tides.example", "/a:b", "a.html#b", "?a:b", "mailto:a@b.example", "HTTP://x"],
)
def test_other_links_stay(address: str) -> None:
    assert written(f'<a href="{address}">Ebb</a>') == f'<p><a href="{address}">Ebb</a></p>'


def test_pictures_are_written_if_asked_for_where_they_stand() -> None:
    source = (
        "<figure><a href=b.png><img src=a.png alt='Low  tide' onerror=x></a>\n<figcaption>Ebb</figcaption></figure>"
        "<img data-src=c.png src='data:image/gif;base64,R0'><p>The sea <img src=d.png>is calm.</p>"
    )
    assert on_a_line(written(source, images=True)) == (
        '<figure><img src="a.png" alt="Low tide"><figcaption>Ebb</figcaption></figure>'
        '<figure><img src="c.png" alt=""></figure><p>The sea<img src="d.png" alt=""> is calm.</p>'
    )
    assert "<img" not in written(source)


FIGURE = "<figure><img src=a.png alt='Low tide'><figcaption>Photo: Ida</figcaption></figure>"


@pytest.mark.parametrize("around", ["{}", "<div>{}</div>", "<ul><li>Ebb</li><li>{}</li></ul>"])
def test_a_picture_stays_if_the_text_around_its_figure_does(around: str) -> None:
    source = around.format(f"<p>The sea is calm.</p>{FIGURE}<p>The ferry sails.</p>")
    kept = written(source, "Photo: Ida", images=True)
    assert '<p>The sea is calm.</p>\n<figure><img src="a.png" alt="Low tide"></figure>\n<p>The ferry sails.</p>' in kept
    assert "<img" not in written(source, "Photo: Ida")


def test_a_picture_goes_with_what_is_around_its_figure() -> None:
    source = f"<p>The sea is calm.</p><div>{FIGURE}<p>Share</p></div>"
    assert written(source, "Photo: Ida", "Share", images=True) == "<p>The sea is calm.</p>"


def test_plain_text_is_paragraphs() -> None:
    document = read_text("High  at noon.\n\nIs 1 < 2?\nShare")
    assert html(document, without(document, "Share")) == "<p>High at noon.</p>\n<p>Is 1 &lt; 2?</p>"


def test_nothing_that_is_kept_is_nothing() -> None:
    document = page("<p>Share</p>")
    assert html(document, without(document, "Share")) == html(read_text(""), whole(read_text(""))) == ""


def test_elements_within_one_another_a_thousand_times_are_no_danger() -> None:
    source = "<blockquote><ul><li>" * 3000 + "<b>Ebb</b>"
    assert "<strong>Ebb</strong>" in written(source)


def test_empty_cells_by_the_hundred_are_cells() -> None:
    assert written("<table><tr>" + "<td>" * 900 + "<td>Mon<td>noon</table>").count("<td>") == 902


class Checker(HTMLParser):
    """Fails on everything that the fragment may not hold."""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag in ELEMENTS
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names))
        assert set(names) <= ATTRIBUTES.get(tag, set())
        check_addresses(dict(attributes))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def check_addresses(attributes: dict[str, str | None]) -> None:
    """Look for a scheme as browsers do, which overlook some characters."""
    for name in ("href", "src"):
        address = re.sub(r"[\t\n\r]", "", (attributes.get(name) or "").strip("".join(map(chr, range(33)))))
        scheme = re.match(r"([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
        assert scheme is None or scheme[1].lower() in SCHEMES


@given(cut_documents(), st.booleans())
def test_no_page_gets_a_script_or_any_other_markup_of_its_own_into_the_result(
    cut: tuple[Document, Spans], images: bool
) -> None:
    result = html(*cut, images=images)
    Checker(convert_charrefs=True).feed(result)
    tree = LexborHTMLParser(result)
    assert {node.tag for node in tree.css("*")} <= ELEMENTS | {"html", "head", "body", "tbody"}
    for node in tree.css("body *"):
        assert set(node.attributes) <= ATTRIBUTES.get(node.tag or "", set())
        check_addresses(node.attributes)


@given(cut_documents(pages | texts))
def test_what_is_written_reads_as_what_is_kept(cut: tuple[Document, Spans]) -> None:
    document, kept = cut
    assert words(read_html(html(document, kept)).text) == words(kept.text)


@given(cut_documents(pages | texts), st.booleans())
@example(uncut("<b><a href=x>High at noon.<a href=x>Low at six."), False)
@example(uncut("<sup><a href=#a>[1]</a></sup><sup>[2]"), False)
def test_what_is_read_and_written_again_is_the_same(cut: tuple[Document, Spans], images: bool) -> None:
    once = html(*cut, images=images)
    again = page(once)
    assert html(again, whole(again), images=images) == once
