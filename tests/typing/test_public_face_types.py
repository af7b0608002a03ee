"""The types of the public face are what its docstrings say: mypy checks a program that uses it."""

from __future__ import annotations

from pathlib import Path

from mypy import api

PROGRAM = Path(__file__).parent / "public_face.py"


def checked(program: Path) -> str:
    """Return what mypy says of a program."""
    root = str(Path(__file__).parents[2] / "pyproject.toml")
    output, errors, _ = api.run(["--strict", "--config-file", root, "--hide-error-context", str(program)])
    return output + errors


def test_a_typed_program_uses_all_of_the_public_face() -> None:
    assert checked(PROGRAM) == "Success: no issues found in 1 source file\n"


def test_a_program_that_uses_it_wrongly_is_told_so(tmp_path: Path) -> None:
    program = tmp_path / "wrong.py"
    program.write_text("import cleantext\n\nwords: int = cleantext.clean(None)\n", "utf-8")
    output = checked(program)
    assert "[assignment]" in output
    assert "[arg-type]" in output
