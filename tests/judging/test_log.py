"""The log: over all rounds of a document, one verdict for each finding, where it stands in the original."""

from __future__ import annotations

from cleantext import Finding, Judgement, Reason, Removal, Verdict
from cleantext.judging.log import Log
from cleantext.readers.text import read_text
from cleantext.spans import Spans

TEXT = "It is open.\nShare this\nFacebook\nTweet"


def verdict(text: str, line: str, reason: Reason, rule: str = "share/network") -> Verdict:
    """Return a verdict on a line of a text."""
    start = text.index(line)
    return Verdict(Finding(start, start + len(line), 0, 1, "share", rule), reason)


def judgement(text: str, *verdicts: Verdict) -> Judgement:
    return Judgement(read_text(text), "article", range(1), verdicts)


def removal(text: str, line: str, rule: str = "share/network") -> Removal:
    start = text.index(line)
    return Removal(start, start + len(line), "share", rule, line)


def logged(log: Log, kept: Spans) -> list[tuple[str, int, Reason]]:
    """Return what the log holds in the end: each text, the index of its block, and the reason."""
    return [(TEXT[one.start : one.end], one.first, reason) for one, reason in log.verdicts(kept)]


def two_rounds(*second: tuple[str, Reason]) -> list[tuple[str, int, Reason]]:
    """Return what is logged where one line is cut of the text, and then some are judged again of what is left."""
    log, kept = Log(read_text(TEXT)), Spans.whole(TEXT)
    first = judgement(
        TEXT,
        verdict(TEXT, "Share this", Reason.CUT_MARKER),
        verdict(TEXT, "Facebook", Reason.CUT_CORROBORATED),
        verdict(TEXT, "Tweet", Reason.KEPT_IN_DOUBT),
    )
    cut = removal(TEXT, "Share this")
    log.add(first, [cut], kept)
    kept = kept.without([(cut.start, cut.end)])
    log.add(judgement(kept.text, *(verdict(kept.text, line, reason) for line, reason in second)), [], kept)
    return logged(log, kept)


def test_what_a_round_cuts_and_what_it_keeps_is_noted_where_it_stands_in_the_original() -> None:
    assert two_rounds(("Facebook", Reason.KEPT_LONE_HINT), ("Tweet", Reason.KEPT_REPEATED)) == [
        ("Share this", 1, Reason.CUT_MARKER),
        ("Facebook", 2, Reason.KEPT_LONE_HINT),
        ("Tweet", 3, Reason.KEPT_REPEATED),
    ]


def test_what_was_kept_stays_on_record_though_nothing_is_found_there_any_more() -> None:
    assert ("Tweet", 3, Reason.KEPT_IN_DOUBT) in two_rounds()


def test_what_no_filter_cut_is_kept_for_want_of_one() -> None:
    assert ("Facebook", 2, Reason.KEPT_NO_FILTER) in two_rounds()


def test_what_is_cut_in_the_end_is_not_on_record_as_kept() -> None:
    log, kept = Log(read_text(TEXT)), Spans.whole(TEXT)
    log.add(judgement(TEXT, verdict(TEXT, "Tweet", Reason.KEPT_LONE_HINT)), [removal(TEXT, "Facebook")], kept)
    kept = kept.without([(TEXT.index("Facebook"), TEXT.index("Facebook") + len("Facebook"))])
    log.add(judgement(kept.text), [removal(kept.text, "Tweet", "fragments/tail")], kept)
    kept = kept.without([(kept.text.index("Tweet"), len(kept.text))])
    assert logged(log, kept) == [
        ("Facebook", 2, Reason.CUT_BY_FILTER),
        ("Tweet", 3, Reason.CUT_BY_FILTER),
    ]


def test_what_a_filter_cut_without_a_finding_is_its_own_finding() -> None:
    log, kept = Log(read_text(TEXT)), Spans.whole(TEXT)
    log.add(judgement(TEXT), [removal(TEXT, "Tweet", "ours/tweets")], kept)
    ((finding, reason),) = log.verdicts(kept.without([(TEXT.index("Tweet"), len(TEXT))]))
    assert (finding.family, finding.rule, finding.first, finding.stop) == ("share", "ours/tweets", 3, 4)
    assert reason is Reason.CUT_BY_FILTER
