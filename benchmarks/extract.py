"""Measures how well each method extracts the main content of pages, and the CPU time that it takes."""

import argparse
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from tqdm import tqdm

from benchmarks.data import KINDS, PAGE_SETS, Fold, Page, choose, load_pages, load_repository
from benchmarks.extractors import METHODS, silence, usable
from benchmarks.options import add_data_option, listed
from benchmarks.outcomes import ANY_LENGTH, FIGURES, ByLength, Outcome, Summary, by_length, judge, summaries
from benchmarks.titles import without_title
from benchmarks.worst import write_worst


def measure(task: tuple[Page, tuple[str, ...]]) -> list[Outcome]:
    """Runs the named methods on one page."""
    page, names = task
    html = page.html
    body = without_title(page.gold, html)
    return [judge(page, name, *run(name, html), body) for name in names]


def run(name: str, html: str) -> tuple[str, float, str]:
    """Returns the text that a method takes from a page, the CPU seconds it took, and how it failed or ""."""
    text = failure = ""
    start = time.process_time()
    try:
        text = METHODS[name](html)
    except Exception as error:
        failure = f"{type(error).__name__}: {error}"
    return text, time.process_time() - start, failure


def measure_all(pages: list[Page], names: tuple[str, ...], workers: int) -> list[Outcome]:
    """Runs the named methods on all pages."""
    tasks = [(page, names) for page in pages]
    outcomes: list[Outcome] = []
    with multiprocessing.Pool(workers, prepare, (names,)) as pool:
        for found in tqdm(pool.imap(measure, tasks, chunksize=4), total=len(tasks), unit="page", disable=None):
            outcomes += found
    return outcomes


def prepare(names: tuple[str, ...]) -> None:
    """Makes a worker ready: imports and first runs are not what is measured."""
    silence()
    for _ in usable(names):
        pass


def figures(data: Path, workers: int = 1) -> dict[str, float]:
    """Returns every figure of cleantext on every set by its name, such as "extract/waddle/F1 without titles"."""
    pages = [page for set_ in PAGE_SETS for page in load_pages(data, set_)]
    outcomes = measure_all(pages, ("cleantext",), workers)
    by_name: dict[str, float] = {f"extract/{found.group}/{found.figure}": found.f1 for found in summaries(outcomes)}
    for part in by_length(outcomes):
        group = part.group if part.length == ANY_LENGTH else f"{part.group}, {part.length} words"
        by_name |= {
            f"extract/{group}/word F1 where there is a gold text": part.f1,
            f"extract/{group}/word F1 without titles": part.body_f1,
            f"extract/{group}/pages below 0.5": part.poor,
        }
    return by_name


def overview(results: list[Summary]) -> str:
    """Renders the F1 of each group as a Markdown table, a method a row, with the mean CPU time of all pages."""
    by_key = {(result.group, result.method): result for result in results}
    groups = list(dict.fromkeys(result.group for result in results))
    rows = [f"| method | {' | '.join(groups)} | CPU ms a page |", f"| --- |{' --: |' * (len(groups) + 1)}"]
    for method in dict.fromkeys(result.method for result in results):
        sets = [by_key[group, method] for group in groups if group in FIGURES]
        mean = sum(found.pages * found.milliseconds for found in sets) / sum(found.pages for found in sets)
        figures = " | ".join(f"{by_key[group, method].f1:.4f}" for group in groups)
        rows.append(f"| {method} | {figures} | {mean:.1f} |")
    return "\n".join(rows)


def details(results: list[Summary]) -> str:
    """Renders all figures of each group as a Markdown table."""
    rows = [
        "| group | pages | figure | method | F1 | precision | recall | wanted | unwanted | failed | CPU ms a page |",
        "| --- | --: | --- | --- | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for found in results:
        snippets = f"{found.wanted_found:.1%} | {found.unwanted_found:.1%}" if found.has_snippets else " | "
        rows.append(
            f"| {found.group} | {found.pages} | {found.figure} | {found.method} | {found.f1:.4f} "
            f"| {found.precision:.4f} | {found.recall:.4f} | {snippets} | {found.failed} | {found.milliseconds:.1f} |"
        )
    return "\n".join(rows)


def lengths(results: list[ByLength]) -> str:
    """Renders word F1 by the length of the gold text as a Markdown table."""
    rows = [
        "| group | words of gold text | pages | title first | method | word F1 | without titles | below 0.5 |",
        "| --- | --- | --: | --: | --- | --: | --: | --: |",
    ]
    for found in results:
        rows.append(
            f"| {found.group} | {found.length} | {found.pages} | {found.titled} | {found.method} | {found.f1:.4f} "
            f"| {found.body_f1:.4f} | {found.poor} |"
        )
    return "\n".join(rows)


def failures(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yields a line for each method that failed, with the first page it failed on."""
    failed: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.failure:
            failed.setdefault(outcome.method, []).append(outcome)
    for method, found in failed.items():
        yield f"{method} failed on {len(found)} pages, first on {found[0].page}: {found[0].failure}"


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extract", description=__doc__)
    add = parser.add_argument
    add_data_option(parser, required=False)
    add("--repository", type=Path, metavar="DIR", help="score a checkout of article-extraction-benchmark instead")
    add("--only", type=listed("method", METHODS), default=tuple(METHODS), metavar="METHOD,…", help="these methods")
    add("--sets", type=listed("set", PAGE_SETS), default=PAGE_SETS, metavar="SET,…", help="these sets of pages")
    add("--kinds", type=listed("kind", KINDS), default=KINDS, metavar="KIND,…", help="these kinds of pages of wcxb")
    add("--sample", type=int, metavar="K", help="only K pages of each set")
    add("--fold", type=Fold.read, metavar="I/5", help="one of five parts of the sites, 0/5 … 4/5, or all but it, !0/5")
    add("--workers", type=int, default=os.cpu_count(), help="processes (default: one a core)")
    add("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    add("--plot", type=Path, metavar="FILE", help="write a plot as PNG (needs matplotlib)")
    add("--worst", type=Path, metavar="FILE", help="write cleantext's 30 worst pages of each set, line by line")
    options = parser.parse_args(arguments)
    if not (options.data or options.repository):
        parser.error("--data or --repository is missing")
    return options


def load(options: argparse.Namespace) -> list[Page]:
    """Returns the pages that were asked for."""
    if options.repository:
        sets = [load_repository(options.repository)]
    else:
        sets = [load_pages(options.data, set_) for set_ in options.sets]
    return [page for pages in sets for page in choose(pages, options.kinds, options.fold, options.sample)]


def main() -> None:
    """Measures, prints the tables, and writes the files that were asked for."""
    options = parse()
    names = tuple(usable(options.only))
    pages = load(options)
    if not names or not pages:
        sys.exit("none of these methods is installed" if pages else "no page is of these kinds and in this fold")
    outcomes = measure_all(pages, names, options.workers)
    results = summaries(outcomes)
    parts = by_length(outcomes)
    print(overview(results), details(results), lengths(parts), sep="\n\n")
    for failure in failures(outcomes):
        print(failure, file=sys.stderr)
    if options.json:
        found = {"groups": [asdict(result) for result in results], "by length": [asdict(part) for part in parts]}
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if options.plot:
        from benchmarks.plot import draw_pages

        draw_pages(results, options.plot)
    if options.worst:
        write_worst(outcomes, options.worst)


if __name__ == "__main__":
    main()
