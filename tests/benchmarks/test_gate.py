"""The gate lets figures pass that hold their floors, and fails with the name of each that fell."""

import json

import pytest

from benchmarks import cases, gate
from benchmarks.cases import Document, count
from benchmarks.gate import FLOORS, Floor, fallen, load_floors, main, measure, parse

REMOVED, LOST = Floor("residue/light/chrome removed", 0.35, True), Floor("residue/light/content lost", 0.003, False)
POOL = "The pool is open until October, and the village sat along its edge with its feet in the water."


@pytest.fixture
def without_data(monkeypatch):
    """Tests run alike where somebody has the data."""
    monkeypatch.delenv("CLEANTEXT_DATA", raising=False)


@pytest.fixture(scope="module")
def figures():
    """What is measured of cases and seeds."""
    return measure(["cases", "seeds"], None, 1)


def test_cases_and_seeds_come_out_no_worse_than_their_floors(figures):
    floors = [floor for floor in load_floors() if floor.part in {"cases", "seeds"}]
    assert len(floors) == len(figures) == 6
    assert fallen(floors, figures) == []


@pytest.mark.parametrize("figure", ["cases/right", "seeds/right", "cases/words lost", "seeds/words left"])
def test_the_gate_fails_when_a_floor_is_raised_above_its_figure(figure, figures, without_data, monkeypatch, tmp_path):
    monkeypatch.setattr(gate, "measure", lambda parts, data, workers: figures)
    (floor,) = (floor for floor in load_floors() if floor.figure == figure)
    measured = figures[figure]
    line = f'"{figure}" = {{ at_{"least" if floor.more_is_better else "most"} = {floor.value:g} }}'
    raised = line.replace(f"= {floor.value:g} ", f"= {measured + (1 if floor.more_is_better else -1):g} ")
    text = FLOORS.read_text(encoding="utf-8")
    assert line in text
    (tmp_path / "floors.toml").write_text(text.replace(line, raised), encoding="utf-8")
    main([])
    with pytest.raises(SystemExit) as stopped:
        main(["--floors", str(tmp_path / "floors.toml")])
    first, *names = str(stopped.value).splitlines()
    assert first == "Figures that fell:"
    assert [name.partition(":")[0] for name in names] == [figure]


def test_a_figure_that_is_as_its_floor_passes():
    assert fallen([REMOVED, LOST], {REMOVED.figure: 0.35, LOST.figure: 0.003}) == []


def test_each_figure_that_fell_is_named_with_its_value_and_its_floor():
    assert fallen([REMOVED, LOST], {REMOVED.figure: 0.3421, LOST.figure: 0.0042}) == [
        "residue/light/chrome removed: 0.3421, and should be at least 0.35",
        "residue/light/content lost: 0.0042, and should be at most 0.003",
    ]


def test_a_floor_without_a_figure_fails():
    assert fallen([REMOVED], {LOST.figure: 0.0}) == [
        "residue/light/chrome removed: is not measured any more, and has the floor of at least 0.35"
    ]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('"cases/right" = 136', "cases/right.* wants"),
        ('"cases/right" = { at_least = 136, at_most = 140 }', "cases/right.* wants"),
        ('"cases/right" = { at_least = "all" }', "cases/right.* wants"),
        ('"case/right" = { at_least = 136 }', "case/right.* begins with none of cases, seeds, harm"),
    ],
)
def test_a_floor_that_says_nothing_is_refused(line, complaint, tmp_path):
    (tmp_path / "floors.toml").write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        load_floors(tmp_path / "floors.toml")


def test_without_the_data_only_cases_and_seeds_are_measured(without_data, capsys):
    assert parse([]).only == ("cases", "seeds")
    assert parse(["--data", "pages"]).only == gate.PARTS
    with pytest.raises(SystemExit):
        parse(["--only", "cases,harm"])
    assert "harm: --data is missing" in capsys.readouterr().err


def test_words_that_are_lost_and_left_are_counted():
    found = count([Document(POOL, POOL), Document(f"{POOL}\n\nLeave a Reply", POOL), Document(POOL, f"{POOL} Really.")])
    assert (found.right, found.words_lost, found.words_left) == (2, 1, 0)
    assert count([Document(POOL, "The pool is open")]).words_left == 15


def test_all_cases_and_seeds_are_counted():
    files = (cases.ROOT / "tests" / "cases").glob("*.json")
    assert len(list(cases.load_cases())) == sum(len(json.loads(file.read_text("utf-8"))) for file in files)
    assert len(list(cases.load_seeds())) == len(list((cases.ROOT / "seeds").glob("*.clean.txt")))
