"""Corpora for the tests of the batch part, and how to look at what has become of them."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import orjson
import zstandard


def jsonl(*texts: object, **more: object) -> bytes:
    """JSON lines with these texts, an id before and `more` behind them."""
    return b"".join(orjson.dumps({"id": number, "text": text, **more}) + b"\n" for number, text in enumerate(texts))


def quarantine(out: Path) -> list[dict[str, Any]]:
    """The entries of the quarantine in OUT, none if there is none."""
    file = out / "quarantine.jsonl"
    return [orjson.loads(line) for line in file.read_bytes().splitlines()] if file.exists() else []


def unpacked(file: Path) -> bytes:
    """What is in a file, decompressed if its name says so; of zstd only the first frame."""
    data = file.read_bytes()
    if file.suffix == ".gz":
        return gzip.decompress(data)
    return zstandard.ZstdDecompressor().decompressobj().decompress(data) if file.suffix == ".zst" else data


def names(folder: Path) -> list[str]:
    """What the files in a folder are called, without the hidden ones."""
    return sorted(file.name for file in folder.iterdir() if not file.name.startswith("."))


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder, the journal among them, with their bytes."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def archived(kind: str, block: bytes, length: int | None = None, **headers: str) -> bytes:
    """A record of WARC."""
    said = {
        "WARC-Type": kind,
        "WARC-Target-URI": "https://example.org/bridge",
        "WARC-Date": "2026-05-04T12:00:00Z",
        "WARC-Record-ID": "<urn:uuid:0198b6a4-0000-7000-8000-000000000001>",
        **headers,
        "Content-Length": str(len(block) if length is None else length),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return b"WARC/1.0\r\n" + head.encode() + b"\r\n" + block + b"\r\n\r\n"


def response(body: bytes, kind: str, status: str = "200 OK", **headers: str) -> bytes:
    """A record of WARC with what a server said."""
    said = {"Content-Type": kind, **headers} if kind else headers
    head = f"HTTP/1.1 {status}\r\n" + "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return archived("response", head.encode() + b"\r\n" + body)


def page_of(page: str) -> bytes:
    """A record of WARC with a page."""
    return response(page.encode(), "text/html; charset=utf-8")


def text_of(text: str) -> bytes:
    """A record of WARC with an extracted text."""
    return archived("conversion", text.encode(), **{"Content-Type": "text/plain"})


def archive(*records: bytes) -> bytes:
    """A WARC file with these records, after the one that says what made it."""
    return archived("warcinfo", b"software: harbour crawler\r\n") + b"".join(records)
