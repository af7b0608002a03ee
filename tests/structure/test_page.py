"""How much blocks tell: prose counts in full, short lines and tables for a part, headings and links for nothing."""

from __future__ import annotations

import pytest

from cleantext.readers.html import read_html
from cleantext.structure.page import Page

SENTENCE = "The old ferry made its last run at noon, and nobody waved."


def prose_of(html: str) -> float:
    """Return the prose of the only block of a page."""
    page = Page(read_html(html))
    assert len(page.prose) == 1
    return page.prose[0]


def test_a_sentence_counts_by_its_characters() -> None:
    assert prose_of(f"<p>{SENTENCE}</p>") == len(SENTENCE)
    assert prose_of(f"<div>{SENTENCE}</div>") == prose_of(f"<li>{SENTENCE}</li>") == len(SENTENCE)


@pytest.mark.parametrize("end", [".", "!", "?", "。", "؟", "।", '."', ".”", ".»", ".)", ".]"])
def test_a_sentence_ends_in_any_script_and_in_quotes(end: str) -> None:
    text = SENTENCE[:-1] + end
    assert prose_of(f"<p>{text}</p>") == len(text)


@pytest.mark.parametrize("end", ["", "…", ":", ")"])
def test_a_short_line_that_no_full_stop_ends_counts_a_fifth(end: str) -> None:
    text = SENTENCE[:-1] + end
    assert prose_of(f"<p>{text}</p>") == pytest.approx(0.2 * len(text))


def test_a_long_line_counts_in_full_though_no_full_stop_ends_it() -> None:
    text = f"{SENTENCE} The captain took off his cap and said"
    assert prose_of(f"<p>{text}</p>") == len(text)


@pytest.mark.parametrize("html", ["<p>The ferry sank.</p>", f"<h2>{SENTENCE}</h2>", f"<p><a href=/>{SENTENCE}</a></p>"])
def test_short_sentences_headings_and_links_count_for_nothing(html: str) -> None:
    assert prose_of(html) == 0


def test_captions_count_for_nothing() -> None:
    assert prose_of(f"<figure><figcaption>{SENTENCE}</figcaption></figure>") == 0


def test_words_in_a_link_do_not_count() -> None:
    assert prose_of(f"<p>{SENTENCE[:-1]}, says <a href=/>the log</a>.</p>") == len(f"{SENTENCE[:-1]}, says .")


def test_rows_and_listings_count_for_three_tenths() -> None:
    row = "noon | 4.1 metres above the old pier"
    assert prose_of("<table><tr><td>noon</td><td>4.1 metres above the old pier</td></tr></table>") == len(row) * 0.3
    assert prose_of(f"<pre>{SENTENCE}</pre>") == len(SENTENCE) * 0.3


def test_they_count_in_full_for_what_an_element_holds() -> None:
    page = Page(read_html(f"<pre>{SENTENCE}</pre><p>{SENTENCE}</p><h2>{SENTENCE}</h2>"))
    assert page.told == [0, len(SENTENCE), 2 * len(SENTENCE), 2 * len(SENTENCE)]


def test_a_character_of_a_script_without_spaces_tells_more() -> None:
    text = "古い渡し船は正午に最後の航海を終えた。"
    assert prose_of(f"<p>{text}</p>") == 2.5 * len(text)


def test_what_is_cut_is_cut_once_by_the_first_rule_that_asks() -> None:
    page = Page(read_html(f"<p>{SENTENCE}</p>" * 4))
    page.add(1, 2, "share/element")
    page.add_rest(0, 4, "main-content/outside", 0)
    page.add(2, 2, "navigation/element")
    assert page.cut == ["main-content/outside", "share/element", "main-content/outside", "main-content/outside"]
    assert [(section.first, section.stop, section.family) for section in page.sections] == [
        (1, 2, "share"),
        (0, 1, "main-content"),
        (2, 4, "main-content"),
    ]
    assert page.left() == [0] * 4
