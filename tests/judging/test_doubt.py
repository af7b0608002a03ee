"""What is in doubt at the ends of an article: a thorough pipeline cuts it, a careful one keeps it."""

from __future__ import annotations

import pytest

from cleantext import Pipeline, Reason
from cleantext.judging import weights
from cleantext.judging.doubt import RULES
from cleantext.judging.rules import STRUCTURE
from tests.rules.prose import ARTICLE, PARAGRAPHS

CAREFUL, THOROUGH = Pipeline.default(), Pipeline.default(strictness="thorough")
NOTE = "Ida Falk is a writer and editor who lives by the harbour."
CHROME = "Leave a Reply\n\nYour email address will not be published. Required fields are marked *"
CALL = "Ready to sail? Book your seat on the next boat today."


@pytest.mark.parametrize(
    "last",
    [
        NOTE,
        CALL,
        "She is an editor with ten years of experience, and lives in Hull.",
        "Anna Weber ist freie Journalistin und lebt als Autorin in Köln.",
        "¿Quieres saber más? Escríbenos hoy mismo.",
        "AIA is a registered trademark of The American Institute of Architects.",
        "Write to Al Falk at al.falk@harbour.example",
        f"Our author\n{NOTE}\n{CALL}",
    ],
)
def test_last_paragraphs_that_are_notes_go_if_a_pipeline_is_thorough(last: str) -> None:
    text = f"{ARTICLE}\n\n{last}"
    assert CAREFUL.clean(text) == text
    assert THOROUGH.clean(text) == ARTICLE


@pytest.mark.parametrize(
    "last",
    [
        "“Ready to sail? Book your seat on the next boat today.”",
        "Ida Falk is said to have left the island by boat before the storm came in.",
        "    Ready to sail? Book your seat on the next boat today.\n    $ boat --book",
        "Take these with you:\n\n- Try a warm coat\n- Get a good rope",
        "Nobody laughed.",
    ],
)
def test_other_last_paragraphs_stay(last: str) -> None:
    text = f"{ARTICLE}\n\n{last}"
    assert THOROUGH.clean(text) == text


def test_notes_inside_the_article_stay() -> None:
    text = f"{PARAGRAPHS[0]}\n\n{NOTE}\n\n{CALL}\n\n{ARTICLE}"
    assert THOROUGH.clean(text) == text


def test_lines_above_the_text_go_where_chrome_was_cut() -> None:
    above = "Winter ferry to run until March\nBoats and Harbours"
    text = f"{above}\n\n{ARTICLE}"
    assert THOROUGH.clean(text) == text
    assert THOROUGH.clean(f"{text}\n\n{CHROME}") == ARTICLE
    assert CAREFUL.clean(f"{text}\n\n{CHROME}") == text


def test_a_label_at_the_end_goes_where_chrome_was_cut_beside_it_and_a_list_of_them_stays() -> None:
    few, many, chrome = "Harbour News", "Rope\n\nTar\n\nSails\n\nOars", "This site uses Akismet to reduce spam."
    for beside in (f"{few}\n\n{chrome}", f"{chrome}\n\n{few}"):
        assert THOROUGH.clean(f"{ARTICLE}\n\n{beside}") == ARTICLE
    for before in (ARTICLE, ARTICLE.replace(PARAGRAPHS[2], f"{chrome}\n\n{PARAGRAPHS[2]}"), f"{chrome}\n\n{ARTICLE}"):
        assert THOROUGH.clean(f"{before}\n\n{few}") == f"{ARTICLE}\n\n{few}"
    assert THOROUGH.clean(f"{ARTICLE}\n\n{many}\n\n{chrome}") == f"{ARTICLE}\n\n{many}"


@pytest.mark.parametrize("last", ["Nadie lo dudó.", "Движение начнётся завтра.", "通行は明日から。"])
def test_a_short_sentence_is_no_label(last: str) -> None:
    assert THOROUGH.clean(f"{ARTICLE}\n\n{last}\n\n{CHROME}") == f"{ARTICLE}\n\n{last}"


def test_a_heading_that_is_marked_as_one_stays_and_what_is_above_it() -> None:
    text = f"Harbour Manual\n==============\n\n{ARTICLE}"
    assert THOROUGH.clean(f"{text}\n\n{CHROME}") == text


def test_the_address_of_a_page_is_no_address_of_the_author() -> None:
    text = f"{ARTICLE}\n\n[1] https://lists.harbour.example/boats/2012-ferry@harbour.example"
    assert THOROUGH.clean(text) == text


def test_what_is_much_beside_the_article_stays() -> None:
    calls = "\n\n".join([CALL] * (weights.MAX_UNMATCHED // 10 + 1))
    text = f"{PARAGRAPHS[0]}\n\n{calls}"
    assert THOROUGH.clean(text) == text


def test_what_is_in_doubt_has_a_rule_that_is_listed() -> None:
    cleaned = THOROUGH.explain(f"{ARTICLE}\n\n{NOTE}\n\n{CALL}")
    found = {verdict.finding.rule for verdict in cleaned.verdicts if verdict.reason is Reason.CUT_IN_DOUBT}
    assert found == {"author-box/profession", "advertisement/closing"}
    assert set(RULES) <= set(STRUCTURE)


def test_the_lines_of_a_text_may_be_lost() -> None:
    text = f"{ARTICLE} {NOTE}".replace("\n", " ")
    assert NOTE in CAREFUL.clean(text)
    assert NOTE not in THOROUGH.clean(text)


def test_a_page_that_is_mostly_labels_keeps_what_it_calls_for() -> None:
    labels = "\n\n".join(f"Boat number {number}, with oars and sails" for number in range(20))
    assert THOROUGH.clean(f"{ARTICLE}\n\n{CALL}") == ARTICLE
    assert THOROUGH.clean(f"{labels}\n\n{ARTICLE}\n\n{CALL}") == f"{labels}\n\n{ARTICLE}\n\n{CALL}"
    assert THOROUGH.clean(f"{PARAGRAPHS[0]}\n\n{CALL}") == f"{PARAGRAPHS[0]}\n\n{CALL}"
