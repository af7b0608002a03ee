"""Finds where the article stands in a document: the stretch of blocks that reads like prose and carries no chrome.

Every block gets a score in words. Sentences add their words, the more so among other sentences; what a rule matched
takes words away; a fragment without a sentence takes little. The body is the contiguous stretch with the largest sum
(Bentley's maximum subarray, in one pass). The weights below were found by coordinate ascent on the word F1 of whole
pages as text (`benchmarks/README.md` names the data); they are rounded, and halving or doubling any one of them moves
the mean F1 by less than half a point.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import regex

from cleantext.document import Block, Document, Hit

#: A sentence counts as prose from this many words on.
SENTENCE = 12
#: A line without a full stop at its end counts as prose from this many words on, if sentences end inside it.
RUN_ON = 25
#: Words of prose after which a heading of comments ends the article.
SETTLED = 80
#: Blocks on each side among which prose supports prose, and the share of its words that prose alone is worth.
NEAR, ALONE = 3, 0.4
#: What blocks take away, in words: a hint, a marker, the heading of a section, a repeated line, a fragment.
HINT, MARKER, SECTION, REPEATED, FRAGMENT = 17.0, 8.0, 22.0, 0.9, 0.2
#: What a line is worth that goes on in the middle of a sentence (one text node a line).
CONTINUED = 14.0

#: Blocks between two hits of one group, and the hits that make a group of hints evidence by itself.
GAP, CROWD = 2, 3
#: Hits of comment rules that must follow a heading of comments before it opens a section.
THREAD = 2

_TERMINAL = frozenset(".!?。！？।؟…")
_CLOSING = "\"'”’»)]*› "
_INNER = regex.compile(r"[^\W\d_]{2}[.!?][\"'”’»)]*\s+[^\W\d_]|[。！？]")
_WIDE = regex.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u2e80-\ua4cf]")


class Shape(NamedTuple):
    """How a block reads: its length in words, and whether it is prose, a short sentence, or goes on from the last."""

    words: float
    prose: bool
    sentence: bool
    teaser: bool
    leads: bool
    continued: bool

    @property
    def reads(self) -> bool:
        """Whether the block holds a sentence or a part of one."""
        return self.prose or self.sentence or self.continued


def shape(text: str) -> Shape:
    """Return how one block of text reads; scripts without spaces count two characters as a word."""
    words: float = text.count(" ") + 1
    if words * 10 < len(text) and not text.isascii():
        wide = len(_WIDE.findall(text))
        if wide * 3 > len(text):
            words = max(words, wide / 2)
    teaser = text.endswith(("...", "…", "[…]", "[...]"))
    bare = text.rstrip(_CLOSING)
    terminal = bool(bare) and bare[-1] in _TERMINAL and not teaser
    leads = text[-1] in ":,;"
    prose = terminal and words >= SENTENCE
    if not prose and words >= RUN_ON:
        prose = leads or (not teaser and _INNER.search(text) is not None)
    continued = text[0].islower() or text[0] in ",.;:)"
    return Shape(words, prose, terminal and words >= 4, teaser, leads, continued)


def lay_out(document: Document, hits: Mapping[int, Sequence[Hit]]) -> Document:
    """Return `document` with its hits and its body; hints that have other evidence beside them are sure."""
    settled = _back_hints(document.blocks, _open_sections(hits))
    return replace(document, hits=settled, body=find_body(document.blocks, settled))


def find_body(blocks: Sequence[Block], hits: Mapping[int, Sequence[Hit]]) -> range:
    """Return the range of block indices that holds the article; empty where nothing reads like one."""
    shapes = [shape(block.text) for block in blocks]
    scores = _scores(blocks, shapes, hits)
    best = total = 0.0
    start = first = stop = 0
    for index, score in enumerate(scores):
        if total <= 0:
            total, start = 0.0, index
        total += score
        if total > best:
            best, first, stop = total, start, index + 1
    return range(first, stop)


def _scores(blocks: Sequence[Block], shapes: Sequence[Shape], hits: Mapping[int, Sequence[Hit]]) -> list[float]:
    """Return the score of each block, up to the heading of the comments if there is one."""
    sums = [0.0]
    for form in shapes:
        sums.append(sums[-1] + (form.words if form.prose else 0))
    texts = [block.text for block in blocks]
    seen: set[str] = set()
    repeated = {text for text in texts if len(text) < 120 and (text in seen or seen.add(text))}  # type: ignore[func-returns-value]
    scores = []
    for index, form in enumerate(shapes):
        found = [hit for hit in hits.get(index, ()) if hit.whole]
        if sums[index] > SETTLED and any(hit.section == "comments" for hit in found):
            break
        near = sums[min(len(shapes), index + NEAR + 1)] - sums[max(0, index - NEAR)]
        support = ALONE + (1 - ALONE) * min(1.0, (near - (form.words if form.prose else 0)) / (20 * NEAR))
        scores.append(_score(form, found, support) - (REPEATED if texts[index] in repeated and not found else 0))
    return scores


def _score(form: Shape, found: Sequence[Hit], support: float) -> float:
    if any(hit.section for hit in found):
        return -SECTION
    if any(hit.marker for hit in found):
        return -MARKER
    if found and not form.prose:
        return -HINT
    if form.prose:
        return form.words * support
    if form.continued and form.words >= 3:
        return CONTINUED
    if form.leads:
        return 1.75 * min(form.words, 10)
    if form.sentence:
        return 0.2 * form.words * support
    return -FRAGMENT


def _open_sections(hits: Mapping[int, Sequence[Hit]]) -> dict[int, tuple[Hit, ...]]:
    """Return the hits; headings of comments open a section only if at least `THREAD` hits of comments follow them."""
    opened: dict[int, tuple[Hit, ...]] = {}
    following = 0
    for index in sorted(hits, reverse=True):
        opened[index] = tuple(
            hit._replace(section="") if hit.section == "comments" and following < THREAD else hit for hit in hits[index]
        )
        following += any(hit.family.startswith("comment-") for hit in hits[index])
    return opened


def _back_hints(blocks: Sequence[Block], hits: Mapping[int, Sequence[Hit]]) -> dict[int, tuple[Hit, ...]]:
    """Return the hits with those hints made sure that stand in a group of lines which rules matched.

    A group is a run of blocks with hits, no two more than `GAP` blocks apart and with no prose between them.
    """
    settled: dict[int, tuple[Hit, ...]] = {}
    group: list[int] = []
    for index in [*sorted(hits), len(blocks) + GAP + 1]:
        if group and (index - group[-1] > GAP or _prose_between(blocks, group[-1], index)):
            sure = _is_evidence(group, hits)
            for member in group:
                settled[member] = tuple(hit._replace(sure=hit.sure or sure) for hit in hits[member])
            group = []
        group.append(index)
    return settled


def _is_evidence(group: Sequence[int], hits: Mapping[int, Sequence[Hit]]) -> bool:
    """Tell whether a group has a marker, or is a crowd of hints: of several rules, or on lines without a gap."""
    if any(hit.marker for member in group for hit in hits[member] if hit.whole):
        return True
    if len(group) < CROWD:
        return False
    return group[-1] - group[0] + 1 == len(group) or len({hit.rule for member in group for hit in hits[member]}) > 1


def _prose_between(blocks: Sequence[Block], left: int, right: int) -> bool:
    return any(shape(block.text).prose for block in blocks[left + 1 : right])
