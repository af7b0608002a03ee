"""Learns boilerplate from files: workers read and judge pages, and one learner collects what they found in each."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleantext.corpus.feed import FileBatch, RecordBatch, batches
from cleantext.corpus.journal import Progress
from cleantext.corpus.plan import Plan, Source
from cleantext.corpus.pool import WorkerPool, worker_count
from cleantext.corpus.records import MAX_BYTES, URL, InputOptions
from cleantext.corpus.run import check_input_options, listed
from cleantext.corpus.work import Failure, Result, Unit, UnitCleaner, lost, site_of
from cleantext.errors import BatchError
from cleantext.learning import BoilerplateLearner, Page
from cleantext.pipeline import or_default
from cleantext.readers import Kind
from cleantext.reports.terminal import plural


def learn_files(
    paths: str | Path | Sequence[str | Path],
    *,
    learner: BoilerplateLearner | None = None,
    field: str | Sequence[str] | None = None,
    site: str | None = None,
    whole: bool = False,
    kind: Kind | None = None,
    encoding: str | None = None,
    input_format: str | None = None,
    delimiter: str | None = None,
    glob: str | Sequence[str] = (),
    exclude: str | Sequence[str] = (),
    max_bytes: int = MAX_BYTES,
    jobs: int | None = None,
    progress: Callable[[int, int], object] | None = None,
    complain: Callable[[str], object] = lambda _: None,
) -> BoilerplateLearner:
    """Learn from files and folders, as the command `cleantext learn` does, and return the learner.

    Args:
        paths: files, folders, or "-" for standard input.
        learner: what learns; None creates one. Its pipeline finds the main content of each page.
        site: the member or column with the address of a record, or the name of its site; None is "url" where there is
            one. That of WARC is the address of the page, that of a file the name of the folder that it lies in.
        whole: whether all documents are of one site, so that the learned rules act on any document.
        field: as for `clean_files`.
        kind: as for `clean_files`.
        encoding: as for `clean_files`.
        input_format: as for `clean_files`.
        delimiter: as for `clean_files`.
        glob: as for `clean_files`.
        exclude: as for `clean_files`.
        max_bytes: as for `clean_files`.
        jobs: as for `clean_files`.
        progress: called with the bytes of input that are done, and those of all input.
        complain: called with a line for each file and record that cannot be read, and is skipped; and with one that
            says how many documents have no site, which are skipped, too, as rules of no site act on any document.

    Raises:
        BatchError: an input is missing or of no known format, or workers cannot start.
        OptionError: an option has a value that it cannot have.
    """
    learner = learner or BoilerplateLearner()
    where = None if whole else site or URL
    options = InputOptions(
        listed(field) or ("text",), encoding=encoding, kind=kind, max_bytes=max_bytes, delimiter=delimiter, site=where
    )
    check_input_options(options, input_format)
    named = [str(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    if not named:
        raise BatchError("nothing to learn from: name a file, a folder, or - for standard input")
    stdin = input_format or ("jsonl" if field is not None or site is not None else "document")
    plan = Plan(named, stdin=stdin, other=input_format, glob=listed(glob), exclude=listed(exclude))
    size, done, homeless = plan.survey().bytes, 0, 0
    reader = _Reader(or_default(learner.pipeline), options)
    with WorkerPool(reader, lost, worker_count(jobs)) as pool:
        for batch, results in pool.map(batches(plan, options, _NoCheckpoints())):
            for result in results:
                for origin, page in pickle.loads(result.output) if result.output else ():
                    if origin or whole:
                        learner.add(page, origin)
                    else:
                        homeless += 1
            for line in _complaints(batch, results):
                complain(line)
            done += batch.advance
            if progress is not None:
                progress(done, size)
    if homeless:
        without = f"{plural(homeless, 'document')} without a site were passed over"
        complain(f"{without}: name its member with --site, or take all documents for those of one site by --one-site")
    return learner


class _NoCheckpoints:
    """The checkpoints of a run that cannot be resumed: none."""

    def load(self, source: Source) -> Progress:
        """Nothing is ever done."""
        return Progress()


@dataclass(frozen=True, slots=True)
class _Reader(UnitCleaner):
    """Reads the pages of units; called in a worker. The output of a unit is the pages, pickled, each with its site."""

    def _clean(self, unit: Unit, raw: bytes) -> Result:
        texts = [text for text in unit.record_format.texts(raw) if text is not None]
        site = site_of(unit, raw, self.options) if texts else None
        pages = [(site, Page.of(self.pipeline.explain(text, kind=unit.kind))) for text in texts]
        return Result(pickle.dumps(pages))


def _complaints(batch: FileBatch | RecordBatch, results: Sequence[Result]) -> Iterator[str]:
    """Yield a line for each file and record that could not be read."""
    sources = batch.sources if isinstance(batch, FileBatch) else [batch.source] * len(results)
    for source, result in zip(sources, results, strict=True):
        yield from _complaint(source, result.failure)
    if isinstance(batch, RecordBatch):
        yield from _complaint(batch.source, batch.failure)


def _complaint(source: Source, failure: Failure | None) -> Iterator[str]:
    if failure is not None:
        yield f"{source.name if failure.line is None else f'{source.name}:{failure.line}'}: {failure.cause}"
