"""The batch cleaning script: `cleantext PATH… -o OUT`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from typing import Any, Literal, get_args

import click
from tqdm import tqdm

from cleantext.corpus import BatchError, Plan, Reading, Survey, Totals, run
from cleantext.corpus.names import READABLE
from cleantext.corpus.records import MAX_BYTES
from cleantext.errors import CleantextError
from cleantext.filters.base import FamilyFilter
from cleantext.judging.rules import STRUCTURE
from cleantext.pipeline import Pipeline
from cleantext.readers import Kind
from cleantext.readers.encoding import find_encoding
from cleantext.writers import Format
from cleantext.writers.report import summary

EXIT_QUARANTINED = 1
EXIT_NOT_DONE = 2
EXIT_INTERRUPTED = 130

_HELP = f"""Takes the site out of articles: comment forms, share bars, newsletter boxes, menus, footers.

PATH is a file, a folder (read with everything below it, and mirrored in OUT) or "-" for standard input. Formats:
{READABLE}. Other files in folders are left alone, and counted. Standard input is one document; with --field or --into
it is JSON lines. One file and no -o: the result goes to standard output.

Files named .html, .htm or .xhtml are pages of HTML, those named .md are text. Of .txt files, records and standard
input each is told by its looks, or by --kind. In OUT page.html becomes page.txt, or with --to page.md, page.html or
page.json; where something else becomes that already, it is page.html.txt. Compressed files stay compressed. With --to
json, JSON lines get an object. Bytes, characters and lines of a page are those of its text; only the speed counts its
markup.

In records everything but the text stays as it is, and so do blank lines. A record that fails (broken JSON, no such
field, undecodable) goes to OUT/quarantine.jsonl with its file, line and cause, and the rest goes on; so does a file
that is damaged or no text at all, and the beginning of a record that is longer than --max-bytes. If OUT is a file, the
quarantine is OUT.quarantine.jsonl.

A run that was broken off, by Ctrl-C or otherwise, goes on where it stopped when the same command is given again.
After a complete run the same command cleans only files that have changed since, and tries again what failed for want
of memory or access; with other options or rules everything is done anew. OUT/.cleantext.journal holds the notes for
this, and may be deleted.

\b
Exit status:
  0    everything is clean
  1    some records failed; they are in the quarantine, or named on standard error
  2    wrong usage, or the output cannot be written
  130  stopped by Ctrl-C
"""


class _Command(click.Command):
    """Takes `--explain=all`: click has no option whose value may be missing without taking the next word for it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line."""
        return super().parse_args(ctx, ["--explain-all" if word == "--explain=all" else word for word in args])


@click.command(cls=_Command, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", metavar="PATH...", nargs=-1)
@click.option(
    "-o", "--out", metavar="OUT", help="Folder to write to; for one file also the file, or - for standard output."
)
@click.option("--field", metavar="NAME", help="Member or column that holds the text.  [default: text]")
@click.option("--into", metavar="NAME", help="Member or column for the clean text; keeps the original.")
@click.option("--encoding", metavar="NAME", help="How to read what is not UTF-8.  [default: as declared, or detected]")
@click.option(
    "--kind",
    type=click.Choice(["auto", "text", "html"]),
    default="auto",
    help="What records, standard input and .txt files are.  [default: auto]",
)
@click.option(
    "--to",
    type=click.Choice(get_args(Format)),
    default="text",
    help="Format of the result, in files and records.  [default: text]",
)
@click.option("--images", is_flag=True, help="Show pictures in Markdown and HTML.")
@click.option("--without", metavar="FILTER", multiple=True, help="Leave a filter out. Can be repeated.")
@click.option("--only", metavar="FILTER", multiple=True, help="Use this filter alone. Can be repeated.")
@click.option(
    "--rules", metavar="FILE", multiple=True, help="Add a rule pack (TOML). Can be repeated.", type=click.Path()
)
@click.option(
    "--max-bytes",
    metavar="N",
    type=click.IntRange(min=1),
    default=MAX_BYTES,
    help=f"Most bytes of a document, unpacked; longer ones fail.  [default: {MAX_BYTES}]",
)
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="Worker processes.  [default: all cores]")
@click.option("--dry-run", is_flag=True, help="Do everything but write.")
@click.option(
    "--explain",
    is_flag=True,
    help="Show what goes, and by which rule, instead of the result; --explain=all also what is kept, and why.",
)
@click.option("--explain-all", is_flag=True, hidden=True)
@click.option("--list-filters", is_flag=True, help="List the filters and stop.")
@click.option("--list-rules", is_flag=True, help="List the rules (id, match, strength, where, languages) and stop.")
@click.version_option(package_name="cleantext-articles")
def main(
    paths: tuple[str, ...],
    out: str | None,
    field: str | None,
    into: str | None,
    encoding: str | None,
    kind: Literal["auto"] | Kind,
    to: Format,
    images: bool,
    without: tuple[str, ...],
    only: tuple[str, ...],
    rules: tuple[str, ...],
    max_bytes: int,
    jobs: int | None,
    dry_run: bool,
    explain: bool,
    explain_all: bool,
    list_filters: bool,
    list_rules: bool,
) -> None:
    """Entry point of the command; its help is the module's _HELP."""
    try:
        pipeline = _pipeline(rules, only, without)
        if list_filters or list_rules:
            _print_lists(pipeline, filters=list_filters, rules=list_rules)
            return
        if encoding is not None:
            find_encoding(b"", encoding)
        if not paths:
            raise BatchError("nothing to clean: name a file, a folder, or - for standard input")
        if out == "-":
            out = None  # Standard output, as "-" among the paths is standard input.
        explain = explain or explain_all
        plan = Plan(paths, out, lines_from_stdin=field is not None or into is not None, to=to)
        if out is None and not (plan.single or dry_run or explain):
            raise BatchError("several files need a place to go: name it with -o OUT")
        reading = Reading(
            fields=(field or "text",),
            into=() if into is None else (into,),
            encoding=encoding,
            kind=None if kind == "auto" else kind,
            max_bytes=max_bytes,
            to=to,
        )
        code = _clean(
            *(plan, pipeline, reading),
            images=images,
            jobs=jobs or _cores(),
            dry_run=dry_run,
            explain=explain,
            kept=explain_all,
        )
        sys.exit(code)
    except KeyboardInterrupt:
        taken_up = "; the same command goes on from here" if out is not None and not dry_run else ""
        click.echo(f"cleantext: stopped{taken_up}", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except (CleantextError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            raise  # The reader of standard output has gone, which click takes quietly.
        click.echo(f"cleantext: {error}", err=True)
        sys.exit(EXIT_NOT_DONE)


def _clean(
    plan: Plan,
    pipeline: Pipeline,
    reading: Reading,
    *,
    images: bool,
    jobs: int,
    dry_run: bool,
    explain: bool,
    kept: bool,
) -> int:
    began = time.monotonic()
    survey = plan.survey()
    to_terminal = sys.stdout.isatty() and (explain or plan.out is None)
    # A bar between the lines of a text would spoil both.
    with _bar(survey, hidden=to_terminal) as bar:
        totals = run(
            plan,
            pipeline,
            reading,
            images=images,
            jobs=jobs,
            dry_run=dry_run,
            explain=_show if explain else None,
            kept=kept,
            colour=explain and _wants_colour(),
            advance=bar.update,
            complain=lambda line: bar.write(f"cleantext: {line}", file=sys.stderr),
        )
    quarantine = None if dry_run or plan.quarantine is None else str(plan.quarantine)
    _print_summary(quarantine, survey, totals, time.monotonic() - began)
    return EXIT_QUARANTINED if totals.quarantined else 0


def _pipeline(rules: Sequence[str], only: Sequence[str], without: Sequence[str]) -> Pipeline:
    pipeline = Pipeline.default(*rules)
    if only:
        pipeline = pipeline.only(*only)
    return pipeline.without(*without) if without else pipeline


def _print_lists(pipeline: Pipeline, *, filters: bool, rules: bool) -> None:
    if filters:
        for judge in pipeline:
            click.echo(f"{judge.name:<20}  {judge.about if isinstance(judge, FamilyFilter) else ''}".rstrip())
    if rules:
        rows = [
            (rule.id, rule.match, rule.strength, rule.where, ",".join(rule.languages) or "any")
            for rule in pipeline.rules.all
        ]
        rows += [(rule, "structure", "marker", "anywhere", "any") for rule in STRUCTURE]
        for name, match, strength, where, languages in sorted(rows):
            click.echo(f"{name:<44}  {match:<10}  {strength:<8}  {where:<9}  {languages}")


def _bar(survey: Survey, *, hidden: bool) -> Any:
    # tqdm's watching thread would only guess at the speed of a run that reports often enough by itself.
    tqdm.monitor_interval = 0
    # None hides the bar where standard error is no terminal.
    return tqdm(total=survey.bytes or None, unit="B", unit_scale=True, disable=True if hidden else None, leave=False)


def _show(explanation: str) -> None:
    click.echo(explanation, nl=False, color=True)


def _wants_colour() -> bool:
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _print_summary(quarantine: str | None, survey: Survey, totals: Totals, seconds: float) -> None:
    text = summary(
        totals.tally,
        failed=totals.quarantined,
        quarantine=quarantine,
        skipped=survey.skipped,
        earlier=totals.earlier,
        bytes_now=totals.bytes_now,
        seconds=seconds,
    )
    # On a terminal the summary must not stand on the last line of a text that does not end its line.
    if totals.line_is_open and sys.stdout.isatty():
        text = f"\n{text}"
    click.echo(text, err=True)


def _cores() -> int:
    # Those that this process may use, which in a container are fewer than the machine has.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
