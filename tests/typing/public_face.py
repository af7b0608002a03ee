"""How a typed program uses the public face; mypy reads it, and nobody runs it.

What must not type has an ignore, which mypy refuses where it ignores nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import assert_type

from bs4 import BeautifulSoup, Tag

import cleantext
from cleantext import (
    Answer,
    Cleaned,
    CleantextError,
    Document,
    Filter,
    Judgement,
    Metadata,
    Pipeline,
    Removal,
    Report,
    Rule,
    Source,
    Verdict,
)

soup = BeautifulSoup("<p>The bridge is open.</p>", "html.parser")
tag = soup.p or soup.new_tag("p")

# What `clean` takes, and gives back: a str, in every format.
assert_type(cleantext.clean("The bridge is open."), str)
assert_type(cleantext.clean(b"<p>The bridge is open.</p>", kind="html"), str)
assert_type(cleantext.clean(soup, to="markdown", images=True), str)
assert_type(cleantext.clean(tag, to="json"), str)
cleantext.clean(Path("bridge.html"))  # type: ignore[arg-type]
cleantext.clean(None)  # type: ignore[arg-type]
cleantext.clean("The bridge is open.", to="pdf")  # type: ignore[arg-type]
cleantext.clean("The bridge is open.", kind="xml")  # type: ignore[arg-type]

# `prune` gives back what it got: a soup for a soup, a tag for a tag.
assert_type(cleantext.prune(soup), BeautifulSoup)
assert_type(cleantext.prune(tag), Tag)
assert_type(Pipeline.default().prune(soup), BeautifulSoup)
cleantext.prune("<p>The bridge is open.</p>")  # type: ignore[type-var]

# What `explain` knows.
explained = cleantext.explain(soup)
assert_type(explained, Cleaned)
assert_type(explained.text, str)
assert_type(explained.document, Document)
assert_type([removal.rule for removal in explained.removals], list[str])
assert_type(list(explained.verdicts), list[Verdict])
assert_type(explained.why("Share"), tuple[Answer, ...])
assert_type(cleantext.read_metadata(soup), Metadata)


class Shouting:
    """A filter of a user's own, which inherits nothing."""

    name = "shouting"

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        for index, block in enumerate(judgement.document.blocks):
            if block.text.isupper():
                yield judgement.removal(index, self.name, "shouting/capitals")


class Nameless:
    """No filter, as a pipeline could not be asked to go without it."""

    def __call__(self, judgement: Judgement) -> Iterable[Removal]:
        return ()


class Editor:
    """No filter, as filters propose what goes and never edit."""

    name = "editor"

    def __call__(self, judgement: Judgement) -> str:
        return judgement.document.text


own: Filter = Shouting()
pipeline = Pipeline.default("harbour.toml", cleantext.load_rules(Path("town.toml"))).then(own).without("share")
assert_type(pipeline, Pipeline)
assert_type(pipeline.clean(tag), str)
assert_type(cleantext.load_rules("harbour.toml"), tuple[Rule, ...])
Pipeline.default().then(Nameless())  # type: ignore[arg-type]
Pipeline.default().then(Editor())  # type: ignore[arg-type]
Pipeline([Shouting(), *Pipeline.default()])


# Many sources, of one kind or of several.
def sources() -> Iterator[Source]:
    """A stream of what a scraper brings home."""
    yield from ("The bridge is open.", b"<p>The ferry sails at noon.</p>", soup, tag)


def told(source: Source, error: CleantextError) -> str:
    """What stands for a source that cannot be cleaned."""
    return f"{type(source).__name__}: {error}"


assert_type(cleantext.clean_many(sources(), jobs=2, pipeline=pipeline, on_error=told), Iterator[str])
assert_type(cleantext.clean_many(["The bridge is open."]), Iterator[str])
assert_type(cleantext.clean_many([soup, soup], to="html"), Iterator[str])
assert_type(cleantext.explain_many(sources()), Iterator[Cleaned])
cleantext.clean_many([Path("bridge.html")])  # type: ignore[list-item]
cleantext.explain_many(sources(), on_error=told)  # type: ignore[arg-type]

# Files.
report = cleantext.clean_files(["news", Path("more/news.jsonl")], "clean", kind="html", pipeline=pipeline)
assert_type(report, Report)
assert_type(report.quarantined, int)
