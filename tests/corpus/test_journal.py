"""What goes wrong with the notes of a run is told in words, with what to do about it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cleantext.corpus.journal import Journal
from cleantext.corpus.plan import Plan
from cleantext.corpus.records import InputOptions
from cleantext.corpus.run import run
from cleantext.errors import BatchError
from tests.corpus.corpora import jsonl, tree
from tests.corpus.telltale import CLEAN, TellTale


def test_a_journal_for_which_there_is_no_room_ends_the_run_and_a_later_one_goes_on(
    corpus: Path, clean, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(600):
        (corpus / f"{number}.jsonl").write_bytes(jsonl(CLEAN, None))
    plan = Plan([str(corpus)], str(corpus.parent / "out"))

    class Cramped(Journal):
        def __init__(self, path: Path, fingerprint: str) -> None:
            super().__init__(path, fingerprint)
            self._database.execute("PRAGMA max_page_count = 20")

    with monkeypatch.context() as patched:
        patched.setattr(sys.modules["cleantext.corpus.run"], "Journal", Cramped)
        with pytest.raises(BatchError, match=r"out/\.cleantext\.journal: database or disk is full; .* make room"):
            run(plan, TellTale(), InputOptions())  # type: ignore[arg-type]  # it has all that a run asks of a pipeline
    assert 10 < len(list((corpus.parent / "out").glob("*.jsonl"))) < 600
    out, totals = clean(corpus)
    assert totals.earlier > 10
    fresh, _ = clean(corpus, out="fresh")
    assert tree(out) == tree(fresh)


def test_a_damaged_journal_is_named(corpus: Path, clean) -> None:
    (corpus / "a.txt").write_text(CLEAN)
    (corpus.parent / "out").mkdir()
    (corpus.parent / "out" / ".cleantext.journal").write_bytes(b"not a database " * 100)
    with pytest.raises(BatchError, match="file is not a database; delete it to do everything anew"):
        clean(corpus)
