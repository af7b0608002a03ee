"""One document as reports show it: its text in runs, each with what was decided about it; long ones are clipped."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeAlias

import orjson
import regex

from cleantext.cleaned import Cleaned
from cleantext.judgement import Reason

#: Most bytes of a document's runs that a worker hands on; a report clips them further where it shows many.
MAX_VIEW: Final = 20_000
#: How long documents are clipped: characters that stay at each end of a text between marked runs, and of a marked run;
#: the first pair that fits is taken.
_LEVELS: Final = ((600, 1200), (240, 400), (120, 200), (60, 120), (30, 60))
_SURROGATES: Final = regex.compile(r"[\ud800-\udfff]")

#: Text, or the characters and line ends that are left out there, then the indices of what was decided about it.
Run: TypeAlias = tuple[Any, ...]


class Note(NamedTuple):
    """What was decided about a run.

    Attributes:
        rule, family: of what was found.
        kind: "cut" or "kept"; of a comparison "newly cut" or "newly kept".
        reason: why, in words; "" if that is not known.
    """

    rule: str
    family: str
    kind: str
    reason: str = ""


class Use(NamedTuple):
    """What one rule did: the number of its cuts, and the characters in them."""

    family: str
    rule: str
    cuts: int
    characters: int


@dataclass(frozen=True, slots=True)
class View:
    """One document as reports show it.

    Attributes:
        name: what the document is called, usually its file and line.
        characters: length of its text as it was read.
        cut: characters of it that were cut.
        share: the share that was cut, white space aside, from 0 to 1.
        is_empty: whether nothing but white space is left of a text that had more.
        uses: what each rule did.
        about: its shape, and the steps by which it was read.
        notes: everything that runs point to.
        runs: the text from beginning to end, in tuples (text, index of a note, …); (characters, lines, index, …) where
            some is left out. An empty text is a place at which something larger than a block was found and kept.
    """

    name: str
    characters: int
    cut: int
    share: float
    is_empty: bool
    uses: tuple[Use, ...]
    about: tuple[str, ...]
    notes: tuple[Note, ...]
    runs: tuple[Run, ...]

    def packed(self) -> bytes:
        """Return it as few bytes."""
        fields = {name: getattr(self, name) for name in self.__slots__}
        fields |= {name: list(map(list, fields[name])) for name in ("uses", "notes")}
        return zlib.compress(orjson.dumps(fields), 1)

    @classmethod
    def unpacked(cls, packed: bytes) -> View:
        """Return what `packed` has made bytes of."""
        fields: dict[str, Any] = orjson.loads(zlib.decompress(packed))
        for name, kind in (("uses", Use), ("notes", Note)):
            fields[name] = tuple(kind(*each) for each in fields[name])
        return cls(**{**fields, "about": tuple(fields["about"]), "runs": tuple(map(tuple, fields["runs"]))})


def view_of(name: str, cleaned: Cleaned, limit: int | None = MAX_VIEW) -> View:
    """Return a document as reports show it.

    Args:
        name: what to call it.
        cleaned: as `Pipeline.explain` gives it.
        limit: most bytes of its runs; None shows the whole text.
    """
    text = cleaned.document.text
    marked: list[tuple[int, int, Note]] = []
    counted: dict[tuple[str, str], tuple[int, int]] = {}
    for removal in cleaned.removals:
        reason = cleaned.verdict_on(removal).reason
        marked.append((removal.start, removal.end, Note(removal.rule, removal.filter, "cut", reason.value)))
        cuts, characters = counted.get((removal.filter, removal.rule), (0, 0))
        counted[removal.filter, removal.rule] = cuts + 1, characters + removal.end - removal.start
    marked += _kept(cleaned)
    notes = tuple(dict.fromkeys(note for *_, note in marked))
    index = {note: number for number, note in enumerate(notes)}
    runs = runs_of(encodable(text), [(start, end, index[note]) for start, end, note in marked])
    return View(
        name=encodable(name),
        characters=len(text),
        cut=sum(characters for _, characters in counted.values()),
        share=round(cleaned.share_cut, 4),
        is_empty=bool(text.strip()) and not cleaned.kept.text.strip(),
        uses=tuple(Use(*key, *used) for key, used in counted.items()),
        about=(cleaned.shape, *cleaned.document.steps),
        notes=notes,
        runs=runs if limit is None else clipped(runs, limit),
    )


def _kept(cleaned: Cleaned) -> Iterator[tuple[int, int, Note]]:
    """Yield what was found and kept; what is larger than a block is shown where it begins."""
    for finding, reason in cleaned.verdicts:
        if reason.is_cut or reason is Reason.KEPT_NO_FINDING:
            continue
        end = finding.end if finding.stop - finding.first <= 1 else finding.start
        yield finding.start, end, Note(finding.rule, finding.family, "kept", reason.value)


def encodable(text: str) -> str:
    """Return a text with lone surrogates, which UTF-8 cannot have, replaced by U+FFFD."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def runs_of(text: str, marked: Iterable[tuple[int, int, int]]) -> tuple[Run, ...]:
    """Return a text in runs, given what is marked in it: start, end and the index of a note; marks may overlap.

    >>> runs_of("Noon. Share this", [(6, 16, 0)])
    (('Noon. ',), ('Share this', 0))
    """
    opened: dict[int, list[int]] = {}
    closed: dict[int, list[int]] = {}
    points: dict[int, list[int]] = {}
    for start, end, note in marked:
        if start == end:
            points.setdefault(start, []).append(note)
        else:
            opened.setdefault(start, []).append(note)
            closed.setdefault(end, []).append(note)
    runs: list[Run] = []
    active: list[int] = []
    last = 0
    for place in sorted({*opened, *closed, *points, len(text)}):
        if place > last:
            runs.append((text[last:place], *dict.fromkeys(active)))
            last = place
        for note in closed.get(place, ()):
            active.remove(note)
        active.extend(opened.get(place, ()))
        runs += [("", note) for note in dict.fromkeys(points.get(place, ()))]
    return tuple(runs)


def clipped(runs: Sequence[Run], limit: int) -> tuple[Run, ...]:
    """Return runs of at most about `limit` bytes: texts far from what is marked are left out, then the end."""
    if size_of(runs) <= limit:
        return tuple(runs)
    for plain, marked in _LEVELS:
        shorter = [part for run in runs for part in _shortened(run, marked if len(run) > 1 else plain)]
        if size_of(shorter) <= limit:
            return tuple(shorter)
    kept: list[Run] = []
    size = 0
    for number, run in enumerate(shorter):
        size += size_of([run])
        if size > limit:
            return (*kept, _gap(shorter[number:]))
        kept.append(run)
    return tuple(kept)


def size_of(runs: Iterable[Run]) -> int:
    """Return the bytes that runs take in a report."""
    return sum(12 + len(run[0].encode()) if isinstance(run[0], str) else 20 for run in runs)


def _shortened(run: Run, ends: int) -> Iterator[Run]:
    """Yield a run without its middle if it is longer than twice `ends`; it is cut between words where there are any."""
    text, *notes = run
    if not isinstance(text, str) or len(text) <= 2 * ends + 40:
        yield run
        return
    start, stop = text.rfind(" ", ends // 2, ends) + 1 or ends, text.find(" ", len(text) - ends, len(text) - ends // 2)
    stop = stop if stop >= 0 else len(text) - ends
    yield (text[:start], *notes)
    yield (stop - start, text.count("\n", start, stop), *notes)
    yield (text[stop:], *notes)


def _gap(runs: Iterable[Run]) -> Run:
    """Return the gap that runs leave which are left out."""
    characters = lines = 0
    for text, *rest in runs:
        characters += len(text) if isinstance(text, str) else text
        lines += text.count("\n") if isinstance(text, str) else rest[0]
    return characters, lines
