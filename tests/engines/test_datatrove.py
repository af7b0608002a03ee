"""datatrove: what comes out is what plain Python gives, with its reader, writer and executor, and cuts are counted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from hypothesis import given

import cleantext
from cleantext import OptionError
from cleantext.engines.datatrove import Cleaner
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


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder of two shards, one for each task."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    documents = [*NEWS[:30], TROUBLE, *NEWS[30:]]
    for shard in range(2):
        lines = [
            json.dumps({"text": text, "id": str(number), "metadata": {"page": f"<p>{text}</p>"}})
            for number, text in enumerate(documents)
            if number % 2 == shard
        ]
        (folder / f"{shard}.jsonl").write_text("\n".join(lines) + "\n")
    return folder


def run(corpus: Path, step: Cleaner) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What two workers make of a corpus: the documents by number, and the statistics of the step."""
    out, logs = corpus.parent / "out", corpus.parent / "logs"
    steps = [JsonlReader(str(corpus)), step, JsonlWriter(str(out), compression=None)]
    LocalPipelineExecutor(steps, tasks=2, workers=2, logging_dir=str(logs)).run()
    documents = [json.loads(line) for path in out.glob("*.jsonl") for line in path.read_text().splitlines()]
    (stats,) = [one for one in json.loads((logs / "stats.json").read_text()) if "cleantext" in one["name"]]
    return sorted(documents, key=lambda document: int(document["id"])), stats["stats"]


def test_two_workers_clean_a_corpus_and_count_what_they_cut(corpus: Path) -> None:
    documents, stats = run(corpus, Cleaner(pipeline=REFUSING))
    assert [document.get("text") for document in documents] == [*CLEAN[:30], None, *CLEAN[30:]]  # "" is not written.
    assert [number for number, one in enumerate(documents) if "text_error" in one["metadata"]] == [30]
    assert "this filter has no boats" in documents[30]["metadata"]["text_error"]
    assert {name: stats[name] for name in ("total", "failed")} == {"total": 61, "failed": 1}
    assert {name: one for name, one in stats.items() if "removed" in name} == {"removed/comment-form": 60}


def test_what_was_cut_is_told_on_request(corpus: Path) -> None:
    documents, _ = run(corpus, Cleaner("page", "clean", kind="html", to="markdown", removals=True))
    for document in documents:
        page = document["metadata"]["page"]
        assert document["text"] in page
        explained = cleantext.explain(page, kind="html", to="markdown")
        assert document["metadata"]["clean"] == explained.text
        assert document["metadata"]["clean_removals"] == [cut._asdict() for cut in explained.removals]
    assert documents[0]["metadata"]["clean_removals"][0]["filter"] == "comment-form"


@few_examples
@given(several_texts)
def test_texts_come_out_as_from_plain_python(documents: list[str | None]) -> None:
    texts = [text for text in documents if text]
    cleaned = list(Cleaner(pipeline=REFUSING)(iter([Document(text, id="") for text in texts])))
    errors = [document.metadata.get("text_error") for document in cleaned]
    assert_as_plain(texts, [None if error else one.text for one, error in zip(cleaned, errors, strict=True)], errors)


@few_examples
@given(several_bytes)
def test_bytes_among_the_metadata_come_out_as_from_plain_python(documents: list[bytes | None]) -> None:
    def read() -> Iterator[Document]:
        for number, document in enumerate(documents):
            yield Document("The page is beside this.", id=str(number), metadata={"page": document})

    cleaned = list(Cleaner("page", "clean", REFUSING)(read()))
    metadata = [document.metadata for document in cleaned]
    assert {document.text for document in cleaned} == {"The page is beside this."}
    assert_as_plain(documents, [one.get("clean") for one in metadata], [one.get("clean_error") for one in metadata])
    assert [one["page"] for one in metadata] == documents


def test_a_document_without_the_field_stays_as_it_is() -> None:
    [document] = Cleaner("page")(iter([Document(NEWS[0], id="0")]))
    assert (document.text, document.metadata) == (NEWS[0], {})


def test_options_are_checked_at_once() -> None:
    with pytest.raises(OptionError, match="to is one of"):
        Cleaner(to="pdf")


def test_rules_of_one_site_act_on_its_documents_alone() -> None:
    documents = [Document(text, id="", metadata={"url": url}) for text, url in zip(OF_SITES, SITES, strict=True)]
    assert [document.text for document in Cleaner(pipeline=LEARNED)(iter(documents))] == CLEAN_OF_SITES
