"""The costs of engines are taken within each round, so that a slow spell of the machine hits both sides."""

import pytest

from benchmarks.engines import print_table


def test_costs_are_medians_of_what_rounds_say(capsys: pytest.CaptureFixture[str]) -> None:
    found = {
        "plain": [(1.0, 1.0, 0.1), (2.0, 2.0, 0.1), (4.0, 4.0, 0.1)],
        "clean_many": [(1.0, 0.5, 2.0), (2.0, 1.0, 2.0), (4.0, 2.0, 2.0)],
        "ray": [(1.1, 0.55, 3.0), (2.4, 1.2, 3.0), (4.2, 2.0, 3.0)],
    }
    print_table(found)
    plain, _, ray = capsys.readouterr().out.splitlines()[2:]
    assert plain == "| plain | 2.00 | +0.0% | +0.0% … +0.0% |  | 0.10 |"
    assert ray == "| ray | 2.40 | +10.0% | +5.0% … +20.0% | +10.0% | 3.00 |"
