"""Keeps the results of a run: in files, so that nothing is lost or doubled by a break, or on standard output."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

import orjson

from cleantext.corpus.feed import Bundle, Stretch
from cleantext.corpus.journal import Journal, Progress
from cleantext.corpus.plan import Plan, Source
from cleantext.corpus.records import BARE, START, Layout
from cleantext.corpus.sinks import Joined, Partial, compressed, write_files, write_stream
from cleantext.corpus.work import Failure, Result
from cleantext.errors import BatchError, CleantextError
from cleantext.reports.terminal import Tally


@dataclass(slots=True)
class Totals:
    """What a run comes to.

    Attributes:
        tally: all documents in the output, also those that an earlier run has cleaned.
        quarantined: all records and files that failed, also in an earlier run.
        earlier: files that an earlier run had finished.
        passed_over: records that hold no document, as those of requests in WARC.
        bytes_now: length of what this run has cleaned, pages with their markup.
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


class Aloud:
    """Keeps nothing: outputs go to a stream, failures are told at once.

    Args:
        stream: where the outputs go; None drops them.
        complain: given a line for each failure.
        advance: given the bytes of input of each piece that is kept.
    """

    def __init__(
        self, stream: BinaryIO | None, complain: Callable[[str], object], advance: Callable[[int], object]
    ) -> None:
        self.totals = Totals()
        self._stream = stream
        self._joined = Joined(BARE)
        self._waiting: BinaryIO | None = None
        self._complain = complain
        self._advance = advance

    def recall(self, source: Source) -> Progress:
        """Nothing is ever done."""
        return Progress()

    def keep(self, piece: Bundle | Stretch, results: Sequence[Result]) -> None:
        """Passes the outputs on."""
        self.totals.add(results)
        if isinstance(piece, Bundle):
            for source, result in zip(piece.sources, results, strict=True):
                self._write(result.output or b"")
                self._tell(source, result.failure)
        else:
            self._keep_records(piece, results)
        self._advance(piece.advance)

    def _keep_records(self, stretch: Stretch, results: Sequence[Result]) -> None:
        if stretch.taken_up is not None:
            self._joined = Joined(stretch.layout)
            self._waiting = None if stretch.layout.assemble is None else cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115
        write = self._write if self._waiting is None else self._waiting.write
        for result in results:
            write(self._joined.add([result.output or b""]))
            self._tell(stretch.source, result.failure)
        self._tell(stretch.source, stretch.failure)
        self.totals.passed_over += stretch.passed_over
        if stretch.last and stretch.written:
            write(self._joined.end())
            self._tell(stretch.source, self._assemble(stretch.layout))

    def _assemble(self, layout: Layout) -> Failure | None:
        """Writes what has waited as a file of its format."""
        if layout.assemble is None or self._waiting is None:
            return None
        self._waiting.seek(0)
        assembled = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  # half of one is worth nothing
        try:
            layout.assemble(self._waiting, assembled)
        except CleantextError as error:
            return Failure(None, str(error))
        assembled.seek(0)
        if self._stream is not None:
            shutil.copyfileobj(assembled, self._stream)
        return None

    def finish(self) -> None:
        """Has the stream write what it holds."""
        if self._stream is not None:
            self._stream.flush()

    def _write(self, data: bytes) -> None:
        if self._stream is not None and data:
            self._stream.write(data)
            self.totals.line_is_open = not data.endswith(b"\n")

    def _tell(self, source: Source, failure: Failure | None) -> None:
        if failure is not None:
            self.totals.quarantined += 1
            # Where both go to a terminal, a complaint stands after the records before it.
            self.finish()
            place = source.name if failure.line is None else f"{source.name}:{failure.line}"
            self._complain(f"{place}: {failure.cause}")


class InFiles:
    """Keeps outputs, quarantine and journal in OUT.

    Args:
        plan: says where everything goes.
        journal: the notes on what is done.
        advance: given the bytes of input of each piece that is kept or passed over.
    """

    def __init__(self, plan: Plan, journal: Journal, advance: Callable[[int], object]) -> None:
        self.totals = Totals()
        self._plan = plan
        self._journal = journal
        self._advance = advance
        self._partial: Partial | None = None
        self._progress = Progress()

    def recall(self, source: Source) -> Progress:
        """How far the journal says that the file is; what is done already is counted."""
        progress = self._journal.progress(source)
        if progress.done:
            self.totals.earlier += 1
            self._advance(source.size)
        self.totals.tally.add(progress.tally)
        self.totals.quarantined += progress.failed
        self.totals.passed_over += progress.passed_over
        return progress

    def keep(self, piece: Bundle | Stretch, results: Sequence[Result]) -> None:
        """Writes the outputs, and notes them when they are safe."""
        self.totals.add(results)
        if isinstance(piece, Bundle):
            self._keep_documents(piece.sources, results)
        else:
            self._keep_records(piece, results)
        self._advance(piece.advance)

    def close(self) -> None:
        """Leaves everything as it is, for the next run to go on."""
        if self._partial is not None:
            self._partial.close()
        self._journal.close()

    def finish(self) -> None:
        """Writes the quarantine, once everything is kept. Raises BatchError if something is not there any more."""
        assert self._plan.quarantine is not None
        self._check_that_nothing_is_lost()
        if self.totals.quarantined:
            write_stream(self._plan.quarantine, lambda file: file.writelines(self._quarantine()))
        else:
            self._plan.quarantine.unlink(missing_ok=True)
        if self._plan.one_file:
            # One file is quickly done again, and nobody wants a journal left beside it.
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

    def _keep_documents(self, sources: Sequence[Source], results: Sequence[Result]) -> None:
        outputs = {
            _target(source): compressed(result.output, source.packing)
            for source, result in zip(sources, results, strict=True)
            if result.output is not None
        }
        write_files(outputs)
        for source, result in zip(sources, results, strict=True):
            self._journal.begin(source)
            if result.output is None:
                # An output of an earlier state of the file must not pass for the output of this one.
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

    def _keep_records(self, stretch: Stretch, results: Sequence[Result]) -> None:
        if stretch.taken_up is not None:
            self._take_up(stretch, stretch.taken_up)
        assert self._partial is not None
        self._partial.append(result.output or b"" for result in results)
        progress = self._progress
        if stretch.checkpoint:
            progress.position = stretch.end
            progress.length = self._partial.commit()
        failures = [*(result.failure for result in results), stretch.failure]
        if stretch.last:
            failures.append(self._finish(stretch))
        progress.failed += self._fail(stretch.source, failures)
        progress.passed_over += stretch.passed_over
        self.totals.passed_over += stretch.passed_over
        progress.again = progress.again or any(failure is not None and failure.again for failure in failures)
        for result in results:
            progress.tally.add(result.tally)
        if stretch.checkpoint:
            self._journal.note(stretch.source, progress)
            self._journal.commit()

    def _take_up(self, stretch: Stretch, progress: Progress) -> None:
        source = stretch.source
        if progress.position == START:
            self._journal.begin(source)
        self._progress = progress
        self._partial = Partial(_target(source), source.packing, progress.length, stretch.layout)

    def _finish(self, stretch: Stretch) -> Failure | None:
        """Puts the output in its place, if there is to be one; returns why there cannot be."""
        assert self._partial is not None
        failure = None
        if stretch.written:
            try:
                self._progress.length = self._partial.finish()
            except CleantextError as error:
                failure = Failure(None, str(error))
        self._progress.done = True
        self._progress.written = stretch.written and failure is None
        if not self._progress.written:
            self._partial.discard()
            _target(stretch.source).unlink(missing_ok=True)
        self._partial = None
        return failure

    def _fail(self, source: Source, failures: Sequence[Failure | None]) -> int:
        real = [failure for failure in failures if failure is not None]
        for failure in real:
            self._journal.fail(source, failure.line or 0, _entry(source, failure))
        self.totals.quarantined += len(real)
        return len(real)


def _entry(source: Source, failure: Failure) -> bytes:
    entry = {"file": source.name, "line": failure.line, "cause": failure.cause, "record": failure.record}
    return orjson.dumps(entry, option=orjson.OPT_APPEND_NEWLINE)


def _target(source: Source) -> Path:
    assert source.target is not None
    return source.target
