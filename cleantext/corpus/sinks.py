"""Sinks for the results of a run: files, where an interruption neither loses nor doubles anything, or a stream."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

import orjson

from cleantext.corpus.atomic import PartialFile, RecordJoiner, compressed, write_files, write_stream
from cleantext.corpus.feed import FileBatch, RecordBatch
from cleantext.corpus.journal import Journal, Progress
from cleantext.corpus.plan import Plan, Source
from cleantext.corpus.records import BARE, START, Layout
from cleantext.corpus.work import Failure, Result
from cleantext.errors import BatchError, CleantextError
from cleantext.reports.terminal import Tally


@dataclass(slots=True)
class Totals:
    """Totals of a run.

    Attributes:
        tally: all documents in the output, including those that an interrupted run has cleaned.
        quarantined: all records and files that failed, including those of an interrupted run.
        earlier: files that an earlier run had finished.
        passed_over: records that hold no document, such as requests in a WARC file.
        bytes_now: bytes that this run has cleaned itself; pages count with their markup.
        line_is_open: whether the last line on standard output has no ending.
    """

    tally: Tally = field(default_factory=Tally)
    quarantined: int = 0
    earlier: int = 0
    passed_over: int = 0
    bytes_now: int = 0
    line_is_open: bool = False

    def add(self, results: Sequence[Result]) -> None:
        """Counts what this run did."""
        for result in results:
            self.tally.add(result.tally)
            self.bytes_now += result.size


class StreamSink:
    """Sink that writes outputs to a stream and reports failures at once; it has no checkpoints.

    Args:
        stream: where the outputs go; None discards them.
        complain: called with a line for each failure.
        advance: called with the bytes of input of each batch that is written.
    """

    def __init__(
        self, stream: BinaryIO | None, complain: Callable[[str], object], advance: Callable[[int], object]
    ) -> None:
        self.totals = Totals()
        self._stream = stream
        self._joined = RecordJoiner(BARE)
        self._buffered: BinaryIO | None = None
        self._complain = complain
        self._advance = advance

    def load(self, source: Source) -> Progress:
        """Nothing is ever done."""
        return Progress()

    def write(self, batch: FileBatch | RecordBatch, results: Sequence[Result]) -> None:
        """Writes the outputs of a batch to the stream."""
        self.totals.add(results)
        if isinstance(batch, FileBatch):
            for source, result in zip(batch.sources, results, strict=True):
                self._write(result.output or b"")
                self._report(source, result.failure)
        else:
            self._write_records(batch, results)
        self._advance(batch.advance)

    def _write_records(self, batch: RecordBatch, results: Sequence[Result]) -> None:
        if batch.resumed_from is not None:
            self._joined = RecordJoiner(batch.layout)
            self._buffered = None if batch.layout.assemble is None else cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115
        write = self._write if self._buffered is None else self._buffered.write
        for result in results:
            write(self._joined.add([result.output or b""]))
            self._report(batch.source, result.failure)
        self._report(batch.source, batch.failure)
        self.totals.passed_over += batch.passed_over
        if batch.last and batch.written:
            write(self._joined.end())
            self._report(batch.source, self._assemble(batch.layout))

    def _assemble(self, layout: Layout) -> Failure | None:
        """Assembles the buffered records into a file of its format."""
        if layout.assemble is None or self._buffered is None:
            return None
        self._buffered.seek(0)
        assembled = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  # half of one is worth nothing
        try:
            layout.assemble(self._buffered, assembled)
        except CleantextError as error:
            return Failure(None, str(error))
        assembled.seek(0)
        if self._stream is not None:
            shutil.copyfileobj(assembled, self._stream)
        return None

    def finish(self) -> None:
        """Flushes the stream."""
        if self._stream is not None:
            self._stream.flush()

    def _write(self, data: bytes) -> None:
        if self._stream is not None and data:
            self._stream.write(data)
            self.totals.line_is_open = not data.endswith(b"\n")

    def _report(self, source: Source, failure: Failure | None) -> None:
        if failure is not None:
            self.totals.quarantined += 1
            # Where both go to a terminal, a complaint must come after the records before it.
            self.finish()
            place = source.name if failure.line is None else f"{source.name}:{failure.line}"
            self._complain(f"{place}: {failure.cause}")


class FileSink:
    """Sink that writes outputs, quarantine and journal to OUT.

    Args:
        plan: where everything goes.
        journal: the record of what is done.
        advance: called with the bytes of input of each batch that is written, and of each file that was done before.
    """

    def __init__(self, plan: Plan, journal: Journal, advance: Callable[[int], object]) -> None:
        self.totals = Totals()
        self._plan = plan
        self._journal = journal
        self._advance = advance
        self._partial: PartialFile | None = None
        self._progress = Progress()

    def load(self, source: Source) -> Progress:
        """How far an interrupted run came with a file, by the journal; what it did is added to the totals."""
        progress = self._journal.progress(source)
        if progress.done:
            self.totals.earlier += 1
            self._advance(source.size)
        self.totals.tally.add(progress.tally)
        self.totals.quarantined += progress.failed
        self.totals.passed_over += progress.passed_over
        return progress

    def write(self, batch: FileBatch | RecordBatch, results: Sequence[Result]) -> None:
        """Writes the outputs of a batch, and notes them in the journal once they are on disk."""
        self.totals.add(results)
        if isinstance(batch, FileBatch):
            self._write_documents(batch.sources, results)
        else:
            self._write_records(batch, results)
        self._advance(batch.advance)

    def close(self) -> None:
        """Leaves everything as it is, so that the next run can resume."""
        if self._partial is not None:
            self._partial.close()
        self._journal.close()

    def finish(self) -> None:
        """Writes the quarantine, once all batches are. Raises BatchError if an output has disappeared meanwhile."""
        assert self._plan.quarantine is not None
        self._check_that_nothing_is_lost()
        if self.totals.quarantined:
            write_stream(self._plan.quarantine, lambda file: file.writelines(self._quarantine()))
        else:
            self._plan.quarantine.unlink(missing_ok=True)
        if self._plan.one_file:
            # One file is quickly cleaned again, and nobody wants a journal left beside it.
            self._journal.remove()
        else:
            self._journal.seal()

    def _check_that_nothing_is_lost(self) -> None:
        lost = [source for source in self._plan.sources() if self._journal.is_lost(source)]
        if lost:
            others = f" and {len(lost) - 1:,} more" if len(lost) > 1 else ""
            raise BatchError(
                f"{_target(lost[0])}{others}: deleted or changed by others during the run; give the same command again"
            )

    def _quarantine(self) -> Iterator[bytes]:
        for source in self._plan.sources():
            yield from self._journal.failures(source)

    def _write_documents(self, sources: Sequence[Source], results: Sequence[Result]) -> None:
        outputs = {
            _target(source): compressed(result.output, source.packing)
            for source, result in zip(sources, results, strict=True)
            if result.output is not None
        }
        write_files(outputs)
        for source, result in zip(sources, results, strict=True):
            self._journal.begin(source)
            if result.output is None:
                # The output of an older version of the file must not pass for the output of this one.
                _target(source).unlink(missing_ok=True)
            failed = self._fail(source, [result.failure])
            done = Progress(
                length=len(outputs.get(_target(source), b"")),
                done=True,
                written=result.output is not None,
                again=result.failure is not None and result.failure.again,
                failed=failed,
                tally=result.tally,
            )
            self._journal.note(source, done)
        self._journal.commit()

    def _write_records(self, batch: RecordBatch, results: Sequence[Result]) -> None:
        if batch.resumed_from is not None:
            self._resume(batch, batch.resumed_from)
        assert self._partial is not None
        self._partial.append(result.output or b"" for result in results)
        progress = self._progress
        if batch.checkpoint:
            progress.position = batch.end
            progress.length = self._partial.commit()
        failures = [*(result.failure for result in results), batch.failure]
        if batch.last:
            failures.append(self._finish(batch))
        progress.failed += self._fail(batch.source, failures)
        progress.passed_over += batch.passed_over
        self.totals.passed_over += batch.passed_over
        progress.again = progress.again or any(failure is not None and failure.again for failure in failures)
        for result in results:
            progress.tally.add(result.tally)
        if batch.checkpoint:
            self._journal.note(batch.source, progress)
            self._journal.commit()

    def _resume(self, batch: RecordBatch, progress: Progress) -> None:
        source = batch.source
        if progress.position == START:
            self._journal.begin(source)
        self._progress = progress
        self._partial = PartialFile(_target(source), source.packing, progress.length, batch.layout)

    def _finish(self, batch: RecordBatch) -> Failure | None:
        """Moves the finished output into place, if there is to be one; returns why that failed, or None."""
        assert self._partial is not None
        failure = None
        if batch.written:
            try:
                self._progress.length = self._partial.finish()
            except CleantextError as error:
                failure = Failure(None, str(error))
        self._progress.done = True
        self._progress.written = batch.written and failure is None
        if not self._progress.written:
            self._partial.discard()
            _target(batch.source).unlink(missing_ok=True)
        self._partial = None
        return failure

    def _fail(self, source: Source, failures: Sequence[Failure | None]) -> int:
        found = [failure for failure in failures if failure is not None]
        for failure in found:
            self._journal.fail(source, failure.line or 0, _entry(source, failure))
        self.totals.quarantined += len(found)
        return len(found)


def _entry(source: Source, failure: Failure) -> bytes:
    entry = {"file": source.name, "line": failure.line, "cause": failure.cause, "record": failure.record}
    return orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE)


def _target(source: Source) -> Path:
    assert source.target is not None
    return source.target
