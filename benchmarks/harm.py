"""Measures what is cut from texts without site chrome: whatever a method takes from them, it should have kept."""

import argparse
import json
import multiprocessing
import os
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.baselines import METHODS, OURS, part_of
from benchmarks.data import GOLD_FIELD, POOLED, Page, load_pages, read_jsonl
from benchmarks.options import add_data_option, listed
from benchmarks.residue import TABLES
from benchmarks.residue import load as load_light
from benchmarks.residue import measure_all as measure_residue
from benchmarks.titles import is_title

#: The methods that are measured unless others are named: cleantext, and the line rules that corpora are made with.
DEFAULT = (*OURS, "C4", "RefinedWeb")
#: Families and rules whose cuts from the gold text of a page are metadata, credits and legal lines.
METADATA = (
    "post-metadata/",
    "credits/",
    "legal-footer/",
    "author-box/",
    "advertisement/affiliate-note",
    "related-links/see-other",
)
#: A rule of these families that cuts lines of articles, by what was read of its cuts ("Theme: Economic").
NO_METADATA = "legal-footer/credits"
#: The rule whose cuts are legal lines in manuals as well.
COPYRIGHT = "legal-footer/copyright"
#: The rule that cuts titles: those above a text, as other short lines there.
ABOVE = "fragments/head"
#: The share of its characters above which a text has lost much.
MUCH = 0.05
SHOWN = 300


@dataclass(frozen=True, slots=True)
class Text:
    """A text without chrome; `page` is the page whose gold text it is, if it is one."""

    group: str
    id: str
    text: str
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """What a rule took from a text, and whether that is metadata, a credit or a legal line."""

    rule: str
    text: str
    is_metadata: bool


@dataclass(frozen=True, slots=True)
class Loss:
    """What one method took from one text: the characters, and of cleantext the cuts."""

    text: Text
    method: str
    characters: int
    cuts: tuple[Cut, ...] = ()

    @property
    def harm(self) -> int:
        """The characters that were cut, without metadata, credits and legal lines."""
        return self.characters - sum(len(cut.text) for cut in self.cuts if cut.is_metadata)


def load_texts(data: Path, more: Path | None = None) -> Iterator[Text]:
    """Yields the manuals, the gold texts of the pages of all sets, and the texts of another file."""
    for file in (data / "plain-dev.jsonl.gz", *([more] if more else [])):
        for record in read_jsonl(file):
            yield Text(record["source"], record["id"], record["text"])
    for set_ in GOLD_FIELD:
        for page in load_pages(data, set_):
            if page.gold.strip():
                yield Text(group_of(page), page.id, page.gold, page)


def group_of(page: Page) -> str:
    """Returns the group of a page's gold text: its set, and in WCXB whether it is an article."""
    if page.set != "wcxb":
        return page.set
    return "wcxb article" if page.kind == "article" else "wcxb other"


def sampled(texts: Iterable[Text], size: int | None) -> list[Text]:
    """Returns `size` texts of each group, or all, chosen by a hash of the id: the same in every run."""
    groups: dict[str, list[Text]] = {}
    for text in texts:
        groups.setdefault(text.group, []).append(text)
    chosen = (sorted(group, key=lambda text: zlib.crc32(text.id.encode()))[:size] for group in groups.values())
    return [text for group in chosen for text in group]


def measure(task: tuple[Text, tuple[str, ...]]) -> list[Loss]:
    """Runs the named methods on one text."""
    text, names = task
    return [cleantext_loss(text, name) if name in OURS else line_loss(text, name) for name in names]


def line_loss(text: Text, method: str) -> Loss:
    r"""Counts the characters of the lines that a method drops; it keeps the others as they are.

    >>> line_loss(Text("git-doc", "git-am", "Apply mails from a mailbox.\nNAME"), "C4").characters
    4
    """
    left = METHODS[method](text.text)
    return Loss(text, method, sum(map(len, text.text.split("\n"))) - sum(map(len, left.split("\n"))))


def cleantext_loss(text: Text, method: str = "cleantext") -> Loss:
    """Counts the characters that cleantext cuts from a text given as plain text, with the rules that cut them."""
    from cleantext import explain

    removals = explain(text.text, kind="text", strictness=OURS[method]).removals
    cuts = tuple(Cut(removal.rule, removal.text, is_metadata(text, removal.rule, removal.text)) for removal in removals)
    return Loss(text, method, sum(len(cut.text) for cut in cuts), cuts)


def is_metadata(text: Text, rule: str, cut: str) -> bool:
    """Tells whether a cut is a title, byline, date, credit, disclosure or legal line.

    In gold texts its rule tells, or that it is a title of the page and the text begins with it. Manuals and the like
    have none of it but copyright lines: what looks like a byline there is a row of a table.
    """
    if text.page is None:
        return rule == COPYRIGHT
    if rule.startswith(METADATA):
        return rule != NO_METADATA
    return rule == ABOVE and text.text.lstrip().startswith(cut) and is_title(cut, text.page.html)


def measure_all(texts: list[Text], names: tuple[str, ...], workers: int) -> list[Loss]:
    """Runs the named methods on all texts."""
    with multiprocessing.Pool(workers) as pool:
        tasks = [(text, names) for text in texts]
        return [loss for losses in pool.imap(measure, tasks, chunksize=8) for loss in losses]


@dataclass(frozen=True, slots=True)
class Harm:
    """What one method does to the texts of a group: shares of all characters, and of all texts."""

    group: str
    method: str
    texts: int
    cut: float
    touched: float
    much: float
    metadata: float
    harm_cut: float
    harm_touched: float
    harm_much: float


def summary(losses: list[Loss]) -> Harm:
    """Sums up one method's losses of the texts of a group."""
    size, count = sum(len(loss.text.text) for loss in losses), len(losses)
    cut, harm = sum(loss.characters for loss in losses), sum(loss.harm for loss in losses)
    return Harm(
        losses[0].text.group,
        losses[0].method,
        count,
        cut / size,
        sum(loss.characters > 0 for loss in losses) / count,
        sum(loss.characters > MUCH * len(loss.text.text) for loss in losses) / count,
        1 - harm / cut if cut else 0.0,
        harm / size,
        sum(loss.harm > 0 for loss in losses) / count,
        sum(loss.harm > MUCH * len(loss.text.text) for loss in losses) / count,
    )


def summaries(losses: Iterable[Loss]) -> list[Harm]:
    """Sums up each method over each group."""
    groups: dict[tuple[str, str], list[Loss]] = {}
    for loss in losses:
        groups.setdefault((loss.text.group, loss.method), []).append(loss)
    return [summary(group) for group in groups.values()]


def figures(data: Path, workers: int = 1) -> dict[str, float]:
    """Returns what cleantext does to each group by its name, such as "harm/git-doc/characters cut"."""
    by_name: dict[str, float] = {}
    for found in summaries(measure_all(list(load_texts(data)), tuple(OURS), workers)):
        part = part_of("harm", found.method)
        by_name |= {
            f"{part}/{found.group}/characters cut": found.cut,
            f"{part}/{found.group}/texts touched": found.touched,
            f"{part}/{found.group}/texts over 5 % lost": found.much,
            f"{part}/{found.group}/characters cut, metadata apart": found.harm_cut,
            f"{part}/{found.group}/texts touched, metadata apart": found.harm_touched,
            f"{part}/{found.group}/texts over 5 % lost, metadata apart": found.harm_much,
        }
    return by_name


def table(results: Iterable[Harm]) -> str:
    """Renders the figures of each group and method as a Markdown table."""
    rows = [
        "| group | texts | method | characters cut | touched | over 5 % lost | of the cuts, metadata "
        "| harm: characters cut | touched | over 5 % lost |",
        "| --- | --: | --- |" + " --: |" * 7,
    ]
    for found in results:
        apart = (
            f"{found.metadata:.0%} | {found.harm_cut:.3%} | {found.harm_touched:.1%} | {found.harm_much:.1%}"
            if found.method in OURS
            else " | | |"
        )
        rows.append(
            f"| {found.group} | {found.texts} | {found.method} | {found.cut:.{3 if found.method in OURS else 1}%} "
            f"| {found.touched:.1%} | {found.much:.1%} | {apart} |"
        )
    return "\n".join(rows)


def rules_table(losses: Iterable[Loss], count: int) -> str:
    """Renders the characters that each rule cut in each group, the most harmful rules first."""
    cut: dict[str, Counter[str]] = {}
    metadata: Counter[str] = Counter()
    for loss in losses:
        for piece in loss.cuts:
            cut.setdefault(piece.rule, Counter())[loss.text.group] += len(piece.text)
            metadata[piece.rule] += len(piece.text) if piece.is_metadata else 0
    groups = list(dict.fromkeys(group for counts in cut.values() for group in counts))
    rows = [f"| rule | {' | '.join(groups)} | all | of it metadata |", f"| --- |{' --: |' * (len(groups) + 2)}"]
    for rule in sorted(cut, key=lambda rule: (metadata[rule] - cut[rule].total(), rule))[:count]:
        figures = " | ".join(f"{cut[rule][group] or ''}" for group in groups)
        rows.append(f"| {rule} | {figures} | {cut[rule].total()} | {metadata[rule] or ''} |")
    return "\n".join(rows)


def write_worst(losses: Iterable[Loss], count: int, path: Path) -> None:
    """Writes the texts of each group that lost the largest share to harm, with every cut, its rule and its text."""
    groups: dict[str, list[Loss]] = {}
    for loss in losses:
        if loss.cuts:
            groups.setdefault(loss.text.group, []).append(loss)
    parts = ["x  cut, which is harm    m  cut, which is metadata, a credit or a legal line"]
    for group, found in groups.items():
        found.sort(key=lambda loss: loss.harm / len(loss.text.text), reverse=True)
        parts.append(f"{group}: THE {len(found[:count])} WORST OF {len(found)} TEXTS THAT ARE TOUCHED")
        parts += ["\n".join(text_section(loss)) for loss in found[:count]]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def text_section(loss: Loss) -> Iterator[str]:
    """Yields a text's rows: what it lost, and each cut."""
    size = len(loss.text.text)
    lost = f"{loss.harm / size:.2%} harm, {loss.characters:,} of {size:,} characters cut"
    yield f"== {loss.text.group} {loss.text.id}  {lost}"
    for cut in loss.cuts:
        shown = cut.text.replace("\n", " / ")
        shown = shown if len(shown) <= SHOWN else f"{shown[:SHOWN]} …[{len(shown)}]"
        yield f"{'m' if cut.is_metadata else 'x'}  {cut.rule:32} {shown}"


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.harm", description=__doc__)
    add = parser.add_argument
    add_data_option(parser)
    add("--more", type=Path, metavar="FILE", help="further texts, as python -m benchmarks.plain_texts makes them")
    add("--only", type=listed("method", METHODS), default=DEFAULT, metavar="METHOD,…", help="these methods")
    add("--groups", metavar="GROUP,…", help="only these groups of texts, as the table calls them")
    add("--sample", type=int, metavar="K", help="only K texts of each group")
    add("--workers", type=int, default=os.cpu_count(), help="processes (default: one a core)")
    add("--rules", type=int, default=20, metavar="N", help="rules in the second table (default: 20)")
    add("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    add("--plot", type=Path, metavar="FILE", help="write chrome removed from light residue against harm as PNG")
    add("--worst", type=Path, metavar="FILE", help="write cleantext's 30 worst texts of each group, cut by cut")
    return parser.parse_args(arguments)


def points(losses: list[Loss], options: argparse.Namespace) -> dict[str, tuple[float, float]]:
    """Returns by method the share of characters that it cut from all texts, and of chrome in what extractors leave."""
    residue = measure_residue(load_light(options.data, "light", POOLED, options.sample), options.only, options.workers)
    removed = {method: found.macro_removed for (table, _, method), found in residue.items() if table == TABLES[0]}
    harm = {}
    for method in options.only:
        own = [loss for loss in losses if loss.method == method]
        harm[method] = sum(loss.characters for loss in own) / sum(len(loss.text.text) for loss in own)
    return {method: (harm[method], removed[method]) for method in options.only}


def main() -> None:
    """Measures, prints the tables, and writes the files that were asked for."""
    options = parse()
    texts = sampled(load_texts(options.data, options.more), options.sample)
    if options.groups:
        names = [name.strip() for name in options.groups.split(",")]
        texts = [text for text in texts if text.group in names]
    if not texts:
        sys.exit(f"no texts of the groups {options.groups}")
    losses = measure_all(texts, options.only, options.workers)
    results = summaries(losses)
    print(table(results), rules_table(losses, options.rules), sep="\n\n")
    if options.json:
        options.json.write_text(json.dumps([asdict(result) for result in results], indent=1) + "\n", encoding="utf-8")
    if options.plot:
        from benchmarks.plot import draw_harm

        draw_harm(points(losses, options), options.plot)
    if options.worst:
        write_worst(losses, 30, options.worst)


if __name__ == "__main__":
    main()
