"""What is never cut, whatever any rule or filter says: what a rule of strength "keep" matched."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from cleantext.judgement import Finding, Reason, Removal, Verdict


def protected(verdicts: Iterable[Verdict], before: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Return the spans that rules of strength "keep" matched, now or `before`, in order and without overlaps."""
    spans: list[tuple[int, int]] = []
    matched = ((found.start, found.end) for found, _ in verdicts if found.strength == "keep")
    for start, end in sorted([*before, *matched]):
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def limit(verdicts: Iterable[Verdict], spans: Sequence[tuple[int, int]]) -> Iterator[Verdict]:
    """Yield the verdicts, but keep what stands in one of the protected `spans`."""
    for verdict in verdicts:
        if spans and verdict.is_cut and stands_in(verdict.finding, spans):
            verdict = Verdict(verdict.finding, Reason.KEPT_BY_RULE)
        yield verdict


def stands_in(part: Finding | Removal, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether all of a finding or removal stands in one of some spans, which are in order and do not overlap."""
    index = bisect_right(spans, (part.start, float("inf"))) - 1
    return index >= 0 and part.end <= spans[index][1]


def allowed(removals: Iterable[Removal], spans: Sequence[tuple[int, int]]) -> Iterator[Removal]:
    """Yield what removals take outside of the protected `spans`."""
    for removal in removals:
        position = removal.start
        first = max(0, bisect_right(spans, (position, float("inf"))) - 1)
        last = bisect_left(spans, (removal.end,))
        for start, end in [*spans[first:last], (removal.end, removal.end)]:
            if position < start:
                text = removal.text[position - removal.start : start - removal.start]
                yield removal._replace(start=position, end=start, text=text)
            position = max(position, end)
