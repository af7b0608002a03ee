"""The compiled form of the rules: kept or made anew, built in or cached, it gives the answers of the packs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import cleantext
from cleantext import compiled
from cleantext.judging.rules import Rules, default_rules
from cleantext.rulepack import Rule, load_default, load_signs
from cleantext.tables import openings, tabulate, unpack_said
from tests.rules.prose import ARTICLE

PACKAGE = Path(cleantext.__file__).parent
ROOT = PACKAGE.parent
TEXT = "Home\nNews\nSport\n\nThe bridge is open again, said the mayor.\n\nLeave a Reply\n\nVerwandte Artikel"
NOTED = f"{ARTICLE}\n\nIda Marsh is a writer and editor."
ONE_LINE = (
    f"{'The ferry will run all winter, the council decided on Tuesday. ' * 30}Share this Leave a Reply Cancel reply"
)
#: Prints what texts become, one of them on one line, and one if in doubt, which needs each part.
ANSWERS = f"[clean({TEXT!r}), clean({ONE_LINE!r}), clean({NOTED!r}, strictness='thorough')]"
ANSWER = f"from cleantext import clean; print(repr({ANSWERS}))"
#: The same where no pack may be read.
KEPT = f"from cleantext import compiled; compiled.load_default = compiled.load_signs = None; {ANSWER}"
EXPECTED = f"{[cleantext.clean(TEXT), cleantext.clean(ONE_LINE), ARTICLE]!r}\n"
OWN = [
    Rule("stars/heading", phrases={"en": ("Your stars today", "Leave a Reply", "Stars for {any}"), "de": ("Sterne",)}),
    Rule("stars/begins", match="start", phrases={"en": ("Share this star",)}),
    Rule("stars/inside", match="inside", inline=True, phrases={"en": ("written in the stars",), "ru": ("звёзды",)}),
    Rule("stars/template", means="template", phrases={"en": ("The stars of the week",)}),
    Rule("stars/of-one-site", sites=("stars.example",), phrases={"en": ("Stars of this site",)}),
]


def run(code: str, cache: Path, package: Path = ROOT) -> str:
    """Return what a new process prints that has its own cache, and finds the package in a folder."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "PYTHONPATH": str(package)}
    done = subprocess.run([sys.executable, "-c", code], env=environment, cwd=package, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def files(folder: Path) -> dict[str, Path]:
    return {path.name: path for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def unbuilt(tmp_path: Path) -> Path:
    """A folder that holds a copy of the package into which nothing is built."""
    ignored = shutil.ignore_patterns("__pycache__", "compiled")
    shutil.copytree(PACKAGE, tmp_path / "site" / "cleantext", ignore=ignored)
    return tmp_path / "site"


def test_the_compiled_rules_are_those_of_the_packs() -> None:
    assert compiled.default_packs() == load_default()
    assert compiled.default_tables() == tabulate(load_default())
    assert compiled.default_openings() == openings(load_default())
    assert compiled.default_signs() == load_signs()


def test_rules_beside_the_default_ones_are_looked_up_as_if_all_had_been_compiled_at_once() -> None:
    beside, at_once = default_rules().beside(OWN), Rules((*load_default(), *OWN))
    assert beside.all == at_once.all
    assert beside.phrases.tables == at_once.phrases.tables
    assert {word: unpack_said(said) for word, said in beside.said.items()} == {
        word: unpack_said(said) for word, said in at_once.said.items()
    }


def test_rules_beside_the_default_ones_leave_these_alone() -> None:
    default_rules().beside(OWN).phrases.scan(["Your stars today"])
    assert "your stars today" not in default_rules().phrases.tables.lines


def test_what_the_first_process_compiles_the_next_one_finds(unbuilt: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    assert run(ANSWER, cache, unbuilt) == EXPECTED
    assert sorted(files(cache)) == sorted(compiled.PARTS)
    assert run(KEPT, cache, unbuilt) == EXPECTED


@pytest.mark.parametrize("damage", [lambda content: content[:-1000], lambda content: content[:5000] + b"\0" * 5000])
def test_what_is_damaged_is_made_anew(unbuilt: Path, tmp_path: Path, damage) -> None:  # type: ignore[no-untyped-def]
    cache = tmp_path / "cache"
    run(ANSWER, cache, unbuilt)
    whole = {name: path.read_bytes() for name, path in files(cache).items()}
    for path in files(cache).values():
        path.write_bytes(damage(path.read_bytes()))
    assert run(ANSWER, cache, unbuilt) == EXPECTED
    assert {name: len(path.read_bytes()) for name, path in files(cache).items()} == {
        name: len(content) for name, content in whole.items()
    }


def test_where_nothing_can_be_kept_the_answers_are_the_same(unbuilt: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.write_text("a file, and no folder")
    assert run(ANSWER, cache, unbuilt) == EXPECTED
    assert cache.read_text() == "a file, and no folder"


def test_a_pack_that_changes_is_compiled_again(unbuilt: Path, tmp_path: Path) -> None:
    cache, code = (
        tmp_path / "cache",
        "import cleantext; print(cleantext.clean('The bridge is open.\\n\\nLeave a Lantern'))",
    )
    assert run(code, cache, unbuilt) == "The bridge is open.\n\nLeave a Lantern\n"
    pack = unbuilt / "cleantext" / "rules" / "comment-form.toml"
    pack.write_text(pack.read_text("utf-8").replace('"Leave a Reply",', '"Leave a Reply", "Leave a Lantern",'), "utf-8")
    assert run(code, cache, unbuilt) == "The bridge is open.\n"
    assert run(code, cache, ROOT) == "The bridge is open.\n\nLeave a Lantern\n"  # It has files of its own.


def test_processes_that_compile_at_the_same_time_agree(unbuilt: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(lambda _: run(ANSWER, tmp_path / "cache", unbuilt), range(3)))
    assert answers == [EXPECTED] * 3
    assert sorted(files(tmp_path / "cache")) == sorted(compiled.PARTS)


def test_what_is_built_in_needs_no_cache(unbuilt: Path, tmp_path: Path) -> None:
    folder = unbuilt / "cleantext" / "rules" / "compiled"
    folder.mkdir()
    for part in compiled.PARTS:
        (folder / part).write_bytes(compiled.compile_part(part))
    nowhere = tmp_path / "cache"
    nowhere.write_text("")
    assert run(KEPT, nowhere, unbuilt) == EXPECTED


def test_a_wheel_and_one_of_a_source_distribution_hold_the_compiled_rules(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    checkout, nowhere = tmp_path / "checkout", tmp_path / "cache"
    shutil.copytree(
        ROOT, checkout, ignore=shutil.ignore_patterns(".*", "tests", "benchmarks", "compiled", "__pycache__")
    )
    shutil.copy(ROOT / ".gitignore", checkout)
    nowhere.write_text("")
    build(checkout, "sdist", tmp_path / "dist")
    [source] = (tmp_path / "dist").glob("*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    [unpacked] = (tmp_path / "unpacked").iterdir()
    for place in (checkout, unpacked):
        build(place, "wheel", place / "dist")
        [wheel] = (place / "dist").glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(place / "installed")
        assert run(KEPT, nowhere, place / "installed") == EXPECTED


def build(checkout: Path, target: str, folder: Path) -> None:
    """Build a distribution of a checkout, with what is installed here."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(command, cwd=checkout, env=environment, check=True, capture_output=True)
