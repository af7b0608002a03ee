"""Judges a document: this file is the algorithm, from top to bottom; each step is in a file of its own.

A page is first judged by its elements (`judge_elements`), once, as what an element holds is measured against the whole
page. What they leave of it, and a text as a whole, is judged by its words (`judge`): rules find phrases; findings
corroborate each other; the article is the best stretch of blocks; what is before and after it may be fragments of
chrome, and in the text of a whole page all of it is. Where the lines of a text are lost, its segments stand for them
(`judge_segments`). Every finding gets one verdict, with its reason. The pipeline cuts what its filters select of the
cuts, and has what is left judged again, until nothing more is found.
"""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.document import Document
from cleantext.judgement import Judgement, Reason, Verdict
from cleantext.judging.body import find_body, judge_outside
from cleantext.judging.clutter import (
    find_copies,
    judge_cards,
    judge_copies,
    judge_headings,
    judge_lists,
    judge_titles,
    judge_twins,
)
from cleantext.judging.context import Text
from cleantext.judging.doubt import Doubt, judge_doubt
from cleantext.judging.features import Cuts, Features, not_cut
from cleantext.judging.limits import keep_headings, limit, limit_unmatched, protected, protected_lines
from cleantext.judging.names import consent_elements, judge_consent, judge_names
from cleantext.judging.phrases import Seen, phrase_findings
from cleantext.judging.rules import Rules
from cleantext.judging.segments import Segments, is_run_together
from cleantext.judging.templates import apart, judge_templates
from cleantext.judging.threads import judge_controls, judge_threads
from cleantext.judging.verdicts import decide
from cleantext.judging.vocabulary import named_elements, protected_elements

__all__ = ["Rules", "judge", "judge_elements"]


def judge_elements(document: Document, rules: Rules) -> tuple[Verdict, ...]:
    """Return the verdicts on a page that are based on its elements; none for plain text."""
    if not document.elements:
        return ()
    called = named_elements(document, rules.names, rules.phrases)
    consent = consent_elements(document, called, rules.phrases)
    features = Features(document, excluded=[found.element for found in consent])
    asking = {one.place for one in consent}
    named, bodies = judge_names(features, rules.names, [one for one in called if one.place not in asking])
    cuts = Cuts(document.blocks)
    cuts.extend(judge_consent(features, consent))
    cuts.extend(named)
    cuts.extend(judge_threads(features, rules.names, cuts.rules))
    cuts.extend(judge_twins(features, cuts.rules))
    copies = find_copies(features, cuts.rules)
    body = find_body(features, cuts.with_cuts(judge_copies(features, copies)), bodies)
    cuts.extend(judge_copies(features, copies, body))
    cuts.extend(judge_outside(features, cuts.rules, body))
    cuts.extend(judge_lists(features, cuts.rules, body))
    cuts.extend(judge_cards(features, cuts.rules, body))
    cuts.extend(judge_controls(features, cuts.rules, body))
    cuts.extend(judge_titles(features, cuts.rules, body))
    cuts.extend(judge_headings(features, cuts.rules, body))
    return tuple(cuts.verdicts)


def judge(
    document: Document,
    rules: Rules,
    elements: Sequence[Verdict],
    seen: Seen,
    spans: Sequence[tuple[int, int]] = (),
    spent: float = 0.0,
    doubt: Doubt | None = None,
) -> Judgement:
    """Return the judgement of a document.

    Args:
        document: a text, a page, or what is left of one.
        rules: what to judge by.
        elements: the result of `judge_elements`, for a page of which nothing is cut yet.
        seen: a cache of the phrases found in the text of each block; those found now are added.
        spans: the spans that rules of strength "keep" matched in earlier rounds, as offsets into this document.
        spent: the number of words that earlier rounds have cut without a finding of their own.
        doubt: what is known of the document, if doubtful text at its ends is to be cut, too; else None.
    """
    if is_run_together(document):
        return judge_segments(document, rules, seen, spans, doubt)
    left = not_cut(document, elements)
    searched = range(len(document.blocks)) if rules.protects_lines else left
    found = phrase_findings(document.blocks, searched, rules.phrases, seen)
    found, templates = apart(found, rules)
    text = Text(document.blocks, left, found, rules)
    kept = protected_elements(document, rules.protected_names) if rules.protects_elements else ()
    decided = [*elements, *kept, *keep_headings(text, limit_unmatched(text, list(decide(text, found, rules)), spent))]
    decided += judge_templates(text, templates)
    if doubt is not None:
        decided += judge_doubt(text, doubt)
    if rules.protects_lines:
        decided += protected_lines(document.blocks, rules.phrases, seen)
    return _judgement(document, text, text.body_in_document, decided, spans)


def judge_segments(
    document: Document, rules: Rules, seen: Seen, spans: Sequence[tuple[int, int]], doubt: Doubt | None
) -> Judgement:
    """Return the judgement of a text whose line breaks are lost: its segments are judged as lines are."""
    segments = Segments(document, rules)
    places = range(len(segments.blocks))
    found = segments.supported(phrase_findings(segments.blocks, places, rules.phrases, seen), rules)
    found, templates = apart(found, rules)
    text = Text(segments.blocks, places, found, rules, segments.article)
    judged = [*decide(text, found, rules), *judge_templates(text, templates)]
    if doubt is not None:
        judged += judge_doubt(text, doubt)
    decided = list(map(segments.in_document, judged))
    if rules.protects_lines:
        lines = phrase_findings(document.blocks, range(len(document.blocks)), rules.phrases, seen)
        decided += [
            Verdict(one, Reason.KEPT_BY_RULE) for line in lines.values() for one in line if one.strength == "keep"
        ]
    return _judgement(document, text, segments.body_in_document(text.body), decided, spans)


def _judgement(
    document: Document, text: Text, body: range, decided: Sequence[Verdict], spans: Sequence[tuple[int, int]]
) -> Judgement:
    """Return what was decided, in order, and without cuts of what rules of strength "keep" matched, now or before."""
    verdicts = limit(decided, protected(decided, spans), document.blocks)
    return Judgement(document, text.shape, body, tuple(sorted(verdicts, key=_position)), text.evidence)


def _position(verdict: Verdict) -> tuple[int, int]:
    return verdict.finding.start, -verdict.finding.end
