"""Keeps what was decided while a document is cut in rounds: in the end, one verdict for each finding."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from cleantext.document import Document
from cleantext.judgement import Finding, Judgement, Reason, Removal, Verdict
from cleantext.spans import Spans


class Log:
    """The verdicts on what each round cut, and the last ones on what none did."""

    def __init__(self, document: Document) -> None:
        """Begin with a document as it was read."""
        self._starts = [block.start for block in document.blocks]
        self._cut: list[Verdict] = []
        self._kept: dict[tuple[int, int, str], Verdict] = {}

    def add(self, judgement: Judgement, removals: Sequence[Removal], kept: Spans) -> None:
        """Take up what a round decided about what was `kept` until then, and what its filters cut."""
        gone = _merged(removals)
        for finding, reason in judgement.verdicts:
            if not _stands_in(finding, gone):
                self._note(finding, Reason.KEPT_NO_FILTER if reason.is_cut else reason, kept)
            elif reason.is_cut:
                self._note(finding, reason, kept)
        decided = {(finding.start, finding.end, finding.rule) for finding, _ in judgement.verdicts}
        for start, end, family, rule, _ in removals:
            if (start, end, rule) not in decided:
                self._note(Finding(start, end, 0, 0, family, rule), Reason.CUT_BY_FILTER, kept)

    def verdicts(self, kept: Spans) -> tuple[Verdict, ...]:
        """Return the final verdicts, by position: those that kept what is `kept` in the end, and all that cut."""
        left = (one for one in self._kept.values() if kept.offset(one.finding.start) < kept.offset(one.finding.end))
        return tuple(sorted((*self._cut, *left), key=lambda verdict: (verdict.finding.start, -verdict.finding.end)))

    def _note(self, finding: Finding, reason: Reason, kept: Spans) -> None:
        """Note a verdict on what was kept as one on the original, with the blocks that it stands in there."""
        spans = list(kept.locate(finding.start, finding.end))
        start, end = spans[0].start, spans[-1].end
        first, stop = bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1)
        found = finding._replace(start=start, end=end, first=first, stop=stop)
        if reason.is_cut:
            self._cut.append(Verdict(found, reason))
        else:
            self._kept[start, end, found.rule] = Verdict(found, reason)


def _merged(removals: Iterable[Removal]) -> list[tuple[int, int]]:
    """Return the spans of removals, in order and without overlaps; what touches becomes one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((removal.start, removal.end) for removal in removals):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _stands_in(finding: Finding, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether all of a finding stands in one of some spans, which are in order."""
    index = bisect_right(spans, (finding.start, float("inf"))) - 1
    return index >= 0 and finding.end <= spans[index][1]
