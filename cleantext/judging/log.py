"""Keeps what was decided while a document is cut in rounds: in the end, one verdict for each finding."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from cleantext.document import Document
from cleantext.judgement import Finding, Judgement, Reason, Removal, Verdict
from cleantext.judging.limits import stands_in
from cleantext.spans import Spans


class Log:
    """The verdicts that are final: on what was cut in a round, and on what the last round kept.

    Attributes:
        first: the judgement of the document as it was read.
    """

    first: Judgement

    def __init__(self, document: Document, elements: Iterable[Verdict]) -> None:
        """Begin with a document; the verdicts on its `elements` are final in the first round, in which they stand."""
        self._document = document
        self._starts = [block.start for block in document.blocks]
        self._ends = [block.end for block in document.blocks]
        self._elements = {verdict.finding for verdict in elements}
        self._verdicts: list[Verdict] = []

    def add(
        self,
        judgement: Judgement,
        removals: Sequence[Removal],
        kept: Spans,
        protected: Sequence[tuple[int, int]] = (),
        *,
        is_last: bool = False,
    ) -> None:
        """Take up what a round decided about what was `kept` until then, and what its filters cut.

        What was cut but for `protected` spans was cut.
        """
        if not hasattr(self, "first"):
            self.first = judgement
        cuts = [(removal.start, removal.end) for removal in removals]
        gone, settled = _merged(cuts), _merged([*cuts, *protected])
        decided: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for finding, reason in judgement.verdicts:
            if reason.is_cut and stands_in(finding, settled):
                self._note(finding, reason, kept)
                decided.setdefault((finding.family, finding.rule), []).append((finding.start, finding.end))
            elif (is_last or finding in self._elements) and not stands_in(finding, gone):
                self._note(finding, Reason.KEPT_NO_FILTER if reason.is_cut else reason, kept)
        spans = {key: _merged(found) for key, found in decided.items()}
        for removal in removals:
            start, end, family, rule, _ = removal
            if not stands_in(removal, spans.get((family, rule), ())):
                self._note(Finding(start, end, 0, 0, family, rule), Reason.CUT_BY_FILTER, kept)
        if is_last:  # Of an element that was kept, all words may have gone.
            self._verdicts = [one for one in self._verdicts if one.is_cut or _is_left(one.finding, kept)]

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The final verdicts, by position; of those on one span, the first that was found stands first."""
        return tuple(sorted(self._verdicts, key=lambda verdict: (verdict.finding.start, -verdict.finding.end)))

    def _note(self, finding: Finding, reason: Reason, kept: Spans) -> None:
        """Note a verdict on what was kept as one on the original, with the blocks that it stands in there."""
        spans = list(kept.locate(finding.start, finding.end))
        start, end = spans[0].start, spans[-1].end
        first, stop = bisect_right(self._ends, start), bisect_left(self._starts, end)
        self._verdicts.append(Verdict(finding._replace(start=start, end=end, first=first, stop=stop), reason))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order and without overlaps; what touches becomes one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def _is_left(finding: Finding, kept: Spans) -> bool:
    """Tell whether anything is left of what was found in the original."""
    return bool(kept.text[kept.offset(finding.start) : kept.offset(finding.end)].strip())
