"""Cleans pages that were mutated at random, and pages of random markup: none may raise, hang, or grow."""

import argparse
import multiprocessing
import os
import random
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import cleantext
from benchmarks.data import PAGE_SETS, load_pages
from benchmarks.options import add_data_option

#: Characters of a page that an input takes at most, so that a hundred thousand of them take minutes.
LONGEST = 12_000
#: Characters that a piece makes which is repeated many times, so that what grows with their square takes seconds.
REPEATED = 20_000
#: Seconds that an input may take before it counts as a hang.
PATIENCE = 5.0
# fmt: off
NAMES = (
    "a", "abbr", "article", "aside", "b", "blockquote", "body", "br", "button", "caption", "code", "dd", "details",
    "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "form", "frameset", "h1", "h2", "header", "hr",
    "html", "i", "iframe", "img", "input", "li", "main", "math", "nav", "noscript", "ol", "optgroup", "option", "p",
    "plaintext", "pre", "script", "section", "select", "span", "style", "sub", "summary", "svg", "table", "tbody", "td",
    "template", "textarea", "th", "title", "tr", "tt", "u", "ul", "x-card",
)
ATTRIBUTES = (
    'class="comments"', "class=share-bar", "hidden", "aria-hidden=true", 'style="display:none"', "id=S:0",
    "role=dialog", 'href="javascript:x"', "href=/a", "onclick='x'", 'itemprop="articleBody"', "class='entry-content'",
    "class='", "=", '"',
)
PIECES = (
    "<", ">", "</", "<!--", "-->", "<![CDATA[", "]]>", "<?xml ?>", "<!doctype html>", "&amp;", "&#0;", "&#x110000;",
    "&nbsp", "\0", "\ufffd", "\ufeff", "\ud800", "\u2028", "\r", "\t", " ", "\n\n", "雨が降った。", "شارك", "x < y",
    "Leave a Reply", "3 Comments", "Read more",
    "The council decided on Tuesday, by nine votes to four, to keep the ferry running all winter. ",
)
# fmt: on


def markup(random_: random.Random) -> str:
    """Returns a piece of markup or text."""
    name = random_.choice(NAMES)
    kind = random_.random()
    if kind < 0.4:
        attributes = "".join(f" {random_.choice(ATTRIBUTES)}" for _ in range(random_.randrange(3)))
        return f"<{name}{attributes}>"
    return f"</{name}>" if kind < 0.6 else random_.choice(PIECES)


def generated(random_: random.Random) -> str:
    """Returns a page of random markup; now and then one piece stands there hundreds of times."""
    times = 300 if random_.random() < 0.05 else 1
    return "".join(markup(random_) * random_.choice((1, 1, 1, times)) for _ in range(random_.randrange(1, 80)))


def repeated(random_: random.Random, text: str) -> str:
    """Returns a text twice; now and then a letter or two of it, thousands of times."""
    if random_.random() > 0.03:
        return text * 2
    piece = text[: random_.randrange(1, 4)]
    return piece * (REPEATED // max(1, len(piece)))


def mutated(random_: random.Random, pages: list[str]) -> str:
    """Returns a part of a real page with pieces cut out, doubled, moved and put in, maybe spliced with another."""
    page = random_.choice(pages)
    start = random_.randrange(max(1, len(page) - LONGEST))
    text = page[start : start + random_.randrange(1, LONGEST)]
    if random_.random() < 0.3:
        other = random_.choice(pages)
        cut = random_.randrange(len(text) + 1)
        text = text[:cut] + other[: random_.randrange(1, LONGEST // 2)] + text[cut:]
    for _ in range(random_.randrange(12)):
        left = random_.randrange(len(text) + 1)
        right = min(len(text), left + random_.randrange(200))
        text = text[:left] + random_.choice(("", markup(random_), repeated(random_, text[left:right]))) + text[right:]
    return text


def inputs(seed: int, count: int, pages: list[str]) -> Iterator[str]:
    """Yields mutated pages and, one in three, generated ones; the same for the same seed."""
    random_ = random.Random(seed)
    for number in range(count):
        yield generated(random_) if number % 3 == 0 or not pages else mutated(random_, pages)


def check(source: str) -> None:
    """Cleans a page in each way, and raises if what is left is not a part of its text, in order."""
    explained = cleantext.explain(source, kind="html")
    text = iter(explained.document.text)
    if not all(char in text for char in explained.text):
        raise AssertionError("the result is no subsequence of the page's text")
    if cleantext.clean(explained.text, kind="text") != explained.text:
        raise AssertionError("the result is not clean")


def run(task: tuple[int, int, list[str]]) -> tuple[int, float, list[str]]:
    """Cleans the inputs of one seed; returns their number, the longest time and what went wrong."""
    seed, count, pages = task
    slowest, wrong, done = 0.0, [], 0
    for number, source in enumerate(inputs(seed, count, pages)):
        began = time.perf_counter()
        try:
            check(source)
        except Exception:
            wrong.append(f"seed {seed}, input {number}: {traceback.format_exc(limit=-2)}{source[:300]!r}")
        seconds = time.perf_counter() - began
        slowest = max(slowest, seconds)
        if seconds > PATIENCE:
            wrong.append(f"seed {seed}, input {number}: {seconds:.1f} s: {source[:300]!r}")
        done += 1
    return done, slowest, wrong


def main(arguments: list[str] | None = None) -> None:
    """Runs the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fuzz", description=__doc__)
    add_data_option(parser, required=False)
    parser.add_argument(
        "--workers", type=int, default=os.cpu_count(), metavar="N", help="processes (default: all cores)"
    )
    parser.add_argument("--inputs", type=int, default=100_000, metavar="N", help="how many (default: 100,000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the first thousand (default: 1)")
    options = parser.parse_args(arguments)
    pages = _pages(options.data)
    sizes = [min(1000, options.inputs - done) for done in range(0, options.inputs, 1000)]
    tasks = [(options.seed + place, size, pages) for place, size in enumerate(sizes)]
    done, slowest, wrong = 0, 0.0, 0
    with multiprocessing.Pool(options.workers) as pool:
        for count, longest, failures in pool.imap_unordered(run, tasks):
            done, slowest, wrong = done + count, max(slowest, longest), wrong + len(failures)
            for failure in failures:
                print(failure)
    print(f"{done:,} inputs, {wrong:,} wrong, the slowest took {slowest:.2f} s")
    raise SystemExit(1 if wrong else 0)


def _pages(data: Path | None) -> list[str]:
    return [page.html for set_ in PAGE_SETS for page in load_pages(data, set_)[:40]] if data is not None else []


if __name__ == "__main__":
    main()
