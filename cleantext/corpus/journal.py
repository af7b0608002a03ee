"""Checkpoints on disk: the same command resumes a run from there after Ctrl-C, a kill or a power cut."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import orjson

from cleantext.corpus.atomic import partial_of
from cleantext.corpus.places import is_remote
from cleantext.corpus.plan import Source
from cleantext.corpus.records import START, Position
from cleantext.errors import BatchError
from cleantext.reports.terminal import Tally

_TABLES: Final = {
    "files": "(target BLOB PRIMARY KEY, stamp TEXT, state TEXT) WITHOUT ROWID",
    "failures": "(target BLOB, line INTEGER, entry BLOB, PRIMARY KEY (target, line)) WITHOUT ROWID",
}
# Mask of SQLite's primary error code; the bits above it hold details.
_PRIMARY: Final = 0xFF


@dataclass(slots=True)
class Progress:
    """How far a run has come with one file: its last checkpoint.

    Attributes:
        position: the place in the input up to which everything has been written.
        length: length of the output up to there, in bytes.
        done: whether the file is finished.
        written: whether a finished file has an output; it has none if it failed as a whole.
        again: whether a later run should retry the file, as a failure had a cause outside of it (memory, permissions).
        failed: how many of its records failed.
        passed_over: how many of its records hold no document.
        tally: documents and cuts up to there.
    """

    position: Position = START
    length: int = 0
    done: bool = False
    written: bool = True
    again: bool = False
    failed: int = 0
    passed_over: int = 0
    tally: Tally = field(default_factory=Tally)


class Journal:
    """The checkpoints of all runs into one OUT, in an SQLite file there.

    Each checkpoint is stored with what the output of its file depends on: path, size and time of the file, and the
    `fingerprint` of pipeline and options. When any of these has changed, the file is cleaned again from its beginning.

    Args:
        path: the journal; it is created if it does not exist.
        fingerprint: a string that changes when anything but the input does that decides the output.

    Raises:
        BatchError: another run is at work in the same OUT, or the file is no journal, or cannot be written. All methods
            raise it too: disks fill up, and folders are deleted.
    """

    def __init__(self, path: Path, fingerprint: str) -> None:
        self._path = path
        self._fingerprint = fingerprint
        path.parent.mkdir(parents=True, exist_ok=True)
        with self._errors_named():
            self._database = sqlite3.connect(path, timeout=0.5, isolation_level=None)
            # The lock is held from here to the end, and dies with the process.
            self._database.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._database.execute("PRAGMA synchronous = FULL")
            self._database.execute("BEGIN EXCLUSIVE")
            for table, columns in _TABLES.items():
                self._database.execute(f"CREATE TABLE IF NOT EXISTS {table} {columns}")
            self._database.execute("COMMIT")
            self._database.execute("BEGIN EXCLUSIVE")
        self._identity = _identity(path)

    def progress(self, source: Source) -> Progress:
        """The last checkpoint of a source; standard input always starts at the beginning."""
        query = "SELECT state FROM files WHERE target = ? AND stamp = ?"
        with self._errors_named():
            row = self._database.execute(query, (self._key(source), self._stamp(source))).fetchone()
        if row is None or source.path is None or source.target is None:
            return Progress()
        noted = _progress(row[0])
        if noted.done:
            return noted if not noted.again and _fits(source.target, noted, exactly=True) else Progress()
        return noted if _fits(partial_of(source.target), noted, exactly=False) else Progress()

    def is_lost(self, source: Source) -> bool:
        """Whether the output of a source was finished, but is missing now or has another length."""
        with self._errors_named():
            row = self._database.execute("SELECT state FROM files WHERE target = ?", (self._key(source),)).fetchone()
        if row is None or source.target is None:
            return False
        noted = _progress(row[0])
        return noted.done and not _fits(source.target, noted, exactly=True)

    def begin(self, source: Source) -> None:
        """Deletes what is stored about a source that is cleaned again from its beginning."""
        with self._errors_named():
            self._database.execute("DELETE FROM failures WHERE target = ?", (self._key(source),))
            self._database.execute("DELETE FROM files WHERE target = ?", (self._key(source),))

    def fail(self, source: Source, line: int, entry: bytes) -> None:
        """Stores a failure: the line of the record, 0 for a whole file, and its entry for the quarantine."""
        with self._errors_named():
            self._database.execute("INSERT OR REPLACE INTO failures VALUES (?, ?, ?)", (self._key(source), line, entry))

    def note(self, source: Source, progress: Progress) -> None:
        """Stores a checkpoint of a source. Its output must be on disk up to there."""
        state = orjson.dumps(progress, option=orjson.OPT_SORT_KEYS).decode()
        row = (self._key(source), self._stamp(source), state)
        with self._errors_named():
            self._database.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?)", row)

    def commit(self) -> None:
        """Makes everything stored durable in one transaction: failures, and the checkpoint that goes with them."""
        if _identity(self._path) != self._identity:
            folder = self._path.parent
            raise BatchError(f"{folder}: was moved or deleted while the run wrote to it; give the same command again")
        with self._errors_named():
            self._database.execute("COMMIT")
            self._database.execute("BEGIN EXCLUSIVE")

    def failures(self, source: Source) -> Iterator[bytes]:
        """The quarantine lines of a source, in the order of the file."""
        query = "SELECT entry FROM failures WHERE target = ? ORDER BY line"
        with self._errors_named():
            for row in self._database.execute(query, (self._key(source),)):
                yield row[0]

    def close(self) -> None:
        """Closes the journal; what has not been committed is dropped."""
        self._database.close()

    def seal(self) -> None:
        """Closes the journal of a finished run, rewritten so that its bytes are the same after interruptions."""
        fresh = self._path.with_name(self._path.name + "-new")
        fresh.unlink(missing_ok=True)
        with self._errors_named():
            self._database.execute("COMMIT")
            # VACUUM INTO would do, but counts how often it has been done.
            self._database.execute("ATTACH ? AS fresh", (os.fspath(fresh),))
            self._database.execute("BEGIN")
            for table, columns in _TABLES.items():
                self._database.execute(f"CREATE TABLE fresh.{table} {columns}")
                self._database.execute(f"INSERT INTO fresh.{table} SELECT * FROM main.{table}")
            self._database.execute("COMMIT")
        self._close_for_good()
        os.replace(fresh, self._path)

    def remove(self) -> None:
        """Closes the journal and deletes it."""
        self._close_for_good()
        self._path.unlink()

    def _close_for_good(self) -> None:
        self._database.close()
        # SQLite may leave its own journal, emptied, where it has found one from a killed run.
        self._path.with_name(self._path.name + "-journal").unlink(missing_ok=True)

    @contextmanager
    def _errors_named(self) -> Iterator[None]:
        """Turns what SQLite raises into a BatchError that names the journal and says what to do."""
        try:
            yield
        except sqlite3.Error as error:
            raise BatchError(f"{self._path}: {error}; {_what_to_do(error)}") from error

    def _key(self, source: Source) -> bytes:
        # Relative to the journal, so that OUT may be moved.
        if source.target is None or is_remote(source.target):
            return str(source.target or "").encode()
        return os.fsencode(source.target.relative_to(self._path.parent))

    def _stamp(self, source: Source) -> str:
        return orjson.dumps([self._fingerprint, source.name, source.size, source.modified]).decode()


def _what_to_do(error: sqlite3.Error) -> str:
    kind = error.sqlite_errorcode & _PRIMARY
    if kind == sqlite3.SQLITE_BUSY:
        return "is another cleantext writing there?"
    if kind in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_ERROR):
        return "delete it to do everything anew"
    return "the run keeps its notes there: make room, or choose another OUT, and give the command again"


def _identity(path: Path) -> tuple[int, int] | None:
    """Identifies a file, as opposed to another that replaces it at the same path; None if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _progress(text: str) -> Progress:
    state: dict[str, Any] = orjson.loads(text)
    return Progress(**{**state, "position": Position(**state["position"]), "tally": _tally(state["tally"])})


def _tally(state: dict[str, Any]) -> Tally:
    return Tally(**{**state, "cuts": {family: tuple(cut) for family, cut in state["cuts"].items()}})


def _fits(path: Path, noted: Progress, *, exactly: bool) -> bool:
    """Whether the output has the length of the checkpoint (`exactly`), or at least that."""
    if not noted.written:
        return True
    try:
        length = path.stat().st_size
    except OSError:
        return False
    return length == noted.length if exactly else length >= noted.length
