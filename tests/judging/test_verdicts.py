"""Verdicts: where a rule may act, how far a section goes, and that code is left alone."""

from __future__ import annotations

import pytest

import cleantext
from cleantext import Pipeline, Reason, Rule
from tests.judging.pages import ARTICLE, HEADLINES, OTHERS, paragraphs
from tests.rules.prose import before_prose, behind_prose, within_prose

ENDED = "\n\n".join([*ARTICLE, "Related articles", "The mill burns", "Tenors wanted"])


def test_a_section_behind_the_article_goes_on_to_the_end() -> None:
    assert cleantext.clean(ENDED) == "\n\n".join(ARTICLE)
    assert cleantext.clean(f"{ENDED}\n\n{OTHERS[0]}\n\nThe lock gates close") == "\n\n".join(ARTICLE)


def test_a_section_that_would_tell_more_than_the_article_by_far_holds_only_the_lines_that_follow() -> None:
    teasers = [text for other in (*OTHERS, *ARTICLE[1:]) for text in (other.split()[1].title(), "Sponsored", other)]
    page = "\n\n".join([ARTICLE[0], "Related articles", "The mill burns", "Tenors wanted", *teasers])
    clean = cleantext.clean(page)
    assert all(other in clean for other in OTHERS)
    assert "The mill burns" not in clean


@pytest.mark.parametrize("button", ["Learn more", "Mehr erfahren", "Scopri di più"])
def test_a_button_behind_the_article_opens_no_section(button: str) -> None:
    told = "The pier has three berths, and the longest of them takes lorries of forty tons."
    assert cleantext.clean("\n\n".join([*ARTICLE, "Try it now", button, told])) == "\n\n".join([*ARTICLE, told])


def test_a_section_above_what_is_taken_for_the_article_leaves_most_of_what_is_told_there() -> None:
    names = ["Fern", "Ivy", "Palm", "Lily", "Sage", "Aloe", "Yucca", "Cycad", "Agave", "Hoya", "Iris", "Moss"]
    notes = ["Share this article", "Print recipe", "Advertisement", "Subscribe to our newsletter", "Download our app"]
    notes += ["Photo: Getty Images", "Read more", "Skip to content", "Log in", "Updated November 19, 2021"]
    notes += ["Terms of Service", "Cookie settings"]
    told = "It wants two cups each week, as the soil dries."
    tips = [f"{name}\n{note}\nLight:\nShade is best.\nWater:\n{told}" for name, note in zip(names, notes, strict=True)]
    page = "\n\n".join(["Related articles", "The mill burns", *tips, f"{ARTICLE[0].split('. ')[0]}."])
    clean = cleantext.clean(page)
    assert 2 * clean.count(told) > len(tips)
    assert "The mill burns" not in clean


STARS = "Your stars today"


@pytest.mark.parametrize(
    ("where", "places"),
    [
        ("anywhere", {"before", "in", "after"}),
        ("head", {"before"}),
        ("tail", {"after"}),
        ("outside", {"before", "after"}),
    ],
)
def test_a_rule_acts_where_it_may(where: str, places: set[str]) -> None:
    rule = Rule("horoscope/heading", where=where, phrases={"en": (STARS,)})
    pipeline = Pipeline.default([rule]).only("horoscope")
    documents = {"before": before_prose(STARS), "in": within_prose(STARS), "after": behind_prose(STARS)}
    reasons = {place: pipeline.explain(text).why(STARS)[0].reason for place, text in documents.items()}
    assert {place for place, reason in reasons.items() if reason.is_cut} == places
    assert {reason for reason in reasons.values() if not reason.is_cut} <= {Reason.KEPT_WRONG_PLACE}


def test_a_marker_that_may_not_act_lets_no_hint_act_on_its_line() -> None:
    marker = Rule("horoscope/heading", where="tail", phrases={"en": (STARS,)})
    hint = Rule("horoscope/hint", strength="hint", phrases={"en": (STARS,)})
    text = before_prose(f"Advertisement\n\n{STARS}")
    assert STARS not in Pipeline.default([hint]).only("horoscope").clean(text)
    assert STARS in Pipeline.default([marker, hint]).only("horoscope").clean(text)


# Code -------------------------------------------------------------------------------------------------------------

BUTTONS = "Share this\nFacebook\nX\nLinkedIn"


@pytest.mark.parametrize("tags", [("<pre><code>", "</code></pre>"), ("<pre>", "</pre>")])
@pytest.mark.parametrize("behind", ["", "<p>Leave a Reply</p><p>Your email address will not be published.</p>"])
def test_code_stays_whole_whatever_stands_in_it(tags: tuple[str, str], behind: str) -> None:
    opening, closing = tags
    listing = f"{opening}{BUTTONS}{closing}"
    for page in (
        paragraphs(*ARTICLE[:3]) + listing + paragraphs(*ARTICLE[3:]) + behind,
        paragraphs(*ARTICLE) + listing + behind,
    ):
        cleaned = cleantext.explain(page)
        assert BUTTONS in cleaned.text
        assert "Leave a Reply" not in cleaned.text
        assert [answer.reason for answer in cleaned.why("LinkedIn")] == [Reason.KEPT_IN_CODE]


def test_code_at_the_end_is_no_label_of_nothing() -> None:
    for label, kept in (("<pre>Copyright:</pre>", True), ("<p>Copyright:</p>", False)):
        assert ("Copyright:" in cleantext.clean(paragraphs(*ARTICLE) + label)) == kept


def test_the_same_lines_go_where_they_are_no_code() -> None:
    page = paragraphs(*ARTICLE) + paragraphs(*BUTTONS.split("\n"))
    assert cleantext.clean(page) == "\n\n".join(ARTICLE)


# Elements and phrases ---------------------------------------------------------------------------------------------


def test_a_page_that_elements_are_cut_of_is_judged_by_the_words_that_are_left() -> None:
    menu = "<nav><ul><li>Home</li><li>Contact us</li><li>Share this article</li></ul></nav>"
    page = f"{menu}{paragraphs(*ARTICLE[:3])}<p>Facebook</p>{paragraphs(*ARTICLE[3:])}"
    assert "Facebook" in cleantext.clean(page)
    assert "Facebook" not in cleantext.clean(page.replace("<p>Facebook", "<p>Share this article</p><p>Facebook"))


def test_the_verdict_on_a_page_names_the_element_and_the_rule_that_cut_it() -> None:
    page = f'{paragraphs(*ARTICLE)}<div class="share-bar"><p>Share this article</p></div><p>Leave a Reply</p>'
    cleaned = cleantext.explain(page)
    (answer,) = cleaned.why("Share this article")
    (finding, reason) = answer.verdicts[0]
    assert (finding.rule, reason) == ("share/element-hint", Reason.CUT_ELEMENT)
    assert cleaned.document.elements[finding.element].names.strip() == "share-bar"
    assert [verdict.finding.element for verdict in cleaned.why("Leave a Reply")[0].verdicts][:1] == [-1]


def test_each_finding_of_a_page_has_one_verdict() -> None:
    page = (
        f"<nav>Home</nav>{paragraphs(*ARTICLE[:3])}<p>Facebook</p>{paragraphs(*ARTICLE[3:])}"
        f'<div class="popular"><p>{OTHERS[0]}</p></div><p>Share this article</p><p>Leave a Reply</p>'
    )
    findings = [(one.finding.start, one.finding.end, one.finding.rule) for one in cleantext.explain(page).verdicts]
    assert len(findings) == len(set(findings))
    assert {"navigation/element", "share/network", "share/share-this", "comment-form/leave-a-reply"} <= {
        rule for _, _, rule in findings
    }


def test_a_link_that_stands_again_and_again_is_a_button_and_opens_no_section() -> None:
    said = "<p>{}</p><p>What the harbour master saw.</p><p><a href='/'>Read more</a></p>"
    teasers = "".join(said.format(head) for head in HEADLINES)
    left = cleantext.clean(f"<div>{paragraphs(*ARTICLE[:3])}{teasers}</div>", kind="html")
    assert "Read more" not in left
    assert left.count("harbour master") == len(HEADLINES)
