"""The transformer of LangChain, against the real package."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from langchain_core.documents import BaseDocumentTransformer, Document

import cleantext
from cleantext.integrations.langchain import CleantextTransformer
from tests.integrations.sources import EMPTY, MOODY, PAGE, TEXT, several


@given(several)
def test_each_document_is_cleaned_as_it_is_alone_and_keeps_the_rest(found: list[str]) -> None:
    given = [Document(text, id=str(n), metadata={"source": f"{n}.html"}) for n, text in enumerate(found)]
    wanted = [
        Document(cleantext.clean(text), id=str(n), metadata={"source": f"{n}.html"}) for n, text in enumerate(found)
    ]
    transformer = CleantextTransformer()
    assert transformer.transform_documents(given) == wanted
    assert asyncio.run(transformer.atransform_documents(given)) == wanted
    assert [document.page_content for document in given] == found


def test_it_is_a_transformer_with_the_options_of_clean() -> None:
    transformer = CleantextTransformer(kind="html", to="markdown")
    assert isinstance(transformer, BaseDocumentTransformer)
    assert transformer.transform_documents([Document(PAGE)])[0].page_content == "The **ferry** sails at noon."
    assert CleantextTransformer(pipeline=EMPTY).transform_documents([Document(TEXT)])[0].page_content == TEXT
    with pytest.raises(cleantext.OptionError, match="to is one of"):
        CleantextTransformer(to="pdf")  # type: ignore[arg-type]


def test_changes_to_metadata_of_the_result_leave_what_was_given() -> None:
    document = Document(TEXT, metadata={"source": "a.html"})
    CleantextTransformer().transform_documents([document])[0].metadata["seen"] = True
    assert document.metadata == {"source": "a.html"}


def test_a_document_that_fails_is_named() -> None:
    documents = [Document(TEXT), Document("[raise]", metadata={"source": "b.html"})]
    with pytest.raises(cleantext.CleantextError, match=r"^document 1 \(b.html\): filter 'moody' raised ValueError"):
        CleantextTransformer(pipeline=MOODY).transform_documents(documents)
