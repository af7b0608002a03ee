"""WARC and WET: archived pages and extracted texts become JSON lines, or Parquet, with address, date and title."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import orjson

from cleantext.cleaned import Cleaned
from cleantext.corpus.formats.documents import check_page
from cleantext.corpus.formats.jsonl import dumped
from cleantext.corpus.formats.parquet import lines_to_parquet
from cleantext.corpus.records import (
    BARE,
    STATS,
    BrokenFileError,
    InputOptions,
    Layout,
    Place,
    Position,
    Record,
    RecordError,
    Records,
    TooLongError,
    some_of,
    stats_of,
)
from cleantext.corpus.streams import PieceReader, Stream, open_stream
from cleantext.readers.encoding import EncodingError, decode

#: The members of an output record: address, time of the crawl, title of the page, text and language.
MEMBERS: Final = ("url", "date", "title", "text", "language")
_PAGES: Final = ("text/html", "application/xhtml+xml")
#: HTTP content encodings that are decoded. warcio has brotli, too, but fails with its newer releases.
_ENCODINGS: Final = ("", "identity", "gzip", "deflate")
#: Maximum bytes of a line of a header, and of a header.
_MAX_LINE_BYTES: Final = 1 << 16
_MAX_HEADER_BYTES: Final = 1 << 20
#: Bytes of a record that is too long or damaged which the quarantine shows.
_EXCERPT_BYTES: Final = 1000


@contextmanager
def open_warc(path: Place | None, compression: str, options: InputOptions, target: str) -> Iterator[Records]:
    """Opens WARC or WET."""
    with open_stream(path, compression) as stream:
        yield WarcRecords(stream, options, target)


class WarcRecords:
    """An open archive; documents are only its responses with a page (status 2xx), and texts extracted from pages.

    Raises:
        RecordError: `keep` names a member that there is not.
    """

    def __init__(self, stream: Stream, options: InputOptions, target: str) -> None:
        for name in options.keep or ():
            if name not in MEMBERS:
                raise RecordError(f"no member {name!r}; there is {some_of(MEMBERS)}")
        members = MEMBERS if options.keep is None else tuple(dict.fromkeys((*options.keep, "text")))
        parquet = target.endswith(".parquet")
        self.record_format = Archived(options, members, as_json=options.to == "json" and not parquet)
        columns = (*members, *(STATS if options.stats else ()))
        self.layout = Layout(assemble=partial(lines_to_parquet, columns)) if parquet else BARE
        self._stream = stream
        self._max_bytes = options.max_bytes

    @property
    def at(self) -> int:
        """Bytes of the file that have been read."""
        return self._stream.at

    def records(self, start: Position) -> Iterator[Record]:
        """The records from a position on; those that hold no document are empty."""
        file = _Lines(PieceReader(self._stream.pieces()))
        number = 0
        while first := _first_line(file):
            number += 1
            file.left = _MAX_HEADER_BYTES
            head, block, is_whole = self._read(file, first, number)
            if number > start.offset:
                kind: Any = {"response": "html", "conversion": "text"}.get(head.get_header("WARC-Type"))
                is_document = kind == "text" or (kind == "html" and _is_page(block))
                raw = head.to_bytes() + block if is_document else b""
                yield Record(number, raw, Position(number, number + 1), is_whole or not is_document, kind)

    def _read(self, file: _Lines, first: bytes, number: int) -> tuple[Any, bytes, bool]:
        """The header of a record, its block or the beginning of that, and whether the block is whole."""
        from warcio.recordloader import ArcWarcRecordLoader
        from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

        try:
            parser = StatusAndHeadersParser(ArcWarcRecordLoader.WARC_TYPES)
            head = parser.parse(file, first.decode("utf-8", "replace").rstrip())
            length = int(head.get_header("Content-Length"))
        except (EOFError, TypeError, ValueError, StatusAndHeadersParserException):
            raise BrokenFileError(f"record {number} has no header of WARC with a length", first) from None
        block = file.read(min(max(length, 0), self._max_bytes + 1))
        rest = length - len(block)
        while rest > 0 and (skipped := file.read(min(rest, _MAX_LINE_BYTES))):
            rest -= len(skipped)
        is_whole = len(block) <= self._max_bytes
        tail = head.to_bytes() + block[:_EXCERPT_BYTES]
        if rest > 0:
            raise BrokenFileError(f"the file ends inside of record {number}, or its length is wrong", tail)
        if length < 0 or file.readline().strip():
            raise BrokenFileError(f"the length of record {number} is wrong", tail)
        return head, block if is_whole else block[:_EXCERPT_BYTES], is_whole


@dataclass(frozen=True, slots=True)
class Archived:
    """An HTTP response with a page, or a text extracted from one; the output is a line of JSON with `members`."""

    options: InputOptions
    members: tuple[str, ...]
    as_json: bool

    def texts(self, raw: bytes) -> Sequence[str]:
        """The page or text; raises RecordError and TooLongError."""
        record = _parsed(raw)
        if record.rec_type == "conversion":
            return [decode(record.raw_stream.read(), self.options.encoding)]
        if record.http_headers is None:
            raise RecordError("has no HTTP header")
        data, kind = self._unpacked(record), record.http_headers.get_header("Content-Type") or ""
        charset = kind.partition("charset=")[2].partition(";")[0].strip(" \"'") or self.options.encoding
        try:
            page = decode(data, charset)
        except EncodingError:
            # Servers name encodings that do not exist.
            page = decode(data, self.options.encoding)
        check_page(page)
        return [page]

    def site(self, raw: bytes) -> str | None:
        """The address that the crawler requested."""
        address = _parsed(raw).rec_headers.get_header("WARC-Target-URI")
        return None if address is None else str(address)

    def _unpacked(self, record: Any) -> bytes:
        """The body of a response, with its HTTP encodings decoded."""
        held, size = [], 0
        encoding = record.http_headers.get_header("Content-Encoding") or ""
        if encoding.strip().lower() not in _ENCODINGS:
            raise RecordError(f"its content is {encoding}, which cannot be read")
        try:
            content = record.content_stream()
            while piece := content.read(_MAX_LINE_BYTES):
                size += len(piece)
                if size > self.options.max_bytes:
                    raise TooLongError(self.options.max_bytes)
                held.append(piece)
        except TooLongError:
            raise
        except Exception as error:  # The decoders may raise anything.
            raise RecordError(f"its content is not {encoding or 'chunked'}, as it says: {error}") from None
        return b"".join(held)

    def replaced(self, raw: bytes, texts: Sequence[str | None], cleaned: Sequence[Cleaned | None]) -> bytes:
        """A line of JSON."""
        from cleantext.readers.metadata import read_metadata  # Imported late: only archives of pages need it.

        record, [page], [one] = _parsed(raw), texts, cleaned
        assert one is not None
        assert page is not None
        said = read_metadata(page) if record.rec_type == "response" else None
        head = record.rec_headers.get_header
        values = {
            "url": head("WARC-Target-URI"),
            "date": head("WARC-Date"),
            "title": said and said.title,
            "language": head("WARC-Identified-Content-Language") or (said and said.language),
        }
        members = {name: b"null" if value is None else dumped(value) for name, value in values.items()}
        members["text"] = one.text.encode() if self.as_json else dumped(one.text)
        chosen = {name: members[name] for name in self.members}
        if self.options.stats:
            chosen |= zip(STATS, map(orjson.dumps, stats_of(cleaned)), strict=True)
        return b"{" + b",".join(b'"%s":%s' % (name.encode(), value) for name, value in chosen.items()) + b"}\n"


class _Lines(io.BufferedReader):
    """A buffered file that limits the length of lines and headers; `left` is how many bytes a header may still have."""

    left = _MAX_HEADER_BYTES

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(_MAX_LINE_BYTES)
        self.left -= len(line)
        if self.left < 0:
            raise ValueError("a header without an end")
        return line


def _first_line(file: _Lines) -> bytes:
    """The next line that is not blank; empty at the end."""
    while (line := file.readline()) and not line.strip():
        file.left = _MAX_HEADER_BYTES
    return line


def _parsed(raw: bytes) -> Any:
    """A record as parsed by warcio. Raises RecordError."""
    from warcio.recordloader import ArcWarcRecordLoader

    try:
        return ArcWarcRecordLoader().parse_record_stream(io.BytesIO(raw), known_format="warc")
    except Exception as error:  # Malformed input may raise anything.
        raise RecordError(f"no HTTP header: {error}") from None


def _is_page(block: bytes) -> bool:
    """Whether a response is a page with status 2xx; one without a readable header may be."""
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

    try:
        head = StatusAndHeadersParser(ArcWarcRecordLoader.HTTP_TYPES).parse(io.BytesIO(block[:_MAX_LINE_BYTES]))
    except (EOFError, StatusAndHeadersParserException):
        return True
    kind = (head.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return kind in _PAGES and str(head.get_statuscode()).startswith("2")
