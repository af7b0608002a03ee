"""Tells what would be cut from a corpus, and writes nothing: each cut with its line, its rule and its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, NamedTuple

from cleantext.cleaned import Cleaned
from cleantext.corpus.feed import Stretch, pieces
from cleantext.corpus.keep import Aloud
from cleantext.corpus.plan import Plan
from cleantext.corpus.pool import InProcess, WorkerPool, worker_count
from cleantext.corpus.records import BrokenFileError, Reading
from cleantext.corpus.work import Unit, content
from cleantext.errors import BatchError, CleantextError
from cleantext.pipeline import Pipeline
from cleantext.text_class import SENTENCES

#: Documents that a worker gets at a time.
_CHUNK: Final = 16
#: Bytes of input below which starting workers would take longer than the work.
_SMALL: Final = 1 << 20


class Cut(NamedTuple):
    """A cut.

    Attributes:
        line: the line of the document's text on which it begins, from 1 on.
        family, rule: what asked for it.
        reason: why, in words.
        text: what is cut.
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
        record: the line, or number, of its record there; None if the file is the document.
        is_page: whether it is HTML, so that lines are those of the text that it shows.
        characters: the length of its text.
        cuts: by position.
    """

    file: str
    record: int | None
    is_page: bool
    characters: int
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class _Finder:
    """What a worker does with a record."""

    pipeline: Pipeline
    max_bytes: int

    def __call__(self, unit: Unit) -> tuple[Found, ...] | CleantextError:
        try:
            texts = unit.shape.texts(content(unit, self.max_bytes))
            return tuple(self._found(unit, text) for text in texts if text is not None)
        except (CleantextError, BrokenFileError, OSError) as error:
            return BatchError(f"{unit.name}: {error.cause if isinstance(error, BrokenFileError) else error}")
        except Exception as error:  # A filter of the user's own may raise anything.
            return BatchError(f"{unit.name}: {type(error).__name__}: {error}")

    def _found(self, unit: Unit, text: str) -> Found:
        cleaned = self.pipeline.explain(text, kind=unit.kind)
        is_page = bool(cleaned.document.elements)
        return Found(unit.file, unit.line, is_page, len(cleaned.document.text), tuple(cuts_of(cleaned)))


def cuts_of(cleaned: Cleaned) -> Iterator[Cut]:
    """Yield the cuts of a document."""
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
    reading: Reading | None = None,
    input_format: str | None = None,
    glob: Sequence[str] = (),
    exclude: Sequence[str] = (),
    jobs: int | None = None,
) -> Iterator[Found]:
    """Yield what would be cut from each document of some files and folders, in their order.

    Raises:
        BatchError: something is missing, of no known format, or cannot be read; the message names file and record.
    """
    reading = reading or Reading()
    plan = Plan(paths, stdin=input_format or "document", other=input_format, glob=glob, exclude=exclude)
    finder = _Finder(pipeline, reading.max_bytes)
    jobs = worker_count(jobs)
    pool: InProcess[Unit, tuple[Found, ...] | CleantextError] | WorkerPool[Unit, tuple[Found, ...] | CleantextError]
    pool = InProcess(finder) if jobs == 1 or plan.survey().bytes < _SMALL else WorkerPool(finder, _lost, jobs)
    with pool:
        for _, answers in pool.map(_chunks(_units(plan, reading))):
            for answer in answers:
                if isinstance(answer, CleantextError):
                    raise answer
                yield from answer


def _lost(unit: Unit, cause: str) -> CleantextError:
    return BatchError(f"{unit.name}: {cause}")


def _units(plan: Plan, reading: Reading) -> Iterator[Unit]:
    for piece, units in pieces(plan, reading, Aloud(None, lambda _: None, lambda _: None)):
        yield from units
        if isinstance(piece, Stretch) and piece.failure is not None:
            raise BatchError(f"{piece.source.name}: {piece.failure.cause}")


def _chunks(units: Iterable[Unit]) -> Iterator[tuple[Sequence[Unit], Sequence[Unit]]]:
    waiting = iter(units)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk, chunk
