"""Breaks off runs of the batch command in every way that we know, and checks that the output comes out the same."""

import argparse
import gzip
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import zstandard

from benchmarks.corpora import CORPORA
from benchmarks.memory_batch import children_of
from benchmarks.options import listed
from cleantext.cli import EXIT_INTERRUPTED, EXIT_NOT_DONE, EXIT_QUARANTINED

ARTICLE = (
    "The mayor opened the new bridge on day {0}, after eleven years of argument about who should pay for it.\n\n"
    "“We had stopped counting,” said a resident of the café on the quay, where ferry {0} used to leave.\n\n"
    "Leave a Reply\n\nYour email address will not be published. Required fields are marked *\n"
)
DISK_KB = 256


def write_corpus(folder: Path, size: int) -> None:
    """Writes `size` texts, as many pages and records in every format, and a few of each that fail."""
    folder.mkdir()
    texts = [ARTICLE.format(number) for number in range(size)]
    for number, text in enumerate(texts):
        page = "".join(f"<p>{line}</p>\n" for line in text.splitlines())
        (folder / f"text {number}.txt").write_bytes(text.encode() if number % 50 else b"\0" * 40)
        (folder / f"page {number}.html.gz").write_bytes(gzip.compress(f"<body>{page}".encode(), mtime=0))
    lines = [json.dumps({"id": number, "text": text if number % 50 else None}) for number, text in enumerate(texts)]
    news = "\n".join(lines * 4).encode()
    rows = "id,text\n" + "".join(f'{number},"{text}"\n' if number % 50 else "1\n" for number, text in enumerate(texts))
    some = [text if number % 50 else None for number, text in enumerate(texts)]
    for name in ("corpus.json", "corpus.parquet", "corpus.warc.gz"):
        CORPORA[name](folder / name, some * 4)
    (folder / "news.jsonl").write_bytes(news)
    (folder / "news.jsonl.gz").write_bytes(gzip.compress(news, mtime=0))
    (folder / "news.jsonl.zst").write_bytes(zstandard.compress(news))
    (folder / "news.csv").write_text(rows, "utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Returns every file below a folder, the notes of the run among them."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


class Bench:
    """A corpus, and what must become of it."""

    def __init__(self, folder: Path, size: int, chance: random.Random) -> None:
        self.corpus, self.out = folder / "corpus", folder / "out"
        self.chance = chance
        write_corpus(self.corpus, size)
        start = time.monotonic()
        self.finish()
        self.seconds = time.monotonic() - start
        self.expected = tree(self.out)
        shutil.rmtree(self.out)

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Starts the command on the corpus, or on what is named."""
        command = [sys.executable, "-m", "cleantext", *(arguments or (str(self.corpus), "-o", str(self.out)))]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def finish(self) -> None:
        """Has a run go on to its end."""
        run = self.start()
        _, errors = run.communicate()
        assert run.returncode == EXIT_QUARANTINED, errors.decode()

    def wait(self) -> None:
        """Waits for a random part of a run's time."""
        time.sleep(self.chance.uniform(0, self.seconds))

    def is_same(self) -> bool:
        """Whether the output is what it must be; it is deleted."""
        same = tree(self.out) == self.expected
        shutil.rmtree(self.out)
        return same


def kill_the_run(bench: Bench) -> bool:
    """kill -9 of the run, and then its end."""
    return break_off(bench, signal.SIGKILL, -signal.SIGKILL)


def interrupt_the_run(bench: Bench) -> bool:
    """SIGINT to the run, and then its end."""
    return break_off(bench, signal.SIGINT, EXIT_INTERRUPTED, -signal.SIGINT)


def terminate_the_run(bench: Bench) -> bool:
    """SIGTERM to the run, and then its end."""
    return break_off(bench, signal.SIGTERM, -signal.SIGTERM)


def break_off(bench: Bench, signal_number: int, *statuses: int) -> bool:
    """Sends a signal at a random moment; returns whether the run ended as it should, then and in the end."""
    run = bench.start()
    bench.wait()
    run.send_signal(signal_number)
    run.communicate()
    bench.finish()
    return bench.is_same() and run.returncode in (*statuses, EXIT_QUARANTINED)


def kill_a_worker(bench: Bench) -> bool:
    """kill -9 of a worker, which the run survives."""
    run = bench.start()
    bench.wait()
    workers: list[int] = []
    while run.poll() is None and not workers:
        workers = [worker for child in children_of(run.pid) for worker in children_of(child)]
    if workers:
        os.kill(bench.chance.choice(workers), signal.SIGKILL)
    run.communicate()
    return bench.is_same() and run.returncode == EXIT_QUARANTINED


def fill_the_disk(bench: Bench) -> bool:
    """A disk that gets full, room, and then the end of the run."""
    bench.out.mkdir()
    with disk(bench.out) as make_room:
        run = bench.start()
        _, errors = run.communicate()
        make_room()
        bench.finish()
        same = tree(bench.out) == bench.expected
    bench.out.rmdir()
    return same and run.returncode == EXIT_NOT_DONE and errors.count(b"cleantext: ") == 1 and b"Trace" not in errors


@contextmanager
def disk(place: Path) -> Iterator[Callable[[], None]]:
    """Mounts a small disk in memory at a place, and gives what makes it large."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK_KB}k", "none", place], check=True)
    try:
        yield lambda: subprocess.run(["mount", "-o", "remount,size=1g", place], check=True) and None
    finally:
        subprocess.run(["umount", place], check=True)


def close_the_pipe(bench: Bench) -> bool:
    """A reader that leaves after a line, as head does."""
    run = bench.start(str(bench.corpus / "news.jsonl"))
    assert run.stdout is not None
    assert run.stderr is not None
    run.stdout.readline()
    run.stdout.close()
    errors = run.stderr.read().splitlines()
    run.wait()
    return run.returncode == 1 and all(b"field 'text' is null" in error for error in errors)


def start_another(bench: Bench) -> bool:
    """A second run into the same OUT, which is refused and disturbs nothing."""
    first = bench.start()
    bench.wait()
    second = bench.start()
    ends = [(*run.communicate(), run.returncode) for run in (first, second)]
    refused = [errors for _, errors, status in ends if status == EXIT_NOT_DONE]
    # The second may come when the first has not begun, or has ended.
    fair = all(b"is another cleantext writing there?" in errors for errors in refused) and len(refused) < 2
    return bench.is_same() and fair


WAYS: dict[Callable[[Bench], bool], int] = {
    kill_the_run: 100,
    kill_a_worker: 12,
    interrupt_the_run: 8,
    terminate_the_run: 8,
    fill_the_disk: 4,
    close_the_pipe: 4,
    start_another: 8,
}


def main() -> int:
    """Prints a row for each way; returns 1 if any run did not end as it should."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.durability", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="share of the breaks to make (default: 1, all)")
    parser.add_argument("--size", type=int, default=400, help="texts in the corpus (default: 400)")
    parser.add_argument("--seed", type=int, default=0, help="of the moments at which runs are broken off")
    names = tuple(way.__name__ for way in WAYS)
    parser.add_argument("--only", type=listed("way", names), default=names, metavar="WAY,…", help="only these")
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.size, random.Random(options.seed))
        print(f"A run takes {bench.seconds:.1f} s and makes {len(bench.expected)} files.\n")
        print("| what happens | breaks | same bytes in the end |\n| --- | --: | --: |")
        for way, count in WAYS.items():
            if way.__name__ not in options.only:
                continue
            if way is fill_the_disk and os.geteuid():
                print("| A disk that gets full | 0 | only root can mount one |")
                continue
            breaks = max(1, round(count * options.share))
            same = sum(way(bench) for _ in range(breaks))
            failed += breaks - same
            print(f"| {(way.__doc__ or '').rstrip('.')} | {breaks} | {same} |", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
