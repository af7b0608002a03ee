"""An item pipeline of Scrapy that cleans fields of items, and a helper that cleans a response."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

from cleantext.errors import OptionError, SourceError, missing
from cleantext.integrations import SourceCleaner
from cleantext.pipeline import Pipeline
from cleantext.readers import Kind
from cleantext.writers import Format

try:
    from itemadapter import ItemAdapter
    from scrapy.crawler import Crawler
    from scrapy.http import HtmlResponse, Response, TextResponse
    from scrapy.utils.misc import load_object
except ImportError as error:
    raise missing("Scrapy", "scrapy") from error


def clean_response(
    response: Response,
    *,
    pipeline: Pipeline | None = None,
    kind: Kind | None = None,
    to: Format = "text",
    images: bool = False,
) -> str:
    """Return the article body of a response, decoded as Scrapy does, by its headers first.

    Arguments are as for `cleantext.clean`; a response that Scrapy takes for HTML is read as HTML unless `kind` is said.

    Raises:
        SourceError: the response is no text.
        CleantextError: it cannot be cleaned; the message names its address.
    """
    if not isinstance(response, TextResponse):
        raise SourceError(f"{response.url}: a response to clean is text, not {type(response).__name__}")
    kind = "html" if kind is None and isinstance(response, HtmlResponse) else kind
    return SourceCleaner(pipeline, kind, to, images).clean(response.text, response.url)


class CleantextPipeline:
    """Cleans fields of items of any type that Scrapy knows; fields that are missing or None, and all others, stay.

    Settings:
        CLEANTEXT_FIELDS: the fields to clean, or a mapping of them to those that the clean text goes to.
        CLEANTEXT_PIPELINE: a `Pipeline`, or the import path of one; the default one if there is none.
        CLEANTEXT_KIND, CLEANTEXT_TO, CLEANTEXT_IMAGES: as `kind`, `to` and `images` for `cleantext.clean`.
    """

    def __init__(self, fields: Mapping[str, str], cleaner: SourceCleaner) -> None:
        self._fields = fields
        self._cleaner = cleaner

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make it by the settings; raises OptionError if they make no sense."""
        settings = crawler.settings
        fields = settings.get("CLEANTEXT_FIELDS")
        if not fields or isinstance(fields, str):
            raise OptionError('CLEANTEXT_FIELDS names the fields to clean, as ["text"] or {"html": "text"}')
        pipeline = settings.get("CLEANTEXT_PIPELINE")
        cleaner = SourceCleaner(
            load_object(pipeline) if isinstance(pipeline, str) else pipeline,
            settings.get("CLEANTEXT_KIND"),
            settings.get("CLEANTEXT_TO", "text"),
            settings.getbool("CLEANTEXT_IMAGES"),
        )
        return cls(fields if isinstance(fields, Mapping) else {field: field for field in fields}, cleaner)

    def process_item(self, item: Any, spider: object = None) -> Any:
        """Return the item with its fields cleaned; raises CleantextError, which Scrapy logs, with field and address.

        Older versions of Scrapy hand over the spider; it is not used.
        """
        adapter = ItemAdapter(item)
        for field, target in self._fields.items():
            if (source := adapter.get(field)) is not None:
                adapter[target] = self._cleaner.clean(source, f"field {field!r} of {adapter.get('url') or 'an item'}")
        return item
