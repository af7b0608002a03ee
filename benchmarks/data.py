"""Loads the residue documents and the gold texts that they are scored against."""

import gzip
import json
import os
import zlib
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

GOLD_FIELD = {"wcxb": "main_content", "aeb": "article_body"}
LIGHT = ("trafilatura", "readability", "newspaper4k", "resiliparse")
WHOLE_PAGE = ("html_text", "bs4_text")


@dataclass(frozen=True, slots=True)
class Residue:
    """What one extractor made of one page, line by line, with the gold text of the page.

    A label is 1 (content), 0 (chrome) or None (not scored). Labels count only where `trusted` is true.
    """

    set: str
    source: str
    id: str
    trusted: bool
    lines: tuple[str, ...]
    labels: tuple[int | None, ...]
    gold: str

    @property
    def text(self) -> str:
        """The document as a scraper has it."""
        return "\n".join(self.lines)

    def __str__(self) -> str:
        return f"{self.set}.{self.source} {self.id}"


def add_data_option(parser: ArgumentParser) -> None:
    """Adds `--data`, which defaults to the environment's CLEANTEXT_DATA."""
    default = os.environ.get("CLEANTEXT_DATA")
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        default=default and Path(default),
        required=default is None,
        help="folder of the data, see benchmarks/README.md (default: $CLEANTEXT_DATA)",
    )


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yields the records of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def load_gold(data: Path, set_: str) -> dict[str, str]:
    """Returns the gold text of every page of a set, by id."""
    return {page["id"]: page[GOLD_FIELD[set_]] for page in read_jsonl(data / f"{set_}-dev.jsonl.gz")}


def load_residue(data: Path, source: str, sample: int | None = None) -> list[Residue]:
    """Returns the documents of one source, of all sets.

    `sample` keeps that many documents of each set. They are chosen by a hash of the id, so that every source and every
    run gives the same pages.
    """
    documents = []
    for set_ in GOLD_FIELD:
        gold = load_gold(data, set_)
        records = list(read_jsonl(data / "residue-dev" / f"{set_}.{source}.jsonl.gz"))
        if sample is not None:
            records = sorted(records, key=lambda record: zlib.crc32(record["id"].encode()))[:sample]
        for record in records:
            lines, labels = zip(*record["lines"], strict=True) if record["lines"] else ((), ())
            id_ = record["id"]
            documents.append(Residue(set_, source, id_, record["trusted"], lines, labels, gold[id_]))
    return documents
