"""The first line of a gold text is taken for the page's title where the page says so, and only there."""

import pytest

from benchmarks.titles import is_title, without_title

PAGE = """<html><head><title>Hobbit Flight Safety Video | Harbour Courier</title>
<meta property="og:title" content="Hobbit Flight Safety: the video"></head>
<body><h1>Harbour Courier</h1><h1>Hobbits teach <i>safety</i></h1><svg><title>Search the site</title></svg>"""


@pytest.mark.parametrize(
    "line",
    ["Hobbit flight safety video", "Hobbit Flight Safety: The Video!", "Hobbits teach safety", "Harbour Courier"],
)
def test_a_heading_and_what_the_page_is_called_are_titles(line):
    assert is_title(line, PAGE)


@pytest.mark.parametrize(
    "line",
    [
        "November 8, 2012",
        "Flight",
        "Hobbits teach",
        "Hobbit Flight Safety Video November 8, 2012",
        "Search the site",
        "—",
        "",
    ],
)
def test_dates_parts_of_headings_and_chance_words_are_no_titles(line):
    assert not is_title(line, PAGE)


def test_a_gold_text_that_is_all_title_is_left_as_it_is():
    assert without_title("\nHarbour Courier\n\n", PAGE) is None
    assert without_title("", PAGE) is None


def test_the_rest_of_a_gold_text_stays_as_it_is():
    assert without_title("\n\nHobbits teach safety\n\n\nThey fly.\n\nShare", PAGE) == "They fly.\n\nShare"
