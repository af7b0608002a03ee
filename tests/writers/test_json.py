"""Writing JSON: the kept text, its blocks, what was cut by which rule and element, and metadata."""

from __future__ import annotations

from typing import Any

import orjson
from hypothesis import given
from hypothesis import strategies as st

from cleantext import Pipeline
from cleantext.document import Document, Element, Removal, Section
from cleantext.readers.metadata import Metadata
from cleantext.readers.text import read_text
from cleantext.writers.json import to_json
from cleantext.writers.text import joined
from tests.writers.pages import Pieces, cut_documents, page, pages, texts, whole, without


def written(document: Document, pieces: Pieces, *removals: Removal, metadata: Metadata | None = None) -> Any:
    return orjson.loads(to_json(document, pieces, removals, metadata))


def test_blocks_say_what_they_are_and_where_they_stand_in_the_text() -> None:
    document = page("<p>Share</p><h3>Tides</h3><p>High at noon.<ul><li>Low at six.")
    result = written(document, without(document, "Share"))
    assert result["text"] == "Tides\n\nHigh at noon.\n\nLow at six."
    assert result["blocks"] == [
        {"kind": "heading", "level": 3, "start": 0, "end": 5, "text": "Tides"},
        {"kind": "paragraph", "start": 7, "end": 20, "text": "High at noon."},
        {"kind": "item", "start": 22, "end": 33, "text": "Low at six."},
    ]


def test_a_removal_names_its_rule_and_the_element_that_was_the_reason() -> None:
    document = Document(
        "High at noon.\n\nTweet",
        page("<p>High at noon.</p><p>Tweet").blocks,
        elements=(Element("div", "share-bar", "toolbar", -1, 1, 2),),
        sections=(Section(1, 2, "share", "share/bar", 0),),
    )
    removals = [
        Removal(15, 20, "share", "share/bar", "Tweet"),
        Removal(15, 20, "share", "share/tweet", "Tweet"),
        Removal(0, 4, "share", "share/bar", "High"),
    ]
    first, *others = written(document, [(0, 13)], *removals)["removals"]
    assert first == {
        **removals[0]._asdict(),
        "element": {"tag": "div", "names": "share-bar", "role": "toolbar"},
    }
    assert others == [removal._asdict() for removal in removals[1:]]


def test_metadata_has_all_fields_known_or_not() -> None:
    document = read_text("High at noon.")
    result = written(document, whole(document), metadata=Metadata(title="Tides", author="Ida Falk"))
    assert result["metadata"] == {
        "title": "Tides",
        "author": "Ida Falk",
        "date": None,
        "site_name": None,
        "language": None,
        "url": None,
    }
    assert set(written(document, whole(document))["metadata"].values()) == {None}


def test_lone_surrogates_are_replaced_so_that_offsets_hold() -> None:
    document = read_text("High \ud800 at noon. \ud83d\ude00")
    result = written(document, whole(document), Removal(5, 6, "share", "share/x", "\ud800"))
    assert result["text"] == result["blocks"][0]["text"] == "High \ufffd at noon. \ufffd\ufffd"
    assert result["removals"][0]["text"] == "\ufffd"


@given(cut_documents(pages | texts))
def test_the_text_is_what_is_kept_and_blocks_are_parts_of_it(cut: tuple[Document, Pieces]) -> None:
    document, pieces = cut
    result = written(document, pieces)
    assert result["text"] == joined(document.text, pieces)
    position = 0
    for block in result["blocks"]:
        assert result["text"][position : block["start"]].strip() == ""
        assert result["text"][block["start"] : block["end"]] == block["text"] != ""
        position = block["end"]
    assert result["text"][position:].strip() == ""


@given(st.text())
def test_removals_are_those_of_the_pipeline(text: str) -> None:
    cleaned = Pipeline.default().explain(f"{text}\n\nLeave a Reply", kind="text")
    result = written(cleaned.document, [(0, 0)], *cleaned.removals)
    assert [Removal(**cut) for cut in result["removals"]] == list(cleaned.removals)
