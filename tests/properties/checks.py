"""What several properties ask of a text and its removals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleantext import Removal


def without_removals(text: str, removals: Iterable[Removal]) -> str:
    """Return `text` with the spans of the removals taken out, and nothing else."""
    kept, position = [], 0
    for removal in removals:
        kept.append(text[position : removal.start])
        position = removal.end
    return "".join([*kept, text[position:]])


def ink(text: str) -> str:
    """Return the characters that are not white space."""
    return "".join(text.split())


def is_subsequence(part: str, whole: str) -> bool:
    """Tell whether all characters of `part` stand in `whole` in the same order."""
    rest = iter(whole)
    return all(char in rest for char in part)


def stand_in_order(parts: Sequence[str], lines: Sequence[str]) -> bool:
    """Tell whether all `parts` are among `lines`, in the same order."""
    rest = iter(lines)
    return all(part in rest for part in parts)


def cut_places(text: str, removals: Iterable[Removal]) -> set[int]:
    """Return the offsets of the characters, white space aside, that removals cut."""
    return {place for cut in removals for place in range(cut.start, cut.end) if not text[place].isspace()}


def untouched_lines(text: str, removals: Sequence[Removal]) -> list[str]:
    """Return the lines with something on them of which no removal takes anything, without trailing white space."""
    lines, start, cuts = [], 0, list(removals)
    for line in text.split("\n"):
        end = start + len(line)
        while cuts and cuts[0].end <= start:
            cuts.pop(0)
        if line.strip() and not (cuts and cuts[0].start < end):
            lines.append(line.rstrip())
        start = end + 1
    return lines


def lines_of_text(text: str) -> list[str]:
    """Return the lines of a text that have something on them, without trailing white space."""
    return [line.rstrip() for line in text.split("\n") if line.strip()]
