"""Every command says with --help what it is for, and how it is called, by examples that it would take."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from cleantext.cli import main


def named(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with the words that call it."""
    yield words, command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            below = command.get_command(click.Context(command), name)
            assert below is not None
            yield from named(below, (*words, name))


COMMANDS = dict(named(main))


def shown(words: tuple[str, ...]) -> str:
    """What --help of a command prints."""
    return CliRunner().invoke(main, [*words, "--help"], terminal_width=120).output


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_help_of_a_command_has_examples_of_options_that_there_are(words: tuple[str, ...]) -> None:
    help = shown(words)
    section = help.partition("Examples:\n")[2].partition("\n\n")[0]
    examples = re.findall(r"^ +(cleantext .*?)(?: {3,}.*)?$", section, re.MULTILINE)
    assert len(examples) >= 2
    for example in examples:
        called, *rest = command_of(shlex.split(example)[1:])
        known = {option for parameter in called.params for option in (*parameter.opts, *parameter.secondary_opts)}
        assert {word.partition("=")[0] for word in rest if word.startswith("-") and word != "-"} <= known, example


def command_of(words: list[str]) -> tuple[click.Command, *tuple[str, ...]]:
    """Return the command that words call, and the words after its name."""
    for length in (2, 1):
        if tuple(words[:length]) in COMMANDS:
            return COMMANDS[tuple(words[:length])], *words[length:]
    return COMMANDS[("clean",)], *words


def test_the_help_of_cleaning_names_every_other_command() -> None:
    names = {words[0] for words in COMMANDS if len(words) == 1} - {"clean"}
    assert names
    assert {name for name in names if name not in shown(()).partition("Other commands")[2].partition(".")[0]} == set()
