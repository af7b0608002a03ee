"""Runs a pipeline over a plan: has the pieces cleaned, keeps the results in order, and goes on where a run stopped."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import ExitStack

import orjson

from cleantext.corpus.feed import pieces
from cleantext.corpus.journal import Journal
from cleantext.corpus.keep import Aloud, InFiles, Totals
from cleantext.corpus.plan import Plan
from cleantext.corpus.pool import InProcess, WorkerPool
from cleantext.corpus.records import Reading
from cleantext.corpus.work import Cleaner, Result, Unit, lost
from cleantext.pipeline import Pipeline


def run(
    plan: Plan,
    pipeline: Pipeline,
    reading: Reading,
    *,
    images: bool = False,
    jobs: int = 1,
    dry_run: bool = False,
    explain: Callable[[str], None] | None = None,
    kept: bool = False,
    colour: bool = False,
    advance: Callable[[int], None] = lambda _: None,
    complain: Callable[[str], None] = lambda _: None,
) -> Totals:
    """Cleans everything in a plan.

    With an OUT the results go there, and a run that was broken off goes on where it stopped. Without one the output
    goes to standard output, unless the explanations are wanted instead.

    Args:
        plan: what to read and where to write; its `survey` should have found nothing wrong.
        pipeline: what to clean with.
        reading: how to read the inputs.
        images: whether Markdown and HTML show pictures.
        jobs: number of worker processes.
        dry_run: whether to write nothing.
        explain: given the explanation of each document, in order; None makes none.
        kept: whether explanations show what was found and kept, too.
        colour: whether they are coloured.
        advance: given each number of bytes of input that is done with.
        complain: given a line for each failure, where there is no quarantine for it.

    Raises:
        BatchError: another run is at work in OUT, or its journal is damaged, or workers cannot start.
        OSError: an output cannot be written.
    """
    cleaner = Cleaner(pipeline, reading, images, explain is not None, kept, colour)
    with ExitStack() as stack:
        keeper: Aloud | InFiles
        if plan.journal is None or dry_run:
            silent = dry_run or explain is not None
            keeper = Aloud(None if silent else sys.stdout.buffer, complain, advance)
        else:
            keeper = InFiles(plan, Journal(plan.journal, fingerprint(pipeline, reading, images)), advance)
            stack.callback(keeper.close)
        pool = _pool(plan, cleaner, jobs)
        stack.enter_context(pool)
        for piece, results in pool.map(pieces(plan, reading, keeper)):
            keeper.keep(piece, results)
            for result in results:
                if explain is not None and result.explanation:
                    explain(result.explanation)
        keeper.finish()
        return keeper.totals


def fingerprint(pipeline: Pipeline, reading: Reading, images: bool) -> str:
    """Stands for all that decides about the output, apart from the input."""
    return orjson.dumps([pipeline.fingerprint, reading, images]).decode()


def _pool(plan: Plan, cleaner: Cleaner, jobs: int) -> InProcess[Unit, Result] | WorkerPool[Unit, Result]:
    # One document that nothing else waits for is not worth a process; everything else is kept safe from its crash.
    if plan.out is None and plan.single and all(source.format.is_document for source in plan.sources()):
        return InProcess(cleaner)
    return WorkerPool(cleaner, lost, jobs)
