"""Shows a document, and a pipeline, in a notebook: HTML without a script, in which everything else is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files
from typing import Final, NamedTuple

from cleantext.cleaned import Cleaned
from cleantext.filters.base import FamilyFilter, Filter
from cleantext.reports.page import hue
from cleantext.reports.view import Note, View, view_of
from cleantext.rulepack import Rule

#: Most bytes of a document's text that a notebook shows; longer ones are clipped around what was found.
_MOST: Final = 200_000
#: Lines in a row without a finding, from which on they are folded, and those shown at each end of them.
_FOLD: Final = 7
_SHOWN: Final = 2


class _Part(NamedTuple):
    """A part of a line: its text, or the characters that are left out there, and what was decided about it."""

    text: str | int
    notes: tuple[Note, ...]


@dataclass(slots=True)
class _Line:
    """A line of a document; None for its number stands for several that are left out."""

    number: int | None
    pieces: list[_Part] = field(default_factory=list)

    @property
    def is_seen(self) -> bool:
        """Whether anything was found in it, or left out."""
        return self.number is None or any(piece.notes for piece in self.pieces)


def document_html(cleaned: Cleaned) -> str:
    """Return a document as HTML: its text with the cuts struck through, and what was found and kept underlined."""
    view = view_of("", cleaned, _MOST)
    uses = sorted(view.uses, key=lambda use: -use.characters)
    families = {use.family: sum(other.cuts for other in uses if other.family == use.family) for use in uses}
    legend = " · ".join(
        f'<span class="swatch" style="--h: {hue(family)}"></span> {escape(family)} {cuts:,}'
        for family, cuts in families.items()
    )
    head = f"<p><b>{view.share:.1%}</b> of {view.characters:,} characters cut{f' · {legend}' if legend else ''}</p>"
    return _wrapped(f'{head}<div class="doc"><div class="text">{"".join(_rows(list(_lines(view))))}</div></div>')


def _lines(view: View) -> Iterator[_Line]:
    """Yield the lines of a document, blank ones left out."""
    line = _Line(1)
    for run in view.runs:
        text, own = run[0], 1 if isinstance(run[0], str) else 2
        notes = tuple(view.notes[index] for index in run[own:])
        if isinstance(text, str):
            for index, part in enumerate(text.split("\n")):
                if index:
                    yield from _whole(line)
                    line = _Line((line.number or 0) + 1)
                if part or (not text and notes):
                    line.pieces.append(_Part(part, notes))
        elif run[1] == 0:
            line.pieces.append(_Part(text, notes))
        else:
            yield from _whole(line)
            yield _Line(None, [_Part(text, notes)])
            line = _Line((line.number or 0) + run[1])
    yield from _whole(line)


def _whole(line: _Line) -> Iterator[_Line]:
    if any(piece.notes or not isinstance(piece.text, str) or piece.text.strip() for piece in line.pieces):
        yield line


def _rows(lines: Sequence[_Line]) -> Iterator[str]:
    """Yield the lines as HTML; long stretches in which nothing was found are folded."""
    start = 0
    while start < len(lines):
        stop = start
        while stop < len(lines) and not lines[stop].is_seen:
            stop += 1
        if stop - start < _FOLD:
            stop = max(stop, start + 1)
            yield from map(_row, lines[start:stop])
        else:
            inner = lines[start + _SHOWN : stop - _SHOWN]
            yield from map(_row, lines[start : start + _SHOWN])
            yield f"<details><summary>{len(inner):,} lines kept</summary>{''.join(map(_row, inner))}</details>"
            yield from map(_row, lines[stop - _SHOWN : stop])
        start = stop


def _row(line: _Line) -> str:
    number = "" if line.number is None else str(line.number)
    said = "".join(map(_marked, line.pieces))
    return f'<div class="line"><span class="no">{number}</span><span class="said" dir="auto">{said}</span></div>'


def _marked(piece: _Part) -> str:
    """Return a part of a line as HTML, with what was decided about it."""
    text = escape(piece.text) if isinstance(piece.text, str) else f"… {piece.text:,} characters not shown …"
    if not piece.notes:
        return text
    first = next((note for note in piece.notes if note.kind == "cut"), piece.notes[0])
    title = escape("\n".join(f"{note.rule}: {note.kind}: {note.reason}" for note in piece.notes))
    name = "del" if first.kind == "cut" else "mark"
    is_place = piece.text == ""
    chip = ' class="chip"' if is_place else ""
    text = f"kept: {escape(first.rule)}" if is_place else text
    return f'<{name}{chip} style="--h: {hue(first.family)}" title="{title}" tabindex="0">{text}</{name}>'


def pipeline_html(filters: Iterable[Filter], rules: Iterable[Rule]) -> str:
    """Return the filters of a pipeline as a table, with the number of rules that each has."""
    counts: dict[str, int] = {}
    for rule in rules:
        counts[rule.family] = counts.get(rule.family, 0) + 1
    rows = "".join(
        f'<tr><td><span class="swatch" style="--h: {hue(filter.name)}"></span></td>'
        f"<td><b>{escape(filter.name)}</b></td><td>{_about(filter)}</td>"
        f"<td>{counts.get(filter.name, 0) or ''}</td></tr>"
        for filter in filters
    )
    return _wrapped(f"<table><tr><th></th><th>filter</th><th>what it cuts</th><th>rules</th></tr>{rows}</table>")


def _about(filter: Filter) -> str:
    if isinstance(filter, FamilyFilter):
        return escape(filter.about)
    return escape((type(filter).__doc__ or "").strip().partition("\n")[0]) or "<i>code</i>"


def _wrapped(html: str) -> str:
    folder = files("cleantext") / "reports" / "page"
    style = "".join((folder / name).read_text(encoding="utf-8") for name in ("document.css", "notebook.css"))
    return f'<div class="cleantext"><style>{style}</style>{html}</div>'
