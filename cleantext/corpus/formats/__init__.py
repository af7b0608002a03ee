"""The table of formats: a format of corpora is one file here and one line in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from cleantext.corpus.formats.delimited import open_rows, open_tabs
from cleantext.corpus.formats.json_files import open_json
from cleantext.corpus.formats.jsonl import open_lines
from cleantext.corpus.formats.parquet import open_parquet
from cleantext.corpus.formats.warc import open_warc
from cleantext.corpus.records import Opener
from cleantext.readers import Kind


@dataclass(frozen=True, slots=True)
class Format:
    """How a file holds documents.

    Attributes:
        suffixes: how its names end, and what each says that the document is; None if it says nothing.
        open: opens it as records; None for a file that is one document.
        outputs: how the name of the file that is made of it may end, the usual way first; a name that ends in one of
            them stays. Those of documents are told by what they are written as.
        packed: whether the file may be compressed as a whole.
        library: what is needed to read it, and the extra that brings it; None if nothing is.
    """

    suffixes: Mapping[str, Kind | None]
    open: Opener | None
    outputs: tuple[str, ...] = ()
    packed: bool = True
    library: tuple[str, str] | None = None


FORMATS: Final = {
    "document": Format({".txt": None, ".md": "text", ".html": "html", ".htm": "html", ".xhtml": "html"}, None),
    "jsonl": Format({".jsonl": None, ".ndjson": None}, open_lines, (".jsonl", ".ndjson")),
    "json": Format({".json": None}, open_json, (".json",)),
    "csv": Format({".csv": None}, open_rows, (".csv",)),
    "tsv": Format({".tsv": None}, open_tabs, (".tsv",)),
    "parquet": Format({".parquet": None}, open_parquet, (".parquet",), packed=False, library=("pyarrow", "parquet")),
    "warc": Format({".warc": None, ".wet": None}, open_warc, (".jsonl", ".parquet"), library=("warcio", "warc")),
}
