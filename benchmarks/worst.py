"""Writes cleantext's worst pages line by line, so that a reader can see what was lost and what was left."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from pathlib import Path

from benchmarks.metrics import WORD
from benchmarks.outcomes import FIGURES, Outcome

WORST = 30
SHOWN = 200
ROWS = 60
RUN = 3
LEGEND = """\
-  lost: a line of the gold text, or a snippet, that the result lacks     -~ what the result lacks of such a line
+  left: a line of the result, or a snippet, that the gold text lacks     +~ what the gold text lacks of such a line
Words count as found where they stand in a run of three words, or are a line, that both texts have."""


def write_worst(outcomes: Iterable[Outcome], path: Path) -> None:
    """Writes the worst pages of each set, the worst first."""
    own = [outcome for outcome in outcomes if outcome.method == "cleantext" and can_gain(outcome)]
    parts = [LEGEND]
    for set_, figure in FIGURES.items():
        pages = sorted((outcome for outcome in own if outcome.page.set == set_), key=lambda outcome: outcome.f1)[:WORST]
        if pages:
            parts.append(f"{set_}: THE {len(pages)} WORST PAGES BY {figure.upper()}")
        parts += ["\n".join(page_section(outcome)) for outcome in pages]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")


def can_gain(outcome: Outcome) -> bool:
    """Tells whether another result could have a higher F1; none could where the gold text is empty."""
    return outcome.f1 < 1 and bool(outcome.page.gold.strip() or outcome.page.wanted)


def page_section(outcome: Outcome) -> Iterator[str]:
    """Yields a page's rows: what it is, what was lost of it and what was left."""
    page = outcome.page
    yield f"== {page}  F1 {outcome.f1:.3f}  {page.kind or 'page'} at {page.url}"
    if outcome.failure:
        yield f"   failed: {outcome.failure}"
    if FIGURES[page.set] == "snippet F1":
        yield from missing_snippets(page.wanted, outcome.text)
        yield from (f"+  {snippet}" for snippet in page.unwanted if snippet in outcome.text)
    else:
        yield from difference("-", page.gold, outcome.text)
        yield from difference("+", outcome.text, page.gold)


def missing_snippets(snippets: Iterable[str], text: str) -> Iterator[str]:
    r"""Yields a row for each snippet that a text lacks.

    >>> list(missing_snippets(["open. The", "pays for it"], "It is open.\nThe town danced."))
    ['-  open. The   [found, with other white space]', '-  pays for it']
    """
    spaced = " ".join(text.split())
    for snippet in snippets:
        if snippet not in text:
            found = " ".join(snippet.split()) in spaced
            yield f"-  {snippet}{'   [found, with other white space]' if found else ''}"


def difference(mark: str, text: str, other: str) -> list[str]:
    r"""Returns the lines of a text, or the parts of them, that the other text lacks; the lines between are counted.

    >>> difference("+", "Share\nThe bridge opens.\nHe said so. Advertisement", "The bridge opens.\nHe said so.")
    ['+  Share', '   … 1 in both', '+~ Advertisement']
    """
    rows: list[str] = []
    for same, group in groupby(lacks(text, other), key=lambda pair: not pair[1]):
        pairs = list(group)
        if same:
            rows.append(f"   … {len(pairs)} in both")
        else:
            rows += (f"{mark}{' ' if parts == [line] else '~'} {cut(' … '.join(parts))}" for line, parts in pairs)
    return rows if len(rows) <= ROWS else [*rows[:ROWS], f"   … and {len(rows) - ROWS} more"]


def cut(row: str) -> str:
    """Returns a row, or the beginning of a long one with its length."""
    return row if len(row) <= SHOWN else f"{row[:SHOWN]} …[{len(row)}]"


def lacks(text: str, other: str) -> Iterator[tuple[str, list[str]]]:
    """Yields the lines of a text that have words, and what the other lacks of each: [the line], parts of it, or []."""
    whole = {tuple(tokens(line)) for line in other.split("\n")}
    found = iter(in_runs(tokens(text), tokens(other)))
    for line in text.split("\n"):
        if words := tokens(line):
            marks = list(islice(found, len(words)))
            yield line.strip(), [] if tuple(words) in whole else missing_parts(line.strip(), marks)


def tokens(text: str) -> list[str]:
    """Returns the words of a text, lower-cased one by one: a text can have more words lower-cased than as it is."""
    return [word.lower() for word in WORD.findall(text)]


def in_runs(words: list[str], others: list[str]) -> list[bool]:
    """Tells of each word whether it stands in a run of words that the others have too, each run of them used once.

    >>> in_runs("share the bridge opens today".split(), "the bridge opens in May".split())
    [False, True, True, True, False]
    """
    free = Counter(runs(others))
    found = [False] * len(words)
    for start, run in enumerate(runs(words)):
        if free[run] > 0:
            free[run] -= 1
            found[start : start + RUN] = [True] * len(run)
    return found


def runs(words: list[str]) -> list[tuple[str, ...]]:
    """Returns every run of three words, or the one run of fewer."""
    return [tuple(words[start : start + RUN]) for start in range(max(1, len(words) - RUN + 1))]


def missing_parts(line: str, found: list[bool]) -> list[str]:
    """Returns the parts of a line of which no word was found: the line as it is if none was.

    >>> missing_parts("Share: the bridge opens", [False, True, True, True])
    ['Share']
    """
    if not any(found):
        return [line]
    stretches = groupby(zip(WORD.finditer(line), found, strict=True), key=lambda pair: pair[1])
    matches = [[match for match, _ in stretch] for is_found, stretch in stretches if not is_found]
    return [line[stretch[0].start() : stretch[-1].end()] for stretch in matches]
