"""What is never cut, whatever any rule or filter says: what a rule of strength "keep" matched."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from cleantext.document import Block
from cleantext.judgement import Finding, Reason, Removal, Verdict


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order and without overlaps; what touches becomes one."""
    together: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if together and start <= together[-1][1]:
            together[-1] = together[-1][0], max(end, together[-1][1])
        else:
            together.append((start, end))
    return together


def protected(verdicts: Iterable[Verdict], before: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Return the spans that rules of strength "keep" matched, now or before, in order and without overlaps."""
    return merged([*before, *((found.start, found.end) for found, _ in verdicts if found.strength == "keep")])


def limit(verdicts: Sequence[Verdict], spans: Sequence[tuple[int, int]], blocks: Sequence[Block]) -> Iterator[Verdict]:
    """Yield the verdicts on a document with these blocks, but keep what stands in one of the protected `spans`.

    A cut around such a span becomes several.
    """
    for finding, reason in verdicts:
        if not reason.is_cut:
            yield Verdict(finding, reason)
            continue
        position = finding.start
        for start, end in _overlapping(spans, finding.start, finding.end):
            yield from _part(finding, reason, position, start, blocks)
            yield from _part(finding, Reason.KEPT_BY_RULE, max(position, start), min(end, finding.end), blocks)
            position = end
        if position == finding.start:
            yield Verdict(finding, reason)
        else:
            yield from _part(finding, reason, position, finding.end, blocks)


def _part(finding: Finding, reason: Reason, start: int, end: int, blocks: Sequence[Block]) -> Iterator[Verdict]:
    """Yield a verdict on the blocks, and the parts of some, of a finding between two offsets, if there are any."""
    first, stop = bisect_right(blocks, start, key=itemgetter(1)), bisect_left(blocks, end, key=itemgetter(0))
    if first < stop:
        start, end = max(start, blocks[first].start), min(end, blocks[stop - 1].end)
        yield Verdict(finding._replace(start=start, end=end, first=first, stop=stop), reason)


def allowed(removals: Iterable[Removal], spans: Sequence[tuple[int, int]]) -> Iterator[Removal]:
    """Yield what removals take outside of the protected `spans`."""
    for removal in removals:
        position = removal.start
        for start, end in [*_overlapping(spans, removal.start, removal.end), (removal.end, removal.end)]:
            if position < start:
                text = removal.text[position - removal.start : start - removal.start]
                yield removal._replace(start=position, end=start, text=text)
            position = max(position, end)


def stands_in(part: Finding | Removal, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether all of a finding or removal stands in one of some spans, which are in order."""
    index = bisect_right(spans, (part.start, float("inf"))) - 1
    return index >= 0 and part.end <= spans[index][1]


def _overlapping(spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield those of some spans, which are in order, that share a character with another one."""
    index = bisect_right(spans, start, key=itemgetter(1))
    while index < len(spans) and spans[index][0] < end:
        yield spans[index]
        index += 1
