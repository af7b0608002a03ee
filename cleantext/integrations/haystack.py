"""A component of Haystack that cleans documents."""

from __future__ import annotations

from dataclasses import replace

from cleantext.errors import missing
from cleantext.integrations import SourceCleaner
from cleantext.pipeline import Pipeline
from cleantext.readers import Kind
from cleantext.writers import Format

try:
    from haystack import Document, component
except ImportError as error:
    raise missing("haystack-ai", "haystack") from error


@component
class CleantextCleaner:
    """Cleans the content of documents; their id and metadata stay, and those that are given are not changed.

    A pipeline of Haystack with this component can be saved, unless it has a cleantext pipeline of its own, and loaded
    with `allowed_modules=["cleantext.*"]`.

    Args:
        pipeline: what to clean with; None is the default one.
        kind: as for `cleantext.clean`.
        to: as for `cleantext.clean`.
        images: as for `cleantext.clean`.
    """

    def __init__(
        self,
        pipeline: Pipeline | None = None,
        kind: Kind | None = None,
        to: Format = "text",
        images: bool = False,
    ) -> None:
        # By these names Haystack finds what to save.
        self.pipeline, self.kind, self.to, self.images = pipeline, kind, to, images
        self._cleaner = SourceCleaner(pipeline, kind, to, images)

    @component.output_types(documents=list[Document])
    def run(self, documents: list[Document]) -> dict[str, list[Document]]:
        """Return a clean copy of each document, in order; one without text, such as a table, is as it was.

        Raises:
            CleantextError: a document cannot be cleaned; it is named by its place and id.
        """
        return {"documents": [self._cleaned(place, document) for place, document in enumerate(documents)]}

    def _cleaned(self, place: int, document: Document) -> Document:
        if document.content is None:
            return document
        text = self._cleaner.clean(document.content, f"document {place} ({document.id})")
        return replace(document, content=text, meta=dict(document.meta))
