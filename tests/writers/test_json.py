"""Writing JSON: the kept text, its blocks, what was cut by which rule and element and why, and metadata."""

from __future__ import annotations

from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Cleaned, Pipeline, Removal
from cleantext.document import Document, Element
from cleantext.judgement import Finding, Reason, Verdict
from cleantext.readers.html import read_html
from cleantext.readers.metadata import Metadata
from cleantext.readers.text import read_text
from cleantext.spans import Spans
from cleantext.writers.json import to_json
from tests.writers.pages import cut_documents, page, pages, texts, whole, without


def written(document: Document, kept: Spans, *verdicts: Verdict, metadata: Metadata | None = None) -> Any:
    """Return what is written of a document that each of some verdicts cuts something of."""
    removals = [
        Removal(found.start, found.end, found.family, found.rule, document.text[found.start : found.end])
        for found, _ in verdicts
    ]
    cleaned = Cleaned(kept.text, tuple(removals), document, "page", range(0), verdicts, kept)
    return orjson.loads(to_json(cleaned, metadata))


def test_blocks_say_what_they_are_and_where_they_stand_in_the_text() -> None:
    document = page("<p>Share</p><h3>Tides</h3><p>High at noon.<ul><li>Low at six.")
    result = written(document, without(document, "Share"))
    assert result["text"] == "Tides\n\nHigh at noon.\n\nLow at six."
    assert result["blocks"] == [
        {"kind": "heading", "level": 3, "start": 0, "end": 5, "text": "Tides"},
        {"kind": "paragraph", "start": 7, "end": 20, "text": "High at noon."},
        {"kind": "item", "start": 22, "end": 33, "text": "Low at six."},
    ]


def test_a_removal_names_its_rule_its_reason_and_the_element_that_was_cut() -> None:
    document = Document(
        "High at noon.\n\nTweet",
        page("<p>High at noon.</p><p>Tweet").blocks,
        elements=(Element("div", "share-bar", "toolbar", -1, 1, 2),),
    )
    bar = Verdict(Finding(15, 20, 1, 2, "share", "share/bar", element=0), Reason.CUT_ELEMENT)
    tweet = Verdict(Finding(15, 20, 1, 2, "share", "share/tweet"), Reason.CUT_MARKER)
    high = Verdict(Finding(0, 4, 0, 1, "share", "share/bar"), Reason.CUT_CORROBORATED)
    high_cut, bar_cut, tweet_cut = written(document, Spans(document.text, [(5, 13)]), high, bar, tweet)["removals"]
    assert bar_cut == {
        **Removal(15, 20, "share", "share/bar", "Tweet")._asdict(),
        "reason": "CUT_ELEMENT",
        "element": {"tag": "div", "names": "share-bar", "role": "toolbar"},
    }
    assert tweet_cut == Removal(15, 20, "share", "share/tweet", "Tweet")._asdict() | {"reason": "CUT_MARKER"}
    assert high_cut == Removal(0, 4, "share", "share/bar", "High")._asdict() | {"reason": "CUT_CORROBORATED"}


def test_metadata_has_all_fields_known_or_not() -> None:
    document = read_text("High at noon.")
    result = written(document, whole(document), metadata=Metadata("Tides", "Ida Falk", keywords=("sea", "moon")))
    assert result["metadata"] == {
        "title": "Tides",
        "author": "Ida Falk",
        "date": None,
        "site_name": None,
        "language": None,
        "url": None,
        "description": None,
        "keywords": ["sea", "moon"],
        "image": None,
        "section": None,
        "modified": None,
        "license": None,
    }
    unknown = written(document, whole(document))["metadata"]
    assert unknown.pop("keywords") == []
    assert set(unknown.values()) == {None}


def test_steps_say_how_a_page_was_read() -> None:
    document = read_html("<x-a><template shadowrootmode=open><p>High at noon.</template></x-a>")
    assert written(document, whole(document))["steps"] == ["reader/shadow-root"]


def test_lone_surrogates_are_replaced_so_that_offsets_hold() -> None:
    document = read_text("High \ud800 at noon. \ud83d\ude00")
    surrogate = Verdict(Finding(5, 6, 0, 1, "share", "share/x"), Reason.CUT_MARKER)
    result = written(document, whole(document), surrogate, metadata=Metadata(keywords=("moon\ud800",)))
    assert result["metadata"]["keywords"] == ["moon\ufffd"]
    assert result["text"] == result["blocks"][0]["text"] == "High \ufffd at noon. \ufffd\ufffd"
    assert result["removals"][0]["text"] == "\ufffd"


@given(cut_documents(pages | texts))
def test_the_text_is_what_is_kept_and_blocks_are_parts_of_it(cut: tuple[Document, Spans]) -> None:
    document, kept = cut
    result = written(document, kept)
    assert result["text"] == kept.text
    position = 0
    for block in result["blocks"]:
        assert result["text"][position : block["start"]].strip() == ""
        assert result["text"][block["start"] : block["end"]] == block["text"] != ""
        position = block["end"]
    assert result["text"][position:].strip() == ""


@given(st.text())
def test_removals_are_those_of_the_pipeline(text: str) -> None:
    cleaned = Pipeline.default().explain(f"{text}\n\nLeave a Reply", kind="text")
    result = orjson.loads(to_json(cleaned))
    assert [Removal(*(cut[field] for field in Removal._fields)) for cut in result["removals"]] == list(cleaned.removals)
    assert [cut["reason"] for cut in result["removals"]] == [
        cleaned.verdict_on(removal).reason.name for removal in cleaned.removals
    ]
