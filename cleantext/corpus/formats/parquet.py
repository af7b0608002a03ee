"""Parquet: rows are read one at a time; when all are clean, a copy of the file is written with the clean texts.

Until then the clean texts are stored as JSON Lines, each with the number of its row, so that an interrupted run resumes
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
from cleantext.corpus.records import (
    STATS,
    URL,
    InputOptions,
    Layout,
    Place,
    Position,
    Record,
    RecordError,
    Records,
    some_of,
)

#: Name of the member that holds the number of a row; no column of text has this name.
ROW: Final = ""
#: Maximum bytes of decompressed rows in a row group of the output, which is held in memory; larger ones are split.
MAX_GROUP_BYTES: Final = 1 << 28
_BUFFER: Final = 1 << 20
#: Number of rows that are read at once with all columns; few, as a dictionary may repeat one long value in each.
_ROWS: Final = 8
#: A column chunk is refused as a decompression bomb if it has more than so many bytes decompressed, and more than so
#: many times its compressed bytes.
_BOMB_BYTES: Final = 1 << 27
_BOMB_TIMES: Final = 100


@contextmanager
def open_parquet(path: Place | None, compression: str, options: InputOptions, target: str) -> Iterator[Records]:
    """Opens Parquet; standard input is copied to a temporary file first, as the index is at the end of the file."""
    if path is None:
        spooled = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  # it is read again when all is clean
        shutil.copyfileobj(sys.stdin.buffer, spooled)
        yield ParquetRows(spooled, options, lambda: spooled)
        return
    with path.open("rb") as file:
        yield ParquetRows(file, options, lambda: path.open("rb"))


class ParquetRows:
    """An open Parquet file.

    Raises:
        RecordError: it is damaged, lacks a column, or a column does not hold text.
    """

    def __init__(self, file: BinaryIO, options: InputOptions, reopen: Callable[[], BinaryIO]) -> None:
        self.record_format = JsonObject(
            options.fields, options.output_fields, stats=options.stats, nullable=True, where=options.site
        )
        self.layout = Layout(assemble=lambda lines, target: _assemble(reopen(), options, lines, target))
        self._options = options
        self._size = file.seek(0, 2)
        self._file = _opened(file)
        if len(set(self._file.schema_arrow.names)) < len(self._file.schema_arrow.names):
            raise RecordError(f"two columns have one name; there is {some_of(self._file.schema_arrow.names)}")
        self._names = options.fields
        if options.site is not None and (options.site != URL or URL in self._file.schema_arrow.names):
            self._names = tuple(dict.fromkeys((*options.fields, options.site)))
        self._paths = [_path(self._file.schema_arrow, name) for name in self._names]
        # Raises now, and not when all rows are clean, if the output cannot have a column.
        _Columns(self._file.schema_arrow, options)
        self._rows = 0

    @property
    def at(self) -> int:
        """Bytes of the file that have been read, estimated from the number of rows."""
        return int(self._size * self._rows // max(1, self._file.metadata.num_rows))

    def records(self, start: Position) -> Iterator[Record]:
        """The rows from a position on.

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
        if sum(len(text or b"") for text in texts) > self._options.max_bytes:
            return Record(self._rows, (texts[0] or b"")[:1000], after, is_whole=False)
        raw = orjson.dumps(self._rows)
        members = [b'"%s":%s' % (ROW.encode(), raw)]
        for field, text in zip(self._names, texts, strict=True):
            members.append(orjson.dumps(field) + b":" + _json_of(text))
        return Record(self._rows, b"{" + b",".join(members) + b"}\n", after)


def lines_to_parquet(names: Sequence[str], lines: BinaryIO, target: BinaryIO) -> None:
    """Write JSON Lines as Parquet with columns of these names: all text, except the share that was cut."""
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
            if size > MAX_GROUP_BYTES // 8:
                writer.write_table(pyarrow.Table.from_pylist(rows, schema))
                rows, size = [], 0
        if rows:
            writer.write_table(pyarrow.Table.from_pylist(rows, schema))


def _opened(file: BinaryIO) -> Any:
    from pyarrow import parquet

    with _errors_named():
        # Column chunks are read in parts, however large their row group is.
        return parquet.ParquetFile(file, pre_buffer=False, buffer_size=_BUFFER)


@contextmanager
def _errors_named() -> Iterator[None]:
    import pyarrow

    try:
        yield
    except (pyarrow.ArrowException, OSError) as error:
        # Errors of the operating system have an errno; those of Arrow have none.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise RecordError(f"damaged Parquet: {str(error).splitlines()[0]}") from None


def _batches(file: Any, group: int, rows: int, columns: Sequence[str] | None = None) -> Iterator[Any]:
    """The rows of a row group, as Arrow batches of so many rows."""
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
    """A value of a text column as bytes; None if it is null."""
    value = getattr(value, "value", value)
    buffer = value.as_buffer() if value is not None and value.is_valid and hasattr(value, "as_buffer") else None
    return None if buffer is None else buffer.to_pybytes()


def _json_of(text: bytes | None) -> bytes:
    """A text as JSON; bytes that are not UTF-8 are kept, so that reading the record fails."""
    if text is None:
        return b"null"
    try:
        return orjson.dumps(text.decode())
    except UnicodeDecodeError:
        return b'"' + text + b'"'


def _assemble(source: BinaryIO, options: InputOptions, lines: BinaryIO, target: BinaryIO) -> None:
    """Write a copy of a Parquet file with the clean texts of some JSON Lines; rows that have none are left out.

    Raises:
        RecordError: another column of the file is damaged, or the file has changed.
    """
    from pyarrow import parquet

    with source, _errors_named():
        file = _opened(source)
        columns = _Columns(file.schema_arrow, options)
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
                    if sum(part.nbytes for part in parts) > MAX_GROUP_BYTES:
                        _write(writer, parts)
                        parts = []
                _write(writer, parts)
        if waiting is not None:
            raise RecordError("has changed while it was cleaned")


def _write(writer: Any, batches: Sequence[Any]) -> None:
    import pyarrow

    if batches:
        writer.write_table(pyarrow.Table.from_batches(batches), row_group_size=sum(part.num_rows for part in batches))
        # Arrow would otherwise keep freed memory for the next group, and more with each.
        pyarrow.default_memory_pool().release_unused()


def _codecs(metadata: Any) -> dict[str, Any]:
    """The compression of each column, and which columns have a dictionary."""
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
    """The columns of the output, and where their values come from.

    Attributes:
        schema: the schema of the output.
    """

    def __init__(self, schema: Any, options: InputOptions) -> None:
        import pyarrow

        fields = {
            output_field: _path(schema, field)
            for field, output_field in zip(options.fields, options.output_fields, strict=True)
        }
        self._new: dict[str, Any] = {}
        self._replaced: dict[tuple[str, ...], str] = {}
        for output_field, source in fields.items():
            try:
                self._replaced[_path(schema, output_field)] = output_field
            except RecordError:
                if output_field in schema.names:
                    raise
                self._new[output_field] = _text_type(schema, source)
        if options.stats:
            self._new |= dict(zip(STATS, (pyarrow.float64(), pyarrow.string()), strict=True))
        for name in options.keep or ():
            if name not in schema.names:
                raise RecordError(f"no column {name!r}; there is {some_of(schema.names)}")
        there = [schema.field(name) for name in schema.names if name not in self._new]
        every = {field.name: field for field in chain(there, (pyarrow.field(*item) for item in self._new.items()))}
        touched = [path[0] for path in self._replaced]
        kept = list(every) if options.keep is None else list(dict.fromkeys((*options.keep, *touched, *self._new)))
        self.schema = pyarrow.schema([every[name] for name in kept], metadata=schema.metadata)

    def replaced(self, batch: Any, rows: Sequence[dict[str, Any]]) -> Any:
        """A batch of rows with the clean texts of the parsed JSON Lines `rows`."""
        import pyarrow

        columns = {name: batch.column(name) for name in batch.schema.names}
        for path, output_field in self._replaced.items():
            values = [row[output_field] for row in rows]
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
    """A column with its values replaced, or those of a field of its objects."""
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
