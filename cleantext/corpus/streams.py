"""Reads files piece by piece, decompressed and as UTF-8, and divides them into records."""

from __future__ import annotations

import codecs
import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import Any, BinaryIO, Final

import zstandard

from cleantext.corpus.records import BrokenFileError, Place, Position, Record, TooLongError
from cleantext.readers.encoding import find_encoding, is_utf8

_READ_BYTES: Final = 1 << 18
_SAMPLE_BYTES: Final = 1 << 16
# Bytes of zstd that are decompressed at a time. Four can stand for 128 KiB, so more would let a malicious file fill the
# memory at once.
_ZSTD_READ_BYTES: Final = 1 << 9
#: The first bytes of compressed files.
_MARKS: Final = {b"\x1f\x8b": "gz", zstandard.FRAME_HEADER: "zst"}
# Bytes of a record that is too long which the quarantine shows.
_EXCERPT_BYTES: Final = 1000


class Stream:
    """An open file, read a piece at a time; `at` is the number of its bytes that have been read.

    A compression of None is auto-detected from the first bytes.
    """

    def __init__(self, file: BinaryIO, compression: str | None) -> None:
        self.at = 0
        self._file = file
        self._compression = compression

    def pieces(self) -> Iterator[bytes]:
        """Its content, decompressed. Raises BrokenFileError where it is damaged."""
        pieces = self._raw()
        if self._compression is None:
            first = next(pieces, b"")
            packed = next((name for mark, name in _MARKS.items() if first.startswith(mark)), "")
            return _decompressed(chain([first], pieces), packed)
        return _decompressed(pieces, self._compression)

    def text(self, encoding: str | None) -> tuple[bytes, Iterator[bytes]]:
        """Its content as UTF-8: a sample of the beginning, and the pieces of all of it.

        UTF-8 is passed on as it is, so a damaged record is one damaged record. Other encodings become UTF-8 on the way,
        and what does not fit the encoding becomes bytes that are not UTF-8, so that it too fails in its own record.

        Raises:
            EncodingError: it is text in no known encoding.
        """
        pieces, sample = _with_sample(self.pieces())
        codec = _find_line_encoding(sample, encoding)
        if codec == "utf-8-sig":
            return sample.removeprefix(codecs.BOM_UTF8), _without_mark(pieces)
        if codec == "utf-8":
            return sample, pieces
        beginning = codecs.getincrementaldecoder(codec)("replace").decode(sample)
        return beginning.encode("utf-8", "surrogatepass"), _transcoded(pieces, codec)

    def _raw(self) -> Iterator[bytes]:
        while piece := self._file.read(_READ_BYTES):
            self.at += len(piece)
            yield piece


@contextmanager
def open_stream(path: Place | None, compression: str) -> Iterator[Stream]:
    """Opens a file, or standard input if there is no path. Raises OSError if it cannot be opened."""
    if path is None:
        # Standard input has no name that could say how it is compressed.
        yield Stream(sys.stdin.buffer, None)
        return
    with path.open("rb") as file:
        yield Stream(file, compression)


def cut_into_records(
    pieces: Iterator[bytes], ends_record: Callable[[bytes], bool], start: Position, max_bytes: int
) -> Iterator[Record]:
    """The records of a file of lines from `start` on; `ends_record` says whether a record ends with a part of a line.

    A record of more than `max_bytes` is truncated.

    Raises:
        BrokenFileError: the file is damaged here; every record before has been given.
    """
    buffer = RecordBuffer(start, max_bytes)
    try:
        for part in _parts_of_lines(pieces, start.offset):
            buffer.add(part, part.endswith(b"\n"))
            if ends_record(part):
                yield buffer.take()
    except BrokenFileError as error:
        raise BrokenFileError(error.cause, buffer.take().raw) from error
    if buffer.length:
        yield buffer.take()


class RecordBuffer:
    """A record that is read part by part; no more than `max_bytes` of it are held."""

    def __init__(self, start: Position, max_bytes: int) -> None:
        self.length = 0
        self._offset = start.offset
        self._line = start.line
        self._lines = 0
        self._max_bytes = max_bytes
        self._raw = bytearray()

    def add(self, part: bytes, lines: int = 0) -> None:
        """Add a part, which ends so many lines."""
        was_whole = self.length <= self._max_bytes
        self.length += len(part)
        self._lines += lines
        if self.length <= self._max_bytes:
            self._raw += part
        elif was_whole:
            self._raw = (self._raw + part)[: min(_EXCERPT_BYTES, self._max_bytes)]

    def take(self) -> Record:
        """The record up to here; the next one begins after it."""
        line, raw = self._line, bytes(self._raw)
        self._offset += self.length
        self._line += max(self._lines, 1)
        record = Record(line, raw, Position(self._offset, self._line), len(raw) == self.length)
        self.length = self._lines = 0
        self._raw.clear()
        return record


def read_whole(path: Place, compression: str, max_bytes: int) -> bytes:
    """The content of a file, decompressed.

    Raises:
        OSError: it cannot be read.
        BrokenFileError: it is damaged.
        TooLongError: it holds more than `max_bytes`.
    """
    held: list[bytes] = []
    length = 0
    with open_stream(path, compression) as stream:
        for piece in stream.pieces():
            length += len(piece)
            if length > max_bytes:
                raise TooLongError(max_bytes)
            held.append(piece)
    return b"".join(held)


def read_standard_input(max_bytes: int) -> Record:
    """Standard input as one document."""
    document = RecordBuffer(Position(0, 1), max_bytes)
    with open_stream(None, "") as stream:
        for piece in stream.pieces():
            document.add(piece)
    return document.take()


def _with_sample(pieces: Iterator[bytes]) -> tuple[Iterator[bytes], bytes]:
    head: list[bytes] = []
    broken: BrokenFileError | None = None
    try:
        while sum(map(len, head)) < _SAMPLE_BYTES and (piece := next(pieces, b"")):
            head.append(piece)
    except BrokenFileError as error:
        broken = error

    def all_pieces() -> Iterator[bytes]:
        yield from head
        if broken is not None:
            raise broken
        yield from pieces

    return all_pieces(), b"".join(head)


def _find_line_encoding(sample: bytes, encoding: str | None) -> str:
    """The encoding of a file of lines, auto-detected from its beginning unless it is named.

    If only a minority of lines are not UTF-8, they count as damaged records, and not as a sign of another encoding.
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


def _decompressed(pieces: Iterator[bytes], compression: str) -> Iterator[bytes]:
    if compression == "gz":
        return _gunzipped(pieces)
    return _unzstd(pieces) if compression == "zst" else pieces


class PieceReader(io.RawIOBase):
    """Presents an iterator of bytes as a readable file, for libraries that need one."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""

    def readable(self) -> bool:
        """True."""
        return True

    def read(self, size: int = -1) -> bytes:
        """At most `size` of the next bytes; empty at the end."""
        if not self._rest:
            self._rest = next((piece for piece in self._pieces if piece), b"")
        size = len(self._rest) if size < 0 else size
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    def readinto(self, buffer: Any) -> int:
        """As `read`, into a buffer."""
        taken = self.read(len(buffer))
        buffer[: len(taken)] = taken
        return len(taken)


def _gunzipped(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacked = gzip.GzipFile(fileobj=PieceReader(pieces), mode="rb")
    try:
        while piece := unpacked.read1(_READ_BYTES):
            yield piece
    except (EOFError, OSError, zlib.error) as error:
        raise BrokenFileError(f"damaged gzip: {error}") from error


def _unzstd(pieces: Iterator[bytes]) -> Iterator[bytes]:
    frame = None
    try:
        for piece in pieces:
            for start in range(0, len(piece), _ZSTD_READ_BYTES):
                part = piece[start : start + _ZSTD_READ_BYTES]
                while part:
                    frame = frame or zstandard.ZstdDecompressor().decompressobj()
                    if unpacked := frame.decompress(part):
                        yield unpacked
                    part = frame.unused_data
                    frame = None if frame.eof else frame
    except zstandard.ZstdError as error:
        raise BrokenFileError(f"damaged zstd: {error}") from error
    if frame is not None:
        raise BrokenFileError("damaged zstd: the file ends inside a frame")


def _parts_of_lines(pieces: Iterator[bytes], skip: int) -> Iterator[bytes]:
    """Lines with their endings, from byte `skip` on; a line may come in several parts.

    The bytes before are read and dropped, not jumped over: how much of a damaged file can be saved depends on how it
    is read, and a resumed run must save what an uninterrupted one does.
    """
    for piece in without_first(pieces, skip):
        *lines, rest = piece.split(b"\n")
        yield from (line + b"\n" for line in lines)
        if rest:
            yield rest


def without_first(pieces: Iterator[bytes], skip: int) -> Iterator[bytes]:
    """Pieces without the first `skip` bytes."""
    for piece in pieces:
        dropped = min(skip, len(piece))
        skip -= dropped
        yield piece[dropped:]
