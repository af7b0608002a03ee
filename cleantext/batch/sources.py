"""Reads a file of records a piece at a time, whatever its format, compression and encoding."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import zstandard

from cleantext.batch.formats import Compression
from cleantext.readers.encoding import find_encoding, is_utf8

_READ: Final = 1 << 18
_SAMPLE: Final = 1 << 16
# A frame of zstd can grow ten thousandfold; small bites keep a malicious one from filling the memory at once.
_ZSTD_BITE: Final = 1 << 13
# An unclosed quote makes the rest of a CSV file one cell. This ends it; no article is so long (C's long is the bound).
_LONGEST_CELL: Final = 1 << 26

csv.field_size_limit(_LONGEST_CELL)


class BrokenStreamError(Exception):
    """A file ends early or is damaged; `tail` is what came of a last record."""

    def __init__(self, cause: str, tail: bytes = b"") -> None:
        super().__init__(cause)
        self.cause = cause
        self.tail = tail


@dataclass(frozen=True, slots=True)
class Position:
    """A place between two records: bytes of UTF-8 before it, and the number of the line that follows."""

    offset: int
    line: int


START: Final = Position(0, 1)


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it stands in the file, in UTF-8, with its line ending; `line` is the number of its first line."""

    line: int
    raw: bytes

    @property
    def after(self) -> int:
        """The number of the line behind it."""
        return self.line + max(self.raw.count(b"\n"), 1)


class RecordFile:
    """An open file of records; `at` says how many bytes of it have been read.

    UTF-8 is passed on as it is, so a damaged record is one damaged record. Other encodings become UTF-8 on the way,
    and what does not fit the encoding becomes bytes that are not UTF-8, so that it too fails in its own record.
    """

    def __init__(self, file: BinaryIO, compression: Compression, encoding: str | None) -> None:
        self._file = file
        self._compression = compression
        self._encoding = encoding
        self.at = 0

    def records(self, *, rows: bool, start: Position = START) -> Iterator[Record]:
        """The records from `start` on: rows of CSV, which may go over several lines, or else lines.

        Raises:
            BrokenStreamError: the file is damaged here; every record before has been given.
            EncodingError: the file is text in no known encoding.
        """
        line = start.line
        lines = _lines(self._text(), start.offset)
        for raw in _rows(lines) if rows else lines:
            record = Record(line, raw)
            line = record.after
            yield record

    def _text(self) -> Iterator[bytes]:
        pieces, sample = _with_sample(_decompressed(self._pieces(), self._compression))
        codec = _find_line_encoding(sample, self._encoding)
        if codec == "utf-8-sig":
            return _without_mark(pieces)
        return pieces if codec == "utf-8" else _transcoded(pieces, codec)

    def _pieces(self) -> Iterator[bytes]:
        while piece := self._file.read(_READ):
            self.at += len(piece)
            yield piece


def read_whole(path: Path, compression: Compression) -> bytes:
    """What a file holds, decompressed. Raises OSError if it cannot be read, BrokenStreamError if it is damaged."""
    return b"".join(_decompressed(iter([path.read_bytes()]), compression))


@contextmanager
def open_records(path: Path | None, compression: Compression, encoding: str | None) -> Iterator[RecordFile]:
    """Opens a file of records, or standard input if there is no path. Raises OSError if it cannot be opened."""
    if path is None:
        yield RecordFile(sys.stdin.buffer, compression, encoding)
        return
    with path.open("rb", buffering=0) as file:
        yield RecordFile(file, compression, encoding)


def _with_sample(pieces: Iterator[bytes]) -> tuple[Iterator[bytes], bytes]:
    head: list[bytes] = []
    broken: BrokenStreamError | None = None
    try:
        while sum(map(len, head)) < _SAMPLE and (piece := next(pieces, b"")):
            head.append(piece)
    except BrokenStreamError as error:
        broken = error

    def all_pieces() -> Iterator[bytes]:
        yield from head
        if broken is not None:
            raise broken
        yield from pieces

    return all_pieces(), b"".join(head)


def _find_line_encoding(sample: bytes, encoding: str | None) -> str:
    """The encoding of a file of lines, judged by its beginning.

    A minority of lines that are not UTF-8 are damaged records, and no sign of another encoding that nobody named.
    """
    whole_lines = sample[: sample.rfind(b"\n") + 1] or sample
    codec = find_encoding(whole_lines, encoding)
    if codec.startswith("utf"):
        return codec
    if encoding is not None:
        return encoding
    lines = whole_lines.splitlines()
    return "utf-8" if 2 * sum(not is_utf8(line) for line in lines) < len(lines) else codec


def _without_mark(pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield next(pieces, b"").removeprefix(codecs.BOM_UTF8)
    yield from pieces


def _mark_undecodable(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return "\udcff", error.end


codecs.register_error("cleantext.mark-undecodable", _mark_undecodable)


def _transcoded(pieces: Iterator[bytes], codec: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(codec)("cleantext.mark-undecodable")
    for piece in pieces:
        yield decoder.decode(piece).encode("utf-8", "surrogatepass")
    yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")


def _decompressed(pieces: Iterator[bytes], compression: Compression) -> Iterator[bytes]:
    if compression == "gz":
        return _gunzipped(pieces)
    return _unzstd(pieces) if compression == "zst" else pieces


class _Pull(io.RawIOBase):
    """A readable file over pieces of bytes, which gzip wants to have."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self._rest:
            self._rest = next(self._pieces, b"")
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken


def _gunzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacked = gzip.GzipFile(fileobj=_Pull(pieces), mode="rb")
    try:
        while piece := unpacked.read1(_READ):
            yield piece
    except (EOFError, OSError, zlib.error) as error:
        raise BrokenStreamError(f"damaged gzip: {error}") from error


def _unzstd(pieces: Iterator[bytes]) -> Iterator[bytes]:
    frame = None
    try:
        for piece in pieces:
            for start in range(0, len(piece), _ZSTD_BITE):
                bite = piece[start : start + _ZSTD_BITE]
                while bite:
                    frame = frame or zstandard.ZstdDecompressor().decompressobj()
                    if unpacked := frame.decompress(bite):
                        yield unpacked
                    bite = frame.unused_data
                    frame = None if frame.eof else frame
    except zstandard.ZstdError as error:
        raise BrokenStreamError(f"damaged zstd: {error}") from error
    if frame is not None:
        raise BrokenStreamError("damaged zstd: the file ends inside a frame")


def _lines(pieces: Iterator[bytes], skip: int) -> Iterator[bytes]:
    """Lines with their endings, from byte `skip` on.

    The bytes before are read and dropped, not jumped over: how much of a damaged file can be saved depends on how it
    is read, and a resumed run must save what an uninterrupted one does.
    """
    rest: list[bytes] = []
    try:
        for piece in pieces:
            dropped = min(skip, len(piece))
            skip -= dropped
            lines = piece[dropped:].split(b"\n")
            if len(lines) > 1:
                yield b"".join([*rest, lines[0], b"\n"])
                yield from (line + b"\n" for line in lines[1:-1])
                rest = []
            if lines[-1]:
                rest.append(lines[-1])
    except BrokenStreamError as error:
        raise BrokenStreamError(error.cause, b"".join(rest)) from error
    if rest:
        yield b"".join(rest)


def _rows(lines: Iterator[bytes]) -> Iterator[bytes]:
    pulled: list[bytes] = []

    def as_text() -> Iterator[str]:
        for line in lines:
            pulled.append(line)
            yield line.decode("utf-8", "surrogateescape")

    reader = csv.reader(as_text(), strict=True)
    while True:
        try:
            next(reader)
        except StopIteration:
            return
        except csv.Error:
            # The row goes on as it is: who cleans it meets the same error, and can name the record.
            pass
        except BrokenStreamError as error:
            raise BrokenStreamError(error.cause, b"".join(pulled) + error.tail) from error
        yield b"".join(pulled)
        pulled.clear()
