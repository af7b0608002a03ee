"""Writes a report as one self-contained page of HTML, with style, script and data inside, that works offline."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b, sha256
from html import escape
from importlib.resources import files
from typing import Any, Final, Literal

import orjson
import regex

from cleantext.filters import FAMILIES
from cleantext.filters.base import FamilyFilter
from cleantext.reports.gathering import BINS, OUTLIERS, Chosen, Count, Gathering
from cleantext.reports.view import MAX_VIEW, Run, clipped, size_of

#: Most bytes of all runs in a page; with what stands around them it has less than 3 MB.
MAX_RUNS: Final = 2_300_000
#: The angle, in degrees, by which hues of families follow each other: twenty are 18 degrees apart, and those that
#: follow each other in the table much farther.
_ANGLE: Final = 162
_KNOWN: Final = {filter.name: number for number, filter in enumerate(FAMILIES)}
_ABOUT: Final = {filter.name: filter.about for filter in FAMILIES if isinstance(filter, FamilyFilter)}
_PLACEHOLDER: Final = regex.compile(r"@(\w+)@")
#: The documents that can be chosen, in a report of a run and in one of a comparison.
_WHICH: Final = {
    "run": {"all": "all shown", "most": "lost most", "empty": "came out empty", "nothing": "lost nothing"},
    "diff": {"all": "all shown", "most": "changed most", "empty": "come out empty now"},
}
#: What documents did in each, as the distribution says it.
_VERB: Final = {"run": "lost", "diff": "changed"}


@dataclass(slots=True)
class Page:
    """What a page shows.

    Attributes:
        kind: "run", or "diff" for a comparison.
        title: of the window; plain text, as all others.
        eyebrow: the line above the headline.
        headline: what it comes to, with what matters most in the middle.
        facts: numbers and what they count.
        spread: what the distribution is of.
        switches: what the switches of families do.
        scope: what the page shows, and what it does not.
        families, rules, bins: the counts.
        chosen: the documents.
    """

    kind: Literal["run", "diff"]
    title: str
    eyebrow: str
    headline: tuple[str, str, str]
    facts: Sequence[tuple[str, str]]
    spread: str
    switches: str
    scope: Sequence[str]
    families: Mapping[str, Count]
    rules: Mapping[tuple[str, str], Count]
    bins: Sequence[int]
    chosen: Sequence[Chosen] = field(default_factory=list)


def run_page(gathering: Gathering, *, source: str, failed: int = 0, earlier: int = 0) -> str:
    """Return the report of a run.

    Args:
        gathering: what its documents came to.
        source: what was cleaned, in a few words.
        failed: records, or whole files, that could not be.
        earlier: documents that an earlier run had cleaned, which the report does not cover.
    """
    chosen = list(gathering.chosen())
    share = gathering.cut / gathering.characters if gathering.characters else 0.0
    cuts = sum(count.cuts for count in gathering.families.values())
    facts = [
        (_number(gathering.documents), "document" if gathering.documents == 1 else "documents"),
        (_number(gathering.characters), "characters read"),
        (_number(gathering.cut), "cut"),
        (_number(cuts), "cut" if cuts == 1 else "cuts"),
        (_number(len(gathering.rules)), "rule" if len(gathering.rules) == 1 else "rules"),
        (_number(gathering.bins[0]), "lost nothing"),
        (_number(gathering.empty), "came out empty"),
    ]
    if failed:
        facts.append((_number(failed), "could not be cleaned, and are not in this report"))
    scope = [_sampled(len(chosen), gathering.documents)]
    if earlier:
        scope.append(
            f"{_number(earlier)} {'document' if earlier == 1 else 'documents'} had been cleaned by an earlier run, and "
            "are not in this report; one that is made with --dry-run covers everything."
        )
    return _written(
        Page(
            kind="run",
            title=f"cleantext: {source}",
            eyebrow=f"What cleantext cut · {source}",
            headline=("", _percent(share), " of the text was cut."),
            facts=facts,
            spread="Documents by the share they lost",
            switches="Show the cuts of",
            scope=scope,
            families=gathering.families,
            rules=gathering.rules,
            bins=gathering.bins,
            chosen=chosen,
        )
    )


def diff_page(gathering: Gathering, *, old: str, new: str, documents: int, lines: tuple[int, int]) -> str:
    """Return the report of a comparison.

    Args:
        gathering: the documents that changed.
        old: the older output.
        new: the newer one.
        documents: how many were compared.
        lines: how many are newly cut, and newly kept.
    """
    chosen = list(gathering.chosen())
    facts = [
        (_number(lines[0]), "line newly cut" if lines[0] == 1 else "lines newly cut"),
        (_number(lines[1]), "line newly kept" if lines[1] == 1 else "lines newly kept"),
        (_number(gathering.cut), "characters changed"),
        (_number(len(gathering.rules)), "rule" if len(gathering.rules) == 1 else "rules"),
    ]
    scope = [_sampled(len(chosen), gathering.documents), "Documents that are the same in both are not shown."]
    noun = "document" if documents == 1 else "documents"
    return _written(
        Page(
            kind="diff",
            title=f"cleantext: {old} and {new}",
            eyebrow=f"What changed from {old} to {new}",
            headline=("", _number(gathering.documents), f" of {_number(documents)} {noun} changed."),
            facts=facts,
            spread="Changed documents by the share that changed",
            switches="Show the changes of",
            scope=scope,
            families=gathering.families,
            rules=gathering.rules,
            bins=gathering.bins,
            chosen=chosen,
        )
    )


def _sampled(shown: int, documents: int) -> str:
    """Return what a page says about the documents that it shows."""
    if shown == documents:
        return "All documents are shown."
    return (
        f"{_number(shown)} of {_number(documents)} documents are shown: a sample, which depends on their names alone, "
        f"and up to {OUTLIERS} each of those that lost most, came out empty and lost nothing. The numbers and charts "
        "count all."
    )


def _written(page: Page) -> str:
    """Return a page as HTML."""
    data, is_clipped = _data(page)
    scope = [*page.scope]
    if is_clipped:
        scope.append("Of long documents only the text around the findings is here; what is left out says its length.")
    style, script = _part("document.css") + _part("page.css"), _part("page.js")
    before, middle, after = map(escape, page.headline)
    policy = "; ".join(
        (
            "default-src 'none'",
            f"style-src 'sha256-{_digest(style)}'",
            f"script-src 'sha256-{_digest(script)}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    parts = {
        "policy": policy,
        "title": escape(page.title),
        "style": style,
        "script": script,
        "eyebrow": escape(page.eyebrow),
        "headline": f"{before}<strong>{middle}</strong>{after}",
        "facts": " · ".join(f"<b>{escape(number)}</b> {escape(what)}" for number, what in page.facts),
        "spread": escape(page.spread),
        "switches": escape(page.switches),
        "scope": escape(" ".join(scope)),
        # Nothing in it can end the element that holds it, nor begin a comment.
        "data": orjson.dumps(data).decode().replace("<", "\\u003c"),
    }
    return _PLACEHOLDER.sub(lambda match: parts[match[1]], _part("page.html"))


def _data(page: Page) -> tuple[dict[str, Any], bool]:
    """Return what the script draws, and whether documents had to be clipped for it."""
    notes = list(dict.fromkeys(note for one in page.chosen for note in one.view.notes))
    by_size = sorted(page.families, key=lambda family: (-page.families[family].characters, family))
    families = list(dict.fromkeys([*by_size, *(note.family for note in notes)]))
    place = {family: number for number, family in enumerate(families)}
    number_of = {note: number for number, note in enumerate(notes)}
    runs = fitted([one.view.runs for one in page.chosen])
    documents = []
    for one, shown in zip(page.chosen, runs, strict=True):
        view = one.view
        numbers = [number_of[note] for note in view.notes]
        cuts = sum(use.cuts for use in view.uses)
        row = (view.name, view.characters, view.cut, view.share, cuts, one.why, view.about)
        documents.append((*row, numbers, [_renumbered(run, numbers) for run in shown]))
    empty = Count()
    data = {
        "kind": page.kind,
        "families": [_family(name, page.families.get(name, empty)) for name in families],
        "rules": [
            (rule, place[family], count.cuts, count.characters, count.documents)
            for (family, rule), count in sorted(page.rules.items(), key=lambda item: (-item[1].characters, item[0]))
        ],
        "notes": [(note.rule, place[note.family], note.kind, note.reason) for note in notes],
        "bins": list(_bins(page.bins, _VERB[page.kind])),
        "which": list(_WHICH[page.kind].items()),
        "documents": documents,
    }
    return data, any(isinstance(run[0], int) for shown in runs for run in shown)


def fitted(documents: Sequence[Sequence[Run]], most: int = MAX_RUNS) -> list[tuple[Run, ...]]:
    """Return the runs of documents, clipped so that all together have at most about `most` bytes; short ones stay."""
    sizes = [size_of(runs) for runs in documents]
    left, limit = most, MAX_VIEW
    by_size = sorted(sizes)
    for number, size in enumerate(by_size):
        limit = left // (len(by_size) - number)
        if size > limit:
            break
        left -= size
    else:
        limit = max(by_size, default=0)
    return [clipped(runs, limit) for runs in documents]


def _renumbered(run: Run, numbers: Sequence[int]) -> tuple[Any, ...]:
    """Return a run with the numbers that its notes have in the page."""
    own = 1 if isinstance(run[0], str) else 2
    return (*run[:own], *(numbers[note] for note in run[own:]))


def _family(name: str, count: Count) -> tuple[Any, ...]:
    return name, _ABOUT.get(name, ""), hue(name), count.cuts, count.characters, count.documents


def hue(family: str) -> int:
    """Return the hue of a family, the same in all reports, in degrees."""
    number = _KNOWN.get(family)
    if number is None:
        number = int.from_bytes(blake2b(family.encode(), digest_size=2).digest())
    return number * _ANGLE % 360


def _bins(counts: Sequence[int], verb: str) -> Iterable[tuple[str, int, str]]:
    """Yield for each bin of the distribution what it says, its count, and what stands below it."""
    step = 100 // (BINS - 2)
    for number, count in enumerate(counts):
        if number == 0:
            yield f"{verb} nothing", count, "0"
        elif number == BINS - 1:
            yield f"{verb} everything", count, "all"
        else:
            edge = f"{number * step} %" if number * step in (25, 50, 75) else ""
            yield f"{verb} {(number - 1) * step} to {number * step} %", count, edge


def _percent(share: float) -> str:
    return f"{share:.1%}".replace("%", " %")


def _number(number: int) -> str:
    return f"{number:,}"


def _part(name: str) -> str:
    return (files("cleantext") / "reports" / "page" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
