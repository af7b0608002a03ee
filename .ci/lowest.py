"""Prints the lowest version that pyproject.toml allows of each requirement, as constraints of pip: ``name==lowest``."""

from __future__ import annotations

import re
import sys
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
#: A requirement with its lower bound: a name, extras, ``>=`` and a version; a marker may follow.
REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:\[[\w,-]*\])? *>= *(?P<lowest>[\d.]+)(?: *[,;].*)?")


def lowest_versions(pyproject: dict[str, Any]) -> dict[str, str]:
    """Return the lower bound of each requirement by its name: the highest, if several stand there.

    Raises:
        SystemExit: a requirement has no lower bound; it names the requirement.
    """
    project = pyproject["project"]
    lists = [pyproject["build-system"]["requires"], project["dependencies"], *project["optional-dependencies"].values()]
    found: dict[str, str] = {}
    for requirement in chain.from_iterable(lists):
        if requirement.startswith(f"{project['name']}["):
            continue  # the project itself, with other extras
        match = REQUIREMENT.fullmatch(requirement)
        if not match:
            sys.exit(f"{PYPROJECT.name}: {requirement!r} has no lower bound such as >=1.2; give it one")
        name = match["name"].lower()
        found[name] = max(found.get(name, "0"), match["lowest"], key=version)
    return found


def version(text: str) -> tuple[int, ...]:
    """Return the numbers of a version, as versions are compared."""
    return tuple(int(number) for number in text.split("."))


if __name__ == "__main__":
    for name, lowest in sorted(lowest_versions(tomllib.loads(PYPROJECT.read_text("utf-8"))).items()):
        print(f"{name}=={lowest}")
