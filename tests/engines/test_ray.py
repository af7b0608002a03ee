"""Ray Data: what comes out is what plain Python gives, also when a worker is killed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow
import pytest
from hypothesis import given

import cleantext
import cleantext.engines.ray
from cleantext import BoilerplateLearner, OptionError, Pipeline
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
    learned_plainly,
    new_learner,
    pages_of,
    several_bytes,
    several_texts,
    sited_pages,
)
from tests.engines.filters import TROUBLE, Once


def rows_of(dataset: Any) -> list[dict[str, Any]]:
    return sorted(dataset.take_all(), key=lambda row: row["id"])


def dataset_of(ray: Any, documents: list[Any], kind: pyarrow.DataType | None = None, blocks: int = 4) -> Any:
    table = pyarrow.table(
        {"id": range(len(documents)), "text": pyarrow.array(documents, kind), "url": NEWS[:1] * len(documents)}
    )
    return ray.data.from_arrow(table).repartition(blocks)


@few_examples
@given(several_texts)
def test_texts_come_out_as_from_plain_python(ray: Any, documents: list[str | None]) -> None:
    rows = rows_of(cleantext.engines.ray.clean(dataset_of(ray, documents, pyarrow.string()), pipeline=REFUSING))
    assert_as_plain(documents, [row["text"] for row in rows], [row["text_error"] for row in rows])


@few_examples
@given(several_bytes)
def test_bytes_come_out_as_from_plain_python(ray: Any, documents: list[bytes | None]) -> None:
    dataset = dataset_of(ray, documents, pyarrow.binary())
    rows = rows_of(cleantext.engines.ray.clean(dataset, "text", "clean", REFUSING))
    assert_as_plain(documents, [row["clean"] for row in rows], [row["clean_error"] for row in rows])
    assert [row["text"] for row in rows] == documents


def test_a_worker_that_is_killed_changes_nothing(ray: Any, tmp_path: Path) -> None:
    mark = tmp_path / "killed"
    pipeline = Pipeline.default().then(Once(str(mark), "kill"))
    documents = [*NEWS[:30], TROUBLE, *NEWS[30:]]
    rows = rows_of(cleantext.engines.ray.clean(dataset_of(ray, documents), pipeline=pipeline))
    assert mark.exists()
    assert [row["text"] for row in rows] == [*CLEAN[:30], TROUBLE, *CLEAN[30:]]
    assert {row["text_error"] for row in rows} == {None}


def test_other_columns_and_their_order_stay(ray: Any) -> None:
    cleaned = cleantext.engines.ray.clean(dataset_of(ray, NEWS))
    assert cleaned.schema().names == ["id", "text", "url", "text_error"]
    assert cleaned.schema().types == [pyarrow.int64(), pyarrow.string(), pyarrow.string(), pyarrow.string()]
    assert {row["url"] for row in cleaned.take_all()} == {NEWS[0]}


def test_what_is_no_text_costs_its_record_alone(ray: Any) -> None:
    mixed = ray.data.from_items([{"id": 0, "text": NEWS[0]}, {"id": 1, "text": 7}])
    rows = rows_of(cleantext.engines.ray.clean(mixed))
    assert [row["text"] for row in rows] == [CLEAN[0], None]
    assert "not int" in rows[1]["text_error"]


def test_a_dataset_without_rows_has_none(ray: Any) -> None:
    assert cleantext.engines.ray.clean(dataset_of(ray, NEWS).filter(lambda row: False)).take_all() == []


def test_a_column_that_is_not_there_is_named(ray: Any) -> None:
    with pytest.raises(Exception, match="no column 'body'; there is 'id', 'text', 'url'"):
        cleantext.engines.ray.clean(dataset_of(ray, NEWS), "body").take_all()


def test_options_are_checked_at_once(ray: Any) -> None:
    with pytest.raises(OptionError, match="to is one of"):
        cleantext.engines.ray.clean(dataset_of(ray, NEWS), to="pdf")
    pages = ["<p>The <b>bridge</b> is open.</p>"]
    assert (
        cleantext.engines.ray.clean(dataset_of(ray, pages), to="markdown").take_all()[0]["text"]
        == "The **bridge** is open."
    )


def test_rules_of_one_site_act_on_its_records_alone(ray: Any) -> None:
    dataset = ray.data.from_arrow(pyarrow.table({"id": range(3), "text": OF_SITES, "url": SITES}))
    rows = rows_of(cleantext.engines.ray.clean(dataset, pipeline=LEARNED))
    assert [row["text"] for row in rows] == CLEAN_OF_SITES


@few_examples
@given(sited_pages)
def test_it_learns_what_plain_python_learns(ray: Any, pages: list[tuple[str | None, str | None]]) -> None:
    texts, sites = zip(*pages, strict=True)
    table = pyarrow.table(
        {"page": pyarrow.array(texts, pyarrow.string()), "of": pyarrow.array(sites, pyarrow.string())}
    )
    dataset = ray.data.from_arrow(table).repartition(4)
    learner = new_learner()
    assert cleantext.engines.ray.learn(dataset, "page", "of", learner) is learner
    plainly = learned_plainly(pages)
    assert learner.sites_ == plainly.sites_
    assert learner.to_pack() == plainly.to_pack()


def test_it_learns_on_where_a_learner_has_learned_already(ray: Any) -> None:
    pages = pages_of("harbour.example", ["Aurora", "Meteor", "Ida Marsh"])
    learner = BoilerplateLearner().partial_fit([pages[0][0]], [pages[0][1]])
    dataset = ray.data.from_items([{"text": text.encode(), "url": url} for text, url in pages[1:]])
    assert cleantext.engines.ray.learn(dataset, learner=learner).sites_ == {"harbour.example": 3}
    assert [rule.phrases["und"] for rule in learner.rules_] == [("Hafan harbour.example",), ("Newyddion",), ("Tywydd",)]


def test_a_dataset_without_rows_teaches_nothing(ray: Any) -> None:
    dataset = dataset_of(ray, NEWS).filter(lambda row: False)
    assert cleantext.engines.ray.learn(dataset).rules_ == ()


def test_what_cannot_be_learned_from_is_named(ray: Any) -> None:
    with pytest.raises(Exception, match="no column 'body'; there is 'id', 'text', 'url'"):
        cleantext.engines.ray.learn(dataset_of(ray, NEWS), "body")
    with pytest.raises(OptionError, match="kind is one of"):
        cleantext.engines.ray.learn(dataset_of(ray, NEWS), kind="pdf")
