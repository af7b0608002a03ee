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
