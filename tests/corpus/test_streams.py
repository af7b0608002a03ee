"""Files of records are cut into records where their formats say, and none is held that is longer than allowed."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import zstandard
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext.corpus.formats.delimited import RowEnds
from cleantext.corpus.records import START, BrokenFileError, Position, Record, TooLongError
from cleantext.corpus.streams import Stream, cut_into_records, read_whole

LINES = [
    b"A short one.\n",
    b"As long as allowed.\n",
    b"Longer than allowed.\n",
    b"\n",
    b"And so on. " * 9 + b"\n",
    b"End.",
]
ALLOWED = len(b"As long as allowed.\n")


def cut(data: bytes, *, rows: bool = False, start: Position = START, compression: str = "") -> Iterator[Record]:
    ends = RowEnds() if rows else lambda part: part.endswith(b"\n")
    return cut_into_records(Stream(io.BytesIO(data), compression).pieces(), ends, start, ALLOWED)


@pytest.mark.parametrize("rows", [False, True])
def test_of_a_record_that_is_too_long_only_the_beginning_is_held(rows: bool) -> None:
    records = list(cut(b"".join(LINES), rows=rows))
    assert [record.line for record in records] == [1, 2, 3, 4, 5, 6]
    ends = [sum(map(len, LINES[: n + 1])) for n in range(6)]
    assert [record.after for record in records] == [Position(end, n + 2) for n, end in enumerate(ends)]
    assert [record.raw for record in records] == [line[:ALLOWED] for line in LINES]
    assert [record.is_whole for record in records] == [True, True, False, True, False, True]


def test_reading_goes_on_after_a_record_that_is_too_long() -> None:
    at = Position(sum(map(len, LINES[:3])), 4)
    records = list(cut(b"".join(LINES), start=at))
    assert [(record.line, record.is_whole) for record in records] == [(4, True), (5, False), (6, True)]
    assert records[-1].after == Position(sum(map(len, LINES)), 7)


@pytest.mark.parametrize(("compression", "pack"), [("gz", gzip.compress), ("zst", zstandard.compress)])
def test_of_what_is_left_of_a_damaged_file_no_more_is_held(compression, pack) -> None:
    packed = pack(b"".join(f"Line {number**9:x} without an end. ".encode() for number in range(9000)))
    with pytest.raises(BrokenFileError) as caught:
        list(cut(packed[:-100], compression=compression))
    assert caught.value.tail == b"Line 0 without an end. Line 1"[:ALLOWED]


@pytest.mark.parametrize(("compression", "pack"), [("", bytes), ("gz", gzip.compress), ("zst", zstandard.compress)])
def test_a_file_that_is_too_long_is_not_read_to_its_end(tmp_path: Path, compression, pack) -> None:
    file = tmp_path / "bridge.txt"
    file.write_bytes(pack(b"a" * 5_000_000))
    assert len(read_whole(file, compression, 5_000_000)) == 5_000_000
    with pytest.raises(TooLongError, match="has more than 4,999,999 bytes; --max-bytes allows it more"):
        read_whole(file, compression, 4_999_999)
    file.write_bytes(file.read_bytes() + b"this damage would be seen")
    with pytest.raises(TooLongError):
        read_whole(file, compression, 1_000_000)


@given(st.text('a,"\n\ré', max_size=60).map(str.encode), st.sets(st.integers(1, 60)))
@example(b'1,"a ""b""\nc"\n2,"d" e\n3,"f\n', {9, 10})
def test_rows_of_csv_end_where_the_standard_library_has_them_end(data: bytes, cuts: set[int]) -> None:
    ends, rows, row = RowEnds(), [], b""
    for line in io.BytesIO(data):
        places = [0, *sorted(cut for cut in cuts if cut < len(line)), len(line)]
        for start, end in pairwise(places):
            row += line[start:end]
            if ends(line[start:end]):
                rows.append(row)
                row = b""
    assert [*rows, *([row] if row else [])] == rows_of_the_standard_library(data)


def rows_of_the_standard_library(data: bytes) -> list[bytes]:
    """The rows of CSV, each with all lines that `csv.reader` takes for it."""
    rows, row = [], []

    def lines() -> Iterator[str]:
        for line in io.BytesIO(data):
            row.append(line)
            yield line.decode()

    reader = csv.reader(lines(), strict=True)
    while True:
        try:
            next(reader)
        except StopIteration:
            return rows
        except csv.Error:
            pass  # The row ends here as well.
        rows.append(b"".join(row))
        row.clear()
