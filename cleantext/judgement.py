"""The result of judging a document: findings, a verdict with a reason for each, and where the article is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Literal, NamedTuple

from cleantext.document import Document

#: What a document looks like as a whole: text with little around it, the text of a whole page, or a page with its
#: elements.
Shape = Literal["article", "whole page", "one line", "page"]
#: How sure a rule is: a marker cuts on its own, a hint beside other evidence, and what a "keep" rule matches stays.
Strength = Literal["marker", "hint", "keep"]
#: How much is cut: what is known to be chrome ("careful"), or also what is in doubt at both ends of an article.
Strictness = Literal["careful", "thorough"]


class Reason(Enum):
    """Why a finding was cut or kept, in the words that reports show. The names begin with CUT or KEPT."""

    CUT_MARKER = "a marker, which cuts on its own"
    CUT_CORROBORATED = "a hint beside other evidence"
    CUT_BEYOND_PROSE = "a hint beyond all prose, outside the article"
    CUT_IN_SECTION = "in the section below such a heading"
    CUT_ELEMENT = "an element that is called so"
    CUT_OUTSIDE_MAIN = "outside the main content"
    CUT_REPEATED = "a text that the page has shown before"
    CUT_LINK_LIST = "a list of links at the edge of the text, or a box of them"
    CUT_CARD = "one of a few cards of other articles"
    CUT_THREAD = "a comment in a row below the article, each with when and by whom"
    CUT_IN_EVERY_POST = "a short line that stands in nearly every post of a forum"
    CUT_HEADLINE = "a title above the text, which is metadata"
    CUT_EMPTY_HEADING = "a heading of what was cut"
    CUT_AUTHOR_NOTE = "a last paragraph that introduces the author"
    CUT_LABELS_NOTHING = "a label at the end of the document, with nothing behind its colon"
    CUT_IN_DOUBT = "in doubt at an end of the article, and the pipeline is thorough"
    CUT_AMONG_CHROME = "a line without a sentence, before or after the article, among lines that rules matched"
    CUT_IN_MENU = "a line without a sentence, before or after the article of a whole page"
    CUT_BY_FILTER = "asked for by a filter that is code"

    KEPT_LONE_HINT = "a hint without other evidence"
    KEPT_WRONG_PLACE = "the rule may not act in this part of the document"
    KEPT_QUOTED = "in quotation marks"
    KEPT_IN_SENTENCE = "a sentence tells about it"
    KEPT_IN_DOUBT = "the article has the same line as a hint without other evidence"
    KEPT_REPEATED = "the article has the same line"
    KEPT_HEADLINE = "may be the headline of the article"
    KEPT_TABLE = "a row of a table"
    KEPT_IN_CODE = "code"
    KEPT_STORY = "introduces somebody of the story, for all that is known"
    KEPT_HOLDS_PROSE = "the element holds prose, and the rule is only a hint"
    KEPT_HOLDS_ARTICLE = "the element holds prose, and the page's title or what is called its body"
    KEPT_HOLDS_SECTION = "the element is called a picture, and holds a section with its heading"
    KEPT_BELOW_TITLE = "the element begins with the first prose below the page's title"
    KEPT_HOLDS_PAGE = "the element holds too much of the page"
    KEPT_IS_LISTING = "such elements are the items of the list that the page is"
    KEPT_IS_THREAD = "the page is a thread of a forum, whose comments are its content"
    KEPT_LISTED = "lists of links, or cards, are what the page is about"
    KEPT_SENTENCE = "a sentence beside the article's, most of which no marker matched"
    KEPT_ANSWER = "below a numbered heading of the article, or a question in it, about the same"
    KEPT_ITEM = "an item of a list that a line with a colon leads in"
    KEPT_RECURRING = "such lines stand all through the article, so its author wrote them"
    KEPT_HEADING = "a heading with text of the article below it"
    KEPT_TOO_MUCH = "would take too much of the article without a finding of its own"
    KEPT_BY_RULE = "a rule of strength keep matched there"
    KEPT_NO_FILTER = "the pipeline has no filter for it"
    KEPT_NO_FINDING = "no rule saw it"

    @cached_property
    def is_cut(self) -> bool:
        """Whether the finding is cut."""
        return self.name.startswith("CUT")


class Finding(NamedTuple):
    """Something in a document that may be chrome: `document.text[start:end]`, in the blocks from `first` up to `stop`.

    Attributes:
        start, end: code-point offsets into the document's text.
        first, stop: indices of its blocks.
        family, rule: the name of the filter that cuts it, and the id of the rule that found it.
        strength: "marker", "hint" or "keep".
        whole: whether the span is one or more whole blocks, and not a part of one.
        where: in which part of a document the rule may act: "anywhere", "head", "tail" or "outside" (either of them).
        section: the section that the block opens as its heading: "comments", "related" or "author"; "" for none.
        corroborated: whether it is sufficient evidence: a marker, or a hint with other evidence beside it.
        mention: "quoted" if the words are in quotation marks, "told" if a sentence is about them; "" otherwise.
        covers: the share of its sentence that a phrase covers, from 0 to 1.
        element: the index of the element that it is about, -1 if it is about words.
    """

    start: int
    end: int
    first: int
    stop: int
    family: str
    rule: str
    strength: Strength = "marker"
    whole: bool = True
    where: str = "anywhere"
    section: str = ""
    corroborated: bool = True
    mention: str = ""
    covers: float = 1.0
    element: int = -1


class Verdict(NamedTuple):
    """What was decided about a finding, and why."""

    finding: Finding
    reason: Reason

    @property
    def is_cut(self) -> bool:
        """Whether the finding is cut."""
        return self.reason.is_cut


class Removal(NamedTuple):
    """A span of the input that a filter asks to cut, with the rule that asked for it and the text of the span."""

    start: int
    end: int
    filter: str
    rule: str
    text: str


@dataclass(frozen=True)
class Judgement:
    """What filters are called with: a document, and every decision about it.

    Attributes:
        document: what was judged, with its blocks and elements.
        shape: what the document looks like as a whole.
        body: the range of block indices that holds the article; what is before it is the head, after it the tail.
        verdicts: one for each finding, by position.
        evidence: why it has that shape, in words; "" where nothing tells it from an article.
    """

    document: Document
    shape: Shape
    body: range
    verdicts: tuple[Verdict, ...]
    evidence: str = ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that rules found, by position."""
        return tuple(verdict.finding for verdict in self.verdicts)

    def cuts(self, family: str) -> Sequence[Finding]:
        """Return the findings of one family that were decided as cuts."""
        return self._cuts.get(family, ())

    @cached_property
    def _cuts(self) -> dict[str, list[Finding]]:
        """The findings that were decided as cuts, by family."""
        cuts: dict[str, list[Finding]] = {}
        for verdict in self.verdicts:
            if verdict.is_cut:
                cuts.setdefault(verdict.finding.family, []).append(verdict.finding)
        return cuts

    def removal(self, block: int, filter: str, rule: str) -> Removal:
        """Return the removal of a whole block, by its index."""
        found = self.document.blocks[block]
        return Removal(found.start, found.end, filter, rule, found.text)
