"""Lists what would be cut from a corpus, without writing anything: each cut with its line, its rule and its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from cleantext.cleaned import Cleaned
from cleantext.corpus.feed import RecordBatch, batches
from cleantext.corpus.plan import Plan
from cleantext.corpus.pool import InProcess, WorkerPool, worker_count
from cleantext.corpus.records import BrokenFileError, InputOptions
from cleantext.corpus.run import check_input_options
from cleantext.corpus.sinks import StreamSink
from cleantext.corpus.work import Unit, content, site_of
from cleantext.errors import BatchError, CleantextError
from cleantext.pipeline import Pipeline
from cleantext.text_class import SENTENCES

#: Number of documents that a worker gets at a time.
_CHUNK: Final = 16
#: Bytes of input below which starting workers would take longer than the work.
_SMALL: Final = 1 << 20


class Cut(NamedTuple):
    """A cut: what would be removed from a document, and why.

    Attributes:
        line: the line of the document's text on which it begins, counted from 1.
        family, rule: the filter and the rule that asked for it.
        reason: why, in words.
        text: the text that is cut.
        in_prose: whether it is taken from a block that holds a sentence.
    """

    line: int
    family: str
    rule: str
    reason: str
    text: str
    in_prose: bool


class Found(NamedTuple):
    """What would be cut from a document.

    Attributes:
        file: the file that holds it.
        record: the line, or number, of its record in the file; None if the whole file is the document.
        is_page: whether it is HTML; lines are then those of its visible text.
        characters: the length of its text, in characters.
        cuts: what would be cut, by position.
    """

    file: str
    record: int | None
    is_page: bool
    characters: int
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class _Finder:
    """Finds the cuts of one record; called in a worker."""

    pipeline: Pipeline
    options: InputOptions

    def __call__(self, unit: Unit) -> tuple[Found, ...] | CleantextError:
        try:
            raw = content(unit, self.options.max_bytes)
            texts = [text for text in unit.record_format.texts(raw) if text is not None]
            site = site_of(unit, raw, self.options) if texts else None
            return tuple(self._found(unit, text, site) for text in texts)
        except (CleantextError, BrokenFileError, OSError) as error:
            return BatchError(f"{unit.name}: {error.cause if isinstance(error, BrokenFileError) else error}")
        except Exception as error:  # A filter of the user's own may raise anything.
            return BatchError(f"{unit.name}: {type(error).__name__}: {error}")

    def _found(self, unit: Unit, text: str, site: str | None) -> Found:
        cleaned = self.pipeline.explain(text, kind=unit.kind, url=site)
        is_page = bool(cleaned.document.elements)
        return Found(unit.file, unit.line, is_page, len(cleaned.document.text), tuple(cuts_of(cleaned)))


def cuts_of(cleaned: Cleaned) -> Iterator[Cut]:
    """Yield the cuts of a document, by position."""
    text, line, counted = cleaned.document.text, 1, 0
    for removal in cleaned.removals:
        line += text.count("\n", counted, removal.start)
        counted = removal.start
        finding, reason = cleaned.verdict_on(removal)
        blocks = cleaned.document.blocks[finding.first : finding.stop]
        in_prose = any(block.text_class in SENTENCES and block.end > removal.start for block in blocks)
        yield Cut(line, removal.filter, removal.rule, reason.value, removal.text, in_prose)


def find_cuts(
    paths: Sequence[str],
    pipeline: Pipeline,
    *,
    complain: Callable[[str], object],
    options: InputOptions | None = None,
    input_format: str | None = None,
    glob: Sequence[str] = (),
    exclude: Sequence[str] = (),
    jobs: int | None = None,
) -> Iterator[Found]:
    """Yield what would be cut from each document of some files and folders, in their order.

    `complain` is called with a line for each file and record that cannot be read; it is skipped.

    Raises:
        BatchError: an input is missing or of no known format.
        OptionError: an option has a value that it cannot have.
    """
    options = options or InputOptions()
    options = options.with_sites() if pipeline.rules.name_sites else options
    check_input_options(options, input_format)
    plan = Plan(paths, stdin=input_format or "document", other=input_format, glob=glob, exclude=exclude)
    finder = _Finder(pipeline, options)
    jobs = worker_count(jobs)
    pool: InProcess[Unit, tuple[Found, ...] | CleantextError] | WorkerPool[Unit, tuple[Found, ...] | CleantextError]
    pool = InProcess(finder) if jobs == 1 or plan.survey().bytes < _SMALL else WorkerPool(finder, _lost, jobs)
    with pool:
        for _, answers in pool.map(_chunks(_units(plan, options, complain))):
            for answer in answers:
                if isinstance(answer, CleantextError):
                    complain(str(answer))
                else:
                    yield from answer


def _lost(unit: Unit, cause: str) -> CleantextError:
    return BatchError(f"{unit.name}: {cause}")


def _units(plan: Plan, options: InputOptions, complain: Callable[[str], object]) -> Iterator[Unit]:
    for batch, units in batches(plan, options, StreamSink(None, lambda _: None, lambda _: None)):
        yield from units
        if isinstance(batch, RecordBatch) and batch.failure is not None:
            complain(f"{batch.source.name}: {batch.failure.cause}")


def _chunks(units: Iterable[Unit]) -> Iterator[tuple[Sequence[Unit], Sequence[Unit]]]:
    waiting = iter(units)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk, chunk
