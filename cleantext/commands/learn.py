"""`cleantext learn CORPUS -o learned.toml`: writes a rule pack of the lines that stand on many pages of one site."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click
from tqdm import tqdm

from cleantext.commands.ending import EXIT_FOUND, EXIT_NOT_DONE, user_errors
from cleantext.corpus.atomic import check_writable, write_stream
from cleantext.corpus.formats import FORMATS
from cleantext.corpus.learn import learn_files
from cleantext.corpus.names import READABLE
from cleantext.judging import weights
from cleantext.learning import BoilerplateLearner
from cleantext.reports.terminal import plural

_HELP: Final = f"""Learns boilerplate from a corpus: lines that stand on many pages of one site, in any language.

PATH is a file, a folder or "-" for standard input. Formats: {READABLE}.

The site of a record is the host of its url, or what --site names; that of a page of WARC is the host of its address;
that of a file is the folder that it lies in. Documents without a site are passed over, but for --one-site. What is
learned goes to a rule pack, which is text: read it, strike out what is wrong, keep it in version control, and clean
with it.

\b
Examples:
  cleantext learn crawl.warc.gz -o learned.toml
  cleantext crawl.warc.gz -o out/ --rules learned.toml
  cleantext learn news.jsonl --field body --site source -o learned.toml
  cleantext learn pages/ --one-site -o learned.toml      what is learned acts on any document

\b
Exit status:
  0    the pack is written
  1    it is, but some records or files could not be read; they are named on standard error
  2    wrong usage, nothing was learned, or the pack cannot be written
  130  stopped by Ctrl-C
"""


@click.command("learn", help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path())
@click.option(
    *("-o", "--out"), metavar="FILE", type=click.Path(), default="-", help="The pack to write.  [default: - for output]"
)
@click.option("--field", metavar="NAME", multiple=True, help="Member or column that holds the text.  [default: text]")
@click.option("--site", metavar="NAME", help="Member or column with the address, or name of the site.  [default: url]")
@click.option("--one-site", is_flag=True, help="Take all documents for those of one site; the rules act on any.")
@click.option(
    "--min-pages",
    metavar="N",
    type=click.IntRange(min=2),
    default=weights.MIN_LEARNED_PAGES,
    help=f"On how many pages of its site a line must stand.  [default: {weights.MIN_LEARNED_PAGES}]",
)
@click.option(
    "--min-share",
    metavar="SHARE",
    type=click.FloatRange(0, 1),
    default=weights.MIN_LEARNED_SHARE,
    help=f"On what share of them.  [default: {weights.MIN_LEARNED_SHARE}]",
)
@click.option("--input-format", type=click.Choice(list(FORMATS)), help="What standard input and other files are.")
@click.option("--encoding", metavar="NAME", help="How to read what is not UTF-8.  [default: as declared, or detected]")
@click.option(
    "--kind",
    type=click.Choice(["auto", "text", "html"]),
    default="auto",
    help="What records, standard input and .txt files are.  [default: auto]",
)
@click.option("--glob", metavar="PATTERN", multiple=True, help="Of folders, only files such as *.html.")
@click.option("--exclude", metavar="PATTERN", multiple=True, help="Of folders, no files such as drafts/*.")
@click.option("--jobs", metavar="N", type=click.IntRange(min=1), help="Worker processes.  [default: all cores]")
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no summary.")
def learn(paths: Sequence[str], out: str, **options: Any) -> None:
    """Learn from files; the help of the command is the module's _HELP."""
    quiet = options.pop("quiet")
    least = {name: options.pop(name) for name in ("min_pages", "min_share")}
    options["kind"] = None if options["kind"] == "auto" else options["kind"]
    with user_errors():
        failures: list[str] = []
        if out != "-":
            check_writable(Path(out))
        learner = _learn(paths, failures, quiet, BoilerplateLearner(**least), **options)
        rules = learner.rules_
        if not rules:
            pages = f"{plural(sum(learner.sites_.values()), 'page')} of {plural(len(learner.sites_), 'site')}"
            click.echo(f"cleantext: nothing was learned from {pages}, and no pack is written", err=True)
            sys.exit(EXIT_NOT_DONE)
        _write(learner.to_pack(), out)
        if not quiet:
            sites = len({rule.sites for rule in rules})
            all_sites = plural(len(learner.sites_), "site")
            click.echo(f"{plural(len(rules), 'rule')} for {sites:,} of {all_sites}", err=True)
        sys.exit(EXIT_FOUND if failures else 0)


def _learn(
    paths: Sequence[str], failures: list[str], quiet: bool, learner: BoilerplateLearner, one_site: bool, **options: Any
) -> BoilerplateLearner:
    # tqdm's watching thread would only guess at the speed of a run that reports often enough by itself.
    tqdm.monitor_interval = 0
    with tqdm(unit="B", unit_scale=True, disable=True if quiet else None, leave=False) as bar:

        def progress(done: int, whole: int) -> None:
            bar.total = whole or None
            bar.update(done - bar.n)

        def complain(line: str) -> None:
            failures.append(line)
            bar.write(f"cleantext: {line}", file=sys.stderr)

        options["field"] = options["field"] or None
        return learn_files(paths, learner=learner, whole=one_site, progress=progress, complain=complain, **options)


def _write(pack: str, out: str) -> None:
    if out == "-":
        click.echo(pack, nl=False)
    else:
        write_stream(Path(out), lambda file: file.write(pack.encode()))
