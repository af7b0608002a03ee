"""The layout of a document: where its article stands, which hints are sure, and which sections are open."""

from __future__ import annotations

import pytest

from cleantext import Document, Hit, Pipeline
from cleantext.document import Block
from cleantext.layout import find_body, lay_out
from cleantext.lexicon import default_lexicon
from cleantext.readers.text import read_text
from tests.rules.prose import PARAGRAPHS, PROSE

MENU = "Home\nNews\nSport\nWeather\nContact us"
FOOTER = "About us\nContact us\nPrivacy Policy\n© 2021 Harbour News. All rights reserved."


def laid_out(text: str) -> Document:
    document = read_text(text)
    return lay_out(document, default_lexicon().scan(document))


def body(text: str) -> list[str]:
    document = laid_out(text)
    return [document.blocks[index].text for index in document.body]


def hits(text: str, line: str) -> list[Hit]:
    document = laid_out(text)
    return [hit for found in document.hits.values() for hit in found if document.blocks[hit.block].text == line]


def is_sure(text: str, line: str) -> bool:
    return any(hit.sure for hit in hits(text, line))


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
    assert find_body([], {}) == range(0)


def test_two_paragraphs_outweigh_one_that_stands_apart() -> None:
    note = "The Harbour News was founded in 1911 and is read by more people than live in the county, it says."
    links = "\n".join(f"Latest {number}" for number in range(40))
    assert body(f"{PROSE}\n\n{links}\n\n{note}") == list(PARAGRAPHS)


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


def test_a_marker_is_sure_alone() -> None:
    assert is_sure(f"{PROSE}\n\nShare this article", "Share this article")


def test_a_hint_alone_is_not_sure() -> None:
    assert not is_sure(f"{PROSE}\n\nFacebook", "Facebook")


@pytest.mark.parametrize("company", ["Share this article", "Share this article\nAnything", "Tweet\nPrint"])
def test_a_hint_near_a_marker_or_in_a_crowd_of_hints_is_sure(company: str) -> None:
    assert is_sure(f"{PROSE}\n\n{company}\nFacebook", "Facebook")


@pytest.mark.parametrize("between", [PARAGRAPHS[0], "One\nTwo\nThree"])
def test_prose_or_distance_parts_a_hint_from_its_evidence(between: str) -> None:
    assert not is_sure(f"{PARAGRAPHS[1]}\n\nShare this article\n\n{between}\n\nFacebook\n\n{PARAGRAPHS[2]}", "Facebook")


def test_two_hints_are_no_crowd() -> None:
    assert not is_sure(f"{PROSE}\n\nTweet\nFacebook", "Facebook")


def test_a_heading_of_comments_opens_a_section_only_if_comments_follow() -> None:
    alone = f"{PROSE}\n\nComments\n\n{PARAGRAPHS[0]}"
    thread = f"{PROSE}\n\nComments\n\n{PARAGRAPHS[0]}\n\nReply\n\nLeave a Reply\n\nPost Comment"
    assert {hit.section for hit in hits(alone, "Comments")} == {""}
    assert "comments" in {hit.section for hit in hits(thread, "Comments")}


@pytest.mark.parametrize(
    ("where", "stands"),
    [
        ("anywhere", {"before", "in", "behind"}),
        ("head", {"before"}),
        ("tail", {"behind"}),
        ("outside", {"before", "behind"}),
    ],
)
def test_a_hit_stands_where_its_rule_may_act(where: str, stands: set[str]) -> None:
    blocks = tuple(Block(start, start + 1, "x") for start in (0, 2, 4))
    document = Document("x\nx\nx", blocks, {}, range(1, 2))
    places = {"before": 0, "in": 1, "behind": 2}
    hit = Hit(0, 0, 1, "share", "share/network", True, True, True, where, "")
    assert {name for name, block in places.items() if document.stands(hit._replace(block=block))} == stands


def test_without_a_whole_block_the_others_keep_their_places_and_their_hits() -> None:
    document = laid_out(f"{PROSE}\n\nShare this article\n\nFacebook")
    smaller = document.without([document.removal(3, "share", "share/share-this")])
    assert smaller is not None
    assert [block.text for block in smaller.blocks] == [*PARAGRAPHS, "Facebook"]
    assert all(document.text[block.start : block.end] == block.text for block in smaller.blocks)
    assert {(place, hit.block, hit.sure) for place, found in smaller.hits.items() for hit in found} == {(3, 3, False)}


def test_without_a_part_of_a_block_the_document_has_to_be_read_again() -> None:
    document = laid_out(PROSE)
    removal = document.removal(0, "share", "share/share-this")
    assert document.without([removal._replace(end=removal.end - 1)]) is None


def test_hits_of_a_family_are_in_the_order_of_the_text() -> None:
    document = Pipeline.default().explain(f"{PROSE}\n\nShare this\nFacebook\nLeave a Reply\nTweet").document
    found = [document.text[hit.start : hit.end] for hit in document.hits_of("share")]
    assert found == ["Share this", "Facebook", "Tweet"]
