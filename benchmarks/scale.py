"""Measures what cleaning costs at scale: speed by format and workers, memory by size, core hours for a web snapshot.

What engines cost beside that is measured by `benchmarks.engines`.
"""

import argparse
import math
import os
import random
import re
import statistics
import string
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, count, islice, product
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpora import write_extracts, write_lines, write_pages, write_parquet
from benchmarks.data import KINDS, PAGE_SETS, choose, load_pages
from benchmarks.engines import FEW, CpuTime
from benchmarks.extractors import METHODS, silence
from benchmarks.memory_batch import MB, watch
from benchmarks.options import add_data_option
from benchmarks.speed_html import by_round, measure, ratio, typical

#: Pages of a snapshot of Common Crawl, about.
SNAPSHOT = 2_500_000_000
YARDSTICK = "trafilatura, HTML"


class Source(NamedTuple):
    """A page, and its whole text as WET has it, menus and all."""

    html: str
    text: str


class Corpus(NamedTuple):
    """Where a corpus lies, and what it holds."""

    path: Path
    documents: int
    megabytes: float


class Run(NamedTuple):
    """What one run of the batch command took: seconds on the clock, CPU seconds and peak MB of all its processes."""

    clock: float
    cpu: float
    peak: float


#: By name of the corpus: what writes it, what of a source goes into it, and the name of the output.
FORMATS: dict[str, tuple[Callable[[Path, Iterable[str]], None], str, str]] = {
    "corpus.jsonl": (write_lines, "text", "clean.jsonl"),
    "corpus.parquet": (write_parquet, "text", "clean.parquet"),
    "corpus.wet": (write_extracts, "text", "clean.jsonl"),
    "corpus.warc": (write_pages, "html", "clean.jsonl"),
}
COMPARED: dict[str, Callable[[Source], object]] = {
    "cleantext, HTML": lambda source: METHODS["cleantext"](source.html),
    "cleantext, text as in WET": lambda source: _clean_text(source.text),
    YARDSTICK: lambda source: METHODS["trafilatura"](source.html),
}


def _clean_text(text: str) -> str:
    from cleantext import clean

    return clean(text, kind="text")


def load_sources(data: Path, sample: int) -> list[Source]:
    """Returns so many pages of each set, with their whole text as Resiliparse takes it, one block a line."""
    from resiliparse.extract.html2text import extract_plain_text

    pages = chain.from_iterable(choose(load_pages(data, set_), KINDS, None, sample) for set_ in PAGE_SETS)
    return [Source(page.html, extract_plain_text(page.html)) for page in pages]


#: A number that stands alone: parts of names, and numbers of characters, mean something.
_NUMBER = re.compile(r"(?<![\w#&%.])\d+\b")


def varied(documents: Sequence[str]) -> Iterator[str]:
    """Yields the documents again and again for ever, each time with other numbers in them, so that no two are the same.

    >>> stream = varied(["Opened in 1907", "Closed"])
    >>> [next(stream) for _ in range(4)]
    ['Opened in 1907', 'Closed', 'Opened in 1629', 'Closed']
    """
    yield from documents
    for turn in count(1):
        other = str.maketrans(string.digits, "".join(random.Random(turn).sample(string.digits, 10)))
        yield from (_renumbered(document, other) for document in documents)


def _renumbered(document: str, other: dict[int, int]) -> str:
    return _NUMBER.sub(lambda number: number[0].translate(other), document)


def write_corpus(
    folder: Path, name: str, sources: Sequence[Source], documents: int | None = None, megabytes: float = math.inf
) -> Corpus:
    """Writes a corpus of so many documents, or of so many MB in UTF-8."""
    write, field, _ = FORMATS[name]
    written, size = 0, 0

    def counted() -> Iterator[str]:
        nonlocal written, size
        for document in islice(varied([getattr(source, field) for source in sources]), documents):
            if size >= megabytes * MB:
                return
            written, size = written + 1, size + len(document.encode())
            yield document

    folder.mkdir(exist_ok=True)
    write(folder / name, counted())
    return Corpus(folder / name, written, size / MB)


def run(corpus: Corpus, jobs: int, watched: CpuTime, limit: float = math.inf) -> Run:
    """Cleans a corpus by the batch command, for so many seconds at most."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, FORMATS[corpus.path.name][2])
        command = [sys.executable, "-m", "cleantext", str(corpus.path), "-o", str(out), "--jobs", str(jobs), "--quiet"]
        before, own = watched.look(), time.process_time()
        clock, peak, _ = watch(command, limit=limit)
        cpu = watched.look() - before - (time.process_time() - own)
    return Run(clock, cpu, peak)


def typical_run(runs: Sequence[Run]) -> Run:
    """Returns the medians.

    >>> typical_run([Run(1, 2, 9), Run(2, 9, 1), Run(9, 1, 2)])
    Run(clock=2, cpu=2, peak=2)
    """
    return Run(*map(statistics.median, zip(*runs, strict=True)))


def print_speeds(sources: Sequence[Source], documents: int, rounds: int, watched: CpuTime) -> dict[str, float]:
    """Prints a row for each format and number of workers; returns CPU seconds a document of each, by one worker.

    What a run of `FEW` documents takes is taken off these.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        corpora = [write_corpus(folder / "all", name, sources, documents) for name in FORMATS]
        small = [write_corpus(folder / "few", name, sources, FEW) for name in FORMATS]
        found: dict[tuple[Corpus, int], list[Run]] = {
            **{(corpus, 1): [] for corpus in small},
            **{key: [] for key in product(corpora, (1, 2))},
        }
        for _ in range(rounds):
            for (corpus, jobs), runs in found.items():
                runs.append(run(corpus, jobs, watched))
    print("| corpus | MB | documents | workers | seconds | documents/s | MB/s | CPU seconds | peak memory, MB |")
    print("| --- | --: | --: | --: | --: | --: | --: | --: | --: |")
    for corpus, jobs in product(corpora, (1, 2)):
        print(speed_row(corpus, jobs, typical_run(found[corpus, jobs])))
    return {
        corpus.path.name: cpu_of_one((few, found[few, 1]), (corpus, found[corpus, 1]))
        for few, corpus in zip(small, corpora, strict=True)
    }


def cpu_of_one(few: tuple[Corpus, Sequence[Run]], many: tuple[Corpus, Sequence[Run]]) -> float:
    """Returns the CPU seconds of a document more, by the medians of runs over a few documents and over many."""
    (small, starts), (large, runs) = few, many
    return (typical_run(runs).cpu - typical_run(starts).cpu) / (large.documents - small.documents)


def speed_row(corpus: Corpus, jobs: int, taken: Run) -> str:
    """Renders one row of the table of speeds."""
    per_second = f"{corpus.documents / taken.clock:.0f} | {corpus.megabytes / taken.clock:.2f}"
    return (
        f"| {corpus.path.name} | {corpus.megabytes:.1f} | {corpus.documents:,} | {jobs} | {taken.clock:.1f} "
        f"| {per_second} | {taken.cpu:.1f} | {taken.peak:.0f} |"
    )


def print_memory(sources: Sequence[Source], sizes: Sequence[float], limit: float, watched: CpuTime) -> None:
    """Prints the peak memory of two workers and the run by the size of a corpus; it is bounded if the rows agree."""
    print("| corpus | MB | documents | seconds | to the end | peak memory of all, MB |")
    print("| --- | --: | --: | --: | --- | --: |")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            corpus = write_corpus(Path(folder), "corpus.jsonl", sources, megabytes=size)
            taken = run(corpus, 2, watched, limit)
        end = "yes" if taken.clock <= limit else "no"
        row = f"| {corpus.path.name} | {corpus.megabytes:.0f} | {corpus.documents:,} | {taken.clock:.1f} | {end} |"
        print(f"{row} {taken.peak:.0f} |", flush=True)


def core_hours(seconds: float, documents: int = SNAPSHOT) -> float:
    """Returns the hours of one core for so many documents, each of which takes it so many seconds.

    >>> core_hours(0.036, 1_000_000)
    10.0
    """
    return documents * seconds / 3600


def snapshot_row(name: str, kilobytes: float, seconds: float, yardstick: float) -> str:
    """Renders what a snapshot costs, with the arithmetic, and how many times as much the yardstick does."""
    sum_ = f"{SNAPSHOT:,} × {seconds * 1000:.2f} ms ÷ 3,600 s"
    hours = core_hours(seconds)
    return f"| {name} | {kilobytes:.1f} | {seconds * 1000:.2f} | {sum_} | {hours:,.0f} | {yardstick / seconds:.2f} |"


def print_snapshot(sources: Sequence[Source], rounds: int, batch: dict[str, float]) -> None:
    """Prints what a snapshot costs by the CPU time of each method for the same documents, read and written or not."""
    for method in COMPARED.values():  # The first document that a process cleans costs it the rules.
        method(sources[0])
    times = measure(tuple(COMPARED), sources, rounds, COMPARED)
    kilobytes = {
        field: sum(len(getattr(source, field).encode()) for source in sources) / len(sources) / 1000
        for field in Source._fields
    }
    yardstick = typical(times[YARDSTICK]) / len(sources)
    print("| | KB a document | CPU ms a document | sum | core hours | trafilatura's, times |")
    print("| --- | --: | --: | --- | --: | --: |")
    for name, pages in times.items():
        field = "html" if name.endswith("HTML") else "text"
        print(snapshot_row(name, kilobytes[field], typical(pages) / len(sources), yardstick))
    for name in ("corpus.warc", "corpus.wet"):
        label = f"the command, {name.partition('.')[2].upper()} to JSON lines"
        print(snapshot_row(label, kilobytes[FORMATS[name][1]], batch[name], yardstick))
    print(f"\nSpeed, trafilatura = 1, lowest … highest round of {len(by_round(times[YARDSTICK]))}:", end=" ")
    print("; ".join(f"{name} {ratio(times[YARDSTICK], times[name])}" for name in times if name != YARDSTICK))


def main() -> None:
    """Prints the three tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    add_data_option(parser)
    add = parser.add_argument
    add("--sample", type=int, default=30, metavar="K", help="pages of each set (default: 30)")
    add("--documents", type=int, default=450, help="documents of each format (default: 450)")
    add("--sizes", type=float, nargs="*", default=[10, 100, 1000], help="MB for memory (default: 10 100 1000)")
    add("--limit", type=float, default=45, help="seconds after which a run for memory is stopped (default: 45)")
    add("--rounds", type=int, default=3, help="rounds to take the median of (default: 3)")
    add("--quick", action="store_true", help="a smoke run: a few documents, one round")
    options = parser.parse_args()
    if options.quick:
        options.sample, options.documents, options.sizes, options.rounds = 3, 2 * FEW, [1], 1
    silence()
    sources = load_sources(options.data, options.sample)
    watched = CpuTime()
    watched.start()
    load = os.getloadavg()[0]
    print(f"{len(sources)} pages of {', '.join(PAGE_SETS)}; {options.rounds} rounds; load before {load:.1f}\n")
    batch = print_speeds(sources, options.documents, options.rounds, watched)
    print(flush=True)
    if options.sizes:
        print_memory(sources, options.sizes, options.limit, watched)
        print(flush=True)
    print_snapshot(sources, options.rounds, batch)


if __name__ == "__main__":
    main()
