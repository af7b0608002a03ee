"""CPU times are taken round by round and compared within the same run."""

import pytest

from benchmarks import extractors
from benchmarks.speed_html import MB, large_page, measure, parse, table


def broken(html):
    raise ValueError("no body in this page")


def test_every_method_gets_every_page_in_every_round(monkeypatch):
    seen = []
    monkeypatch.setitem(extractors.METHODS, "readability", seen.append)
    monkeypatch.setitem(extractors.METHODS, "goose3", broken)
    times = measure(["readability", "goose3"], ["<p>One", "<p>Two"], 3)
    assert sorted(seen) == ["<p>One"] * 3 + ["<p>Two"] * 3
    assert [[len(rounds) for rounds in pages] for pages in times.values()] == [[3, 3], [3, 3]]


def test_the_table_has_medians_of_pages_and_ratios_of_rounds():
    times = {"cleantext": [[0.002, 0.002, 0.004], [0.004, 0.004, 0.004]], "resiliparse": [[0.001] * 3, [0.002] * 3]}
    assert table(times).splitlines() == [
        "| method | CPU ms a page | speed, resiliparse = 1 | lowest … highest round |",
        "| --- | --: | --: | --: |",
        "| cleantext | 3.00 | 0.500 | 0.375 … 0.500 |",
        "| resiliparse | 1.50 | 1.000 | 1.000 … 1.000 |",
    ]


def test_the_large_page_has_the_size_that_was_asked_for():
    html = large_page(0.5)
    assert len(html.encode()) == pytest.approx(0.5 * MB, rel=0.05)
    assert html.startswith("<!doctype html>")


def test_memory_needs_no_data(monkeypatch, capsys):
    monkeypatch.delenv("CLEANTEXT_DATA", raising=False)
    assert parse(["--memory"]).memory
    with pytest.raises(SystemExit):
        parse([])
    assert "--data is missing" in capsys.readouterr().err
