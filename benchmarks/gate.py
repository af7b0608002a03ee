"""Fails when a figure falls: runs the benchmarks, and compares each figure with its floor in floors.toml.

A floor is the worst value that passes: `at_least` where more is better, `at_most` where less is. Whoever raises a
figure raises its floor with it.
"""

import argparse
import os
import sys
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import cases, extract, harm, one_line, residue, speed_text
from benchmarks.options import add_data_option, listed

FLOORS = Path(__file__).with_name("floors.toml")
Figures = dict[str, float]

#: What is measured without the data, and with it, by what the names of its figures begin with.
WITHOUT_DATA: dict[str, Callable[[], Figures]] = {"cases": cases.figures, "seeds": cases.seed_figures}
WITH_DATA: dict[str, Callable[[Path, int], Figures]] = {
    "harm": harm.figures,
    "residue": residue.figures,
    "extract": extract.figures,
    "one_line": one_line.figures,
    "speed_text": lambda data, workers: speed_text.figures(data),
}
PARTS = (*WITHOUT_DATA, *WITH_DATA)


@dataclass(frozen=True, slots=True)
class Floor:
    """The worst value of a figure that passes, and whether more of it is better."""

    figure: str
    value: float
    more_is_better: bool

    @property
    def part(self) -> str:
        """What has to be run for the figure."""
        return self.figure.partition("/")[0].removesuffix(" thorough")

    def holds(self, measured: float) -> bool:
        """Tells whether a measured value is no worse than the floor."""
        return measured >= self.value if self.more_is_better else measured <= self.value

    def __str__(self) -> str:
        return f"{'at least' if self.more_is_better else 'at most'} {self.value:g}"


def load_floors(path: Path = FLOORS) -> list[Floor]:
    """Reads the floors; raises ValueError for one that has not exactly one of `at_least` and `at_most`, or no part."""
    floors = []
    for figure, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
        match entry:
            case {"at_least": int() | float() as value, **others} if not others:
                floors.append(Floor(figure, value, True))
            case {"at_most": int() | float() as value, **others} if not others:
                floors.append(Floor(figure, value, False))
            case _:
                raise ValueError(f'{path.name}: "{figure}" wants {{ at_least = … }} or {{ at_most = … }}')
        if floors[-1].part not in PARTS:
            raise ValueError(f'{path.name}: "{figure}" begins with none of {", ".join(PARTS)}')
    return floors


def measure(parts: Iterable[str], data: Path | None, workers: int) -> Figures:
    """Runs the parts, and returns all their figures."""
    figures: Figures = {}
    for part in parts:
        if part in WITHOUT_DATA:
            figures |= WITHOUT_DATA[part]()
        elif data is not None:
            figures |= WITH_DATA[part](data, workers)
    return figures


def fallen(floors: Iterable[Floor], figures: Figures) -> list[str]:
    """Returns a line for each figure that is worse than its floor, or that no benchmark gives any more."""
    lines = []
    for floor in floors:
        if floor.figure not in figures:
            lines.append(f"{floor.figure}: is not measured any more, and has the floor of {floor}")
        elif not floor.holds(figures[floor.figure]):
            lines.append(f"{floor.figure}: {figures[floor.figure]:.5g}, and should be {floor}")
    return lines


def table(floors: Iterable[Floor], figures: Figures) -> str:
    """Renders each floor beside what was measured as a Markdown table."""
    rows = ["| figure | floor | measured |", "| --- | --- | --: |"]
    rows += (f"| {floor.figure} | {floor} | {figures.get(floor.figure, float('nan')):.5g} |" for floor in floors)
    return "\n".join(rows)


def parse(arguments: list[str] | None = None) -> argparse.Namespace:
    """Reads the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.gate", description=__doc__)
    add_data_option(parser, required=False)
    parser.add_argument("--only", type=listed("part", PARTS), metavar="PART,…", help="these parts")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), help="processes (default: one a core)")
    parser.add_argument("--floors", type=Path, default=FLOORS, metavar="FILE", help="floors (default: floors.toml)")
    options = parser.parse_args(arguments)
    options.only = options.only or (PARTS if options.data else tuple(WITHOUT_DATA))
    if not options.data and (missing := [part for part in options.only if part in WITH_DATA]):
        parser.error(f"{', '.join(missing)}: --data is missing")
    return options


def main(arguments: list[str] | None = None) -> None:
    """Measures, prints every floor beside its figure, and exits with status 1 if a figure fell."""
    options = parse(arguments)
    floors = [floor for floor in load_floors(options.floors) if floor.part in options.only]
    figures = measure(options.only, options.data, options.workers)
    print(table(floors, figures))
    if not options.data:
        print("Only what needs no data was measured: --data is missing.", file=sys.stderr)
    if lines := fallen(floors, figures):
        sys.exit("\n".join(["Figures that fell:", *lines]))


if __name__ == "__main__":
    main()
