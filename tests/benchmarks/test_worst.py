"""The worst pages are written with what was lost and what was left."""

from pathlib import Path

from benchmarks.data import Page
from benchmarks.outcomes import judge
from benchmarks.worst import ROWS, WORST, cut, difference, lacks, write_worst

GOLD = "The bridge is open.\n\nThe town danced on it until the lamps went out.\nWe shall see who pays for it."


def page(number: int) -> Page:
    return Page("aeb", "", f"{number:04}", f"https://town.example/{number}", Path(), GOLD)


def test_a_line_is_lost_whole_or_in_part():
    result = "The bridge is open.\nThe town danced on it."
    assert difference("-", GOLD, result) == [
        "   … 1 in both",
        "-~ until the lamps went out",
        "-  We shall see who pays for it.",
    ]


def test_lines_that_are_broken_otherwise_are_in_both():
    assert difference("+", GOLD.replace("\n", " "), GOLD) == ["   … 1 in both"]
    assert difference("-", GOLD, GOLD.replace("\n", " ")) == ["   … 3 in both"]


def test_a_line_that_stands_there_more_often_than_in_the_gold_is_left():
    sentence = "The town danced on it until the lamps went out, and nobody was tired at all."
    assert difference("+", f"{sentence} {sentence}", f"On Monday: {sentence}") == [f"+~ {sentence[:-1]}"]


def test_a_short_line_is_found_as_a_line():
    assert [parts for _, parts in lacks("Milk\nEggs\nFlour", "Flour\nMilk")] == [[], ["Eggs"], []]


def test_letters_that_become_two_when_lower_cased_do_no_harm():
    assert [parts for _, parts in lacks("İstanbul İzmir\nŞişli", "Ankara")] == [["İstanbul İzmir"], ["Şişli"]]


def test_long_rows_and_long_lists_are_cut():
    assert cut("a" * 300).endswith("a …[300]")
    rows = difference("+", "\n".join(f"number{index}" for index in range(100)), GOLD)
    assert (len(rows), rows[-1]) == (ROWS + 1, f"   … and {100 - ROWS} more")


def test_the_worst_pages_of_cleantext_are_written_the_worst_first(tmp_path):
    outcomes = [judge(page(number), "cleantext", f"{GOLD}\nShare") for number in range(WORST + 5)]
    outcomes.append(judge(page(90), "cleantext", f"{GOLD}\nShare this with all of your friends"))
    outcomes.append(judge(page(91), "cleantext", "", failure="ValueError: no body"))
    outcomes.append(judge(page(92), "goose3", ""))
    write_worst(outcomes, tmp_path / "worst.txt")
    report = (tmp_path / "worst.txt").read_text(encoding="utf-8")
    assert f"aeb: THE {WORST} WORST PAGES BY SHINGLE F1" in report
    assert report.count("\n== ") == WORST
    assert report.index("aeb 0091") < report.index("aeb 0090") < report.index("aeb 0000")
    assert "https://town.example/91\n   failed: ValueError: no body\n-  The bridge is open." in report
    assert "+  Share this with all of your friends" in report
    assert "0092" not in report


def test_of_pages_with_snippets_the_wrong_ones_are_written(tmp_path):
    blog = Page(
        "trafilatura", "", "7", "https://town.example/7", Path(), "", ("The bridge", "danced"), ("Share", "Name")
    )
    write_worst([judge(blog, "cleantext", "The bridge is open.\nShare")], tmp_path / "worst.txt")
    rows = (tmp_path / "worst.txt").read_text(encoding="utf-8").splitlines()
    assert rows[-2:] == ["-  danced", "+  Share"]


def test_pages_on_which_nothing_can_be_gained_are_not_written(tmp_path):
    empty = Page("wcxb", "listing", "8", "https://town.example/8", Path(), " ")
    write_worst([judge(page(1), "cleantext", GOLD), judge(empty, "cleantext", GOLD)], tmp_path / "worst.txt")
    assert "==" not in (tmp_path / "worst.txt").read_text(encoding="utf-8")
