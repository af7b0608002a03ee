"""Collects the verdicts of all rounds in which a document is cut: in the end, one for each finding."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from cleantext.document import Document
from cleantext.judgement import Finding, Judgement, Reason, Removal, Verdict
from cleantext.judging.limits import merged, stands_in
from cleantext.spans import Spans


class Log:
    """The verdicts on what each round cut, and the last ones on what none did."""

    def __init__(self, document: Document) -> None:
        """Begin with a document as it was read."""
        self._starts = [block.start for block in document.blocks]
        self._ends = [block.end for block in document.blocks]
        self._cut: list[Verdict] = []
        self._kept: dict[tuple[int, int, str], Verdict] = {}

    def add(self, judgement: Judgement, removals: Sequence[Removal], kept: Spans) -> None:
        """Add the verdicts of a round on what was `kept` until then, and the cuts of its filters."""
        gone = merged((removal.start, removal.end) for removal in removals)
        decided: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for finding, reason in judgement.verdicts:
            if not stands_in(finding, gone):
                self._note(finding, Reason.KEPT_NO_FILTER if reason.is_cut else reason, kept)
            elif reason.is_cut:
                self._note(finding, reason, kept)
                decided.setdefault((finding.family, finding.rule), []).append((finding.start, finding.end))
        spans = {key: merged(found) for key, found in decided.items()}
        for removal in removals:
            start, end, family, rule, _ = removal
            if not stands_in(removal, spans.get((family, rule), ())):
                self._note(Finding(start, end, 0, 0, family, rule), Reason.CUT_BY_FILTER, kept)

    def verdicts(self, kept: Spans) -> tuple[Verdict, ...]:
        """Return the final verdicts, by position: those that kept what is `kept` in the end, and all that cut."""
        left = (one for one in self._kept.values() if kept.offset(one.finding.start) < kept.offset(one.finding.end))
        return tuple(sorted((*self._cut, *left), key=lambda verdict: (verdict.finding.start, -verdict.finding.end)))

    def _note(self, finding: Finding, reason: Reason, kept: Spans) -> None:
        """Note a verdict on what was kept as one on the original, with the blocks that it stands in there."""
        spans = list(kept.locate(finding.start, finding.end))
        start, end = spans[0].start, spans[-1].end
        first, stop = bisect_right(self._ends, start), bisect_left(self._starts, end)
        found = finding._replace(start=start, end=end, first=first, stop=stop)
        if reason.is_cut:
            self._cut.append(Verdict(found, reason))
        else:
            self._kept[start, end, found.rule] = Verdict(found, reason)
