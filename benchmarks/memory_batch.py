"""Measures peak memory and speed of the batch command over corpora of each format, small and large."""

import argparse
import math
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path

from benchmarks.corpora import CORPORA
from benchmarks.data import LIGHT, load_residue
from benchmarks.options import add_data_option, listed
from cleantext import Cleaned, Document, Format, Kind, Spans, clean_files

MB = 1_000_000
INTERVAL_SECONDS = 0.02


def repeated(texts: list[str], megabytes: float) -> Iterator[str]:
    """Yields the texts again and again, up to a size in UTF-8."""
    size = 0.0
    for text in cycle(texts):
        if size > megabytes * MB:
            return
        size += len(text.encode())
        yield text


@dataclass(frozen=True)
class KeepsAll:
    """A pipeline that cuts nothing, and takes hardly any time for it."""

    fingerprint: str = "keeps all"

    def explain(self, source: str, kind: Kind | None = None, to: Format = "text", images: bool = False) -> Cleaned:
        """Gives a text as it is."""
        return Cleaned(source, (), Document(source, ()), "article", range(0), (), Spans.whole(source))


def keep_all(corpus: str, out: str, jobs: int) -> None:
    """Copies a corpus by all that the batch command does, but for cleaning."""
    clean_files(corpus, out, pipeline=KeepsAll(), jobs=jobs)


def children_of(process: int) -> list[int]:
    """Returns the processes that a process has started, from Linux's /proc."""
    children: list[int] = []
    for file in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children += map(int, file.read_text().split())
        except OSError:
            continue
    return children


def process_tree(root: int) -> list[int]:
    """Returns a process and all its descendants."""
    return [root, *(process for child in children_of(root) for process in process_tree(child))]


def resident_mb(process: int) -> float:
    """Returns the resident memory of a process in MB; 0.0 if it has ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0.0
    resident = status.partition("VmRSS:")[2].split()
    return int(resident[0]) * 1024 / MB if resident else 0.0


def watch(command: list[str], status: int = 0, limit: float = math.inf) -> tuple[float, float, int]:
    """Runs a command; returns its seconds, the peak of its processes' memory in MB, and how many they were.

    After so many seconds as the limit it is interrupted, whatever its exit status then is.

    Raises:
        CalledProcessError: it ended with another exit status.
    """
    start = time.perf_counter()
    peak, most = 0.0, 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            tree = process_tree(process.pid)
            peak = max(peak, sum(map(resident_mb, tree)))
            most = max(most, len(tree))
            if time.perf_counter() - start > limit:
                process.send_signal(signal.SIGINT)
                process.wait()
            time.sleep(INTERVAL_SECONDS)
    if process.returncode != status and time.perf_counter() - start <= limit:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - start, peak, most


def main() -> None:
    """Prints one row for each format and size of the corpus; memory is bounded if the sizes agree."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory_batch", description=__doc__)
    add_data_option(parser)
    formats = listed("format", CORPORA)
    parser.add_argument("--formats", type=formats, default=tuple(CORPORA), metavar="NAME,…", help="these files only")
    parser.add_argument("--sample", type=int, metavar="K", help="only K documents of each set and source")
    parser.add_argument("--megabytes", type=float, nargs="+", default=[10, 1000], help="sizes (default: 10 1000)")
    parser.add_argument("--jobs", type=int, nargs="+", default=[2], help="numbers of workers (default: 2)")
    parser.add_argument("--keep-all", action="store_true", help="cut nothing: only reading and writing is measured")
    options = parser.parse_args()
    texts = [document.text for source in LIGHT for document in load_residue(options.data, source, options.sample)]
    print("| corpus | text, MB | workers | seconds | MB/s | processes | peak memory of all, MB |")
    print("| --- | --: | --: | --: | --: | --: | --: |")
    for name, size, jobs in product(options.formats, options.megabytes, options.jobs):
        with tempfile.TemporaryDirectory() as folder:
            corpus = Path(folder, name)
            CORPORA[name](corpus, repeated(texts, size))
            out = str(Path(folder, "cleaned/"))
            command = [sys.executable, "-m", "cleantext", str(corpus), "-o", out, "--jobs", str(jobs)]
            if options.keep_all:
                call = f"from benchmarks.memory_batch import keep_all; keep_all({str(corpus)!r}, {out!r}, {jobs})"
                command = [sys.executable, "-c", call]
            seconds, peak, processes = watch(command)
        row = f"| {name} | {size:g} | {jobs} | {seconds:.1f} | {size / seconds:.2f} | {processes} | {peak:.0f} |"
        print(row, flush=True)


if __name__ == "__main__":
    main()
