"""The command line: `cleantext PATH… -o OUT` cleans files, and other commands have names of their own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, get_args

import click

from cleantext import __version__
from cleantext.corpus.formats import FORMATS
from cleantext.corpus.names import READABLE
from cleantext.corpus.records import MAX_BYTES
from cleantext.errors import CleantextError
from cleantext.writers import Format

# Modules for cleaning are imported late: help texts and errors do not need them.
if TYPE_CHECKING:
    from cleantext.corpus.run import Report
    from cleantext.pipeline import Pipeline

EXIT_QUARANTINED = 1
EXIT_NOT_DONE = 2
EXIT_INTERRUPTED = 130

_HELP = f"""Takes the site out of articles: comment forms, share bars, newsletter boxes, menus, footers.

PATH is a file, a folder (read with everything below it, and mirrored in OUT) or "-" for standard input. Formats:
{READABLE}. Other files in folders are left alone, and counted; --input-format says what they are, and what standard
input is, which else is one document, or with --field, --into, --keep or --stats JSON lines. One file and no -o: the
result goes to standard output.

Files named .html, .htm or .xhtml are pages of HTML, those named .md are text. Of .txt files, records and standard
input each is auto-detected, or --kind says it. In OUT page.html becomes page.txt, or with --to page.md, page.html or
page.json; where something else becomes that already, it is page.html.txt. Compressed files stay compressed. With --to
json, records of JSON get an object. Bytes, characters and lines of a page are those of its text; only the speed counts
its markup.

In records everything but the text stays as it is, and so do blank lines; a .json file holds a list, of which each
element has lines of its own, or lines. Of WARC and WET, pages and extracted texts become lines of JSON with url,
date, title, text and language, or Parquet if OUT is called so. A record that fails (broken JSON, no such field,
undecodable) goes to OUT/quarantine.jsonl with its file, line or number, and cause, and the rest goes on; so does a
file that is damaged or no text at all, the beginning of a record that is longer than --max-bytes, and what would lose
more than --max-cut. If OUT is a file, the quarantine is OUT.quarantine.jsonl.

A run that was interrupted, by Ctrl-C or otherwise, is resumed when the same command is given again.
After a complete run into a folder the same command cleans only files that have changed since, and tries again what
failed for lack of memory or access; with other options or rules everything is done again. OUT/.cleantext.journal holds
the checkpoints, and may be deleted.

Other commands, each with a --help of its own: check finds chrome and changes nothing, diff compares two outputs, learn
finds what sites repeat, and rules helps to write rule packs.

\b
Examples:
  cleantext page.html                                     the article, on standard output
  cleantext --explain=all page.html                       what is cut and kept, and why
  cleantext dump/ -o clean/ --to markdown                 a folder; page.html becomes page.md
  cleantext news.jsonl -o clean.jsonl --field body        records
  cleantext crawl.warc.gz -o crawl.parquet --report report.html
  curl -s URL | cleantext -                               standard input

\b
Exit status:
  0    everything is clean
  1    some records failed; they are in the quarantine, or named on standard error
  2    wrong usage, or the output cannot be written
  130  stopped by Ctrl-C
"""


#: Commands that are imported when they are called, each by its module and its name there.
_COMMANDS: Final = {
    "rules": ("cleantext.commands.rules", "rules"),
    "check": ("cleantext.commands.check", "check"),
    "diff": ("cleantext.commands.diff", "diff"),
    "learn": ("cleantext.commands.learn", "learn"),
}


class _Commands(click.Group):
    """Commands by name; arguments that do not begin with one are for `clean`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line."""
        return super().parse_args(ctx, args if args and args[0] in self.list_commands(ctx) else ["clean", *args])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names of commands."""
        return sorted({*super().list_commands(ctx), *_COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; None if there is none."""
        if cmd_name in _COMMANDS:
            module, name = _COMMANDS[cmd_name]
            command: click.Command = getattr(import_module(module), name)
            return command
        return super().get_command(ctx, cmd_name)


class _Clean(click.Command):
    """Takes `--explain=all`: click has no option whose value may be missing without taking the next word for it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line."""
        # It is the default command, which is not named.
        ctx.info_name = ctx.parent.info_name if ctx.parent is not None else ctx.info_name
        ctx.parent = None
        return super().parse_args(ctx, ["--explain-all" if word == "--explain=all" else word for word in args])


@click.group(cls=_Commands, help=_HELP, add_help_option=False)
def main() -> None:
    """Entry point of the command line."""


def _names(value: str) -> tuple[str, ...]:
    """Names separated by commas, and perhaps spaces."""
    return tuple(map(str.strip, value.split(",")))


def _delimiter(value: str) -> str:
    """A sign; a tab is hard to type in a shell, and may be written as backslash and t."""
    return "\t" if value == "\\t" else value


def _filters(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[str]:
    """The filters whose names begin so, for shells."""
    from cleantext.filters import FAMILIES

    return [judge.name for judge in FAMILIES if judge.name.startswith(incomplete)]


@main.command("clean", cls=_Clean, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", metavar="PATH...", nargs=-1, type=click.Path())
@click.option(
    *("-o", "--out"),
    metavar="OUT",
    type=click.Path(),
    help="Folder to write to; for one file also the file, or - for standard output.",
)
@click.option(
    "--field",
    metavar="NAME",
    multiple=True,
    help="Member or column that holds the text; a.b is one inside another. Can be repeated.  [default: text]",
)
@click.option("--into", metavar="NAME", multiple=True, help="The one for the clean text of each; keeps the original.")
@click.option("--keep", metavar="NAME,...", type=_names, help="Besides the text, keep only these in the result.")
@click.option("--stats", is_flag=True, help="Add share_cut and cuts (their number by family) to each record.")
@click.option(
    "--max-cut", metavar="SHARE", type=click.FloatRange(0, 1), help="Quarantine documents that lose more, as in 0.5."
)
@click.option(
    "--input-format", type=click.Choice(list(FORMATS)), help="What standard input and files of other names are."
)
@click.option(
    "--delimiter",
    metavar="C",
    type=_delimiter,
    help="What stands between the cells of CSV, \\t for a tab.  [default: as the header tells]",
)
@click.option(
    "--site", metavar="NAME", help="Member or column with the address or site, for rules of sites.  [default: url]"
)
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
@click.option(
    "--without",
    metavar="FILTER",
    multiple=True,
    help="Leave a filter out. Can be repeated.",
    shell_complete=_filters,
)
@click.option(
    "--only",
    metavar="FILTER",
    multiple=True,
    help="Use this filter alone. Can be repeated.",
    shell_complete=_filters,
)
@click.option("--thorough", is_flag=True, help="Also cut what is in doubt at both ends of an article.")
@click.option(
    "--rules", metavar="FILE", multiple=True, help="Add a rule pack (TOML). Can be repeated.", type=click.Path()
)
@click.option("--glob", metavar="PATTERN", multiple=True, help="Of folders, only files such as *.html.")
@click.option("--exclude", metavar="PATTERN", multiple=True, help="Of folders, no files such as drafts/*.")
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
@click.option(
    "--report", metavar="FILE", type=click.Path(), help="Write a page of HTML that shows what was cut, and why."
)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary.")
@click.option("--list-filters", is_flag=True, help="List the filters and stop.")
@click.option("--list-rules", is_flag=True, help="List the rules (id, match, strength, where, languages) and stop.")
@click.version_option(__version__)
def clean(paths: tuple[str, ...], out: str | None, **options: Any) -> None:
    """Clean files; the help of the command is the module's _HELP."""
    from cleantext.corpus.run import STANDARD

    explain_all, quiet = options.pop("explain_all"), options.pop("quiet")
    explain = options.pop("explain") or explain_all
    listed = {name: options.pop(f"list_{name}") for name in ("filters", "rules")}
    try:
        pipeline = _pipeline(*(options.pop(name) for name in ("rules", "only", "without", "thorough")))
        if any(listed.values()):
            _print_lists(pipeline, **listed)
            return
        if out is None and not (explain or options["dry_run"]):
            out = STANDARD
        options["kind"] = None if options["kind"] == "auto" else options["kind"]
        options |= {name: options[name] or None for name in ("field", "into")}
        report = _clean(
            paths, out, explain=explain, quiet=quiet, explain_kept=explain_all, pipeline=pipeline, **options
        )
        if not quiet:
            # On a terminal the summary must not stand on the last line of a text that does not end its line.
            click.echo(f"{chr(10) * (report.line_is_open and sys.stdout.isatty())}{report}", err=True)
        sys.exit(EXIT_QUARANTINED if report.quarantined else 0)
    except KeyboardInterrupt:
        taken_up = "" if out in (None, STANDARD) or options["dry_run"] else "; the same command goes on from here"
        click.echo(f"cleantext: stopped{taken_up}", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except (CleantextError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            raise  # The reader of standard output has gone, which click takes quietly.
        click.echo(f"cleantext: {error}", err=True)
        sys.exit(EXIT_NOT_DONE)


def _clean(paths: tuple[str, ...], out: str | None, *, explain: bool, quiet: bool, **options: Any) -> Report:
    if explain and sys.stdout.isatty():
        from cleantext.reports.pager import Pager

        with Pager() as pager:
            return _cleaned(paths, out, explain=pager.show, quiet=quiet, **options)
    return _cleaned(paths, out, explain=_show if explain else None, quiet=quiet, **options)


def _cleaned(
    paths: tuple[str, ...], out: str | None, *, explain: Callable[[str], object] | None, quiet: bool, **options: Any
) -> Report:
    from tqdm import tqdm

    from cleantext.corpus.run import STANDARD, clean_files

    # A bar between the lines of a text would spoil both.
    hidden = quiet or (sys.stdout.isatty() and (explain is not None or out == STANDARD))
    # tqdm's watching thread would only guess at the speed of a run that reports often enough by itself.
    tqdm.monitor_interval = 0
    # None hides the bar where standard error is no terminal.
    with tqdm(unit="B", unit_scale=True, disable=True if hidden else None, leave=False) as bar:

        def progress(done: int, whole: int) -> None:
            bar.total = whole or None
            bar.update(done - bar.n)

        return clean_files(
            *(paths, out),
            progress=progress,
            complain=lambda line: bar.write(f"cleantext: {line}", file=sys.stderr),
            explain=explain,
            colour=explain is not None and sys.stdout.isatty() and not os.environ.get("NO_COLOR"),
            **options,
        )


def _pipeline(rules: tuple[str, ...], only: tuple[str, ...], without: tuple[str, ...], thorough: bool) -> Pipeline:
    from cleantext.pipeline import Pipeline

    pipeline = Pipeline.default(*rules, strictness="thorough" if thorough else "careful")
    if only:
        pipeline = pipeline.only(*only)
    return pipeline.without(*without) if without else pipeline


def _print_lists(pipeline: Pipeline, *, filters: bool, rules: bool) -> None:
    from cleantext.filters.base import FamilyFilter
    from cleantext.judging.rules import STRUCTURE

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


def _show(explanation: str) -> None:
    click.echo(explanation, nl=False, color=True)
