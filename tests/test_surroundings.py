"""What sites print around articles: forms, bars, boxes, notices and mail footers in ten languages, cut exactly.

`surroundings.json` holds eight of each kind in each language, worded as its sites word them, one line each. A consent
notice stands before the article, the others behind it. Its `known_failures` are not cut exactly yet, and stay there
until they are.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cleantext
from tests.test_stay import ARTICLES

SURROUNDINGS = json.loads((Path(__file__).parent / "surroundings.json").read_text("utf-8"))
KINDS = ("comment form", "share bar", "newsletter box", "consent notice", "mail footer")
KNOWN_FAILURES: dict[str, list[str]] = SURROUNDINGS["known_failures"]
LANGUAGES = sorted(SURROUNDINGS["mail footer"])


def is_cut_exactly(kind: str, language: str, text: str) -> bool:
    """Tell whether an article comes out whole, and alone, of a text with something around it."""
    article = "\n\n".join(SURROUNDINGS["article"].get(language) or ARTICLES[language])
    lines = text.replace("\n", "\n\n")
    document = f"{lines}\n\n{article}" if kind == "consent notice" else f"{article}\n\n{lines}"
    return cleantext.clean(document, kind="text") == article


def not_cut(language: str) -> list[str]:
    return [text for kind in KINDS for text in SURROUNDINGS[kind][language] if not is_cut_exactly(kind, language, text)]


def test_there_are_forty_in_each_of_ten_languages() -> None:
    assert len(LANGUAGES) == 10
    assert all(len(set(SURROUNDINGS[kind][language])) == 8 for kind in KINDS for language in LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_around_an_article_is_cut_exactly_but_for_known_failures(language: str) -> None:
    assert sorted(not_cut(language)) == sorted(KNOWN_FAILURES.get(language, []))


def test_at_most_two_in_a_hundred_are_known_failures() -> None:
    assert sum(map(len, KNOWN_FAILURES.values())) <= 0.02 * 40 * len(LANGUAGES)
