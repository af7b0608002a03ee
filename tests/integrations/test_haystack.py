"""The component of Haystack, against the real package."""

from __future__ import annotations

import asyncio

import pytest
from haystack import Document, Pipeline
from haystack.core.errors import SerializationError
from hypothesis import given

import cleantext
from cleantext.integrations.haystack import CleantextCleaner
from tests.integrations.sources import EMPTY, MOODY, PAGE, TEXT, several


@given(several)
def test_each_document_is_cleaned_as_it_is_alone_and_keeps_the_rest(found: list[str]) -> None:
    given = [Document(id=str(n), content=text, meta={"n": n}, score=0.5) for n, text in enumerate(found)]
    wanted = [
        Document(id=str(n), content=cleantext.clean(text), meta={"n": n}, score=0.5) for n, text in enumerate(found)
    ]
    assert CleantextCleaner().run(given) == {"documents": wanted}
    assert [document.content for document in given] == found


def test_a_pipeline_runs_it_also_asynchronously_and_is_saved_and_loaded() -> None:
    pipeline = Pipeline()
    pipeline.add_component("cleaner", CleantextCleaner(kind="html", to="markdown"))
    loaded = Pipeline.loads(pipeline.dumps(), allowed_modules=["cleantext.*"])
    data = {"cleaner": {"documents": [Document(content=PAGE)]}}
    for result in (loaded.run(data), asyncio.run(loaded.run_async(data))):
        assert [document.content for document in result["cleaner"]["documents"]] == ["The **ferry** sails at noon."]


def test_a_pipeline_of_ones_own_is_used_and_not_saved() -> None:
    pipeline = Pipeline()
    pipeline.add_component("cleaner", CleantextCleaner(pipeline=EMPTY))
    result = pipeline.run({"cleaner": {"documents": [Document(content=TEXT)]}})
    assert result["cleaner"]["documents"][0].content == TEXT
    with pytest.raises(SerializationError, match="'pipeline'"):
        pipeline.dumps()


def test_documents_without_text_stay_and_options_are_checked() -> None:
    document = Document(meta={"n": 1})
    assert CleantextCleaner().run([document]) == {"documents": [document]}
    with pytest.raises(cleantext.OptionError, match="to is one of"):
        CleantextCleaner(to="pdf")


def test_a_document_that_fails_is_named() -> None:
    with pytest.raises(cleantext.CleantextError, match=r"^document 1 \(b\): filter 'moody' raised ValueError"):
        CleantextCleaner(pipeline=MOODY).run([Document(content=TEXT), Document(id="b", content="[raise]")])
