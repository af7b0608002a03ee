"""The protocol of corpus formats: a file is opened as records, and a record gives its texts and takes the clean ones.

A format is one file in `cleantext/corpus/formats/` with a function that opens a file of it as `Records`, and one line
in the table of that folder. Whatever the format, records go to the workers as bytes with a `RecordFormat` that finds
their texts, and come back as bytes, which the sink of the run joins as the format's `Layout` says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, BinaryIO, Final, Protocol

from cleantext.cleaned import Cleaned
from cleantext.errors import CleantextError
from cleantext.readers import Kind
from cleantext.writers import Format

#: Default for the maximum size of a document, in bytes: twelve times the largest of the 2,838 pages that the
#: benchmarks are run on. A worker takes 28 times the size of a long text of news, so that this makes 2 GB.
MAX_BYTES: Final = 1 << 26
#: Default name of the member or column that holds the address of a record.
URL: Final = "url"
#: Names of the members or columns that `stats` adds to a record.
STATS: Final = ("share_cut", "cuts")


class RecordError(CleantextError):
    """A record cannot be cleaned. The message is the cause; the caller adds file and line."""


class TooLongError(CleantextError):
    """A document has more bytes than are allowed."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(f"has more than {max_bytes:,} bytes; --max-bytes allows it more")


class BrokenFileError(Exception):
    """A file is truncated or damaged: the records before are good, `tail` is what could be read of the next one."""

    def __init__(self, cause: str, tail: bytes = b"") -> None:
        super().__init__(cause)
        self.cause = cause
        self.tail = tail


@dataclass(frozen=True, slots=True)
class InputOptions:
    """How inputs are read, and what of their records goes into the output.

    Attributes:
        fields: members or columns that hold text; "meta.text" is a member of a member.
        into: for each of them, the one that takes the clean text; if empty, the texts are replaced.
        keep: the members or columns that the output has besides the texts; None keeps all.
        stats: whether the output has the share that was cut and the number of cuts by family (`STATS`).
        encoding: how to read what is not UTF-8; None auto-detects it.
        kind: what records, standard input and files are whose name does not say it; None auto-detects each.
        max_bytes: maximum size of a document or record, in bytes after decompression; larger ones fail.
        max_cut: maximum share of a document to cut, from 0 to 1; a document that would lose more fails. None: no limit.
        delimiter: what separates the cells of CSV; None auto-detects it from the header.
        to: the format that clean texts are written in.
        site: the member or column with the address of a record, or the name of its site; None reads none. A record may
            lack it only if it is `URL`.
    """

    fields: tuple[str, ...] = ("text",)
    into: tuple[str, ...] = ()
    keep: tuple[str, ...] | None = None
    stats: bool = False
    encoding: str | None = None
    kind: Kind | None = None
    max_bytes: int = MAX_BYTES
    max_cut: float | None = None
    delimiter: str | None = None
    to: Format = "text"
    site: str | None = None

    def with_sites(self) -> InputOptions:
        """The same options for rules that name sites: where no member is named, `URL` has the address."""
        return replace(self, site=self.site or URL)

    @property
    def output_fields(self) -> tuple[str, ...]:
        """For each field the one that takes its clean text, which may be the field itself."""
        return self.into or self.fields


@dataclass(frozen=True, slots=True)
class Position:
    """A place between two records.

    Attributes:
        offset: how much of the file is before it, in the unit of the format: bytes, rows or records.
        line: the number of the line on which the next record begins, or of the record where a format has no lines.
    """

    offset: int
    line: int


START: Final = Position(0, 1)


@dataclass(frozen=True, slots=True)
class Record:
    """One record.

    Attributes:
        line: the number of its first line, or of the record where a format has no lines.
        raw: its bytes; only the first ones if it is too long; empty if it holds no document.
        after: the position after it.
        is_whole: whether `raw` is all of it.
        kind: what it declares itself to be; None if it does not.
    """

    line: int
    raw: bytes
    after: Position
    is_whole: bool = True
    kind: Kind | None = None


class RecordFormat(Protocol):
    """How a record of a file holds its texts; it is pickled for the workers."""

    def texts(self, raw: bytes) -> Sequence[str | None]:
        """The texts in a record, None for one that is null; empty if there is no record, as in a blank line.

        Raises:
            RecordError: it is damaged, or lacks them.
            EncodingError: it is not text.
        """

    def site(self, raw: bytes) -> str | None:
        """The address of a record with texts, or the name of its site, by `InputOptions.site`; None if it has none.

        Raises:
            RecordError: there is no such member.
        """

    def replaced(self, raw: bytes, texts: Sequence[str | None], cleaned: Sequence[Cleaned | None]) -> bytes:
        """The record with its texts replaced by the clean ones; these are None where the texts are."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How records are joined to an output.

    Attributes:
        opening: the bytes before the first record.
        between: the bytes between two records.
        closing: the bytes after the last record.
        assemble: turns the joined records into a file of the format; None if they are one already. Called with the
            file to read, and the file to write.
    """

    opening: bytes = b""
    between: bytes = b""
    closing: bytes = b""
    assemble: Callable[[BinaryIO, BinaryIO], None] | None = None


#: The layout of formats that need nothing around or between records, such as lines.
BARE: Final = Layout()


class Records(Protocol):
    """An open file of records."""

    @property
    def record_format(self) -> RecordFormat:
        """How each record holds its texts."""

    @property
    def layout(self) -> Layout:
        """How the output joins the records."""

    @property
    def at(self) -> int:
        """Bytes of the file that have been read."""

    def records(self, start: Position) -> Iterator[Record]:
        """The records from a position on.

        Raises:
            BrokenFileError: the file is damaged here; every record before has been given.
            CleantextError: the file as a whole cannot be read.
        """


class Place(Protocol):
    """A file to read, on this machine or another."""

    @property
    def name(self) -> str:
        """Its last part."""

    def open(self, mode: Any) -> Any:
        """The open file."""


#: Opens a file of a format: given the file (None is standard input), how it is compressed, how to read it, and the
#: name of the file to write, if there is one. Raises OSError, BrokenFileError and CleantextError.
Opener = Callable[[Place | None, str, InputOptions, str], AbstractContextManager[Records]]


def share_cut(cleaned: Sequence[Cleaned | None]) -> float:
    """The share of the texts of a record that was cut, not counting white space."""
    sizes = [(one, len("".join(one.document.text.split()))) for one in cleaned if one is not None]
    whole = sum(size for _, size in sizes)
    return sum(one.share_cut * size for one, size in sizes) / whole if whole else 0.0


def stats_of(cleaned: Sequence[Cleaned | None]) -> tuple[float, dict[str, int]]:
    """The values for `STATS`: the share of a record's texts that was cut, and the number of cuts by family."""
    cuts: dict[str, int] = {}
    for removal in (removal for one in cleaned if one is not None for removal in one.removals):
        cuts[removal.filter] = cuts.get(removal.filter, 0) + 1
    return round(share_cut(cleaned), 4), dict(sorted(cuts.items()))


def some_of(names: Sequence[str]) -> str:
    """Names for a message: the first eight, and an ellipsis if there are more."""
    shown = ", ".join(map(repr, names[:8])) or "none"
    return shown + (", …" if len(names) > 8 else "")
