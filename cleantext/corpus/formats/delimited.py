"""CSV and its kin: a header, and rows whose cells are set apart by a comma, a semicolon, a tab or a bar."""

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
    Layout,
    Place,
    Position,
    Reading,
    Record,
    RecordError,
    Records,
    TooLongError,
    some_of,
    stats_of,
)
from cleantext.corpus.streams import Stream, cut_into_records, open_stream

#: What may stand between cells, the usual one first.
DELIMITERS: Final = ",;\t|"

# Rows are bounded as all records are, and need no bound of their own.
csv.field_size_limit((1 << 31) - 1)


@contextmanager
def _open(
    path: Place | None, compression: str, reading: Reading, target: str, *, delimiter: str | None
) -> Iterator[Records]:
    with open_stream(path, compression) as stream:
        yield Rows(stream, reading, reading.delimiter or delimiter)


#: Opens a file whose header tells what stands between cells.
open_rows = partial(_open, delimiter=None)
#: Opens a file with tabs between cells.
open_tabs = partial(_open, delimiter="\t")


class Rows:
    """An open file of rows; a `delimiter` of None is found in the header.

    Raises:
        CleantextError: the header is none, lacks a column, or is too long.
        BrokenFileError: the file is damaged in it.
    """

    def __init__(self, stream: Stream, reading: Reading, delimiter: str | None) -> None:
        self._stream = stream
        sample, pieces = stream.text(reading.encoding)
        delimiter = delimiter or _find_delimiter(sample, reading)
        self._rows = cut_into_records(pieces, RowEnds(delimiter), START, reading.max_bytes)
        header = next(self._rows, None)
        if header is not None and not header.is_whole:
            raise TooLongError(reading.max_bytes)
        self.shape = Row(delimiter, 0, (), (), ())
        self.layout = BARE
        if header is not None:
            self.shape, opening = read_header(header.raw, delimiter, reading)
            self.layout = Layout(opening)

    @property
    def at(self) -> int:
        """Bytes of the file that have been read."""
        return self._stream.at

    def records(self, start: Position) -> Iterator[Record]:
        """The rows from a place on."""
        return (row for row in self._rows if row.after.offset > start.offset)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, and what becomes of it.

    Attributes:
        delimiter: what stands between two cells.
        width: how many there are.
        sources: the cells that hold text.
        goals: for each of them the cell for the clean text, in the row with as many empty cells added as it needs.
        kept: the cells of that row which go into the result, in order.
        stats: the cells for what `STATS` names; none if it is not asked for.
        where: the cell with the address or the site; None if there is none.
    """

    delimiter: str
    width: int
    sources: tuple[int, ...]
    goals: tuple[int, ...]
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
        """The row with the clean texts in it; one without anything to change stays as it is, quotes and all."""
        left = [one.text for one in cleaned if one is not None]
        if left == texts and self.goals == self.sources and self.kept == tuple(range(self.width)):
            return raw
        cells = dict(enumerate(read_row(raw, self.delimiter))) | dict(zip(self.goals, left, strict=True))
        if self.stats:
            share, cuts = stats_of(cleaned)
            cells |= zip(self.stats, (str(share), orjson.dumps(cuts).decode()), strict=True)
        return write_row([cells[place] for place in self.kept], self.delimiter, like=raw)


def read_header(raw: bytes, delimiter: str, reading: Reading) -> tuple[Row, bytes]:
    """The shape of the rows under this header, and the header of the output.

    Raises:
        RecordError: the header is no CSV, or has no column of a name that is asked for.
    """
    columns = read_row(raw, delimiter)
    is_asked_for = reading.site not in (None, URL)
    for name in (*reading.fields, *(reading.keep or ()), *([reading.site] if is_asked_for else ())):
        if name not in columns:
            advice = "; --delimiter says what stands between cells" if len(columns) == 1 else ""
            raise RecordError(f"no column {name!r}; there is {some_of(columns)}{advice}")
    added = dict.fromkeys((*reading.goals, *(STATS if reading.stats else ())))
    names = [*columns, *(name for name in added if name not in columns)]
    kept = names if reading.keep is None else dict.fromkeys((*reading.keep, *added))
    row = Row(
        delimiter,
        len(columns),
        tuple(map(names.index, reading.fields)),
        tuple(map(names.index, reading.goals)),
        tuple(range(len(names))) if reading.keep is None else tuple(map(names.index, kept)),
        tuple(map(names.index, STATS)) if reading.stats else (),
        columns.index(reading.site) if reading.site in columns else None,
    )
    unchanged = row.kept == tuple(range(len(columns)))
    return row, raw if unchanged else write_row(list(kept), delimiter, like=raw)


def read_row(raw: bytes, delimiter: str) -> list[str]:
    """The cells of one row. Raises RecordError if it is not UTF-8 or not one row of CSV."""
    check_utf8(raw)
    try:
        # Lines must end where the reader of the file saw them end, which is at \n alone.
        rows = list(csv.reader(io.StringIO(raw.decode(), newline="\n"), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise RecordError(f"not CSV: {error}") from None
    return rows[0] if rows else []


def write_row(cells: list[str], delimiter: str, *, like: bytes) -> bytes:
    """The cells as a row of CSV, ended as the row `like` is."""
    ending = like[len(like.rstrip(b"\r\n")) :].decode()
    row = io.StringIO(newline="")
    csv.writer(row, delimiter=delimiter, lineterminator=ending).writerow(cells)
    return row.getvalue().encode()


def _find_delimiter(beginning: bytes, reading: Reading) -> str:
    """The delimiter by which the header has the columns that are asked for, or most of them; a comma if none does."""

    def found(delimiter: str) -> int:
        try:
            header = next(csv.reader(io.StringIO(beginning.decode("utf-8", "replace")), delimiter=delimiter), [])
        except csv.Error:
            return 0
        return sum(field in header for field in reading.fields)

    return max(DELIMITERS, key=found)


class RowEnds:
    """Tells where rows of CSV end, as the standard library's reader does, which would hold a row to the end of it."""

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
    """For each place in a row, what comes next; the name of the group says at which place one is after it."""
    mark = re.escape(delimiter.encode())
    return {
        "field": re.compile(rb'(?P<quoted>")|(?P<unquoted>(?=[^"]))'),
        "unquoted": re.compile(rb"[^" + mark + rb"\r\n]*+(?:(?P<field>" + mark + rb")|(?P<line>[\r\n]))"),
        "quoted": re.compile(rb'[^"]*+(?P<quote>")'),
        "quote": re.compile(rb'(?P<quoted>")|(?P<field>' + mark + rb')|(?P<line>[^"' + mark + rb"])"),
        # What comes here no reader understands, if anything comes: the row ends with its line.
        "line": re.compile(rb"(?!)"),
    }
