"""Signs: the words that distinguish notes on authors, calls to the reader and notes on the text from an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

import regex
from ahocorasick_rs import AhoCorasick

from cleantext import compiled
from cleantext.folding import NUMBER, fold
from cleantext.judging import weights
from cleantext.tables import joins, unspaced

#: What may stand before the words that begin a paragraph: bullets, emoji, brackets, but no quotation mark.
_MARKS: Final = r"[^\w\"'“”‘’«»„¿]*+"
#: The name that a note on somebody begins with: one to four capitalised words, a title or a label before them, and
#: small ones between them.
_NAME: Final = r"(?:(?:(?:da|de|del|den|der|di|du|la|le|van|von|zu) )*\p{Lu}[\w'’.-]*+,? ){1,4}"

#: Words of Korean end in particles, which are written at once.
_HANGUL: Final = regex.compile(r"\p{Hangul}")


class Signs:
    """All signs, compiled."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        """Take the words of each sign (see `cleantext.rulepack.SIGNS`)."""
        self._call = regex.compile(_MARKS + _any_of(words["call"]))
        self._introduction = regex.compile(_MARKS + _any_of(words["introduction"]))
        self._biography = _Anywhere(words["biography"])
        self._note = _Anywhere(words["note"])
        predicates = "|".join(map(regex.escape, words["predicate"]))
        self._named = regex.compile(rf"{_MARKS}{_NAME}(?:{predicates})(?!\S)")

    def calls(self, text: str) -> bool:
        """Tell whether a paragraph begins as calls to the reader do."""
        return self._call.match(fold(text)) is not None

    def introduces(self, text: str) -> bool:
        """Tell whether a paragraph begins as one about somebody does, and tells what notes on authors tell."""
        said = fold(text)
        if self._introduction.match(said) is None and self._named.match(text) is None:
            return False
        return len(set(self._biography.found(said))) >= weights.MIN_BIOGRAPHY

    def notes(self, text: str) -> bool:
        """Tell whether a paragraph says something of the text, its rights or its money."""
        return any(self._note.found(fold(text)))


class _Anywhere:
    """Words that may stand anywhere in a text: an automaton says which ones it may hold, and only these are tried."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = [fold(word) for word in words]
        self._pieces = AhoCorasick([max(word.split("{n}"), key=len) for word in self._words])

    def found(self, text: str) -> Iterator[str]:
        """Yield what stands for any of the words in folded text, from left to right and without overlaps."""
        seen = {index for index, _, _ in self._pieces.find_matches_as_indexes(text, overlapping=True)}
        spans = (found.span() for index in seen for found in _pattern(self._words[index]).finditer(text))
        reached = 0
        for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
            if start >= reached:
                yield text[start:end]
                reached = end


@cache
def default_signs() -> Signs:
    """Return the signs that come with the package, compiled once a process, when they are first asked for."""
    return Signs(compiled.default_signs())


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of any of some words in folded text, each on word boundaries where its script has such."""
    return "(?:" + "|".join(map(_bounded, map(fold, words))) + ")"


@cache
def _pattern(word: str) -> regex.Pattern[str]:
    return regex.compile(_bounded(word))


def _bounded(word: str) -> str:
    """Return a pattern of one word, or of some in a row; "{n}" is any number."""
    before = r"(?<![^\W_])" if joins(word[0]) and not unspaced(word[0]) else ""
    is_open = unspaced(word[-1]) or _HANGUL.match(word[-1]) is not None
    after = r"(?![^\W_])" if joins(word[-1]) and not is_open else ""
    return before + NUMBER.join(map(regex.escape, word.split("{n}"))) + after
