"""What cleaning gives: for every line why it was cut or kept, and for every removal the verdict that it comes of."""

from __future__ import annotations

import pytest

from cleantext import Pipeline, Reason, Removal, clean, explain
from tests.judging.pages import ARTICLE, OTHERS, paragraphs
from tests.rules.prose import PARAGRAPHS, PROSE, behind_prose, within_prose

PAGE = (
    f"<html><body><nav>Home</nav>{paragraphs(*ARTICLE, *OTHERS[2:])}<p>Facebook</p><pre>tide = 3</pre>"
    '<div class="share-bar"><p>Share this article</p></div></body></html>'
)


def test_why_tells_of_a_line_that_was_cut_which_rules_saw_it_and_what_decided() -> None:
    (answer,) = explain(behind_prose("Leave a Reply")).why("Leave")
    assert (answer.text, answer.left, answer.reason) == ("Leave a Reply", "", Reason.CUT_MARKER)
    assert [verdict.finding.rule for verdict in answer.verdicts] == ["comment-form/leave-a-reply"]
    assert str(answer) == "Leave a Reply\n  cut\n  comment-form/leave-a-reply: a marker, which cuts on its own"


def test_why_tells_of_a_line_that_was_kept_what_a_rule_saw() -> None:
    (answer,) = explain(within_prose("Facebook")).why("Facebook")
    assert (answer.left, answer.reason) == ("Facebook", Reason.KEPT_LONE_HINT)
    assert str(answer) == "Facebook\n  kept\n  share/network: a hint without other evidence"


def test_why_tells_of_a_line_that_no_rule_saw_that_none_did() -> None:
    (answer,) = explain(PROSE).why("folding chairs")
    assert (answer.text, answer.left, answer.verdicts) == (PARAGRAPHS[1], PARAGRAPHS[1], ())
    assert str(answer) == f"{PARAGRAPHS[1]}\n  kept\n  no rule saw it"


def test_why_tells_what_is_left_of_a_line_that_was_cut_in_part() -> None:
    (answer,) = explain(behind_prose(f"{OTHERS[0]} Share this article")).why("Share this")
    assert (answer.left, answer.reason) == (OTHERS[0], Reason.CUT_MARKER)
    assert "\n  cut in part\n  share/share-this: " in str(answer)


def test_why_answers_for_each_line_that_has_the_words_in_the_order_of_the_text() -> None:
    answers = explain(f"{within_prose('Facebook')}\n\nShare this article\nFacebook").why("Facebook")
    assert [answer.text for answer in answers] == ["Facebook", "Facebook"]
    assert explain(PROSE).why("Reply") == ()


def test_the_first_verdict_is_the_one_that_decided_the_largest_first() -> None:
    page = PAGE.replace("</body>", '<div class="related-posts"><p>Leave a Reply</p><p>The mill burns</p></div></body>')
    (answer,) = explain(page).why("The mill burns")
    assert [verdict.finding.rule for verdict in answer.verdicts][:1] == ["related-links/element"]
    assert answer.reason is answer.verdicts[0].reason is Reason.CUT_ELEMENT


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Home", Reason.CUT_ELEMENT),
        ("Share this", Reason.CUT_ELEMENT),
        ("folding chairs", Reason.KEPT_NO_FINDING),
        ("tide = 3", Reason.KEPT_IN_CODE),
    ],
)
def test_why_answers_for_the_blocks_of_a_page(words: str, reason: Reason) -> None:
    assert [answer.reason for answer in explain(PAGE).why(words)] == [reason]


def test_why_answers_for_a_soup_as_for_its_page() -> None:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(PAGE, "html.parser")
    for words in ("Home", "Facebook", "tide", "chairs"):
        assert list(map(str, explain(soup).why(words))) == list(map(str, explain(PAGE).why(words)))


def test_each_removal_comes_of_a_verdict_that_holds_it() -> None:
    for source in (PAGE, behind_prose(f"{OTHERS[0]} Share this article\n\nRelated articles\n\nThe mill burns")):
        cleaned = explain(source)
        assert cleaned.removals
        for removal in cleaned.removals:
            finding, reason = cleaned.verdict_on(removal)
            assert (finding.family, finding.rule) == (removal.filter, removal.rule)
            assert finding.start <= removal.start < removal.end <= finding.end
            assert reason.is_cut


def test_a_removal_of_another_document_comes_of_no_verdict() -> None:
    with pytest.raises(KeyError):
        explain(PROSE).verdict_on(Removal(0, 5, "share", "share/share-this", "Share"))


def test_what_is_left_is_the_spans_that_are_kept() -> None:
    cleaned = explain(behind_prose("Leave a Reply"))
    assert cleaned.kept.text == cleaned.text == PROSE
    assert [cleaned.document.text[start:end] for start, end in cleaned.kept] == [PROSE]


def test_the_body_and_the_shape_are_those_of_the_document_as_it_was_read() -> None:
    cleaned = explain(f"Home\nNews\n\n{PROSE}\n\nLeave a Reply")
    assert [cleaned.document.blocks[index].text for index in cleaned.body] == list(PARAGRAPHS)
    assert cleaned.shape == "article"
    page = explain(PAGE)
    assert page.shape == "page"
    assert ARTICLE[0] in [page.document.blocks[index].text for index in page.body]


def test_a_filter_that_a_pipeline_lacks_keeps_what_its_rules_find() -> None:
    cleaned = Pipeline.default().without("share").explain(behind_prose("Share this article"))
    assert [answer.reason for answer in cleaned.why("Share")] == [Reason.KEPT_NO_FILTER]
    assert cleaned.text == behind_prose("Share this article")


@pytest.mark.parametrize("to", ["markdown", "html", "json"])
def test_the_format_changes_nothing_about_what_was_decided(to: str) -> None:
    plain, written = explain(PAGE), explain(PAGE, to=to)  # type: ignore[arg-type]
    assert written.text == clean(PAGE, to=to) != plain.text  # type: ignore[arg-type]
    assert (written.removals, written.verdicts, written.kept.text) == (plain.removals, plain.verdicts, plain.text)
