"""What is never cut, whatever any rule or filter says: what a rule of strength "keep" matched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cleantext.judgement import Reason, Removal, Verdict


def protected(verdicts: Iterable[Verdict]) -> list[tuple[int, int]]:
    """Return the spans that rules of strength "keep" matched, in order and without overlaps."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted((found.start, found.end) for found, _ in verdicts if found.strength == "keep"):
        if spans and start <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((start, end))
    return spans


def limit(verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """Yield the verdicts, but keep what stands in a protected span."""
    spans = protected(verdicts)
    for verdict in verdicts:
        found = verdict.finding
        if spans and verdict.is_cut and any(start <= found.start and found.end <= end for start, end in spans):
            verdict = Verdict(found, Reason.KEPT_BY_RULE)
        yield verdict


def allowed(removals: Iterable[Removal], spans: Sequence[tuple[int, int]]) -> Iterator[Removal]:
    """Yield what removals take outside of the protected `spans`."""
    for removal in removals:
        position = removal.start
        for start, end in [*(span for span in spans if span[0] < removal.end), (removal.end, removal.end)]:
            if position < start:
                text = removal.text[position - removal.start : start - removal.start]
                yield removal._replace(start=position, end=start, text=text)
            position = max(position, end)
