"""A document comes out the same from every format of files as from `cleantext.clean`.

Changes to the code tried by hand, and what failed for each:

- rows of CSV end with the line inside of quotation marks: CSV
- Parquet puts the text of a row into the row before: Parquet
- the last element of a JSON list is lost: JSON lists
- a page of an archive is told by its looks: WARC
- only the first field of a record is cleaned: two fields
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext import clean_files
from cleantext.corpus import feed, pool, run
from tests.corpus.corpora import archive, archived, page_of, text_of
from tests.properties.pages import pages
from tests.properties.strategies import composed, texts

Texts = list[str]
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def is_text(text: str) -> bool:
    """Whether files can hold it, which have no bytes for halves of surrogate pairs."""
    return text.isascii() or max(text) < "\ud800" or not any("\ud800" <= sign < "\ue000" for sign in text)


def lines(found: Texts) -> bytes:
    return b"".join(orjson.dumps({"text": text}) + b"\n" for text in found)


def rows(found: Texts, delimiter: str) -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows([["n", "text"], *([n, text] for n, text in enumerate(found))])
    return file.getvalue().encode()


def column(found: Texts, kind: pa.DataType) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table({"text": pa.array(found, kind), "n": range(len(found))}), file, row_group_size=3)
    return file.getvalue()


def of_lines(data: bytes) -> Texts:
    return [orjson.loads(line)["text"] for line in data.splitlines()]


def of_column(data: bytes) -> Texts:
    return pq.read_table(io.BytesIO(data))["text"].to_pylist()


def of_rows(data: bytes, delimiter: str) -> Texts:
    found = csv.reader(io.StringIO(data.decode(), newline="\n"), delimiter=delimiter, strict=True)
    return [row[1] for row in found if row][1:]


#: By the name of a file: how texts are written to it, and how they are read of what becomes of it.
FORMATS: dict[str, tuple[Callable[[Texts], bytes], Callable[[bytes], Texts]]] = {
    "a.jsonl": (lines, of_lines),
    "a.jsonl.gz": (lambda found: gzip.compress(lines(found)), lambda data: of_lines(gzip.decompress(data))),
    "a.ndjson.zst": (
        lambda found: zstandard.compress(lines(found)),
        lambda data: of_lines(zstandard.ZstdDecompressor().decompressobj().decompress(data)),
    ),
    "a.json": (
        lambda found: orjson.dumps([{"text": text} for text in found], option=orjson.OPT_INDENT_2),
        lambda data: [each["text"] for each in orjson.loads(data)],
    ),
    "a.csv": (lambda found: rows(found, ";"), lambda data: of_rows(data, ";")),
    "a.tsv": (lambda found: rows(found, "\t"), lambda data: of_rows(data, "\t")),
    "a.parquet": (
        lambda found: column(found, pa.string()),
        of_column,
    ),
    "b.parquet": (
        lambda found: column(found, pa.dictionary(pa.int32(), pa.large_string())),
        of_column,
    ),
}


#: What is no binary data, which an archive may not pass off as a page.
archivable = st.one_of(composed, pages).filter(lambda text: is_text(text) and not CONTROL.search(text))


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Works in this process, where a worker would take longer to start than all of it; in many small pieces."""
    monkeypatch.setattr(sys.modules[run.__name__], "_pool", lambda plan, cleaner, jobs: pool.InProcess(cleaner))
    monkeypatch.setattr(feed, "BATCH_BYTES", 500)
    monkeypatch.setattr(feed, "CHECKPOINT_BYTES", 1500)


@contextmanager
def cleaned(name: str, data: bytes, target: str = "", **options: object) -> Iterator[bytes]:
    """What becomes of a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        report = clean_files(path, Path(folder, f"clean-{target or name}"), **options)  # type: ignore[arg-type]
        assert report.quarantined == 0
        yield Path(folder, f"clean-{target or name}").read_bytes()


@pytest.mark.parametrize("name", FORMATS)
@given(found=st.lists(st.one_of(texts, composed, pages).filter(is_text), max_size=6))
def test_a_text_in_a_record_is_cleaned_as_it_is_alone(name: str, found: Texts) -> None:
    write, read = FORMATS[name]
    with cleaned(name, write(found)) as data:
        assert read(data) == [cleantext.clean(text) for text in found]


@given(found=st.lists(st.tuples(st.sampled_from(["html", "text"]), archivable), max_size=5))
def test_a_page_in_an_archive_is_cleaned_as_it_is_alone(found: list[tuple[str, str]]) -> None:
    records = [page_of(text) if kind == "html" else text_of(text) for kind, text in found]
    data = archive(*[part for record in records for part in (record, archived("request", b""))])
    wanted = [cleantext.clean(text.encode(), kind=kind) for kind, text in found]  # type: ignore[arg-type]
    for target, read in (("a.jsonl", of_lines), ("a.parquet", FORMATS["a.parquet"][1])):
        with cleaned("a.warc", data, target) as clean:
            assert read(clean) == wanted


@given(texts.filter(is_text), composed.filter(is_text))
def test_two_fields_are_cleaned_each_as_it_is_alone(one: str, other: str) -> None:
    line = orjson.dumps({"a": one, "b": {"c": other}})
    with cleaned("a.jsonl", line, field=["a", "b.c"]) as data:
        assert orjson.loads(data) == {"a": cleantext.clean(one), "b": {"c": cleantext.clean(other)}}


@given(st.one_of(texts, composed, pages).filter(is_text))
def test_a_file_is_cleaned_as_its_bytes_are(text: str) -> None:
    if text.count("\0") <= 0.1 * len(text):
        with cleaned("a.txt", text.encode()) as data:
            assert data.decode() == cleantext.clean(text.encode())
