"""Writes the same texts as a corpus in each format that the batch command reads."""

import csv
import gzip
import json
from collections.abc import Callable, Iterable
from itertools import chain, islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

Texts = Iterable[str | None]
#: Rows of a row group.
GROUP = 2000


def write_lines(path: Path, texts: Texts) -> None:
    """Writes JSON lines, compressed if the name says so."""
    with (gzip.open if path.suffix == ".gz" else open)(path, "wt", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            file.write(json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n")


def write_list(path: Path, texts: Texts) -> None:
    """Writes a JSON list."""
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            before = ",\n" if number else "[\n"
            file.write(before + json.dumps({"id": number, "text": text}, ensure_ascii=False))
        file.write("\n]\n")


def write_rows(path: Path, texts: Texts) -> None:
    """Writes CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "text"])
        rows.writerows([number, text] for number, text in enumerate(texts))


def write_parquet(path: Path, texts: Texts) -> None:
    """Writes Parquet in row groups of a fixed number of rows."""
    schema = pa.schema([("id", pa.int64()), ("text", pa.string())])
    numbered = enumerate(texts)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while rows := [{"id": number, "text": text} for number, text in islice(numbered, GROUP)]:
            writer.write_table(pa.Table.from_pylist(rows, schema))


def write_archive(path: Path, texts: Texts) -> None:
    """Writes WARC with a page for each text."""
    write_pages(path, map(page_of, texts))


def write_pages(path: Path, pages: Iterable[str]) -> None:
    """Writes WARC with pages."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    write_records(path, (warc_record("response", head + page.encode(), at) for at, page in enumerate(pages)))


def write_extracts(path: Path, texts: Texts) -> None:
    """Writes WET, texts that were extracted from pages."""
    write_records(path, (warc_record("conversion", (text or "").encode(), at) for at, text in enumerate(texts)))


def write_records(path: Path, records: Iterable[bytes]) -> None:
    """Writes an archive, a member of gzip for each record if the name says so: an information, and these records."""
    pack: Callable[[bytes], bytes] = (lambda data: gzip.compress(data, 1, mtime=0)) if path.suffix == ".gz" else bytes
    with path.open("wb") as file:
        for record in chain([warc_record("warcinfo", b"software: benchmark\r\n")], records):
            file.write(pack(record))


def page_of(text: str | None) -> str:
    """Returns a page with a paragraph for each line of a text."""
    lines = "".join(f"<p>{line}</p>\n" for line in (text or "").splitlines() if line.strip())
    return f"<html><body>{lines}</body></html>"


def warc_record(kind: str, block: bytes, number: int = 0, length: int | None = None) -> bytes:
    """Returns one record of WARC; `length` is what it says of its length, if that is to be wrong."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/{number}\r\n"
        f"WARC-Date: 2026-11-28T12:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


#: By the name of a file, what writes it.
CORPORA: dict[str, Callable[[Path, Texts], None]] = {
    "corpus.jsonl": write_lines,
    "corpus.jsonl.gz": write_lines,
    "corpus.json": write_list,
    "corpus.csv": write_rows,
    "corpus.parquet": write_parquet,
    "corpus.warc": write_archive,
    "corpus.warc.gz": write_archive,
    "corpus.wet": write_extracts,
}
