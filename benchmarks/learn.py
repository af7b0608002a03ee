"""Measures what is learned from a corpus: on sites made of the seeds' articles and planted templates, and on real ones.

    python -m benchmarks.learn --data DATA

Each site is learned from and cleaned, as users do, and then each page by what the other pages of its site teach.
"""

import argparse
import gzip
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.data import decode, read_jsonl
from benchmarks.metrics import word_f1, words
from benchmarks.options import add_data_option
from cleantext import BoilerplateLearner, Cleaned, Pipeline
from cleantext.folding import line_key
from cleantext.learning import Page

SEEDS = Path(__file__).parents[1] / "seeds"
#: Pages of each planted site.
PAGES = 12
#: Words of a shingle by which a line is found in the gold text, and the share of them that make it no chrome.
SHINGLE, CHROME = 4, 0.1
#: Golds of one site that hold a line which the site prints, and no author: what else is the same in so many articles?
GOLDS = 3


@dataclass(frozen=True, slots=True)
class Template:
    """What a planted site prints: above each article, between the paragraphs of those that have some, and below."""

    site: str
    head: tuple[str, ...]
    notes: tuple[str, ...]
    tail: tuple[str, ...]


#: Templates in languages that no rule pack has phrases of.
TEMPLATES = (
    Template(
        "cwrsyrharbwr.example",  # Welsh
        ("Neidio i'r cynnwys", "Hafan", "Newyddion", "Chwaraeon", "Tywydd", "Barn", "Cysylltu â ni"),
        ("Cefnogwch ein newyddiaduraeth drwy danysgrifio heddiw",),
        ("Rhannu'r stori hon", "Darllen mwy", "Telerau defnyddio", "Polisi preifatrwydd", "Hysbysebu gyda ni",
         "Hawlfraint 2026 Cwrs yr Harbwr. Cedwir pob hawl."),
    ),
    Template(
        "ilportta.example",  # Maltese
        ("Paġna Ewlenija", "Aħbarijiet", "Sport", "Opinjoni", "Kultura", "Ikkuntattjana"),
        ("Ir-riklam ikompli taħt dan il-paragrafu", "Abbona fin-newsletter tagħna ta' kuljum"),
        ("Aqsam l-artiklu", "L-aktar moqrija", "Termini u kundizzjonijiet", "Politika tal-privatezza", "Min aħna"),
    ),
    Template(
        "bandari.example",  # Swahili
        ("Mwanzo", "Habari", "Michezo", "Biashara", "Maoni ya wahariri", "Wasiliana nasi"),
        ("Tangazo linaendelea hapa chini ya habari",),
        ("Shiriki habari hii", "Habari zaidi", "Masharti ya matumizi", "Sera ya faragha", "Kuhusu gazeti",
         "Haki zote zimehifadhiwa na Bandari Leo 2026"),
    ),
    Template(
        "ancaladh.example",  # Irish
        ("Téigh go dtí an t-ábhar", "Baile", "Nuacht", "Spórt", "Aimsir", "Teagmháil"),
        ("Léigh freisin ar ár suíomh inniu", "Tacaigh lenár gcuid iriseoireachta le síntiús beag míosúil"),
        ("Roinn an scéal seo", "Na scéalta is mó", "Téarmaí úsáide", "Polasaí príobháideachais", "Cartlann"),
    ),
    Template(
        "portiisot.example",  # Albanian
        ("Kreu", "Lajme", "Sporti", "Opinione", "Kulturë", "Na kontaktoni"),
        ("Vijon më poshtë pas reklamës së radhës",),
        ("Shpërndaje këtë lajm", "Më të lexuarat", "Kushtet e përdorimit", "Politika e privatësisë", "Rreth nesh",
         "Të gjitha të drejtat e rezervuara, Porti i Sotëm 2026"),
    ),
)  # fmt: skip
#: What articles of one site share although their authors wrote it, and on how many of its pages.
SHARED = (
    ("Letters from the coast", 4),
    ("Serves 4", 5),
    ("And the boats came home on the evening tide", 4),
    ("No person shall be deprived of the use of the harbour without the consent of its wardens.", 5),
    ("Here is what we know so far", 4),
)


@dataclass(slots=True)
class Tally:
    """Lines of templates and words of articles, and of them what is cut: without what is learned, and with it."""

    lines: int = 0
    cut_before: int = 0
    cut: int = 0
    words: int = 0
    lost_before: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)


def planted(template: Template, first: int) -> Iterator[tuple[list[str], list[bool]]]:
    """Yields the pages of a planted site: lines, and of each whether it is the template's."""
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("*.clean.txt"))]
    articles = [[line for line in text.split("\n") if line.strip()] for text in texts]
    for number in range(PAGES):
        article = articles[(first + number) % len(articles)]
        shared = [line for line, count in SHARED if number < count]
        body = [*article[: len(article) // 2], *shared[1:], *article[len(article) // 2 :]]
        lines = [(line, True) for line in template.head] + [(line, False) for line in shared[:1]]
        places = {(step + 1) * len(body) // (len(template.notes) + 1): note for step, note in enumerate(template.notes)}
        for place, line in enumerate(body):
            if place in places and place:
                lines.append((places[place], True))
            lines.append((line, False))
        lines += [(line, True) for line in template.tail]
        yield [line for line, _ in lines], [is_template for _, is_template in lines]


def measure_planted() -> Tally:
    """Learns from each planted site, and cleans it."""
    tally, base = Tally(), Pipeline.default()
    for number, template in enumerate(TEMPLATES):
        pages = list(planted(template, number * PAGES))
        texts = ["\n\n".join(lines) for lines, _ in pages]
        rules = BoilerplateLearner().fit(texts, [template.site] * len(texts), kind="text").rules_
        pipeline = Pipeline.default(rules)
        for (lines, labels), text in zip(pages, texts, strict=True):
            before = Counter(base.clean(text, kind="text").split("\n"))
            after = Counter(pipeline.clean(text, kind="text", url=template.site).split("\n"))
            for line, is_template in zip(lines, labels, strict=True):
                was_cut, is_cut = not before[line], not after[line]
                before[line] -= not was_cut
                after[line] -= not is_cut
                if is_template:
                    tally.lines, tally.cut = tally.lines + 1, tally.cut + is_cut
                    tally.cut_before += was_cut
                else:
                    size = len(words(line))
                    tally.words, tally.lost = tally.words + size, tally.lost + size * is_cut
                    tally.lost_before += size * was_cut
                if is_template != is_cut and (is_template or not was_cut):
                    tally.wrong.append(f"{template.site}: {'kept' if is_template else 'lost'}: {line}")
    return tally


@dataclass(slots=True)
class Figures:
    """Mean word F1 of pages before and after, and the gold words that learned rules cut."""

    pages: int = 0
    before: float = 0.0
    after: float = 0.0
    gold: int = 0
    cut: int = 0
    shared: int = 0
    rules: int = 0
    lines: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        """A row of the table."""
        before, after = self.before / self.pages, self.after / self.pages
        return (
            f"| {name} | {self.rules} | {before:.4f} | {after:.4f} | {100 * (after - before):+.2f} "
            f"| {self.cut / self.gold:.3%} | {(self.cut - self.shared) / self.gold:.3%} |"
        )


class Gold:
    """The gold text of a page, in which lines are found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words(text)
        self.lines = {line_key(line) for line in text.split("\n")}
        self._shingles = {tuple(self.words[at : at + SHINGLE]) for at in range(len(self.words) - SHINGLE + 1)}

    def has(self, line: str) -> bool:
        """Tells whether a line isn't chrome: words of it stand in the gold in order, or all of a short one does."""
        said = words(line)
        if len(said) < SHINGLE:
            return line_key(line) in self.lines
        found = [False] * len(said)
        for at in range(len(said) - SHINGLE + 1):
            if tuple(said[at : at + SHINGLE]) in self._shingles:
                found[at : at + SHINGLE] = [True] * SHINGLE
        return sum(found) > CHROME * len(said)


@dataclass(frozen=True, slots=True)
class Seen:
    """A page of a real site: what it was read from, the default pipeline's answer, and what a learner holds of it."""

    source: str
    gold: Gold
    cleaned: Cleaned
    page: Page


def load(data: Path, kind: Any) -> dict[str, list[Seen]]:
    """Reads the pages by site, as text or as HTML."""
    base, sites = Pipeline.default(), defaultdict(list)
    for record in read_jsonl(data / "sites-dev.jsonl.gz"):
        path = data / record["file"]
        source = record["text"] if kind == "text" else decode(gzip.decompress(path.read_bytes()))
        cleaned = base.explain(source, kind=kind)
        sites[record["site"]].append(Seen(source, Gold(record["main_content"]), cleaned, Page.of(cleaned)))
    return sites


def measure(sites: dict[str, list[Seen]], kind: Any, teach: Callable[..., Pipeline], leave_one_out: bool) -> Figures:
    """Cleans each page by what its site, or the other pages of it, taught: one page of each is left out at a time."""
    figures = Figures()
    folds: Sequence[int | None] = range(max(map(len, sites.values()))) if leave_one_out else [None]
    for fold in folds:
        pipeline = teach(
            {site: [*pages[:fold], *pages[fold + 1 :]] if fold is not None else pages for site, pages in sites.items()}
        )
        figures.rules += len(pipeline.rules.all) - len(Pipeline.default().rules.all)
        for site, pages in sites.items():
            golds = Counter(line for seen in pages for line in seen.gold.lines)
            for seen in pages if fold is None else pages[fold : fold + 1]:
                cleaned = pipeline.explain(seen.source, kind=kind, url=site)
                figures.pages += 1
                figures.before += word_f1(seen.cleaned.text, seen.gold.text)
                figures.after += word_f1(cleaned.text, seen.gold.text)
                figures.gold += len(seen.gold.words)
                for line in lost(seen.cleaned.text, cleaned.text):
                    if seen.gold.has(line):
                        size = len(words(line))
                        figures.cut += size
                        figures.shared += size * (golds[line_key(line)] >= GOLDS)
                        figures.lines.append(f"{site}: {line}")
    figures.rules //= len(folds)
    return figures


def lost(before: str, after: str) -> Iterator[str]:
    """Yields the lines of a text that another one lacks."""
    return (Counter(filter(None, before.split("\n"))) - Counter(after.split("\n"))).elements()


def taught(sites: dict[str, list[Seen]]) -> Pipeline:
    """Returns the pipeline with what pages teach as they were read."""
    learner = BoilerplateLearner()
    for site, pages in sites.items():
        for seen in pages:
            learner.add(seen.page, site)
    return Pipeline.default(learner.rules_)


def taught_by_clean(sites: dict[str, list[Seen]]) -> Pipeline:
    """Returns the pipeline with what the clean texts of pages teach."""
    learner = BoilerplateLearner()
    for site, pages in sites.items():
        learner.partial_fit((seen.cleaned.text for seen in pages), [site] * len(pages), kind="text")
    return Pipeline.default(learner.rules_)


def main(argv: Sequence[str] | None = None) -> None:
    """Prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    add_data_option(parser)
    parser.add_argument("--show", action="store_true", help="print what was wrongly cut and kept")
    options = parser.parse_args(argv)
    tally = measure_planted()
    print("| planted sites | template lines cut | content words lost |\n| --- | --- | --- |")
    print(f"| before | {tally.cut_before / tally.lines:.2%} | {tally.lost_before / tally.words:.3%} |")
    print(f"| with what was learned | {tally.cut / tally.lines:.2%} | {tally.lost / tally.words:.3%} |\n")
    shown = tally.wrong
    print("| real sites | rules | F1 before | after | points | gold words cut | of them of one page |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for kind, name in (("text", "text"), ("html", "pages")):
        sites = load(options.data, kind)
        for teach, leave, how in (
            (taught, False, "its site"),
            (taught, True, "the other pages of its site"),
            (taught_by_clean, False, "the clean texts of its site"),
        ):
            figures = measure(sites, kind, teach, leave)
            print(figures.row(f"{name}, learned from {how}"), flush=True)
            shown += [f"{name}, {how}: {line}" for line in figures.lines]
    if options.show:
        print("\n".join(shown))


if __name__ == "__main__":
    main()
