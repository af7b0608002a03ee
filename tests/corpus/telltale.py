"""A small pipeline for the tests of the batch part, which also dies on command."""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace

import orjson

from cleantext.cleaned import Cleaned
from cleantext.document import Document, Element
from cleantext.judgement import Finding, Reason, Removal, Verdict
from cleantext.readers import Kind
from cleantext.readers.sniff import is_html
from cleantext.spans import Spans
from cleantext.writers import Format

ARTICLE = (
    "The mayor opened the new bridge on Tuesday, after eleven years of argument about who should pay for it.\n"
    "Share this: Facebook Twitter\n"
    "“We had stopped counting,” said a resident of the café on the quay.\n"
    "Leave a Reply\n"
    "Your email address will not be published. Required fields are marked *\n"
)
CLEAN = (
    "The mayor opened the new bridge on Tuesday, after eleven years of argument about who should pay for it.\n"
    "“We had stopped counting,” said a resident of the café on the quay.\n"
)
PAGE = "<html><body>" + "".join(f"<p>{line}</p>\n" for line in ARTICLE.splitlines()) + "</body></html>"

_CHROME = re.compile(
    r"^(?P<share>Share this:.*\n?)|^(?P<reply>Leave a Reply\n?|Your email address will not be .*\n?)", re.M
)


@dataclass(frozen=True)
class TellTale:
    """Cuts three lines; `fingerprint` and `rules` are those of a pipeline. The text of a page is all that is not a tag.

    A text with "[kill]" kills the process with signal 9, "[exit]" ends it with status 3, "[raise]" raises an error,
    "[once PATH]" kills the process unless PATH is there, which it makes, and "[slow]" takes a while.
    """

    fingerprint: str = "telltale 1"
    rules: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(name_sites=False))

    def explain(
        self,
        source: str,
        *,
        kind: Kind | None = None,
        to: Format = "text",
        images: bool = False,
        url: str | None = None,
    ) -> Cleaned:
        self._obey(source)
        elements: tuple[Element, ...] = ()
        if kind == "html" or (kind is None and is_html(source)):
            source = re.sub(r"<[^>]*>", "", source)
            elements = (Element("html", "", "", -1, 0, 0),)
        removals = tuple(_removal(match) for match in _CHROME.finditer(source))
        verdicts = tuple(_verdict(removal) for removal in removals)
        edges = [0, *(edge for removal in removals for edge in (removal.start, removal.end)), len(source)]
        kept = Spans(source, zip(edges[::2], edges[1::2], strict=True))
        document = Document(source, (), elements=elements)
        return Cleaned(rendered(kept.text, to), removals, document, "article", range(0), verdicts, kept)

    def _obey(self, text: str) -> None:
        if "[kill]" in text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "[exit]" in text:
            os._exit(3)
        if "[raise]" in text:
            raise ValueError("the filter cannot do this")
        if once := re.search(r"\[once (.*?)\]", text):
            mark = Path(once[1])
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        if "[slow]" in text:
            time.sleep(0.015)


def rendered(text: str, to: Format) -> str:
    """A text in another format, as far as these tests go."""
    if to == "json":
        return orjson.dumps({"text": text}).decode()
    return text if to == "text" else f"[{to}]\n{text}"


def _removal(match: re.Match[str]) -> Removal:
    family, rule = ("share-bar", "share-bar/this") if match["share"] else ("comment-form", "comment-form/leave-a-reply")
    return Removal(match.start(), match.end(), family, rule, match[0])


def _verdict(removal: Removal) -> Verdict:
    return Verdict(Finding(removal.start, removal.end, 0, 0, removal.filter, removal.rule), Reason.CUT_MARKER)
