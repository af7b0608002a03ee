"""Cuts the inputs of a run into pieces of work, in an order and at places that depend on nothing but the inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from cleantext.batch.formats import written_as
from cleantext.batch.journal import Progress
from cleantext.batch.plan import Plan, Source
from cleantext.batch.records import CsvRow, JsonLine, Shape, WholeFile, read_header
from cleantext.batch.sources import (
    MAX_BYTES,
    BrokenStreamError,
    Position,
    Record,
    RecordFile,
    TooLongError,
    open_records,
    read_standard_input,
)
from cleantext.batch.work import Failure, Unit
from cleantext.errors import CleantextError
from cleantext.readers import Kind
from cleantext.writers import Format

# A worker gets this much at a time: some hundredths of a second of work, against which the trip costs little.
PIECE_BYTES: Final = 1 << 18
PIECE_UNITS: Final = 64
# After this much input all is made durable. It decides where the members of a gzip file end, so it is bytes and not
# seconds: the output must not depend on the machine.
BLOCK_BYTES: Final = 1 << 23


@dataclass(frozen=True, slots=True)
class Reading:
    """How the user wants the inputs read.

    Attributes:
        field: member or column that holds the text.
        into: member or column for the clean text; None replaces the text.
        encoding: how to read what is not UTF-8; None detects it.
        kind: what records, standard input and files are whose name does not say it; None tells each by its looks.
        max_bytes: most bytes of a document, decompressed, and of a record; what has more fails.
    """

    field: str = "text"
    into: str | None = None
    encoding: str | None = None
    kind: Kind | None = None
    max_bytes: int = MAX_BYTES


@dataclass(frozen=True, slots=True)
class Bundle:
    """A piece: some files that are one document each."""

    sources: list[Source]

    @property
    def advance(self) -> int:
        """Bytes of input in it."""
        return sum(source.size for source in self.sources)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece: some records of one file.

    Attributes:
        source: the file.
        end: the place behind the last record.
        taken_up: in the first stretch of a file, how far an earlier run came; None in the others.
        head: what stands before the records in the output: the header of CSV.
        checkpoint: whether to make everything durable behind it.
        last: whether the file ends here.
        failure: what is wrong with the file itself.
        written: whether the file has an output all the same.
        advance: bytes of input read for it.
    """

    source: Source
    end: Position
    taken_up: Progress | None
    head: bytes = b""
    checkpoint: bool = False
    last: bool = False
    failure: Failure | None = None
    written: bool = True
    advance: int = 0


class Memory(Protocol):
    """Knows what earlier runs have done."""

    def recall(self, source: Source) -> Progress:
        """How far an earlier run came with a file; the file is passed over if it is done."""


def pieces(plan: Plan, reading: Reading, memory: Memory) -> Iterator[tuple[Bundle | Stretch, Sequence[Unit]]]:
    """All work of a plan that is not done yet, in the order of the plan, each piece with its units."""
    bundle: list[Source] = []
    for source in plan.sources():
        progress = memory.recall(source)
        if progress.done:
            continue
        if source.format.holder == "document":
            bundle.append(source)
            if len(bundle) < PIECE_UNITS and sum(waiting.size for waiting in bundle) < PIECE_BYTES:
                continue
        if bundle:
            yield Bundle(bundle), [_document(source, reading, plan.to) for source in bundle]
            bundle = []
        if source.format.holder != "document":
            yield from _stretches(source, reading, plan.to, progress)
    if bundle:
        yield Bundle(bundle), [_document(source, reading, plan.to) for source in bundle]


def _document(source: Source, reading: Reading, to: Format) -> Unit:
    record = read_standard_input(reading.max_bytes) if source.path is None else None
    kind = source.format.kind or reading.kind
    shape = WholeFile(reading.encoding, kind)
    to = written_as(source.name, to)
    unit = Unit(source.name, shape, kind, to, path=source.path, compression=source.format.compression)
    return unit if record is None else replace(unit, raw=record.raw, is_whole=record.is_whole)


def _stretches(
    source: Source, reading: Reading, to: Format, progress: Progress
) -> Iterator[tuple[Stretch, list[Unit]]]:
    cutter = _Cutter(source, progress, reading.kind, to)
    try:
        with open_records(source.path, source.format.compression, reading.encoding, reading.max_bytes) as file:
            rows = source.format.holder == "csv"
            shape: Shape = JsonLine(reading.field, reading.into or reading.field, as_json=to == "json")
            if rows and source.path is not None:
                shape = cutter.read_header(source.path, reading)
            yield from cutter.cut(file, shape, rows=rows)
    except OSError as error:
        yield cutter.give_up(Failure(None, f"cannot be read: {error.strerror or error}", again=True))
    except BrokenStreamError as error:
        yield cutter.give_up(Failure(None, error.cause))
    except CleantextError as error:
        yield cutter.give_up(Failure(None, str(error)))


class _Cutter:
    """Cuts one file of records into stretches."""

    def __init__(self, source: Source, progress: Progress, kind: Kind | None, to: Format) -> None:
        self._source = source
        self._kind = kind
        self._to = to
        self._taken_up: Progress | None = progress
        self._end = progress.position
        self._head = b""
        self._read = 0

    def read_header(self, path: Path, reading: Reading) -> CsvRow:
        """Reads the header of a CSV file, and goes on behind it.

        Raises:
            CleantextError: it is no header, lacks the column, or is too long.
            BrokenStreamError: the file is damaged in it.
        """
        with open_records(path, self._source.format.compression, reading.encoding, reading.max_bytes) as file:
            header = next(file.records(rows=True), Record(1, b"", 0, 1))
        if not header.is_whole:
            raise TooLongError(reading.max_bytes)
        if not header.raw:
            return CsvRow(0, 0, 0)
        shape, head = read_header(header.raw, reading.field, reading.into or reading.field)
        if self._end.offset == 0:
            self._end = Position(len(header.raw), header.after)
            self._head = head
        return shape

    def cut(self, file: RecordFile, shape: Shape, *, rows: bool) -> Iterator[tuple[Stretch, list[Unit]]]:
        """The stretches of the file from here on; the last one is marked, and holds what is wrong with the file."""
        units: list[Unit] = []
        size = block = 0
        failure = None
        try:
            for record in file.records(rows=rows, start=self._end):
                units.append(self._unit(record, shape))
                self._end = Position(self._end.offset + record.length, record.after)
                size += len(record.raw)
                if size >= PIECE_BYTES or len(units) >= PIECE_UNITS:
                    block += size
                    yield self._stretch(file.at, checkpoint=block >= BLOCK_BYTES), units
                    units, size, block = [], 0, 0 if block >= BLOCK_BYTES else block
        except BrokenStreamError as error:
            tail = error.tail.decode("utf-8", "backslashreplace")
            failure = Failure(self._end.line, error.cause, tail)
        yield self._stretch(file.at, last=True, failure=failure), units

    def _unit(self, record: Record, shape: Shape) -> Unit:
        return Unit(self._source.name, shape, self._kind, self._to, record.line, record.raw, is_whole=record.is_whole)

    def give_up(self, failure: Failure) -> tuple[Stretch, list[Unit]]:
        """The last stretch of a file that fails as a whole."""
        return self._stretch(self._source.size, last=True, failure=failure, written=False), []

    def _stretch(
        self,
        at: int,
        *,
        checkpoint: bool = False,
        last: bool = False,
        failure: Failure | None = None,
        written: bool = True,
    ) -> Stretch:
        advance, self._read = at - self._read, at
        taken_up, self._taken_up = self._taken_up, None
        head, self._head = self._head, b""
        return Stretch(self._source, self._end, taken_up, head, checkpoint or last, last, failure, written, advance)
