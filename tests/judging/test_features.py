"""How much blocks tell: prose counts in full, short lines and tables for a part, headings and links for nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cleantext.judgement import Reason, Verdict
from cleantext.judging.features import Cuts, Features, not_cut, part
from cleantext.readers.html import read_html

SENTENCE = "The old ferry made its last run at noon, and nobody waved."


def prose_of(html: str) -> float:
    """Return the prose of the only block of a page."""
    features = Features(read_html(html))
    assert len(features.prose) == 1
    return features.prose[0]


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


def test_a_heading_of_a_lower_level_counts_where_it_is_a_long_sentence_with_its_full_stop() -> None:
    text = f"{SENTENCE[:-1]} but the captain, who took off his cap."
    assert prose_of(f"<h4>{text}</h4>") == prose_of(f"<h2>{text}</h2>") == len(text)
    assert prose_of(f"<h1>{text}</h1>") == 0
    assert prose_of(f"<header><div><h2>{text}</h2></div></header>") == 0  # A part of the title.
    assert (
        prose_of(f"<h4>{text[:-1]}</h4>") == prose_of(f"<h4>{text[:-1]}?</h4>") == prose_of(f"<h4>{SENTENCE}</h4>") == 0
    )


def test_a_long_line_counts_in_full_though_no_full_stop_ends_it() -> None:
    text = f"{SENTENCE} The captain took off his cap and said"
    assert prose_of(f"<p>{text}</p>") == len(text)


@pytest.mark.parametrize("html", ["<p>The ferry sank.</p>", f"<h2>{SENTENCE}</h2>", f"<p><a href=/>{SENTENCE}</a></p>"])
def test_short_sentences_headings_and_links_count_for_nothing(html: str) -> None:
    assert prose_of(html) == 0


def test_lines_of_one_sentence_that_breaks_part_count_together() -> None:
    parted = Features(read_html(f"<p>{SENTENCE.replace(' at noon, ', ' at noon,<br>').replace('old ', 'old<br>')}</p>"))
    assert len(parted.prose) == 3
    assert sum(parted.prose) == pytest.approx(len(SENTENCE), abs=2)


def test_lines_that_begin_anew_count_by_themselves() -> None:
    assert Features(read_html("<p>The old ferry, at the upper<br>Stage of the harbour, and<br>Open</p>")).prose[2] == 0


def test_captions_count_for_nothing() -> None:
    assert prose_of(f"<figure><figcaption>{SENTENCE}</figcaption></figure>") == 0


def test_words_in_a_link_do_not_count() -> None:
    assert prose_of(f"<p>{SENTENCE[:-1]}, says <a href=/>the log</a>.</p>") == len(f"{SENTENCE[:-1]}, says .")


def test_rows_and_listings_count_for_three_tenths() -> None:
    row = "noon | 4.1 metres above the old pier"
    assert prose_of("<table><tr><td>noon</td><td>4.1 metres above the old pier</td></tr></table>") == len(row) * 0.3
    assert prose_of(f"<pre>{SENTENCE}</pre>") == len(SENTENCE) * 0.3


def test_they_count_in_full_for_what_an_element_holds() -> None:
    features = Features(read_html(f"<pre>{SENTENCE}</pre><p>{SENTENCE}</p><h2>{SENTENCE}</h2>"))
    assert features.prose_before == [0, len(SENTENCE), 2 * len(SENTENCE), 2 * len(SENTENCE)]


def test_a_character_of_a_script_without_spaces_tells_more() -> None:
    text = "古い渡し船は正午に最後の航海を終えた。"
    assert prose_of(f"<p>{text}</p>") == 2.5 * len(text)


def test_what_is_cut_has_the_rule_that_cut_it_and_the_rest_is_left() -> None:
    features = Features(read_html(f"<p>{SENTENCE}</p>" * 4))
    verdicts = [
        part(features, 1, 2, "share/element", Reason.CUT_ELEMENT),
        part(features, 2, 3, "sidebar/element", Reason.KEPT_HOLDS_PAGE),
        part(features, 3, 4, "main-content/outside", Reason.CUT_OUTSIDE_MAIN),
    ]
    cuts = Cuts(features.blocks)
    cuts.extend(verdicts)
    assert cuts.rules == ["", "share/element", "", "main-content/outside"]
    assert cuts.verdicts == verdicts
    assert not_cut(features.document, verdicts) == [0, 2]


def test_a_verdict_on_some_blocks_is_on_the_span_from_the_first_to_the_last() -> None:
    features = Features(read_html(f"<p>{SENTENCE}</p>" * 4))
    (finding, reason) = part(features, 1, 3, "share/element", Reason.CUT_ELEMENT, element=0)
    assert features.document.text[finding.start : finding.end] == f"{SENTENCE}\n\n{SENTENCE}"
    assert (finding.first, finding.stop, finding.family, finding.element) == (1, 3, "share", 0)
    assert reason.is_cut


def test_what_is_decided_already_is_seen_by_whoever_decides_the_next() -> None:
    features = Features(read_html(f"<p>{SENTENCE}</p>" * 2))
    cuts = Cuts(features.blocks)

    def verdicts() -> Iterator[Verdict]:
        yield part(features, 0, 1, "share/element", Reason.CUT_ELEMENT)
        assert cuts.rules == ["share/element", ""]
        yield part(features, 1, 2, "share/element", Reason.CUT_ELEMENT)

    cuts.extend(verdicts())
    assert cuts.rules == ["share/element"] * 2


def test_the_prose_of_an_excluded_element_counts_for_nothing() -> None:
    document = read_html(f"<div><p>{SENTENCE}</p></div><p>{SENTENCE}</p>")
    out = next(element for element in document.elements if element.tag == "div")
    assert Features(document, excluded=[out]).prose == [0, len(SENTENCE)]
