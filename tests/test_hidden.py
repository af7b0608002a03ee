"""What a page hides is read only where it shows nearly nothing, as its scripts would show it."""

from __future__ import annotations

import pytest

from cleantext import explain
from cleantext.readers.html import read_html
from tests.judging.pages import ARTICLE, OTHERS, links, paragraphs

BODY = paragraphs(*ARTICLE)
TEXT = "\n\n".join(ARTICLE)
#: An article that is long enough to need nothing that is hidden.
LONG = paragraphs(*ARTICLE, *OTHERS)


@pytest.mark.parametrize(
    "around", ["div hidden", 'div style="display: none"', 'div style="visibility:hidden"', 'div class="sr-only"']
)
def test_an_article_that_a_script_will_show_is_read(around: str) -> None:
    cleaned = explain(f"<nav>{links('Home', 'Tides')}</nav><p>Loading…</p><{around}>{BODY}</div>")
    assert cleaned.text == TEXT
    assert cleaned.document.steps == ("reader/hidden",)


@pytest.mark.parametrize("around", ["div hidden", 'div style="display: none"', 'div aria-hidden="true"'])
def test_what_is_hidden_beside_an_article_is_not_read(around: str) -> None:
    cleaned = explain(f"{LONG}<{around}>{paragraphs(*OTHERS[:2])}</div>")
    assert cleaned.text == "\n\n".join([*ARTICLE, *OTHERS])
    assert cleaned.document.steps == ()


def test_what_is_hidden_beside_a_short_text_is_not_read_if_it_is_little() -> None:
    cleaned = explain(f"{BODY}<div hidden><p>{OTHERS[0]}</p></div>")
    assert cleaned.text == TEXT
    assert cleaned.document.steps == ()


def test_what_is_hidden_and_chrome_is_not_read_instead_of_a_short_text() -> None:
    menu = links(*(f"Harbour {number}, and the ships that lie there" for number in range(60)))
    cleaned = explain(f"<p>{ARTICLE[0]}</p><p>{ARTICLE[1]}</p><div hidden><nav>{menu}</nav></div>")
    assert cleaned.text == "\n\n".join(ARTICLE[:2])
    assert cleaned.document.steps == ()


@pytest.mark.parametrize(
    "inside",
    [
        "High",
        "".join(f"<p>{letter}" for letter in "tides"),
        "<table>" + "<tr><td>3<td>m" * 9 + "</table>",
        "High<br><br>noon<div>at<div>six</div></div>",
    ],
)
def test_no_page_conceals_more_than_it_says(inside: str) -> None:
    html = f"Low <div hidden>{inside}</div> at <span class='sr-only'>six</span> or <b>seven</b>"
    shown, whole = read_html(html), read_html(html, hidden=True)
    assert len(shown.text) < len(whole.text) <= len(shown.text) + shown.concealed


def test_offsets_of_removals_are_those_of_the_page_as_it_was_read() -> None:
    cleaned = explain(f"<div hidden><div class='share'>Share this</div>{BODY}</div>")
    assert [cut.text for cut in cleaned.removals] == ["Share this"]
    assert all(cleaned.document.text[cut.start : cut.end] == cut.text for cut in cleaned.removals)


def test_what_react_streams_is_read_where_it_stands() -> None:
    streamed = f'<div hidden id="S:0"><article>{LONG}</article></div><script>$RC("B:0","S:0")</script>'
    cleaned = explain(f'<!DOCTYPE html><body><main><template id="B:0"></template></main>{streamed}</body>')
    assert cleaned.text == "\n\n".join([*ARTICLE, *OTHERS])
    assert cleaned.document.steps == ()


def test_only_what_react_streams_is_read_although_it_is_hidden() -> None:
    assert read_html(f'<div hidden id="S:0">{BODY}</div>').text == TEXT
    assert read_html(f'<div hidden id="s-0">{BODY}</div>').text == ""
    assert read_html(f'<div id="S:0" style="display:none">{BODY}</div>').text == ""
