"""Runs a pipeline over files: workers clean batches, a sink writes the results in order, and a run can be resumed."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Final

import orjson

from cleantext.corpus.atomic import check_writable, write_stream
from cleantext.corpus.feed import batches
from cleantext.corpus.formats import FORMATS
from cleantext.corpus.journal import Journal
from cleantext.corpus.places import contains, is_remote, place
from cleantext.corpus.plan import Plan, Survey
from cleantext.corpus.pool import InProcess, WorkerPool, worker_count
from cleantext.corpus.records import MAX_BYTES, InputOptions
from cleantext.corpus.sinks import FileSink, StreamSink, Totals
from cleantext.corpus.work import Result, Unit, UnitCleaner, lost
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
    """Totals of a run over files, including what interrupted runs into the same output had already done.

    Attributes:
        documents: how many were cleaned; each text of a record counts.
        pages: how many of them were HTML.
        bytes_in: length of their texts before cleaning, in UTF-8 bytes; for a page, of its visible text.
        bytes_out: length of their texts after cleaning, in UTF-8 bytes, without any markup they are written with.
        cuts: for each family (name of a filter) the number of removals, and the characters in them.
        quarantined: how many records, or whole files, failed.
        quarantine: the file that holds them; None if there is none.
        skipped: how many entries of folders are not files of a known format.
        passed_over: how many records hold no document, such as requests in a WARC file.
        earlier: how many files an earlier run had finished.
        bytes_now: bytes that this run cleaned itself; pages count with their markup.
        seconds: how long this run took.
        line_is_open: whether the last line written to standard output has no line ending.
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
    grow with the input, and an interrupted run is resumed when it is started again.

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
        kind: what records, standard input and files are whose name does not say it; None auto-detects each.
        to: the format of the result, in files and records.
        images: whether Markdown and HTML show pictures.
        encoding: how to read what is not UTF-8; None auto-detects it.
        input_format: the format of standard input, and of files whose name does not say it: "document", "jsonl",
            "json", "csv", "tsv", "parquet" or "warc".
        delimiter: what separates the cells of CSV; None auto-detects it from the header.
        site: the member or column with the address of a record, or the name of its site, for rules that name sites;
            None is "url" where there is one. Of WARC it is the address of the page, of a file the folder it lies in.
        glob: patterns for the files in folders, by name or path; none takes all.
        exclude: patterns for those that are left out.
        max_bytes: maximum size of a document, in bytes after decompression; larger ones fail.
        jobs: number of worker processes; None is all cores.
        dry_run: whether to write nothing but the report.
        report: the page of HTML to write that shows what was cut, and why; it covers what this run cleans, and no files
            that an earlier one had done already.
        progress: called with the bytes of input that are done, and those of all input.
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
    options = InputOptions(
        *(listed(field) or ("text",), listed(into), None if keep is None else listed(keep), stats, encoding, kind),
        *(max_bytes, max_cut, delimiter, to),
        site=site,
    )
    options = options.with_sites() if pipeline.rules.name_sites else options
    check_input_options(options, input_format)
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
        *(plan, pipeline, options),
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
    options: InputOptions,
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
    cleaner = UnitCleaner(pipeline, options, images, explain is not None, kept, colour, gathering is not None)
    with ExitStack() as stack:
        sink: StreamSink | FileSink
        if plan.journal is None or dry_run:
            sink = StreamSink(sys.stdout.buffer if stdout else None, complain, advance)
        else:
            sink = FileSink(plan, Journal(plan.journal, fingerprint(pipeline, options, images)), advance)
            stack.callback(sink.close)
        pool = _pool(plan, cleaner, jobs)
        stack.enter_context(pool)
        for batch, results in pool.map(batches(plan, options, sink)):
            sink.write(batch, results)
            for result in results:
                if explain is not None and result.explanation:
                    explain(result.explanation)
                if gathering is not None:
                    for one in result.seen:
                        gathering.add(one)
        sink.finish()
        return sink.totals


def fingerprint(pipeline: Pipeline, options: InputOptions, images: bool) -> str:
    """A string that changes when anything but the input does that decides the output; part of each checkpoint."""
    return orjson.dumps([pipeline.fingerprint, options, images]).decode()


def listed(names: str | Sequence[str] | None) -> tuple[str, ...]:
    """Names as a tuple, be they given as one string, as several, or not at all."""
    return () if names is None else (names,) if isinstance(names, str) else tuple(names)


def check_input_options(options: InputOptions, input_format: str | None) -> None:
    """Raises OptionError for an option with a value that it cannot have."""
    check_options(options.kind, options.to)
    if options.max_bytes < 1:
        raise OptionError(f"max_bytes is at least 1, not {options.max_bytes}")
    if options.max_cut is not None and not 0 <= options.max_cut <= 1:
        raise OptionError(f"{options.max_cut} is no share of a document: name one from 0 to 1")
    if options.encoding is not None:
        find_encoding(b"", options.encoding)
    if options.into and len(options.into) != len(options.fields):
        raise OptionError(f"{len(options.fields)} fields go into {len(options.into)}: name one for each, or none")
    if len(set(options.output_fields)) < len(options.output_fields):
        raise OptionError(f"two clean texts would go into one field: {', '.join(options.output_fields)}")
    if input_format is not None and input_format not in FORMATS:
        raise OptionError(f"{input_format!r} is no format of input; there is {', '.join(FORMATS)}")
    if options.delimiter is not None and (len(options.delimiter.encode()) != 1 or options.delimiter in '"\r\n'):
        raise OptionError(f"{options.delimiter!r} is no delimiter: name one ASCII character, such as ; or |")


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
    check_writable(page)
    return page


def _write_report(page: Path, gathering: Gathering, totals: Totals, named: Sequence[str]) -> None:
    from cleantext.reports.page import run_page  # Nobody else waits for what writes pages.

    source = ", ".join(named[:3]) + (f" and {len(named) - 3:,} more" if len(named) > 3 else "")
    earlier = totals.tally.documents - gathering.documents
    text = run_page(gathering, source=source, failed=totals.quarantined, earlier=earlier)
    write_stream(page, lambda file: file.write(text.encode("utf-8", "replace")))


def _pool(plan: Plan, cleaner: UnitCleaner, jobs: int) -> InProcess[Unit, Result] | WorkerPool[Unit, Result]:
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
