"""Signs: the words that distinguish notes on authors, calls to the reader and notes on the text from an article."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import regex

from cleantext.folding import fold
from cleantext.judging import weights
from cleantext.tables import joins, unspaced

#: The file of the signs, beside this one.
SIGNS: Final = "signs.toml"
#: What may stand before the words that begin a paragraph: bullets, emoji, brackets, but no quotation mark.
_MARKS: Final = r"[^\w\"'“”‘’«»„¿]*+"
#: The name that a note on somebody begins with: one to four capitalised words, a title or a label before them.
_NAME: Final = r"(?:\p{Lu}[\w'’.-]*+,? ){1,4}"


class Signs:
    """All signs, compiled."""

    def __init__(self, tables: Mapping[str, Mapping[str, Any]]) -> None:
        """Take up the tables of the file, by the names of the signs."""
        words = {name: [word for said in table["words"].values() for word in said] for name, table in tables.items()}
        self._call = regex.compile(_MARKS + _any_of(words["call"]))
        self._introduction = regex.compile(_MARKS + _any_of(words["introduction"]))
        self._biography = regex.compile(_any_of(words["biography"]))
        self._note = regex.compile(_any_of(words["note"]))
        predicates = "|".join(map(regex.escape, sorted(set(words["predicate"]))))
        self._named = regex.compile(rf"{_MARKS}{_NAME}(?:{predicates})(?!\S)")

    def calls(self, text: str) -> bool:
        """Tell whether a paragraph begins as calls to the reader do."""
        return self._call.match(fold(text)) is not None

    def introduces(self, text: str) -> bool:
        """Tell whether a paragraph begins as one about somebody does, and tells what notes on authors tell."""
        said = fold(text)
        if self._introduction.match(said) is None and self._named.match(text) is None:
            return False
        return len({found[0] for found in self._biography.finditer(said)}) >= weights.MIN_BIOGRAPHY

    def notes(self, text: str) -> bool:
        """Tell whether a paragraph says something of the text, its rights or its money."""
        return self._note.search(fold(text)) is not None


@cache
def default_signs() -> Signs:
    """Return the signs that come with the package, compiled once a process, when they are first asked for."""
    return Signs(tomllib.loads((files("cleantext") / "judging" / SIGNS).read_text(encoding="utf-8")))


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of some words in folded text, each on word boundaries where its script has such."""
    return "(?:" + "|".join(_bounded(fold(word.replace("{n}", "0"))) for word in sorted(set(words))) + ")"


def _bounded(word: str) -> str:
    """Return a pattern of one word."""
    before = r"(?<![^\W_])" if joins(word[0]) and not unspaced(word[0]) else ""
    after = r"(?![^\W_])" if joins(word[-1]) and not unspaced(word[-1]) else ""
    return before + regex.escape(word) + after
