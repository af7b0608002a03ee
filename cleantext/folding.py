"""Folds text for matching: case, quotes, dashes, spaces and full-width marks, never changing an offset.

The output of cleantext is always the input's own characters; folding only ever serves comparison.
"""

from __future__ import annotations

import regex

_SAME = {
    "'": "\u2018\u2019\u201b\u02bc\u2032\u00b4\uff07",
    '"': "\u201c\u201d\u201e\u201f\u2033\uff02",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d",
    " ": "\t\u00a0\u202f\u2009\u2002\u2003\u3000\u200b\u200e\u200f\ufeff\u00ad",
    ":": "\uff1a",
    "(": "\uff08",
    ")": "\uff09",
    "*": "\uff0a\u2217\u204e",
    "!": "\uff01",
    "?": "\uff1f\u061f",
    ",": "\uff0c",
    ".": "\uff0e\u2026",
    "|": "\uff5c\u00a6",
    "/": "\uff0f",
    "@": "\uff20",
    "е": "ё",
    "\u06cc": "\u064a\u0649",
    "\u06a9": "\u0643",
}
_PAIRS = tuple((variant, standard) for standard, variants in _SAME.items() for variant in variants)

_NUMBER = regex.compile(r"\d+(?:[.,' ]\d+)*[km]?(?![^\W\d_])|\d+")

#: What may stand around a phrase on its line without changing what it says: bullets, arrows, asterisks, brackets.
EDGE = " \t\r\n\x0b\x0c*•·▪▫■□●○◦‣⁃►▶▸▹▷◀◄▼▾▲△Δ→←↑↓↗»«›‹>|_~=+#&,;:.!?-–—()[]{}<…。、，।！？：（）【】「」『』✓✔✕✖×★☆❯❮➜➔⟩⟨✉☰≡🔗📌👇👉🔔📷📸"


def fold(text: str) -> str:
    """Return `text` in lower case with one form for each quote, dash and space; every offset stays what it was.

    >>> fold("Don’t\xa0Miss")
    "don't miss"
    """
    folded = text.lower()
    if len(folded) != len(text):
        folded = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    if folded.isascii():
        return folded.replace("\t", " ")
    for variant, standard in _PAIRS:
        folded = folded.replace(variant, standard)
    return folded


def key(folded: str) -> str:
    """Return what a folded line says: without its edges, with single spaces, every number as ``#``.

    >>> key("» comments (1,204)")
    'comments (#'
    """
    bare = folded.strip(EDGE)
    if "  " in bare:
        bare = " ".join(bare.split())
    return numbers(bare)


def numbers(folded: str) -> str:
    """Return folded text with every number written as ``#``; text without digits comes back as it is."""
    if folded.isalpha():
        return folded
    return _NUMBER.sub("#", folded)
