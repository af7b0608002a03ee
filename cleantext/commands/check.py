"""`cleantext check PATH…`: finds chrome in texts and changes nothing, for pre-commit and the CI of corpora."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any, Final

import click
import orjson

from cleantext.commands.ending import EXIT_FOUND, EXIT_NOT_DONE, Failures, user_errors
from cleantext.corpus.cuts import Cut, Found, find_cuts
from cleantext.corpus.formats import FORMATS
from cleantext.corpus.records import InputOptions
from cleantext.pipeline import Pipeline
from cleantext.reports.terminal import escape_controls, plural

#: Characters of a cut that a line of the output shows.
_SHOWN: Final = 100
_SARIF: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_HELP: Final = """Finds site chrome in texts, pages and corpora: exits with 1 where there is any, and changes nothing.

PATH is a file or a folder in any format that cleantext reads, or "-" for standard input.

\b
Examples:
  cleantext check corpus/                            one line for each cut that cleaning would make
  cleantext check corpus/*.txt --format sarif        for code scanning; --format json for programs
  cleantext check news.jsonl --field body            of records
  cleantext check docs/ --only comment-form --only share

\b
In .pre-commit-config.yaml:
  - repo: ADDRESS OF THE REPOSITORY OF CLEANTEXT
    rev: v0.3.0
    hooks:
      - id: cleantext

\b
Exit status:
  0    no chrome
  1    chrome
  2    wrong usage, or something cannot be read; it is named on standard error, and all else is checked
"""


@click.command("check", help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    help="What to print.  [default: text]",
)
@click.option("--field", metavar="NAME", multiple=True, help="Member or column that holds the text.  [default: text]")
@click.option("--site", metavar="NAME", help="Member or column with the address or site.  [default: url]")
@click.option("--encoding", metavar="NAME", help="How to read what is not UTF-8.  [default: as declared, or detected]")
@click.option("--kind", type=click.Choice(["auto", "text", "html"]), default="auto", help="What the texts are.")
@click.option("--input-format", type=click.Choice(list(FORMATS)), help="What files of other names are.")
@click.option("--glob", metavar="PATTERN", multiple=True, help="Of folders, only files such as *.html.")
@click.option("--exclude", metavar="PATTERN", multiple=True, help="Of folders, no files such as drafts/*.")
@click.option("--rules", metavar="FILE", multiple=True, type=click.Path(), help="Add a rule pack (TOML).")
@click.option("--only", metavar="FILTER", multiple=True, help="Use this filter alone. Can be repeated.")
@click.option("--without", metavar="FILTER", multiple=True, help="Leave a filter out. Can be repeated.")
@click.option("--thorough", is_flag=True, help="Also what is in doubt at both ends of an article.")
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="Worker processes.  [default: all cores]")
@click.option("-q", "--quiet", is_flag=True, help="Print nothing; the exit status tells.")
def check(paths: tuple[str, ...], form: str, quiet: bool, **options: Any) -> None:
    """Look for chrome; the help of the command is the module's _HELP."""
    with user_errors():
        pipeline = Pipeline.default(*options["rules"], strictness="thorough" if options["thorough"] else "careful")
        pipeline = pipeline.only(*options["only"]) if options["only"] else pipeline
        pipeline = pipeline.without(*options["without"])
        kind = None if options["kind"] == "auto" else options["kind"]
        failures = Failures()
        found = find_cuts(
            paths,
            pipeline,
            complain=failures.tell,
            options=InputOptions(
                options["field"] or ("text",), encoding=options["encoding"], kind=kind, site=options["site"]
            ),
            input_format=options["input_format"],
            glob=options["glob"],
            exclude=options["exclude"],
            jobs=options["jobs"],
        )
        if quiet:
            number = sum(len(one.cuts) for one in found)
        else:
            number = {"text": _print_text, "json": _print_json, "sarif": _print_sarif}[form](found)
        sys.exit(EXIT_NOT_DONE if failures.number else EXIT_FOUND if number else 0)


def _places(found: Iterable[Found]) -> Iterator[tuple[Found, Cut]]:
    for one in found:
        for cut in one.cuts:
            yield one, cut


def _print_text(found: Iterable[Found]) -> int:
    """Print a line for each cut, and how many there are; what is printed may be the name of a place in an editor."""
    documents, number, touched = 0, 0, 0
    for one in found:
        documents += 1
        touched += bool(one.cuts)
        number += len(one.cuts)
        for cut in one.cuts:
            click.echo(f"{_place(one, cut)}: {cut.rule}: {_short(cut.text)}")
    if number:
        click.echo(f"{plural(number, 'cut')} in {touched:,} of {plural(documents, 'document')}", err=True)
    return number


def _place(one: Found, cut: Cut) -> str:
    """Return where a cut is: a line of a file, or a line of the text of a record or page."""
    file = escape_controls(one.file)
    if one.record is not None:
        return f"{file}:{one.record}: line {cut.line} of its text"
    return f"{file}: line {cut.line} of its text" if one.is_page else f"{file}:{cut.line}"


def _short(text: str) -> str:
    said = escape_controls(" ".join(text.split()))
    return said if len(said) <= _SHOWN else said[: _SHOWN - 1] + "…"


def _print_json(found: Iterable[Found]) -> int:
    """Print a list with an object for each cut, written as they are found."""
    number = 0
    click.echo("[", nl=False)
    for one, cut in _places(found):
        row = {
            "file": one.file,
            "record": one.record,
            "line": cut.line,
            "family": cut.family,
            "rule": cut.rule,
            "reason": cut.reason,
            "text": cut.text,
        }
        click.echo(f"{',' if number else ''}\n{_dumped(row)}", nl=False)
        number += 1
    click.echo("\n]")
    return number


def _print_sarif(found: Iterable[Found]) -> int:
    """Print the findings as SARIF 2.1.0, in which a line is one of the file: of a record, where that begins."""
    results: list[dict[str, Any]] = []
    for one, cut in _places(found):
        region = {} if one.is_page and one.record is None else {"region": {"startLine": one.record or cut.line}}
        results.append(
            {
                "ruleId": cut.rule,
                "level": "warning",
                "message": {"text": f"{cut.family}: {_short(cut.text)} ({cut.reason})"},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": _uri(one.file)}, **region}}],
            }
        )
    rules = [{"id": rule} for rule in sorted({result["ruleId"] for result in results})]
    driver = {"name": "cleantext", "version": version("cleantext-articles"), "rules": rules}
    click.echo(
        _dumped({"$schema": _SARIF, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]})
    )
    return len(results)


def _uri(file: str) -> str:
    from urllib.parse import quote

    return file if "://" in file else quote(file, errors="surrogateescape")


def _dumped(value: Any) -> str:
    try:
        return orjson.dumps(value).decode()
    except orjson.JSONEncodeError:  # Lone surrogates, which UTF-8 cannot have.
        import json

        return json.dumps(value)
