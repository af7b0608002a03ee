"""Writes files atomically: a file is either not there, or complete."""

from __future__ import annotations

import errno
import gzip
import os
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final

import zstandard

from cleantext.corpus.names import Compression
from cleantext.corpus.places import CONCURRENT_FILES, beside, put_in_place
from cleantext.corpus.records import BARE, Layout
from cleantext.errors import BatchError

_GZIP_LEVEL: Final = 6
_ZSTD_LEVEL: Final = 3


def write_stream(target: Path, write: Callable[[BinaryIO], object]) -> None:
    """Write a file atomically: after a crash at any moment there is the old file, or none, or the new one."""
    put_in_place({target: _write_beside(target, write)})


def check_writable(target: Path) -> None:
    """Raise BatchError where no file can be put, for who would otherwise know only after hours of work."""
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        temporary = beside(target, "new")
        _create(temporary).close()
        temporary.unlink()
    except OSError as error:
        # A file that stands where a folder should be made "exists", which says nothing to who reads it.
        cause = os.strerror(errno.ENOTDIR) if isinstance(error, FileExistsError) else error.strerror
        raise BatchError(f"{target}: cannot be written: {cause}") from error


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write many small files concurrently, each as `write_stream` does.

    Syncing them to disk one by one would take longer than cleaning them; a disk does many at once in the time of one.
    """
    with ThreadPoolExecutor(CONCURRENT_FILES) as pool:
        written = pool.map(lambda target: _write_beside(target, lambda file: file.write(files[target])), files)
        put_in_place(dict(zip(files, written, strict=True)))


class RecordJoiner:
    """Joins the outputs of records as a layout says; `started` says whether there were records before."""

    def __init__(self, layout: Layout, *, started: bool = False) -> None:
        self._layout = layout
        self._started = started

    def add(self, outputs: Iterable[bytes]) -> bytes:
        """The bytes to write for some records."""
        outputs = [output for output in outputs if output]
        if not outputs:
            return b""
        before = self._layout.between if self._started else self._layout.opening
        self._started = True
        return before + self._layout.between.join(outputs)

    def end(self) -> bytes:
        """The bytes to write after the last record."""
        return (b"" if self._started else self._layout.opening) + self._layout.closing


class PartialFile:
    """An output that is written beside its target, and moved into place when it is finished.

    At a checkpoint everything is on disk, and a later run can cut the file to that length and go on. What the file
    holds depends on what is written and where the checkpoints are, but not on how often it was resumed.

    Args:
        target: the file that it becomes.
        compression: how to compress it.
        length: the length in bytes at the checkpoint to resume from; 0 starts afresh.
        layout: how the records are put together.
    """

    def __init__(self, target: Path, compression: Compression, length: int = 0, layout: Layout = BARE) -> None:
        self._target = target
        self._compression = compression
        self._joined = RecordJoiner(layout, started=length > 0)
        self._assemble = _join_frames if compression == "zst" else layout.assemble
        self._path = partial_of(target)
        self._file = _create(self._path) if length == 0 else self._path.open("r+b")
        self._file.truncate(length)
        self._file.seek(length)
        self._uncommitted: list[bytes] = []

    def append(self, outputs: Iterable[bytes]) -> None:
        """Adds records; compressed ones are buffered in memory until the next checkpoint, so these must be frequent."""
        self._write(self._joined.add(outputs))

    def commit(self) -> int:
        """Makes a checkpoint: syncs everything to disk, and returns the length in bytes to resume from."""
        if self._uncommitted:
            self._file.write(compressed(b"".join(self._uncommitted), self._compression))
            self._uncommitted.clear()
        _to_disk(self._file)
        return self._file.tell()

    def finish(self) -> int:
        """Moves the file into place and returns its length in bytes."""
        self._write(self._joined.end())
        if self._compression and self._file.tell() == 0:
            # An empty file is not a valid compressed file; the compressed empty string is.
            self._uncommitted.append(b"")
        self.commit()
        self.close()
        if self._assemble is None:
            put_in_place({self._target: self._path})
        else:
            with self._path.open("rb") as joined:
                write_stream(self._target, partial(self._assemble, joined))
            self._path.unlink()
        return self._target.stat().st_size

    def discard(self) -> None:
        """Deletes the partial file."""
        self.close()
        self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Leaves the partial file as it is."""
        self._file.close()

    def _write(self, data: bytes) -> None:
        if self._compression and data:
            self._uncommitted.append(data)
        else:
            self._file.write(data)


def _join_frames(frames: BinaryIO, target: BinaryIO) -> None:
    # Many readers (fsspec's, for one) silently stop after the first frame of zstd: a finished file has just one.
    data = zstandard.ZstdDecompressor().stream_reader(frames, read_across_frames=True)
    target.writelines(zstandard.ZstdCompressor(_ZSTD_LEVEL).read_to_iter(data))


def partial_of(target: Path) -> Path:
    """Where an output is written until it is finished."""
    return beside(target, "partial")


def compressed(data: bytes, compression: Compression) -> bytes:
    """Data compressed as one stream, deterministically: the same bytes for the same data."""
    if compression == "gz":
        return gzip.compress(data, _GZIP_LEVEL, mtime=0)
    return zstandard.ZstdCompressor(_ZSTD_LEVEL).compress(data) if compression == "zst" else data


def _create(path: Path) -> BinaryIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("wb")


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _write_beside(target: Path, write: Callable[[BinaryIO], object]) -> Path:
    temporary = beside(target, "new")
    with _create(temporary) as file:
        try:
            write(file)
        except Exception:
            temporary.unlink()
            raise
        _to_disk(file)
    return temporary
