"""Methods run on pages, and what they made of them is summed up as the tables say."""

import gzip
from pathlib import Path

import pytest

from benchmarks import extract, extractors
from benchmarks.data import Page
from benchmarks.extract import details, failures, lengths, measure, overview, parse, run
from benchmarks.outcomes import by_length, judge, summaries

BODY = "The bridge is open, and the town danced on it."
URL = "https://town.example/1"
ARTICLE = Page("wcxb", "article", "0001", URL, Path(), BODY, ("The bridge",), ("Share",))
FORUM = Page("wcxb", "forum", "0002", URL, Path(), BODY, ("danced on it",), ("Share",))
NEWS = Page("aeb", "", "0003", URL, Path(), BODY)
BLOG = Page("trafilatura", "", "0004", URL, Path(), "", ("The bridge",), ("Share", "Leave a Reply"))


def broken(html):
    raise ValueError("no body in this page")


def missing(html):
    raise ModuleNotFoundError("No module named 'goose3'")


def test_a_method_that_raises_makes_the_empty_text_and_says_why(monkeypatch):
    monkeypatch.setitem(extractors.METHODS, "goose3", broken)
    text, seconds, failure = run("goose3", "<p>")
    assert (text, failure) == ("", "ValueError: no body in this page")
    assert seconds >= 0


def test_a_missing_library_is_named_and_takes_only_its_method_out(monkeypatch, capsys):
    monkeypatch.setitem(extractors.METHODS, "goose3", missing)
    monkeypatch.setitem(extractors.METHODS, "readability", str.upper)
    assert list(extractors.usable(["goose3", "readability"])) == ["readability"]
    assert "goose3 is left out: No module named 'goose3'; benchmarks/README.md says" in capsys.readouterr().err


def test_each_set_has_its_own_figure():
    text = f"{BODY}\nShare"
    figures = {
        found.group: found.figure for found in summaries(judge(page, "goose3", text) for page in (NEWS, ARTICLE, BLOG))
    }
    assert figures == {
        "wcxb": "word F1",
        "wcxb article": "word F1",
        "aeb": "shingle F1",
        "trafilatura": "snippet F1",
    }


def test_kinds_are_summed_up_alone_and_together():
    outcomes = [judge(ARTICLE, "goose3", BODY, 0.001), judge(FORUM, "goose3", "Share", 0.003)]
    results = {found.group: found for found in summaries(outcomes)}
    assert list(results) == ["wcxb", "wcxb article", "wcxb forum"]
    assert [results[group].f1 for group in results] == [0.5, 1.0, 0.0]
    both = results["wcxb"]
    assert (both.pages, both.wanted_found, both.unwanted_found, both.milliseconds) == (2, 0.5, 0.5, 2.0)


def test_snippets_make_the_figure_of_trafilatura():
    (result,) = summaries([judge(BLOG, "goose3", f"{BODY}\nShare")])
    assert (result.precision, result.recall) == (0.5, 1.0)
    assert (result.wanted_found, result.unwanted_found) == (1.0, 0.5)


def test_the_older_sets_have_the_figure_of_wcxb_and_no_kinds():
    pages = [Page(set_, "", "0005", "", Path(), BODY) for set_ in ("dragnet", "waddle")]
    results = summaries(judge(page, "goose3", f"{BODY}\nShare this") for page in pages)
    assert [(found.group, found.figure, found.precision) for found in results] == [
        ("dragnet", "word F1", 10 / 12),
        ("waddle", "word F1", 10 / 12),
    ]


def test_f1_is_given_without_the_title_where_the_gold_text_begins_with_it(tmp_path, monkeypatch):
    monkeypatch.setitem(extractors.METHODS, "goose3", lambda html: BODY)
    outcomes = []
    for title in ("The bridge", "Harbour Courier"):
        path = tmp_path / f"{title}.html.gz"
        path.write_bytes(gzip.compress(f"<title>{title}</title><h1>{title}</h1><p>{BODY}".encode()))
        outcomes += measure((Page("dragnet", "", title, "", path, f"The bridge\n\n{BODY}"), ("goose3",)))
    (whole, _) = by_length(outcomes)
    alone = 2 * 10 / (10 + 12)
    assert (whole.length, whole.pages, whole.titled) == ("all", 2, 1)
    assert whole.f1 == pytest.approx(alone)
    assert whole.body_f1 == pytest.approx((1 + alone) / 2)


def test_pages_are_told_apart_by_the_length_of_the_gold_text_and_those_without_one_are_left_out():
    golds = [BODY * times for times in (0, 5, 6, 12, 100)]
    outcomes = [judge(Page("aeb", "", str(len(gold)), URL, Path(), gold), "goose3", BODY * 5) for gold in golds]
    found = by_length(outcomes)
    assert [(part.length, part.pages) for part in found] == [
        ("all", 4),
        ("under 60", 1),
        ("60–119", 1),
        ("120–249", 1),
        ("600 and more", 1),
    ]
    assert [part.poor for part in found] == [1, 0, 0, 0, 1]
    assert lengths(found).splitlines()[3] == "| aeb | under 60 | 1 | 0 | goose3 | 1.0000 | 1.0000 | 0 |"


def test_the_overview_has_a_row_for_each_method_and_a_column_for_each_group():
    outcomes = [
        judge(page, name, text, seconds)
        for page in (ARTICLE, BLOG)
        for name, text, seconds in (("readability", BODY, 0.002), ("goose3", "", 0.010))
    ]
    assert overview(summaries(outcomes)).splitlines() == [
        "| method | wcxb | wcxb article | trafilatura | CPU ms a page |",
        "| --- | --: | --: | --: | --: |",
        "| readability | 1.0000 | 1.0000 | 1.0000 | 2.0 |",
        "| goose3 | 0.0000 | 0.0000 | 0.0000 | 10.0 |",
    ]


def test_the_details_leave_rates_of_snippets_open_where_there_are_none():
    rows = details(summaries([judge(ARTICLE, "goose3", BODY), judge(NEWS, "goose3", BODY, failure="ValueError")]))
    assert rows.splitlines()[2:] == [
        "| wcxb | 1 | word F1 | goose3 | 1.0000 | 1.0000 | 1.0000 | 100.0% | 0.0% | 0 | 0.0 |",
        "| wcxb article | 1 | word F1 | goose3 | 1.0000 | 1.0000 | 1.0000 | 100.0% | 0.0% | 0 | 0.0 |",
        "| aeb | 1 | shingle F1 | goose3 | 1.0000 | 1.0000 | 1.0000 |  |  | 1 | 0.0 |",
    ]


def test_failures_are_counted_with_the_first_page():
    outcomes = [judge(page, "goose3", "", failure="ValueError: no body") for page in (NEWS, BLOG)]
    outcomes.append(judge(NEWS, "readability", BODY))
    assert list(failures(outcomes)) == ["goose3 failed on 2 pages, first on aeb 0003: ValueError: no body"]


def test_the_command_wants_data_or_a_repository(monkeypatch, capsys):
    monkeypatch.delenv("CLEANTEXT_DATA", raising=False)
    assert parse(["--repository", "checkout"]).repository == Path("checkout")
    with pytest.raises(SystemExit):
        parse(["--only", "cleantext"])
    assert "--data or --repository is missing" in capsys.readouterr().err


def test_the_command_reads_lists_and_folds():
    options = parse(["--data", "pages", "--only", "cleantext,goose3", "--kinds", "forum", "--fold", "!0/5"])
    assert (options.only, options.kinds, options.sets) == (("cleantext", "goose3"), ("forum",), extract.PAGE_SETS)
    assert (options.fold.part, options.fold.rest) == (0, True)


def test_a_plot_is_drawn(tmp_path):
    pytest.importorskip("matplotlib")
    from benchmarks.plot import draw_pages

    draw_pages(
        summaries([judge(ARTICLE, "cleantext", BODY, 0.002), judge(NEWS, "goose3", "", 0.010)]), tmp_path / "a.png"
    )
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("html", "language"),
    [('<html lang="de">', "de"), ("<!doctype html>\n<HTML class=a LANG=pt-BR>", "pt"), ("<p lang=de>", ""), ("", "")],
)
def test_the_language_of_a_page_is_that_of_its_root(html, language):
    assert extractors.declared_language(html) == language


def test_the_text_of_html_has_a_line_for_each_block():
    pytest.importorskip("lxml")
    html = "<div>One <i>and</i> a half<!-- no --><p>Two<br>Three</p>Four<ul><li>Five</li><li><a>Si</a>x</li></ul></div>"
    assert extractors.text_of(html).split("\n") == ["One and a half", "Two", "Three", "Four", "Five", "Six"]
