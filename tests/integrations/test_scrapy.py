"""The item pipeline of Scrapy and the helper for responses, against the real package."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from scrapy import Field, Item, Spider
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response, TextResponse

import cleantext
from cleantext.integrations.scrapy import CleantextPipeline, clean_response
from tests.integrations.sources import MOODY, PAGE, several

ROOT = Path(__file__).parents[2]
MINE = cleantext.Pipeline.default().without("comment-form")


class Page(Item):
    """An item of Scrapy's own kind."""

    url = Field()
    html = Field()
    text = Field()


@dataclass
class Record:
    """An item that is a dataclass."""

    url: str
    html: str | None
    text: str | None = None


def pipeline(**settings: object) -> CleantextPipeline:
    crawler = Crawler(Spider, {f"CLEANTEXT_{name.upper()}": value for name, value in settings.items()})
    return CleantextPipeline.from_crawler(crawler)


@given(several)
def test_each_field_is_cleaned_as_it_is_alone_and_the_rest_stays(found: list[str]) -> None:
    step = pipeline(fields={"html": "text"})
    for make in (dict, Page, Record):
        for text in found:
            item = step.process_item(make(url="https://a.example/1", html=text))
            assert item == make(url="https://a.example/1", html=text, text=cleantext.clean(text))


@given(several)
def test_a_response_is_cleaned_as_its_text_is(found: list[str]) -> None:
    for text in found:
        page = HtmlResponse("https://a.example/1", body=text.encode(), encoding="utf-8")
        assert clean_response(page) == cleantext.clean(page.text, kind="html")
        page = TextResponse("https://a.example/1", body=text.encode(), encoding="utf-8")
        assert clean_response(page) == cleantext.clean(page.text)


CRAWL = """
import scrapy
from scrapy.crawler import CrawlerProcess

class Pages(scrapy.Spider):
    name = "pages"
    start_urls = [{address!r}]

    def parse(self, response):
        yield {{"html": response.text, "n": 1}}
        yield {{"html": "[raise]", "url": response.url}}

crawl = CrawlerProcess({{
    "ITEM_PIPELINES": {{"cleantext.integrations.scrapy.CleantextPipeline": 300}},
    "CLEANTEXT_FIELDS": {{"html": "text"}},
    "CLEANTEXT_PIPELINE": "tests.integrations.sources.MOODY",
    "FEEDS": {{{feed!r}: {{"format": "json"}}}},
    "TELNETCONSOLE_ENABLED": False,
}})
crawl.crawl(Pages)
crawl.start()
"""


def test_a_crawl_cleans_its_items_and_its_log_names_those_that_fail(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, "utf-8")
    address, feed = (tmp_path / "page.html").as_uri(), (tmp_path / "items.json").as_uri()
    command = [sys.executable, "-c", CRAWL.format(address=address, feed=feed)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    wanted = [{"html": PAGE, "n": 1, "text": "The ferry sails at noon."}]
    assert json.loads((tmp_path / "items.json").read_text("utf-8")) == wanted
    assert f"CleantextError: field 'html' of {address}: filter 'moody' raised ValueError" in result.stderr


def test_fields_that_are_missing_or_none_stay() -> None:
    step = pipeline(fields=["html", "text"], to="markdown", kind="html")
    assert step.process_item({"html": PAGE, "n": 1}) == {"html": "The **ferry** sails at noon.", "n": 1}
    assert step.process_item(Record("https://a.example/1", None)) == Record("https://a.example/1", None)


def test_the_headers_of_a_response_say_its_encoding() -> None:
    headers = {"Content-Type": "text/html; charset=koi8-r"}
    page = HtmlResponse("https://a.example/1", headers=headers, body="<p>Мост снова открыт.</p>".encode("koi8-r"))
    assert clean_response(page) == "Мост снова открыт."
    assert clean_response(page, to="json", pipeline=MINE) == MINE.clean(page.text, to="json")
    assert clean_response(page, kind="text") == cleantext.clean(page.text, kind="text")


def test_selectors_of_a_response_are_sources() -> None:
    page = HtmlResponse("https://a.example/1", body=PAGE.encode(), encoding="utf-8")
    assert cleantext.clean(page.css("main")[0]) == cleantext.clean(page.selector) == "The ferry sails at noon."


def test_settings_that_make_no_sense_are_refused() -> None:
    for fields in (None, [], "text"):
        with pytest.raises(cleantext.OptionError, match="CLEANTEXT_FIELDS names the fields"):
            pipeline(fields=fields)
    with pytest.raises(cleantext.OptionError, match="to is one of"):
        pipeline(fields=["text"], to="pdf")


def test_what_fails_is_named() -> None:
    with pytest.raises(cleantext.CleantextError, match=r"^field 'text' of https://a.example/1: filter 'moody' raised"):
        pipeline(fields=["text"], pipeline=MOODY).process_item({"url": "https://a.example/1", "text": "[raise]"})
    page = TextResponse("https://a.example/1", body=b"[raise]", encoding="utf-8")
    with pytest.raises(cleantext.CleantextError, match=r"^https://a.example/1: filter 'moody' raised ValueError"):
        clean_response(page, pipeline=MOODY)
    with pytest.raises(cleantext.SourceError, match=r"^https://a.example/1.pdf: a response to clean is text, not"):
        clean_response(Response("https://a.example/1.pdf", body=b"%PDF"))
