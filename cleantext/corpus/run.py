"""Runs a pipeline over files: has the pieces cleaned, keeps the results in order, and goes on where a run stopped."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import orjson

from cleantext.corpus.feed import pieces
from cleantext.corpus.formats import FORMATS
from cleantext.corpus.journal import Journal
from cleantext.corpus.keep import Aloud, InFiles, Totals
from cleantext.corpus.places import contains, is_remote, place
from cleantext.corpus.plan import Plan, Survey
from cleantext.corpus.pool import InProcess, WorkerPool, worker_count
from cleantext.corpus.records import MAX_BYTES, URL, Reading
from cleantext.corpus.sinks import write_stream
from cleantext.corpus.work import Cleaner, Result, Unit, lost
from cleantext.errors import BatchError, OptionError
from cleantext.judgement import Strictness
from cleantext.pipeline import Pipeline, check_options, or_default
from cleantext.readers import Kind
from cleantext.readers.encoding import find_encoding
from cleantext.reports.gathering import Gathering
from cleantext.reports.terminal import Tally, summary
from cleantext.writers import Format

#: An OUT, or a path, that is standard output or input.
STANDARD: Final = "-"


@dataclass(frozen=True, slots=True)
class Report:
    """What a run over files comes to, with what earlier runs into the same place had done already.

    Attributes:
        documents: how many were cleaned; each text of a record counts.
        pages: how many of them were HTML.
        bytes_in: length of their texts before, in UTF-8; of a page what a reader sees of it.
        bytes_out: length of their texts after, in UTF-8, without the markup that they may be written with.
        cuts: for each family (name of a filter) the number of removals, and the characters in them.
        quarantined: how many records, or whole files, failed.
        quarantine: the file that holds them; None if there is none.
        skipped: how many things in folders are no files of a known format.
        passed_over: how many records hold no document, as those of requests in WARC.
        earlier: how many files an earlier run had finished.
        bytes_now: length of what this run cleaned itself, pages with their markup.
        seconds: how long this run took.
        line_is_open: whether the last line that went to standard output has no ending.
    """

    documents: int
    pages: int
    bytes_in: int
    bytes_out: int
    cuts: dict[str, tuple[int, int]]
    quarantined: int
    quarantine: str | None
    skipped: int
    passed_over: int
    earlier: int
    bytes_now: int
    seconds: float
    line_is_open: bool = False

    def __str__(self) -> str:
        tally = Tally(**{field.name: getattr(self, field.name) for field in fields(Tally)})
        return summary(
            tally,
            failed=self.quarantined,
            quarantine=self.quarantine,
            skipped=self.skipped,
            passed_over=self.passed_over,
            earlier=self.earlier,
            bytes_now=self.bytes_now,
            seconds=self.seconds,
        )


def clean_files(
    paths: str | Path | Sequence[str | Path],
    out: str | Path | None,
    *,
    pipeline: Pipeline | None = None,
    strictness: Strictness | None = None,
    field: str | Sequence[str] | None = None,
    into: str | Sequence[str] | None = None,
    keep: str | Sequence[str] | None = None,
    stats: bool = False,
    max_cut: float | None = None,
    kind: Kind | None = None,
    to: Format = "text",
    images: bool = False,
    encoding: str | None = None,
    input_format: str | None = None,
    delimiter: str | None = None,
    site: str | None = None,
    glob: str | Sequence[str] = (),
    exclude: str | Sequence[str] = (),
    max_bytes: int = MAX_BYTES,
    jobs: int | None = None,
    dry_run: bool = False,
    report: str | Path | None = None,
    progress: Callable[[int, int], object] | None = None,
    complain: Callable[[str], object] | None = None,
    explain: Callable[[str], object] | None = None,
    explain_kept: bool = False,
    colour: bool = False,
) -> Report:
    """Clean files and folders, as the command `cleantext` does; nothing is printed.

    Writes are atomic and never over an input. What fails goes to a quarantine and costs nothing else, memory does not
    grow with the input, and a run that was broken off goes on where it stopped when it is started again.

    Args:
        paths: files, folders, or "-" for standard input.
        out: the folder to write to; for one file also the file, or "-" for standard output. None writes nothing, which
            is for `explain`, `report` and `dry_run`.
        pipeline: what to clean with; None is the default one.
        strictness: that of the default pipeline, "careful" or "thorough"; a pipeline that is named has one of its own.
        field: the members or columns of records that hold text ("text" unless named); "meta.text" is a member of a
            member.
        into: for each of them the one for the clean text; None replaces the text.
        keep: the members or columns that the result has besides the texts; None keeps all.
        stats: whether records tell the share that was cut ("share_cut") and the number of cuts by family ("cuts").
        max_cut: the share of a document, from 0 to 1, that may be cut; one that would lose more is quarantined.
        kind: what records, standard input and files are whose name does not say it; None tells each by its looks.
        to: the format of the result, in files and records.
        images: whether Markdown and HTML show pictures.
        encoding: how to read what is not UTF-8; None detects it.
        input_format: what standard input and files are whose name says nothing: "document", "jsonl", "json", "csv",
            "tsv", "parquet" or "warc".
        delimiter: what stands between the cells of CSV; None finds it in the header.
        site: the member or column with the address of a record, or the name of its site, for rules that name sites;
            None is "url" where there is one. Of WARC it is the address of the page, of a file the folder it lies in.
        glob: patterns for the files in folders, by name or path; none takes all.
        exclude: patterns for those that are left out.
        max_bytes: most bytes of a document, unpacked; longer ones fail.
        jobs: number of worker processes; None is all cores.
        dry_run: whether to write nothing but the report.
        report: the page of HTML to write that shows what was cut, and why; it covers what this run cleans, and no files
            that an earlier one had done already.
        progress: called with the bytes of input that are done with, and those of all input.
        complain: called with a line for each failure, where there is no quarantine for it.
        explain: called with the explanation of each document, in order; without an `out` instead of the result.
        explain_kept: whether explanations show what was found and kept, too.
        colour: whether they are coloured.

    Raises:
        BatchError: an input is missing or of no known format, an output would overwrite what it should not, another run
            is at work in `out`, or workers cannot start.
        OptionError: an option has a value that it cannot have.
        OSError: an output cannot be written.
    """
    started = time.monotonic()
    pipeline = or_default(pipeline, strictness)
    reading = Reading(
        *(listed(field) or ("text",), listed(into), None if keep is None else listed(keep), stats, encoding, kind),
        *(max_bytes, max_cut, delimiter, to),
        site=(site or URL) if pipeline.rules.name_sites else site,
    )
    check_reading(reading, input_format)
    jobs = worker_count(jobs)
    named = [str(path) for path in ([paths] if isinstance(paths, str | Path) else paths)]
    out_folder = None if out is None or out == STANDARD else str(out)
    if not named:
        raise BatchError("nothing to clean: name a file, a folder, or - for standard input")
    records = stats or any(value is not None for value in (field, into, keep))
    plan = Plan(
        *(named, out_folder),
        to=to,
        stdin=input_format or ("jsonl" if records else "document"),
        other=input_format,
        glob=listed(glob),
        exclude=listed(exclude),
    )
    page = None if report is None else _report_at(report, named, plan)
    if out_folder is None and not (plan.single or dry_run or explain or page):
        raise BatchError("several files need a place to go: name it with -o OUT")
    survey = plan.survey()
    done = 0

    def advance(size: int) -> None:
        nonlocal done
        done += size
        if progress is not None:
            progress(done, survey.bytes)

    advance(0)
    gathering = None if page is None else Gathering()
    totals = run(
        *(plan, pipeline, reading),
        images=images,
        jobs=jobs,
        stdout=out == STANDARD and plan.single and explain is None and not dry_run,
        dry_run=dry_run,
        gathering=gathering,
        explain=explain,
        kept=explain_kept,
        colour=colour,
        advance=advance,
        complain=complain or (lambda _: None),
    )
    if page is not None and gathering is not None:
        _write_report(page, gathering, totals, named)
    quarantine = None if dry_run or plan.quarantine is None or not totals.quarantined else str(plan.quarantine)
    return _report(totals, survey, quarantine, time.monotonic() - started)


def run(
    plan: Plan,
    pipeline: Pipeline,
    reading: Reading,
    *,
    images: bool = False,
    jobs: int = 1,
    stdout: bool = False,
    dry_run: bool = False,
    gathering: Gathering | None = None,
    explain: Callable[[str], object] | None = None,
    kept: bool = False,
    colour: bool = False,
    advance: Callable[[int], object] = lambda _: None,
    complain: Callable[[str], object] = lambda _: None,
) -> Totals:
    """Cleans everything in a plan whose `survey` has found nothing wrong; arguments as for `clean_files`.

    What a report shows of the documents is added to `gathering`.
    """
    cleaner = Cleaner(pipeline, reading, images, explain is not None, kept, colour, gathering is not None)
    with ExitStack() as stack:
        keeper: Aloud | InFiles
        if plan.journal is None or dry_run:
            keeper = Aloud(sys.stdout.buffer if stdout else None, complain, advance)
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
                if gathering is not None:
                    for one in result.seen:
                        gathering.add(one)
        keeper.finish()
        return keeper.totals


def fingerprint(pipeline: Pipeline, reading: Reading, images: bool) -> str:
    """Stands for all that decides about the output, apart from the input."""
    return orjson.dumps([pipeline.fingerprint, reading, images]).decode()


def listed(names: str | Sequence[str] | None) -> tuple[str, ...]:
    """Some names, of which one may stand alone."""
    return () if names is None else (names,) if isinstance(names, str) else tuple(names)


def check_reading(reading: Reading, input_format: str | None) -> None:
    """Raises OptionError for what cannot be asked for."""
    check_options(reading.kind, reading.to)
    if reading.max_bytes < 1:
        raise OptionError(f"max_bytes is at least 1, not {reading.max_bytes}")
    if reading.max_cut is not None and not 0 <= reading.max_cut <= 1:
        raise OptionError(f"{reading.max_cut} is no share of a document: name one from 0 to 1")
    if reading.encoding is not None:
        find_encoding(b"", reading.encoding)
    if reading.into and len(reading.into) != len(reading.fields):
        raise OptionError(f"{len(reading.fields)} fields go into {len(reading.into)}: name one for each, or none")
    if len(set(reading.goals)) < len(reading.goals):
        raise OptionError(f"two clean texts would go into one field: {', '.join(reading.goals)}")
    if input_format is not None and input_format not in FORMATS:
        raise OptionError(f"{input_format!r} is no format of input; there is {', '.join(FORMATS)}")
    if reading.delimiter is not None and (len(reading.delimiter.encode()) != 1 or reading.delimiter in '"\r\n'):
        raise OptionError(f"{reading.delimiter!r} is no delimiter: name one ASCII character, such as ; or |")


def _report_at(report: str | Path, inputs: Sequence[str], plan: Plan) -> Path:
    """Returns where a report goes. Raises BatchError for a place at which it would be taken for something else."""
    page = place(str(report))
    if is_remote(page) or page.suffix.lower() not in (".html", ".htm") or page.is_dir():
        raise BatchError(f"{report}: a report is a page on this machine; let its name end in .html")
    for source in (place(each) for each in inputs if each != STANDARD):
        if not is_remote(source) and contains(source, page):
            raise BatchError(f"{report}: would lie in the input {source}; choose another place for the report")
    if plan.out is not None and contains(plan.out, page):
        raise BatchError(f"{report}: would lie in the output {plan.out}; choose another place for the report")
    return page


def _write_report(page: Path, gathering: Gathering, totals: Totals, named: Sequence[str]) -> None:
    from cleantext.reports.page import run_page  # Nobody else waits for what writes pages.

    source = ", ".join(named[:3]) + (f" and {len(named) - 3:,} more" if len(named) > 3 else "")
    earlier = totals.tally.documents - gathering.documents
    text = run_page(gathering, source=source, failed=totals.quarantined, earlier=earlier)
    write_stream(page, lambda file: file.write(text.encode("utf-8", "replace")))


def _pool(plan: Plan, cleaner: Cleaner, jobs: int) -> InProcess[Unit, Result] | WorkerPool[Unit, Result]:
    # One document that nothing else waits for is not worth a process; everything else is kept safe from its crash.
    if plan.out is None and plan.single and all(source.format.is_document for source in plan.sources()):
        return InProcess(cleaner)
    return WorkerPool(cleaner, lost, jobs)


def _report(totals: Totals, survey: Survey, quarantine: str | None, seconds: float) -> Report:
    tally = totals.tally
    return Report(
        *(tally.documents, tally.pages, tally.bytes_in, tally.bytes_out, tally.cuts),
        *(totals.quarantined, quarantine, survey.skipped, totals.passed_over, totals.earlier),
        *(totals.bytes_now, seconds, totals.line_is_open),
    )
