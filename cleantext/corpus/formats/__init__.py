"""The table of corpus formats: each format is one file in this folder, and one line in the table."""

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
        suffixes: the suffixes of its files, and the kind of document that each stands for; None for no kind.
        open: opens a file as records; None for files that are one document.
        outputs: the suffixes that its outputs may have, the usual one first; a name with one of them is kept. Empty for
            documents, whose suffix depends on the format they are written in.
        packed: whether files may be compressed as a whole.
        library: the library that reads it, and the extra that installs that; None if it needs none.
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
