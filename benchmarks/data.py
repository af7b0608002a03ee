"""Loads the residue documents, the pages, and the gold texts that both are scored against."""

import gzip
import json
import re
import zlib
from argparse import ArgumentTypeError
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

GOLD_FIELD = {
    "wcxb": "main_content",
    "aeb": "article_body",
    "dragnet": "main_content",
    "waddle": "main_content",
}
POOLED = ("wcxb", "aeb")
LIGHT = ("trafilatura", "readability", "newspaper4k", "resiliparse")
WHOLE_PAGE = ("html_text", "bs4_text")
WITHOUT_RESIDUE = {("dragnet", "newspaper4k"), ("waddle", "newspaper4k")}
PAGE_SETS = ("wcxb", "aeb", "trafilatura", "dragnet", "waddle")
KINDS = ("article", "forum", "product", "collection", "listing", "documentation", "service")


@dataclass(frozen=True, slots=True)
class Residue:
    """What one extractor made of one page, line by line, with the gold text of the page.

    A label is 1 (content), 0 (chrome) or None (not scored). Labels count only where `trusted` is true. `lang` is known
    in one set, and "" in the others. A flat document is given to the methods without its line breaks.
    """

    set: str
    source: str
    id: str
    trusted: bool
    lines: tuple[str, ...]
    labels: tuple[int | None, ...]
    gold: str
    lang: str = ""
    flat: bool = False

    @property
    def text(self) -> str:
        """The document as a scraper has it."""
        return " ".join(filter(None, map(str.strip, self.lines))) if self.flat else "\n".join(self.lines)

    @property
    def form(self) -> str:
        """What is told apart before all else: "light", the same "flat", or the source of a whole page."""
        return self.source if self.source in WHOLE_PAGE else "flat" if self.flat else "light"

    def __str__(self) -> str:
        return f"{self.set}.{self.source} {self.id}{' (flat)' if self.flat else ''}"


def read_jsonl(path: Path) -> Iterator[dict[str, Any]]:
    """Yields the records of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def load_residue(
    data: Path, source: str, sample: int | None = None, sets: Iterable[str] = tuple(GOLD_FIELD)
) -> list[Residue]:
    """Returns the documents of one source, of these sets if they have it.

    `sample` keeps that many documents of each set. They are chosen by a hash of the id, so that every source and every
    run gives the same pages.
    """
    documents = []
    for set_ in sets:
        if (set_, source) in WITHOUT_RESIDUE:
            continue
        pages = {page["id"]: page for page in read_jsonl(data / f"{set_}-dev.jsonl.gz")}
        records = list(read_jsonl(data / "residue-dev" / f"{set_}.{source}.jsonl.gz"))
        if sample is not None:
            records = sorted(records, key=lambda record: zlib.crc32(record["id"].encode()))[:sample]
        for record in records:
            lines, labels = zip(*record["lines"], strict=True) if record["lines"] else ((), ())
            page = pages[record["id"]]
            gold, lang = page[GOLD_FIELD[set_]], page.get("lang", "")
            documents.append(Residue(set_, source, record["id"], record["trusted"], lines, labels, gold, lang))
    return documents


@dataclass(frozen=True, slots=True)
class Page:
    """A page and what is known of it: its gold text, or snippets that must and must not be in the result, or both.

    `kind` is one of KINDS in WCXB, and "" in the other sets; `url` is that of the site where no more is known, and ""
    where nothing is. The HTML stays in its file until it is read.
    """

    set: str
    kind: str
    id: str
    url: str
    path: Path
    gold: str = ""
    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()

    @property
    def html(self) -> str:
        """The page as every method is given it."""
        return decode(gzip.decompress(self.path.read_bytes()))

    def __str__(self) -> str:
        return f"{self.set} {self.id}"


_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)


def decode(html: bytes) -> str:
    r"""Returns a page as str: valid UTF-8 as such, and else by the charset it declares, or as UTF-8 with replacements.

    Libraries guess the encoding of bytes, each in its own way, or take no bytes. They are compared as extractors here,
    so each is given the same str. Little depends on it: all but 14 of the 2,686 pages are UTF-8. ISO-8859-1, which
    eight of these declare, is read as Windows-1252, as browsers do.

    >>> decode(b'<meta charset="iso-8859-1">Caf\xe9 \x96')
    '<meta charset="iso-8859-1">Café –'
    """
    try:
        return html.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(html)
        charset = declared[1].decode().lower() if declared else "utf-8"
        try:
            return html.decode("cp1252" if charset == "iso-8859-1" else charset, "replace")
        except LookupError:
            return html.decode("utf-8", "replace")


_GENERIC = frozenset(["ac", "co", "com", "edu", "gob", "gov", "net", "ne", "or", "org"])


def site(url: str) -> str:
    """Returns the registered host of a URL, by a rule of thumb: two labels, or three under such as ".co.uk".

    >>> site("https://www.bbc.co.uk/news"), site("https://blog.mozilla.org:443/en")
    ('bbc.co.uk', 'mozilla.org')
    """
    labels = (urlsplit(url).hostname or "").split(".")
    country = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _GENERIC
    return ".".join(labels[-3 if country else -2 :])


@dataclass(frozen=True, slots=True)
class Fold:
    """One part of all sites, or with `rest` what is left of them, so that what is tuned on one is checked on the other.

    A site belongs to the same part in every run, with all of its pages.

    >>> one, others = Fold.read("0/5"), Fold.read("!0/5")
    >>> "https://www.bbc.co.uk/news" in one, "https://www.bbc.co.uk/news" in others
    (False, True)
    """

    part: int
    parts: int
    rest: bool

    def __contains__(self, url: str) -> bool:
        return (zlib.crc32(site(url).encode()) % self.parts == self.part) != self.rest

    @classmethod
    def read(cls, option: str) -> "Fold":
        """Reads "0/5", the first of five parts, or "!0/5", the others; raises ArgumentTypeError for anything else."""
        match = re.fullmatch(r"(!?)(\d+)/(\d+)", option)
        if not match or int(match[2]) >= int(match[3]):
            raise ArgumentTypeError(f"no fold {option!r}; the first of five is 0/5, all but the first are !0/5")
        return cls(int(match[2]), int(match[3]), bool(match[1]))


def load_pages(data: Path, set_: str) -> list[Page]:
    """Returns the pages of one of PAGE_SETS."""
    return [
        Page(
            set_,
            record["kind"] if set_ == "wcxb" else "",
            record["id"],
            record.get("url") or (f"https://{record['site']}/" if "site" in record else ""),
            data / record["file"],
            record[GOLD_FIELD[set_]] if set_ in GOLD_FIELD else "",
            tuple(record.get("with", ())),
            tuple(record.get("without", ())),
        )
        for record in read_jsonl(data / f"{set_}-dev.jsonl.gz")
    ]


def load_repository(repository: Path) -> list[Page]:
    """Returns the pages of a checkout of the article-extraction-benchmark repository, as the set "repository"."""
    truth = json.loads((repository / "ground-truth.json").read_text(encoding="utf-8"))
    return [
        Page(
            "repository", "", id_, record.get("url", ""), repository / "html" / f"{id_}.html.gz", record["articleBody"]
        )
        for id_, record in truth.items()
    ]


def choose(pages: list[Page], kinds: tuple[str, ...], fold: Fold | None, sample: int | None) -> list[Page]:
    """Returns the pages of one set that are of these kinds (or have none) and in the fold, and a sample of them.

    The sample is chosen by a hash of the id, and is the same in every run. A page without a URL is a site of its own.
    """
    chosen = [
        page
        for page in pages
        if (not page.kind or page.kind in kinds) and (fold is None or (page.url or f"https://{page.id}/") in fold)
    ]
    return sorted(chosen, key=lambda page: zlib.crc32(page.id.encode()))[:sample]
