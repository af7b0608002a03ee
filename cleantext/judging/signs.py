"""Signs: the words that distinguish notes on authors, calls to the reader and notes on the text from an article."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

import regex
from ahocorasick_rs import AhoCorasick

from cleantext import compiled
from cleantext.folding import fold, numbers
from cleantext.judging import weights
from cleantext.tables import joins, unspaced

#: What may stand before the words that begin a paragraph: bullets, emoji, brackets, but no quotation mark.
_MARKS: Final = regex.compile(r"[^\w\"'“”‘’«»„¿#]*+")
#: The name that a note on somebody begins with: one to four capitalised words, a title or a label before them, and
#: small ones between them.
_NAME: Final = r"(?:(?:(?:da|de|del|den|der|di|du|la|le|van|von|zu) )*\p{Lu}[\w'’.-]*+,? ){1,4}"
#: Words of Korean end in particles, which are written at once.
_HANGUL: Final = regex.compile(r"\p{Hangul}")


class Signs:
    """All signs, compiled."""

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        """Take the words of each sign (see `cleantext.rulepack.SIGNS`)."""
        self._call, self._introduction = _Words(words["call"]), _Words(words["introduction"])
        self._biography, self._note = _Words(words["biography"]), _Words(words["note"])
        predicates = "|".join(map(regex.escape, words["predicate"]))
        self._named = regex.compile(rf"{_MARKS.pattern}{_NAME}(?:{predicates})(?!\S)")

    def calls(self, text: str) -> bool:
        """Tell whether a paragraph begins as calls to the reader do."""
        return self._call.begin(_folded(text))

    def introduces(self, text: str) -> bool:
        """Tell whether a paragraph begins as one about somebody does, and tells what notes on authors tell."""
        said = _folded(text)
        if not self._introduction.begin(said) and self._named.match(text) is None:
            return False
        return len(set(self._biography.inside(said))) >= weights.MIN_BIOGRAPHY

    def notes(self, text: str) -> bool:
        """Tell whether a paragraph says something of the text, its rights or its money."""
        return any(self._note.inside(_folded(text)))


class _Words:
    """Words, or some in a row each, that are looked for in folded text; they stand on word boundaries."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple({_folded(word.replace("{n}", "0")) for word in words})
        self._automaton = AhoCorasick(self._words)

    def begin(self, said: str) -> bool:
        """Tell whether a text begins with some of the words."""
        marks = _MARKS.match(said)
        start = marks.end() if marks else 0
        return said.startswith(self._words, start) and any(
            said.startswith(word, start) and _is_whole(said, start, start + len(word)) for word in self._words
        )

    def inside(self, said: str) -> Iterator[str]:
        """Yield the words that stand in a text, in order."""
        for _, start, end in self._automaton.find_matches_as_indexes(said, overlapping=True):
            if _is_whole(said, start, end):
                yield said[start:end]


@cache
def default_signs() -> Signs:
    """Return the signs that come with the package, compiled once a process, when they are first asked for."""
    return Signs(compiled.default_signs())


def _folded(text: str) -> str:
    return numbers(fold(text.replace("\n", " ")))


def _is_whole(said: str, start: int, end: int) -> bool:
    """Tell whether no word goes on before or after a part of a text, in a script that has spaces between words."""
    before, first, last, after = said[start - 1 : start], said[start], said[end - 1], said[end : end + 1]
    if before and joins(before) and joins(first) and not unspaced(first):
        return False
    return not (after and joins(after) and joins(last) and not unspaced(last)) or _HANGUL.match(last) is not None
