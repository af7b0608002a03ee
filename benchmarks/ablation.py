"""Measures what the figures are without each number that decides what is content: the table of ablations.

Each weight in `cleantext.judging.weights` is set, one at a time, to the value that switches its decision off, and the
development data are measured again. A weight whose row is all zeros moves nothing, and should go.
"""

import argparse
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cleantext
from benchmarks import extract, harm, residue
from benchmarks.data import PAGE_SETS, load_pages
from benchmarks.options import add_data_option, listed
from benchmarks.outcomes import summaries
from cleantext.judging import weights

OURS = ("cleantext",)
NEVER, ALWAYS = float("inf"), 0
#: For each weight the value that switches off what it decides; those of one decision go together.
OFF: dict[str, dict[str, float]] = {
    "MIN_PROSE": {"MIN_PROSE": 2},
    "MIN_UNENDED_PROSE": {"MIN_UNENDED_PROSE": ALWAYS},
    "UNENDED_FACTOR": {"UNENDED_FACTOR": 0.0},
    "TABULAR_FACTOR": {"TABULAR_FACTOR": 1.0},
    "MAX_WORD_LENGTH": {"MAX_WORD_LENGTH": NEVER},
    "MAX_NAMED_SHARE": {"MAX_NAMED_SHARE": 1.0},
    "MIN_REST": {"MIN_REST": ALWAYS},
    "MIN_REST_OF_ANY_KIND": {"MIN_REST_OF_ANY_KIND": NEVER},
    "MIN_LISTING": {"MIN_LISTING": NEVER},
    "MAX_HINTED_PROSE": {"MAX_HINTED_PROSE": 1.0},
    "MAX_CAPTION…": {"MAX_CAPTION": ALWAYS},
    "MIN_COMMENTS_SHARE": {"MIN_COMMENTS_SHARE": NEVER},
    "MIN_THREAD_SHARE": {"MIN_THREAD_SHARE": NEVER},
    "UNSUPPORTED_FACTOR": {"UNSUPPORTED_FACTOR": 1.0},
    "IN_BODY_FACTOR": {"IN_BODY_FACTOR": 1.0},
    "IN_CARDS_FACTOR": {"IN_CARDS_FACTOR": NEVER},
    "MIN_CARDS…": {"MIN_CARDS": NEVER},
    "MIN_DOMINANT_SHARE": {"MIN_DOMINANT_SHARE": 0.5},
    "MAX_SIBLINGS_PROSE": {"MAX_SIBLINGS_PROSE": NEVER},
    "MIN_TITLED_SHARE": {"MIN_TITLED_SHARE": NEVER},
    "MIN_ARTICLE…": {"MIN_ARTICLE": ALWAYS},
    "MIN_MAIN_SHARE": {"MIN_MAIN_SHARE": NEVER},
    "MIN_BROAD_SHARE": {"MIN_BROAD_SHARE": NEVER},
    "MIN_OFFERS": {"MIN_OFFERS": NEVER},
    "LEAD_BLOCKS, MIN_LEAD": {"LEAD_BLOCKS": 0},
    "MIN_ADJACENT": {"MIN_ADJACENT": NEVER},
    "MIN_REPEATED": {"MIN_REPEATED": NEVER},
    "MIN_LINK_DENSITY, MAX_LINK": {"MIN_LINK_DENSITY": NEVER},
    "MIN_TEXT": {"MIN_TEXT": NEVER},
    "MAX_LINK_LIST_SHARE": {"MAX_LINK_LIST_SHARE": NEVER},
    "MAX_CARDS_SHARE": {"MAX_CARDS_SHARE": ALWAYS},
    "MIN_ANNOUNCING": {"MIN_ANNOUNCING": NEVER},
    "MAX_VISIBLE, MIN_HIDDEN_FACTOR": {"MAX_VISIBLE": ALWAYS},
    "MAX_OPEN_LINE, MAX_OPEN_WORDS": {"MAX_OPEN_LINE": ALWAYS},
    "MIN_TAILED, MAX_TAIL_WORDS": {"MIN_TAILED": NEVER},
    "MIN_BAR": {"MIN_BAR": NEVER},
    "MIN_MENTION_AFTER": {"MIN_MENTION_AFTER": NEVER},
    "MIN_MENTION_BEFORE": {"MIN_MENTION_BEFORE": NEVER},
    "MAX_GAP": {"MAX_GAP": 1},
    "MIN_CROWD": {"MIN_CROWD": NEVER},
    "MIN_THREAD": {"MIN_THREAD": ALWAYS},
    "MAX_RELATED": {"MAX_RELATED": NEVER},
    "AUTHOR_PARAGRAPHS, AUTHOR_NEAR": {"AUTHOR_PARAGRAPHS": 0},
    "MIN_BEFORE_COMMENTS": {"MIN_BEFORE_COMMENTS": NEVER},
    "MATCHED_PENALTY": {"MATCHED_PENALTY": 0.0},
    "FRAGMENT_PENALTY": {"FRAGMENT_PENALTY": 0.0},
    "MIN_MENU": {"MIN_MENU": NEVER},
    "MIN_PAGE_RULES, MIN_TITLED_RULES": {"MIN_PAGE_RULES": NEVER, "MIN_TITLED_RULES": NEVER},
    "MIN_HEADLINE_SHARE": {"MIN_HEADLINE_SHARE": NEVER},
    "HEADLINE_FACTOR": {"HEADLINE_FACTOR": 1.0},
    "MIN_PAGE_ARTICLE, MAX_PROSE_BESIDE": {"MIN_PAGE_ARTICLE": 0, "MAX_PROSE_BESIDE": NEVER},
    "PAGE_FRAGMENT_PENALTY": {"PAGE_FRAGMENT_PENALTY": 0.0},
    "MIN_OTHER_ARTICLE": {"MIN_OTHER_ARTICLE": NEVER},
    "CONTINUED_SCORE": {"CONTINUED_SCORE": 0.0},
    "LEAD_WORD_FACTOR, MAX_LEAD_WORDS": {"LEAD_WORD_FACTOR": 0.0},
    "SENTENCE_FACTOR": {"SENTENCE_FACTOR": 0.0},
    "MIN_MENU_RULES": {"MIN_MENU_RULES": ALWAYS},
    "MIN_TAIL_RULES": {"MIN_TAIL_RULES": ALWAYS},
    "MIN_EVIDENCE": {"MIN_EVIDENCE": 1},
    "MAX_SPARSE_LINES": {"MAX_SPARSE_LINES": NEVER},
    "MAX_UNMATCHED_LINES": {"MAX_UNMATCHED_LINES": NEVER},
    "MIN_TEASERS": {"MIN_TEASERS": NEVER},
    "MIN_HEADLINE_WORDS, MAX_BYLINES": {"MIN_HEADLINE_WORDS": NEVER},
}
#: The columns that are shares in percent; the others are differences of an F1 in ten-thousandths.
PERCENT = ("light removed", "light lost", "harm")

Row = dict[str, float]


def measure(data: Path, every: int, workers: int) -> Row:
    """Returns the figures of the table, with the weights as they are, over each page and text whose turn it is."""
    pages = [page for set_ in PAGE_SETS[:3] for page in load_pages(data, set_)[::every]]
    found = summaries(extract.measure_all(pages, OURS, workers))
    row = {summary.group.removeprefix("wcxb "): summary.f1 for summary in found}
    documents = [one for one in residue.load(data, "all", ("wcxb", "aeb"), None)[:: 4 * every] if not one.flat]
    pooled = {group: found for (_, group, _), found in residue.measure_all(documents, OURS, workers).items()}
    row |= {"html_text": pooled["html_text"].f1_after, "bs4_text": pooled["bs4_text"].f1_after}
    light = pooled["light"].tally
    texts = harm.measure_all(list(harm.load_texts(data))[:: 2 * every], OURS, workers)
    lost, size = sum(loss.harm for loss in texts), sum(len(loss.text.text) for loss in texts)
    return row | {"light removed": light.chrome_removed, "light lost": light.content_lost, "harm": lost / size}


@contextmanager
def switched_off(values: dict[str, float]) -> Iterator[None]:
    """Sets weights to other values, for the time being; processes that are forked meanwhile have them too."""
    kept = {name: getattr(weights, name) for name in values}
    for name, value in values.items():
        setattr(weights, name, value)
    try:
        yield
    finally:
        for name, value in kept.items():
            setattr(weights, name, value)


def line(name: str, row: Row, base: Row) -> str:
    """Renders a row of the table: differences to the base, in ten-thousandths of an F1 or in points of a percent."""
    differences = {figure: row[figure] - base[figure] for figure in base}
    cells = (f"{100 * by:+.2f}" if figure in PERCENT else f"{1e4 * by:+.0f}" for figure, by in differences.items())
    return f"| {name} | {' | '.join(cells)} |"


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ablation", description=__doc__)
    add_data_option(parser)
    parser.add_argument("--only", type=listed("weight", OFF), default=tuple(OFF), metavar="WEIGHT,…", help="these")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="only one in N pages and texts (default: 1)")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes (default: one a core)")
    return parser.parse_args(arguments)


def main() -> None:
    """Measures the base and each ablation, and prints the table row by row."""
    options = parse()
    multiprocessing.set_start_method("fork")
    cleantext.clean("The rules are compiled before processes are forked.")
    base = measure(options.data, options.every, options.workers)
    print(f"| without | {' | '.join(base)} |", f"| --- |{' --: |' * len(base)}", sep="\n")
    shown = (f"{100 * value:.2f} %" if figure in PERCENT else f"{value:.4f}" for figure, value in base.items())
    print(f"| (nothing) | {' | '.join(shown)} |", flush=True)
    for name in options.only:
        with switched_off(OFF[name]):
            print(line(name, measure(options.data, options.every, options.workers), base), flush=True)


if __name__ == "__main__":
    main()
