"""Detects the format of a file by its name, and names its output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Final, Literal

from cleantext.corpus.formats import FORMATS
from cleantext.readers import Kind
from cleantext.writers import Format

Compression = Literal["", "gz", "zst"]


@dataclass(frozen=True, slots=True)
class FileFormat:
    """How a file holds documents.

    Attributes:
        name: the name of its format in the table `FORMATS`.
        kind: the kind of its document, by the suffix; None if the suffix does not say, and for files of records.
        compression: how it is compressed.
    """

    name: str
    kind: Kind | None = None
    compression: Compression = ""

    @property
    def is_document(self) -> bool:
        """Whether the file is one document, and not many records."""
        return FORMATS[self.name].open is None


_SUFFIXES: Final = {suffix: (name, kind) for name, form in FORMATS.items() for suffix, kind in form.suffixes.items()}
#: The suffixes that can be read, for messages.
READABLE: Final = (
    f"{', '.join(suffix for suffix, (name, _) in _SUFFIXES.items() if FORMATS[name].packed)}, "
    "each also with .gz or .zst behind it"
    + "".join(f", and {suffix}" for suffix, (name, _) in _SUFFIXES.items() if not FORMATS[name].packed)
)
_PACKED: Final[dict[str, Compression]] = {"": "", ".gz": "gz", ".zst": "zst"}
#: Suffixes that a document written in a format may have; a name with none of them gets the first.
_RENDERED: Final[dict[Format, tuple[str, ...]]] = {
    "text": (".txt",),
    "markdown": (".md",),
    "html": (".html", ".htm"),
    "json": (".json",),
}


def format_of(name: str, other: str | None = None) -> FileFormat | None:
    """The format of a file by its name; `other`, or None, if no format has its suffix."""
    known = _SUFFIXES.get(suffix_of(name), (other, None))
    if known[0] is None:
        return None
    form = FileFormat(known[0], known[1], compression_of(name))
    return form if FORMATS[form.name].packed or not form.compression else None


def output_names(names: Iterable[str], to: Format, other: str | None = None) -> dict[str, str]:
    """The names of the outputs of one folder, by the name of each file that can be read.

    A name keeps its suffix if the output format may have it, and otherwise gets the suffix of that format. Where two
    outputs would have one name, the new suffix is appended to the old one instead. `other` is as for `format_of`.

    >>> output_names(["a.html", "b.html", "b.txt", "c.jsonl"], "text")
    {'a.html': 'a.txt', 'b.html': 'b.html.txt', 'b.txt': 'b.txt', 'c.jsonl': 'c.jsonl'}
    """
    outputs = {name: _output_name(name, form, to) for name in names if (form := format_of(name, other)) is not None}
    claims = Counter(outputs.values())
    for name, output in outputs.items():
        if claims[output] > 1 and name != output:
            while claims[output]:
                stem, suffix, packed = _split(output)
                output = stem + _split(name)[1] + suffix + packed
            claims[output] += 1
            outputs[name] = output
    return outputs


def endings(form: FileFormat, to: Format) -> tuple[str, ...]:
    """The suffixes that the output of an input of this format may have, without that of a compression."""
    if not form.is_document:
        return FORMATS[form.name].outputs
    # What is not called a page stays a text and keeps its name, even if it is Markdown.
    return (".txt", ".md") if to == "text" and form.kind != "html" else _RENDERED[to]


def written_as(name: str, to: Format) -> Format:
    """The format to write the document of a file in: a Markdown file is Markdown already, so it is written as text."""
    return "text" if to == "markdown" and suffix_of(name) == ".md" else to


def may_be_written(name: str) -> bool:
    """Whether a name has the suffix of a file that can be written, so that it cannot be meant for a folder."""
    return suffix_of(name) in {*_SUFFIXES, *chain.from_iterable(_RENDERED.values())}


def suffix_of(name: str) -> str:
    """The suffix of a file name, in lower case and without that of a compression."""
    return _split(name)[1].lower()


def compression_of(name: str) -> Compression:
    """The compression of a file by its name."""
    return _PACKED[_split(name)[2].lower()]


def _output_name(name: str, form: FileFormat, to: Format) -> str:
    stem, suffix, packed = _split(name)
    allowed = endings(form, to)
    if suffix.lower() in allowed:
        return name
    # An unknown ending, as in "page.html?id=3", is part of the name, and no suffix to be replaced.
    stem = stem if suffix.lower() in _SUFFIXES else stem + suffix
    return stem + allowed[0] + packed


def _split(name: str) -> tuple[str, str, str]:
    """A file name as stem, suffix, and the suffix of its compression, which may be empty."""
    stem, dot, last = name.rpartition(".")
    packed = dot + last if stem and (dot + last).lower() in _PACKED else ""
    stem, dot, last = name.removesuffix(packed).rpartition(".")
    return stem, dot + last, packed
