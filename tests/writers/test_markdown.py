"""Writing Markdown: how each thing is written, and that a parser of Markdown gives the text back, and nothing more."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser

from cleantext.document import Document
from cleantext.readers.text import read_text
from cleantext.spans import Spans
from cleantext.writers.html import html
from cleantext.writers.markdown import markdown
from tests.writers.pages import cut_documents, page, pages, texts, uncut, whole, without, words
from tests.writers.test_html import check_addresses

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def written(source: str, *gone: str, images: bool = False) -> str:
    document = page(source)
    return markdown(document, without(document, *gone), images=images)


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("<h1>Tides</h1><div>High at noon.</div><h3>Ebb", "# Tides\n\nHigh at noon.\n\n### Ebb"),
        ("<p>High at noon.<br>Low at six.<p>Wind: west.", "High at noon.  \nLow at six.\n\nWind: west."),
        ("<h2>High<br>tide</h2>", "## High tide"),
        ("<blockquote>The sea!<p>The sea!</blockquote>", "> The sea!\n>\n> The sea!"),
        ("<figure><img src=a.png><figcaption>Ebb</figure>", "Ebb"),
        ("<p>An <b>ebb</b> <i>tide</i> <del>rises</del> falls.", "An **ebb** _tide_ ~~rises~~ falls."),
        (
            "<p>H<sub>2</sub>O, <code>ls</code>, <code>a`b</code>, <code>`</code>",
            "H<sub>2</sub>O, `ls`, ``a`b``, `` ` ``",
        ),
        ("<p><a href=/ebb><b>Ebb</b> tide</a>", "[**Ebb** tide](/ebb)"),
        ("<p><a href='/ebb (1).html'>Ebb</a>", "[Ebb](/ebb%20\\(1\\).html)"),
        ("<p><a href=https://tides.example/a_b>https://tides.example/a_b</a>", "<https://tides.example/a_b>"),
        ("<p><a href=javascript:x>Ebb</a>", "Ebb"),
        ("<p>See!<a href=/ebb>Ebb</a>", "See\\![Ebb](/ebb)"),
    ],
)
def test_a_page_keeps_its_structure(source: str, result: str) -> None:
    assert written(source) == result


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("<ul><li>Spring<ul><li>High</ul><li>Neap</ul>", "- Spring\n  - High\n- Neap"),
        ("<ul><li><p>Spring<p>and fall<li>Neap</ul>", "- Spring\n\n  and fall\n\n- Neap"),
        ("<ol><li>Spring<li>Neap<ol><li>a<li>b</ol></ol>", "1. Spring\n2. Neap\n   1. a\n   2. b"),
        ("<ol start=9><li>Spring<li>Neap<pre>x</pre></ol>", "9. Spring\n\n10. Neap\n\n    ```\n    x\n    ```"),
        ("<ul><li>Spring</ul><ul><li>Neap</ul><ul><li>Ebb</ul>", "- Spring\n\n* Neap\n\n- Ebb"),
        ("<ol><li>Spring</ol><ol><li>Neap</ol>", "1. Spring\n\n1) Neap"),
        ("<dl><dt>Ebb<dd>It falls.</dl>", "- Ebb\n\n  It falls."),
        ("<ul><li><blockquote>The sea!<br>The sea!</blockquote></ul>", "- > The sea!  \n  > The sea!"),
    ],
)
def test_lists_nest_and_keep_their_numbers(source: str, result: str) -> None:
    assert written(source) == result


def test_items_behind_one_that_was_cut_keep_their_numbers() -> None:
    assert written("<ol><li>Spring<li>Share<li>Neap</ol>", "Share") == "1. Spring\n3. Neap"


@pytest.mark.parametrize(
    ("source", "language"),
    [
        ("<pre><code class='language-python'>", "python"),
        ("<pre><code class='hljs lang-c++'>", "c++"),
        ("<pre class='brush: js notranslate'>", "js"),
        ("<div class='highlight-python3 notranslate'><div class=highlight><pre>", "python3"),
        ("<div class='highlight highlight-source-shell'><pre>", "shell"),
        ("<div class='mw-highlight mw-highlight-lang-ini'><pre>", "ini"),
        ("<div class='highlight-default notranslate'><pre>", ""),
        ("<pre class='language-`x'>", ""),
        ("<pre><code class=language-text>", ""),
        ("<pre class=wp-block-code>", ""),
    ],
)
def test_a_listing_names_its_language(source: str, language: str) -> None:
    assert written(f"{source}high = 12\n\n  low = 6</pre>") == f"```{language}\nhigh = 12\n\n  low = 6\n```"


def test_a_fence_is_longer_than_any_in_the_listing() -> None:
    assert written("<pre>a\n````\nb</pre>") == "`````\na\n````\nb\n`````"


def test_the_first_row_heads_a_table_and_bars_in_cells_are_escaped() -> None:
    rows = "<tr><th>Day<th>High<th>Low<tr><td>Mon<td>six|ten<td><code>a|b</code><tr><td>Tue<td><td>six<br>ten"
    assert written(f"<table>{rows}</table>") == (
        "| Day | High | Low |\n| --- | --- | --- |\n| Mon | six\\|ten | `a\\|b` |\n| Tue |  | six<br>ten |"
    )


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("2 * 3 is six_and_a_half", "2 \\* 3 is six_and_a_half"),
        ("_ebb_ `flow` ~5", "\\_ebb\\_ \\`flow\\` \\~5"),
        ("[1] see [here](/x)", "\\[1\\] see \\[here\\](/x)"),
        ("a < b <c> &lt; AT&T & co", "a < b \\<c> \\&lt; AT&T & co"),
        ("1986. A good year", "1986\\. A good year"),
        ("1986.5 metres", "1986.5 metres"),
        ("- ebb", "\\- ebb"),
        ("-ebb", "-ebb"),
        ("+ ebb", "\\+ ebb"),
        ("# ebb", "\\# ebb"),
        ("#ebb", "#ebb"),
        ("> ebb", "\\> ebb"),
        ("---", "\\---"),
        ("===", "\\==="),
        (":-- | --:", ":\\-- | --:"),
        ("C:\\tides\\*", "C:\\\\tides\\\\\\*"),
    ],
)
def test_what_would_be_markup_is_escaped_and_nothing_else(text: str, escaped: str) -> None:
    document = read_text(text)
    assert markdown(document, whole(document)) == escaped


def test_signs_behind_a_heading_are_part_of_it() -> None:
    assert written("<h2>Learn C ##</h2>") == "## Learn C \\##"


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("un<i>believ</i>able", "un<em>believ</em>able"),
        ("un<b>believ</b>able", "un**believ**able"),
        ("潮<b>「満」</b>汐", "潮<strong>「満」</strong>汐"),
        ("潮 <b>「満」</b> 汐", "潮 **「満」** 汐"),
        ("<b>€5</b>", "**€5**"),
        ("a<b>€5</b>", "a<strong>€5</strong>"),
        ("<i>ebb <b>and</b></i>", "_ebb **and**_"),
        ("<b>e</b><i>bb</i>", "**e**_bb_"),
        ("<i>Ebb</i><sup>1</sup>", "_Ebb_<sup>1</sup>"),
    ],
)
def test_emphasis_that_a_parser_would_not_see_is_html(source: str, result: str) -> None:
    assert written(f"<p>{source}") == result


def test_pictures_are_written_if_asked_for() -> None:
    source = "<figure><img src=a.png alt='Low [tide]'><figcaption>Ebb</figure><p>The sea <img src=/b(1).png> is calm."
    assert written(source, images=True) == "![Low \\[tide\\]](a.png)\n\nEbb\n\nThe sea![](/b\\(1\\).png) is calm."
    assert written(source) == "Ebb\n\nThe sea is calm."


def test_a_picture_stays_if_the_text_around_its_figure_does() -> None:
    source = "<p>Ebb.</p><figure><img src=a.png alt=Sea><figcaption>Photo: Ida</figcaption></figure><p>Flow.</p>"
    assert written(source, "Photo: Ida", images=True) == "Ebb.\n\n![Sea](a.png)\n\nFlow."


def test_plain_text_is_paragraphs() -> None:
    document = read_text("High at noon.\nLow at six.\n\n  # of boats: 5*\nShare")
    assert markdown(document, without(document, "Share")) == "High at noon.\n\nLow at six.\n\n\\# of boats: 5\\*"


def test_nothing_that_is_kept_is_nothing() -> None:
    document = page("<p>Share</p>")
    assert markdown(document, without(document, "Share")) == ""


def text_of(tokens: list[Token]) -> str:
    """Return the text of what has been parsed, and check that no HTML is in it but what the writer has written."""
    found = []
    for token in tokens:
        assert token.type != "html_block"
        if token.type == "inline":
            found.append(text_of(token.children or []))
        elif token.type == "html_inline":
            assert re.fullmatch(r"<br>|</?(?:em|strong|del|sub|sup)>", token.content)
            found.append(" " * (token.content == "<br>"))
        elif token.type in ("text", "code_inline"):
            found.append(token.content)
        elif token.type in ("fence", "code_block", "softbreak", "hardbreak") or token.block:
            found.append(f" {token.content} ")
    return "".join(found)


@given(cut_documents(pages | texts), st.booleans())
@example(uncut("<i>a</i><b>b</b><i>_c_</i> *<b>d</b>* ~<del>e</del>~"), False)
def test_a_parser_gives_the_text_back(cut: tuple[Document, Spans], images: bool) -> None:
    document, kept = cut
    assert words(text_of(PARSER.parse(markdown(document, kept, images=images)))) == words(kept.text)


@given(cut_documents(), st.booleans())
def test_no_page_gets_a_script_into_the_result(cut: tuple[Document, Spans], images: bool) -> None:
    parser = MarkdownIt("commonmark")
    parser.validateLink = lambda _: True  # type: ignore[method-assign]
    for token in parser.parse(markdown(*cut, images=images)):
        for child in token.children or []:
            check_addresses({name: str(value) for name, value in child.attrs.items()})


@given(cut_documents())
@example(uncut("<b>e</b><i>bb</i><b>«and»</b><i>f</i><sub>l</sub><del>o</del><b>w</b>"))
def test_a_parser_sees_what_is_written_as_html(cut: tuple[Document, Spans]) -> None:
    rendered, expected = (LexborHTMLParser(source) for source in (PARSER.render(markdown(*cut)), html(*cut)))
    expected.unwrap_tags(["p code *"])  # Markdown has nothing within code.
    elements = "h1, h2, h3, ul, ol, li, blockquote, pre, table, tr, strong, em, code, sub, sup, a"
    assert [node.tag for node in rendered.css(elements)] == [node.tag for node in expected.css(elements)]
