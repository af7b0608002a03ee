"""Measures the CPU time that a new process takes to import cleantext, to clean a first text, and to clean one page."""

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

TEXT = "Home\nNews\nSport\n\nThe bridge is open again, said the mayor.\n\nLeave a Reply"
PAGE = (
    "<nav><a href='/'>Home</a></nav><article><p>The bridge is open again, said the mayor, and all danced.</p></article>"
)
#: What is taken off all other figures: an interpreter that does nothing.
BASE = "python -c pass"


def commands(page: Path) -> dict[str, list[str]]:
    """Returns the arguments of Python for each figure."""
    return {
        BASE: ["-c", "pass"],
        "import cleantext": ["-c", "import cleantext"],
        "first clean of a text": ["-c", f"import cleantext; cleantext.clean({TEXT!r})"],
        "one page on the command line": ["-m", "cleantext", str(page), "-q"],
        "cleantext --version": ["-m", "cleantext", "--version"],
    }


def seconds(arguments: list[str]) -> float:
    """Returns the CPU seconds of a process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    # As where the package is installed, its bytecode is written once.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(rounds: int) -> dict[str, list[float]]:
    """Returns the seconds of each round by figure; one round more warms what is kept between processes."""
    times: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(PAGE, encoding="utf-8")
        for _ in range(rounds + 1):
            for name, arguments in commands(page).items():
                times.setdefault(name, []).append(seconds(arguments))
    return {name: taken[1:] for name, taken in times.items()}


def table(times: dict[str, list[float]]) -> str:
    """Renders medians, less that of an interpreter that does nothing.

    >>> print(table({BASE: [0.25], "import cleantext": [0.5, 0.75, 1.0]}))
    | figure | CPU ms, less `python -c pass` | lowest … highest round |
    | --- | --: | --: |
    | import cleantext | 500 | 250 … 750 |
    """
    base = statistics.median(times[BASE])
    rows = ["| figure | CPU ms, less `python -c pass` | lowest … highest round |", "| --- | --: | --: |"]
    for name, taken in times.items():
        if name != BASE:
            low, middle, high = (1000 * (each(taken) - base) for each in (min, statistics.median, max))
            rows.append(f"| {name} | {middle:.0f} | {low:.0f} … {high:.0f} |")
    return "\n".join(rows)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.startup", description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="processes to take the median of (default: 15)")
    print(table(measure(parser.parse_args().rounds)))


if __name__ == "__main__":
    main()
