"""The transformation of LlamaIndex, against the real package."""

from __future__ import annotations

import asyncio
import pickle

import pytest
from hypothesis import given
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.schema import Document, ImageNode, TextNode, TransformComponent

import cleantext
from cleantext.integrations.llama_index import CleantextTransform
from tests.integrations.sources import EMPTY, MOODY, PAGE, TEXT, several


@given(several)
def test_each_node_is_cleaned_as_it_is_alone_and_keeps_the_rest(found: list[str]) -> None:
    kinds = (Document, TextNode)
    given = [kinds[n % 2](text=text, id_=str(n), metadata={"n": n}) for n, text in enumerate(found)]
    wanted = [(kinds[n % 2], cleantext.clean(text), str(n), {"n": n}) for n, text in enumerate(found)]
    transform = CleantextTransform()
    for nodes in (transform(given), asyncio.run(transform.acall(given))):
        assert [(type(node), node.get_content(), node.node_id, node.metadata) for node in nodes] == wanted
    assert [node.get_content() for node in given] == found


def test_it_is_a_transformation_with_the_options_of_clean() -> None:
    transform = CleantextTransform(kind="html", to="markdown")
    assert isinstance(transform, TransformComponent)
    assert transform([TextNode(text=PAGE)])[0].get_content() == "The **ferry** sails at noon."
    assert CleantextTransform(pipeline=EMPTY)([TextNode(text=TEXT)])[0].get_content() == TEXT
    with pytest.raises(ValueError, match="'markdown'"):
        CleantextTransform(to="pdf")


def test_an_ingestion_pipeline_runs_it_and_its_cache_knows_pipelines_apart() -> None:
    text = f"{TEXT}\n\nShare this article"
    steps = [CleantextTransform(), CleantextTransform(pipeline=cleantext.Pipeline.default().without("share"))]
    ingestion = IngestionPipeline(transformations=[steps[0]])
    for step in (*steps, *steps):
        ingestion.transformations = [step]
        wanted = (step.pipeline or cleantext.Pipeline.default()).clean(text)
        assert [node.get_content() for node in ingestion.run(documents=[Document(text=text)])] == [wanted]
        assert [node.get_content() for node in asyncio.run(ingestion.arun(documents=[Document(text=text)]))] == [wanted]
    assert len(ingestion.cache.cache.get_all(collection=ingestion.cache.collection)) == 2
    assert [step.to_dict()["fingerprint"] for step in steps] == [
        (step.pipeline or cleantext.Pipeline.default()).fingerprint for step in steps
    ]


def test_it_goes_to_other_processes_and_to_json_and_back() -> None:
    transform = CleantextTransform(pipeline=cleantext.Pipeline.default().without("share"), to="markdown")
    assert pickle.loads(pickle.dumps(transform)).to_dict() == transform.to_dict()
    plain = CleantextTransform(to="markdown")
    assert CleantextTransform.from_json(plain.to_json()).to_dict() == plain.to_dict()
    with pytest.raises(ValueError, match="instance of Pipeline"):
        CleantextTransform.from_dict(transform.to_dict())
    assert CleantextTransform.from_dict(transform.to_dict(), pipeline=transform.pipeline).pipeline == transform.pipeline


def test_nodes_without_text_stay_and_metadata_is_no_part_of_the_text() -> None:
    picture = ImageNode(image="aGk=", metadata={"title": "Leave a Reply"})
    assert CleantextTransform()([picture])[0].to_dict() == picture.to_dict()


def test_a_node_that_fails_is_named() -> None:
    with pytest.raises(cleantext.CleantextError, match=r"^node 1 \(b\): filter 'moody' raised ValueError"):
        CleantextTransform(pipeline=MOODY)([TextNode(text=TEXT), TextNode(text="[raise]", id_="b")])
