"""Every cut has a reason, and prose that gives none is untouched whatever stands around it.

Mutations of the code tried, and what failed for each ("the witness" is the property on the reasons of verdicts):

- hints need no evidence, two of them are a crowd, or evidence counts across prose: the witness
- tail rules act anywhere: a line that may go only behind an article, the witness
- sections within the article take prose: prose goes on behind links
- fragments take prose, or need no finding beside them: the witness
- a sentence stays that markers cover, or far from prose; an item that no line leads in; a heading without text below;
  what is not too much; the headline goes: the witness
- what somebody only mentions is evidence: a note that somebody quotes, the witness
- a marker goes with the reason of a hint: the witness
- a removal names a rule that is nowhere: every cut has a verdict, every removal names a rule that exists
- the log keeps offsets of the round, notes what no filter selected, or only the last round: every cut has a verdict
- filters that are code have no verdict: every cut of such a filter
- an element that was kept has a verdict where all of its words went: every cut of a page
- phrases match within words: a note within a word
- phrases match within quotations: a note that somebody quotes
- phrases at the end of a line need no full stop before them: a phrase that goes on from a sentence
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext import Cleaned, Filter, Finding, Judgement, Pipeline, Reason, Removal, Rule, Verdict, text_class
from cleantext.folding import fold
from cleantext.judging import weights
from cleantext.judging.features import Features
from cleantext.judging.limits import UNMATCHED, unmatched_words
from cleantext.judging.phrases import phrase_findings
from cleantext.judging.rules import STRUCTURE
from cleantext.judging.segments import Segments
from cleantext.text_class import PROTECTED, SENTENCES, ends_sentence
from tests.properties.checks import Rounds, cut_places, stand_in_order
from tests.properties.pages import pages
from tests.properties.strategies import (
    FRAGMENTS,
    LEXICON,
    NAMES,
    NOTES,
    PIPELINE,
    RULES,
    Composed,
    chrome,
    composed,
    documents,
    findings_in,
    languages,
    lay,
    lines_of,
    paragraphs,
    pipelines,
    spoken,
    texts,
    wrap,
)
from tests.properties.test_deletes_only import careless

FRAGMENT_RULES = ("fragments/head", "fragments/tail")
LINE_SHAPES = ("blank lines", "lines", "page", "indented", "windows")


def only_lines(strength: str = "", where: str = "") -> list[tuple[str, str]]:
    """Lines in which all that rules see is of one strength or acts in one place, each with its rule."""
    found = []
    for rule in RULES.values():
        for line in dict.fromkeys(spoken(phrase) for phrases in rule.phrases.values() for phrase in phrases):
            seen = findings_in(line)
            if seen and all(strength in ("", one.strength) and where in ("", one.where) for one in seen):
                found.append((rule.id, line))
    return found


HINTS = only_lines(strength="hint")
TAIL_ONLY = only_lines(where="tail")
INSIDE = {fold(p) for rule in RULES.values() if rule.match == "inside" for p in rule.phrases.get("en", ())}
#: Whole-line phrases that are looked for at the end of a longer line, behind a full stop.
MIN_RUN_ON_WORDS = [
    phrase
    for rule in RULES.values()
    if rule.match == "line" and rule.inline
    for phrase in rule.phrases.get("en", ())
    if "{" not in phrase and not any(note in fold(phrase) for note in INSIDE)
]
RELATED = [line for line in lines_of("related-links") if all(one.section == "related" for one in findings_in(line))]
articles = languages.flatmap(lambda code: st.lists(paragraphs(code), min_size=3, max_size=6))
six_paragraphs = languages.flatmap(lambda code: st.lists(paragraphs(code, shortest=3), min_size=6, max_size=6))

# Verdicts ---------------------------------------------------------------------------------------------------------

#: What only a page shows: these verdicts are settled before its words are judged.
OF_ELEMENTS = (
    Reason.CUT_ELEMENT,
    Reason.CUT_OUTSIDE_MAIN,
    Reason.CUT_REPEATED,
    Reason.CUT_LINK_LIST,
    Reason.CUT_CARD,
    Reason.CUT_THREAD,
    Reason.CUT_IN_EVERY_POST,
    Reason.CUT_HEADLINE,
    Reason.CUT_EMPTY_HEADING,
)


#: The classes of text that a line has which is no paragraph.
LINES = ("sentence", "teaser", "lead", "continued", "fragment", "heading", *PROTECTED)


class Witness:
    """What a document shows to somebody who has only the judgement of it, and the rules.

    Where the lines of a text are lost, its segments are the blocks of what is said here, also in `verdicts`. `spent` is
    how many words went in rounds before without a finding of their own.
    """

    def __init__(self, judgement: Judgement, spent: float = 0.0) -> None:
        self.judgement, self.blocks, self.body = judgement, judgement.document.blocks, judgement.body
        self.verdicts, self.spent = judgement.verdicts, spent
        if judgement.shape == "one line":
            segments = Segments(judgement.document, PIPELINE.rules)
            self.blocks, self.body = tuple(segments.blocks), segments.article
            self.verdicts = tuple(self.in_segment(verdict) for verdict in judgement.verdicts)
        of_elements = () if judgement.shape == "whole page" else OF_ELEMENTS
        gone = [one.finding for one in self.verdicts if one.reason in of_elements]
        cut = {index for finding in gone for index in range(finding.first, finding.stop)}
        #: The indices of the blocks that are judged by their words.
        self.left = [index for index in range(len(self.blocks)) if index not in cut]
        self.places = {index: place for place, index in enumerate(self.left)}
        self.phrases: Mapping[int, list[Finding]] = phrase_findings(self.blocks, self.left, LEXICON, {})
        if judgement.shape == "one line":
            self.phrases = segments.supported(self.phrases, PIPELINE.rules)

    def in_segment(self, verdict: Verdict) -> Verdict:
        """Return a verdict as one on the segment that it stands in."""
        start, end = verdict.finding.start, verdict.finding.end
        [index] = [index for index, one in enumerate(self.blocks) if one.start <= start < end <= one.end]
        whole = (start, end) == (self.blocks[index].start, self.blocks[index].end)
        return verdict._replace(finding=verdict.finding._replace(first=index, stop=index + 1, whole=whole))

    @cached_property
    def evidence(self) -> dict[int, list[Finding]]:
        """The phrases in each block that nobody only mentions."""
        evidence = {index: [one for one in found if not one.mention] for index, found in self.phrases.items()}
        return {index: found for index, found in evidence.items() if found}

    def has(self, finding: Finding) -> bool:
        """Tell whether a rule matched where a finding says so."""
        seen = self.evidence.get(finding.first, ())
        return any((one.start, one.end, one.rule) == (finding.start, finding.end, finding.rule) for one in seen)

    def part(self, index: int) -> list[int]:
        """Return the indices of the head or of the tail, whichever a block stands in; none in the body."""
        body = self.body
        if index in body:
            return []
        return [other for other in self.left if (other < body.start) == (index < body.start) and other not in body]

    def is_in_scope(self, finding: Finding) -> bool:
        """Tell whether a rule may act where its finding stands; in a part of the last block, it stands in the tail."""
        index, body = finding.first, self.body
        after = index >= body.stop - (not finding.whole)
        outside = index not in body
        return {"head": index < body.start, "tail": after, "outside": outside, "anywhere": True}[finding.where]

    def between(self, first: int, stop: int) -> Iterator[str]:
        """Yield the text classes of the blocks that are left after `first` and before `stop`."""
        return (self.blocks[index].text_class for index in self.left if first < index < stop)

    def is_corroborated(self, finding: Finding) -> bool:
        """Tell whether a hint stands beside a marker, or in one of three lines with evidence that no line leads in."""
        group = self.group(finding.first)
        if any(one.strength == "marker" for one in self.evidence[finding.first]) and not finding.whole:
            return True
        if any(one.strength == "marker" and one.whole for index in group for one in self.evidence[index]):
            return True
        above = self.near(group[0], -1)
        return len(group) >= weights.MIN_CROWD and (above is None or self.blocks[above].text_class != "lead")

    def group(self, index: int) -> list[int]:
        """Return the blocks with evidence around one, no two far from each other or with prose or code between."""
        groups: list[list[int]] = []
        for place, other in enumerate(self.left):
            if other in self.evidence:
                last = groups[-1][-1] if groups else -1
                near = self.left[max(0, place - weights.MAX_GAP) : place]
                joined = last in near and not {"prose", *PROTECTED} & {*self.between(last, other)}
                groups = [*groups[:-1], [*groups[-1], other]] if joined else [*groups, [other]]
        return next(group for group in groups if index in group)

    def near(self, index: int, step: int) -> int | None:
        """Return the block so many places after one, or before it, of those that are left."""
        place = self.places[index] + step
        return self.left[place] if 0 <= place < len(self.left) else None

    def is_beyond_prose(self, finding: Finding) -> bool:
        """Tell whether a finding stands before or after all prose, and outside of the article."""
        prose = [index for index in self.left if self.blocks[index].text_class == "prose"]
        body = self.body
        return bool(body) and finding.first not in body and not (prose and prose[0] <= finding.first <= prose[-1])

    def is_repeated(self, finding: Finding, classes: Container[str] = LINES) -> bool:
        """Tell whether the article has the same line."""
        text, lines = self.blocks[finding.first].text, (self.blocks[i] for i in self.left if i in self.body)
        return any(line.text == text and line.text_class in classes for line in lines)

    def is_in_section(self, finding: Finding) -> bool:
        """Tell whether a block stands in the section below a heading that is cut by the same rule."""
        return any(
            verdict.is_cut and self.opens(verdict.finding, finding.first)
            for verdict in self.verdicts
            if verdict.finding.rule == finding.rule and verdict.finding.section and verdict.finding.whole
        )

    def opens(self, heading: Finding, index: int) -> bool:
        """Tell whether a block stands in the section that a heading opens."""
        body, between = self.body, list(self.between(heading.first, index + 1))
        if heading.first >= index or not self.has(heading):
            return False
        if heading.section == "author":
            return len(between) == 1 and index > body.stop
        if heading.first in body:
            return not {"prose", "sentence", "continued"} & {*between}
        return heading.first >= body.stop or index < body.start

    def is_among_chrome(self, finding: Finding) -> bool:
        """Tell whether a block without prose stands before or after the article, in a part where rules matched."""
        part = self.part(finding.first)
        return finding.first in part and any(index in self.evidence for index in part) and self.is_no_prose(finding)

    def is_no_prose(self, finding: Finding) -> bool:
        return self.blocks[finding.first].text_class not in ("prose", "code")

    def is_called_so(self, finding: Finding) -> bool:
        """Tell whether an element is called what its rule says, and is what is cut or kept."""
        element = self.judgement.document.elements[finding.element]
        rule = PIPELINE.rules.names.match(element)
        return (element.first, element.stop) == (finding.first, finding.stop) and rule is RULES[finding.rule]

    def share_of_links(self, finding: Finding) -> float:
        inside = self.blocks[finding.first : finding.stop]
        return sum(block.link_chars for block in inside) / sum(len(block.text) for block in inside)

    def is_heading(self, finding: Finding) -> bool:
        return finding.stop == finding.first + 1 and self.blocks[finding.first].kind == "heading"

    def is_above_a_cut(self, finding: Finding) -> bool:
        """Tell whether the block below is cut by the same rule."""
        others = (one.finding for one in self.verdicts if one.is_cut)
        return any(one.first <= finding.stop < one.stop and one.rule == finding.rule for one in others)

    def is_misplaced(self, finding: Finding) -> bool:
        """Tell whether some rule that matched in a line may not act there."""
        return not all(map(self.is_in_scope, self.evidence[finding.first]))

    def is_outside_articles(self, finding: Finding) -> bool:
        """Tell whether a block of a whole page stands outside of its article."""
        return self.judgement.shape == "whole page" and bool(self.body) and finding.first not in self.body

    def may_be_headline(self, finding: Finding) -> bool:
        """Tell whether a block is a line of words above the article."""
        return finding.first < self.body.start and self.blocks[finding.first].words >= weights.MIN_HEADLINE_WORDS

    def is_headline(self, finding: Finding) -> bool:
        """Tell whether a block is the last line of words shortly above the article that no rule matched."""
        above = [index for index in self.left if index < self.body.start][-weights.MAX_BYLINES :]
        words = [i for i in above if i not in self.evidence and self.blocks[i].words >= weights.MIN_HEADLINE_WORDS]
        return words[-1:] == [finding.first]

    def is_plain_prose(self, index: int | None) -> bool:
        """Tell whether a block is prose that no rule matched all of."""
        if index is None or self.blocks[index].text_class != "prose":
            return False
        return not any(one.whole for one in self.evidence.get(index, ()))

    def is_sentence(self, finding: Finding) -> bool:
        """Tell whether a block ends a sentence and is no notice by what rules matched in it, or is a long line.

        Of a part of a block its phrase says little.
        """
        if not finding.whole:
            return finding.strength == "marker" and finding.covers < weights.MIN_COVERED_WITHIN
        block = self.blocks[finding.first]
        markers = {one.covers for one in self.evidence.get(finding.first, ()) if one.strength == "marker"}
        is_notice = sum(markers) >= weights.MIN_COVERED or len(markers) > 1
        is_long = block.text_class == "fragment" and block.words >= text_class.MIN_RUN_ON_WORDS
        return (ends_sentence(block.text) and (not is_notice or self.is_unmatched(finding))) or is_long

    def is_item(self, finding: Finding) -> bool:
        """Tell whether a block stands below a line with a colon that no rule matched, with no prose between them."""
        for index in reversed(self.left[: self.places[finding.first] + 1]):
            block = self.blocks[index]
            announces = block.text[-1] in ":：﹕" and block.words >= weights.MIN_ANNOUNCING_WORDS
            if index < finding.first and announces and index not in self.evidence:
                return True
            if block.text_class == "prose":
                return False
        return False

    def heads_text(self, finding: Finding) -> bool:
        """Tell whether a block stands between paragraphs, or has the marks of a heading and text below it."""
        above, below = self.near(finding.first, -1), self.near(finding.first, 1)
        if self.blocks[finding.first].text_class != "heading":
            is_line = self.blocks[finding.first].text_class not in SENTENCES
            return is_line and self.is_plain_prose(above) and self.is_plain_prose(below)
        while below is not None and self.blocks[below].text_class == "heading":
            below = self.near(below, 1)
        return below is not None and below not in self.evidence

    def is_protected(self, finding: Finding) -> bool:
        """Tell whether a block heads text, or is a sentence next to prose, and no rule matched in it."""
        beside = any(self.is_plain_prose(self.near(finding.first, step)) for step in (-1, 1))
        is_sentence = beside and ends_sentence(self.blocks[finding.first].text) and finding.first not in self.evidence
        return is_sentence or self.heads_text(finding)

    def is_unmatched(self, finding: Finding) -> bool:
        """Tell whether something could go only for what stands above it, or beside it."""
        return self.is_in_section(finding) or self.is_among_chrome(finding)

    def is_too_much(self, finding: Finding) -> bool:
        """Tell whether more goes of a text than may without a finding of its own, if what a rule would cut does."""
        would = {
            one.first
            for one, reason in self.verdicts
            if reason in UNMATCHED or (reason is Reason.KEPT_TOO_MUCH and one.rule == finding.rule)
        }
        return self.spent + sum(self.blocks[index].words for index in would) > weights.MAX_UNMATCHED

    @cached_property
    def title(self) -> int:
        """The index of the only heading of the first level, or -1."""
        return Features(self.judgement.document).title

    def holds_article(self, finding: Finding) -> bool:
        """Tell whether an element holds the title of the page, or what is called the body of an article."""
        inside = (one for one in self.judgement.document.elements if finding.first <= one.first < finding.stop)
        rules = (PIPELINE.rules.names.match(element) for element in inside)
        return finding.first <= self.title < finding.stop or any(rule and rule.means == "body" for rule in rules)

    def is_below_title(self, finding: Finding) -> bool:
        """Tell whether an element, or one of the same rule that is kept with it, reaches to shortly below the title."""
        kept = (one for one, reason in self.verdicts if reason is Reason.KEPT_BELOW_TITLE and one.rule == finding.rule)
        limit = self.title + weights.LEAD_BLOCKS
        return self.title >= 0 and any(one.first < limit and self.title + 1 < one.stop for one in kept)


#: What has to be true where a verdict gives a reason.
REASONS: dict[Reason, Callable[[Witness, Finding], bool]] = {
    Reason.CUT_MARKER: lambda seen, f: f.strength == "marker" and seen.has(f) and seen.is_in_scope(f),
    Reason.CUT_CORROBORATED: lambda seen, f: (
        f.strength == "hint" and seen.has(f) and seen.is_in_scope(f) and seen.is_corroborated(f)
    ),
    Reason.CUT_BEYOND_PROSE: lambda seen, f: (
        seen.has(f) and seen.is_in_scope(f) and seen.is_beyond_prose(f) and not seen.is_repeated(f)
    ),
    Reason.CUT_IN_SECTION: lambda seen, f: seen.is_in_section(f),
    Reason.CUT_AUTHOR_NOTE: lambda seen, f: (
        RULES[f.rule].means == "author-note" and any(one.rule == f.rule for one in seen.evidence[f.first])
    ),
    Reason.CUT_LABELS_NOTHING: lambda seen, f: (
        f.stop == len(seen.blocks) and seen.blocks[f.first].text[-1] in ":：﹕" and f.rule == "fragments/label"
    ),
    Reason.CUT_AMONG_CHROME: lambda seen, f: (
        seen.is_among_chrome(f) and not seen.is_repeated(f) and not seen.is_headline(f) and not seen.is_protected(f)
    ),
    Reason.CUT_IN_MENU: lambda seen, f: (
        seen.is_outside_articles(f)
        and not seen.is_headline(f)
        and f.rule == "fragments/menu"
        and seen.blocks[f.first].text_class not in SENTENCES
    ),
    Reason.CUT_ELEMENT: lambda seen, f: seen.is_called_so(f),
    Reason.CUT_OUTSIDE_MAIN: lambda seen, f: (
        f.rule == "main-content/outside"
        and (
            bool(seen.judgement.document.elements)
            or (seen.is_outside_articles(f) and seen.blocks[f.first].text_class in SENTENCES)
        )
    ),
    Reason.CUT_REPEATED: lambda seen, f: seen.blocks[f.first].text in {b.text for b in seen.blocks[: f.first]},
    Reason.CUT_LINK_LIST: lambda seen, f: seen.share_of_links(f) > weights.MIN_LINK_DENSITY,
    Reason.CUT_CARD: lambda seen, f: seen.share_of_links(f) > 0,
    Reason.CUT_THREAD: lambda seen, f: any(
        any(map(str.isdigit, block.text)) for block in seen.blocks[f.first : f.stop]
    ),
    Reason.CUT_IN_EVERY_POST: lambda seen, f: (
        f.stop == f.first + 1 and seen.blocks[f.first].words <= weights.MAX_NAME_WORDS
    ),
    Reason.CUT_HEADLINE: lambda seen, f: seen.is_heading(f),
    Reason.CUT_EMPTY_HEADING: lambda seen, f: seen.is_heading(f) and seen.is_above_a_cut(f),
    Reason.KEPT_LONE_HINT: lambda seen, f: (
        not seen.is_beyond_prose(f)
        if f.strength == "hint"
        else seen.is_among_chrome(f) and not any(one.is_cut for one in seen.verdicts)
    ),
    Reason.KEPT_WRONG_PLACE: lambda seen, f: seen.is_misplaced(f),
    Reason.KEPT_QUOTED: lambda seen, f: f.mention == "quoted" and not f.whole,
    Reason.KEPT_IN_SENTENCE: lambda seen, f: f.mention == "told" and not f.whole,
    Reason.KEPT_IN_DOUBT: lambda seen, f: f.strength == "hint" and seen.is_repeated(f, ("prose", *LINES)),
    Reason.KEPT_REPEATED: lambda seen, f: f.first not in seen.body and seen.is_repeated(f),
    Reason.KEPT_HEADLINE: lambda seen, f: (
        seen.may_be_headline(f) and (seen.is_outside_articles(f) or seen.is_among_chrome(f))
    ),
    Reason.KEPT_TABLE: lambda seen, f: (
        seen.blocks[f.first].kind == "row"
        or (seen.is_among_chrome(f) and seen.blocks[f.first].text_class == "row")
        or (seen.is_among_chrome(f) and seen.blocks[f.first].text[0] == "|")
    ),
    Reason.KEPT_IN_CODE: lambda seen, f: seen.blocks[f.first].text_class == "code",
    Reason.KEPT_STORY: lambda seen, f: RULES[f.rule].means == "author-note" and f.first < seen.body.stop,
    Reason.KEPT_HOLDS_PROSE: lambda seen, f: (
        seen.is_called_so(f) and (RULES[f.rule].strength == "hint" or RULES[f.rule].means in ("consent", "comments"))
    ),
    Reason.KEPT_HOLDS_ARTICLE: lambda seen, f: seen.is_called_so(f) and seen.holds_article(f),
    Reason.KEPT_HOLDS_SECTION: lambda seen, f: (
        seen.is_called_so(f)
        and RULES[f.rule].means == "caption"
        and any(block.kind == "heading" for block in seen.blocks[f.first : f.stop])
    ),
    Reason.KEPT_BELOW_TITLE: lambda seen, f: seen.is_called_so(f) and seen.is_below_title(f),
    Reason.KEPT_HOLDS_PAGE: lambda seen, f: seen.is_called_so(f),
    Reason.KEPT_IS_LISTING: lambda seen, f: seen.is_called_so(f),
    Reason.KEPT_IS_THREAD: lambda seen, f: seen.is_called_so(f) and RULES[f.rule].means == "comments",
    Reason.KEPT_LISTED: lambda seen, f: seen.share_of_links(f) > 0,
    Reason.KEPT_SENTENCE: lambda seen, f: seen.is_sentence(f),
    Reason.KEPT_RECURRING: lambda seen, f: f.whole and f.family == "related-links" and not f.section,
    Reason.KEPT_ITEM: lambda seen, f: seen.is_item(f) and (f.strength == "hint" or seen.is_among_chrome(f)),
    # Below a heading of a page, its text may stand behind buttons.
    Reason.KEPT_HEADING: lambda seen, f: f.whole and (seen.heads_text(f) or seen.blocks[f.first].kind == "heading"),
    Reason.KEPT_TOO_MUCH: lambda seen, f: seen.is_unmatched(f) and seen.is_too_much(f),
}
#: Reasons that no careful judgement of the default rules gives: they are the pipeline's, a user's, or a thorough one's.
NOT_JUDGED = {
    *(Reason.CUT_BY_FILTER, Reason.KEPT_BY_RULE, Reason.KEPT_NO_FILTER, Reason.KEPT_NO_FINDING),
    Reason.CUT_IN_DOUBT,
}


def test_the_witness_knows_what_each_reason_says() -> None:
    assert {*Reason} == {*REASONS} | NOT_JUDGED


def assert_reasons_are_true(source: str, pipeline: Pipeline, kind: Any) -> None:
    """Assert that every phrase in what is judged has a verdict, and that of each verdict the reason is true."""
    rounds = Rounds()
    pipeline.then(rounds).clean(source, kind=kind)
    spent = 0.0
    for judgement in rounds.judgements:
        seen = Witness(judgement, spent)
        spent += unmatched_words(judgement.document, judgement.verdicts)
        decided = {(one.start, one.end, one.rule) for one in judgement.findings}
        assert {(one.start, one.end, one.rule) for found in seen.phrases.values() for one in found} <= decided
        for finding, reason in seen.verdicts:
            assert REASONS[reason](seen, finding), (reason, finding)


def assert_verdicts_are_what_was_done(cleaned: Cleaned) -> None:
    """Assert that each removal has a verdict, and that verdicts lie where they say and tell what became of that."""
    document = cleaned.document
    gone = cut_places(document.text, cleaned.removals)
    for removal in cleaned.removals:
        verdict = cleaned.verdict_on(removal)
        assert verdict.is_cut
        assert (verdict.reason is Reason.CUT_BY_FILTER) == (removal.filter not in NAMES)
        assert (verdict.finding.family, verdict.finding.rule) == (removal.filter, removal.rule)
        assert verdict.finding.start <= removal.start < removal.end <= verdict.finding.end
    for finding, reason in cleaned.verdicts:
        assert 0 <= finding.start < finding.end <= len(document.text)
        inside = [n for n, b in enumerate(document.blocks) if b.start < finding.end and finding.start < b.end]
        assert inside == [*range(finding.first, finding.stop)]
        ink = {place for place in range(finding.start, finding.end) if not document.text[place].isspace()}
        assert ink <= gone if reason.is_cut else not ink <= gone, (reason, finding)


@given(texts, pipelines)
def test_the_reasons_of_all_verdicts_are_true(text: str, pipeline: Pipeline) -> None:
    assert_reasons_are_true(text, pipeline, "text")


@given(composed)
def test_the_reasons_of_all_verdicts_on_a_composed_text_are_true(text: str) -> None:
    assert_reasons_are_true(text, PIPELINE, "text")


@given(texts, pipelines)
def test_every_cut_has_a_verdict_and_every_verdict_is_what_was_done(text: str, pipeline: Pipeline) -> None:
    assert_verdicts_are_what_was_done(pipeline.explain(text, kind="text"))


@given(texts, pipelines)
def test_every_removal_names_a_rule_that_exists_and_the_filter_that_knows_it(text: str, pipeline: Pipeline) -> None:
    names = {filter.name for filter in pipeline}
    for removal in pipeline.explain(text).removals:
        assert removal.filter in names
        assert removal.rule in {*RULES, *STRUCTURE, *FRAGMENT_RULES}
        assert removal.rule.partition("/")[0] == removal.filter


@dataclass(frozen=True)
class TakesAll:
    """A filter of a user's own that cuts all that was found, also what was decided to stay, under its own name."""

    name: str = "takes-all"

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        text = judgement.document.text
        for finding in judgement.findings:
            yield Removal(finding.start, finding.end, self.name, finding.rule, text[finding.start : finding.end])


@given(texts, pipelines, careless, st.booleans())
def test_every_cut_of_a_filter_that_is_code_has_a_verdict(
    text: str, pipeline: Pipeline, filters: list[Filter], takes_all: bool
) -> None:
    for filter in [*filters, TakesAll()] if takes_all else filters:
        pipeline = pipeline.then(filter)
    assert_verdicts_are_what_was_done(pipeline.explain(text, kind="text"))


# Texts -------------------------------------------------------------------------------------------------------------


def assert_prose_stays(prose: Sequence[str], text: str) -> None:
    """Assert that all paragraphs stay in their order; of what a whole page shows a second time, one is enough."""
    cleaned = PIPELINE.explain(text)
    lines = [line.strip() for line in cleaned.text.split("\n")]
    assert {*prose} <= {*lines} if cleaned.shape == "whole page" else stand_in_order(prose, lines)


@given(documents(shapes=LINE_SHAPES, opening=False))
def test_prose_among_chrome_that_opens_no_section_stays_as_it_is(document: Composed) -> None:
    assert_prose_stays(document.prose, document.text)


@given(documents(shapes=LINE_SHAPES, opening=False), st.lists(chrome(), max_size=12), st.sampled_from(LINE_SHAPES))
def test_prose_before_the_first_section_stays_as_it_is(document: Composed, tail: list[str], shape: str) -> None:
    assert_prose_stays(document.prose, lay([*document.lines, *tail], shape))


@given(
    languages.flatmap(lambda code: st.lists(paragraphs(code), min_size=1, max_size=8)),
    st.sampled_from([*LINE_SHAPES, "wrapped"]),
)
def test_an_article_without_chrome_is_untouched(prose: list[str], shape: str) -> None:
    text = lay(prose, shape)
    assert PIPELINE.clean(text) == text


@given(languages, st.sampled_from(NOTES), st.data())
def test_a_note_within_a_long_line_goes_and_leaves_the_sentences_around_it(
    code: str, note: str, data: st.DataObject
) -> None:
    before, after = (data.draw(paragraphs(code, shortest=4, longest=6)) for _ in "ab")
    clean = PIPELINE.clean(f"{before} {note}. {after}")
    assert clean.startswith(before)
    assert clean.endswith(after)
    assert clean == f"{before} {after}"


@given(six_paragraphs, st.sampled_from(NOTES), st.sampled_from(['"{},"', "“{},”", "«{}»,", "„{}“,"]))
def test_a_note_that_somebody_quotes_stays(prose: list[str], note: str, quotes: str) -> None:
    told = (
        f"{quotes.format(note)} said the small print on the form, and the harbour master put it back where it had been."
    )
    text = lay([*prose[:3], told, *prose[3:]], "blank lines")
    assert PIPELINE.clean(text) == text


@given(six_paragraphs, st.sampled_from(MIN_RUN_ON_WORDS))
def test_a_phrase_that_goes_on_from_a_sentence_stays(prose: list[str], phrase: str) -> None:
    told = f"{prose[0]} What the old man on the other bank asked of everybody who came by was to {phrase.lower()}"
    text = lay([*prose, told], "blank lines")
    assert PIPELINE.clean(text) == text


@given(st.sampled_from(NOTES).filter(lambda note: note[0].isalpha() and note[-1].isalpha()))
def test_a_note_within_a_word_is_none(note: str) -> None:
    spaced = all(char < "\u0e00" for char in note)
    inner = {found.rule for found in findings_in(note[1:-1])}
    assert not spaced or {found.rule for found in findings_in(f"q{note}q")} <= inner


@given(st.lists(st.sampled_from([line for line in FRAGMENTS if not findings_in(line)]), max_size=9), st.data())
def test_a_hint_alone_is_no_reason_to_cut_the_lines_around_it(lines: list[str], data: st.DataObject) -> None:
    hint, place = data.draw(st.sampled_from(HINTS))[1], data.draw(st.integers(0, len(lines)))
    text = lay([*lines[:place], hint, *lines[place:]], "blank lines")
    assert PIPELINE.clean(text) in (text, lay(lines, "blank lines"))


@given(articles, st.integers(50, 80), st.booleans())
def test_a_wrapped_article_keeps_its_prose_before_a_form(prose: list[str], width: int, menu: bool) -> None:
    wrapped = [wrap(paragraph, width) for paragraph in prose]
    above = "Skip to content\nHome\nSubscribe\n\n" if menu else ""
    form = "Leave a Reply\nYour email address will not be published.\nComment *\nName *\nEmail *\nPost Comment"
    assert PIPELINE.clean(above + lay([*wrapped, form], "blank lines")) == lay(wrapped, "blank lines")


@given(six_paragraphs, st.sampled_from(HINTS), st.sampled_from(LINE_SHAPES))
def test_a_hint_alone_within_an_article_stays(prose: list[str], hint: tuple[str, str], shape: str) -> None:
    text = lay([*prose[:3], hint[1], *prose[3:]], shape)
    assert PIPELINE.clean(text) == text


@given(six_paragraphs, st.sampled_from(HINTS), st.sampled_from(HINTS), st.sampled_from(LINE_SHAPES))
def test_two_hints_with_prose_between_them_stay(
    prose: list[str], one: tuple[str, str], other: tuple[str, str], shape: str
) -> None:
    text = lay([*prose[:2], one[1], *prose[2:4], other[1], *prose[4:]], shape)
    assert PIPELINE.clean(text) == text


@given(six_paragraphs, st.sampled_from(TAIL_ONLY), st.sampled_from(LINE_SHAPES))
def test_a_line_that_may_go_only_behind_an_article_stays_within_it(
    prose: list[str], line: tuple[str, str], shape: str
) -> None:
    text = lay([*prose[:3], line[1], *prose[3:]], shape)
    assert PIPELINE.clean(text) == text


@given(
    six_paragraphs,
    st.sampled_from(RELATED),
    st.lists(st.sampled_from(FRAGMENTS), max_size=3),
    st.sampled_from(LINE_SHAPES),
)
def test_prose_goes_on_behind_links_in_the_middle_of_an_article(
    prose: list[str], heading: str, links: list[str], shape: str
) -> None:
    text = lay([*prose[:3], heading, *links, *prose[3:]], shape)
    assert stand_in_order(prose, [line.strip() for line in PIPELINE.clean(text).split("\n")])


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if rule.keep and rule.match != "element"], ids=lambda rule: rule.id
)
def test_the_lines_that_a_rule_must_keep_stay_within_an_article(rule: Rule) -> None:
    prose = [
        f"On day {n} the harbour master wrote that the river would not stay in its old bed for long." for n in range(6)
    ]
    text = lay([*prose[:3], *rule.keep, *prose[3:]], "blank lines")
    assert PIPELINE.clean(text) == text


# Pages ------------------------------------------------------------------------------------------------------------


@given(pages, pipelines)
def test_the_reasons_of_all_verdicts_on_a_page_are_true(page: str, pipeline: Pipeline) -> None:
    assert_reasons_are_true(page, pipeline, "html")


#: A footer that is kept, as it holds all there is, and both of whose lines go.
FOOTER = f"<footer>{'<p>Your email address will not be published.</p>' * 2}</footer>"


@given(pages, pipelines)
@example(FOOTER, PIPELINE)
def test_every_cut_of_a_page_has_a_verdict_and_every_verdict_is_what_was_done(page: str, pipeline: Pipeline) -> None:
    assert_verdicts_are_what_was_done(pipeline.explain(page, kind="html"))


@given(pages, pipelines)
def test_every_removal_from_a_page_names_a_rule_that_exists(page: str, pipeline: Pipeline) -> None:
    known = {*RULES, *STRUCTURE, *FRAGMENT_RULES}
    for removal in pipeline.explain(page, kind="html").removals:
        assert removal.rule in known
        assert removal.rule.startswith(f"{removal.filter}/")


#: Elements that say nothing of what they hold.
PLAIN = ("div", "div", "section", "article", "main", "blockquote", "span", 'div class="content"', 'div id="x7"')


@st.composite
def elements_of_prose(draw: st.DrawFn) -> tuple[list[str], str]:
    """Paragraphs of prose and nothing else, in elements within one another."""
    prose = draw(languages.flatmap(lambda code: st.lists(paragraphs(code), min_size=1, max_size=9, unique=True)))
    parts = [f"<p>{escape(paragraph)}</p>" for paragraph in prose]
    while len(parts) > 1 or draw(st.booleans()):
        first, stop = sorted((draw(st.integers(0, len(parts) - 1)), draw(st.integers(1, len(parts)))))
        tag = draw(st.sampled_from(PLAIN))
        stop = max(stop, first + 1)
        parts[first:stop] = [f"<{tag}>{''.join(parts[first:stop])}</{tag.split()[0]}>"]
    return prose, parts[0]


@given(elements_of_prose())
def test_a_page_of_nothing_but_prose_is_untouched_however_it_is_built(case: tuple[list[str], str]) -> None:
    prose, page = case
    assert PIPELINE.clean(page, kind="html") == "\n\n".join(prose)
