"""A transformer of LangChain that cleans documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cleantext.errors import missing
from cleantext.integrations import SourceCleaner
from cleantext.pipeline import Pipeline
from cleantext.readers import Kind
from cleantext.writers import Format

try:
    from langchain_core.documents import BaseDocumentTransformer, Document
except ImportError as error:
    raise missing("langchain-core", "langchain") from error


class CleantextTransformer(BaseDocumentTransformer):
    """Cleans the content of documents; their id and metadata stay, and those that are given are not changed.

    Its `atransform_documents` does the same in a thread.

    Args:
        pipeline: what to clean with; None is the default one.
        kind: as for `cleantext.clean`.
        to: as for `cleantext.clean`.
        images: as for `cleantext.clean`.
    """

    def __init__(
        self,
        *,
        pipeline: Pipeline | None = None,
        kind: Kind | None = None,
        to: Format = "text",
        images: bool = False,
    ) -> None:
        self._cleaner = SourceCleaner(pipeline, kind, to, images)

    def transform_documents(self, documents: Sequence[Document], **kwargs: Any) -> list[Document]:
        """Return a clean copy of each document, in order.

        Raises:
            CleantextError: a document cannot be cleaned; it is named by its place and its source or id.
        """
        return [self._cleaned(place, document) for place, document in enumerate(documents)]

    def _cleaned(self, place: int, document: Document) -> Document:
        name = f"document {place} ({document.metadata.get('source') or document.id})"
        text = self._cleaner.clean(document.page_content, name)
        return document.model_copy(update={"page_content": text, "metadata": dict(document.metadata)})
