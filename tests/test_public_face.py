"""The public face: what the package exports, that it is typed, and that it imports without noise."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib.resources import files

import pytest

import cleantext


def test_everything_exported_is_there_and_sorted() -> None:
    assert all(hasattr(cleantext, name) for name in cleantext.__all__)
    assert cleantext.__all__ == sorted(cleantext.__all__)


def test_the_public_names_are_those_of_the_design() -> None:
    assert {
        *("clean", "explain", "Pipeline", "Filter", "Document", "Block", "Removal", "load_rules"),
        *("Format", "Kind", "Source"),
        *("Judgement", "Finding", "Verdict", "Reason", "Cleaned", "Answer"),
        *("clean_many", "explain_many", "clean_files", "Report"),
    } <= set(cleantext.__all__)


#: Aliases of types have no docstring; a comment beside each says what it is.
ALIASES = {"Strictness", "Format", "Kind", "Source"}


@pytest.mark.parametrize("name", sorted(set(cleantext.__all__) - ALIASES))
def test_everything_exported_says_what_it_is(name: str) -> None:
    assert inspect.getdoc(getattr(cleantext, name))


def test_the_package_ships_its_types_and_its_rules() -> None:
    assert (files("cleantext") / "py.typed").is_file()
    assert (files("cleantext") / "rules" / "comment-form.toml").is_file()
    assert (files("cleantext") / "rules" / "languages" / "de.toml").is_file()


def test_every_error_of_the_package_is_a_cleantext_error() -> None:
    errors = [getattr(cleantext, name) for name in cleantext.__all__ if name.endswith("Error")]
    assert len(errors) == 7
    assert all(issubclass(error, cleantext.CleantextError) for error in errors)


def test_the_version_is_three_numbers() -> None:
    assert [part.isdigit() for part in cleantext.__version__.split(".")] == [True] * 3


def test_importing_it_is_silent_and_compiles_no_rules() -> None:
    command = "import cleantext, cleantext.judging.rules as it; print(it.default_rules.cache_info().currsize)"
    result = subprocess.run([sys.executable, "-W", "error", "-c", command], capture_output=True, text=True, check=True)
    assert (result.stdout, result.stderr) == ("0\n", "")
