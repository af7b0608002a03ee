"""Thin adapters to libraries for documents and tables; each module needs its own library.

`langchain`, `llama_index`, `haystack`, `pandas`, `polars` and `scrapy`: see docs/integrations.md. What they give for a
text is what `cleantext.clean` gives.
"""

from __future__ import annotations

from dataclasses import dataclass

from cleantext.errors import CleantextError
from cleantext.pipeline import Pipeline, check_options, or_default
from cleantext.readers import Kind, Source
from cleantext.writers import Format


@dataclass(frozen=True)
class SourceCleaner:
    """Cleans sources for an adapter: with a pipeline, None for the default one, and options as for `cleantext.clean`.

    >>> SourceCleaner(to="markdown").clean("<p>The <b>bridge</b> is open.</p>", "document 1")
    'The **bridge** is open.'
    """

    pipeline: Pipeline | None = None
    kind: Kind | None = None
    to: Format = "text"
    images: bool = False

    def __post_init__(self) -> None:
        """Raises OptionError for an invalid option, before any work."""
        check_options(self.kind, self.to)

    def clean(self, source: Source, name: str) -> str:
        """Return the clean text of a source; raises CleantextError with its name if it cannot be cleaned."""
        try:
            return or_default(self.pipeline).clean(source, kind=self.kind, to=self.to, images=self.images)
        except Exception as error:  # A filter may raise anything; the message must name the source.
            raise CleantextError(f"{name}: {error}") from error
