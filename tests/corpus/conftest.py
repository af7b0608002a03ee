"""What the tests of the batch part share: a place for inputs, and a run over them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cleantext.corpus import feed
from cleantext.corpus.plan import Plan
from cleantext.corpus.records import InputOptions
from cleantext.corpus.run import run
from cleantext.corpus.sinks import Totals
from cleantext.writers import Format
from tests.corpus.telltale import TellTale


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """An empty folder for inputs."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets a small file be cut into many pieces and several blocks."""
    monkeypatch.setattr(feed, "BATCH_BYTES", 1000)
    monkeypatch.setattr(feed, "CHECKPOINT_BYTES", 4000)


@pytest.fixture
def clean(tmp_path: Path) -> Callable[..., tuple[Path, Totals]]:
    """Runs the batch part over paths and gives OUT and the totals."""

    def cleaner(
        *paths: Path, out: str = "out", to: Format = "text", pipeline: Any = None, jobs: int = 2, **reading: Any
    ) -> tuple[Path, Totals]:
        plan = Plan([str(path) for path in paths], str(tmp_path / out), to=to)
        plan.survey()
        totals = run(plan, pipeline or TellTale(), InputOptions(to=to, **reading), jobs=jobs)
        return tmp_path / out, totals

    return cleaner
