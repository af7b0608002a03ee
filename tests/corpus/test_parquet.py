"""Parquet comes out as it went in, but for the text: schema, other columns, metadata, codecs and row groups."""

from __future__ import annotations

from pathlib import Path

import orjson
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cleantext.corpus.formats import parquet
from tests.corpus.corpora import names, quarantine, tree
from tests.corpus.telltale import ARTICLE, CLEAN, TellTale

TEXTS = pa.chunked_array([[ARTICLE, None, "Noon.", ARTICLE]])
#: Columns of text as they are found in the wild.
COLUMNS = {
    "string": TEXTS,
    "large_string": TEXTS.cast(pa.large_string()),
    "dictionary": TEXTS.dictionary_encode(),
    "binary": TEXTS.cast(pa.binary()),
}
if int(pa.__version__.partition(".")[0]) >= 21:  # before that, no Parquet file had such a column
    COLUMNS["string_view"] = TEXTS.cast(pa.string_view())


def table(text: object, **more: object) -> pa.Table:
    made = pa.table({"id": [7, 8, 9, 10], "text": text, "tags": [["a"], [], None, ["b", "c"]], **more})
    return made.replace_schema_metadata({"source": "Harbour Courier"})


def cleaned(column: pa.ChunkedArray) -> list[object]:
    found = column.combine_chunks().to_pylist()
    return [text.decode() if isinstance(text, bytes) else text for text in found]


@pytest.mark.parametrize("kind", COLUMNS)
def test_only_the_text_changes(corpus: Path, clean, kind: str) -> None:
    before = table(COLUMNS[kind])
    pq.write_table(before, corpus / "news.parquet", row_group_size=3, compression={"id": "gzip", "text": "zstd"})
    out, totals = clean(corpus)
    after = pq.read_table(out / "news.parquet")
    assert cleaned(after["text"]) == [CLEAN, None, "Noon.", CLEAN]
    assert after.drop_columns("text") == before.drop_columns("text")
    assert after.schema.equals(pq.read_schema(corpus / "news.parquet"), check_metadata=True)
    assert (totals.tally.documents, totals.quarantined) == (3, 0)
    then, now = (pq.ParquetFile(folder / "news.parquet").metadata for folder in (corpus, out))
    assert [now.row_group(n).num_rows for n in range(now.num_row_groups)] == [3, 1]
    for n in range(now.num_columns):
        assert now.row_group(0).column(n).compression == then.row_group(0).column(n).compression


def test_a_column_of_nulls_stays_one(corpus: Path, clean) -> None:
    pq.write_table(table(pa.nulls(4)), corpus / "news.parquet")
    out, totals = clean(corpus)
    assert pq.read_table(out / "news.parquet") == table(pa.nulls(4))
    assert totals.quarantined == 0


def test_a_file_without_rows_stays_one(corpus: Path, clean) -> None:
    pq.write_table(table(TEXTS).slice(0, 0), corpus / "news.parquet")
    out, _ = clean(corpus)
    assert pq.read_table(out / "news.parquet") == table(TEXTS).slice(0, 0)


def test_into_adds_a_column_or_fills_one_that_is_there(corpus: Path, clean) -> None:
    pq.write_table(table(COLUMNS["dictionary"]), corpus / "a.parquet")
    pq.write_table(table(TEXTS, clean=["old", "old", None, ""]), corpus / "b.parquet")
    out, _ = clean(corpus, into=("clean",))
    for name in ("a", "b"):
        after = pq.read_table(out / f"{name}.parquet")
        assert after.column_names == ["id", "text", "tags", "clean"]
        assert cleaned(after["text"]) == cleaned(TEXTS)
        assert cleaned(after["clean"]) == [CLEAN, None, "Noon.", CLEAN]


def test_a_field_of_an_object_and_a_column_beside_it(corpus: Path, clean) -> None:
    objects = pa.array([{"n": 1, "text": ARTICLE}, None, {"n": None, "text": None}, {"n": 4, "text": ARTICLE}])
    pq.write_table(table(TEXTS, meta=objects), corpus / "news.parquet")
    out, _ = clean(corpus, fields=("text", "meta.text"))
    after = pq.read_table(out / "news.parquet")
    assert cleaned(after["text"]) == [CLEAN, None, "Noon.", CLEAN]
    wanted = [{"n": 1, "text": CLEAN}, None, {"n": None, "text": None}, {"n": 4, "text": CLEAN}]
    assert after["meta"].to_pylist() == wanted


def test_objects_around_a_row_that_fails_stay_what_they_are(corpus: Path, clean) -> None:
    objects = [{"n": n, "text": "[raise]" if n in (2, 3, 5) else ARTICLE} if n != 6 else None for n in range(8)]
    pq.write_table(pa.table({"meta": objects, "n": range(8)}), corpus / "news.parquet")
    out, totals = clean(corpus, fields=("meta.text",), into=("clean",))
    after = pq.read_table(out / "news.parquet").to_pylist()
    assert [row["n"] for row in after] == [0, 1, 4, 6, 7]
    assert [row["meta"] for row in after] == [objects[n] for n in (0, 1, 4, 6, 7)]
    assert [row["clean"] for row in after] == [CLEAN, CLEAN, CLEAN, None, CLEAN]
    out, _ = clean(corpus, fields=("meta.text",), out="other")
    after = pq.read_table(out / "news.parquet").to_pylist()
    assert [row["meta"] for row in after] == [{"n": n, "text": CLEAN} if n != 6 else None for n in (0, 1, 4, 6, 7)]
    assert totals.quarantined == 3


def test_two_columns_of_one_name_are_refused(corpus: Path, clean) -> None:
    twice = pa.Table.from_arrays([pa.array([ARTICLE]), pa.array([1])], names=["text", "text"])
    pq.write_table(twice, corpus / "news.parquet")
    out, _ = clean(corpus)
    assert quarantine(out)[0]["cause"] == "two columns have one name; there is 'text', 'text'"


def test_what_goes_into_the_result_and_what_was_cut(corpus: Path, clean) -> None:
    pq.write_table(table(TEXTS), corpus / "news.parquet")
    out, _ = clean(corpus, keep=("tags",), stats=True)
    after = pq.read_table(out / "news.parquet")
    assert after.column_names == ["tags", "text", "share_cut", "cuts"]
    share = round(TellTale().explain(ARTICLE).share_cut, 4)
    assert orjson.loads(after["cuts"][0].as_py()) == {"comment-form": 2, "share-bar": 1}
    assert after["share_cut"].to_pylist() == [share, 0.0, 0.0, share]


@pytest.mark.parametrize("more", [{"keep": ("no such",)}, {"into": ("number",)}])
def test_what_the_result_cannot_have_is_told_before_any_work(corpus: Path, clean, more: dict[str, object]) -> None:
    pq.write_table(table(TEXTS).append_column("number", pa.array(range(len(TEXTS)))), corpus / "news.parquet")
    out, totals = clean(corpus, **more)
    assert "column" in quarantine(out)[0]["cause"]
    assert totals.tally.documents == 0


def test_rows_that_fail_go_to_the_quarantine_by_number(corpus: Path, clean) -> None:
    texts = pa.array([ARTICLE.encode(), b"caf\xe9", b"[raise]", b"x" * 5000])
    pq.write_table(table(texts), corpus / "news.parquet")
    out, _ = clean(corpus, max_bytes=4000)
    after = pq.read_table(out / "news.parquet")
    assert (after["id"].to_pylist(), cleaned(after["text"])) == ([7], [CLEAN])
    assert [(entry["line"], entry["cause"].partition(":")[0]) for entry in quarantine(out)] == [
        (2, "undecodable"),
        (3, "ValueError"),
        (4, "has more than 4,000 bytes; --max-bytes allows it more"),
    ]


def test_a_row_group_that_is_too_large_to_hold_becomes_several(corpus: Path, clean, monkeypatch) -> None:
    monkeypatch.setattr(parquet, "MAX_GROUP_BYTES", 20_000)
    pq.write_table(pa.table({"text": [ARTICLE * 10] * 90}), corpus / "news.parquet")
    out, _ = clean(corpus)
    file = pq.ParquetFile(out / "news.parquet")
    assert file.read()["text"].to_pylist() == [CLEAN * 10] * 90
    assert file.num_row_groups > 3


@pytest.mark.parametrize("damage", ["footer", "middle", "other column", "empty", "text", "number", "bomb"])
def test_a_damaged_file_has_no_output_and_a_cause(corpus: Path, clean, damage: str) -> None:
    path = corpus / "news.parquet"
    numbers = list(range(40_000))
    made = pa.table({"id": numbers, "text": [f"Noon {n**5}" for n in numbers]})
    pq.write_table(made, path, row_group_size=10_000, compression="gzip")
    data = bytearray(path.read_bytes())
    if damage == "footer":
        data = data[:-9]
    elif damage in ("middle", "other column"):
        chunk = pq.ParquetFile(path).metadata.row_group(2).column(damage == "middle")
        at = chunk.data_page_offset + 1000
        data[at : at + 3000] = b"\xff" * 3000
    elif damage == "empty":
        data = bytearray()
    elif damage == "text":
        data = bytearray(b"No Parquet at all.")
    path.write_bytes(data)
    if damage == "number":
        pq.write_table(pa.table({"text": numbers}), path)
    if damage == "bomb":
        pq.write_table(pa.table({"text": ["x" * (1 << 26)] * 3}), path, compression="zstd", use_dictionary=False)
    out, totals = clean(corpus)
    assert names(out) == ["quarantine.jsonl"]
    [entry] = quarantine(out)
    causes = {"number": "column 'text' holds int64, not text", "bomb": "column 'text' grows from "}
    assert entry["cause"].startswith(causes.get(damage, "damaged Parquet: "))
    assert totals.quarantined == 1
    assert not [name for name in tree(out) if "partial" in name or "-new" in name]


def test_it_is_written_in_the_same_bytes_however_it_is_cut(corpus: Path, clean, small_pieces) -> None:
    pq.write_table(pa.table({"text": [ARTICLE, None, "[raise]"] * 40}), corpus / "news.parquet", row_group_size=7)
    one, _ = clean(corpus, out="one", jobs=1)
    two, _ = clean(corpus, out="two", jobs=3)
    assert tree(one) == tree(two)


def test_a_missing_library_is_named_before_any_work_begins(corpus: Path, clean, monkeypatch) -> None:
    from cleantext.corpus import plan
    from cleantext.errors import BatchError

    pq.write_table(table(TEXTS), corpus / "news.parquet")
    plan._missing_library.cache_clear()
    monkeypatch.setattr(plan, "find_spec", lambda name: None)
    with pytest.raises(
        BatchError, match=r"news\.parquet: parquet needs pyarrow: pip install 'cleantext-articles\[parquet\]'"
    ):
        clean(corpus)
    plan._missing_library.cache_clear()
