"""`cleantext diff OLD NEW`: what two runs over the same corpus did differently, by document and by rule."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import click
import orjson

from cleantext.commands.ending import EXIT_FOUND, user_errors
from cleantext.corpus.atomic import check_writable, write_stream
from cleantext.corpus.outputs import Pair, pairs
from cleantext.errors import BatchError
from cleantext.reports.comparison import UNKNOWN, Change, Comparison, compare
from cleantext.reports.gathering import Gathering, seen
from cleantext.reports.page import diff_page
from cleantext.reports.pager import Pager
from cleantext.reports.terminal import CYAN, GREEN, RED, escape_controls, painted, plural

_HELP: Final = """Shows what changed from OLD to NEW: two outputs of cleantext over the same corpus, made by different
versions, rules or options. So an upgrade is reviewed as code is.

\b
  cleantext news -o before --to json
  pip install --upgrade cleantext-articles
  cleantext news -o after --to json
  cleantext diff before after --report diff.html

OLD and NEW are two folders, or two files. Outputs of --to json say which rule cut what; of others only the lines are
known. Records are paired by their order, or by --key.

\b
Examples:
  cleantext diff before after                        every line that is newly cut (-) or newly kept (+)
  cleantext diff before after --quiet                only how many, by rule
  cleantext diff before after --format json          for programs
  cleantext diff old.jsonl new.jsonl --key url       records are the same whose url is

\b
Exit status:
  0    nothing changed
  1    something did
  2    wrong usage, or an output cannot be read
"""


@dataclass(slots=True)
class Count:
    """What one rule did differently in one way: lines, characters in them, and documents."""

    lines: int = 0
    characters: int = 0
    documents: int = 0


@dataclass(slots=True)
class Totals:
    """Totals of a comparison."""

    documents: int = 0
    changed: int = 0
    lonely: dict[str, list[str]] = field(default_factory=lambda: {"old": [], "new": []})
    counts: dict[tuple[str, str], Count] = field(default_factory=dict)

    def add(self, found: Comparison) -> None:
        """Count a document."""
        self.documents += 1
        self.changed += bool(found.changes)
        for key in {(change.kind, change.rule) for change in found.changes}:
            self.counts.setdefault(key, Count()).documents += 1
        for change in found.changes:
            count = self.counts[change.kind, change.rule]
            count.lines += len(change.lines)
            count.characters += len(change.text)

    def lines(self, kind: str) -> int:
        """Return the lines that are newly cut, or newly kept."""
        return sum(count.lines for (each, _), count in self.counts.items() if each == kind)

    @property
    def by_size(self) -> list[tuple[tuple[str, str], Count]]:
        """The counts, those of what is newly cut first, and the largest of each."""
        return sorted(self.counts.items(), key=lambda item: (item[0][0], -item[1].characters, item[0][1]))


@click.command("diff", help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("old", metavar="OLD", type=click.Path(exists=True))
@click.argument("new", metavar="NEW", type=click.Path(exists=True))
@click.option("--field", metavar="NAME", default="text", help="Member or column of the clean text.  [default: text]")
@click.option("--key", metavar="NAME", help="Member that tells records apart; otherwise their order does.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="What to print.  [default: text]"
)
@click.option("--report", metavar="FILE", type=click.Path(), help="Write a page of HTML that shows the changes.")
@click.option("-q", "--quiet", is_flag=True, help="Print only how many lines changed, by rule.")
def diff(old: str, new: str, field: str, key: str | None, form: str, report: str | None, quiet: bool) -> None:
    """Compare two outputs; the help of the command is the module's _HELP."""
    with user_errors():
        page = None if report is None else _report_at(report, old, new)
        gathering, totals = Gathering(), Totals()
        is_terminal = sys.stdout.isatty()
        colour = is_terminal and not os.environ.get("NO_COLOR")
        with Pager() if is_terminal and form == "text" and not quiet else nullcontext() as pager:
            show = click.echo if pager is None else lambda text: pager.show(f"{text}\n")
            found = _compared(pairs(old, new, field=field, key=key), totals, gathering)
            if form == "json":
                _print_json(found, totals, quiet)
            else:
                _print_text(found, show, quiet, colour)
        if form == "text":
            click.echo(_summary(totals, old, new))
        if page is not None:
            lines = totals.lines("newly cut"), totals.lines("newly kept")
            text = diff_page(gathering, old=old, new=new, documents=totals.documents, lines=lines)
            write_stream(page, lambda file: file.write(text.encode("utf-8", "replace")))
        sys.exit(EXIT_FOUND if totals.changed or any(totals.lonely.values()) else 0)


def _report_at(report: str, old: str, new: str) -> Path:
    page = Path(report)
    if page.suffix.lower() not in (".html", ".htm"):
        raise BatchError(f"{report}: a report is a page; let its name end in .html")
    for output in (old, new):
        if page.resolve().is_relative_to(Path(output).resolve()):
            raise BatchError(f"{report}: would lie in the output {output}; choose another place for the report")
    check_writable(page)
    return page


def _compared(found: Iterable[Pair], totals: Totals, gathering: Gathering) -> Iterable[Comparison]:
    """Yield the documents that changed, and count all."""
    for name, old, new in found:
        if old is None or new is None:
            totals.lonely["new" if old is None else "old"].append(name)
            continue
        comparison = compare(name, old, new)
        totals.add(comparison)
        if comparison.changes:
            gathering.add(seen(comparison.view))
            yield comparison


def _print_text(found: Iterable[Comparison], show: Callable[[str], object], quiet: bool, colour: bool) -> None:
    for comparison in found:
        if not quiet:
            lines = [painted(escape_controls(comparison.name), "", colour)]
            lines += (line for change in comparison.changes for line in _shown(change, colour))
            show("\n".join(lines) + "\n")


def _shown(change: Change, colour: bool) -> Iterable[str]:
    """Yield the lines of a change, below the rule that it is due to."""
    by = "" if change.rule == UNKNOWN else f"  {painted(change.rule, CYAN, colour)}"
    yield f"  line {change.line}{by}"
    sign, paint = ("-", RED) if change.kind == "newly cut" else ("+", GREEN)
    for line in change.lines:
        yield f"  {sign} {painted(escape_controls(line), paint, colour)}"


def _print_json(found: Iterable[Comparison], totals: Totals, quiet: bool) -> None:
    """Print one object, whose documents are written as they are found."""
    click.echo('{"changes":[', nl=False)
    first = True
    for comparison in found:
        if quiet:
            continue
        changes = [
            {"kind": one.kind, "line": one.line, "rule": None if one.rule == UNKNOWN else one.rule, "text": one.text}
            for one in comparison.changes
        ]
        line = orjson.dumps(_encodable({"document": comparison.name, "changes": changes})).decode()
        click.echo(f"{'' if first else ','}\n{line}", nl=False)
        first = False
    rules = [
        {"kind": kind, "rule": None if rule == UNKNOWN else rule, "lines": count.lines, "characters": count.characters,
         "documents": count.documents}
        for (kind, rule), count in totals.by_size
    ]  # fmt: skip
    rest: dict[str, Any] = {"documents": totals.documents, "changed": totals.changed, "rules": rules}
    rest |= {f"only_in_{side}": names for side, names in totals.lonely.items()}
    click.echo(f"],{orjson.dumps(_encodable(rest)).decode()[1:]}")


def _encodable(value: Any) -> Any:
    """Return a value with lone surrogates replaced."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {name: _encodable(each) for name, each in value.items()}
    return [_encodable(each) for each in value] if isinstance(value, list) else value


def _summary(totals: Totals, old: str, new: str) -> str:
    """Return the closing lines."""
    cut, kept = totals.lines("newly cut"), totals.lines("newly kept")
    lines = [
        f"{totals.changed:,} of {plural(totals.documents, 'document')} changed: "
        f"{plural(cut, 'line')} newly cut, {kept:,} newly kept"
    ]
    for (kind, rule), count in totals.by_size:
        shown = "by a rule that the output does not name" if rule == UNKNOWN else rule
        lines.append(
            f"  {kind:<10}  {shown:<40}  {plural(count.lines, 'line'):>12}  {count.characters:>9,} characters  "
            f"in {plural(count.documents, 'document')}"
        )
    for side, place in (("old", old), ("new", new)):
        if names := totals.lonely[side]:
            shown = ", ".join(map(escape_controls, names[:3])) + (", …" if len(names) > 3 else "")
            lines.append(f"  {plural(len(names), 'document')} only in {place}: {shown}")
    return "\n".join(lines)
