"""Lays out rule packs: phrases and names one a line, sorted, none twice; ``python -m cleantext.rulepack_format PACK…``.

Only lists of strings are reformatted. Comments, ids, the order of rules, examples and patterns stay as they are, and
a pack that is laid out means what it meant.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

import click
import regex

from cleantext.errors import RulePackError
from cleantext.folding import fold

#: Characters of the longest phrase: what is longer stands whole on one kind of page only, and a part of it does.
MAX_PHRASE = 160
#: Lists whose order means nothing, beside those of phrases.
SORTED = ("names", "tags", "roles")

_TOKEN = regex.compile(
    r"""(?P<string>\"{3}(?:[^\\]|\\.)*?\"{3,5}|'{3}.*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
    r"""|(?P<comment>\#[^\n]*)|(?P<newline>\n)|(?P<space>[ \t]+)|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)"""
    r"""|(?P<equals>=)|(?P<other>[^\s\#\[\]{},"'=]+)""",
    regex.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@dataclass(slots=True)
class _Entry:
    """A string of a list as it is written, its value, and the comment after it."""

    written: str
    comment: str = ""
    says: str = field(init=False)

    def __post_init__(self) -> None:
        self.says = tomllib.loads(f"it = {self.written}")["it"]


@dataclass(slots=True)
class _Group:
    """Entries of a list up to the next comment that has a line of its own, below the comments above them."""

    comments: list[str] = field(default_factory=list)
    entries: list[_Entry] = field(default_factory=list)


def format_pack(text: str) -> str:
    r"""Return a pack, of a family or of a language, laid out; idempotent.

    Every list of strings has one a line. Those of phrases and names are sorted as they fold, and of what folds to the
    same the first is left; a comment on a line of its own begins a part that is sorted for itself.

    >>> print(format_pack('family = "share"\n[[rule]]\nid = "tell"\nphrases.en = ["Tell a friend", "Pass it on"]\n'))
    family = "share"
    [[rule]]
    id = "tell"
    phrases.en = [
      "Pass it on",
      "Tell a friend",
    ]
    <BLANKLINE>

    Raises:
        RulePackError: it is not valid TOML.
    """
    _check_toml(text)
    lines: list[str] = []
    table = ""
    for statement in _statements(text.replace("\r\n", "\n")):
        words = [token for token in statement if token.kind != "space"]
        if words[0].kind == "open":
            table = "".join(token.text for token in words if token.kind in ("other", "string"))
        lines += _laid_out(statement, table)
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept).rstrip("\n") + "\n"


def overlong_phrases(text: str) -> list[str]:
    """Return the phrases of a pack that are longer than `MAX_PHRASE` characters.

    Raises:
        RulePackError: it is not valid TOML.
    """
    pack = _check_toml(text)
    lists = [rule.get("phrases", {}) for rule in pack.get("rule", [])] + [pack.get("phrases", {})]
    return [phrase for each in lists for phrase in chain(*each.values()) if len(phrase) > MAX_PHRASE]


def _check_toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulePackError(f"not valid TOML: {error}") from error


def _statements(text: str) -> Iterator[list[_Token]]:
    """Yield the lines of a pack, those of a value that goes over several together."""
    statement: list[_Token] = []
    depth = 0
    for match in _TOKEN.finditer(text):
        token = _Token(str(match.lastgroup), match[0])
        depth += (token.kind == "open") - (token.kind == "close")
        statement.append(token)
        if token.kind == "newline" and not depth:
            yield statement
            statement = []
    if any(token.kind != "space" for token in statement):
        yield statement


def _laid_out(statement: list[_Token], table: str) -> list[str]:
    """Return the lines of a statement; all but lists of strings stay as they are, trailing spaces apart."""
    equals = next((index for index, token in enumerate(statement) if token.kind == "equals"), len(statement))
    key, value = statement[:equals], [token for token in statement[equals + 1 :] if token.kind != "space"]
    strings = {token.kind for token in value[1:]} <= {"string", "comma", "comment", "newline", "close"}
    if not value or value[0].text != "[" or not strings:
        return ["".join(token.text for token in statement).rstrip()]
    name = "".join(token.text for token in key).strip()
    last = max(index for index, token in enumerate(value) if token.kind == "close")
    groups = _groups(value[1:last])
    if name in SORTED or name.startswith("phrases.") or table.endswith("phrases"):
        groups = _sorted(groups)
    comment_after = "".join(f"  {token.text}" for token in value[last:] if token.kind == "comment")
    return _list(name, groups, comment_after)


def _groups(tokens: Sequence[_Token]) -> list[_Group]:
    groups = [_Group()]
    on_line_of_entry = False
    for token in tokens:
        if token.kind == "string":
            groups[-1].entries.append(_Entry(token.text))
            on_line_of_entry = True
        elif token.kind == "newline":
            on_line_of_entry = False
        elif token.kind == "comment" and on_line_of_entry:
            groups[-1].entries[-1].comment = token.text
        elif token.kind == "comment":
            if groups[-1].entries:
                groups.append(_Group())
            groups[-1].comments.append(token.text.rstrip())
    return groups


def _sorted(groups: Sequence[_Group]) -> list[_Group]:
    """Return the groups sorted, each for itself, without what folds to the same as another entry of the list.

    One that begins with a small letter is left before others: inside a line it may stand in the middle of a sentence.
    """
    left: dict[str, _Entry] = {}
    for entry in (entry for group in groups for entry in group.entries):
        other = left.setdefault(fold(entry.says), entry)
        if other is not entry:
            kept = entry if entry.says[:1].islower() and not other.says[:1].islower() else other
            comments = " ".join(dict.fromkeys(each.comment for each in (other, entry) if each.comment))
            # In the place of the first, so that it stays in its group.
            other.written, other.says, other.comment = kept.written, kept.says, comments
    kept_entries = {id(entry) for entry in left.values()}
    return [
        replace(
            group,
            entries=sorted(
                (entry for entry in group.entries if id(entry) in kept_entries),
                key=lambda entry: (fold(entry.says), entry.says),
            ),
        )
        for group in groups
    ]


def _list(name: str, groups: Sequence[_Group], comment_after: str) -> list[str]:
    entries = [entry for group in groups for entry in group.entries]
    if len(entries) < 2 and not any(group.comments for group in groups) and not any(each.comment for each in entries):
        return [f"{name} = [{''.join(entry.written for entry in entries)}]{comment_after}"]
    lines = [f"{name} = ["]
    for group in groups:
        lines += [f"  {comment}" for comment in group.comments]
        lines += [f"  {entry.written},  {entry.comment}".rstrip() for entry in group.entries]
    return [*lines, f"]{comment_after.rstrip()}"]


def _packs(paths: Sequence[str]) -> Iterator[Path]:
    for path in map(Path, paths):
        yield from sorted(path.rglob("*.toml")) if path.is_dir() else [path]


@click.command("format")
@click.argument("packs", metavar="PACK...", nargs=-1, required=True, type=click.Path(exists=True))
@click.option("--check", is_flag=True, help="Write nothing; name the packs that are not laid out, with status 1.")
def format_packs(packs: Sequence[str], check: bool) -> None:
    """Lay out rule packs (TOML files, or folders of them): phrases one a line, sorted, none twice."""
    wrong = False
    for path in _packs(packs):
        try:
            before = path.read_text("utf-8")
            after = format_pack(before)
            overlong = overlong_phrases(before)
        except (RulePackError, UnicodeDecodeError) as error:
            raise click.ClickException(f"{path}: {error}") from error
        for phrase in overlong:
            click.echo(f"{path}: longer than {MAX_PHRASE} characters; give a part of it: {phrase}", err=True)
        if after != before and check:
            click.echo(f"{path}: not laid out; run `python -m cleantext.rulepack_format {path}`", err=True)
        elif after != before:
            path.write_text(after, "utf-8", newline="\n")
            click.echo(f"{path}: laid out", err=True)
        wrong |= bool(overlong) or (check and after != before)
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    format_packs()
