"""What holds of the adapters to engines without any engine: batches of Arrow, and a word on what is not installed."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pyarrow
import pytest

import cleantext
from cleantext import Judgement, OptionError, Pipeline, Removal, Rule
from cleantext.engines.batch import ColumnCleaner

NEWS = "The ferry sails at noon.\n\nLeave a Reply"
CLEAN = "The ferry sails at noon."
PAGE = "<nav><a href='/'>Home</a></nav><main><p>Das Café ist <b>offen</b>.</p></main>"


class Moody:
    """A filter that fails where a text says so."""

    name = "moody"

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        if "[raise]" in judgement.document.text:
            raise ValueError("the filter cannot do this \ud800")
        return iter(())


@pytest.mark.parametrize("build", [pyarrow.table, pyarrow.record_batch], ids=["table", "batch"])
@pytest.mark.parametrize("into", [None, "clean", "url"])
def test_texts_and_errors_have_columns_and_everything_else_stays(build, into: str | None) -> None:
    batch = build({"url": ["/1", "/2", "/3"], "text": [NEWS, None, "[raise]"], "id": [1, 2, 3]})
    cleaned = ColumnCleaner(into=into, pipeline=Pipeline.default().then(Moody())).table(batch)
    goal = into or "text"
    assert cleaned.schema.names == list(dict.fromkeys(["url", "text", "id", goal, f"{goal}_error"]))
    assert type(cleaned) is type(batch)
    assert cleaned.column(goal).to_pylist() == [CLEAN, None, None]
    assert cleaned.column(f"{goal}_error").to_pylist() == [
        *(None, None),
        "filter 'moody' raised ValueError: the filter cannot do this \\ud800",
    ]
    for name in set(batch.schema.names) - {goal}:
        assert cleaned.column(name).equals(batch.column(name))


@pytest.mark.parametrize(
    ("source", "result"),
    [
        (pyarrow.string(), pyarrow.string()),
        (pyarrow.large_string(), pyarrow.large_string()),
        (pyarrow.string_view(), pyarrow.string_view()),
        (pyarrow.binary(), pyarrow.string()),
        (pyarrow.large_binary(), pyarrow.large_string()),
        (pyarrow.dictionary(pyarrow.int32(), pyarrow.string()), pyarrow.string()),
    ],
    ids=str,
)
def test_every_type_of_text_is_cleaned_and_large_stays_large(source, result) -> None:
    is_binary = "binary" in str(source)
    values = pyarrow.array([PAGE.encode() if is_binary else PAGE, None], None if "dict" in str(source) else source)
    values = values.dictionary_encode() if "dict" in str(source) else values
    cleaned = ColumnCleaner().table(pyarrow.table({"text": values}))
    assert cleaned.schema.field("text").type == cleaned.schema.field("text_error").type == result
    assert cleaned.column("text").to_pylist() == ["Das Café ist offen.", None]


def test_bytes_are_read_as_clean_reads_them() -> None:
    page = PAGE.replace("<nav>", "<meta charset=windows-1252><nav>").encode("cp1252")
    cleaned = ColumnCleaner(to="markdown").table(pyarrow.table({"text": [page]}))
    assert cleaned.column("text").to_pylist() == [cleantext.clean(page, to="markdown")] == ["Das Café ist **offen**."]


def test_what_a_text_of_arrow_holds_that_is_not_utf_8_costs_its_record_alone() -> None:
    raw = pyarrow.array([NEWS.encode(), b"caf\xe9 noir", None], pyarrow.binary())
    texts = pyarrow.StringArray.from_buffers(3, raw.buffers()[1], raw.buffers()[2], raw.buffers()[0])
    cleaned = ColumnCleaner().table(pyarrow.table({"text": texts})).to_pydict()
    assert cleaned["text"] == [CLEAN, None, None]
    assert cleaned["text_error"] == [None, "a text that is not UTF-8: byte 0xe9 at 3", None]


def test_what_is_no_text_is_an_error_of_its_record() -> None:
    texts, errors = ColumnCleaner().values([NEWS, 7, None, PAGE.encode()])
    assert texts == [CLEAN, None, None, "Das Café ist offen."]
    assert [error and error.endswith("not int") for error in errors] == [None, True, None, None]


def test_rules_of_one_site_act_on_its_records_alone() -> None:
    pipeline = Pipeline.default([Rule("learned/hafan", phrases={"und": ("Hafan",)}, sites=("harbour.example",))])
    text = f"Hafan\n\n{CLEAN}"
    rows = {"text": [text] * 3, "url": ["https://harbour.example/7", "https://town.example/7", None]}
    table = pyarrow.table({**rows, "page": rows["url"]})
    assert ColumnCleaner(pipeline=pipeline).table(table).to_pydict()["text"] == [CLEAN, text, text]
    assert ColumnCleaner(pipeline=pipeline, site="page").table(table).to_pydict()["text"] == [CLEAN, text, text]
    assert ColumnCleaner(pipeline=pipeline, site=None).table(table).to_pydict()["text"] == [text] * 3
    with pytest.raises(OptionError, match="no column 'address'"):
        ColumnCleaner(site="address").table(table)


@pytest.mark.parametrize("kind", [pyarrow.string(), pyarrow.binary(), pyarrow.null()], ids=str)
def test_a_batch_without_rows_gets_the_columns_too(kind) -> None:
    cleaned = ColumnCleaner(into="clean").table(pyarrow.table({"text": pyarrow.array([], kind)}))
    assert cleaned.schema.names == ["text", "clean", "clean_error"]
    assert cleaned.schema.field("clean").type == pyarrow.string()
    assert ColumnCleaner().table(pyarrow.table({})).schema.names == []


def test_a_column_that_is_not_there_is_named_and_so_are_those_that_are() -> None:
    with pytest.raises(OptionError, match="no column 'body'; there is 'text', 'url'"):
        ColumnCleaner("body").table(pyarrow.table({"text": [NEWS], "url": ["/1"]}))


@pytest.mark.parametrize("options", [{"kind": "pdf"}, {"to": "pdf"}])
def test_options_that_make_no_sense_are_refused_at_once(options: dict[str, str]) -> None:
    with pytest.raises(OptionError, match=f"{next(iter(options))} is one of"):
        ColumnCleaner(**options)  # type: ignore[arg-type]


def test_options_and_pipelines_arrive_in_the_worker() -> None:
    cleaner = ColumnCleaner(pipeline=Pipeline.default().without("comment-form"), kind="text")
    copy = pickle.loads(pickle.dumps(cleaner))
    assert copy == cleaner
    assert copy.values([NEWS, PAGE]) == ([NEWS, PAGE], [None, None])
    assert replace(copy, pipeline=Pipeline([]), kind=None).values([NEWS])[0] == [NEWS]


@pytest.mark.parametrize(
    ("engine", "library"),
    [("dask", "dask"), ("datasets", "datasets"), ("datatrove", "datatrove"), ("ray", "ray"), ("spark", "pyspark")],
)
def test_an_engine_that_is_not_installed_is_named_with_its_extra(engine: str, library: str) -> None:
    code = f"import sys; sys.modules[{library!r}] = None; import cleantext.engines.{engine}"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stderr.splitlines()[-1] == (
        f"ImportError: this needs {library}: pip install 'cleantext-articles[{engine}]'"
    )
