"""The examples in the benchmarks' docstrings run."""

import doctest
from importlib import import_module

import pytest


@pytest.mark.parametrize(
    "name",
    [
        "cases",
        "data",
        "extractors",
        "harm",
        "matching",
        "metrics",
        "options",
        "outcomes",
        "scale",
        "speed_html",
        "titles",
        "worst",
    ],
)
def test_the_examples_of_a_module_run(name):
    if name == "extractors":
        pytest.importorskip("lxml")
    results = doctest.testmod(import_module(f"benchmarks.{name}"))
    assert results.attempted
    assert not results.failed
