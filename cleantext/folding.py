"""Folds text for matching: case, digits, quotes, dashes, spaces and full-width marks, never changing an offset.

The output of cleantext is always the input's own characters; folding only ever serves comparison.
"""

from __future__ import annotations

from collections.abc import Iterable

import regex

_MARKS = {
    "'": "\u2018\u2019\u201b\u02bc\u2032\u00b4\uff07\u05f3",
    '"': "\u201c\u201d\u201e\u201f\u2033\uff02\u05f4",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d",
    " ": "\u00a0\u202f\u2009\u2002\u2003\u200b\u200e\u200f\ufeff\u00ad\u3000",
    "*": "\u2217\u204e\uff0a",
    ".": "\u2026\uff0e",
    "|": "\u00a6\uff5c",
}
_SCRIPTS = {
    ":": "\uff1a",
    "(": "\uff08",
    ")": "\uff09",
    "!": "\uff01",
    "?": "\uff1f\u061f",
    ",": "\uff0c",
    "/": "\uff0f",
    "@": "\uff20",
    "е": "ё",
    "\u06cc": "\u064a\u0649",
    "\u06a9": "\u0643",
}


def _pairs(table: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((variant, standard) for standard, variants in table.items() for variant in variants)


#: What is folded to a space although it is no white space: it has no width.
INVISIBLE = "".join(char for char in _MARKS[" "] if not char.isspace())
_MARK_PAIRS = _pairs(_MARKS)
_SCRIPT_PAIRS = _pairs(_SCRIPTS)
_DIGITS = tuple("123456789")
#: Letters and digits of other scripts than Latin, and surrogates, but not signs such as • and €, which texts in Latin
#: script have, too: it takes long to look for digits of all scripts.
_BEYOND_LATIN = regex.compile(r"[\u0400-\u1fff\u2c00-\U0001efff]")
_SURROGATE = regex.compile(r"[\ud800-\udfff]")
_OTHER_DIGIT = regex.compile(r"(?![0-9])\d")
#: A number in folded text, with what groups its digits and stands for thousands.
NUMBER = r"0(?:[.,' ]?0)*+(?:[km](?![^\W\d_]))?"
_NUMBER = regex.compile(NUMBER)

#: What may stand around a phrase on its line without changing what it says: bullets, arrows, asterisks, brackets.
EDGE = (
    " \t\r\n\x0b\x0c*>|_~=+#&,;:.!?-()[]{}<"
    "۔•·▪▫■□●○◦‣⁃►▶▸▹▷◀◄▼▾▲△Δ→←↑↓↗»«›‹–—…。、，।！？：（）"
    "【】「」『』✓✔✕✖×★☆❯❮➜➔⟩⟨✉☰≡🔗📌👇👉🔔📷📸"
)


def fold(text: str) -> str:
    r"""Return `text` in lower case with one form for each digit, quote, dash and space; no offset changes.

    >>> fold("Don’t\xa0Miss 12 Comments")
    "don't miss 00 comments"
    """
    folded = text
    if not text.isascii():
        folded = folded.replace("İ", "i")  # The one letter whose lower case is two.
        for variant, standard in _MARK_PAIRS:  # Before all else, which is faster where no more is left to fold.
            folded = folded.replace(variant, standard)
    folded = folded.lower().replace("\t", " ")
    for digit in _DIGITS:
        folded = folded.replace(digit, "0")
    if not folded.isascii() and _BEYOND_LATIN.search(folded):
        for variant, standard in _SCRIPT_PAIRS:
            folded = folded.replace(variant, standard)
        folded = _SURROGATE.sub("\ufffd", _OTHER_DIGIT.sub("0", folded))
    return folded


def fold_all(texts: Iterable[str]) -> dict[str, str]:
    """Return each of some texts folded: all at once, which is much faster; line ends in them count as spaces."""
    distinct = list(dict.fromkeys(texts))
    folded = fold("".join(text.replace("\n", " ") + "\n" for text in distinct))
    return dict(zip(distinct, folded.split("\n")[:-1], strict=True))


def key(folded: str) -> str:
    """Return what a folded line says: without its edges, with single spaces, every number as ``#``.

    >>> key("» comments (0,000)")
    'comments (#'
    """
    bare = folded.strip(EDGE).removesuffix(" δ")  # WordPress leaves a lone delta behind its comment form
    if "  " in bare:
        bare = " ".join(bare.split())
    return _NUMBER.sub("#", bare) if "0" in bare else bare


def line_key(text: str) -> str:
    r"""Return what a line, or a phrase that is one, says, as `key` does; line ends in it count as spaces.

    >>> line_key("» 1,204\nComments"), line_key("{n} comments")
    ('# comments', '# comments')
    """
    return key(fold(text.replace("\n", " ").replace("{n}", "0")))


def numbers(folded: str) -> str:
    """Return folded text with every number written as ``#``."""
    return _NUMBER.sub("#", folded) if "0" in folded else folded
