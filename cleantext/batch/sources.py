"""Reads a file of records a piece at a time, whatever its format, compression and encoding."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

import zstandard

from cleantext.batch.formats import Compression
from cleantext.errors import CleantextError
from cleantext.readers.encoding import find_encoding, is_utf8

_READ: Final = 1 << 18
_SAMPLE: Final = 1 << 16
# Four bytes of zstd can stand for 128 KiB; small bites keep a malicious file from filling the memory at once.
_ZSTD_BITE: Final = 1 << 9
#: Most bytes of a document, unless another number is asked for: twelve times the largest of the 2,838 pages that the
#: benchmarks are run on. A worker takes 28 times the size of a long text of news, so that this makes 2 GB.
MAX_BYTES: Final = 1 << 26
# What the quarantine shows of a longer one.
_EXCERPT: Final = 1000

# Rows are bounded as all records are, and need no bound of their own.
csv.field_size_limit((1 << 31) - 1)


class TooLongError(CleantextError):
    """A document has more bytes than are allowed."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(f"has more than {max_bytes:,} bytes; --max-bytes allows it more")


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
    """One record as it stands in the file, in UTF-8, with its line ending.

    Attributes:
        line: the number of its first line.
        raw: its bytes; only the first ones if it is too long.
        length: how many bytes it has.
        after: the number of the line after it.
    """

    line: int
    raw: bytes
    length: int
    after: int

    @property
    def is_whole(self) -> bool:
        """Whether `raw` is all of it."""
        return len(self.raw) == self.length


class RecordFile:
    """An open file of records; `at` says how many bytes of it have been read.

    UTF-8 is passed on as it is, so a damaged record is one damaged record. Other encodings become UTF-8 on the way,
    and what does not fit the encoding becomes bytes that are not UTF-8, so that it too fails in its own record. Of a
    record of more than `max_bytes`, only the beginning is held.
    """

    def __init__(self, file: BinaryIO, compression: Compression, encoding: str | None, max_bytes: int) -> None:
        self._file = file
        self._compression = compression
        self._encoding = encoding
        self._max_bytes = max_bytes
        self.at = 0

    def records(self, *, rows: bool, start: Position = START) -> Iterator[Record]:
        """The records from `start` on: rows of CSV, which may go over several lines, or else lines.

        Raises:
            BrokenStreamError: the file is damaged here; every record before has been given.
            EncodingError: the file is text in no known encoding.
        """
        ends_record = RowEnds() if rows else _ends_line
        growing = _Growing(start.line, self._max_bytes)
        try:
            for part in _parts_of_lines(self._text(), start.offset):
                growing.add(part)
                if ends_record(part):
                    yield growing.take()
        except BrokenStreamError as error:
            raise BrokenStreamError(error.cause, growing.take().raw) from error
        if growing.length:
            yield growing.take()

    def _text(self) -> Iterator[bytes]:
        pieces, sample = _with_sample(_decompressed(self._pieces(), self._compression))
        codec = _find_line_encoding(sample, self._encoding)
        if codec == "utf-8-sig":
            return _without_mark(pieces)
        return pieces if codec == "utf-8" else _transcoded(pieces, codec)

    def _pieces(self) -> Iterator[bytes]:
        for piece in _pieces_of(self._file):
            self.at += len(piece)
            yield piece


class _Growing:
    """A record while it is read, part by part."""

    def __init__(self, line: int, max_bytes: int) -> None:
        self.length = 0
        self._line = line
        self._after = line
        self._max_bytes = max_bytes
        self._raw = bytearray()

    def add(self, part: bytes) -> None:
        """Adds a part of a line, or a whole one."""
        was_whole = self.length <= self._max_bytes
        self.length += len(part)
        self._after += part.endswith(b"\n")
        if self.length <= self._max_bytes:
            self._raw += part
        elif was_whole:
            self._raw = (self._raw + part)[: min(_EXCERPT, self._max_bytes)]

    def take(self) -> Record:
        """The record up to here; the next one begins after it."""
        record = Record(self._line, bytes(self._raw), self.length, max(self._after, self._line + 1))
        self.length, self._line, self._after = 0, record.after, record.after
        self._raw.clear()
        return record


class RowEnds:
    """Tells where rows of CSV end, as the standard library's reader does, which would hold a row to the end of it."""

    def __init__(self) -> None:
        self._state = "field"

    def __call__(self, part: bytes) -> bool:
        """Whether the row ends with this part of a line; parts come in order."""
        at = 0
        while step := _STEPS[self._state].match(part, at):
            self._state, at = step.lastgroup or self._state, step.end()
        ends = _ends_line(part) and self._state != "quoted"
        if ends:
            self._state = "field"
        return ends


#: For each place in a row, what comes next; the name of the group says at which place one is after it.
_STEPS: Final = {
    "field": re.compile(rb'(?P<quoted>")|(?P<unquoted>(?=[^"]))'),
    "unquoted": re.compile(rb"[^,\r\n]*+(?:(?P<field>,)|(?P<line>[\r\n]))"),
    "quoted": re.compile(rb'[^"]*+(?P<quote>")'),
    "quote": re.compile(rb'(?P<quoted>")|(?P<field>,)|(?P<line>[^",])'),
    # What comes here no reader understands, if anything comes: the row ends with its line.
    "line": re.compile(rb"(?!)"),
}


def _ends_line(part: bytes) -> bool:
    return part.endswith(b"\n")


def read_whole(path: Path, compression: Compression, max_bytes: int) -> bytes:
    """What a file holds, decompressed.

    Raises:
        OSError: it cannot be read.
        BrokenStreamError: it is damaged.
        TooLongError: it holds more than `max_bytes`.
    """
    held: list[bytes] = []
    length = 0
    with path.open("rb", buffering=0) as file:
        for piece in _decompressed(_pieces_of(file), compression):
            length += len(piece)
            if length > max_bytes:
                raise TooLongError(max_bytes)
            held.append(piece)
    return b"".join(held)


def read_standard_input(max_bytes: int) -> Record:
    """Standard input as one document."""
    document = _Growing(1, max_bytes)
    for piece in _pieces_of(sys.stdin.buffer):
        document.add(piece)
    return document.take()


@contextmanager
def open_records(
    path: Path | None, compression: Compression, encoding: str | None, max_bytes: int
) -> Iterator[RecordFile]:
    """Opens a file of records, or standard input if there is no path. Raises OSError if it cannot be opened."""
    if path is None:
        yield RecordFile(sys.stdin.buffer, compression, encoding, max_bytes)
        return
    with path.open("rb", buffering=0) as file:
        yield RecordFile(file, compression, encoding, max_bytes)


def _pieces_of(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(_READ):
        yield piece


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


def _parts_of_lines(pieces: Iterator[bytes], skip: int) -> Iterator[bytes]:
    """Lines with their endings, from byte `skip` on; a line may come in several parts.

    The bytes before are read and dropped, not jumped over: how much of a damaged file can be saved depends on how it
    is read, and a resumed run must save what an uninterrupted one does.
    """
    for piece in pieces:
        dropped = min(skip, len(piece))
        skip -= dropped
        *lines, rest = piece[dropped:].split(b"\n")
        yield from (line + b"\n" for line in lines)
        if rest:
            yield rest
