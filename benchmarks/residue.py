"""Measures how much site chrome each method removes from extracted text, and how much content it loses."""

import argparse
import json
import multiprocessing
import os
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from benchmarks.baselines import METHODS
from benchmarks.data import LIGHT, WHOLE_PAGE, Residue, load_residue
from benchmarks.metrics import Figures, tally, word_f1
from benchmarks.options import add_data_option, listed

SOURCES = {"light": LIGHT, "page": WHOLE_PAGE, "all": LIGHT + WHOLE_PAGE}


def measure(task: tuple[Residue, tuple[str, ...]]) -> dict[str, Figures]:
    """Runs the named methods on one document."""
    document, names = task
    before = word_f1(document.text, document.gold)
    results = {}
    for name in names:
        try:
            output = METHODS[name](document.text)
        except Exception as error:
            error.add_note(f"{name} on {document}")
            raise
        figures = Figures(1, int(document.trusted), before, word_f1(output, document.gold))
        if document.trusted:
            figures.tally = tally(document.lines, document.labels, output)
        results[name] = figures
    return results


def measure_all(documents: Iterable[Residue], names: tuple[str, ...], workers: int) -> dict[tuple[str, str], Figures]:
    """Returns the figures by (set.source, method)."""
    documents = list(documents)
    results: dict[tuple[str, str], Figures] = {}
    with multiprocessing.Pool(workers) as pool:
        tasks = [(document, names) for document in documents]
        for document, figures in zip(documents, pool.imap(measure, tasks, chunksize=8), strict=True):
            for name, figure in figures.items():
                results.setdefault((f"{document.set}.{document.source}", name), Figures()).add(figure)
    return results


def pooled(results: dict[tuple[str, str], Figures]) -> dict[tuple[str, str], Figures]:
    """Sums over the light sources, and over the sets of each whole-page source, by (group, method)."""
    groups: dict[tuple[str, str], Figures] = {}
    for (source, name), figures in results.items():
        extractor = source.partition(".")[2]
        group = "light" if extractor in LIGHT else extractor
        groups.setdefault((group, name), Figures()).add(figures)
    return groups


def table(results: dict[tuple[str, str], Figures]) -> str:
    """Renders figures as a Markdown table."""
    rows = [
        "| source | documents | trusted | method | chrome removed | content lost | word F1 before | word F1 after |",
        "| --- | --: | --: | --- | --: | --: | --: | --: |",
    ]
    for (source, name), figures in results.items():
        rows.append(
            f"| {source} | {figures.documents} | {figures.trusted} | {name} | {figures.tally.chrome_removed:.1%} "
            f"| {figures.tally.content_lost:.2%} | {figures.f1_before:.4f} | {figures.f1_after:.4f} |"
        )
    return "\n".join(rows)


def as_json(results: dict[tuple[str, str], Figures]) -> list[dict[str, object]]:
    """Returns figures as records for a JSON file."""
    return [
        {
            "source": source,
            "method": name,
            "chrome_removed": figures.tally.chrome_removed,
            "content_lost": figures.tally.content_lost,
            **asdict(figures),
        }
        for (source, name), figures in results.items()
    ]


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.residue", description=__doc__)
    add_data_option(parser)
    methods = listed("method", METHODS)
    parser.add_argument("--only", type=methods, default=tuple(METHODS), metavar="METHOD,…", help="these methods")
    parser.add_argument("--sources", choices=SOURCES, default="all", help="kind of residue (default: all)")
    parser.add_argument("--sample", type=int, metavar="K", help="only K documents of each set and source")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes (default: one a core)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write a plot as PNG (needs matplotlib)")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write cleantext's worst documents, line by line")
    parser.add_argument("--worst", type=int, default=30, metavar="N", help="documents in each list of the report")
    return parser.parse_args(arguments)


def main() -> None:
    """Measures, prints the tables, and writes the files that were asked for."""
    options = parse()
    documents = [
        document
        for source in SOURCES[options.sources]
        for document in load_residue(options.data, source, options.sample)
    ]
    results = measure_all(documents, options.only, options.workers)
    groups = pooled(results)
    print(table(groups), table(results), sep="\n\n")
    if options.json:
        figures = {"pooled": as_json(groups), "sources": as_json(results)}
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if options.plot:
        from benchmarks.plot import draw

        draw(groups, options.plot)
    if options.report:
        from benchmarks.report import write_report

        write_report(documents, options.worst, options.report, options.workers)


if __name__ == "__main__":
    main()
