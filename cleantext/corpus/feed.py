"""Divides the inputs of a run into batches of work, in an order and at places that depend on the inputs alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Final, Protocol

from cleantext.corpus.formats import FORMATS
from cleantext.corpus.formats.documents import WholeFile
from cleantext.corpus.journal import Progress
from cleantext.corpus.names import written_as
from cleantext.corpus.places import CONCURRENT_FILES, is_remote, prefetched
from cleantext.corpus.plan import Plan, Source
from cleantext.corpus.records import BARE, BrokenFileError, InputOptions, Layout, Position, Record, Records
from cleantext.corpus.streams import read_standard_input
from cleantext.corpus.work import Failure, Unit
from cleantext.errors import CleantextError

#: Maximum bytes and records of a batch, which a worker gets at a time: some hundredths of a second of work, so that
#: sending it costs little in comparison.
BATCH_BYTES: Final = 1 << 18
BATCH_UNITS: Final = 64
#: Bytes of input between two checkpoints, at which everything is made durable. They decide where the members of a gzip
#: file end, so they are counted in bytes, not seconds: the output must not depend on the machine.
CHECKPOINT_BYTES: Final = 1 << 23


@dataclass(frozen=True, slots=True)
class FileBatch:
    """A batch of files that are one document each."""

    sources: list[Source]

    @property
    def advance(self) -> int:
        """Bytes of input in it."""
        return sum(source.size for source in self.sources)


@dataclass(frozen=True, slots=True)
class RecordBatch:
    """A batch of records of one file.

    Attributes:
        source: the file.
        end: the position after the last record.
        resumed_from: in the first batch of a file, how far an interrupted run came; None in the others.
        layout: how the records of the file are put together.
        checkpoint: whether to make everything durable after it.
        last: whether it is the last batch of the file.
        failure: what is wrong with the file as a whole; None if nothing is.
        written: whether the file has an output in spite of a failure.
        advance: bytes of input read for it.
        passed_over: how many records in it hold no document.
    """

    source: Source
    end: Position
    resumed_from: Progress | None
    layout: Layout = BARE
    checkpoint: bool = False
    last: bool = False
    failure: Failure | None = None
    written: bool = True
    advance: int = 0
    passed_over: int = 0


class Checkpoints(Protocol):
    """What interrupted runs have done."""

    def load(self, source: Source) -> Progress:
        """How far an interrupted run came with a file; a file that is done is not read again."""


def batches(
    plan: Plan, options: InputOptions, checkpoints: Checkpoints
) -> Iterator[tuple[FileBatch | RecordBatch, Sequence[Unit]]]:
    """All work of a plan that is not done yet, in the order of the plan, each batch with its units."""
    batch: list[Source] = []
    for source in plan.sources():
        progress = checkpoints.load(source)
        if progress.done:
            continue
        if source.format.is_document:
            batch.append(source)
            if len(batch) < BATCH_UNITS and sum(waiting.size for waiting in batch) < BATCH_BYTES:
                continue
        if batch:
            yield FileBatch(batch), _documents(batch, options)
            batch = []
        if not source.format.is_document:
            yield from _Batcher(source, progress, options).batches()
    if batch:
        yield FileBatch(batch), _documents(batch, options)


def _documents(sources: Sequence[Source], options: InputOptions) -> list[Unit]:
    units = [_document(source, options) for source in sources]
    if not any(source.path is not None and is_remote(source.path) for source in sources):
        return units
    with ThreadPoolExecutor(CONCURRENT_FILES) as pool:
        paths = pool.map(
            lambda source: source.path and prefetched(source.path, source.size, options.max_bytes), sources
        )
        return [replace(unit, path=path) for unit, path in zip(units, paths, strict=True)]


def _document(source: Source, options: InputOptions) -> Unit:
    record = read_standard_input(options.max_bytes) if source.path is None else None
    kind = source.format.kind or options.kind
    to = written_as(source.name, options.to)
    record_format = WholeFile(options.encoding, kind)
    folder = None if source.path is None else source.path.absolute().parent.name
    unit = Unit(
        source.name, record_format, kind, to, path=source.path, compression=source.format.compression, folder=folder
    )
    return unit if record is None else replace(unit, raw=record.raw, is_whole=record.is_whole)


class _Batcher:
    """Divides one file of records into batches."""

    def __init__(self, source: Source, progress: Progress, options: InputOptions) -> None:
        self._source = source
        self._options = options
        self._resumed_from: Progress | None = progress
        self._end = progress.position
        self._layout = BARE
        self._read = 0
        self._passed_over = 0

    def batches(self) -> Iterator[tuple[RecordBatch, list[Unit]]]:
        """The batches of the file, from where an interrupted run stopped; the last one is marked."""
        source = self._source
        open_records = FORMATS[source.format.name].open
        assert open_records is not None
        target = "" if source.target is None else source.target.name
        try:
            with open_records(source.path, source.format.compression, self._options, target) as file:
                self._layout = file.layout
                yield from self._cut(file)
        except OSError as error:
            yield self._give_up(Failure(None, f"cannot be read: {error.strerror or error}", again=True))
        except BrokenFileError as error:
            yield self._give_up(Failure(None, error.cause))
        except CleantextError as error:
            yield self._give_up(Failure(None, str(error)))

    def _cut(self, file: Records) -> Iterator[tuple[RecordBatch, list[Unit]]]:
        """The batches of an open file; the last one holds what is wrong with it."""
        units: list[Unit] = []
        size = since_checkpoint = 0
        failure = None
        try:
            for record in file.records(self._end):
                self._end = record.after
                if not record.raw:
                    self._passed_over += 1
                    continue
                units.append(self._unit(record, file))
                size += len(record.raw)
                if size >= BATCH_BYTES or len(units) >= BATCH_UNITS:
                    since_checkpoint += size
                    is_due = since_checkpoint >= CHECKPOINT_BYTES
                    yield self._batch(file.at, checkpoint=is_due), units
                    units, size, since_checkpoint = [], 0, 0 if is_due else since_checkpoint
        except BrokenFileError as error:
            tail = error.tail.decode("utf-8", "backslashreplace")
            failure = Failure(self._end.line, error.cause, tail)
        yield self._batch(file.at, last=True, failure=failure), units

    def _unit(self, record: Record, file: Records) -> Unit:
        kind = record.kind or self._options.kind
        to = self._options.to
        return Unit(self._source.name, file.record_format, kind, to, record.line, record.raw, is_whole=record.is_whole)

    def _give_up(self, failure: Failure) -> tuple[RecordBatch, list[Unit]]:
        """The last batch of a file that fails as a whole."""
        return self._batch(self._source.size, last=True, failure=failure, written=False), []

    def _batch(
        self,
        at: int,
        *,
        checkpoint: bool = False,
        last: bool = False,
        failure: Failure | None = None,
        written: bool = True,
    ) -> RecordBatch:
        advance, self._read = at - self._read, at
        resumed_from, self._resumed_from = self._resumed_from, None
        passed, self._passed_over = self._passed_over, 0
        end, layout, durable = self._end, self._layout, checkpoint or last
        return RecordBatch(self._source, end, resumed_from, layout, durable, last, failure, written, advance, passed)
