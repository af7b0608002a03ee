"""The line rules that cleantext is measured against, each a function from a text to what is left of it."""

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleantext import Strictness

Method = Callable[[str], str]

_C4_END = (".", "!", "?", '"', "'", "”", "’", "»")
_C4_CUT_SHORT = ("...", "…")
_C4_NOTICES = (
    "javascript",
    "terms of use",
    "privacy policy",
    "cookie policy",
    "uses cookies",
    "use of cookies",
    "use cookies",
)


def keep_everything(text: str) -> str:
    """Returns the text as it is: the figure to beat."""
    return text


def c4(text: str) -> str:
    """Applies the line rules of C4 (Raffel et al. 2020, section 2.2).

    A line stays if it ends in a terminal punctuation mark (period, exclamation mark, question mark or end quotation
    mark; an ellipsis is none), has at least five words, and names neither Javascript nor one of the six policy notices.
    The rules on whole pages (fewer than three sentences, "lorem ipsum", curly brackets, bad words) are left out: they
    drop documents.
    """
    return "\n".join(line for line in text.split("\n") if _c4_keeps(line.strip()))


def _c4_keeps(line: str) -> bool:
    if not line.endswith(_C4_END) or line.endswith(_C4_CUT_SHORT) or len(line.split()) < 5:
        return False
    lowered = line.lower()
    return not any(notice in lowered for notice in _C4_NOTICES)


_COUNTED = r"(?:likes?|shares?|comments?|retweets?|reposts?|replies|views?|votes?|followers?|downloads?|reactions?)"
_COUNTER = re.compile(rf"\W*(?:\d[\d.,]*[km]?\W*{_COUNTED}|{_COUNTED}\W*\d[\d.,]*[km]?)\W*", re.IGNORECASE)
_NUMBERS = re.compile(r"[\d\W]+")
_EDGES = re.compile(r"^\W*sign[ -]?in\b|\bread more\W*$|\bitems in (?:your )?cart\b", re.IGNORECASE)


def refinedweb(text: str) -> str:
    """Applies the line-wise corrections of RefinedWeb (Penedo et al. 2023, appendix G.2).

    A line goes if it is mainly upper case, is made only of numerals, is a counter ("3 likes"), has one word, or has at
    most ten words and starts with "sign-in", ends with "read more", or has "items in cart" in it. The paper gives these
    three patterns as its examples, and no list of counters. Its rule to drop a document of which the flagged lines are
    more than 5% is left out: it drops documents.
    """
    return "\n".join(line for line in text.split("\n") if _refinedweb_keeps(line.strip()))


def _refinedweb_keeps(line: str) -> bool:
    count = len(line.split())
    if count == 1 or _NUMBERS.fullmatch(line) or _COUNTER.fullmatch(line):
        return False
    if count <= 10 and _EDGES.search(line):
        return False
    return 2 * sum(map(str.isupper, line)) <= len(line)


def justext(text: str) -> str:
    """Applies jusText (Pomikálek 2011) with each line as a paragraph, without markup.

    The stoplist is English for every document, as a plain text brings no language. Headings and links, which jusText
    reads from the markup, are unknown.
    """
    from justext.core import PathInfo, classify_paragraphs, revise_paragraph_classification
    from justext.paragraph import Paragraph

    lines = [line for line in text.split("\n") if line.strip()]
    paragraphs = []
    for line in lines:
        paragraph = Paragraph(PathInfo())
        paragraph.append_text(line)
        paragraphs.append(paragraph)
    classify_paragraphs(paragraphs, _english_stoplist())
    revise_paragraph_classification(paragraphs)
    return "\n".join(line for line, paragraph in zip(lines, paragraphs, strict=True) if not paragraph.is_boilerplate)


@cache
def _english_stoplist() -> frozenset[str]:
    from justext import get_stoplist

    return get_stoplist("English")


STRETCH_TOLL = 8
STRETCH_CAP = 50


def best_stretch(text: str) -> str:
    """Keeps the one run of lines that scores most; a line scores its words, at most 50, minus 8 (Kadane's algorithm).

    Both constants were swept on the development data, see README.md. Blank lines score nothing.
    """
    lines = text.split("\n")
    best_score, best = 0, (0, 0)
    score = start = 0
    for index, line in enumerate(lines):
        if score <= 0:
            score, start = 0, index
        count = len(line.split())
        score += min(count, STRETCH_CAP) - STRETCH_TOLL if count else 0
        if score > best_score:
            best_score, best = score, (start, index + 1)
    return "\n".join(lines[slice(*best)])


def cleantext(text: str) -> str:
    """Applies the default pipeline of cleantext."""
    from cleantext import clean

    return clean(text)


def cleantext_thorough(text: str) -> str:
    """Applies cleantext with `strictness="thorough"`."""
    from cleantext import clean

    return clean(text, strictness="thorough")


#: The strictness of each method that is cleantext.
OURS: "dict[str, Strictness]" = {"cleantext": "careful", "cleantext thorough": "thorough"}


def part_of(benchmark: str, method: str) -> str:
    """Returns what the names of one method's figures begin with: "harm", or "harm thorough"."""
    return benchmark + method.removeprefix("cleantext")


METHODS: dict[str, Method] = {
    "keep everything": keep_everything,
    "C4": c4,
    "RefinedWeb": refinedweb,
    "jusText": justext,
    "best stretch": best_stretch,
    "cleantext": cleantext,
    "cleantext thorough": cleantext_thorough,
}
