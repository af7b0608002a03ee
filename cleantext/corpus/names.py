"""Says what the name of a file tells of its content, and what the file is called that is made of it."""

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
        name: its format in the table `FORMATS`.
        kind: what its name says that the document is; None if it says nothing, as names of records never do.
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
#: What can be read, in words.
READABLE: Final = (
    f"{', '.join(suffix for suffix, (name, _) in _SUFFIXES.items() if FORMATS[name].packed)}, "
    "each also with .gz or .zst behind it"
    + "".join(f", and {suffix}" for suffix, (name, _) in _SUFFIXES.items() if not FORMATS[name].packed)
)
_PACKED: Final[dict[str, Compression]] = {"": "", ".gz": "gz", ".zst": "zst"}
#: How the name of a document may end that is written in a format; the first is given to what ends in none of them.
_RENDERED: Final[dict[Format, tuple[str, ...]]] = {
    "text": (".txt",),
    "markdown": (".md",),
    "html": (".html", ".htm"),
    "json": (".json",),
}


def format_of(name: str, other: str | None = None) -> FileFormat | None:
    """The format that a file name stands for; `other`, or None, if it stands for none of ours."""
    known = _SUFFIXES.get(suffix_of(name), (other, None))
    if known[0] is None:
        return None
    form = FileFormat(known[0], known[1], compression_of(name))
    return form if FORMATS[form.name].packed or not form.compression else None


def output_names(names: Iterable[str], to: Format, other: str | None = None) -> dict[str, str]:
    """What becomes of the files of one folder: by the name of each that can be read, the name of its output.

    A name keeps its suffix if that stands for the format asked for, or else gets another. Where two would come out
    alike, the other suffix stands behind the one that was there, so that no two do. `other` is as for `format_of`.

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
    """How the name of the output may end for an input of this format, without what tells the compression."""
    if not form.is_document:
        return FORMATS[form.name].outputs
    # What is not called a page stays a text under its name, be it a text in Markdown.
    return (".txt", ".md") if to == "text" and form.kind != "html" else _RENDERED[to]


def written_as(name: str, to: Format) -> Format:
    """The format to have the document of a file written in: Markdown that is asked for is there already as a text."""
    return "text" if to == "markdown" and suffix_of(name) == ".md" else to


def may_be_written(name: str) -> bool:
    """Whether a name is that of a file to write, and not of a folder."""
    return suffix_of(name) in {*_SUFFIXES, *chain.from_iterable(_RENDERED.values())}


def suffix_of(name: str) -> str:
    """The suffix of a file name, in small letters and without what tells the compression."""
    return _split(name)[1].lower()


def compression_of(name: str) -> Compression:
    """How a file of this name is compressed."""
    return _PACKED[_split(name)[2].lower()]


def _output_name(name: str, form: FileFormat, to: Format) -> str:
    stem, suffix, packed = _split(name)
    allowed = endings(form, to)
    if suffix.lower() in allowed:
        return name
    # The end of a name that says nothing, as in "page.html?id=3", is no suffix to be replaced.
    stem = stem if suffix.lower() in _SUFFIXES else stem + suffix
    return stem + allowed[0] + packed


def _split(name: str) -> tuple[str, str, str]:
    """A file name as stem, suffix and what is behind that if it is compressed."""
    stem, dot, last = name.rpartition(".")
    packed = dot + last if stem and (dot + last).lower() in _PACKED else ""
    stem, dot, last = name.removesuffix(packed).rpartition(".")
    return stem, dot + last, packed
