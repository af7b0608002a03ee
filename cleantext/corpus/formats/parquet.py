"""Parquet: rows are read one at a time; when all are clean, they are put into a copy of the file by row groups.

Until then the clean texts wait as JSON lines, each with the number of its row, so that a run that is broken off goes on
as with any other format. The copy keeps schema, metadata, codecs, and the rows of each row group that did not fail.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any, BinaryIO, Final, cast

import orjson

from cleantext.corpus.formats.jsonl import JsonObject
from cleantext.corpus.records import STATS, URL, Layout, Place, Position, Reading, Record, RecordError, Records, some_of

#: The member that holds the number of a row; no column that holds text is called so.
ROW: Final = ""
#: Bytes of decompressed rows from which a row group of the input becomes several, as one is held in memory.
MOST_IN_GROUP: Final = 1 << 28
_BUFFER: Final = 1 << 20
#: Rows that are read at once where all columns are: a dictionary may hold one long value for many of them.
_ROWS: Final = 8
#: A column chunk of that many bytes which grows so many times over when it is decompressed is a bomb.
_BOMB_BYTES: Final = 1 << 27
_BOMB_TIMES: Final = 100


@contextmanager
def open_parquet(path: Place | None, compression: str, reading: Reading, target: str) -> Iterator[Records]:
    """Opens Parquet; standard input goes to a temporary file first, as the end of a file says what is in it."""
    if path is None:
        spooled = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  # it is read again when all is clean
        shutil.copyfileobj(sys.stdin.buffer, spooled)
        yield ParquetRows(spooled, reading, lambda: spooled)
        return
    with path.open("rb") as file:
        yield ParquetRows(file, reading, lambda: path.open("rb"))


class ParquetRows:
    """An open Parquet file.

    Raises:
        RecordError: it is damaged, or lacks a column, or one holds something else than text.
    """

    def __init__(self, file: BinaryIO, reading: Reading, reopen: Callable[[], BinaryIO]) -> None:
        self.shape = JsonObject(reading.fields, reading.goals, stats=reading.stats, nullable=True, where=reading.site)
        self.layout = Layout(assemble=lambda lines, target: _put_together(reopen(), reading, lines, target))
        self._reading = reading
        self._size = file.seek(0, 2)
        self._file = _opened(file)
        if len(set(self._file.schema_arrow.names)) < len(self._file.schema_arrow.names):
            raise RecordError(f"two columns have one name; there is {some_of(self._file.schema_arrow.names)}")
        self._names = reading.fields
        if reading.site is not None and (reading.site != URL or URL in self._file.schema_arrow.names):
            self._names = tuple(dict.fromkeys((*reading.fields, reading.site)))
        self._paths = [_path(self._file.schema_arrow, name) for name in self._names]
        # A column that the copy cannot have must not be found out when all is clean.
        _Columns(self._file.schema_arrow, reading)
        self._rows = 0

    @property
    def at(self) -> int:
        """Bytes of the file that have been read, as far as rows tell."""
        return int(self._size * self._rows // max(1, self._file.metadata.num_rows))

    def records(self, start: Position) -> Iterator[Record]:
        """The rows from a place on.

        Raises:
            RecordError: the file is damaged.
        """
        metadata = self._file.metadata
        for group in range(metadata.num_row_groups):
            rows = metadata.row_group(group).num_rows
            if self._rows + rows <= start.offset:
                self._rows += rows
                continue
            _check_group(metadata.row_group(group))
            columns = [".".join(path) for path in self._paths]
            for batch in _batches(self._file, group, 1, columns):
                self._rows += 1
                if self._rows > start.offset:
                    with _errors_named():
                        values = [_leaf(batch.column(path[0]), path[1:])[0] for path in self._paths]
                    yield self._record(values)

    def _record(self, values: Sequence[Any]) -> Record:
        texts = [_bytes_of(value) for value in values]
        after = Position(self._rows, self._rows + 1)
        if sum(len(text or b"") for text in texts) > self._reading.max_bytes:
            return Record(self._rows, (texts[0] or b"")[:1000], after, is_whole=False)
        raw = orjson.dumps(self._rows)
        members = [b'"%s":%s' % (ROW.encode(), raw)]
        for field, text in zip(self._names, texts, strict=True):
            members.append(orjson.dumps(field) + b":" + _json_of(text))
        return Record(self._rows, b"{" + b",".join(members) + b"}\n", after)


def lines_to_parquet(names: Sequence[str], lines: BinaryIO, target: BinaryIO) -> None:
    """Writes JSON lines as Parquet with columns of these names: text, but for a share that was cut."""
    import pyarrow
    from pyarrow import parquet

    share, cuts = STATS
    schema = pyarrow.schema(
        [(name, pyarrow.float64() if name == share else pyarrow.string()) for name in names],
    )
    with parquet.ParquetWriter(target, schema, compression="zstd") as writer:
        rows: list[dict[str, Any]] = []
        size = 0
        for line in lines:
            row = orjson.loads(line)
            if cuts in row:
                row[cuts] = orjson.dumps(row[cuts]).decode()
            rows.append(row)
            size += len(line)
            if size > MOST_IN_GROUP // 8:
                writer.write_table(pyarrow.Table.from_pylist(rows, schema))
                rows, size = [], 0
        if rows:
            writer.write_table(pyarrow.Table.from_pylist(rows, schema))


def _opened(file: BinaryIO) -> Any:
    from pyarrow import parquet

    with _errors_named():
        # Column chunks are read bit by bit, and not whole, however large their row group is.
        return parquet.ParquetFile(file, pre_buffer=False, buffer_size=_BUFFER)


@contextmanager
def _errors_named() -> Iterator[None]:
    import pyarrow

    try:
        yield
    except (pyarrow.ArrowException, OSError) as error:
        # What the system says of a file has a number; what Arrow says has none.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise RecordError(f"damaged Parquet: {str(error).splitlines()[0]}") from None


def _batches(file: Any, group: int, rows: int, columns: Sequence[str] | None = None) -> Iterator[Any]:
    """The rows of a row group, so many at once."""
    with _errors_named():
        batches = file.iter_batches(rows, row_groups=[group], columns=columns, use_threads=False)
    while True:
        with _errors_named():
            batch = next(batches, None)
        if batch is None:
            return
        yield batch


def _check_group(group: Any) -> None:
    for index in range(group.num_columns):
        chunk = group.column(index)
        packed, size = chunk.total_compressed_size, chunk.total_uncompressed_size
        if size > _BOMB_BYTES and size > _BOMB_TIMES * packed:
            raise RecordError(f"column {chunk.path_in_schema!r} grows from {packed:,} bytes to {size:,}")


def _path(schema: Any, field: str) -> tuple[str, ...]:
    """The names that lead to a column of text; a name with dots may also be one name. Raises RecordError."""
    import pyarrow.types as types

    names = (field,) if field in schema.names else tuple(field.split("."))
    inner = schema
    for name in names:
        is_struct = inner is schema or types.is_struct(inner)
        index = (schema.get_field_index(name) if inner is schema else inner.get_field_index(name)) if is_struct else -1
        if index < 0:
            raise RecordError(f"no column {field!r}; there is {some_of(schema.names)}")
        inner = inner.field(index).type
    value = inner.value_type if types.is_dictionary(inner) else inner
    texts = (types.is_string, types.is_large_string, types.is_string_view, types.is_binary, types.is_large_binary)
    if not any(is_text(value) for is_text in (*texts, types.is_null)):
        raise RecordError(f"column {field!r} holds {inner}, not text")
    return names


def _leaf(column: Any, path: Sequence[str]) -> Any:
    """The values of a column, or of a field in its objects."""
    import pyarrow.compute

    return pyarrow.compute.struct_field(column, list(path)) if path else column


def _bytes_of(value: Any) -> bytes | None:
    """A value of a column of text; None if it is null."""
    value = getattr(value, "value", value)
    buffer = value.as_buffer() if value is not None and value.is_valid and hasattr(value, "as_buffer") else None
    return None if buffer is None else buffer.to_pybytes()


def _json_of(text: bytes | None) -> bytes:
    """A text as JSON; one that is not UTF-8 stays so, for whoever reads it to say."""
    if text is None:
        return b"null"
    try:
        return orjson.dumps(text.decode())
    except UnicodeDecodeError:
        return b'"' + text + b'"'


def _put_together(source: BinaryIO, reading: Reading, lines: BinaryIO, target: BinaryIO) -> None:
    """Writes a copy of a Parquet file with the clean texts that some JSON lines hold, without the rows that they lack.

    Raises:
        RecordError: another column of the file is damaged, or the file has changed.
    """
    from pyarrow import parquet

    with source, _errors_named():
        file = _opened(source)
        columns = _Columns(file.schema_arrow, reading)
        done = map(orjson.loads, lines)
        waiting = next(done, None)
        number = 0
        with parquet.ParquetWriter(target, columns.schema, **_codecs(file.metadata)) as writer:
            for group in range(file.metadata.num_row_groups):
                parts: list[Any] = []
                for batch in _batches(file, group, _ROWS):
                    rows: list[dict[str, Any]] = []
                    for place in range(batch.num_rows):
                        number += 1
                        if waiting is not None and waiting[ROW] == number:
                            rows.append(waiting)
                            waiting = next(done, None)
                        elif rows:
                            parts.append(columns.replaced(batch.slice(place - len(rows), len(rows)), rows))
                            rows = []
                    if rows:
                        parts.append(columns.replaced(batch.slice(batch.num_rows - len(rows)), rows))
                    if sum(part.nbytes for part in parts) > MOST_IN_GROUP:
                        _write(writer, parts)
                        parts = []
                _write(writer, parts)
        if waiting is not None:
            raise RecordError("has changed while it was cleaned")


def _write(writer: Any, batches: Sequence[Any]) -> None:
    import pyarrow

    if batches:
        writer.write_table(pyarrow.Table.from_batches(batches), row_group_size=sum(part.num_rows for part in batches))
        # What Arrow has freed would else be held for the next group, and some more for each.
        pyarrow.default_memory_pool().release_unused()


def _codecs(metadata: Any) -> dict[str, Any]:
    """How each column is compressed, and whether it has a dictionary."""
    if not metadata.num_row_groups:
        return {}
    group = metadata.row_group(0)
    chunks = [group.column(index) for index in range(group.num_columns)]
    codecs = {chunk.path_in_schema: chunk.compression.replace("UNCOMPRESSED", "NONE") for chunk in chunks}
    return {
        "compression": codecs,
        "use_dictionary": [chunk.path_in_schema for chunk in chunks if chunk.has_dictionary_page] or False,
    }


class _Columns:
    """What the columns of the output are, and where their values come from.

    Attributes:
        schema: that of the output.
    """

    def __init__(self, schema: Any, reading: Reading) -> None:
        import pyarrow

        fields = {goal: _path(schema, field) for field, goal in zip(reading.fields, reading.goals, strict=True)}
        self._new: dict[str, Any] = {}
        self._replaced: dict[tuple[str, ...], str] = {}
        for goal, source in fields.items():
            try:
                self._replaced[_path(schema, goal)] = goal
            except RecordError:
                if goal in schema.names:
                    raise
                self._new[goal] = _text_type(schema, source)
        if reading.stats:
            self._new |= dict(zip(STATS, (pyarrow.float64(), pyarrow.string()), strict=True))
        for name in reading.keep or ():
            if name not in schema.names:
                raise RecordError(f"no column {name!r}; there is {some_of(schema.names)}")
        there = [schema.field(name) for name in schema.names if name not in self._new]
        every = {field.name: field for field in chain(there, (pyarrow.field(*item) for item in self._new.items()))}
        touched = [path[0] for path in self._replaced]
        kept = list(every) if reading.keep is None else list(dict.fromkeys((*reading.keep, *touched, *self._new)))
        self.schema = pyarrow.schema([every[name] for name in kept], metadata=schema.metadata)

    def replaced(self, batch: Any, rows: Sequence[dict[str, Any]]) -> Any:
        """Some rows with their clean texts, which the JSON lines `rows` hold."""
        import pyarrow

        columns = {name: batch.column(name) for name in batch.schema.names}
        for path, goal in self._replaced.items():
            values = [row[goal] for row in rows]
            columns[path[0]] = _with_leaf(columns[path[0]], path[1:], values)
        for name, kind in self._new.items():
            values = [row.get(name) for row in rows]
            values = [orjson.dumps(value).decode() if isinstance(value, dict) else value for value in values]
            columns[name] = pyarrow.array(values, kind)
        return pyarrow.record_batch([columns[name] for name in self.schema.names], schema=self.schema)


def _text_type(schema: Any, path: Sequence[str]) -> Any:
    """The type for the clean texts of a column."""
    import pyarrow

    kind = schema.field(path[0]).type
    for name in path[1:]:
        kind = kind.field(name).type
    kind = kind.value_type if pyarrow.types.is_dictionary(kind) else kind
    return pyarrow.string() if pyarrow.types.is_null(kind) else kind


def _with_leaf(column: Any, path: Sequence[str], values: Sequence[str | None]) -> Any:
    """A column with other values, or one whose objects have other values in a field."""
    import pyarrow

    if not path:
        if pyarrow.types.is_dictionary(column.type):
            return pyarrow.array(values, column.type.value_type).dictionary_encode().cast(column.type)
        return pyarrow.array(values, column.type)
    fields = list(column.type)
    inner = [pyarrow.compute.struct_field(column, [index]) for index in range(len(fields))]
    index = column.type.get_field_index(path[0])
    inner[index] = _with_leaf(inner[index], path[1:], values)
    return pyarrow.StructArray.from_arrays(inner, fields=fields, mask=column.is_null())
