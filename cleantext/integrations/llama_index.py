"""A transformation of LlamaIndex that cleans nodes and documents, on its own or in an ingestion pipeline."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from cleantext.errors import missing
from cleantext.integrations import SourceCleaner
from cleantext.pipeline import Pipeline, or_default
from cleantext.readers import Kind
from cleantext.writers import Format

try:
    from llama_index.core.schema import BaseNode, MetadataMode, TransformComponent
    from pydantic import Field, computed_field, field_serializer
except ImportError as error:
    raise missing("llama-index-core", "llama-index") from error


class CleantextTransform(TransformComponent):
    """Cleans the text of nodes; ids, metadata and relationships stay, and those that are given are not changed.

    Caches of LlamaIndex tell its answers apart by `fingerprint`. `from_dict` needs a pipeline of one's own once more.
    """

    pipeline: Pipeline | None = Field(default=None, description="What to clean with; None is the default pipeline.")
    kind: Kind | None = Field(default=None, description="As for `cleantext.clean`.")
    to: Format = Field(default="text", description="As for `cleantext.clean`.")
    images: bool = Field(default=False, description="As for `cleantext.clean`.")

    @computed_field
    def fingerprint(self) -> str:
        """What tells pipelines, and versions of cleantext, apart."""
        return or_default(self.pipeline).fingerprint

    @field_serializer("pipeline")
    def _described(self, pipeline: Pipeline | None) -> str | None:
        return None if pipeline is None else repr(pipeline)

    @classmethod
    def class_name(cls) -> str:
        """Return the name by which LlamaIndex knows the class."""
        return "CleantextTransform"

    def __call__(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[BaseNode]:
        """Return a clean copy of each node, in order; one without text, such as a picture, is as it was.

        Raises:
            CleantextError: a node cannot be cleaned; it is named by its place and id.
        """
        cleaner = SourceCleaner(self.pipeline, self.kind, self.to, self.images)
        return [_cleaned(node, f"node {place} ({node.node_id})", cleaner) for place, node in enumerate(nodes)]

    async def acall(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[BaseNode]:
        """Do the same in a thread."""
        return await asyncio.to_thread(self.__call__, nodes, **kwargs)


def _cleaned(node: BaseNode, name: str, cleaner: SourceCleaner) -> BaseNode:
    copy = node.model_copy(update={"metadata": dict(node.metadata)})
    if text := node.get_content(metadata_mode=MetadataMode.NONE):
        copy.set_content(cleaner.clean(text, name))
    return copy
