"""The one protocol of corpus formats: a file is opened as records, a record gives its text and takes the clean one.

A format is one file in `cleantext/corpus/formats/` with a function that opens a file of it as `Records`, and one line
in the table of that folder. Whatever the format, records go to the workers as bytes with a `Shape` that knows their
texts, and come back as bytes, which the sink of the run joins as the format's `Layout` says.
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

#: Most bytes of a document, unless another number is asked for: twelve times the largest of the 2,838 pages that the
#: benchmarks are run on. A worker takes 28 times the size of a long text of news, so that this makes 2 GB.
MAX_BYTES: Final = 1 << 26
#: Where the address of a record is looked for unless another member or column is named.
URL: Final = "url"
#: What `stats` adds to a record.
STATS: Final = ("share_cut", "cuts")


class RecordError(CleantextError):
    """A record cannot be cleaned; the message is the cause, to which the caller adds file and line."""


class TooLongError(CleantextError):
    """A document has more bytes than are allowed."""

    def __init__(self, max_bytes: int) -> None:
        super().__init__(f"has more than {max_bytes:,} bytes; --max-bytes allows it more")


class BrokenFileError(Exception):
    """A file ends early or is damaged: its records before are good, and `tail` is what came of a last one."""

    def __init__(self, cause: str, tail: bytes = b"") -> None:
        super().__init__(cause)
        self.cause = cause
        self.tail = tail


@dataclass(frozen=True, slots=True)
class Reading:
    """How the user wants the inputs read, and what of their records goes into the result.

    Attributes:
        fields: members or columns that hold text; "meta.text" is a member of a member.
        into: for each of them the one for the clean text; empty replaces the texts.
        keep: the members or columns that the result has besides the texts; None keeps all.
        stats: whether the result tells the share that was cut and the cuts by family.
        encoding: how to read what is not UTF-8; None detects it.
        kind: what records, standard input and files are whose name does not say it; None tells each by its looks.
        max_bytes: most bytes of a document, decompressed, and of a record; what has more fails.
        max_cut: most of a document that may be cut, from 0 to 1; what would lose more fails. None sets no limit.
        delimiter: what stands between the cells of CSV; None finds it in the header.
        to: the format that clean texts are written in.
        site: the member or column with the address of a record, or the name of its site; None reads none. `URL` need
            not be there.
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

    def with_sites(self) -> Reading:
        """The same reading for rules that name sites: where no member is named, `URL` has the address."""
        return replace(self, site=self.site or URL)

    @property
    def goals(self) -> tuple[str, ...]:
        """For each field the one for its clean text, which may be the field itself."""
        return self.into or self.fields


@dataclass(frozen=True, slots=True)
class Position:
    """A place between two records.

    Attributes:
        offset: how much of the file is before it, in what the format counts: bytes, rows or records.
        line: what the next record is called: the number of its line, or where it has none, its own.
    """

    offset: int
    line: int


START: Final = Position(0, 1)


@dataclass(frozen=True, slots=True)
class Record:
    """One record.

    Attributes:
        line: the number of its first line, or its own.
        raw: its bytes; only the first ones if it is too long; none if it holds no document and is passed over.
        after: the place after it.
        is_whole: whether `raw` is all of it.
        kind: what the record says that it is; None if it says nothing.
    """

    line: int
    raw: bytes
    after: Position
    is_whole: bool = True
    kind: Kind | None = None


class Shape(Protocol):
    """How a record holds its texts; it goes to the workers by pickle."""

    def texts(self, raw: bytes) -> Sequence[str | None]:
        """The texts in a record, None for one that is null; none at all if there is no record, as in a blank line.

        Raises:
            RecordError: it is damaged, or lacks them.
            EncodingError: it is no text.
        """

    def site(self, raw: bytes) -> str | None:
        """The address of a record with texts, or the name of its site, where `Reading.site` says; None if it has none.

        Raises:
            RecordError: there is no such member.
        """

    def replaced(self, raw: bytes, texts: Sequence[str | None], cleaned: Sequence[Cleaned | None]) -> bytes:
        """The record with what is left of its texts; each is None where the other is."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How records are put together to an output.

    Attributes:
        opening: what stands before the first record.
        between: what stands between two.
        closing: what stands after the last.
        assemble: writes what has been joined as a file of the format; None if it is one already. Called with a file to
            read it from, and the file to write.
    """

    opening: bytes = b""
    between: bytes = b""
    closing: bytes = b""
    assemble: Callable[[BinaryIO, BinaryIO], None] | None = None


#: Records that need nothing around them, as lines do.
BARE: Final = Layout()


class Records(Protocol):
    """An open file of records."""

    @property
    def shape(self) -> Shape:
        """How each holds its texts."""

    @property
    def layout(self) -> Layout:
        """How they are put together again."""

    @property
    def at(self) -> int:
        """Bytes of the file that have been read."""

    def records(self, start: Position) -> Iterator[Record]:
        """The records from a place on.

        Raises:
            BrokenFileError: the file is damaged here; every record before has been given.
            CleantextError: the file as a whole cannot be read.
        """


class Place(Protocol):
    """A file to read, by a path or on another system."""

    @property
    def name(self) -> str:
        """Its last part."""

    def open(self, mode: Any) -> Any:
        """The open file."""


#: Opens a file of a format: given the file (None is standard input), how it is compressed, how to read it, and the
#: name of the file to write, if there is one. Raises OSError, BrokenFileError and CleantextError.
Opener = Callable[[Place | None, str, Reading, str], AbstractContextManager[Records]]


def share_cut(cleaned: Sequence[Cleaned | None]) -> float:
    """The share of the texts of a record that was cut, white space aside."""
    sizes = [(one, len("".join(one.document.text.split()))) for one in cleaned if one is not None]
    whole = sum(size for _, size in sizes)
    return sum(one.share_cut * size for one, size in sizes) / whole if whole else 0.0


def stats_of(cleaned: Sequence[Cleaned | None]) -> tuple[float, dict[str, int]]:
    """What `STATS` names: the share of a record's texts that was cut, and the number of cuts by family."""
    cuts: dict[str, int] = {}
    for removal in (removal for one in cleaned if one is not None for removal in one.removals):
        cuts[removal.filter] = cuts.get(removal.filter, 0) + 1
    return round(share_cut(cleaned), 4), dict(sorted(cuts.items()))


def some_of(names: Sequence[str]) -> str:
    """Some names for a message, the first of them and whether there are more."""
    shown = ", ".join(map(repr, names[:8])) or "none"
    return shown + (", …" if len(names) > 8 else "")
