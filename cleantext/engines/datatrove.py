"""A step for pipelines of datatrove that cleans documents, and counts what it cut of them by filter."""

from __future__ import annotations

from functools import partial
from typing import Any

from cleantext.cleaned import Cleaned
from cleantext.corpus.many import Attempt
from cleantext.corpus.records import URL
from cleantext.engines.batch import described
from cleantext.errors import CleantextError, missing
from cleantext.pipeline import Pipeline, check_options, or_default
from cleantext.readers import Kind
from cleantext.writers import Format

try:
    from datatrove.data import Document, DocumentsPipeline
    from datatrove.pipeline.base import PipelineStep
except ImportError as error:
    raise missing("datatrove", "datatrove") from error


class Cleaner(PipelineStep):  # type: ignore[misc]
    r"""Cleans `Document.text`, or what the metadata hold; works with all readers, writers and executors.

    Its statistics count the documents ("total"), those that failed ("failed"), and the removals of each filter
    ("removed/share"). What cannot be cleaned has an empty text, or null among the metadata, which say why under the
    name with the suffix "_error".

    Args:
        column: "text" is `Document.text`, anything else what the metadata call so; null stays null, and a document
            without it stays as it is.
        into: what the metadata call the clean text; None replaces what `column` names.
        pipeline: what to clean with; None is the default one.
        kind: as for `cleantext.clean`.
        to: as for `cleantext.clean`.
        images: as for `cleantext.clean`.
        site: what the metadata call the address of the document, or the name of its site, for rules that act on one
            site only; None reads none.
        removals: whether the metadata get what was cut, as `{name}_removals`: for each cut its filter, its rule, its
            text, and where it starts and ends in the document as it was read.

    Raises:
        OptionError: `kind` or `to` has a value that it cannot have.

    >>> from datatrove.data import Document
    >>> step = Cleaner(removals=True)
    >>> [document] = step([Document("The bridge is open.\n\n3 Comments", id="0")])
    >>> document.text, [cut["rule"] for cut in document.metadata["text_removals"]]
    ('The bridge is open.', ['comment-thread/heading'])
    >>> step.stats["removed/comment-thread"].total
    1
    """

    name = "🧹 cleantext"
    type = "✂️ - FORMAT"

    def __init__(
        self,
        column: str = "text",
        into: str | None = None,
        pipeline: Pipeline | None = None,
        *,
        kind: Kind | None = None,
        to: Format = "text",
        images: bool = False,
        site: str | None = URL,
        removals: bool = False,
    ) -> None:
        check_options(kind, to)
        super().__init__()
        self.column = column
        self.output_field = into or column
        self.site = site
        self.removals = removals
        self.pipeline = or_default(pipeline)
        self.options: dict[str, Any] = {"kind": kind, "to": to, "images": images}

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Yield the documents, clean. `rank` and `world_size` are those of the task, as for every step."""
        for document in data:
            self.stat_update("total")
            with self.track_time():
                value = document.text if self.column == "text" else document.metadata.get(self.column)
                if value is not None:
                    url = None if self.site is None else document.metadata.get(self.site)
                    self._note(document, Attempt(partial(self.pipeline.explain, **self.options))(value, url))
            yield document

    def _note(self, document: Document, answer: Cleaned | CleantextError) -> None:
        """Store the clean text or the error, and the removals, in a document."""
        if isinstance(answer, CleantextError):
            self.stat_update("failed")
            self._put(document, None)
            document.metadata[f"{self.output_field}_error"] = described(answer)
            return
        self._put(document, answer.text)
        for cut in answer.removals:
            self.stat_update(f"removed/{cut.filter}")
        if self.removals:
            document.metadata[f"{self.output_field}_removals"] = [cut._asdict() for cut in answer.removals]

    def _put(self, document: Document, text: str | None) -> None:
        if self.output_field == "text":
            document.text = text or ""  # Steps further down take the length of it.
        else:
            document.metadata[self.output_field] = text
