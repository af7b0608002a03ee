"""What a worker does: reads the texts of one record or file, cleans them, and reports the cuts or the failure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cleantext.cleaned import Cleaned
from cleantext.corpus.names import Compression
from cleantext.corpus.records import (
    BrokenFileError,
    InputOptions,
    Place,
    RecordError,
    RecordFormat,
    TooLongError,
    share_cut,
)
from cleantext.corpus.streams import read_whole
from cleantext.errors import CleantextError
from cleantext.pipeline import Pipeline
from cleantext.readers import Kind
from cleantext.reports.gathering import Seen, seen
from cleantext.reports.terminal import Tally, explanation
from cleantext.reports.view import view_of
from cleantext.writers import Format


@dataclass(frozen=True, slots=True)
class Unit:
    """One record or file to clean.

    Attributes:
        file: the name of the file in messages.
        record_format: how it holds its texts.
        kind: what the texts are; None auto-detects each.
        to: the format to write the clean texts in.
        line: where the record begins in the file; None for a whole file.
        raw: the bytes of the record; None for a file that the worker reads itself.
        path: the file to read in that case.
        compression: the compression of that file.
        is_whole: whether `raw` is the whole record; False if it was truncated as too long.
        folder: the name of the folder that a whole file lies in.
    """

    file: str
    record_format: RecordFormat
    kind: Kind | None = None
    to: Format = "text"
    line: int | None = None
    raw: bytes | None = None
    path: Place | None = None
    compression: Compression = ""
    is_whole: bool = True
    folder: str | None = None

    @property
    def name(self) -> str:
        """The file, and the line if there is one."""
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Failure:
    r"""Why a record is not in the output.

    Attributes:
        line: where the record begins; None for a whole file.
        cause: what is wrong, in words.
        record: the record itself, with bytes that are not UTF-8 escaped as in `\xff`; truncated if it is too long; None
            for a file.
        again: whether the cause lies outside of the record (memory, permissions), so that a retry may succeed.
    """

    line: int | None
    cause: str
    record: str | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """The result of cleaning a unit.

    Attributes:
        output: the bytes to write; None for a failure.
        failure: what went wrong.
        tally: documents and cuts.
        size: length of what was cleaned, in UTF-8 bytes; pages count with their markup.
        explanation: the explanation in words, if it was asked for.
        seen: what a report shows of each text, if one was asked for.
    """

    output: bytes | None
    failure: Failure | None = None
    tally: Tally = field(default_factory=Tally)
    size: int = 0
    explanation: str = ""
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitCleaner:
    """Cleans a unit with a pipeline; called in a worker.

    `kept` and `colour` are for explanations, `images` for pages; `views` asks for what reports show.
    """

    pipeline: Pipeline
    options: InputOptions
    images: bool = False
    explain: bool = False
    kept: bool = False
    colour: bool = False
    views: bool = False

    def __call__(self, unit: Unit) -> Result:
        """The result for a unit. Whatever error a record causes, it costs this record only."""
        try:
            raw = content(unit, self.options.max_bytes)
        except OSError as error:
            return Result(None, Failure(unit.line, f"cannot be read: {error.strerror or error}", again=True))
        except BrokenFileError as error:
            return Result(None, Failure(unit.line, error.cause))
        except TooLongError as error:
            return Result(None, failed(unit, str(error)))
        try:
            return self._clean(unit, raw)
        except CleantextError as error:
            return Result(None, failed(unit, str(error)))
        except Exception as error:  # A filter of the user's own may raise anything.
            return Result(None, failed(unit, f"{type(error).__name__}: {error}"))

    def _clean(self, unit: Unit, raw: bytes) -> Result:
        texts = unit.record_format.texts(raw)
        if not texts:
            return Result(raw)
        site = site_of(unit, raw, self.options)
        cleaned = [None if text is None else self._explain(unit, text, site) for text in texts]
        if self.options.max_cut is not None and (share := share_cut(cleaned)) > self.options.max_cut:
            raise RecordError(f"{share:.1%} of it would be cut, and --max-cut allows {self.options.max_cut:.1%}")
        output = unit.record_format.replaced(raw, texts, cleaned)
        size = sum(_utf8_length(text) for text in texts if text is not None)
        shown = self._shown(unit, cleaned) if self.explain else ""
        return Result(output, None, _tally(unit, cleaned), size, shown, self._seen(unit, cleaned) if self.views else ())

    def _explain(self, unit: Unit, text: str, site: str | None) -> Cleaned:
        return self.pipeline.explain(text, kind=unit.kind, to=unit.to, images=self.images, url=site)

    def _shown(self, unit: Unit, cleaned: Sequence[Cleaned | None]) -> str:
        done = [one for one in cleaned if one is not None]
        shown = "".join(explanation(unit.name, one, colour=self.colour, kept=self.kept) for one in done)
        # Streams cannot encode lone surrogates.
        return shown.encode("utf-8", "backslashreplace").decode()

    def _seen(self, unit: Unit, cleaned: Sequence[Cleaned | None]) -> tuple[Seen, ...]:
        several = len(cleaned) > 1
        fields = zip(self.options.fields, cleaned, strict=True) if several else (("", one) for one in cleaned)
        names = ((f"{unit.name} ({field})" if field else unit.name, one) for field, one in fields)
        return tuple(seen(view_of(name, one)) for name, one in names if one is not None)


def content(unit: Unit, max_bytes: int) -> bytes:
    """The bytes of a unit. Raises OSError, BrokenFileError and TooLongError."""
    if not unit.is_whole:
        raise TooLongError(max_bytes)
    if unit.raw is not None:
        return unit.raw
    assert unit.path is not None
    return read_whole(unit.path, unit.compression, max_bytes)


def site_of(unit: Unit, raw: bytes, options: InputOptions) -> str | None:
    """The site of a record, or that of a file: the folder that it lies in; None where it does not count."""
    if options.site is None:
        return None
    return unit.record_format.site(raw) if unit.folder is None else unit.folder


def failed(unit: Unit, cause: str, *, again: bool = False) -> Failure:
    """The failure of a unit, with the record in it."""
    record = None if unit.raw is None else unit.raw.decode("utf-8", "backslashreplace")
    return Failure(unit.line, cause, record, again)


def lost(unit: Unit, cause: str) -> Result:
    """The result of a unit that kills whoever cleans it."""
    return Result(None, failed(unit, cause, again=True))


def _tally(unit: Unit, cleaned: Sequence[Cleaned | None]) -> Tally:
    """The counts for some documents: of their texts, whatever markup they have come in or go out with."""
    tally = Tally()
    for one in cleaned:
        if one is not None:
            page = unit.kind == "html" or bool(one.document.elements)
            part = Tally(1, int(page), _utf8_length(one.document.text), _utf8_length(one.kept.text))
            part.count(one.removals)
            tally.add(part)
    return tally


def _utf8_length(text: str) -> int:
    # Records may hold lone surrogates.
    return len(text.encode("utf-8", "surrogatepass"))
