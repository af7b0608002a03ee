"""What CI runs: the command of the README, the Pythons that pyproject.toml names, and the lowest versions it allows."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SCRIPT = (ROOT / ".ci" / "run").read_text("utf-8")
PYPROJECT = (ROOT / "pyproject.toml").read_text("utf-8")
PROJECT = tomllib.loads(PYPROJECT)["project"]


def lowest(folder: Path, pyproject: str) -> subprocess.CompletedProcess[str]:
    """Run `lowest.py` in a project of its own."""
    (folder / ".ci").mkdir()
    script = folder / ".ci" / "lowest.py"
    script.write_text((ROOT / ".ci" / "lowest.py").read_text("utf-8"), "utf-8")
    (folder / "pyproject.toml").write_text(pyproject, "utf-8")
    return subprocess.run([sys.executable, str(script)], capture_output=True, text=True)


def test_the_script_calls_the_two_commands_of_the_readme() -> None:
    blocks = re.findall(r"^```sh\n(.*?)\n```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 2
    assert [command for command in blocks if f"\n{command}\n" not in SCRIPT] == []


def test_it_tests_on_every_python_that_the_classifiers_name_from_the_lowest_on() -> None:
    named = re.findall(r"Python :: (3\.\d+)", PYPROJECT)
    assert f"versions=({' '.join(named)})" in SCRIPT
    assert PROJECT["requires-python"] == f">={named[0]}"


def test_every_stage_is_a_function_of_the_script() -> None:
    stages = re.search(r"^stages=\((.*)\)$", SCRIPT, re.MULTILINE)
    assert stages
    assert {f"{stage}() {{" for stage in stages[1].split()} <= set(SCRIPT.splitlines())


def test_the_lowest_versions_are_the_lower_bounds_of_every_requirement(tmp_path: Path) -> None:
    result = lowest(tmp_path, PYPROJECT)
    bounds = set(re.findall(r'"([\w.-]+)(?:\[.*\])?>=([\d.]+)"', PYPROJECT))
    assert len(bounds) > 20
    assert set(result.stdout.split()) == {f"{name.lower()}=={bound}" for name, bound in bounds}


REQUIREMENTS: list[Any] = [
    (["click>=8.1", "click>=8.10"], "click==8.10\n"),
    (["fsspec[http]>=2024.10; python_version < '4'"], "fsspec==2024.10\n"),
    (["fsspec >= 2024.10, <2030"], "fsspec==2024.10\n"),
]


@pytest.mark.parametrize(("requirements", "printed"), REQUIREMENTS)
def test_the_lowest_version_is_the_highest_bound_of_one_name(
    requirements: list[str], printed: str, tmp_path: Path
) -> None:
    assert lowest(tmp_path, one_project(requirements)).stdout == printed


def test_a_requirement_without_a_lower_bound_is_refused(tmp_path: Path) -> None:
    result = lowest(tmp_path, one_project(["click<9"]))
    assert result.returncode == 1
    assert result.stderr == "pyproject.toml: 'click<9' has no lower bound such as >=1.2; give it one\n"


def one_project(requirements: list[str]) -> str:
    return f"""
[build-system]
requires = []
[project]
name = "press-cuttings"
dependencies = {requirements}
[project.optional-dependencies]
all = ["press-cuttings[http]"]
"""
