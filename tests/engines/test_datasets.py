"""Hugging Face datasets: what comes out of `map` is what plain Python gives, in two processes and from streams."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from datasets import Dataset, Features, Value, disable_progress_bars
from hypothesis import given

from cleantext import OptionError, Pipeline
from cleantext.engines.datasets import cleaner
from tests.engines.documents import (
    CLEAN,
    CLEAN_OF_SITES,
    LEARNED,
    NEWS,
    OF_SITES,
    REFUSING,
    SITES,
    assert_as_plain,
    few_examples,
    several_bytes,
    several_texts,
)
from tests.engines.filters import TROUBLE

disable_progress_bars()


def dataset_of(documents: list[Any], kind: str = "string") -> Dataset:
    features = Features({"id": Value("int32"), "text": Value(kind)})
    return Dataset.from_dict({"id": range(len(documents)), "text": documents}, features=features)


@few_examples
@given(several_texts)
def test_texts_come_out_as_from_plain_python(documents: list[str | None]) -> None:
    cleaned = dataset_of(documents).map(cleaner(pipeline=REFUSING), batched=True, batch_size=7, num_proc=2)
    assert_as_plain(documents, cleaned["text"][:], cleaned["text_error"][:])


@few_examples
@given(several_bytes)
def test_bytes_come_out_as_from_plain_python(documents: list[bytes | None]) -> None:
    dataset = dataset_of(documents, "binary")
    cleaned = dataset.map(cleaner("text", "clean", REFUSING), batched=True, batch_size=7, num_proc=2)
    assert_as_plain(documents, cleaned["clean"][:], cleaned["clean_error"][:])
    assert cleaned["text"][:] == documents


@few_examples
@given(several_texts)
def test_streams_come_out_as_from_plain_python(documents: list[str | None]) -> None:
    stream = dataset_of(documents).to_iterable_dataset().map(cleaner(pipeline=REFUSING), batched=True, batch_size=7)
    rows = list(stream)
    assert_as_plain(documents, [row["text"] for row in rows], [row["text_error"] for row in rows])


@pytest.mark.parametrize("form", [None, "arrow"])
def test_an_error_may_come_after_batches_without_one(form: str | None) -> None:
    documents = [*NEWS[:20], TROUBLE]
    dataset = dataset_of(documents).with_format(form)
    cleaned = dataset.map(cleaner(pipeline=REFUSING), batched=True, batch_size=5).with_format(None)
    assert cleaned.features == Features({"id": Value("int32"), "text": Value("string"), "text_error": Value("string")})
    assert_as_plain(documents, cleaned["text"][:], cleaned["text_error"][:])


def test_bytes_that_are_replaced_become_text_and_large_texts_stay_large() -> None:
    raw = dataset_of([text.encode() for text in NEWS], "binary").map(cleaner(), batched=True)
    assert (raw.features["text"], raw["text"][:]) == (Value("string"), CLEAN)
    large = dataset_of(NEWS, "large_string").map(cleaner(), batched=True)
    assert (large.features["text"], large["text"][:]) == (Value("large_string"), CLEAN)


def test_the_cache_knows_another_pipeline_and_the_same_one_in_another_process(tmp_path: Path) -> None:
    from datasets.fingerprint import Hasher

    assert Hasher.hash(cleaner()) != Hasher.hash(cleaner(pipeline=Pipeline.default().without("share")))
    pack = tmp_path / "stars.toml"
    pack.write_text('family = "stars"\n[[rule]]\nid = "heading"\nphrases.en = ["Your stars today"]\n')
    code = (
        "import sys; from datasets.fingerprint import Hasher; from cleantext import Pipeline;"
        "from cleantext.engines.datasets import cleaner;"
        "print(Hasher.hash(cleaner(pipeline=Pipeline.default(sys.argv[1]))))"
    )
    here = cleaner(pipeline=Pipeline.default(pack))
    here({"text": NEWS[:1]})  # One that has worked is still the same.
    there = subprocess.run([sys.executable, "-c", code, str(pack)], capture_output=True, text=True, check=True)
    assert there.stdout.split()[-1] == Hasher.hash(here)


def test_the_cache_knows_another_version_of_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    from datasets.fingerprint import Hasher

    before = Hasher.hash(cleaner())
    monkeypatch.setattr(Pipeline, "fingerprint", "of another version")
    assert Hasher.hash(cleaner()) != before


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(OptionError, match="no column 'body'; there is 'id', 'text'"):
        dataset_of(NEWS).map(cleaner("body"), batched=True)
    with pytest.raises(OptionError, match="to is one of"):
        cleaner(to="pdf")


def test_a_dataset_without_rows_has_none() -> None:
    assert len(dataset_of([]).map(cleaner(), batched=True)) == 0


@pytest.mark.parametrize("streamed", [False, True])
def test_rules_of_one_site_act_on_its_records_alone(streamed: bool) -> None:
    dataset = Dataset.from_dict({"text": OF_SITES, "url": SITES})
    cleaned = (dataset.to_iterable_dataset() if streamed else dataset).map(cleaner(pipeline=LEARNED), batched=True)
    assert [row["text"] for row in cleaned] == CLEAN_OF_SITES
