"""Rule packs are laid out one phrase a line, sorted, and mean what they meant."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext.errors import RulePackError
from cleantext.folding import fold
from cleantext.rulepack_format import MAX_PHRASE, SORTED, format_pack, format_packs, overlong_phrases

FOLDER = Path(cleantext.__file__).parent / "rules"
PACKS = {path.relative_to(FOLDER).as_posix(): path.read_text("utf-8") for path in sorted(FOLDER.rglob("*.toml"))}

PACK = """\
# What the harbour's paper prints below its articles.
family = "share"


[[rule]]   # the bar
id = "tell"
about = 'invitations, such as "Tell a friend"'
phrases.en = ["Tell a friend","pass it on" , "Share this",   # the button
  "Pass it on", "SHARE THIS",
  # of the app
  "Send to phone", "Open in the app"
] # all of them
phrases.de = ["Weitersagen"]
patterns = ['\\d+ shares', "\\\\d+ likes"]
needles = ["shares", "likes"]
strip = ["Tell a friend", "Pass it on"]
keep = [
]
"""

LAID_OUT = """\
# What the harbour's paper prints below its articles.
family = "share"

[[rule]]   # the bar
id = "tell"
about = 'invitations, such as "Tell a friend"'
phrases.en = [
  "pass it on",
  "Share this",  # the button
  "Tell a friend",
  # of the app
  "Open in the app",
  "Send to phone",
]  # all of them
phrases.de = ["Weitersagen"]
patterns = [
  '\\d+ shares',
  "\\\\d+ likes",
]
needles = [
  "shares",
  "likes",
]
strip = [
  "Tell a friend",
  "Pass it on",
]
keep = []
"""


def meaning(text: str) -> Any:
    """Return what a pack says: a list of phrases or names as what its entries fold to, in no order."""
    return _meaning(tomllib.loads(text), "")


def _meaning(value: Any, name: str) -> Any:
    if isinstance(value, dict):
        return {key: _meaning(each, "phrases" if name == "phrases" else key) for key, each in value.items()}
    if name in ("phrases", *SORTED):
        return sorted({fold(each) for each in value})
    return [_meaning(each, name) for each in value] if isinstance(value, list) else value


def comments(text: str) -> list[str]:
    return sorted(line.partition("#")[2].strip() for line in text.splitlines() if "#" in line)


def test_a_pack_is_laid_out_one_phrase_a_line_sorted_without_doubles() -> None:
    assert format_pack(PACK) == LAID_OUT


def test_a_language_pack_is_laid_out_so_and_its_examples_keep_their_order() -> None:
    said = '["Partekatu", "Bidali"]'
    assert format_pack(f'language = "eu"\n[phrases]\n"share/tell" = {said}\n[examples]\nstrip = {said}\n') == (
        'language = "eu"\n[phrases]\n"share/tell" = [\n  "Bidali",\n  "Partekatu",\n]\n'
        '[examples]\nstrip = [\n  "Partekatu",\n  "Bidali",\n]\n'
    )


def test_of_phrases_that_fold_to_the_same_the_one_that_may_stand_inside_a_sentence_is_left() -> None:
    assert format_pack('[phrases]\n"a/b" = ["Contributed to", "contributed to"]\n').endswith('= ["contributed to"]\n')


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_of_the_package_means_the_same_when_it_is_laid_out(name: str) -> None:
    formatted = format_pack(PACKS[name])
    assert meaning(formatted) == meaning(PACKS[name])
    assert format_pack(formatted) == formatted
    assert comments(formatted) == comments(PACKS[name])


# Packs of every kind ----------------------------------------------------------------------------------------------

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12) | st.sampled_from(
    (
        "Share",
        "share",
        "SHARE  ",
        "12 Comments",
        "34 comments",
        'a "quoted" word',
        "# no comment",
        "[menu]",
        "a = b",
        "",
    )
)
notes = st.sampled_from(("", "", "", "  # as printed", "\n  # a part of its own", "\n\n", "\n"))


def quoted(text: str, literal: bool) -> str:
    """Write a string as TOML: as a literal, or with escapes."""
    if literal and "'" not in text:
        return f"'{text}'"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\x7f", "\\u007f") + '"'


@st.composite
def lists(draw: st.DrawFn) -> str:
    """A list of strings as somebody might type it."""
    parts = []
    for text in draw(st.lists(texts, max_size=6)):
        note = draw(notes)
        parts.append(f"{quoted(text, draw(st.booleans()))},{note}" + ("\n" if "#" in note else " "))
    opening, closing = draw(notes), draw(notes)
    behind = draw(st.sampled_from(("", " # all of them", "   ")))
    return "[" + opening + "\n" * ("#" in opening) + "".join(parts) + closing + "\n" * ("#" in closing) + "]" + behind


@st.composite
def rule_packs(draw: st.DrawFn) -> str:
    """A pack of a family or of a language, with comments and blank lines anywhere."""
    keys = ("phrases.en", "phrases.pt", "names", "tags", "roles", "strip", "keep", "patterns", "needles")
    blank = st.sampled_from(("", "", "\n", "# a word about it\n", "  \n\n"))
    lines = [draw(blank)]
    for number in range(draw(st.integers(0, 3))):
        lines.append(f'[[rule]]\nid = "of-{number}"\nabout = {quoted(draw(texts), False)}\nlongest = 160\n')
        for key in draw(st.lists(st.sampled_from(keys), unique=True)):
            lines += [f"{key} = {draw(lists())}\n", draw(blank)]
    if draw(st.booleans()):
        lines.append("[phrases]\n")
        for key in draw(st.lists(st.sampled_from(("share/tell", "share/network")), unique=True)):
            lines += [f'"{key}"={draw(lists())}\n', draw(blank)]
        lines.append(f"[examples]\nstrip = {draw(lists())}\n")
    return "".join(lines)


@given(rule_packs(), st.booleans())
def test_laying_out_changes_no_meaning_loses_no_comment_and_is_idempotent(pack: str, windows: bool) -> None:
    formatted = format_pack(pack.replace("\n", "\r\n") if windows else pack)
    assert meaning(formatted) == meaning(pack)
    assert format_pack(formatted) == formatted
    for note in ("# as printed", "# a part of its own", "# a word about it", "# all of them"):
        assert (note in formatted) == (note in pack)


@given(rule_packs())
def test_phrases_and_names_are_sorted_and_none_stands_there_twice(pack: str) -> None:
    formatted = tomllib.loads(format_pack(pack))
    found = [rule.get(name, []) for rule in formatted.get("rule", []) for name in SORTED]
    found += [each for rule in formatted.get("rule", []) for each in rule.get("phrases", {}).values()]
    for each in found:
        folds = [fold(phrase) for phrase in each]
        assert len(folds) == len(set(folds))
        if "# a part of its own" not in pack:
            assert folds == sorted(folds)


# The command ------------------------------------------------------------------------------------------------------


def test_the_command_checks_without_writing_then_lays_out_then_has_nothing_to_do(tmp_path: Path) -> None:
    path = tmp_path / "share.toml"
    path.write_text(PACK, "utf-8")
    checked = CliRunner().invoke(format_packs, ["--check", str(tmp_path)])
    assert (checked.exit_code, path.read_text("utf-8")) == (1, PACK)
    assert checked.stderr == f"{path}: not laid out; run `python -m cleantext.rulepack_format {path}`\n"
    assert CliRunner().invoke(format_packs, [str(path)]).exit_code == 0
    assert path.read_text("utf-8") == LAID_OUT
    assert CliRunner().invoke(format_packs, ["--check", str(path)]).exit_code == 0


def test_a_phrase_that_is_too_long_is_named_and_left(tmp_path: Path) -> None:
    path = tmp_path / "cookie-notice.toml"
    phrase = "We and our partners store your choices " * 5
    path.write_text(f'[[rule]]\nid = "we"\nphrases.en = ["{phrase}"]\n', "utf-8")
    result = CliRunner().invoke(format_packs, [str(path)])
    assert result.exit_code == 1
    assert result.stderr == f"{path}: longer than {MAX_PHRASE} characters; give a part of it: {phrase}\n"
    assert overlong_phrases(path.read_text("utf-8")) == [phrase]


def test_what_is_no_toml_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "share.toml"
    path.write_text('phrases = ["Share"', "utf-8")
    with pytest.raises(RulePackError, match="not valid TOML"):
        format_pack(path.read_text("utf-8"))
    result = CliRunner().invoke(format_packs, [str(path)])
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: {path}: not valid TOML")
