"""Prose to put around a line under test: three paragraphs of an article that mentions no site chrome."""

from __future__ import annotations

PARAGRAPHS = (
    "The mayor opened the new bridge on Tuesday morning, after eleven years of argument about who should pay for it "
    "and whether anybody on the far side of the river wanted to be reached at all.",
    "Four hundred people had come to walk across before the first lorry did. They carried folding chairs, thermos "
    "flasks and in one case a brass band's worth of instruments, and they stopped in the middle to look down.",
    "The old ferry made its last run at noon. Its captain, who had crossed the river some ninety thousand times, tied "
    "the boat to the quay, took off his cap and said that he would learn to drive.",
)
PROSE = "\n\n".join(PARAGRAPHS)
#: The same with a paragraph more: long enough for a thorough pipeline to doubt what stands at its ends.
ARTICLE = (
    f"{PROSE}\n\nWhat becomes of the boat is not decided. The museum in the county town would take it, but has no "
    "water, and the school by the old landing has water, but no money; so it lies where it has always lain, and "
    "children fish from its deck until somebody calls them in for supper."
)


def behind_prose(line: str) -> str:
    """Return a document whose last line is `line`."""
    return f"{PROSE}\n\n{line}"


def before_prose(line: str) -> str:
    """Return a document whose first line is `line`."""
    return f"{line}\n\n{PROSE}"


def within_prose(line: str) -> str:
    """Return a document in which `line` stands between the second and the third paragraph."""
    return "\n\n".join((*PARAGRAPHS[:2], line, PARAGRAPHS[2]))
