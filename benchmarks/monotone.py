"""Counts the pipelines that cut a whole line which they keep with one filter more, over texts with residue."""

import argparse
import multiprocessing
import os
from collections import Counter

from benchmarks.data import GOLD_FIELD
from benchmarks.options import add_data_option
from benchmarks.residue import SOURCES, load
from cleantext import Cleaned, Pipeline

PIPELINE = Pipeline.default()


def broken_by(text: str) -> dict[str, str]:
    """Returns a line of `text` that goes without a filter and stays with it, by the name of each such filter.

    A line is a block. One counts as kept where anything of it is.
    """
    full = PIPELINE.explain(text, kind="text")
    found = {}
    for filter in PIPELINE:
        smaller = PIPELINE.without(filter.name).explain(text, kind="text")
        for block in full.document.blocks:
            if not _left(smaller, block.start, block.end) and _left(full, block.start, block.end):
                found[filter.name] = block.text
                break
    return found


def _left(cleaned: Cleaned, start: int, end: int) -> str:
    """Returns what is left of a span of a document."""
    return cleaned.kept.text[cleaned.kept.offset(start) : cleaned.kept.offset(end)].strip()


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.monotone", description=__doc__)
    add_data_option(parser)
    parser.add_argument("--sources", choices=SOURCES, default="all", help="kind of residue (default: all)")
    parser.add_argument("--sample", type=int, metavar="K", help="only K documents of each set and source")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes (default: one a core)")
    parser.add_argument("--show", action="store_true", help="print each line that a filter more keeps")
    return parser.parse_args(arguments)


def main() -> None:
    """Counts, and prints the share of pipelines and the filters that are to blame."""
    options = parse()
    documents = load(options.data, options.sources, GOLD_FIELD, options.sample)
    blamed: Counter[str] = Counter()
    affected = 0
    with multiprocessing.Pool(options.workers) as pool:
        texts = (document.text for document in documents)
        for document, found in zip(documents, pool.imap(broken_by, texts, chunksize=8), strict=True):
            blamed.update(list(found))
            affected += bool(found)
            if options.show:
                for name, line in found.items():
                    print(f"{document}  {name}: {line[:100]}")
    pipelines = len(documents) * len(PIPELINE)
    print(f"{blamed.total()} of {pipelines} pipelines without one filter cut a line that all filters keep", end=" ")
    print(f"({blamed.total() / pipelines:.2%}), on {affected} of {len(documents)} documents")
    for name, count in blamed.most_common():
        print(f"  {name}: {count}")


if __name__ == "__main__":
    main()
