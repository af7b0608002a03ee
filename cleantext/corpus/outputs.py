"""Reads the outputs of two runs, document by document, so that they can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final, NamedTuple

import orjson

from cleantext.corpus.formats import FORMATS
from cleantext.corpus.formats.jsonl import JsonObject, member, parsed
from cleantext.corpus.plan import QUARANTINE, Plan, Source
from cleantext.corpus.records import START, BrokenFileError, InputOptions
from cleantext.corpus.streams import read_whole
from cleantext.errors import BatchError, CleantextError
from cleantext.readers.encoding import decode
from cleantext.reports.comparison import Output

#: The members of a JSON object that tell that `to="json"` wrote it.
_WRITTEN: Final = frozenset(("text", "blocks", "removals"))


class Pair(NamedTuple):
    """A document in two outputs: its name, and its content in each; None where one lacks it."""

    name: str
    old: Output | None
    new: Output | None


def pairs(old: str | Path, new: str | Path, *, field: str = "text", key: str | None = None) -> Iterator[Pair]:
    """Yield the documents of two outputs in pairs: files are paired by name, records by `key` or by their order.

    Args:
        old: the file or folder that the older run wrote.
        new: the file or folder that the newer run wrote.
        field: the member or column that holds the clean text.
        key: the member that identifies a record; None pairs records by their order.

    Raises:
        BatchError: an output is missing, or cannot be read or paired; the message names file and record.
    """
    options = InputOptions(fields=(field,))
    before, after = _files(str(old)), _files(str(new))
    if isinstance(before, Source) or isinstance(after, Source):
        if not (isinstance(before, Source) and isinstance(after, Source)):
            raise BatchError(f"{old} and {new}: compare two files or two folders")
        yield from _paired(before, after, options, key, str(new))
        return
    for name in sorted({*before, *after}):
        ours, theirs = before.get(name), after.get(name)
        yield from _paired(ours, theirs, options, key, name)


def _files(place: str) -> Source | dict[str, Source]:
    """Return the file, or the files of a folder by their names in it."""
    sources = list(Plan([place]).sources())
    if len(sources) == 1 and not Path(place).is_dir():
        return sources[0]
    named = {str(each.path.relative_to(place)): each for each in sources if each.path is not None}
    named.pop(QUARANTINE, None)
    return named


def _paired(
    old: Source | None, new: Source | None, options: InputOptions, key: str | None, name: str
) -> Iterator[Pair]:
    """Yield the documents of two files; each waits for its counterpart."""
    waiting: tuple[dict[object, tuple[str, Output]], ...] = ({}, {})
    known: tuple[set[object], ...] = (set(), set())
    counts = [0, 0]
    sides = (iter(()) if each is None else _documents(each, options, key, name) for each in (old, new))
    for both in zip_longest(*sides):
        for side, one in enumerate(both):
            if one is None:
                continue
            counts[side] += 1
            shown, identity, output = one
            if key is not None:
                if identity in known[side]:
                    raise BatchError(f"{shown}: another record has the same {key}; name a field that tells them apart")
                known[side].add(identity)
            waiting[side][identity] = (shown, output)
        for identity in {one[1] for one in both if one is not None}:
            if identity in waiting[0] and identity in waiting[1]:
                (_, ours), (shown, theirs) = waiting[0].pop(identity), waiting[1].pop(identity)
                yield Pair(shown, ours, theirs)
    if key is None and old is not None and new is not None and counts[0] != counts[1]:
        raise BatchError(
            f"{name}: {counts[0]:,} records in the older output and {counts[1]:,} in the newer cannot be paired by "
            "their order; name the field that tells them apart with --key"
        )
    for shown, output in waiting[0].values():
        yield Pair(shown, output, None)
    for shown, output in waiting[1].values():
        yield Pair(shown, None, output)


def _documents(
    source: Source, options: InputOptions, key: str | None, name: str
) -> Iterator[tuple[str, object, Output]]:
    """Yield name, identity and content of each document of a file."""
    try:
        open_records = FORMATS[source.format.name].open
        if open_records is None:
            assert source.path is not None
            raw = read_whole(source.path, source.format.compression, options.max_bytes)
            yield name, None, Output(decode(raw, None))
            return
        with open_records(source.path, source.format.compression, options, "") as file:
            for number, record in enumerate(file.records(START)):
                if not record.raw.strip():
                    continue
                shown = f"{name}:{record.line}"
                try:
                    if isinstance(file.record_format, JsonObject):
                        content = parsed(record.raw)
                        identity, output = _of_object(content, options.fields[0], key)
                        # A document that was written as JSON is its file.
                        shown = name if content.keys() >= _WRITTEN else shown
                    elif key is not None:
                        raise BatchError("--key is for JSON and Parquet")
                    else:
                        [text] = file.record_format.texts(record.raw)
                        identity, output = None, _output(text)
                except CleantextError as error:
                    raise BatchError(f"{shown}: {error}") from error
                if output is not None:
                    yield shown, number if key is None else identity, output
    except BrokenFileError as error:
        raise BatchError(f"{source.name}: {error.cause}") from error
    except OSError as error:
        raise BatchError(f"{source.name}: cannot be read: {error.strerror or error}") from error


def _of_object(record: Any, field: str, key: str | None) -> tuple[object, Output | None]:
    """Return the identity of a record, and what it holds of a document; None if its text is null."""
    if not isinstance(record, dict):
        raise BatchError("not a JSON object")
    identity = None if key is None else orjson.dumps(member(record, key))
    if record.keys() >= _WRITTEN:
        return identity, _output(record)
    return identity, _output(member(record, field))


def _output(value: Any) -> Output | None:
    """Return what a run has written of a document: a text, or the object of `to="json"`, which cells hold as text."""
    if isinstance(value, str) and value.startswith('{"text":'):
        try:
            value = orjson.loads(value)
        except orjson.JSONDecodeError:
            return Output(value)
    if isinstance(value, Mapping) and isinstance(value.get("text"), str) and isinstance(value.get("removals"), list):
        return Output(value["text"], value["removals"])
    if value is None or isinstance(value, str):
        return None if value is None else Output(value)
    raise BatchError("holds neither a text nor what --to json writes")
