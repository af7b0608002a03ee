"""What a snapshot costs is a sum that anybody can follow, and corpora grow without any two documents being the same."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from benchmarks.memory_batch import watch
from benchmarks.scale import (
    FORMATS,
    SNAPSHOT,
    Corpus,
    Run,
    Source,
    core_hours,
    cpu_of_one,
    snapshot_row,
    speed_row,
    write_corpus,
)
from cleantext import clean_files

FERRY = Source("<p>The ferry of 1907 sails at noon.</p>", "The ferry of 1907 sails at noon.")
BRIDGE = Source("<h1>Bridge</h1><p>It is open.</p>", "Bridge\nIt is open.")


def test_core_hours_are_seconds_of_all_documents_in_hours() -> None:
    assert core_hours(1.44, 2500) == 1
    assert core_hours(0.0144) == SNAPSHOT * 0.0144 / 3600 == 10_000


def test_a_row_shows_its_sum_and_how_many_times_as_much_the_yardstick_takes() -> None:
    assert snapshot_row("cleantext, HTML", 123.4, 0.0144, 0.072) == (
        "| cleantext, HTML | 123.4 | 14.40 | 2,500,000,000 × 14.40 ms ÷ 3,600 s | 10,000 | 5.00 |"
    )


def test_speed_is_by_the_clock() -> None:
    row = speed_row(Corpus(Path("corpus.wet"), 1200, 6.0), 2, Run(4.0, 7.5, 210.4))
    assert row == "| corpus.wet | 6.0 | 1,200 | 2 | 4.0 | 300 | 1.50 | 7.5 | 210 |"


def test_what_a_start_costs_is_no_cost_of_a_document() -> None:
    few, many = Corpus(Path("few"), 20, 1), Corpus(Path("many"), 120, 6)
    starts, runs = [Run(1, 1.2, 0), Run(1, 1.0, 0), Run(1, 9.0, 0)], [Run(3, 3.2, 0), Run(3, 3.0, 0), Run(9, 3.4, 0)]
    assert cpu_of_one((few, starts), (many, runs)) == pytest.approx((3.2 - 1.2) / 100)


def test_a_corpus_has_as_many_documents_as_asked_for_and_no_two_with_the_same_numbers(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path, "corpus.jsonl", [FERRY], 9)
    texts = [json.loads(line)["text"] for line in corpus.path.read_text("utf-8").splitlines()]
    assert (corpus.documents, len(set(texts)), texts[0]) == (9, 9, FERRY.text)
    assert corpus.megabytes == sum(len(text.encode()) for text in texts) / 1e6


def test_a_corpus_stops_at_its_size(tmp_path: Path) -> None:
    assert 0.0010 <= write_corpus(tmp_path, "corpus.wet", [FERRY, BRIDGE], megabytes=0.001).megabytes < 0.0011


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_one_that_the_command_reads_and_writes(name: str, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path, name, [FERRY, BRIDGE], 4)
    out = tmp_path / FORMATS[name][2]
    report = clean_files(corpus.path, out, jobs=1)
    assert (report.documents, report.quarantined) == (4, 0)
    assert out.stat().st_size


def test_a_command_is_interrupted_at_its_limit() -> None:
    start = time.perf_counter()
    seconds, peak, most = watch([sys.executable, "-c", "import time; time.sleep(60)"], limit=0.3)
    assert 0.3 <= seconds <= time.perf_counter() - start < 30
    assert peak > 0
    assert most >= 1
