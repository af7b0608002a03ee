"""The public face: what the package exports, that it is typed, and that it imports without noise."""

from __future__ import annotations

import inspect
import subprocess
import sys
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import cleantext

ROOT = Path(__file__).parents[1]


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
    assert [part.isdigit() for part in cleantext.__version__.split(".")[:3]] == [True] * 3


def test_importing_it_is_silent_and_compiles_no_rules() -> None:
    command = "import cleantext, cleantext.judging.rules as it; print(it.default_rules.cache_info().currsize)"
    result = subprocess.run([sys.executable, "-W", "error", "-c", command], capture_output=True, text=True, check=True)
    assert (result.stdout, result.stderr) == ("0\n", "")


#: The library that each adapter needs, and the extra that brings it.
ADAPTERS = {
    "haystack": ("haystack", "haystack-ai", "haystack"),
    "langchain": ("langchain_core", "langchain-core", "langchain"),
    "llama_index": ("llama_index", "llama-index-core", "llama-index"),
    "pandas": ("pandas", "pandas", "pandas"),
    "polars": ("polars", "polars", "polars"),
    "scrapy": ("scrapy", "Scrapy", "scrapy"),
}


@pytest.mark.parametrize("adapter", ADAPTERS)
def test_an_adapter_without_its_library_says_what_brings_it(adapter: str) -> None:
    module, library, extra = ADAPTERS[adapter]
    command = f"import sys; sys.modules[{module!r}] = None; import cleantext.integrations.{adapter}"
    result = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True)
    message = f"ImportError: this needs {library}: pip install 'cleantext-articles[{extra}]'"
    assert result.stderr.splitlines()[-1:] == [message]
    assert extra in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]


def test_every_adapter_is_tested_and_the_core_imports_none_of_their_libraries() -> None:
    modules = {path.stem for path in (ROOT / "cleantext" / "integrations").glob("[a-z]*.py")}
    assert modules == set(ADAPTERS)
    assert {f"test_{module}.py" for module in modules} <= {
        path.name for path in (ROOT / "tests" / "integrations").iterdir()
    }
    libraries = [module for module, _, _ in ADAPTERS.values()]
    command = f"import sys; sys.modules.update(dict.fromkeys({libraries})); import cleantext, cleantext.integrations;"
    command += "from cleantext import clean_many; print(*clean_many(['<p>Open.</p>'], jobs=1))"
    result = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert result.stdout == "Open.\n"
