"""The context of findings: where the article stands, which hints are corroborated, and which sections are open."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import cleantext
from cleantext import Block, Finding
from cleantext.judging.context import Text
from cleantext.judging.phrases import phrase_findings
from cleantext.judging.rules import default_rules
from cleantext.judging.stretch import find_stretch
from cleantext.readers.html import read_html
from cleantext.readers.text import read_text
from tests.rules.prose import PARAGRAPHS, PROSE

MENU = "Home\nNews\nSport\nWeather\nContact us"
FOOTER = "About us\nContact us\nPrivacy Policy\n© 2021 Harbour News. All rights reserved."


def in_context(blocks: Sequence[Block], left: range | None = None) -> Text:
    """Return blocks, or those of them that are `left`, with what the rules of the package find in them."""
    left = range(len(blocks)) if left is None else left
    rules = default_rules()
    return Text(blocks, left, phrase_findings(blocks, left, rules.phrases, {}), rules)


def body(text: str) -> list[str]:
    found = in_context(read_text(text).blocks)
    return [found.blocks[place].text for place in found.body]


def findings(text: str, line: str) -> list[Finding]:
    found = in_context(read_text(text).blocks)
    return [one for place, here in found.found.items() for one in here if found.blocks[place].text == line]


def is_corroborated(text: str, line: str) -> bool:
    return any(finding.corroborated for finding in findings(text, line))


@pytest.mark.parametrize(
    "text", [PROSE, f"{MENU}\n\n{PROSE}", f"{PROSE}\n\n{FOOTER}", f"{MENU}\n\n{PROSE}\n\n{FOOTER}", f"{PROSE}\n\nShare"]
)
def test_the_body_is_the_prose_and_not_the_chrome_around_it(text: str) -> None:
    assert body(text) == list(PARAGRAPHS)


def test_chrome_between_paragraphs_does_not_end_the_body() -> None:
    assert body("\n\n".join((PARAGRAPHS[0], "Advertisement", *PARAGRAPHS[1:]))) == [
        PARAGRAPHS[0],
        "Advertisement",
        *PARAGRAPHS[1:],
    ]


def test_a_heading_between_paragraphs_belongs_to_the_body() -> None:
    assert "The last crossing" in body("\n\n".join((*PARAGRAPHS[:2], "The last crossing", PARAGRAPHS[2])))


def test_the_body_ends_where_the_comments_begin_however_long_they_are() -> None:
    comment = "I walked across on the first day and I can only say that it is as ugly as everybody feared it would be."
    thread = "\n\n".join(["3 Comments", *(f"Anna says:\n\n{comment}\n\nReply" for _ in range(3)), "Leave a Reply"])
    assert body(f"{PROSE}\n\n{thread}") == list(PARAGRAPHS)


@pytest.mark.parametrize("text", ["", MENU, "Leave a Reply\n\nPost Comment"])
def test_where_nothing_reads_like_an_article_there_is_no_body(text: str) -> None:
    assert body(text) == []


def test_the_body_of_nothing_is_empty() -> None:
    assert find_stretch([], {}) == range(0)


def test_two_paragraphs_outweigh_one_that_stands_apart() -> None:
    note = "The Harbour News was founded in 1911 and is read by more people than live in the county, it says."
    links = "\n".join(f"Latest {number}" for number in range(40))
    assert body(f"{PROSE}\n\n{links}\n\n{note}") == list(PARAGRAPHS)


def test_a_notice_outweighs_no_paragraph_however_long_it_is() -> None:
    notice = (
        "Use limited data to select advertising. Create profiles for personalised advertising. "
        "Measure advertising performance. Measure content performance. "
        "Use profiles to select personalised advertising. You can withdraw your consent at any time."
    )
    links = "\n".join(f"Latest {number}" for number in range(40))
    story = "The ferry sails at noon on Monday, weather permitting, and again in the evening when the tide allows it."
    assert body(f"{story}\n\n{FOOTER}\n{links}\n\n{notice}") == [story]


@pytest.mark.parametrize(
    ("ferries", "behind", "is_listing"),
    [
        (60, "Share this article", True),
        (20, "Share this article", False),
        (60, f"Share this article\n\nAll rights reserved.\n\nAdvertisement\n\nRead more\n\n{FOOTER}", False),
    ],
)
def test_a_list_that_is_longer_than_what_leads_to_it_is_the_page(ferries: int, behind: str, is_listing: bool) -> None:
    listing = [f"Ferry {number}" for number in range(ferries)]
    text = "\n\n".join((PARAGRAPHS[0], PARAGRAPHS[1], *listing, behind))
    assert set(listing) <= set(body(text)) if is_listing else body(text) == list(PARAGRAPHS[:2])


def test_a_marker_is_corroborated_alone() -> None:
    assert is_corroborated(f"{PROSE}\n\nShare this article", "Share this article")


def test_a_hint_alone_is_not_corroborated() -> None:
    assert not is_corroborated(f"{PROSE}\n\nFacebook", "Facebook")


@pytest.mark.parametrize("company", ["Share this article", "Share this article\nAnything", "Tweet\nPrint"])
def test_a_hint_near_a_marker_or_in_a_crowd_of_hints_is_corroborated(company: str) -> None:
    assert is_corroborated(f"{PROSE}\n\n{company}\nFacebook", "Facebook")


@pytest.mark.parametrize("between", [PARAGRAPHS[0], "One\nTwo\nThree"])
def test_prose_or_distance_parts_a_hint_from_its_evidence(between: str) -> None:
    assert not is_corroborated(
        f"{PARAGRAPHS[1]}\n\nShare this article\n\n{between}\n\nFacebook\n\n{PARAGRAPHS[2]}", "Facebook"
    )


def test_two_hints_are_no_crowd() -> None:
    assert not is_corroborated(f"{PROSE}\n\nTweet\nFacebook", "Facebook")


def test_a_heading_of_comments_opens_a_section_only_if_comments_follow() -> None:
    alone = f"{PROSE}\n\nComments\n\n{PARAGRAPHS[0]}"
    thread = f"{PROSE}\n\nComments\n\n{PARAGRAPHS[0]}\n\nReply\n\nLeave a Reply\n\nPost Comment"
    assert {finding.section for finding in findings(alone, "Comments")} == {""}
    assert "comments" in {finding.section for finding in findings(thread, "Comments")}


@pytest.mark.parametrize("text", ["The line “Share this article” stood below it.", "He read: Share this article"])
def test_what_is_only_mentioned_is_no_evidence(text: str) -> None:
    assert not is_corroborated(f"{PROSE}\n\n{text}\n\nFacebook", "Facebook")


def test_a_crowd_of_hints_below_a_line_with_a_colon_is_a_list_of_the_article() -> None:
    crowd = "Tweet\nPrint\nFacebook"
    assert is_corroborated(f"{PROSE}\n\n{crowd}", "Facebook")
    assert not is_corroborated(f"{PROSE}\n\nThe buttons are called:\n\n{crowd}\n\n{PARAGRAPHS[0]}", "Facebook")


@pytest.mark.parametrize(("between", "corroborated"), [("<pre>tide = 3</pre>", False), ("<p>tide = 3</p>", True)])
def test_code_parts_a_hint_from_its_evidence(between: str, corroborated: bool) -> None:
    page = read_html(f"<p>{PARAGRAPHS[0]}</p><p>Share this article</p>{between}<p>Facebook</p>")
    assert {one.corroborated for one in in_context(page.blocks).found[3]} == {corroborated}


def test_the_body_of_what_elements_leave_is_known_by_the_blocks_of_the_document() -> None:
    blocks = read_text(f"{MENU}\n\n{PROSE}\n\n{FOOTER}").blocks
    text = in_context(blocks, range(2, len(blocks)))
    assert [text.blocks[place].text for place in text.body] == list(PARAGRAPHS)
    assert [blocks[index].text for index in text.body_in_document] == list(PARAGRAPHS)


def test_a_button_is_evidence_of_nothing_but_itself() -> None:
    """A heading "Learn more:" over the article's own list is a button's words, too, and opens no section of links."""
    reading = "Read how the ferry was built.\n\nSee the museum of the island."
    text = f"{PROSE}\n\nLearn more\n\n{reading}"
    assert cleantext.clean(text) == f"{PROSE}\n\n{reading}"
