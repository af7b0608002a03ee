"""Measures MB/s of each method on extracted texts, and how cleantext's time and memory grow with the input."""

import argparse
import multiprocessing
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.baselines import METHODS, Method, cleantext
from benchmarks.data import LIGHT, POOLED, load_residue
from benchmarks.options import add_data_option, listed

MB = 1_000_000
YARDSTICK = "C4"
TIMED = tuple(name for name in METHODS if name != "keep everything")
SIZES_MB = (0.1, 1, 10, 100)
SHAPES: dict[str, Callable[[str], str]] = {
    "residue texts, joined": lambda text: text,
    "the same on one line": lambda text: text.replace("\n", " "),
}


def load_texts(data: Path, megabytes: float) -> list[str]:
    """Returns light residue texts of wcxb and aeb, of all sources, in a fixed random order, up to a size in UTF-8."""
    texts = [document.text for source in LIGHT for document in load_residue(data, source, sets=POOLED)]
    random.Random(0).shuffle(texts)
    chosen, size = [], 0.0
    for text in texts:
        if size >= megabytes * MB:
            break
        chosen.append(text)
        size += len(text.encode())
    return chosen


def run(method: Method, texts: list[str]) -> float:
    """Returns the CPU seconds that a method takes for all texts, one after the other."""
    start = time.process_time()
    for text in texts:
        method(text)
    return time.process_time() - start


def speeds(names: tuple[str, ...], texts: list[str], rounds: int) -> dict[str, list[float]]:
    """Returns the seconds of each round by method.

    Each round runs every method once, in a new order, so that a slow spell of the machine hits all of them alike.
    """
    order = list(dict.fromkeys((YARDSTICK, *names)))
    seconds: dict[str, list[float]] = {name: [] for name in order}
    for name in order:
        run(METHODS[name], texts[:10])
    for _ in range(rounds):
        random.shuffle(order)
        for name in order:
            seconds[name].append(run(METHODS[name], texts))
    return seconds


def ratios(seconds: dict[str, list[float]], name: str) -> list[float]:
    """Returns how fast a method is beside the yardstick, round by round."""
    return [yardstick / own for own, yardstick in zip(seconds[name], seconds[YARDSTICK], strict=True)]


def figures(data: Path, megabytes: float = 5, rounds: int = 9) -> dict[str, float]:
    """Returns by its name the one speed that can be compared between machines: cleantext's beside the yardstick's."""
    seconds = speeds(("cleantext",), load_texts(data, megabytes), rounds)
    return {f"speed_text/{YARDSTICK} = 1": statistics.median(ratios(seconds, "cleantext"))}


def print_speeds(seconds: dict[str, list[float]], megabytes: float) -> None:
    """Prints medians: MB/s, and the ratio to the yardstick within each round."""
    print(f"| method | MB/s | speed, {YARDSTICK} = 1 | lowest … highest round |\n| --- | --: | --: | --: |")
    for name, times in seconds.items():
        found = ratios(seconds, name)
        print(
            f"| {name} | {megabytes / statistics.median(times):.2f} | {statistics.median(found):.3f} "
            f"| {min(found):.3f} … {max(found):.3f} |"
        )


def peak_mb() -> float:
    """Returns the peak memory of this process; from /proc, as getrusage also counts the parent's before exec."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024 / MB


def reset_peak() -> None:
    """Sets the peak back to what is resident now, so that reading the file leaves no trace in it (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")


def clean_file(path: Path, repeats: int) -> tuple[float, float, float]:
    """Returns cleantext's median seconds on one text, and the peak memory before and after in MB."""
    text = path.read_text(encoding="utf-8")
    cleantext(text[:10_000])
    reset_peak()
    before = peak_mb()
    seconds = statistics.median(run(cleantext, [text]) for _ in range(repeats))
    return seconds, before, peak_mb()


def growth(texts: list[str], shape: Callable[[str], str], megabytes: float, repeats: int) -> tuple[float, ...]:
    """Cleans one document of the given size in a process of its own; returns what clean_file returns."""
    joined = shape("\n".join(texts)).encode()
    size = round(megabytes * MB)
    document = (joined * (size // len(joined) + 1))[:size].decode(errors="ignore")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "document.txt")
        path.write_text(document, encoding="utf-8")
        with multiprocessing.get_context("spawn").Pool(1) as process:
            return process.apply(clean_file, (path, repeats))


def print_growth(texts: list[str], repeats: int) -> None:
    """Prints time and memory by input size; both are linear if their last columns stay flat."""
    print("| one document | MB | seconds | seconds per MB | peak memory, MB | of it for cleaning, MB per MB |")
    print("| --- | --: | --: | --: | --: | --: |")
    for name, shape in SHAPES.items():
        for size in SIZES_MB:
            seconds, before, after = growth(texts, shape, size, repeats)
            row = f"| {name} | {size} | {seconds:.3f} | {seconds / size:.4f} | {after:.0f} |"
            print(f"{row} {(after - before) / size:.1f} |", flush=True)


def main() -> None:
    """Prints both tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed_text", description=__doc__)
    add_data_option(parser)
    methods = listed("method", METHODS)
    parser.add_argument("--only", type=methods, default=TIMED, metavar="METHOD,…", help="these methods, and C4")
    parser.add_argument("--megabytes", type=float, default=5, help="text in a round (default: 5)")
    parser.add_argument("--rounds", type=int, default=9, help="rounds to take the median of (default: 9)")
    parser.add_argument("--repeats", type=int, default=3, help="runs at each input size (default: 3)")
    parser.add_argument("--no-growth", action="store_true", help="only the speeds")
    options = parser.parse_args()
    texts = load_texts(options.data, options.megabytes)
    megabytes = sum(len(text.encode()) for text in texts) / MB
    print(f"{len(texts)} texts, {megabytes:.2f} MB, {options.rounds} rounds\n")
    print_speeds(speeds(options.only, texts, options.rounds), megabytes)
    if not options.no_growth:
        print()
        print_growth(texts, options.repeats)


if __name__ == "__main__":
    main()
