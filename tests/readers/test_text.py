"""Reading plain text: a block for each line that is not blank, and the text as it came."""

from __future__ import annotations

import pytest

from cleantext.readers.text import read_text

LINES = ["The bridge is open.", "Leave a Reply"]


def lines_of(text: str) -> list[str]:
    return [block.text for block in read_text(text).blocks]


@pytest.mark.parametrize(
    "text",
    [
        "The bridge is open.\nLeave a Reply",
        "The bridge is open.\n\n\nLeave a Reply\n",
        "The bridge is open.\r\nLeave a Reply\r\n",
        "The bridge is open.\r\n\r\nLeave a Reply",
        "The bridge is open.  \n\t\n  \nLeave a Reply  ",
        "\tThe bridge is open.\n    Leave a Reply",
        "\u00a0The bridge is open.\u2003\n\u3000Leave a Reply\u00a0",
        "\n\nThe bridge is open.\n\x0c\nLeave a Reply",
    ],
)
def test_every_line_that_is_not_blank_is_a_block_without_the_space_around_it(text: str) -> None:
    assert lines_of(text) == LINES


@pytest.mark.parametrize("end", ["\r", "\x85", "\u2028", "\u2029", "\x0b", "\x0c", "\x1c"])
def test_only_a_line_feed_ends_a_line(end: str) -> None:
    assert lines_of(f"The bridge is open.{end}Leave a Reply") == [f"The bridge is open.{end}Leave a Reply"]


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", "\t \u00a0\u3000\n\x85\n"])
def test_a_text_without_words_has_no_blocks(text: str) -> None:
    assert read_text(text).blocks == ()
    assert read_text(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "  The bridge\tis open. \r\n\r\n\t• Leave a Reply\x85\n",
        "👩‍🚀 The bridge.\n\ud800 and\x00 so on\n\ufeffReply",
        "\n".join("Leave a Reply" for _ in range(20)),
    ],
)
def test_the_text_stays_and_every_block_is_a_slice_of_it(text: str) -> None:
    document = read_text(text)
    assert document.text == text
    assert all(text[block.start : block.end] == block.text for block in document.blocks)
    assert [block.start for block in document.blocks] == sorted(block.start for block in document.blocks)


def test_a_block_knows_how_long_it_is_and_its_text_class() -> None:
    first, second = read_text("The bridge is open.\nLeave a Reply").blocks
    assert (first.words, first.text_class) == (4, "sentence")
    assert (second.words, second.text_class) == (3, "fragment")


def test_plain_text_is_all_paragraphs_without_links() -> None:
    block = read_text("The bridge is open.").blocks[0]
    assert (block.kind, block.link_chars, block.element) == ("paragraph", 0, -1)


def test_the_lines_of_a_hard_wrapped_paragraph_are_one_block() -> None:
    text = (
        "The bridge over the harbour was opened on Monday, and the mayor was\n"
        "there with her dog, which barked at the ribbon for most of the\n"
        "afternoon.\n"
        "\n"
        "Share this:\n"
        "Twitter\n"
        "Facebook"
    )
    document = read_text(text)
    assert [block.text.count("\n") for block in document.blocks] == [2, 0, 0, 0]
    assert document.blocks[0].text_class == "prose"


def test_headlines_below_each_other_are_not_taken_for_a_wrapped_paragraph() -> None:
    text = "Town buys its own hill for a crown and a handshake\nLantern festival draws ten thousand people to the pier"
    assert len(read_text(text).blocks) == 2


#: Wrapped at 72 characters; no line is longer than 68, and no line would have had room at 70.
FLOWING = (
    "Der Hafenmeister hatte am zweiten Morgen des Sturms notiert, dass es\n"
    "der Fluss nicht mehr lange in seinem alten Bett aushalten werde, und\n"
    "ging nach Hause."
)
#: Wrapped at 72 characters as well, and 69 wide; only a third of the lines begins in lower case.
NOUNS = (
    "„Wir haben keine Boote“, sagte Niemand im Rat im Frühjahr 1987 zu den\n"
    "Leuten, und dann gingen in der Stadt die Lichter aus, und die ältere\n"
    "Schwester ging heim."
)


def test_a_paragraph_may_be_wider_than_those_that_surely_are_wrapped() -> None:
    assert [block.text for block in read_text(f"{FLOWING}\n\n{NOUNS}").blocks] == [FLOWING, NOUNS]
    assert len(read_text(NOUNS).blocks) == 3


def test_a_paragraph_is_not_so_wide_that_a_wrapped_one_had_room_for_another_word() -> None:
    wide = NOUNS.replace("zu den\nLeuten", "zu den vielen\nLeuten")
    assert len(read_text(f"{FLOWING}\n\n{wide}").blocks) == 4


def test_many_lines_that_end_at_one_column_need_few_that_begin_in_lower_case() -> None:
    lines = (
        "„Wir haben keine Boote“, sagte Der Hafenmeister lange vor dem Bau der\n"
        "Bahn zu den Leuten, und dann gingen in der Stadt die Lichter aus. „Wir\n"
        "haben keine Boote“, sagte Eine pensionierte Lehrerin aus dem Tal im\n"
        "Frühjahr 1987 zu den Leuten, und dann gingen in der Stadt die Lichter\n"
        "Tal auf und ab an dem Abend zu den Leuten, und dann gingen auch die\n"
        "Lichter aus."
    )
    assert len(read_text(lines).blocks) == 1
    assert len(read_text(lines.replace("haben keine", "Haben keine")).blocks) == 6
