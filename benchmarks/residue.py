"""Measures how much site chrome each method removes from extracted text, and how much content it loses."""

import argparse
import json
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from itertools import product
from pathlib import Path

from benchmarks.baselines import METHODS, OURS, part_of
from benchmarks.data import GOLD_FIELD, LIGHT, POOLED, WHOLE_PAGE, Residue, load_residue
from benchmarks.metrics import Figures, tally, word_f1
from benchmarks.options import add_data_option, listed

SOURCES = {"light": LIGHT, "flat": LIGHT, "page": WHOLE_PAGE, "all": LIGHT + WHOLE_PAGE}
TABLES = ("wcxb and aeb pooled", "by set", "by source", "by language")

Key = tuple[str, str, str]


def load(data: Path, sources: str, sets: Iterable[str], sample: int | None) -> list[Residue]:
    """Returns the documents of one of SOURCES, with the light ones flat, or as they are and flat."""
    documents = [document for source in SOURCES[sources] for document in load_residue(data, source, sample, sets)]
    flat = [replace(document, flat=True) for document in documents if document.source in LIGHT]
    return {"flat": flat, "all": documents + flat}.get(sources, documents)


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
        found = tally(document.lines, document.labels, output, document.flat) if document.trusted else None
        results[name] = Figures.of(before, word_f1(output, document.gold), found)
    return results


def groups_of(document: Residue) -> Iterator[tuple[str, str]]:
    """Yields the table and the row of each group that a document counts in."""
    if document.set in POOLED:
        yield "wcxb and aeb pooled", document.form
    yield "by set", f"{document.set} {document.form}"
    if document.form == "light":
        yield "by source", f"{document.set}.{document.source}"
    if document.lang:
        yield "by language", f"{document.set} {document.form} {document.lang}"


def measure_all(documents: Iterable[Residue], names: tuple[str, ...], workers: int) -> dict[Key, Figures]:
    """Returns the figures by (table, group, method), in the order of TABLES."""
    documents = list(documents)
    results: dict[Key, Figures] = {}
    with multiprocessing.Pool(workers) as pool:
        tasks = [(document, names) for document in documents]
        for document, found in zip(documents, pool.imap(measure, tasks, chunksize=8), strict=True):
            for (table, group), name in product(groups_of(document), names):
                results.setdefault((table, group, name), Figures()).add(found[name])
    return dict(sorted(results.items(), key=lambda item: TABLES.index(item[0][0])))


def figures(data: Path, workers: int = 1) -> dict[str, float]:
    """Returns every figure of cleantext on every group by its name, such as "residue/waddle light/chrome removed"."""
    results = measure_all(load(data, "all", GOLD_FIELD, None), tuple(OURS), workers)
    return {
        f"{part_of('residue', method)}/{group}/{name}": value
        for (_, group, method), found in results.items()
        for name, value in named(found).items()
    }


def named(found: Figures) -> dict[str, float]:
    """Returns the figures of one group by name; those of labels only where the group has labels."""
    by_name: dict[str, float] = {"word F1": found.f1_after}
    if found.macro_documents:
        by_name |= {
            "chrome removed": found.tally.chrome_removed,
            "chrome removed, capped": found.capped.chrome_removed,
            "chrome removed, macro": found.macro_removed,
        }
    if found.content_documents:
        by_name |= {"content lost": found.tally.content_lost, "documents losing": found.losing}
    return by_name


def render(results: dict[Key, Figures]) -> str:
    """Renders the figures of one table in Markdown."""
    rows = [
        "| documents of | n | trusted | method | chrome removed | capped | macro | n | content lost | over 5 % lost "
        "| word F1 before | word F1 after |",
        "| --- | --: | --: | --- | --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for (_, group, name), found in results.items():
        chrome = content = ""
        if found.macro_documents:
            chrome = f"{found.tally.chrome_removed:.1%} | {found.capped.chrome_removed:.1%} | {found.macro_removed:.1%}"
        if found.content_documents:
            content = f"{found.tally.content_lost:.2%} | {found.losing} of {found.content_documents}"
        rows.append(
            f"| {group} | {found.documents} | {found.trusted} | {name} | {chrome or ' | | '} | {found.macro_documents} "
            f"| {content or ' | '} | {found.f1_before:.4f} | {found.f1_after:.4f} |"
        )
    return "\n".join(rows)


def as_json(results: dict[Key, Figures]) -> list[dict[str, object]]:
    """Returns figures as records for a JSON file."""
    return [
        {"table": table, "group": group, "method": name, **named(found), **asdict(found)}
        for (table, group, name), found in results.items()
    ]


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.residue", description=__doc__)
    add_data_option(parser)
    methods = listed("method", METHODS)
    parser.add_argument("--only", type=methods, default=tuple(METHODS), metavar="METHOD,…", help="these methods")
    parser.add_argument("--sources", choices=SOURCES, default="all", help="kind of residue (default: all)")
    sets = listed("set", GOLD_FIELD)
    parser.add_argument("--sets", type=sets, default=tuple(GOLD_FIELD), metavar="SET,…", help="these sets")
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
    documents = load(options.data, options.sources, options.sets, options.sample)
    results = measure_all(documents, options.only, options.workers)
    for title in TABLES:
        if rows := {key: found for key, found in results.items() if key[0] == title}:
            print(f"{title}:\n\n{render(rows)}\n")
    if options.json:
        options.json.write_text(json.dumps(as_json(results), indent=1) + "\n", encoding="utf-8")
    if options.plot:
        from benchmarks.plot import draw

        draw(
            {(group, name): found for (table, group, name), found in results.items() if table == TABLES[0]},
            options.plot,
        )
    if options.report:
        from benchmarks.report import write_report

        write_report(
            [document for document in documents if not document.flat], options.worst, options.report, options.workers
        )


if __name__ == "__main__":
    main()
