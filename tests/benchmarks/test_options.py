"""The options that the commands share read what they say."""

from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

import pytest

from benchmarks.baselines import METHODS
from benchmarks.options import add_data_option, listed


def test_methods_are_read_from_a_list():
    assert listed("method", METHODS)("C4, best stretch") == ("C4", "best stretch")


def test_an_unknown_method_is_named():
    with pytest.raises(ArgumentTypeError, match="no method c5; there are keep everything, C4"):
        listed("method", METHODS)("C4,c5")


def test_the_data_is_found_by_the_environment(monkeypatch):
    monkeypatch.setenv("CLEANTEXT_DATA", "pages")
    parser = ArgumentParser()
    add_data_option(parser)
    assert parser.parse_args([]).data == Path("pages")
    assert parser.parse_args(["--data", "others"]).data == Path("others")


def test_without_data_a_command_that_needs_it_says_so(monkeypatch, capsys):
    monkeypatch.delenv("CLEANTEXT_DATA", raising=False)
    parser = ArgumentParser()
    add_data_option(parser)
    with pytest.raises(SystemExit):
        parser.parse_args([])
    assert "--data" in capsys.readouterr().err
