"""Inputs and outputs at addresses of other systems are as those on this machine, and so is a run that is taken up."""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from upath import UPath

from cleantext import BatchError, clean_files
from cleantext.corpus import feed, sinks
from tests.corpus.corpora import archive, jsonl, page_of
from tests.corpus.telltale import ARTICLE, CLEAN, PAGE, TellTale


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[UPath]:
    """A place in memory, empty but for some inputs; what is not finished goes to a folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = UPath("memory://harbour")
    for name, data in files().items():
        (root / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "in" / name).write_bytes(data)
    yield root
    root.fs.rm("/harbour", recursive=True)


def files() -> dict[str, bytes]:
    parquet = io.BytesIO()
    pq.write_table(pa.table({"text": [ARTICLE, None]}), parquet)
    return {
        "a.txt": ARTICLE.encode(),
        "may/b.html.gz": gzip.compress(PAGE.encode()),
        "may/part-00000.jsonl.gz": gzip.compress(jsonl(ARTICLE, None)),
        "c.csv": b'id,text\n1,"' + ARTICLE.encode() + b'"\n',
        "d.json": orjson.dumps([{"text": ARTICLE}]),
        "e.parquet": parquet.getvalue(),
        "f.warc": archive(page_of(PAGE)),
        "g.png": b"",
    }


def run(paths: object, out: object, **options: object) -> object:
    return clean_files(paths, out, pipeline=TellTale(), jobs=2, **options)  # type: ignore[arg-type]


def tree(root: UPath | Path) -> dict[str, bytes]:
    found = {}
    for path in root.iterdir():
        if path.is_dir():
            found |= {f"{path.name}/{name}": data for name, data in tree(path).items()}
        elif not path.name.startswith("."):
            found[path.name] = path.read_bytes()
    return found


@pytest.fixture
def expected(tmp_path: Path) -> dict[str, bytes]:
    """What becomes of the same files on this machine."""
    for name, data in files().items():
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "in" / name).write_bytes(data)
    run(str(tmp_path / "in"), str(tmp_path / "local"))
    found = tree(tmp_path / "local")
    found["quarantine.jsonl"] = found["quarantine.jsonl"].replace(str(tmp_path).encode(), b"memory://harbour")
    return found


def test_from_one_address_to_another(bucket: UPath, expected: dict[str, bytes], tmp_path: Path) -> None:
    report = run("memory://harbour/in", "memory://harbour/out")
    assert tree(bucket / "out") == expected
    assert (report.documents, report.quarantined, report.skipped) == (7, 1, 1)
    again = run("memory://harbour/in", "memory://harbour/out/")
    assert (again.earlier, again.bytes_now) == (7, 0)
    assert not [path for path in (tmp_path / "cache").rglob("*") if "partial" in path.name or "new" in path.name]


def test_between_an_address_and_this_machine(bucket: UPath, expected: dict[str, bytes], tmp_path: Path) -> None:
    run("memory://harbour/in", str(tmp_path / "out"))
    assert tree(tmp_path / "out") == expected
    run(str(tmp_path / "in"), "memory://harbour/out")
    there = tree(bucket / "out")
    there["quarantine.jsonl"] = there["quarantine.jsonl"].replace(str(tmp_path).encode(), b"memory://harbour")
    assert there == expected


def test_a_file_that_changes_is_done_again_and_one_that_goes_missing_too(bucket: UPath) -> None:
    run("memory://harbour/in", "memory://harbour/out")
    (bucket / "in" / "a.txt").write_bytes(b"Noon.")
    (bucket / "out" / "c.csv").unlink()
    report = run("memory://harbour/in", "memory://harbour/out")
    assert report.earlier == 5
    assert (bucket / "out" / "a.txt").read_bytes() == b"Noon."
    assert (bucket / "out" / "c.csv").exists()


def test_a_run_that_is_broken_off_goes_on(bucket: UPath, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = jsonl(*[f"{number} {ARTICLE}" for number in range(60)])
    (bucket / "in" / "z.jsonl").write_bytes(lines)
    monkeypatch.setattr(feed, "BATCH_BYTES", 1000)
    monkeypatch.setattr(feed, "CHECKPOINT_BYTES", 4000)
    run("memory://harbour/in", "memory://harbour/fresh")
    kept = 0
    note = sinks.FileSink._write_records

    def breaking(self: sinks.FileSink, *batch: object) -> None:
        nonlocal kept
        kept += 1
        if kept == 15:
            raise KeyboardInterrupt
        note(self, *batch)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(sinks.FileSink, "_write_records", breaking)
        with pytest.raises(KeyboardInterrupt):
            run("memory://harbour/in", "memory://harbour/out")
    assert not (bucket / "out" / "z.jsonl").exists()
    report = run("memory://harbour/in", "memory://harbour/out")
    assert report.bytes_now < len(lines)
    assert tree(bucket / "out") == tree(bucket / "fresh")
    assert tree(bucket / "out")["z.jsonl"].count(CLEAN.splitlines()[0].encode()) == 60


def test_one_file_to_one_file(bucket: UPath) -> None:
    run("memory://harbour/in/f.warc", "memory://harbour/all.parquet")
    with (bucket / "all.parquet").open("rb") as file:
        assert pq.read_table(file)["text"].to_pylist() == [CLEAN]
    run("memory://harbour/in/a.txt", "memory://harbour/all.txt")
    assert (bucket / "all.txt").read_bytes() == CLEAN.encode()


def test_an_address_of_this_machine_is_a_path(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE)
    with pytest.raises(BatchError, match="is an input"):
        run(tmp_path / "a.txt", f"file://{tmp_path}/a.txt")
    with pytest.raises(BatchError, match="may not be or contain the input"):
        run(f"file://{tmp_path}", tmp_path)
    assert (tmp_path / "a.txt").read_text() == ARTICLE
    run(f"file://{tmp_path}/a.txt", f"FILE://{tmp_path}/out/")
    assert (tmp_path / "out" / "a.txt").read_text() == CLEAN


@pytest.mark.parametrize(
    ("paths", "out", "message"),
    [
        ("memory://harbour/nothing", "out", "memory://harbour/nothing: no such file or folder"),
        ("memory://harbour/in", "memory://harbour/in", "may not be or contain the input memory://harbour/in"),
        ("memory://harbour/in", "memory://harbour", "may not be or contain the input memory://harbour/in"),
        ("memory://harbour/in/a.txt", "memory://harbour/in/a.txt", "is an input"),
        ("nosuch://harbour/in", "out", "nosuch://harbour/in: Unsupported filesystem"),
        ("HTTPS://example.org/a.jsonl", "out", "cleantext does not fetch"),
    ],
)
def test_what_may_go_wrong_is_refused(bucket: UPath, paths: str, out: str, message: str) -> None:
    before = tree(bucket)
    with pytest.raises(BatchError, match=message):
        run(paths, out)
    assert tree(bucket) == before
