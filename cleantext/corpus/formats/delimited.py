"""CSV, TSV and the like: a header, and rows whose cells are separated by a comma, a semicolon, a tab or a bar."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

import orjson

from cleantext.cleaned import Cleaned
from cleantext.corpus.formats.jsonl import check_utf8
from cleantext.corpus.records import (
    BARE,
    START,
    STATS,
    URL,
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
from cleantext.corpus.streams import Stream, cut_into_records, open_stream

#: The delimiters that are auto-detected, the usual one first.
DELIMITERS: Final = ",;\t|"

# Rows are limited by `max_bytes` as all records are; fields need no limit of their own.
csv.field_size_limit((1 << 31) - 1)


@contextmanager
def _open(
    path: Place | None, compression: str, options: InputOptions, target: str, *, delimiter: str | None
) -> Iterator[Records]:
    with open_stream(path, compression) as stream:
        yield Rows(stream, options, options.delimiter or delimiter)


#: Opens a file whose delimiter is auto-detected from the header.
open_rows = partial(_open, delimiter=None)
#: Opens a file with tabs between cells.
open_tabs = partial(_open, delimiter="\t")


class Rows:
    """An open file of rows; a `delimiter` of None is auto-detected from the header.

    Raises:
        CleantextError: the header is not CSV, lacks a column, or is too long.
        BrokenFileError: the file is damaged in it.
    """

    def __init__(self, stream: Stream, options: InputOptions, delimiter: str | None) -> None:
        self._stream = stream
        sample, pieces = stream.text(options.encoding)
        delimiter = delimiter or _find_delimiter(sample, options)
        self._rows = cut_into_records(pieces, RowEnds(delimiter), START, options.max_bytes)
        header = next(self._rows, None)
        if header is not None and not header.is_whole:
            raise TooLongError(options.max_bytes)
        self.record_format = Row(delimiter, 0, (), (), ())
        self.layout = BARE
        if header is not None:
            self.record_format, opening = read_header(header.raw, delimiter, options)
            self.layout = Layout(opening)

    @property
    def at(self) -> int:
        """Bytes of the file that have been read."""
        return self._stream.at

    def records(self, start: Position) -> Iterator[Record]:
        """The rows from a position on."""
        return (row for row in self._rows if row.after.offset > start.offset)


@dataclass(frozen=True, slots=True)
class Row:
    """How a row of cells holds its texts, and which cells the output has.

    Attributes:
        delimiter: what separates two cells.
        width: number of cells.
        sources: indices of the cells that hold text.
        output_fields: for each of them, the index of the cell for the clean text; cells are added to the row as needed.
        kept: indices of the cells that the output has, in order.
        stats: indices of the cells for `STATS`; empty if these are not asked for.
        where: index of the cell with the address or the site; None if there is none.
    """

    delimiter: str
    width: int
    sources: tuple[int, ...]
    output_fields: tuple[int, ...]
    kept: tuple[int, ...]
    stats: tuple[int, ...] = ()
    where: int | None = None

    def site(self, raw: bytes) -> str | None:
        """The cell with the address or the site."""
        return None if self.where is None else read_row(raw, self.delimiter)[self.where]

    def texts(self, raw: bytes) -> Sequence[str]:
        """The cells with text, none for a blank line; raises RecordError."""
        if not raw.strip(b"\r\n"):
            return ()
        cells = read_row(raw, self.delimiter)
        if len(cells) != self.width:
            raise RecordError(f"the row has {len(cells)} cells, the header {self.width}")
        return [cells[source] for source in self.sources]

    def replaced(self, raw: bytes, texts: Sequence[str | None], cleaned: Sequence[Cleaned | None]) -> bytes:
        """The row with the clean texts; a row in which nothing changes stays byte for byte as it is."""
        left = [one.text for one in cleaned if one is not None]
        if left == texts and self.output_fields == self.sources and self.kept == tuple(range(self.width)):
            return raw
        cells = dict(enumerate(read_row(raw, self.delimiter))) | dict(zip(self.output_fields, left, strict=True))
        if self.stats:
            share, cuts = stats_of(cleaned)
            cells |= zip(self.stats, (str(share), orjson.dumps(cuts).decode()), strict=True)
        return write_row([cells[place] for place in self.kept], self.delimiter, like=raw)


def read_header(raw: bytes, delimiter: str, options: InputOptions) -> tuple[Row, bytes]:
    """The record format of the rows below this header, and the header of the output.

    Raises:
        RecordError: the header is not CSV, or has no column of a name that is asked for.
    """
    columns = read_row(raw, delimiter)
    is_asked_for = options.site not in (None, URL)
    for name in (*options.fields, *(options.keep or ()), *([options.site] if is_asked_for else ())):
        if name not in columns:
            advice = "; --delimiter says what stands between cells" if len(columns) == 1 else ""
            raise RecordError(f"no column {name!r}; there is {some_of(columns)}{advice}")
    added = dict.fromkeys((*options.output_fields, *(STATS if options.stats else ())))
    names = [*columns, *(name for name in added if name not in columns)]
    kept = names if options.keep is None else dict.fromkeys((*options.keep, *added))
    row = Row(
        delimiter,
        len(columns),
        tuple(map(names.index, options.fields)),
        tuple(map(names.index, options.output_fields)),
        tuple(range(len(names))) if options.keep is None else tuple(map(names.index, kept)),
        tuple(map(names.index, STATS)) if options.stats else (),
        columns.index(options.site) if options.site in columns else None,
    )
    unchanged = row.kept == tuple(range(len(columns)))
    return row, raw if unchanged else write_row(list(kept), delimiter, like=raw)


def read_row(raw: bytes, delimiter: str) -> list[str]:
    """The cells of one row. Raises RecordError if it is not UTF-8 or not one row of CSV."""
    check_utf8(raw)
    try:
        # Lines must end where `RowEnds` saw them end, which is at \n alone.
        rows = list(csv.reader(io.StringIO(raw.decode(), newline="\n"), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise RecordError(f"not CSV: {error}") from None
    return rows[0] if rows else []


def write_row(cells: list[str], delimiter: str, *, like: bytes) -> bytes:
    """The cells as a row of CSV, with the line ending of the row `like`."""
    ending = like[len(like.rstrip(b"\r\n")) :].decode()
    row = io.StringIO(newline="")
    csv.writer(row, delimiter=delimiter, lineterminator=ending).writerow(cells)
    return row.getvalue().encode()


def _find_delimiter(beginning: bytes, options: InputOptions) -> str:
    """The delimiter that gives a header with most of the columns that are asked for; a comma if none gives any."""

    def found(delimiter: str) -> int:
        try:
            header = next(csv.reader(io.StringIO(beginning.decode("utf-8", "replace")), delimiter=delimiter), [])
        except csv.Error:
            return 0
        return sum(field in header for field in options.fields)

    return max(DELIMITERS, key=found)


class RowEnds:
    """Finds where rows of CSV end, as the standard library's reader does, but without holding a row in memory."""

    def __init__(self, delimiter: str = ",") -> None:
        self._state = "field"
        self._steps = _steps(delimiter)

    def __call__(self, part: bytes) -> bool:
        """Whether the row ends with this part of a line; parts come in order."""
        at = 0
        while step := self._steps[self._state].match(part, at):
            self._state, at = step.lastgroup or self._state, step.end()
        ends = part.endswith(b"\n") and self._state != "quoted"
        if ends:
            self._state = "field"
        return ends


@cache
def _steps(delimiter: str) -> dict[str, re.Pattern[bytes]]:
    """The transitions of the state machine: a pattern for each state, whose matching group names the next state."""
    mark = re.escape(delimiter.encode())
    return {
        "field": re.compile(rb'(?P<quoted>")|(?P<unquoted>(?=[^"]))'),
        "unquoted": re.compile(rb"[^" + mark + rb"\r\n]*+(?:(?P<field>" + mark + rb")|(?P<line>[\r\n]))"),
        "quoted": re.compile(rb'[^"]*+(?P<quote>")'),
        "quote": re.compile(rb'(?P<quoted>")|(?P<field>' + mark + rb')|(?P<line>[^"' + mark + rb"])"),
        # What follows a closing quote or a bare \r is malformed in any case: the row ends with its line.
        "line": re.compile(rb"(?!)"),
    }
