"""Classifies the text of a block: whether it is prose, a short sentence, or a fragment without one."""

from __future__ import annotations

import re
from functools import cache

import regex

#: A sentence counts as prose from this many words on.
MIN_PROSE_WORDS = 12
#: A line without a full stop at its end counts as prose from this many words on, if sentences end inside it.
MIN_RUN_ON_WORDS = 25

#: Characters of Latin script that tell as much as one of a script without spaces.
CHARS_PER_UNSPACED_CHAR = 2.5

#: The classes of text that hold a sentence or a part of one.
SENTENCES = ("prose", "sentence", "continued")
#: The classes of text that no phrase is looked for in: of code, and of rows of a table in plain text.
PROTECTED = ("code", "row")

_TERMINAL = ".!?。！？।؟۔"
#: Marks that a line begins with which goes on from the one above.
_GOES_ON = ",.;:)"
_GREEK_QUESTION_MARKS = ";\u037e"
_CLOSING = "\"'”’»)]*› "
_INNER = regex.compile(r"[^\W\d_]{2}[.!?][\"'”’»)]*\s+[^\W\d_]|[。！？]")


@cache
def _wide() -> re.Pattern[str]:
    """Return what finds the characters of scripts without spaces; it takes milliseconds to compile."""
    return re.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u2e80-\ua4cf]")


def latin_length(text: str) -> float:
    """Return the characters that a text would have in Latin script: scripts without spaces say as much in fewer.

    >>> latin_length("The bridge is open."), latin_length("橋が開いた。")
    (19, 15.0)
    """
    return len(text) if text.isascii() else len(text) + (CHARS_PER_UNSPACED_CHAR - 1) * len(_wide().findall(text))


def length_in_words(text: str) -> float:
    """Return the length of a text in words: two characters count as one in scripts that write no spaces.

    >>> length_in_words("The bridge is open."), length_in_words("橋が開いた。町は喜んだ。")
    (4, 6.0)
    """
    words = text.count(" ") + text.count("\n") + 1
    if words * 10 < len(text) and not text.isascii():
        wide = len(_wide().findall(text))
        if wide * 3 > len(text):
            return max(words, wide / 2)
    return words


def ends_sentence(text: str) -> bool:
    """Tell whether a full stop or the like ends a text, closing quotes and brackets aside; an ellipsis ends none.

    >>> ends_sentence("“Nobody laughed.”"), ends_sentence("Read more..."), ends_sentence("誰も笑わなかった。")
    (True, False, True)
    >>> ends_sentence("Ποιος ξέρει;"), ends_sentence("Who knows;")
    (True, False)
    """
    bare = text.rstrip(_CLOSING)
    return _is_stopped(bare) and not bare.endswith("...")


def goes_on(text: str) -> bool:
    """Tell whether a text begins as one that goes on from the line above it: in lower case, or with a mark.

    >>> goes_on("and the mayor was there"), goes_on(", said the mayor"), goes_on("The mayor")
    (True, True, False)
    """
    return text[0].islower() or text[0] in _GOES_ON


def holds_sentence(text: str) -> bool:
    """Tell whether a sentence ends inside a text, with more words after it.

    >>> holds_sentence("The boat at noon. Photo: Ida Marsh"), holds_sentence("Photo: Ida Marsh.")
    (True, False)
    """
    return _INNER.search(text) is not None


def classify(text: str) -> tuple[float, str]:
    """Return the length of a text in words, and its class.

    Readers call "code", "row" or "heading" what is such a line by its marks. Else the class is
    "prose" (a sentence of `MIN_PROSE_WORDS` words or more, or a run of sentences), "sentence" (a shorter one),
    "teaser" (text that breaks off with an ellipsis), "lead" (text that ends in a colon or comma, before something),
    "continued" (text that goes on from the line before it, as where each text node has a line) or "fragment".

    >>> classify("Home"), classify("The bridge opened."), classify("and the mayor was there")
    ((1, 'fragment'), (3, 'fragment'), (5, 'continued'))
    """
    words = length_in_words(text)
    bare = text.rstrip(_CLOSING) or text
    last = bare[-1]
    if last == "…" or bare.endswith("..."):
        return words, "teaser"
    terminal = _is_stopped(bare)
    if words >= MIN_PROSE_WORDS and terminal:
        return words, "prose"
    if words >= MIN_RUN_ON_WORDS and (last in ":,;" or holds_sentence(text)):
        return words, "prose"
    if words >= 3 and goes_on(text):
        return words, "continued"
    if terminal:
        return words, "sentence" if words >= 4 else "fragment"
    return words, "lead" if last in ":,;" else "fragment"


def _is_stopped(text: str) -> bool:
    """Tell whether a text ends in a full stop or the like: in Greek, a semicolon is a question mark."""
    if text[-1:] in _GREEK_QUESTION_MARKS:
        before = text[-2:-1]
        return "\u0370" <= before <= "\u03ff" or "\u1f00" <= before <= "\u1fff"
    return text[-1] in _TERMINAL
