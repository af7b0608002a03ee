"""The result of cleaning a source: the clean text, what was cut, and why, for every finding and every line."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from cleantext.document import Document
from cleantext.judgement import Reason, Removal, Shape, Verdict
from cleantext.spans import Spans


class Answer(NamedTuple):
    """Why a block was cut or kept.

    Attributes:
        text: the block.
        left: what is left of it, "" if it is cut.
        verdicts: what was decided about each finding in it, the largest first.
        reason: the reason of the decisive verdict; without one, why nothing was found.
    """

    text: str
    left: str
    verdicts: tuple[Verdict, ...]
    reason: Reason

    def __str__(self) -> str:
        fate = "kept" if self.left == self.text else "cut in part" if self.left else "cut"
        seen = [f"  {verdict.finding.rule}: {verdict.reason.value}" for verdict in self.verdicts]
        return "\n".join([f"{self.text}\n  {fate}", *(seen or [f"  {self.reason.value}"])])


@dataclass(frozen=True)
class Cleaned:
    """The clean text, what was cut from the input and why, and the document as it was read.

    Attributes:
        text: the clean text, in the format that was asked for.
        removals: the cuts, by position, without overlaps; their offsets count code points of `document.text`.
        document: the source as it was read.
        shape: what the document looks like as a whole.
        body: the range of the document's blocks that holds the article.
        verdicts: one for each finding, by position, with why it was cut or kept.
        kept: the spans of the document's text that are kept.
        evidence: why it has that shape, in words; "" where nothing tells it from an article.
    """

    text: str
    removals: tuple[Removal, ...]
    document: Document
    shape: Shape
    body: range
    verdicts: tuple[Verdict, ...]
    kept: Spans = field(compare=False)
    evidence: str = ""

    def __repr__(self) -> str:
        cut = sum(removal.end - removal.start for removal in self.removals)
        return f"<Cleaned: {len(self.document.text):,} characters, {len(self.removals):,} cuts of {cut:,} characters>"

    def _repr_html_(self) -> str:
        """Return the HTML that notebooks show."""
        from cleantext.reports.notebook import document_html

        return document_html(self)

    @property
    def share_cut(self) -> float:
        r"""The share of the document's characters that were cut, not counting white space, from 0 to 1.

        >>> from cleantext import explain
        >>> round(explain("The bridge is open.\n\nLeave a Reply").share_cut, 2)
        0.41
        """
        size, cut = (
            len("".join(part.split())) for part in (self.document.text, "".join(c.text for c in self.removals))
        )
        return cut / size if size else 0.0

    def verdict_on(self, removal: Removal) -> Verdict:
        """Return the verdict that a removal is based on: of the same rule, on a finding that contains it.

        Raises:
            KeyError: `removal` is not of this document.
        """
        verdicts = self._cuts[removal.filter, removal.rule]
        place = bisect_right(verdicts, removal.start, key=lambda verdict: verdict.finding.start)
        for index in range(place - 1, -1, -1):
            if removal.end <= verdicts[index].finding.end:
                return verdicts[index]
        raise KeyError(removal)

    @cached_property
    def _cuts(self) -> dict[tuple[str, str], list[Verdict]]:
        """The cuts by family and rule."""
        cuts: dict[tuple[str, str], list[Verdict]] = {}
        for verdict in self.verdicts:
            if verdict.is_cut:
                cuts.setdefault((verdict.finding.family, verdict.finding.rule), []).append(verdict)
        return cuts

    def why(self, words: str) -> tuple[Answer, ...]:
        r"""Return for each block that contains `words` whether it was cut, which rules matched it, and why.

        >>> from cleantext import explain
        >>> for answer in explain("The bridge is open.\n\nLeave a Reply").why("Reply"):
        ...     print(answer)
        Leave a Reply
          cut
          comment-form/leave-a-reply: a marker, which cuts on its own
        """
        return tuple(self._answer(index) for index, block in enumerate(self.document.blocks) if words in block.text)

    def _answer(self, index: int) -> Answer:
        block = self.document.blocks[index]
        seen = [one for one in self.verdicts if one.finding.first <= index < one.finding.stop]
        seen.sort(key=lambda verdict: (not verdict.is_cut, verdict.finding.start - verdict.finding.end))
        left = self.kept.text[self.kept.offset(block.start) : self.kept.offset(block.end)].strip()
        protected = {"code": Reason.KEPT_IN_CODE, "row": Reason.KEPT_TABLE}
        nothing = protected.get(block.text_class, Reason.KEPT_NO_FINDING)
        return Answer(block.text, left, tuple(seen), seen[0].reason if seen else nothing)
