"""Decides about the findings in a text: one verdict for each, and for the blocks of the sections that they open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator
from itertools import islice

import regex

from cleantext.judgement import Finding, Reason, Verdict
from cleantext.judging import weights
from cleantext.judging.clutter import judge_fragments, judge_outside_articles
from cleantext.judging.context import Found, Text, block_verdict
from cleantext.judging.features import is_link
from cleantext.judging.limits import protection
from cleantext.judging.rules import Rules
from cleantext.judging.stretch import BUTTONS
from cleantext.text_class import SENTENCES

#: The beginning of a note on an author: two or more capitalised names, then a verb such as "is" or "writes".
_INTRODUCTION = regex.compile(
    r"(?:About |By )?(?:(?:Dr|Prof|Mr|Mrs|Ms)\.? )?(?P<name>\p{Lu}[\w'’.-]* (?:\p{Lu}[\w'’.-]*,? ){1,3})"
    r"(?:is|was|has|covers|writes|works|lives|joined|brings|leads) "
)


def decide(text: Text, found: Found, rules: Rules) -> Iterator[Verdict]:
    """Yield the verdicts on a text: on the phrases `found`, on sections, notes on the author and fragments."""
    yield from _judge_others(text, found)
    yield from (Verdict(finding, Reason.KEPT_HEADING) for findings in text.headings.values() for finding in findings)
    claimed = [False] * len(text.blocks)
    cuts: list[tuple[int, Finding]] = []
    for place, findings in text.found.items():
        misplaced = any(one.strength == "marker" and not is_in_scope(text.body, place, one) for one in findings)
        for finding in findings:
            verdict = Verdict(finding, _judge_phrase(text, place, finding, misplaced, rules))
            yield verdict
            claimed[place] = claimed[place] or verdict.is_cut or verdict.reason is Reason.KEPT_STORY
            if verdict.is_cut:
                cuts.append((place, finding))
    yield from _judge_sections(text, cuts)
    for place, finding in _author_notes(text, rules.author_notes):
        yield block_verdict(text, place, finding.family, finding.rule, Reason.CUT_AUTHOR_NOTE)
    if text.ends_with_label and not claimed[-1]:
        claimed[-1] = True
        yield block_verdict(text, len(claimed) - 1, "fragments", "fragments/label", Reason.CUT_LABELS_NOTHING)
    judged = judge_outside_articles(text, claimed) if text.shape == "whole page" else judge_fragments(text, claimed)
    for place, rule, reason in judged:
        yield block_verdict(text, place, rule.partition("/")[0], rule, reason)


def _judge_others(text: Text, found: Found) -> Iterator[Verdict]:
    """Yield the verdicts on findings that are no evidence: what a rule protects, is mentioned, or is misplaced."""
    places = {index: place for place, index in enumerate(text.indices)}
    for index, findings in found.items():
        for finding in findings:
            if finding.strength == "keep":
                yield Verdict(finding, Reason.KEPT_BY_RULE)
            elif finding.mention:
                yield Verdict(finding, Reason.KEPT_QUOTED if finding.mention == "quoted" else Reason.KEPT_IN_SENTENCE)
            elif index in places and not text.is_evidence(places[index], finding):
                is_answer = text.is_answer(places[index], finding)
                yield Verdict(finding, Reason.KEPT_ANSWER if is_answer else Reason.KEPT_WRONG_PLACE)


def _judge_sections(text: Text, cuts: list[tuple[int, Finding]]) -> Iterator[Verdict]:
    """Yield verdicts on the blocks in the sections that headings open which are cut themselves: all but code goes.

    A button opens none: one that a rule knows, or a link that recurs.
    """
    reached: dict[str, int] = {}
    times = Counter(text.blocks[place].text for place, finding in cuts if finding.section == "related")
    for place, finding in cuts:
        block = text.blocks[place]
        is_known = any(one.family == BUTTONS and one.strength == "marker" for one in text.found[place])
        is_button = is_known or (is_link(block) and times[block.text] >= weights.MIN_RECURRING)
        if finding.section and finding.whole and finding.corroborated and not is_button:
            section = _section_below(text, place, finding.section)
            for below in range(max(reached.get(finding.family, 0), section.start), section.stop):
                is_code = text.blocks[below].text_class == "code"
                reason = Reason.KEPT_IN_CODE if is_code else Reason.CUT_IN_SECTION
                yield block_verdict(text, below, finding.family, finding.rule, reason)
            reached[finding.family] = max(reached.get(finding.family, 0), section.stop)


def _judge_phrase(text: Text, place: int, finding: Finding, misplaced: bool, rules: Rules) -> Reason:
    """Return what is decided about a finding of a phrase, and why.

    `misplaced` says whether a marker matched the same line that may not act there, such as "Comments" above a
    paragraph: then no hint is enough.
    """
    if not is_in_scope(text.body, place, finding):
        return Reason.KEPT_WRONG_PLACE
    if finding.rule in text.recurring and place in text.body:
        return Reason.KEPT_RECURRING
    reason = Reason.CUT_MARKER
    if finding.strength != "marker":
        reason = Reason.KEPT_WRONG_PLACE if misplaced else _judge_hint(text, place, finding)
        if reason.is_cut and finding.rule in rules.author_notes and not _may_be_author(text, place, finding):
            return Reason.KEPT_STORY
    return protection(text, place, finding) or reason if reason.is_cut else reason


def _judge_hint(text: Text, place: int, finding: Finding) -> Reason:
    """Return what is decided about a hint: it needs other evidence beside it, or has to stand beyond all prose."""
    if finding.corroborated:
        in_doubt = finding.whole and text.blocks[place].text in text.in_doubt
        return Reason.KEPT_IN_DOUBT if in_doubt else Reason.CUT_CORROBORATED
    if not text.body or place in text.body or place in text.prose or text.is_byline_alone(place, finding):
        return Reason.KEPT_LONE_HINT
    if text.is_of_list(place, finding):
        return Reason.KEPT_RECURRING
    return Reason.KEPT_REPEATED if text.repeats(place) else Reason.CUT_BEYOND_PROSE


def is_in_scope(body: range, place: int, finding: Finding) -> bool:
    """Tell whether a rule may act where a block stands; for a part of a block, the article's last is the tail."""
    if finding.where == "tail":
        return place >= body.stop - (not finding.whole)
    if finding.where == "head":
        return place < body.start
    return finding.where != "outside" or place not in body


def _section_below(text: Text, heading: int, section: str) -> range:
    """Return the indices of the blocks in the section that the block `heading` opens.

    After the article a section goes on to the end of the document, but one of related articles only where that tells
    little; before the article it goes on to where that begins, where that tells little. Within it, and where there is
    doubt, a section holds only the lines without a sentence that follow its heading, and of those the last is kept if
    prose comes next, as it may be its heading, unless it is a link. Addresses written out are references, and no
    headlines. The section of a note on the author is a paragraph.
    """
    first, end = heading + 1, text.body.stop
    if section == "related" and any(
        "://" in block.text for block in text.blocks[first : first + weights.SUPPORT_BLOCKS]
    ):
        return range(0)
    if section == "author":
        after = end < first < len(text.blocks)
        return range(first, first + 1) if after and text.blocks[first].text_class == "prose" else range(0)
    limit = weights.MAX_RELATED * text.words_in_sentences(text.body)
    if heading >= end:
        end = len(text.blocks)
        rest = range(first, end)
        if section != "related" or text.words_in_sentences(rest) <= limit:
            return rest
    before = range(first, text.body.start)
    if before and text.words_in_sentences(before) <= limit:
        return before
    stop = first
    while stop < end and text.blocks[stop].text_class not in SENTENCES:
        stop += 1
    may_be_heading = first < stop < end and not is_link(text.blocks[stop - 1])
    return range(first, stop - may_be_heading)


def _may_be_author(text: Text, place: int, finding: Finding) -> bool:
    """Tell whether what says what somebody is may be a note on the author: after the article, or with a full name."""
    block = text.blocks[place]
    said = block.text[finding.start - block.start : finding.end - block.start]
    return text.body.stop <= place or _INTRODUCTION.match(said) is not None


def _author_notes(text: Text, rules: Container[str]) -> Iterator[tuple[int, Finding]]:
    """Yield last paragraphs that introduce the author, and no person of the story, with what says what he or she is.

    Such a paragraph says what somebody is (which the phrases of `rules` do) who has a byline in the document, or it
    stands beside a line that a rule matched.
    """
    prose = (place for place in range(len(text.blocks) - 1, 0, -1) if text.blocks[place].text_class == "prose")
    for place in islice(prose, weights.AUTHOR_PARAGRAPHS):
        said = [finding for finding in text.found.get(place, ()) if finding.rule in rules]
        introduction = _INTRODUCTION.match(text.blocks[place].text) if said else None
        if introduction is None:
            continue
        near = range(max(0, place - weights.AUTHOR_NEAR), min(len(text.blocks), place + weights.AUTHOR_NEAR + 1))
        name = introduction["name"].strip(" ,")
        if any(other in text.found for other in near if other != place) or any(
            name in block.text for block in text.blocks if block.text_class == "fragment"
        ):
            yield place, said[0]
