"""What is cut from texts without chrome is counted by group, method and rule, with metadata apart."""

import gzip
import json

import pytest

from benchmarks.data import GOLD_FIELD, Page
from benchmarks.harm import (
    Cut,
    Loss,
    Text,
    cleantext_loss,
    figures,
    is_metadata,
    line_loss,
    load_texts,
    parse,
    rules_table,
    sampled,
    summaries,
    table,
    write_worst,
)

BODY = (
    "The bridge over the Alder is open again, eleven years after the flood that took the old one away.\n\n"
    "Walkers were the first to cross it, at seven in the morning, and by noon the baker had sold everything he had."
)


def write(path, content):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(content.encode()))


@pytest.fixture
def page(tmp_path):
    """A page that is called after a bridge."""
    write(tmp_path / "1.html.gz", "<html><title>The bridge is open &amp; paid | Courier</title><h1>At last</h1>")
    return Page("dragnet", "", "1", "https://town.example/1", tmp_path / "1.html.gz", BODY)


def test_the_harm_is_what_was_cut_less_the_metadata():
    cuts = (Cut("post-metadata/date-line", "14 May 2019", True), Cut("share/network", "Signal", False))
    assert Loss(Text("aeb", "1", BODY), "cleantext", 17, cuts).harm == 6


def test_the_cuts_of_cleantext_are_counted_with_their_rules(page):
    loss = cleantext_loss(Text("aeb", "1", f"{BODY}\n\nCopyright 2019 Harbour Courier. All rights reserved.", page))
    assert loss.characters == len("Copyright 2019 Harbour Courier. All rights reserved.")
    assert [(cut.rule, cut.is_metadata) for cut in loss.cuts] == [("legal-footer/copyright", True)]
    assert loss.harm == 0


def test_line_rules_lose_the_characters_of_whole_lines():
    assert line_loss(Text("aeb", "1", f"{BODY}\n\nThe toll\nis nine pence"), "C4").characters == len(
        "The tollis nine pence"
    )
    assert line_loss(Text("aeb", "1", BODY), "keep everything").characters == 0


@pytest.mark.parametrize("rule", ["post-metadata/posted", "credits/photo", "author-box/profession"])
def test_in_the_text_of_a_page_metadata_is_what_a_rule_on_metadata_cuts(page, rule):
    assert is_metadata(Text("aeb", "1", BODY, page), rule, "Photo: Ida Marsh")


@pytest.mark.parametrize("rule", ["post-metadata/by-label", "credits/photo", "legal-footer/small-mark"])
def test_a_manual_has_no_metadata_but_its_copyright(rule):
    manual = Text("git-doc", "git-am", BODY)
    assert not is_metadata(manual, rule, "|I:96  |")
    assert is_metadata(manual, "legal-footer/copyright", "Copyright © 2013 Osamu Aoki")


@pytest.mark.parametrize(
    ("first", "expected"),
    [("The bridge is open", True), ("At last", True), ("Open & paid", True), ("It rained.", False)],
)
def test_a_first_line_that_is_cut_is_metadata_if_the_page_is_called_so(page, first, expected):
    assert is_metadata(Text("dragnet", "1", f"{first}\n\n{BODY}", page), "fragments/head", first) is expected


def test_a_title_that_stands_further_down_is_text(page):
    assert not is_metadata(Text("dragnet", "1", f"{BODY}\n\nAt last", page), "fragments/head", "At last")


def test_groups_are_summed_up_by_characters_and_by_texts():
    dates = (Cut("post-metadata/date-line", "x" * 10, True),)
    losses = [
        Loss(Text("aeb", "1", "x" * 100), "cleantext", 10, dates),
        Loss(Text("aeb", "2", "x" * 300), "cleantext", 30, (Cut("fragments/tail", "x" * 30, False),)),
        Loss(Text("aeb", "3", "x" * 400), "cleantext", 4, (Cut("share/network", "x" * 4, False),)),
        Loss(Text("aeb", "1", "x" * 100), "C4", 5),
    ]
    own, c4 = summaries(losses)
    assert (own.texts, own.cut, own.touched, own.much) == (3, 44 / 800, 1.0, 2 / 3)
    assert (own.harm_cut, own.harm_touched, own.harm_much) == (34 / 800, 2 / 3, 1 / 3)
    assert own.metadata == pytest.approx(10 / 44)
    assert (c4.method, c4.texts, c4.cut, c4.touched, c4.much) == ("C4", 1, 0.05, 1.0, 0.0)
    assert table([own, c4]).splitlines()[2:] == [
        "| aeb | 3 | cleantext | 5.500% | 100.0% | 66.7% | 23% | 4.250% | 66.7% | 33.3% |",
        "| aeb | 1 | C4 | 5.0% | 100.0% | 0.0% |  | | | |",
    ]


def test_the_most_harmful_rule_comes_first():
    losses = [
        Loss(Text("aeb", "1", BODY), "cleantext", 11, (Cut("credits/photo", "Photo: Ada!", True),)),
        Loss(Text("waddle", "1", BODY), "cleantext", 6, (Cut("share/network", "Signal", False),)),
    ]
    assert rules_table(losses, 2).splitlines() == [
        "| rule | aeb | waddle | all | of it metadata |",
        "| --- | --: | --: | --: | --: |",
        "| share/network |  | 6 | 6 |  |",
        "| credits/photo | 11 |  | 11 | 11 |",
    ]


def test_the_worst_texts_are_written_with_their_cuts(tmp_path):
    losses = [
        Loss(Text("aeb", "1", "x" * 100), "cleantext", 6, (Cut("share/network", "Signal", False),)),
        Loss(Text("aeb", "2", "x" * 100), "cleantext", 9, (Cut("fragments/tail", "He\nsmiled", False),)),
        Loss(Text("aeb", "3", "x" * 100), "cleantext", 11, (Cut("credits/photo", "Photo: Ada!", True),)),
        Loss(Text("aeb", "4", "x" * 100), "cleantext", 0),
    ]
    write_worst(losses, 2, tmp_path / "worst.txt")
    report = (tmp_path / "worst.txt").read_text(encoding="utf-8")
    assert "aeb: THE 2 WORST OF 3 TEXTS THAT ARE TOUCHED" in report
    assert report.index("== aeb 2  9.00% harm, 9 of 100 characters cut") < report.index("== aeb 1  6.00%")
    assert "x  fragments/tail                   He / smiled" in report
    assert "aeb 3" not in report


@pytest.fixture
def data(tmp_path):
    """A folder with a manual, and two pages of each set, one of them without a gold text."""

    def records(name, *found):
        write(tmp_path / name, "\n".join(map(json.dumps, found)))

    records("plain-dev.jsonl.gz", {"id": "git-am", "source": "git-doc", "text": f"{BODY}\n\nLeave a Reply"})
    records("more.jsonl.gz", {"id": "pwd", "source": "man", "text": BODY})
    for set_, field in GOLD_FIELD.items():
        page = {"id": "1", "kind": "article", "url": "https://town.example/1", "file": "1.html.gz", field: BODY}
        others = [page | {"kind": "forum"}] if set_ == "wcxb" else []
        records(f"{set_}-dev.jsonl.gz", page, page | {field: " \n"}, *others)
    return tmp_path


def test_manuals_and_gold_texts_are_loaded_and_empty_golds_are_not(data):
    golds = ["wcxb article", "wcxb other", "aeb", "dragnet", "waddle"]
    assert [text.group for text in load_texts(data)] == ["git-doc", *golds]
    assert [text.group for text in load_texts(data, data / "more.jsonl.gz")] == ["git-doc", "man", *golds]


def test_the_figures_are_named_by_group(data):
    found = figures(data)
    lost = len("Leave a Reply")
    assert found["harm/git-doc/characters cut"] == lost / (len(BODY) + 2 + lost)
    assert found["harm/git-doc/texts touched, metadata apart"] == found["harm/git-doc/texts over 5 % lost"] == 1
    assert {value for name, value in found.items() if "git-doc" not in name} == {0}


def test_a_sample_takes_as_many_of_each_group_and_the_same_ones_each_time():
    texts = [Text(group, str(number), BODY) for group in ("aeb", "waddle") for number in range(9)]
    chosen = sampled(texts, 2)
    assert [text.group for text in chosen] == ["aeb", "aeb", "waddle", "waddle"]
    assert chosen == sampled(reversed(texts), 2)[2:] + sampled(reversed(texts), 2)[:2]
    assert len(sampled(texts, None)) == 18


def test_the_command_compares_with_the_rules_that_corpora_are_made_with():
    assert parse(["--data", "pages"]).only == ("cleantext", "cleantext thorough", "C4", "RefinedWeb")
