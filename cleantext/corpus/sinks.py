"""Writes outputs so that a file is either not there, or whole; never half."""

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
from cleantext.corpus.places import AT_ONCE, beside, put_in_place
from cleantext.corpus.records import BARE, Layout
from cleantext.errors import BatchError

_GZIP_LEVEL: Final = 6
_ZSTD_LEVEL: Final = 3


def write_stream(target: Path, write: Callable[[BinaryIO], object]) -> None:
    """Has a file written at one go; after a crash at any moment there is the old file, or none, or the new one."""
    put_in_place({target: _write_beside(target, write)})


def check_writable(target: Path) -> None:
    """Raises BatchError where no file can be put, for who would otherwise know only after hours of work."""
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
    """Writes many small files, each as `write_stream` does.

    Forcing them to disk one by one would take longer than cleaning them; a disk does many at once in the time of one.
    """
    with ThreadPoolExecutor(AT_ONCE) as pool:
        written = pool.map(lambda target: _write_beside(target, lambda file: file.write(files[target])), files)
        put_in_place(dict(zip(files, written, strict=True)))


class Joined:
    """Puts the outputs of records together as a layout says; `started` tells whether some have been."""

    def __init__(self, layout: Layout, *, started: bool = False) -> None:
        self._layout = layout
        self._started = started

    def add(self, outputs: Iterable[bytes]) -> bytes:
        """What to write for some records."""
        outputs = [output for output in outputs if output]
        if not outputs:
            return b""
        before = self._layout.between if self._started else self._layout.opening
        self._started = True
        return before + self._layout.between.join(outputs)

    def end(self) -> bytes:
        """What to write after the last one."""
        return (b"" if self._started else self._layout.opening) + self._layout.closing


class Partial:
    """An output that grows beside its target and takes its place when it is finished.

    At a checkpoint everything is on disk, and a later run can cut the file to that length and go on. What the file
    holds depends on what is written and where the checkpoints lie, but not on how often it was taken up again.

    Args:
        target: the file to make in the end.
        compression: how to compress it.
        length: the length at a checkpoint to go on from; 0 starts afresh.
        layout: how the records are put together.
    """

    def __init__(self, target: Path, compression: Compression, length: int = 0, layout: Layout = BARE) -> None:
        self._target = target
        self._compression = compression
        self._joined = Joined(layout, started=length > 0)
        self._assemble = _join_frames if compression == "zst" else layout.assemble
        self._path = partial_of(target)
        self._file = _create(self._path) if length == 0 else self._path.open("r+b")
        self._file.truncate(length)
        self._file.seek(length)
        self._block: list[bytes] = []

    def append(self, outputs: Iterable[bytes]) -> None:
        """Adds records; they may wait in memory for the next checkpoint, which the caller keeps near."""
        self._write(self._joined.add(outputs))

    def commit(self) -> int:
        """Makes everything durable and returns the length to go on from."""
        if self._block:
            self._file.write(compressed(b"".join(self._block), self._compression))
            self._block.clear()
        _to_disk(self._file)
        return self._file.tell()

    def finish(self) -> int:
        """Puts the file in its place and returns its length."""
        self._write(self._joined.end())
        if self._compression and self._file.tell() == 0:
            # Nothing at all is not a valid compressed file; nothing, compressed, is one.
            self._block.append(b"")
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
        """Gives the output up."""
        self.close()
        self._path.unlink(missing_ok=True)

    def close(self) -> None:
        """Leaves the partial file as it is."""
        self._file.close()

    def _write(self, data: bytes) -> None:
        if self._compression and data:
            self._block.append(data)
        else:
            self._file.write(data)


def _join_frames(frames: BinaryIO, target: BinaryIO) -> None:
    # Many readers (fsspec's, for one) silently stop behind the first frame of zstd: a finished file has just one.
    data = zstandard.ZstdDecompressor().stream_reader(frames, read_across_frames=True)
    target.writelines(zstandard.ZstdCompressor(_ZSTD_LEVEL).read_to_iter(data))


def partial_of(target: Path) -> Path:
    """Where the output grows until it is finished."""
    return beside(target, "partial")


def compressed(data: bytes, compression: Compression) -> bytes:
    """The same bytes for the same data every time, in one stream."""
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
