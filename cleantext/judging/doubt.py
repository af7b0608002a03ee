"""Cuts what is in doubt at both ends of an article, if a pipeline is thorough: lines above it, notes below it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

import regex

from cleantext.judgement import Reason, Verdict
from cleantext.judging import weights
from cleantext.judging.context import Text, block_verdict
from cleantext.judging.signs import Signs, default_signs
from cleantext.spans import Span, Spans
from cleantext.text_class import PROTECTED, SENTENCES, ends_sentence

#: What such cuts are called, and what each is.
RULES: Final = {
    "post-metadata/above": "lines without a sentence above the text of an article that chrome was cut from",
    "author-box/closing": "a last paragraph that introduces somebody, or gives an address",
    "advertisement/closing": "a last paragraph that begins as calls to the reader do",
    "legal-footer/closing": "a last paragraph about the text, its rights or its money",
    "fragments/closing": "a label among such paragraphs, or at the end of an article beside chrome that was cut",
}
#: What commands and their comments begin with.
_CODE: Final = "$#%>"
#: An address of mail, an account or a telephone number; that of a page is a reference.
_ADDRESS: Final = regex.compile(r"\w@\w[\w-]*+\.\w|(?<!\w)@\w{3}|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}")


class Doubt(NamedTuple):
    """What is known of a document in which only doubtful text is left.

    Attributes:
        last_cut: the offset in what is left at which chrome was last cut, -1 where none was.
    """

    last_cut: int

    @classmethod
    def about(cls, kept: Spans) -> Doubt:
        """Return what is known by the spans of a document that are left."""
        spans = [Span(0, 0), *kept]
        if kept.original[spans[-1].end :].strip():
            return cls(len(kept.text))
        gaps = (after.start for before, after in pairwise(spans) if kept.original[before.end : after.start].strip())
        return cls(max(map(kept.offset, gaps), default=-1))


def judge_doubt(text: Text, doubt: Doubt) -> Iterator[Verdict]:
    """Yield cuts of what is in doubt at the ends of an article, as far as it is little beside the rest.

    Above the article's first sentence these are lines without one, where there is chrome besides. Below it they are the
    last paragraphs without a break that introduce the author, call on the reader or tell about the text, or that a rule
    matched, with the labels among them. Each end goes as a whole or not at all, so that what comes next stays, whatever
    is cut: else a text would lose more each time that it is cleaned.
    """
    if not _is_article(text):
        return
    below = _below(text, doubt, default_signs())
    above = _above(text) if doubt.last_cut >= 0 or below else {}
    for end in (above, below):
        words = sum(text.blocks[place].words for place in end)
        rest = sum(block.words for block in text.blocks) - words
        if words <= max(weights.MAX_UNMATCHED, weights.MAX_UNMATCHED_SHARE * rest) and words < rest:
            for place, rule in end.items():
                yield block_verdict(text, place, rule.partition("/")[0], rule, Reason.CUT_IN_DOUBT)


def _is_article(text: Text) -> bool:
    """Tell whether a text is an article of some length: on the pages of shops and services, calls are what they say."""
    prose = sum(block.words for block in text.blocks if block.text_class == "prose")
    whole = sum(block.words for block in text.blocks)
    return prose >= max(weights.MIN_DOUBTED_PROSE, weights.MIN_DOUBTED_SHARE * whole)


def _above(text: Text) -> dict[int, str]:
    """Return the lines above the first sentence, or what leads to one, by place with what cuts them."""
    above: dict[int, str] = {}
    for place, block in enumerate(text.blocks):
        if block.text_class in (*SENTENCES, *PROTECTED, "lead"):
            return above
        if block.text_class == "heading":
            return {}
        above[place] = "post-metadata/above"
    return {}


def _below(text: Text, doubt: Doubt, signs: Signs) -> dict[int, str]:
    """Return the last paragraphs that are notes, and the labels among them, by place with what cuts them."""
    below: dict[int, str] = {}
    labels: list[int] = []
    for place in range(len(text.blocks) - 1, -1, -1):
        if rule := _closing(text, place, signs):
            below |= dict.fromkeys(labels, "fragments/closing")
            below[place] = rule
            labels = []
        elif _is_short(text, place):
            labels.append(place)
            if len(labels) > weights.MAX_CLOSING_LABELS:
                return below
        else:
            break
    is_beside_cut = labels and text.blocks[labels[-1]].start <= doubt.last_cut
    return dict.fromkeys(labels, "fragments/closing") if is_beside_cut and not below else below


def _closing(text: Text, place: int, signs: Signs) -> str:
    """Return what cuts a paragraph among the last ones, or "" where nothing is known against it."""
    block = text.blocks[place]
    if block.text_class in PROTECTED or text.is_led_in(place):
        return ""
    if place in text.found:
        return text.found[place][0].rule
    if signs.introduces(block.text):
        return "author-box/closing"
    if block.words <= weights.MAX_CALL and signs.calls(block.text):
        return "advertisement/closing"
    if signs.notes(block.text):
        return "legal-footer/closing"
    if block.words <= weights.MAX_ADDRESS and "://" not in block.text and _ADDRESS.search(block.text):
        return "author-box/closing"
    return ""


def _is_short(text: Text, place: int) -> bool:
    """Tell whether a block is a few words without a sentence, and no item of a list."""
    block = text.blocks[place]
    is_label = block.text_class in ("fragment", "heading") and not ends_sentence(block.text)
    is_short = block.words <= weights.MAX_CLOSING_LABEL and is_label
    return is_short and block.text[0] not in _CODE and not text.is_led_in(place)
