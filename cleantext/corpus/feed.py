"""Cuts the inputs of a run into pieces of work, in an order and at places that depend on nothing but the inputs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final, Protocol

from cleantext.corpus.formats import FORMATS
from cleantext.corpus.formats.documents import Document
from cleantext.corpus.journal import Progress
from cleantext.corpus.names import written_as
from cleantext.corpus.places import AT_ONCE, held, is_remote
from cleantext.corpus.plan import Plan, Source
from cleantext.corpus.records import BARE, BrokenFileError, Layout, Position, Reading, Record, Records
from cleantext.corpus.streams import read_standard_input
from cleantext.corpus.work import Failure, Unit
from cleantext.errors import CleantextError

# A worker gets this much at a time: some hundredths of a second of work, against which the trip costs little.
PIECE_BYTES: Final = 1 << 18
PIECE_UNITS: Final = 64
# After this much input all is made durable. It decides where the members of a gzip file end, so it is bytes and not
# seconds: the output must not depend on the machine.
BLOCK_BYTES: Final = 1 << 23


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
        layout: how the records of the file are put together.
        checkpoint: whether to make everything durable behind it.
        last: whether the file ends here.
        failure: what is wrong with the file itself.
        written: whether the file has an output all the same.
        advance: bytes of input read for it.
        passed_over: how many records were passed over in it, as they hold no document.
    """

    source: Source
    end: Position
    taken_up: Progress | None
    layout: Layout = BARE
    checkpoint: bool = False
    last: bool = False
    failure: Failure | None = None
    written: bool = True
    advance: int = 0
    passed_over: int = 0


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
        if source.format.is_document:
            bundle.append(source)
            if len(bundle) < PIECE_UNITS and sum(waiting.size for waiting in bundle) < PIECE_BYTES:
                continue
        if bundle:
            yield Bundle(bundle), _documents(bundle, reading)
            bundle = []
        if not source.format.is_document:
            yield from _Cutter(source, progress, reading).stretches()
    if bundle:
        yield Bundle(bundle), _documents(bundle, reading)


def _documents(sources: Sequence[Source], reading: Reading) -> list[Unit]:
    units = [_document(source, reading) for source in sources]
    if not any(source.path is not None and is_remote(source.path) for source in sources):
        return units
    with ThreadPoolExecutor(AT_ONCE) as pool:
        paths = pool.map(lambda source: source.path and held(source.path, source.size, reading.max_bytes), sources)
        return [replace(unit, path=path) for unit, path in zip(units, paths, strict=True)]


def _document(source: Source, reading: Reading) -> Unit:
    record = read_standard_input(reading.max_bytes) if source.path is None else None
    kind = source.format.kind or reading.kind
    to = written_as(source.name, reading.to)
    shape = Document(reading.encoding, kind)
    folder = None if source.path is None else source.path.absolute().parent.name
    unit = Unit(source.name, shape, kind, to, path=source.path, compression=source.format.compression, folder=folder)
    return unit if record is None else replace(unit, raw=record.raw, is_whole=record.is_whole)


class _Cutter:
    """Cuts one file of records into stretches."""

    def __init__(self, source: Source, progress: Progress, reading: Reading) -> None:
        self._source = source
        self._reading = reading
        self._taken_up: Progress | None = progress
        self._end = progress.position
        self._layout = BARE
        self._read = 0
        self._passed_over = 0

    def stretches(self) -> Iterator[tuple[Stretch, list[Unit]]]:
        """The stretches of the file, from where an earlier run came to; the last one is marked."""
        source = self._source
        open_records = FORMATS[source.format.name].open
        assert open_records is not None
        target = "" if source.target is None else source.target.name
        try:
            with open_records(source.path, source.format.compression, self._reading, target) as file:
                self._layout = file.layout
                yield from self._cut(file)
        except OSError as error:
            yield self._give_up(Failure(None, f"cannot be read: {error.strerror or error}", again=True))
        except BrokenFileError as error:
            yield self._give_up(Failure(None, error.cause))
        except CleantextError as error:
            yield self._give_up(Failure(None, str(error)))

    def _cut(self, file: Records) -> Iterator[tuple[Stretch, list[Unit]]]:
        """The stretches of an open file; the last one holds what is wrong with it."""
        units: list[Unit] = []
        size = block = 0
        failure = None
        try:
            for record in file.records(self._end):
                self._end = record.after
                if not record.raw:
                    self._passed_over += 1
                    continue
                units.append(self._unit(record, file))
                size += len(record.raw)
                if size >= PIECE_BYTES or len(units) >= PIECE_UNITS:
                    block += size
                    yield self._stretch(file.at, checkpoint=block >= BLOCK_BYTES), units
                    units, size, block = [], 0, 0 if block >= BLOCK_BYTES else block
        except BrokenFileError as error:
            tail = error.tail.decode("utf-8", "backslashreplace")
            failure = Failure(self._end.line, error.cause, tail)
        yield self._stretch(file.at, last=True, failure=failure), units

    def _unit(self, record: Record, file: Records) -> Unit:
        kind = record.kind or self._reading.kind
        to = self._reading.to
        return Unit(self._source.name, file.shape, kind, to, record.line, record.raw, is_whole=record.is_whole)

    def _give_up(self, failure: Failure) -> tuple[Stretch, list[Unit]]:
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
        passed, self._passed_over = self._passed_over, 0
        end, layout, durable = self._end, self._layout, checkpoint or last
        return Stretch(self._source, end, taken_up, layout, durable, last, failure, written, advance, passed)
