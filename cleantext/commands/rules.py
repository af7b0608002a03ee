"""`cleantext rules check`, `suggest` and `why`: for those who write rule packs of their own."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any, Final

import click

from cleantext.authoring.checking import Use, check_pack, use_in_corpus
from cleantext.authoring.suggesting import as_toml, outcome, suggest
from cleantext.authoring.trial import Trial, try_line
from cleantext.commands.ending import EXIT_FOUND, EXIT_NOT_DONE, Failures, user_errors
from cleantext.corpus.cuts import find_cuts
from cleantext.corpus.formats import FORMATS
from cleantext.corpus.records import InputOptions
from cleantext.errors import BatchError, RulePackError
from cleantext.pipeline import Pipeline
from cleantext.readers.encoding import decode
from cleantext.reports.terminal import escape_controls, plural
from cleantext.rulepack import Rule, load_rules

_SETTINGS: Final = {"help_option_names": ["-h", "--help"]}
_RULES: Final = """Commands for those who write rule packs.

\b
Examples:
  cleantext rules why "Share this article"           which rules see a line, whether they cut it, and why not
  cleantext rules suggest before.txt after.txt       rules for what was cut by hand
  cleantext rules check my.toml --corpus texts/      whether a pack works, and what it would cut
"""
_CHECK: Final = """Checks a rule pack (TOML): its fields and patterns, its examples, and which rules of the package see
the same; with --corpus also what each of its rules would cut there, and how much of that stands in sentences.

\b
Examples:
  cleantext rules check my.toml
  cleantext rules check my.toml --corpus news.jsonl --field body

\b
Exit status:
  0    the pack works
  1    it has a mistake
  2    wrong usage, or some of the corpus cannot be read
"""
_SUGGEST: Final = """Suggests rules from documents and what somebody left of them by hand, as TOML to edit.

BEFORE is a text or page, AFTER the text that is left of it; or two folders with files of the same names, whatever they
end in. What rules of the package cut already is left out.

\b
Examples:
  cleantext rules suggest before.txt after.txt > my.toml
  cleantext rules suggest scraped/ by-hand/ --family harbour-news --language de > my.toml
  cleantext rules check my.toml
"""
_WHY: Final = """Says which rules see a line, whether they cut it before, inside and after an article, and why not.

LINE may be an opening tag, as in '<div class="share-bar">'.

\b
Examples:
  cleantext rules why "Share this article"
  cleantext rules why "Your stars today" --rules my.toml
  cleantext rules why "Share this article" --in page.html         in a document of yours

\b
Exit status:
  0    a rule sees it
  1    none does
  2    wrong usage, or the document cannot be read
"""


@click.group("rules", help=_RULES, context_settings=_SETTINGS)
def rules() -> None:
    """Group the commands; their help stands above."""


@rules.command("check", help=_CHECK, context_settings=_SETTINGS)
@click.argument("pack", metavar="PACK", type=click.Path())
@click.option("--corpus", metavar="PATH", multiple=True, type=click.Path(), help="Texts to try the rules on.")
@click.option("--field", metavar="NAME", default="text", help="Member or column of the texts.  [default: text]")
@click.option("--site", metavar="NAME", help="Member or column with the address or site.  [default: url]")
@click.option("--input-format", type=click.Choice(list(FORMATS)), help="What files of other names are.")
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="Worker processes.  [default: all cores]")
def check(pack: str, corpus: tuple[str, ...], **options: Any) -> None:
    """Check a pack."""
    with user_errors():
        try:
            found = load_rules(pack)
            remarks = list(check_pack(pack))
        except RulePackError as error:
            click.echo(f"cleantext: {error}", err=True)
            sys.exit(EXIT_FOUND)
        click.echo(f"{escape_controls(pack)}: {_contents(found)}")
        mistakes = [remark for remark in remarks if remark.kind == "mistake"]
        for remark in [*mistakes, *(remark for remark in remarks if remark.kind == "note")]:
            click.echo(f"  {remark.kind}  {remark.rule} {escape_controls(remark.text)}")
        failures = Failures()
        if corpus:
            _print_uses(pack, found, corpus, failures, **options)
        if mistakes:
            click.echo(f"cleantext: {plural(len(mistakes), 'mistake')} in {escape_controls(pack)}", err=True)
        sys.exit(EXIT_NOT_DONE if failures.number else EXIT_FOUND if mistakes else 0)


def _contents(found: tuple[Rule, ...]) -> str:
    """Return what a pack holds, in numbers."""
    phrases = sum(len(some) for rule in found for some in rule.phrases.values())
    patterns = sum(len(rule.patterns) for rule in found)
    names = sum(len(rule.names) + len(rule.tags) + len(rule.roles) for rule in found)
    counts = ((phrases, "phrase"), (patterns, "pattern"), (names, "name"))
    strip, keep = sum(len(rule.strip) for rule in found), sum(len(rule.keep) for rule in found)
    shown = [plural(number, noun) for number, noun in counts if number]
    return ", ".join([plural(len(found), "rule"), *shown, f"{strip:,} to strip and {keep:,} to keep as examples"])


def _print_uses(
    pack: str, found: tuple[Rule, ...], corpus: tuple[str, ...], failures: Failures, **options: Any
) -> None:
    """Print what each rule would cut in a corpus."""
    cuts = find_cuts(
        corpus,
        Pipeline.default(pack),
        complain=failures.tell,
        options=InputOptions(fields=(options["field"],), site=options["site"]),
        input_format=options["input_format"],
        jobs=options["jobs"],
    )
    documents, uses = use_in_corpus(cuts, [rule.id for rule in found])
    click.echo(f"In {plural(documents, 'document')}:")
    for rule, use in sorted(uses.items(), key=lambda item: (-item[1].characters, item[0])):
        click.echo(f"  {rule}  {_use(use)}")
        for sample in use.samples:
            click.echo(f"    - {escape_controls(sample)}")


def _use(use: Use) -> str:
    if not use.cuts:
        return "cuts nothing"
    prose = f"{use.in_prose:,} of them ({use.in_prose / use.characters:.0%}) in sentences"
    return f"{plural(use.cuts, 'cut')} in {plural(use.documents, 'document')}, {use.characters:,} characters, {prose}"


@rules.command("suggest", help=_SUGGEST, context_settings=_SETTINGS)
@click.argument("before", metavar="BEFORE", type=click.Path(exists=True, path_type=Path))
@click.argument("after", metavar="AFTER", type=click.Path(exists=True, path_type=Path))
@click.option("--family", metavar="NAME", default="my-site", help="Family of the rules.  [default: my-site]")
@click.option("--language", metavar="CODE", default="en", help="Language of the phrases.  [default: en]")
def suggest_rules(before: Path, after: Path, family: str, language: str) -> None:
    """Suggest rules."""
    with user_errors():
        documents = [(_read(ours), _read(theirs)) for ours, theirs in _matching(before, after)]
        found = suggest(documents)
        pack = as_toml(found, family=family, language=language)
        if not found.rules:
            raise RulePackError(
                f"{before}: {found.lines} lines were cut by hand, of which rules of the package cut "
                f"{len(found.known)} already; there is nothing to suggest"
            )
        with tempfile.TemporaryDirectory() as folder:
            written = Path(folder) / "suggested.toml"
            written.write_text(pack, "utf-8")
            left, harmed = outcome(documents, load_rules(written))
        click.echo(pack, nl=False)
        click.echo(
            f"cleantext: with these rules, {left:,} of {plural(found.lines, 'line')} that were cut by hand are left, "
            f"and {harmed:,} that were kept are cut",
            err=True,
        )


def _matching(before: Path, after: Path) -> list[tuple[Path, Path]]:
    """Return the files that belong together."""
    if before.is_dir() != after.is_dir():
        raise BatchError(f"{before} and {after}: give two files or two folders")
    if not before.is_dir():
        return [(before, after)]
    theirs = {path.stem: path for path in sorted(after.iterdir()) if path.is_file()}
    pairs = [(path, theirs[path.stem]) for path in sorted(before.iterdir()) if path.is_file() and path.stem in theirs]
    if not pairs:
        raise BatchError(f"{before} and {after}: no file of one has the name of a file of the other")
    return pairs


def _read(path: Path) -> str:
    return decode(path.read_bytes(), None)


@rules.command("why", help=_WHY, context_settings=_SETTINGS)
@click.argument("line", metavar="LINE")
@click.option("--rules", "packs", metavar="FILE", multiple=True, type=click.Path(), help="Add a rule pack (TOML).")
@click.option("--in", "document", metavar="FILE", type=click.Path(path_type=Path), help="A document that has the line.")
@click.option("--site", metavar="NAME", help="Address or site of the document, for rules of sites.")
def why(line: str, packs: tuple[str, ...], document: Path | None, site: str | None) -> None:
    """Say why a line is cut or kept."""
    with user_errors():
        if not line.strip():
            raise BatchError("a line without text has no reasons: give it as one argument, in quotation marks")
        pipeline = Pipeline.default(*packs)
        if document is not None:
            answers = pipeline.explain(_read(document), url=site).why(line.strip())
            if not answers:
                raise BatchError(f"{document}: holds no line with {line.strip()!r}")
            for answer in answers:
                click.echo(escape_controls(str(answer).replace("\n", "\0")).replace("\\x00", "\n"))
            sys.exit(0 if any(answer.verdicts for answer in answers) else EXIT_FOUND)
        trials = list(try_line(line.strip(), pipeline, site))
        seen = _print_rules(pipeline, trials)
        for trial in trials:
            part = trial.left and any(one.is_cut for one in trial.verdicts)
            fate = "cut in part" if part else "kept" if trial.left else "cut"
            click.echo(f"  {trial.place}: {fate}: {trial.reason.value}")
        sys.exit(0 if seen else EXIT_FOUND)


def _print_rules(pipeline: Pipeline, trials: list[Trial]) -> bool:
    """Print the rules that saw a line somewhere, and return whether there are any."""
    known = {rule.id: rule for rule in pipeline.rules.all}
    seen = list(dict.fromkeys(one.finding.rule for trial in trials for one in trial.verdicts))
    for name in seen:
        rule = known.get(name)
        if rule is None:
            click.echo(f"{name}  by structure")
            continue
        languages = ", ".join(rule.languages[:6]) + (", …" if len(rule.languages) > 6 else "")
        where = "" if rule.where == "anywhere" else f", only in the {rule.where}"
        where += f", of {', '.join(rule.sites)}" if rule.sites else ""
        click.echo(f"{name}  a {rule.strength} on {_matched(rule)}{where}{f' ({languages})' if languages else ''}")
        if rule.about:
            click.echo(f"  {rule.about}")
    if not seen:
        click.echo("No rule sees it.")
    return bool(seen)


def _matched(rule: Rule) -> str:
    return {
        "line": "whole lines",
        "start": "beginnings of lines",
        "inside": "phrases inside lines",
        "mark": "marks inside lines",
        "element": "elements",
    }[rule.match]
