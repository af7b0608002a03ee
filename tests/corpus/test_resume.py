"""A run that is broken off and taken up again ends as if nothing had happened; truly killed, in processes of its own.

tests/properties/test_batch_runs.py does the same at every step of random runs, and lists the changes that it catches.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
import zstandard

from cleantext.corpus.plan import Plan
from cleantext.corpus.records import InputOptions
from cleantext.corpus.run import run
from cleantext.errors import BatchError
from tests.corpus.corpora import jsonl, quarantine, tree
from tests.corpus.telltale import ARTICLE, CLEAN, PAGE, TellTale

SCRIPT = """
import sys
sys.path[:0] = [{root!r}]
from tests.corpus.telltale import TellTale
from cleantext.corpus import feed
from cleantext.corpus.plan import Plan
from cleantext.corpus.records import InputOptions
from cleantext.corpus.run import run

if __name__ == "__main__":
    feed.BATCH_BYTES, feed.CHECKPOINT_BYTES = 2000, 6000
    run(Plan(["corpus"], "out"), TellTale(), InputOptions(), jobs=2)
"""


@pytest.fixture
def big_corpus(corpus: Path) -> Path:
    """Slow records in every format, a few of them bad."""
    for number in range(12):
        (corpus / f"article {number}.txt").write_text(f"[slow] {number}\n{ARTICLE}" if number != 4 else "[raise]")
    for number in range(6):
        (corpus / f"page {number}.html").write_text(f"[slow] {number}\n{PAGE}" if number != 3 else "[raise]")
        packed = gzip.compress(f"[slow] {number}\n{PAGE}".encode())
        (corpus / f"page {number}.htm.gz").write_bytes(packed if number != 5 else packed[:-9])
    lines = [jsonl(f"[slow] {number}\n{ARTICLE}") for number in range(60)]
    lines[20:20] = [b"no JSON\n", jsonl("[kill]")]
    (corpus / "news.jsonl").write_bytes(b"".join(lines))
    (corpus / "news.jsonl.gz").write_bytes(gzip.compress(b"".join(lines)))
    (corpus / "news.jsonl.zst").write_bytes(zstandard.compress(b"".join(lines)))
    (corpus / "news.csv").write_bytes(b"id,text\n" + b'1,"[slow]\n' * 1 + ARTICLE.encode() + b'"\n2\n' + b"3,x\n" * 9)
    return corpus


def start(folder: Path) -> subprocess.Popen[bytes]:
    script = folder / "run.py"
    script.write_text(SCRIPT.format(root=str(Path(__file__).parents[2])))
    return subprocess.Popen([sys.executable, script.name], cwd=folder, stderr=subprocess.PIPE, start_new_session=True)


def finish(folder: Path) -> dict[str, bytes]:
    process = start(folder)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    return tree(folder / "out")


def test_kill_9_again_and_again_changes_no_byte(big_corpus: Path) -> None:
    folder = big_corpus.parent
    kills = 0
    for seconds in (0.5, 0.7, 0.9, 1.1):
        process = start(folder)
        time.sleep(seconds)
        kills += process.poll() is None
        process.kill()
        process.communicate()
        for file in (folder / "out").rglob("[!.]*.txt"):
            assert file.read_text().endswith(CLEAN), "a file at its place is whole"
    resumed = finish(folder)
    shutil.rmtree(folder / "out")
    assert resumed == finish(folder)
    assert kills >= 2
    assert resumed["quarantine.jsonl"].count(b"worker died (signal 9)") == 3


def test_the_workers_of_a_killed_run_go_away(big_corpus: Path) -> None:
    process = start(big_corpus.parent)
    deadline = time.monotonic() + 10
    while not (children := descendants(process.pid)) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 10
    while any(map(alive, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert children
    assert not any(map(alive, children))


def test_a_finished_run_is_not_done_again(corpus: Path, clean) -> None:
    (corpus / "a.txt").write_text(ARTICLE)
    (corpus / "b.jsonl").write_bytes(jsonl(ARTICLE, None))
    out, first = clean(corpus)
    before = {name: (out / name).stat().st_ino for name in ("a.txt", "b.jsonl")}
    entries = quarantine(out)
    out, second = clean(corpus)
    assert {name: (out / name).stat().st_ino for name in before} == before
    assert (second.earlier, second.bytes_now) == (2, 0)
    assert (second.tally, second.quarantined) == (first.tally, first.quarantined)
    assert quarantine(out) == entries


def test_only_what_changed_is_done_again(corpus: Path, clean) -> None:
    (corpus / "a.txt").write_text(ARTICLE)
    (corpus / "b.jsonl").write_bytes(jsonl(ARTICLE, None, 3, 4))
    out, _ = clean(corpus)
    (corpus / "b.jsonl").write_bytes(jsonl(None, None, ARTICLE))
    (corpus / "c.txt").write_text(ARTICLE)
    out, totals = clean(corpus)
    assert totals.earlier == 1
    assert (out / "b.jsonl").read_bytes() == jsonl(None, None, CLEAN).split(b"\n", 2)[2]
    assert [entry["line"] for entry in quarantine(out)] == [1, 2]


@pytest.mark.parametrize(
    "change",
    [
        {"pipeline": TellTale("telltale 2")},
        {"into": ("clean_text",)},
        {"encoding": "cp1252"},
        {"kind": "text"},
        {"to": "json"},
    ],
)
def test_with_another_pipeline_or_other_options_everything_is_done_again(corpus: Path, clean, change) -> None:
    (corpus / "b.jsonl").write_bytes(jsonl(ARTICLE))
    clean(corpus)
    _, totals = clean(corpus, **change)
    assert totals.earlier == 0


def test_a_page_is_not_done_again_until_a_file_comes_that_takes_its_name(corpus: Path, clean) -> None:
    (corpus / "a.html").write_text(PAGE)
    (corpus / "b.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    clean(corpus)
    (corpus / "a.txt").write_text("Extracted by others.")
    out, totals = clean(corpus)
    assert totals.earlier == 1
    assert (out / "a.txt").read_text() == "Extracted by others."
    assert (out / "a.html.txt").read_text() == CLEAN


def test_an_output_that_went_missing_is_made_again(corpus: Path, clean) -> None:
    (corpus / "a.txt").write_text(ARTICLE)
    out, _ = clean(corpus)
    (out / "a.txt").unlink()
    out, totals = clean(corpus)
    assert (out / "a.txt").read_text() == CLEAN
    assert totals.earlier == 0


def test_the_old_output_of_a_file_that_now_fails_goes_away(corpus: Path, clean) -> None:
    (corpus / "a.txt").write_text(ARTICLE)
    out, _ = clean(corpus)
    (corpus / "a.txt").write_bytes(b"\x00" * 50)
    out, _ = clean(corpus)
    assert not (out / "a.txt").exists()


def test_a_record_whose_worker_died_is_tried_again_by_the_next_run(corpus: Path, clean, tmp_path: Path) -> None:
    (corpus / "b.jsonl").write_bytes(jsonl("One.", "[kill]"))
    out, _ = clean(corpus)
    assert quarantine(out)[0]["cause"] == "worker died (signal 9)"
    _, totals = clean(corpus)
    assert totals.earlier == 0


def test_two_runs_at_once_into_one_folder_are_refused(big_corpus: Path) -> None:
    process = start(big_corpus.parent)
    try:
        deadline = time.monotonic() + 10
        while not (big_corpus.parent / "out" / ".cleantext.journal").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
        time.sleep(0.2)
        with pytest.raises(BatchError, match="is another cleantext writing there"):
            run(Plan([str(big_corpus)], str(big_corpus.parent / "out")), TellTale(), InputOptions())
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize(
    "loss", ["the folder is deleted", "the folder is moved", "outputs are deleted", "a file changes"]
)
def test_what_others_take_away_during_a_run_is_told_and_made_again(corpus: Path, clean, loss: str) -> None:
    for number in range(200):
        (corpus / f"{number:03}.txt").write_text(ARTICLE)
    out = corpus.parent / "out"

    def take_away(_: int) -> None:
        if not (out / "000.txt").exists() or (corpus.parent / "taken").exists():
            return
        (corpus.parent / "taken").touch()
        if loss == "the folder is deleted":
            shutil.rmtree(out)
        elif loss == "the folder is moved":
            out.rename(corpus.parent / "moved")
        elif loss == "a file changes":
            (out / "000.txt").write_text("")
        else:
            for file in out.glob("*.txt"):
                file.unlink()

    plan = Plan([str(corpus)], str(out))
    with pytest.raises(BatchError, match="give the same command again"):
        run(plan, TellTale(), InputOptions(), advance=take_away)  # type: ignore[arg-type]
    out, _ = clean(corpus)
    assert {file.name: file.read_text() for file in out.glob("*.txt")} == {f"{n:03}.txt": CLEAN for n in range(200)}


def descendants(process: int) -> list[int]:
    children = [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return children + [below for child in children for below in descendants(child)]


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] != "Z"
