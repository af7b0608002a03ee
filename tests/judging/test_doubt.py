"""What is in doubt at the ends of an article: a thorough pipeline cuts it, a careful one keeps it."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from cleantext import Pipeline, Reason
from cleantext.judging import weights
from cleantext.judging.doubt import RULES
from cleantext.judging.rules import STRUCTURE
from cleantext.judging.signs import SIGNS, default_signs
from tests.rules.prose import PARAGRAPHS, PROSE, within_prose

CAREFUL, THOROUGH = Pipeline.default(), Pipeline.default(strictness="thorough")
TABLES = tomllib.loads((files("cleantext") / "judging" / SIGNS).read_text(encoding="utf-8"))
ASKED = {
    "call": default_signs().calls,
    "introduction": default_signs().introduces,
    "predicate": default_signs().introduces,
    "biography": default_signs().introduces,
    "note": default_signs().notes,
}
NOTE = "Ida Falk is a writer and editor who lives by the harbour."
CHROME = "Leave a Reply\n\nYour email address will not be published. Required fields are marked *"
CALL = "Ready to sail? Book your seat on the next boat today."


@pytest.mark.parametrize("name", TABLES)
def test_a_sign_is_seen_in_its_own_examples(name: str) -> None:
    assert {paragraph: ASKED[name](paragraph) for paragraph in TABLES[name]["yes"]} == dict.fromkeys(
        TABLES[name]["yes"], True
    )
    assert {paragraph: ASKED[name](paragraph) for paragraph in TABLES[name]["no"]} == dict.fromkeys(
        TABLES[name]["no"], False
    )


@pytest.mark.parametrize("name", TABLES)
def test_no_word_of_a_sign_stands_there_twice_in_a_language(name: str) -> None:
    for language, words in TABLES[name]["words"].items():
        assert len(words) == len({word.casefold() for word in words}), (name, language)


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
    text = f"{PROSE}\n\n{last}"
    assert CAREFUL.clean(text) == text
    assert THOROUGH.clean(text) == PROSE


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
    text = f"{PROSE}\n\n{last}"
    assert THOROUGH.clean(text) == text


def test_notes_inside_the_article_stay() -> None:
    text = f"{PARAGRAPHS[0]}\n\n{NOTE}\n\n{CALL}\n\n{PROSE}"
    assert THOROUGH.clean(text) == text


def test_lines_above_the_text_go_where_chrome_was_cut() -> None:
    above = "Winter ferry to run until March\nBoats and Harbours"
    text = f"{above}\n\n{PROSE}"
    assert THOROUGH.clean(text) == text
    assert THOROUGH.clean(f"{text}\n\n{CHROME}") == PROSE
    assert CAREFUL.clean(f"{text}\n\n{CHROME}") == text


def test_a_label_at_the_end_goes_where_chrome_was_cut_and_a_list_of_them_stays() -> None:
    few, many = "Harbour News", "Rope\n\nTar\n\nSails\n\nOars"
    chrome = within_prose("This site uses Akismet to reduce spam.")
    assert THOROUGH.clean(f"{chrome}\n\n{few}") == PROSE
    assert THOROUGH.clean(f"{PROSE}\n\n{few}") == f"{PROSE}\n\n{few}"
    assert THOROUGH.clean(f"{chrome}\n\n{many}") == f"{PROSE}\n\n{many}"


def test_what_is_much_beside_the_article_stays() -> None:
    calls = "\n\n".join([CALL] * (weights.MAX_UNMATCHED // 10 + 1))
    text = f"{PARAGRAPHS[0]}\n\n{calls}"
    assert THOROUGH.clean(text) == text


def test_what_is_in_doubt_has_a_rule_that_is_listed() -> None:
    cleaned = THOROUGH.explain(f"{PROSE}\n\n{NOTE}\n\n{CALL}")
    found = {verdict.finding.rule for verdict in cleaned.verdicts if verdict.reason is Reason.CUT_IN_DOUBT}
    assert found == {"author-box/profession", "advertisement/closing"}
    assert set(RULES) <= set(STRUCTURE)


def test_the_lines_of_a_text_may_be_lost() -> None:
    text = f"{PROSE} {NOTE}".replace("\n", " ")
    assert NOTE in CAREFUL.clean(text)
    assert NOTE not in THOROUGH.clean(text)
