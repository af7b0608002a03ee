"""Cleans sources in memory or from a stream, on all cores and in order, holding a few chunks of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Final, Generic, TypeVar

from cleantext.cleaned import Cleaned
from cleantext.corpus.pool import InProcess, WorkerPool, worker_count
from cleantext.errors import CleantextError, OptionError
from cleantext.judgement import Strictness
from cleantext.pipeline import Pipeline, check_options, or_default
from cleantext.readers import Kind, Source
from cleantext.readers.many import located
from cleantext.writers import Format

#: Default number of items that a worker gets at a time: some hundredths of a second of work.
CHUNK: Final = 16
Answer = TypeVar("Answer", str, Cleaned)
#: An item and its address, if it has one.
_Located = tuple[Source, str | None]


def clean_many(
    items: Iterable[Source],
    *,
    jobs: int | None = None,
    chunk: int = CHUNK,
    pipeline: Pipeline | None = None,
    strictness: Strictness | None = None,
    kind: Kind | None = None,
    to: Format = "text",
    images: bool = False,
    urls: Iterable[str | None] | None = None,
    on_error: Callable[[Source, CleantextError], str] | None = None,
) -> Iterator[str]:
    r"""Yield the clean text of each of many sources, in their order.

    Only a few chunks are held at a time, so that `items` may be an endless stream. Workers are processes:
    they are started when the first text is asked for, and end with the iterator. It may be called in threads, in
    notebooks and in scripts, which need no `if __name__ == "__main__"` unless they define filters of the pipeline.

    Args:
        items: sources as for `clean`.
        jobs: number of worker processes; None is one for each core, and 1 does everything in this process.
        chunk: number of items that a worker gets at a time.
        pipeline: what to clean with; None is the default one.
        strictness: that of the default pipeline, as for `clean`; a pipeline that is named has one of its own.
        kind: as for `clean`.
        to: as for `clean`.
        images: as for `clean`.
        urls: the address of each source, or the name of its site, as `url` of `clean`; as many as there are sources.
        on_error: called with an item that cannot be cleaned and the error; what it returns is yielded instead.
            If None, the error is raised.

    Raises:
        CleantextError: an item cannot be cleaned, or crashes its worker, and there is no `on_error`.
        BatchError: workers cannot start, or the pipeline cannot be pickled.
        SourceError: `items` is a single str or bytes, which is for `clean`, or there are more or fewer `urls`.
        OptionError: an option has a value that it cannot have.

    >>> from cleantext import clean_many
    >>> list(clean_many(["The bridge is open.\n\nLeave a Reply", "The ferry sails at noon."], jobs=1))
    ['The bridge is open.', 'The ferry sails at noon.']
    """
    check_options(kind, to)
    clean = partial(or_default(pipeline, strictness).clean, kind=kind, to=to, images=images)
    return _answers(items, urls, clean, jobs, chunk, on_error)


def explain_many(
    items: Iterable[Source],
    *,
    jobs: int | None = None,
    chunk: int = CHUNK,
    pipeline: Pipeline | None = None,
    strictness: Strictness | None = None,
    kind: Kind | None = None,
    to: Format = "text",
    images: bool = False,
    urls: Iterable[str | None] | None = None,
    on_error: Callable[[Source, CleantextError], Cleaned] | None = None,
) -> Iterator[Cleaned]:
    r"""Yield for each of many sources what `explain` returns; everything else is as for `clean_many`.

    >>> from cleantext import explain_many
    >>> [len(cleaned.removals) for cleaned in explain_many(["Noon.", "The bridge is open.\n\n3 Comments"], jobs=1)]
    [0, 1]
    """
    check_options(kind, to)
    explain = partial(or_default(pipeline, strictness).explain, kind=kind, to=to, images=images)
    return _answers(items, urls, explain, jobs, chunk, on_error)


@dataclass(frozen=True)
class Attempt(Generic[Answer]):
    """What a worker does with an item: returns the answer, or the error as a CleantextError, which always pickles."""

    answer: Callable[..., Answer]

    def __call__(self, item: Source, url: str | None = None) -> Answer | CleantextError:
        """The answer for one item and its address."""
        try:
            return self.answer(item, url=url)
        except CleantextError as error:
            return error
        except Exception as error:  # Whatever it is, it concerns this item alone.
            return CleantextError(f"{type(error).__name__}: {error}")


def _attempt(attempt: Attempt[Answer], item: _Located) -> Answer | CleantextError:
    return attempt(*item)


def _lost(item: _Located, cause: str) -> CleantextError:
    return CleantextError(cause)


def _answers(
    items: Iterable[Source],
    urls: Iterable[str | None] | None,
    answer: Callable[..., Answer],
    jobs: int | None,
    chunk: int,
    on_error: Callable[[Source, CleantextError], Answer] | None,
) -> Iterator[Answer]:
    if chunk < 1:
        raise OptionError(f"chunk is at least 1, not {chunk}")
    return _stream(located(items, urls), partial(_attempt, Attempt(answer)), worker_count(jobs), chunk, on_error)


def _stream(
    items: Iterator[_Located],
    work: Callable[[_Located], Answer | CleantextError],
    jobs: int,
    chunk: int,
    on_error: Callable[[Source, CleantextError], Answer] | None,
) -> Iterator[Answer]:
    pool: InProcess[_Located, Answer | CleantextError] | WorkerPool[_Located, Answer | CleantextError]
    pool = InProcess(work) if jobs == 1 else WorkerPool(work, _lost, jobs)
    with pool:
        for chunked, answers in pool.map(_chunks(items, 1 if jobs == 1 else chunk)):
            for (item, _), answer in zip(chunked, answers, strict=True):
                if not isinstance(answer, CleantextError):
                    yield answer
                elif on_error is None:
                    raise answer
                else:
                    yield on_error(item, answer)


def _chunks(items: Iterator[_Located], size: int) -> Iterator[tuple[Sequence[_Located], Sequence[_Located]]]:
    while chunk := list(islice(items, size)):
        yield chunk, chunk
