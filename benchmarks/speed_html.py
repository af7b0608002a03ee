"""Measures the CPU time that each method takes for a page, and the memory that cleantext takes for a large one."""

import argparse
import gc
import multiprocessing
import random
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from tqdm import tqdm

from benchmarks.data import KINDS, PAGE_SETS, choose, load_pages
from benchmarks.extractors import METHODS, cleantext, silence, usable
from benchmarks.options import add_data_option, listed
from benchmarks.speed_text import MB, peak_mb, reset_peak

YARDSTICKS = ("resiliparse", "trafilatura")
LARGE_PAGE_MB = 50
Times = dict[str, list[list[float]]]


def seconds(method: Callable[[Any], object], page: Any) -> float:
    """Returns the CPU seconds of one method for one page; a page on which it fails counts as far as it came.

    The garbage of the call before is collected first, so that no method pays for another's.
    """
    gc.collect()
    start = time.process_time()
    with suppress(Exception):
        method(page)
    return time.process_time() - start


def measure(
    names: Sequence[str], pages: Sequence[Any], rounds: int, methods: Mapping[str, Callable[[Any], object]] = METHODS
) -> Times:
    """Returns for each method, and each page, the CPU seconds of all rounds.

    Every round goes through the pages in a new order, and gives each page to all methods in a new order, so that a slow
    spell of the machine hits all of them alike.
    """
    times: Times = {name: [[] for _ in pages] for name in names}
    gc.collect()
    gc.freeze()
    for _ in tqdm(range(rounds), unit="round", disable=None):
        for index in random.sample(range(len(pages)), len(pages)):
            for name in random.sample(names, len(names)):
                times[name][index].append(seconds(methods[name], pages[index]))
    return times


def table(times: Times) -> str:
    """Renders CPU time a page and the speed as a multiple of each yardstick's, from the lowest round to the highest."""
    yardsticks = [name for name in YARDSTICKS if name in times]
    heads = "".join(f" speed, {name} = 1 | lowest … highest round |" for name in yardsticks)
    rows = [f"| method | CPU ms a page |{heads}", f"| --- | --: |{' --: | --: |' * len(yardsticks)}"]
    for name, pages in times.items():
        cells = "".join(f" {ratio(times[yardstick], pages)} |" for yardstick in yardsticks)
        rows.append(f"| {name} | {1000 * typical(pages) / len(pages):.2f} |{cells}")
    return "\n".join(rows)


def typical(pages: list[list[float]]) -> float:
    """Returns the sum over pages of the median over rounds."""
    return sum(statistics.median(times) for times in pages)


def ratio(yardstick: list[list[float]], pages: list[list[float]]) -> str:
    """Renders how many times as fast as the yardstick a method is: by its typical time, and in single rounds.

    >>> ratio([[0.2, 0.4, 0.2], [0.2, 0.2, 0.2]], [[0.1, 0.1, 0.1], [0.1, 0.1, 0.1]])
    '2.000 | 2.000 … 3.000'
    """
    rounds = [other / own for other, own in zip(by_round(yardstick), by_round(pages), strict=True)]
    return f"{typical(yardstick) / typical(pages):.3f} | {min(rounds):.3f} … {max(rounds):.3f}"


def by_round(pages: list[list[float]]) -> list[float]:
    """Returns the sum over pages of each round."""
    return [sum(times) for times in zip(*pages, strict=True)]


def large_page(megabytes: float) -> str:
    """Returns a page of about this size: a menu, articles of which no two are alike, each with its chrome, a footer."""
    menu = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in ("News", "Sport", "Weather", "Contact"))
    head = f"<!doctype html><html><head><title>News</title></head><body><nav><ul>{menu}</ul></nav>"
    count = round(megabytes * MB / len(article(10_000)))
    return "".join([head, *map(article, range(count)), "<footer><p>© The Town Crier</p></footer></body></html>"])


def article(number: int) -> str:
    """Returns an article with a bar to share it and comments."""
    paragraphs = "".join(
        f"<p>Bridge {number} was opened in {1800 + number % 200} by the {step}th mayor of the town, who danced on it "
        f'until the lamps went out, and the <a href="/bridge/{number}">toll</a> that was asked of the {number + step} '
        "carts of the first day paid for a year of paint.</p>"
        for step in range(4, 12)
    )
    return (
        f'<article id="a{number}"><h2>Bridge {number} is open</h2>{paragraphs}</article>'
        f'<div class="share">Share this</div><div class="comments"><h3>{number} Comments</h3><p>Leave a Reply</p></div>'
    )


def clean_large_page(megabytes: float) -> tuple[float, float, float]:
    """Cleans a large page; returns its size and the peak memory of this process before and after, in MB."""
    html = large_page(megabytes)
    size = len(html.encode()) / MB
    cleantext(html[:10_000])
    gc.collect()
    reset_peak()
    before = peak_mb()
    cleantext(html)
    return size, before, peak_mb()


def print_memory() -> None:
    """Prints the memory that cleantext takes for a large page, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as process:
        size, before, after = process.apply(clean_large_page, (LARGE_PAGE_MB,))
    print("| one page, MB | peak memory, MB | per MB of the page | of it for cleaning |")
    print("| --: | --: | --: | --: |")
    print(f"| {size:.1f} | {after:.0f} | {after / size:.2f} | {(after - before) / size:.2f} |")


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed_html", description=__doc__)
    add = parser.add_argument
    add_data_option(parser, required=False)
    add("--only", type=listed("method", METHODS), default=tuple(METHODS), metavar="METHOD,…", help="these methods")
    add("--sets", type=listed("set", PAGE_SETS), default=PAGE_SETS, metavar="SET,…", help="these sets of pages")
    add("--sample", type=int, default=50, metavar="K", help="only K pages of each set (default: 50)")
    add("--rounds", type=int, default=5, help="rounds to take the median of (default: 5)")
    add("--memory", action="store_true", help=f"the memory for a page of {LARGE_PAGE_MB} MB instead (Linux)")
    options = parser.parse_args(arguments)
    if not (options.data or options.memory):
        parser.error("--data is missing")
    return options


def main() -> None:
    """Prints the table of CPU time, or of memory."""
    options = parse()
    if options.memory:
        print_memory()
        return
    silence()
    names = tuple(usable(dict.fromkeys((*options.only, *YARDSTICKS))))
    chosen = [choose(load_pages(options.data, set_), KINDS, None, options.sample) for set_ in options.sets]
    pages = [page.html for pages in chosen for page in pages]
    print(f"{len(pages)} pages, {sum(map(len, pages)) / MB:.1f} million characters, {options.rounds} rounds\n")
    print(table(measure(names, pages, options.rounds)))


if __name__ == "__main__":
    main()
