"""What must stay: sentences that tell about chrome, short last sentences, headings and blocks, in every place.

`stay.json` holds them by language, with an article of three paragraphs in each. Its `known_failures` are still cut
somewhere, and stay there until they are not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import cleantext
from cleantext import Reason

STAY = json.loads((Path(__file__).parent / "stay.json").read_text("utf-8"))
ARTICLES: dict[str, list[str]] = STAY["article"]
MENU = ["Home", "News", "Share this article"]
RELATED = "Read also: What became of the old boat"
FOOTER = [
    "Share this article",
    "Leave a Reply",
    "Your email address will not be published. Required fields are marked *",
    "Related posts",
    "© 2024 Harbour Courier. All rights reserved.",
]


def each(kind: str, source: dict[str, dict[str, list[str]]] = STAY) -> list[tuple[str, str]]:
    """Return the texts of a kind, each with its language."""
    return [(language, text) for language, texts in source[kind].items() for text in texts]


def anywhere(language: str, text: str) -> Iterator[list[str]]:
    """Yield documents with a text at the head, in the middle, at the tail, and among chrome."""
    first, second, third = ARTICLES[language]
    yield [text, first, second, third]
    yield [first, text, second, third]
    yield [first, second, third, text]
    yield [first, second, third, text, *FOOTER]
    yield [*MENU, text, first, second, third, *FOOTER]


def between(language: str, text: str) -> Iterator[list[str]]:
    """Yield documents with a text as the heading of a paragraph, where it cannot be taken for chrome."""
    first, second, third = ARTICLES[language]
    yield [first, text, second, third, *FOOTER]
    yield [first, text, second, "Weather", third]


def on_one_line(language: str, text: str) -> Iterator[str]:
    """Yield texts of one line with a sentence at the beginning, in the middle and at the end."""
    first, second, third = ARTICLES[language]
    for sentences in ([text, first, second, third], [first, text, second, third], [first, second, third, text]):
        yield " ".join(sentences)


def stays(text: str, document: list[str]) -> bool:
    return text in cleantext.clean("\n\n".join(document), kind="text").split("\n")


def test_there_are_texts_in_at_least_twelve_languages() -> None:
    assert all(len(STAY[kind]) >= 12 for kind in ("article", "sentences", "closings", "headings"))
    assert all(len(sentences) >= 10 for sentences in STAY["sentences"].values())


@pytest.mark.parametrize(("language", "text"), each("sentences"))
def test_a_sentence_that_tells_about_chrome_stays_in_every_place(language: str, text: str) -> None:
    assert all(stays(text, document) for document in anywhere(language, text))


@pytest.mark.parametrize(("language", "text"), each("sentences"))
def test_a_sentence_that_tells_about_chrome_stays_in_a_text_on_one_line(language: str, text: str) -> None:
    assert all(cleantext.clean(document, kind="text") == document for document in on_one_line(language, text))


@pytest.mark.parametrize(("language", "text"), each("closings"))
def test_a_short_sentence_stays_in_every_place(language: str, text: str) -> None:
    assert all(stays(text, document) for document in anywhere(language, text))


@pytest.mark.parametrize(("language", "text"), each("closings"))
def test_a_short_sentence_stays_below_a_link_but_for_known_failures(language: str, text: str) -> None:
    is_known = text in STAY["known_failures"]["below a link"].get(language, ())
    assert stays(text, [*ARTICLES[language], RELATED, text, *FOOTER]) is not is_known
    assert stays(text, [*ARTICLES[language], "Advertisement", text, *FOOTER]) is not is_known


@pytest.mark.parametrize(("language", "text"), each("headings"))
def test_a_heading_between_paragraphs_stays(language: str, text: str) -> None:
    assert all(stays(text, document) for document in between(language, text))


@pytest.mark.parametrize(("language", "text"), each("headings"))
def test_a_heading_of_a_short_last_line_goes_only_for_a_marker(language: str, text: str) -> None:
    cleaned = cleantext.explain("\n\n".join([*ARTICLES[language], text, STAY["closings"][language][0]]), kind="text")
    assert Reason.CUT_BEYOND_PROSE not in {verdict.reason for verdict in cleaned.verdicts}


@pytest.mark.parametrize(("language", "text"), each("headings", STAY["known_failures"]))
def test_a_known_failure_among_headings_still_fails(language: str, text: str) -> None:
    assert not all(stays(text, document) for document in between(language, text))


BLOCKS = {
    "fenced code": "```yaml\ntags: news\ncomments:\nshare: true\n```",
    "a listing between rules": "------------\n$ git commit --signoff\nsubject\nmessage\nname\n------------",
    "code with a token on each line": "(\nname\n,\nemail\n)\n:\nreturn\nsubmit\n(\nname\n,\nemail\n=\nnull\n)",
    "the options of a manual": "--tags::\n--all::\nhelp::\n<tag>...::",
    "a script": "name = load()\nemail = name.address\nsubmit(name, email)\nsave()",
    "a table": "| Name | Email |\n| --- | --- |\n| Comment | Website |",
    "a table of a terminal": "+-------+---------+\n|name   |email    |\n|comment|website  |\n+-------+---------+",
    "columns with tabs": "Name\tEmail\tWebsite\nHome\tNews\tSport",
    "a bibliography": "@article{ferry,\n  title = {Winter boats},\n  pages = {1--9}\n}",
    "a heading with its text": "Contact\n=======\n\nThe office on the quay.",
    "a list that is led in": "The form has these four fields and no more:\n- Name\n- Email\n- Website\n- Comment",
    "a sentence over short lines": "She wrote down what she saw\nand sent it to the\ncomments.",
    "a stanza": "Over the mirrors meant\nto hold the sky, the opulent\nand slow unpolluted\nstars.",
    "a wrapped paragraph": "    She wrote down what she saw, and nobody ever got the\n    message.",
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_a_block_of_code_a_table_or_a_list_stays(block: str) -> None:
    first, second, third = ARTICLES["en"]
    text = "\n\n".join([first, second, block, third, *FOOTER])
    assert block in cleantext.clean(text, kind="text")


def test_verse_stays_where_no_prose_is_near() -> None:
    poem = "I sat beside the window all the night\nand watched the boats go out.\n\n" + BLOCKS["a stanza"]
    assert cleantext.clean(poem, kind="text") == poem


def test_a_short_sentence_stays_above_labels_in_a_row_though_a_hint_matches_it() -> None:
    chrome = [*["Advertisement"] * 6, "Download our app for breaking news", "About the Author"]
    document = [*ARTICLES["it"], "Chi lo sa?", *chrome]
    assert cleantext.clean("\n\n".join(document), kind="text").split("\n\n") == [*ARTICLES["it"], "Chi lo sa?"]


@pytest.mark.parametrize("language", ARTICLES)
def test_several_articles_in_one_text_stay_with_a_form_below_each(language: str) -> None:
    form = ["Leave a Reply", "Your email address will not be published."]
    article = ARTICLES[language] * 2  # Sixty words below a heading of comments may be comments.
    lines = cleantext.clean("\n\n".join([*article, *form] * 3), kind="text").split("\n\n")
    assert [line for line in lines if line not in form] == article * 3


def test_what_goes_without_a_finding_of_its_own_is_a_small_part() -> None:
    headlines = [f"How the town of Alder{n} built a bridge across its river and paid for it" for n in range(9)]
    text = "\n\n".join([*ARTICLES["en"], "Related posts", *headlines])
    cleaned = cleantext.explain(text, kind="text")
    assert cleaned.text == "\n\n".join([*ARTICLES["en"], *headlines])
    assert {one.reason for one in cleaned.verdicts} == {Reason.CUT_MARKER, Reason.KEPT_TOO_MUCH}
    few = cleantext.explain("\n\n".join([*ARTICLES["en"], "Related posts", *headlines[:3]]), kind="text")
    assert few.text == "\n\n".join(ARTICLES["en"])


LABELS = ("Baca juga:", "Regarder :", "责任编辑：", "More Top Reads From the Valley:")
BROKEN_OFF = (
    "The council agreed on these three points:",
    "Then I use this prompt:",
    "Der Rat beschloss drei Dinge:",
    "-h::",
)


@pytest.mark.parametrize("line", [*LABELS, *BROKEN_OFF])
def test_a_label_goes_from_the_end_of_a_text_and_a_sentence_that_breaks_off_stays(line: str) -> None:
    for between in ("\n\n", " "):
        article = between.join(ARTICLES["en"])
        document = f"{article}{between}{line}"
        assert cleantext.clean(document, kind="text") == (article if line in LABELS else document)


def test_a_label_with_something_below_it_stays() -> None:
    document = "\n\n".join([*ARTICLES["en"], "Sailing times:", "Monday and Friday at noon"])
    assert cleantext.clean(document, kind="text") == document


def test_what_was_kept_says_why() -> None:
    first, second, third = ARTICLES["en"]
    document = [first, "Gallery", second, third, "Nobody laughed.", *FOOTER]
    cleaned = cleantext.explain("\n\n".join(document), kind="text")
    assert cleaned.why("Gallery")[0].reason is Reason.KEPT_HEADING
    assert cleaned.why("Nobody laughed.")[0].reason is Reason.KEPT_SENTENCE


def test_an_item_of_a_list_that_a_colon_leads_in_is_kept_as_one() -> None:
    first, second, third = ARTICLES["en"]
    text = "\n\n".join(
        [first, second, third, "The clerk at the window asked for these things:\n- A stamp\n- Name\n- A coin"]
    )
    assert cleantext.explain(f"{text}\n\nShare this article\n\nFacebook", kind="text").why("- A stamp")[0].left


def test_the_share_that_was_cut_counts_characters() -> None:
    assert cleantext.explain("The bridge is open.\n\nLeave a Reply").share_cut == pytest.approx(11 / 27)
    assert cleantext.explain("").share_cut == 0


def test_addresses_are_no_section_of_related_links() -> None:
    references = ["[0] https://example.org/boats/1", "A letter about the first winter boat"]
    text = "\n\n".join([*ARTICLES["en"], "Related Links", *references])
    reasons = {verdict.reason for verdict in cleantext.explain(text, kind="text").verdicts}
    assert Reason.CUT_MARKER in reasons
    assert Reason.CUT_IN_SECTION not in reasons
