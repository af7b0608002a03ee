"""Compares what two runs left of a document: what the newer one cuts that the older kept, and the other way round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, Literal, NamedTuple

import regex

from cleantext.reports.view import MAX_VIEW, Note, Use, View, clipped, encodable, runs_of

#: Maximum number of lines that are aligned with each other; in longer differences, lines are counted instead.
_MOST_ALIGNED: Final = 2_000
#: Number of lines ahead in which the remainder of a line is searched.
_AHEAD: Final = 50
#: The placeholder for a rule where an output does not name its rules.
UNKNOWN: Final = "unknown"
_TOKEN: Final = regex.compile(r"\s+|\S+")


@dataclass(frozen=True, slots=True)
class Output:
    """What a run left of a document.

    Attributes:
        text: what is left.
        removals: the rule of each cut and its text, as `to="json"` writes them; None if the output does not say.
    """

    text: str
    removals: Sequence[Mapping[str, Any]] | None = None


class Change(NamedTuple):
    """A stretch of text that only one of two outputs has.

    Attributes:
        kind: "newly cut", or "newly kept".
        text: the stretch.
        family, rule: what cut it, in the output that lacks it; `UNKNOWN` if that does not say.
        line: where it begins, in the output that has it.
    """

    kind: Literal["newly cut", "newly kept"]
    text: str
    family: str
    rule: str
    line: int

    @property
    def lines(self) -> list[str]:
        """Its lines, blank ones left out."""
        return [line.strip() for line in self.text.splitlines() if line.strip()]


class Comparison(NamedTuple):
    """The changes of a document, and its text in parts: each with the change that it is, or None."""

    name: str
    changes: tuple[Change, ...]
    parts: tuple[tuple[str, Change | None], ...]
    is_emptied: bool

    @property
    def view(self) -> View:
        """How reports show it."""
        notes = tuple(dict.fromkeys(_note(change) for change in self.changes))
        number_of = {note: number for number, note in enumerate(notes)}
        marked, place = [], 0
        for text, change in self.parts:
            if change is not None:
                marked.append((place, place + len(text), number_of[_note(change)]))
            place += len(text)
        uses: dict[tuple[str, str], list[int]] = {}
        for change in self.changes:
            use = uses.setdefault((change.family, change.rule), [0, 0])
            use[0] += 1
            use[1] += len(change.text)
        changed = sum(len(change.text) for change in self.changes)
        return View(
            name=encodable(self.name),
            characters=place,
            cut=changed,
            share=round(changed / place, 4) if place else 0.0,
            is_empty=self.is_emptied,
            uses=tuple(Use(*key, *use) for key, use in uses.items()),
            about=(),
            notes=notes,
            runs=clipped(runs_of(encodable("".join(text for text, _ in self.parts)), marked), MAX_VIEW),
        )


def _note(change: Change) -> Note:
    return Note(change.rule, change.family, change.kind)


def compare(name: str, old: Output, new: Output) -> Comparison:
    r"""Return what changed from an older output of a document to a newer one.

    >>> found = compare("a.txt", Output("It is open.\n\nShare this"), Output("It is open."))
    >>> [(change.kind, change.lines) for change in found.changes]
    [('newly cut', ['Share this'])]
    """
    by = {"newly cut": _Cutters(new.removals), "newly kept": _Cutters(old.removals)}
    parts: list[tuple[str, Change | None]] = []
    changes: list[Change] = []
    lines = {"newly cut": 1, "newly kept": 1}
    for side, text in _joined(_aligned(old.text, new.text)):
        if side == "both":
            parts.append((text, None))
            for each in lines:
                lines[each] += text.count("\n")
            continue
        kind: Literal["newly cut", "newly kept"] = "newly cut" if side == "old" else "newly kept"
        line = lines[kind]
        lines[kind] += text.count("\n")
        if not text.strip():
            # White space that closes up around a cut is no change, and shown as the newer output has it.
            if kind == "newly kept":
                parts.append((text, None))
            continue
        for piece, (family, rule) in by[kind].pieces(text):
            blank = len(piece) - len(piece.lstrip())
            change = Change(kind, piece.strip(), family, rule, line + piece.count("\n", 0, blank))
            changes.append(change)
            end = len(piece.rstrip())
            parts += [(piece[:blank], None), (piece[blank:end], change), (piece[end:], None)]
            line += piece.count("\n")
    emptied = bool(old.text.strip()) and not new.text.strip()
    return Comparison(name, tuple(changes), tuple(part for part in parts if part[0]), emptied)


class _Cutters:
    """Finds the rule that cut a part of a text."""

    def __init__(self, removals: Sequence[Mapping[str, Any]] | None) -> None:
        self._removals = [
            (str(each["text"]), (str(each["filter"]), str(each["rule"]))) for each in removals or () if each["text"]
        ]
        self._lines = {line.strip(): rule for text, rule in self._removals for line in text.splitlines()}

    def pieces(self, text: str) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield a stretch in pieces, each of which one rule cut, with its family and id."""
        piece, by = "", None
        for line in text.splitlines(keepends=True):
            found = self._find(line.strip()) if line.strip() else None
            if found is not None and by is not None and found != by:
                yield piece, by
                piece = ""
            piece += line
            by = found or by
        if piece:
            yield piece, by or (UNKNOWN, UNKNOWN)

    def _find(self, line: str) -> tuple[str, str]:
        if line in self._lines:
            return self._lines[line]
        holding = (rule for text, rule in self._removals if line in text or text.strip() in line)
        return next(holding, (UNKNOWN, UNKNOWN))


def _aligned(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield two texts in stretches that "both" have, or only the "old" or the "new" one."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    yield "both", "".join(before[:start])
    ours, theirs = before[start : len(before) - end], after[start : len(after) - end]
    yield from _aligned_lines(ours, theirs)
    yield "both", "".join(before[len(before) - end :])


def _aligned_lines(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Yield lines in stretches; those of which a part differs are aligned by their words."""
    if max(len(old), len(new)) > _MOST_ALIGNED:
        yield from _counted(old, new)
        return
    # A last line has no ending, which makes it no other line.
    ours, theirs = ([line.rstrip("\n") for line in lines] for lines in (old, new))
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "both", "".join(new[j1 : j2 - 1])
            ours_last, theirs_last = old[i2 - 1], new[j2 - 1]
            if ours_last == theirs_last:
                yield "both", theirs_last
            else:
                bare = theirs_last.rstrip("\n")
                yield from (("both", bare), ("old", ours_last[len(bare) :]), ("new", theirs_last[len(bare) :]))
        elif tag == "replace":
            yield from _replaced(old[i1:i2], new[j1:j2])
        else:
            yield from (("old", "".join(old[i1:i2])), ("new", "".join(new[j1:j2])))


def _replaced(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Yield lines that stand for others: one of which a part was cut is aligned with what is left of it."""
    place = 0
    for line in old:
        words = line.split()
        ahead = range(place, min(len(new), place + _AHEAD))
        partner = next((index for index in ahead if _is_part(words, new[index].split())), None)
        if partner is None:
            yield "old", line
            continue
        yield "new", "".join(new[place:partner])
        yield from _aligned_words(line, new[partner])
        place = partner + 1
    yield "new", "".join(new[place:])


def _is_part(words: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether the words of a line are those of another with some left out."""
    shorter, longer = sorted((words, others), key=len)
    left = iter(longer)
    return bool(shorter) and all(word in left for word in shorter)


def _aligned_words(old: str, new: str) -> Iterator[tuple[str, str]]:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if max(len(before), len(after)) > _MOST_ALIGNED:
        yield from (("old", old), ("new", new))
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "both", "".join(after[j1:j2])
        else:
            yield from (("old", "".join(before[i1:i2])), ("new", "".join(after[j1:j2])))


def _counted(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    """Yield lines in stretches where there are too many to align: those of which the other side has fewer differ."""
    missing = Counter(line.rstrip("\n") for line in old) - Counter(line.rstrip("\n") for line in new)
    added = Counter(line.rstrip("\n") for line in new) - Counter(line.rstrip("\n") for line in old)
    for side, lines, only in (("old", old, missing), ("new", new, added)):
        for line in lines:
            bare = line.rstrip("\n")
            if only[bare]:
                only[bare] -= 1
                yield side, line
            elif side == "new":
                yield "both", line


def _joined(parts: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield stretches of the same side that follow each other as one, and none that is empty."""
    last, said = "both", ""
    for side, text in parts:
        if side != last and text:
            if said:
                yield last, said
            last, said = side, ""
        said += text
    if said:
        yield last, said
