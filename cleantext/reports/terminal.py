"""Reports in the terminal: the explanation of one document, and the summary of a run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from cleantext.cleaned import Cleaned
from cleantext.document import Element
from cleantext.judgement import Removal

RED: Final = "\033[31m"
GREEN: Final = "\033[32m"
CYAN: Final = "\033[36m"
_BOLD: Final = "\033[1m"
_PLAIN: Final = "\033[0m"

# Some themes give an element dozens of classes; the first ones tell what it is.
_LONGEST_NAMES: Final = 80

# Texts come from strangers: a control character in one must not reach the terminal as a command.
_HARMLESS: Final = {code: f"\\x{code:02x}" for code in (*range(0x20), *range(0x7F, 0xA0)) if code != 0x09}


@dataclass(slots=True)
class Tally:
    """Totals of some documents.

    Attributes:
        documents: how many were cleaned.
        pages: how many of them were HTML.
        bytes_in: length of their texts before, in UTF-8; of a page what a reader sees of it.
        bytes_out: length of their texts after, in UTF-8, without the markup that they may be written with.
        cuts: for each family (name of a filter) the number of removals, and the characters in them.
    """

    documents: int = 0
    pages: int = 0
    bytes_in: int = 0
    bytes_out: int = 0
    cuts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, other: Tally) -> None:
        """Counts the documents of `other` as well."""
        self.documents += other.documents
        self.pages += other.pages
        self.bytes_in += other.bytes_in
        self.bytes_out += other.bytes_out
        for family, (number, characters) in other.cuts.items():
            self._count(family, number, characters)

    def count(self, removals: Iterable[Removal]) -> None:
        """Counts removals by their family."""
        for removal in removals:
            self._count(removal.filter, 1, removal.end - removal.start)

    def _count(self, family: str, number: int, characters: int) -> None:
        before = self.cuts.get(family, (0, 0))
        self.cuts[family] = (before[0] + number, before[1] + characters)


def explanation(name: str, cleaned: Cleaned, *, colour: bool, kept: bool = False) -> str:
    """What goes from one document, and by which rule: a headline, then each cut under its rule and its lines.

    The element of a page that is cut stands after the rule, as in `<div share-bar>`: its tag and names. Where a page is
    not read as it shows itself, the steps that were taken stand below the headline.

    Args:
        name: what to call the document, usually its file and line.
        cleaned: as `Pipeline.explain` gives it; lines are those of the text as it was read, for a page as for a text.
        colour: whether to use ANSI colours.
        kept: whether to show what rules found and what was kept, too, each with its reason.

    Returns:
        Lines of text, the last one ended as well. Control characters in the document are shown escaped.
    """
    text, removals = cleaned.document.text, cleaned.removals
    shown = painted(name.translate(_HARMLESS), _BOLD, colour)
    characters = sum(removal.end - removal.start for removal in removals)
    share = f"{characters:,} of {len(text):,} characters ({characters / max(1, len(text)):.1%})"
    lines = [f"{shown}: {plural(len(removals), 'cut')}, {share}" if removals else f"{shown}: nothing to cut"]
    lines += (f"  read by {step}" for step in cleaned.document.steps)
    if cleaned.evidence:
        lines.append(f"  {cleaned.shape}: {cleaned.evidence}")
    entries = [(removal.start, removal.end, cleaned.verdict_on(removal)) for removal in removals]
    if kept:
        entries += [(one.finding.start, one.finding.end, one) for one in cleaned.verdicts if not one.is_cut]
        entries.sort(key=lambda entry: entry[:2])
    line, counted = 1, 0
    for start, end, (finding, reason) in entries:
        line += text.count("\n", counted, start)
        counted = start
        element = cleaned.document.elements[finding.element] if finding.element >= 0 else None
        why = f": {reason.value}" if kept else ""
        lines.append(f"  line {line}  {painted(finding.rule, CYAN, colour)}{_shown(element)}{why}")
        sign, paint = ("-", RED) if reason.is_cut else ("=", _PLAIN)
        for part in _filled_lines(text[start:end]):
            lines.append(f"  {sign} {painted(part.translate(_HARMLESS), paint, colour)}")
    return "\n".join(lines) + "\n"


def summary(
    tally: Tally,
    *,
    failed: int,
    quarantine: str | None,
    skipped: int,
    passed_over: int,
    earlier: int,
    bytes_now: int,
    seconds: float,
) -> str:
    """The closing lines of a run, without a line ending after the last one.

    Args:
        tally: everything that the run stands for, with what earlier runs had done already.
        failed: records (or whole files) that failed.
        quarantine: where they are; None if they have only been named.
        skipped: files in folders whose format is not known, and links to folders.
        passed_over: records that hold no document, as those of requests in WARC.
        earlier: files that were clean already from an earlier run.
        bytes_now: length of what this run cleaned itself, pages with their markup; the speed refers to it.
        seconds: how long this run took.
    """
    cut = 1 - tally.bytes_out / tally.bytes_in if tally.bytes_in else 0.0
    documents, size = plural(tally.documents, "document"), _size(tally.bytes_in)
    if tally.pages:
        # Whoever looks at the size of a page must not take its markup for cut text.
        documents, size = f"{documents} ({tally.pages:,} of HTML)", f"{size} of text"
    lines = [f"{documents}, {size} in, {_size(tally.bytes_out)} out, {cut:.1%} cut"]
    width = max(map(len, tally.cuts), default=0)
    by_size = sorted(tally.cuts.items(), key=lambda item: (-item[1][1], item[0]))
    for family, (number, characters) in by_size:
        lines.append(f"  {family:<{width}}  {plural(number, 'cut'):>12}  {characters:>12,} characters")
    notes = [
        f"{failed:,} {'failed' if quarantine is None else 'quarantined'}" if failed else "",
        f"{plural(skipped, 'other file')} skipped" if skipped else "",
        f"{plural(passed_over, 'other record')} passed over" if passed_over else "",
        f"{plural(earlier, 'file')} clean from an earlier run" if earlier else "",
        f"{seconds:.1f} s, {bytes_now / 1e6 / max(seconds, 1e-9):.1f} MB/s",
    ]
    where = "what failed is named above" if quarantine is None else f"what failed is in {quarantine}"
    return "\n".join([*lines, ", ".join(filter(None, notes)), *([f"cleantext: {where}"] if failed else [])])


def _shown(element: Element | None) -> str:
    """Return an element as a report shows it, after the finding that it is the reason for."""
    if element is None:
        return ""
    names = element.names if len(element.names) <= _LONGEST_NAMES else element.names[:_LONGEST_NAMES] + "…"
    return f"  <{f'{element.tag} {names}'.strip().translate(_HARMLESS)}>"


def _filled_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def escape_controls(text: str) -> str:
    """Return a text whose control characters are escaped."""
    return text.translate(_HARMLESS)


def painted(text: str, colour: str, wanted: bool) -> str:
    """Return a text in a colour, "" for bold, if colours are wanted."""
    return f"{colour or _BOLD}{text}{_PLAIN}" if wanted else text


def plural(number: int, noun: str) -> str:
    """Return a number and what it counts."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _size(number: int) -> str:
    return f"{number / 1e6:,.1f} MB" if number >= 1_000_000 else f"{number:,} bytes"
