"""Finds where the article stands in a document: the stretch of blocks that reads like prose and carries no chrome.

Every block gets a score in words. Sentences add their words, the more so among other sentences; what a rule matched
takes words away; a fragment without a sentence takes little. The body is the contiguous stretch with the largest sum
(Bentley's maximum subarray, in one pass). The weights were found by coordinate ascent on the word F1 of whole pages
as text, and rounded; `benchmarks/README.md` names the data and says how far the figures move with them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cleantext.document import Block, Document, Hit

#: Words of prose after which a heading of comments ends the article.
SETTLED = 80
#: Blocks on each side among which prose supports prose, and the share of its words that prose alone is worth.
NEAR, ALONE = 3, 0.4
#: What blocks take away, in words: a hint, a marker, the heading of a section, a fragment.
HINT, MARKER, SECTION, FRAGMENT = 24.0, 18.0, 22.0, 0.2
#: What a line is worth that goes on in the middle of a sentence (one text node a line).
CONTINUED = 8.0
#: What a word is worth in a line that leads to the next one, and up to how many of them; and one in a short sentence.
LEAD, LEADING, SHORT = 1.75, 10, 0.2
#: Blocks between two hits of one group, and the hits that make a group of hints evidence by itself.
GAP, CROWD = 2, 3
#: Rules that match in the head or the tail of a page; with fewer, a part with many sentences belongs to the body.
VARIED = 4
#: Rules that match in what is longer than all before it, and is no list that the page is there for; with fewer, it is.
DIVERSE = 6
#: Hits of comment rules that must follow a heading of comments before it opens a section.
THREAD = 2


def lay_out(document: Document, hits: Mapping[int, Sequence[Hit]]) -> Document:
    """Return `document` with its hits and its body; hints that have other evidence beside them are sure."""
    settled = _back_hints(document.blocks, _open_sections(hits), document.gone_before)
    return replace(document, hits=settled, body=find_body(document.blocks, settled))


def find_body(blocks: Sequence[Block], hits: Mapping[int, Sequence[Hit]]) -> range:
    """Return the range of block indices that holds the article; empty where nothing reads like one.

    Where more is told before or behind the best stretch than in it, and few rules matched there, the body reaches to
    that end of the document; so it does where what follows has more words, whatever they are, as in a listing.
    """
    best = total = 0.0
    start = first = stop = 0
    scores = _scores(blocks, hits)
    for index, score in enumerate(scores):
        if total <= 0:
            total, start = 0.0, index
        total += score
        if total > best:
            best, first, stop = total, start, index + 1
    told = _told(blocks, hits, range(first, stop))
    if _tells_more(blocks, hits, range(first), told):
        first = 0
    rest = range(stop, len(scores))
    if _tells_more(blocks, hits, rest, told) or _is_listing(blocks, hits, rest, range(first, stop)):
        stop = len(scores)
    return range(first, stop)


def _tells_more(blocks: Sequence[Block], hits: Mapping[int, Sequence[Hit]], part: range, told: float) -> bool:
    """Tell whether a part holds more words in sentences than `told`, and hits of so few rules that it is no page's."""
    return _told(blocks, hits, part) > told and _rules(hits, part) < VARIED


def _is_listing(blocks: Sequence[Block], hits: Mapping[int, Sequence[Hit]], part: range, body: range) -> bool:
    """Tell whether a part has more words than the body, and hits of so few rules that it is what the body leads to."""
    lead, follows = (sum(blocks[index].words for index in blocks_of) for blocks_of in (body, part))
    return 0 < lead < follows and _rules(hits, part) < DIVERSE


def _rules(hits: Mapping[int, Sequence[Hit]], part: range) -> int:
    """Return how many rules matched in a part."""
    return len({hit.rule for index in part for hit in hits.get(index, ())})


def _told(blocks: Sequence[Block], hits: Mapping[int, Sequence[Hit]], part: range) -> float:
    """Return the words in sentences of a part that no rule matched in."""
    told = (blocks[index] for index in part if index not in hits)
    return sum(block.words for block in told if block.reads in ("prose", "sentence"))


def _scores(blocks: Sequence[Block], hits: Mapping[int, Sequence[Hit]]) -> list[float]:
    """Return the score of each block, up to the heading of the comments if there is one."""
    prose = [block.words if block.reads == "prose" else 0 for block in blocks]
    sums = [0.0]
    for words in prose:
        sums.append(sums[-1] + words)
    count = len(blocks)
    scores = []
    for index, (block, words) in enumerate(zip(blocks, prose, strict=True)):
        found = [hit for hit in hits[index] if hit.whole] if index in hits else None
        if found:
            if sums[index] > SETTLED and any(hit.section == "comments" for hit in found):
                break
            taken = _taken(found, words > 0)
            if taken:
                scores.append(-taken)
                continue
        support = 1.0
        if words:
            low, high = max(0, index - NEAR), min(count, index + NEAR + 1)
            support = ALONE + (1 - ALONE) * min(1.0, (sums[high] - sums[low] - words) / (20 * NEAR))
        scores.append(_worth(block, support))
    return scores


def _taken(found: Sequence[Hit], prose: bool) -> float:
    """Return the words that hits on a whole block take away; hints take nothing from prose."""
    if any(hit.section for hit in found):
        return SECTION
    if any(hit.marker for hit in found):
        return MARKER
    return 0.0 if prose else HINT


def _worth(block: Block, support: float) -> float:
    """Return what a block adds that no rule matched; `support` says how much prose stands near it."""
    if block.reads == "prose":
        return block.words * support
    if block.reads == "continued":
        return CONTINUED
    if block.reads == "lead":
        return LEAD * min(block.words, LEADING)
    if block.reads == "sentence":
        return SHORT * block.words * support
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


def _back_hints(
    blocks: Sequence[Block], hits: Mapping[int, Sequence[Hit]], gone: Sequence[int]
) -> dict[int, tuple[Hit, ...]]:
    """Return the hits with those hints made sure that stand in a group of lines which rules matched.

    A group is a run of blocks with hits, no two more than `GAP` blocks apart and with no prose between them.
    """
    settled: dict[int, tuple[Hit, ...]] = {}
    group: list[int] = []
    for index in [*sorted(hits), len(blocks) + GAP + 1]:
        if group and (index - group[-1] > GAP or _prose_between(blocks, group[-1], index)):
            listed = group[0] > 0 and blocks[group[0] - 1].reads == "lead"
            sure = _is_evidence(group, hits, listed) or _stood_near(blocks, group, gone)
            for member in group:
                settled[member] = tuple(hit._replace(sure=hit.sure or sure) for hit in hits[member])
            group = []
        group.append(index)
    return settled


def _is_evidence(group: Sequence[int], hits: Mapping[int, Sequence[Hit]], listed: bool) -> bool:
    """Tell whether a group has a marker, or is a crowd of hints: of several rules, or on lines without a gap.

    A crowd that is `listed` by the line above it (which ends in a colon) is a list of the article.
    """
    if any(hit.marker for member in group for hit in hits[member] if hit.whole):
        return True
    if listed or len(group) < CROWD:
        return False
    return group[-1] - group[0] + 1 == len(group) or len({hit.rule for member in group for hit in hits[member]}) > 1


def _stood_near(blocks: Sequence[Block], group: Sequence[int], gone: Sequence[int]) -> bool:
    """Tell whether an earlier pass cut evidence beside a group; `gone` holds the indices of blocks behind cuts."""
    for index in gone:
        if group[0] - GAP < index <= group[-1] + GAP and not (
            _prose_between(blocks, index - 1, group[0]) or _prose_between(blocks, group[-1], index)
        ):
            return True
    return False


def _prose_between(blocks: Sequence[Block], left: int, right: int) -> bool:
    return any(block.reads == "prose" for block in blocks[left + 1 : right])
