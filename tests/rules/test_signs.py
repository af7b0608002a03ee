"""The packs of signs test themselves: what one says goes from the end of an article goes, what it says stays does."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import cleantext
from cleantext import Pipeline
from cleantext.judging.rules import default_rules
from cleantext.judging.signs import default_signs
from cleantext.rulepack import SIGNS
from tests.rules.prose import ARTICLE

FOLDER = Path(cleantext.__file__).parent / "rules" / "signs"
PACKS = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
THOROUGH = Pipeline.default(strictness="thorough")

for_each_pack = pytest.mark.parametrize("language", PACKS)


def test_there_are_signs_in_every_language_that_rules_are_in() -> None:
    assert set(PACKS) == set(default_rules().phrases.languages)


@for_each_pack
def test_a_pack_has_words_of_signs_that_there_are(language: str) -> None:
    pack = PACKS[language]
    assert pack["language"] == language
    assert set(pack["phrases"]) <= set(SIGNS)
    assert {"call", "introduction", "biography", "note"} <= set(pack["phrases"])
    for sign, words in pack["phrases"].items():
        assert all(word.strip() == word and word for word in words), sign


@for_each_pack
def test_its_paragraphs_to_strip_go_from_the_end_of_an_article(language: str) -> None:
    left = [line for line in PACKS[language]["examples"]["strip"] if THOROUGH.clean(f"{ARTICLE}\n\n{line}") != ARTICLE]
    assert PACKS[language]["examples"]["strip"]
    assert not left


@for_each_pack
def test_its_paragraphs_to_keep_stay_there(language: str) -> None:
    keep = PACKS[language]["examples"]["keep"]
    assert keep
    assert not [line for line in keep if THOROUGH.clean(f"{ARTICLE}\n\n{line}") != f"{ARTICLE}\n\n{line}"]


@for_each_pack
def test_each_word_that_begins_a_paragraph_or_stands_in_notes_is_seen(language: str) -> None:
    said = PACKS[language]["phrases"]
    signs = default_signs()
    assert not [word for word in said["call"] if not signs.calls(f"{word.replace('{n}', '25')}")]
    assert not [word for word in said["note"] if not signs.notes(f"Ida Marsh: {word}.")]


def test_a_number_may_have_several_digits() -> None:
    assert default_signs().calls("Get 1,250 points with the first crossing.")
