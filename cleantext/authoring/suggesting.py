"""Suggests rules from texts and what somebody left of them by hand, as a pack to edit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import regex

from cleantext.errors import RulePackError
from cleantext.folding import EDGE, fold, key
from cleantext.judging.phrases import ENDS
from cleantext.pipeline import Pipeline, or_default
from cleantext.readers import Source
from cleantext.reports.comparison import Output, compare
from cleantext.rulepack import Rule

#: Maximum words of a line that an author might write, too: its rule becomes a hint.
_HINT_WORDS: Final = 2
#: Number of words of a longer line, or of a sentence, that make its phrase.
_PHRASE_WORDS: Final = 6
#: Maximum words of a line that becomes a phrase as a whole.
_LINE_WORDS: Final = 12
#: Minimum words of a phrase that is searched inside lines.
_FEWEST_INSIDE: Final = 3
#: Number of examples of lines to keep that a rule gets.
_KEEPS: Final = 3
_NUMBER: Final = regex.compile(r"\d+(?:[.,]\d+)*")


class Line(NamedTuple):
    """A line, or a sentence of one, that was cut by hand.

    Attributes:
        text: what was cut.
        whole: whether it was all of its line, and a short one.
        where: "head", "tail" or "anywhere": whether it stood before, after or among what was kept.
    """

    text: str
    whole: bool
    where: str


@dataclass(slots=True)
class Suggestion:
    """A suggested rule: how it matches, and the lines that it was made from."""

    match: str
    strength: str
    where: str
    phrases: dict[str, list[str]] = field(default_factory=dict)
    keep: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Suggested:
    """The rules suggested from some documents.

    Attributes:
        rules: the rules, by id.
        known: lines that rules of the package cut already.
        doubtful: phrases that would match what was kept, which no rule is made of.
        lines: how many lines were cut by hand.
    """

    rules: dict[str, Suggestion] = field(default_factory=dict)
    known: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    lines: int = 0


def suggest(documents: Iterable[tuple[Source, str]], pipeline: Pipeline | None = None) -> Suggested:
    """Return rules for what was cut by hand from some documents, each given before and after.

    A whole line becomes a phrase of a "line" rule, a sentence of a line the beginning of an "inside" rule; numbers are
    left open. Lines of one or two words become hints, all others markers. What rules of the package cut already, and
    what would match a line that was kept, becomes none.
    """
    pipeline = or_default(pipeline)
    found = Suggested()
    cut: dict[str, Line] = {}
    kept: list[str] = []
    for before, after in documents:
        cleaned = pipeline.explain(before)
        gone = {key(fold(line)) for removal in cleaned.removals for line in removal.text.splitlines() if line.strip()}
        kept += [line.strip() for line in after.splitlines() if line.strip()]
        for line in _cut_lines(cleaned.document.text, after):
            found.lines += 1
            if key(fold(line.text)) in gone:
                found.known.append(line.text)
            else:
                cut.setdefault(line.text, line)
    said = [fold(line) for line in kept]
    for line in cut.values():
        _add(found, line, kept, said)
    return found


def _cut_lines(before: str, after: str) -> Iterator[Line]:
    """Yield what a text has before and not after."""
    parts = compare("", Output(before), Output(after)).parts
    kept = [index for index, (text, change) in enumerate(parts) if change is None and text.strip()]
    first, last = (kept[0], kept[-1]) if kept else (len(parts), -1)
    for index, (text, change) in enumerate(parts):
        if change is None or change.kind != "newly cut":
            continue
        where = "head" if index < first else "tail" if index > last else "anywhere"
        begins = index == 0 or parts[index - 1][0].endswith("\n")
        ends = index + 1 == len(parts) or text.endswith("\n") or parts[index + 1][0].startswith("\n")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        for number, line in enumerate(lines):
            whole = (begins or number > 0) and (ends or number < len(lines) - 1)
            if whole and len(line.split()) <= _LINE_WORDS:
                yield Line(line, True, where)
            else:
                yield from (Line(sentence, False, where) for sentence in _sentences(line))


def _sentences(line: str) -> Iterator[str]:
    """Yield the sentences of a line."""
    start = 0
    for match in ENDS.finditer(line):
        yield line[start : match.end()].strip()
        start = match.end()
    if line[start:].strip():
        yield line[start:].strip()


def _add(found: Suggested, line: Line, kept: Sequence[str], said: Sequence[str]) -> None:
    """Add the phrase of a line to the rule of its kind, unless it would match what was kept."""
    words = line.text.split()
    is_line = line.whole
    phrase = _open(" ".join(words)) if is_line else " ".join(words[:_PHRASE_WORDS]).strip(EDGE)
    phrase = phrase.strip(EDGE) if not is_line else phrase
    is_short = not is_line and len(words) < _FEWEST_INSIDE
    if is_short or not any(char.isalpha() for char in phrase.replace("{n}", "")):
        found.doubtful.append(line.text)
        return
    folded = fold(phrase)
    if (key(folded) in {key(each) for each in said}) if is_line else any(folded in each for each in said):
        found.doubtful.append(line.text)
        return
    match = "line" if is_line else "inside"
    strength = "hint" if is_line and len(words) <= _HINT_WORDS else "marker"
    name = "-".join((match, strength) if line.where == "anywhere" else (match, strength, line.where))
    rule = found.rules.setdefault(name, Suggestion(match, strength, line.where))
    examples = rule.phrases.setdefault(phrase, [])
    examples.append(line.text)
    telling = fold(max(words, key=len)).strip(EDGE)
    for whole, each in zip(kept, said, strict=True):
        if telling in each and len(rule.keep) < _KEEPS and whole not in rule.keep:
            rule.keep.append(whole)


def _open(text: str) -> str:
    """Return a line whose numbers are left open."""
    return _NUMBER.sub("{n}", text)


def as_toml(found: Suggested, *, family: str, language: str) -> str:
    """Return the rules as a pack, with what is to be looked at in comments."""
    doubt = "# No rule, as a line that was kept says the same, or it says too little: "
    lines = [
        f"# Suggested from {found.lines} lines that were cut by hand: read each phrase, and say what it is about.",
        f"# {len(found.known)} of them are cut by rules of the package already.",
        *(f"{doubt}{_string(text)}" for text in found.doubtful),
        f"family = {_string(family)}",
    ]
    for name, rule in sorted(found.rules.items()):
        lines += ["", "[[rule]]", f"id = {_string(name)}", 'about = ""', f"match = {_string(rule.match)}"]
        if rule.match == "inside":
            lines.append("inline = true")
        lines += [f"strength = {_string(rule.strength)}", f"where = {_string(rule.where)}"]
        lines += _list(f"phrases.{language}", sorted(rule.phrases))
        lines += _list("strip", [examples[0] for _, examples in sorted(rule.phrases.items())])
        lines += _list("keep", rule.keep)
    return "\n".join(lines) + "\n"


def _list(name: str, strings: Sequence[str]) -> list[str]:
    return [f"{name} = [", *(f"  {_string(each)}," for each in strings), "]"] if strings else [f"{name} = []"]


def _string(text: str) -> str:
    """Return a text as a string of TOML, which are those of JSON but for DEL and lone surrogates."""
    whole = text.encode("utf-8", "replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def outcome(documents: Iterable[tuple[Source, str]], rules: Sequence[Rule]) -> tuple[int, int]:
    """Return how many lines that were cut by hand some rules leave, and how many they cut that were kept."""
    if not rules:
        raise RulePackError("nothing was cut by hand that the rules of the package leave: there is nothing to suggest")
    pipeline = Pipeline.default(rules)
    left = harmed = 0
    for before, after in documents:
        changes = compare("", Output(after), Output(pipeline.clean(before))).changes
        left += sum(len(change.lines) for change in changes if change.kind == "newly kept")
        harmed += sum(len(change.lines) for change in changes if change.kind == "newly cut")
    return left, harmed
