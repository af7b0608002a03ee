"""Judges a document: this file is the algorithm, from top to bottom; each step stands in a file of its own.

A page is first judged by its elements (`judge_elements`), once, as what an element holds is measured against the whole
page. What they leave of it, and a text as a whole, is judged by its words (`judge`): rules find phrases; findings
corroborate each other; the article is the best stretch of blocks; what is before and after it may be fragments of
chrome. Where the lines of a text are lost, its segments stand for them (`judge_segments`). Every finding gets one
verdict, with its reason. The pipeline cuts what its filters select of the cuts, and has what is left judged again,
until nothing more is found.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.document import Document
from cleantext.judgement import Judgement, Verdict
from cleantext.judging.body import find_body, judge_outside
from cleantext.judging.clutter import judge_cards, judge_headings, judge_lists, judge_repeated, judge_titles
from cleantext.judging.context import Text
from cleantext.judging.features import Cuts, Features, not_cut
from cleantext.judging.limits import limit
from cleantext.judging.names import called_elements, consent_elements, judge_consent, judge_names
from cleantext.judging.phrases import Seen, phrase_findings
from cleantext.judging.rules import Rules
from cleantext.judging.segments import Segments, is_run_together
from cleantext.judging.shape import find_shape
from cleantext.judging.verdicts import decide

__all__ = ["Rules", "judge", "judge_elements"]


def judge_elements(document: Document, rules: Rules) -> tuple[Verdict, ...]:
    """Return the verdicts on a page that its elements are the reason for; none for plain text."""
    if not document.elements:
        return ()
    called = called_elements(document, rules.names)
    consent = consent_elements(called)
    features = Features(document, excluded=[found.element for found in consent])
    named, bodies = judge_names(features, rules.names, called)
    cuts = Cuts(document.blocks)
    cuts.extend(judge_consent(features, consent))
    cuts.extend(named)
    cuts.extend(judge_repeated(features, cuts.rules))
    body = find_body(features, cuts.rules, bodies)
    cuts.extend(judge_outside(features, cuts.rules, body))
    cuts.extend(judge_lists(features, cuts.rules, body))
    cuts.extend(judge_cards(features, cuts.rules, body))
    cuts.extend(judge_titles(features, cuts.rules, body))
    cuts.extend(judge_headings(features, cuts.rules, body))
    return tuple(cuts.verdicts)


def judge(document: Document, rules: Rules, elements: Sequence[Verdict], seen: Seen) -> Judgement:
    """Return what is decided about a document.

    Args:
        document: a text, a page, or what is left of one.
        rules: what to judge by.
        elements: of a page that nothing is cut of yet, what `judge_elements` returned.
        seen: the phrases found in texts of blocks before; those found now are added.
    """
    if is_run_together(document):
        return judge_segments(document, rules, seen)
    left = not_cut(document, elements)
    searched = range(len(document.blocks)) if rules.protects_lines else left
    found = phrase_findings(document.blocks, searched, rules.phrases, seen)
    text = Text(document.blocks, left, found, rules.comment_families)
    verdicts = limit([*elements, *decide(text, found, rules)])
    return Judgement(document, find_shape(document), text.body_in_document, tuple(sorted(verdicts, key=_position)))


def judge_segments(document: Document, rules: Rules, seen: Seen) -> Judgement:
    """Return what is decided about a text whose lines are lost: its segments are judged as lines are."""
    segments = Segments(document, rules)
    places = range(len(segments.blocks))
    found = segments.supported(phrase_findings(segments.blocks, places, rules.phrases, seen), rules)
    text = Text(segments.blocks, places, found, rules.comment_families)
    text.body = segments.article
    verdicts = limit([segments.in_document(verdict) for verdict in decide(text, found, rules)])
    body = segments.body_in_document(text.body)
    return Judgement(document, find_shape(document), body, tuple(sorted(verdicts, key=_position)))


def _position(verdict: Verdict) -> tuple[int, int]:
    return verdict.finding.start, -verdict.finding.end
