"""Measures the peak memory of the batch command over a corpus and over ten times that corpus."""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.data import LIGHT, load_residue
from benchmarks.options import add_data_option

MB = 1_000_000
INTERVAL_SECONDS = 0.02


def write_corpus(texts: list[str], copies: int, path: Path) -> int:
    """Writes the texts as JSONL records, `copies` times over with ids of their own; returns the number of records."""
    with path.open("w", encoding="utf-8") as corpus:
        for copy in range(copies):
            for number, text in enumerate(texts):
                corpus.write(json.dumps({"id": f"{copy}-{number}", "text": text}, ensure_ascii=False) + "\n")
    return copies * len(texts)


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


def watch(command: list[str], status: int = 0) -> tuple[float, float, int]:
    """Runs a command; returns its seconds, the peak of its processes' memory in MB, and how many they were.

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
            time.sleep(INTERVAL_SECONDS)
    if process.returncode != status:
        raise subprocess.CalledProcessError(process.returncode, command)
    return time.perf_counter() - start, peak, most


def main() -> None:
    """Prints one row for each size of the corpus; memory is bounded if the rows agree."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.memory_batch", description=__doc__)
    add_data_option(parser)
    parser.add_argument("--sample", type=int, metavar="K", help="only K documents of each set and source")
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 10], help="sizes of the corpus (default: 1 10)")
    options = parser.parse_args()
    texts = [document.text for source in LIGHT for document in load_residue(options.data, source, options.sample)]
    print("| copies | records | corpus, MB | seconds | MB/s | processes | peak memory of all, MB |")
    print("| --: | --: | --: | --: | --: | --: | --: |")
    for copies in options.copies:
        with tempfile.TemporaryDirectory() as folder:
            corpus = Path(folder, "corpus.jsonl")
            records = write_corpus(texts, copies, corpus)
            size = corpus.stat().st_size / MB
            command = [sys.executable, "-m", "cleantext", str(corpus), "-o", str(Path(folder, "cleaned"))]
            seconds, peak, processes = watch(command)
        print(
            f"| {copies} | {records} | {size:.1f} | {seconds:.1f} | {size / seconds:.2f} | {processes} | {peak:.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
