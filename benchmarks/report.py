"""Writes cleantext's worst documents line by line, so that a reader can see which rule did what."""

import multiprocessing
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.data import Residue
from benchmarks.metrics import Tally, kept_lines, tally, word_f1, words

MARKS = {
    (1, True): "  ",
    (0, False): "- ",
    (1, False): "X!",
    (0, True): "C!",
    (None, True): "? ",
    (None, False): "?-",
}
LEGEND = """\
(none) content kept    -  chrome cut    X! content cut (wrong)    C! chrome left (wrong)
?  not scored, kept    ?- not scored, cut    The rules that cut in a line stand in brackets."""
SHOWN = 160
LONG_RUN = 3


@dataclass(slots=True)
class Verdict:
    """What cleantext did to one document."""

    document: Residue
    kept: list[bool]
    rules: list[tuple[str, ...]]
    f1_before: float
    f1_after: float
    tally: Tally

    @property
    def f1_drop(self) -> float:
        """How much word F1 the cleaning cost."""
        return self.f1_before - self.f1_after

    @property
    def content_cut(self) -> float:
        """The words of content that were cut; 0 where labels don't count."""
        return self.tally.content_cut

    @property
    def chrome_left(self) -> float:
        """The words of chrome that were left; 0 where labels don't count."""
        return self.tally.chrome - self.tally.chrome_cut


def judge(document: Residue) -> Verdict:
    """Runs cleantext on a document, with the reasons for its cuts."""
    from cleantext import explain

    text = document.text
    cleaned = explain(text)
    return Verdict(
        document,
        kept_lines(document.lines, cleaned.text),
        rules_by_line(document.lines, cleaned.removals),
        word_f1(text, document.gold),
        word_f1(cleaned.text, document.gold),
        tally(document.lines, document.labels, cleaned.text) if document.trusted else Tally(),
    )


def rules_by_line(lines: Iterable[str], removals: Iterable[Any]) -> list[tuple[str, ...]]:
    """Returns for each line the ids of the rules whose cuts overlap it; `removals` are sorted by start."""
    removals = list(removals)
    result, start, first = [], 0, 0
    for line in lines:
        end = start + len(line)
        while first < len(removals) and removals[first].end <= start:
            first += 1
        hits = []
        for removal in removals[first:]:
            if removal.start >= end:
                break
            hits.append(removal.rule)
        result.append(tuple(dict.fromkeys(hits)))
        start = end + 1
    return result


@dataclass(slots=True)
class RuleUse:
    """The words that one rule cut in the trusted documents."""

    documents: set[str] = field(default_factory=set)
    chrome: int = 0
    content: int = 0
    unscored: int = 0


def rule_uses(verdicts: Iterable[Verdict]) -> dict[str, RuleUse]:
    """Adds up the cut lines by the first rule that cut in each."""
    uses: dict[str, RuleUse] = {}
    for verdict in verdicts:
        document = verdict.document
        if not document.trusted:
            continue
        for line, label, kept, rules in zip(document.lines, document.labels, verdict.kept, verdict.rules, strict=True):
            if kept or not rules:
                continue
            use = uses.setdefault(rules[0], RuleUse())
            use.documents.add(f"{document.set} {document.id}")
            column = {0: "chrome", 1: "content", None: "unscored"}[label]
            setattr(use, column, getattr(use, column) + len(words(line)))
    return uses


def rules_section(verdicts: Iterable[Verdict]) -> Iterator[str]:
    """Yields one line a rule, the most harmful first."""
    yield "RULES: words cut in trusted documents (a page counts once, whatever extractors it came through)\n"
    yield f"{'chrome':>8} {'content':>8} {'unscored':>8} {'pages':>6}  rule"
    uses = rule_uses(verdicts)
    for rule, use in sorted(uses.items(), key=lambda item: (-item[1].content, -item[1].chrome)):
        yield f"{use.chrome:8} {use.content:8} {use.unscored:8} {len(use.documents):6}  {rule}"


def left_section(verdicts: Iterable[Verdict], count: int) -> Iterator[str]:
    """Yields the chrome lines that are left on most pages."""
    pages: Counter[str] = Counter()
    seen: set[tuple[str, str, str]] = set()
    for verdict in verdicts:
        document = verdict.document
        for line, label, kept in zip(document.lines, document.labels, verdict.kept, strict=True):
            key = (document.set, document.id, line.strip())
            if document.trusted and label == 0 and kept and key not in seen:
                seen.add(key)
                pages[line.strip()] += 1
    yield "CHROME LINES LEFT ON MOST PAGES\n"
    for line, number in pages.most_common(count):
        yield f"{number:5}  {line[:SHOWN]}"


def document_section(verdict: Verdict) -> Iterator[str]:
    """Yields a document's lines with their marks; long runs of kept content are folded."""
    document = verdict.document
    yield (
        f"== {document}  word F1 {verdict.f1_before:.3f} -> {verdict.f1_after:.3f}  "
        f"content words cut {verdict.content_cut} of {verdict.tally.content}, "
        f"chrome words left {verdict.chrome_left} of {verdict.tally.chrome}"
        + ("" if document.trusted else "  (labels not trusted)")
    )
    run: list[str] = []
    for line, label, kept, rules in zip(document.lines, document.labels, verdict.kept, verdict.rules, strict=True):
        if not line.strip():
            continue
        shown = line.strip()
        shown = f"{shown[:SHOWN]} …[{len(shown)}]" if len(shown) > SHOWN else shown
        row = f"{MARKS[label, kept]} {shown}" + (f"   [{', '.join(rules)}]" if rules else "")
        if label == 1 and kept and not rules:
            run.append(row)
            continue
        yield from folded(run)
        run = []
        yield row
    yield from folded(run)


def folded(run: list[str]) -> list[str]:
    """Returns the first and last line of a long run of rows, with a count between."""
    return run if len(run) <= LONG_RUN else [run[0], f"   … {len(run) - 2} lines of content kept …", run[-1]]


def write_report(documents: list[Residue], count: int, path: Path, workers: int) -> None:
    """Writes the rules, the chrome that is left, and the `count` worst documents by each of three figures."""
    with multiprocessing.Pool(workers) as pool:
        verdicts = pool.map(judge, documents, chunksize=8)
    parts = [LEGEND, "\n".join(rules_section(verdicts)), "\n".join(left_section(verdicts, 10 * count))]
    for title, figure in (
        ("WORST BY WORD F1", "f1_drop"),
        ("MOST CONTENT WORDS CUT", "content_cut"),
        ("MOST CHROME WORDS LEFT", "chrome_left"),
    ):
        worst = sorted(verdicts, key=lambda verdict: getattr(verdict, figure), reverse=True)[:count]
        parts.append(f"{title}: {count} DOCUMENTS")
        parts += ["\n".join(document_section(verdict)) for verdict in worst if getattr(verdict, figure) > 0]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
