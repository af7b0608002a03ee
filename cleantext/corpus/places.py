"""Files by path, and by address on other systems (`s3://`, `memory://`, …), which fsspec reads and writes.

What is not finished, and the journal, stays on this machine: other systems take whole files only. So a run that was
broken off goes on when it is started again on the same machine.
"""

from __future__ import annotations

import hashlib
import io
import os
import stat
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from cleantext.errors import BatchError

#: Files that are read and written at a time on another system, and on a disk, which does many in the time of one.
AT_ONCE: Final = 16
_CACHE: Final = "cleantext"


class Entry(NamedTuple):
    """What is in a folder: its name, whether it is a folder, and whether it is only a link to one."""

    name: str
    is_folder: bool
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A file that has been read already: no worker can be asked to reach where it comes from."""

    name: str
    data: bytes

    def open(self, mode: str) -> io.BytesIO:
        """The bytes of the file."""
        return io.BytesIO(self.data)


def place(path: str) -> Path:
    """A path, or what has the same methods for an address; raises BatchError for an address that cannot be used."""
    protocol, mark, _ = path.partition("://")
    if not mark:
        return Path(path)
    if protocol.lower() in ("file", "local"):
        # One file must not have two names by which it could be written over.
        return Path(path[len(protocol) + len(mark) :])
    if protocol.lower() in ("http", "https", "ftp"):
        raise BatchError(
            f"{path}: cleantext does not fetch; give it what another program does: curl -s URL | cleantext -"
        )
    if find_spec("upath") is None:
        raise BatchError(f"{path}: addresses need fsspec: pip install 'cleantext-articles[fsspec]'")
    from upath import UPath

    try:
        found = UPath(path)
        found.fs  # noqa: B018  # what it needs is loaded here
    except (ImportError, ValueError) as error:
        raise BatchError(f"{path}: {error}") from None
    return cast(Path, found)


def is_remote(path: object) -> bool:
    """Whether a place is an address on another system."""
    return not isinstance(path, Path)


def name_of(path: Path) -> str:
    """A place as messages call it; a name that is not UTF-8 has its odd bytes escaped."""
    return str(path) if is_remote(path) else os.fsencode(path).decode("utf-8", "backslashreplace")


def size_and_time(path: Path) -> tuple[int, int]:
    """The size of a file, and what changes when it does. Raises OSError."""
    status = path.stat()
    if is_remote(path):
        remote = cast(Any, path)
        return status.st_size, int(remote.fs.ukey(remote.path)[:15], 16)
    return status.st_size, status.st_mtime_ns


def is_special(path: Path) -> bool:
    """Whether a path is a pipe, a socket or a device: reading one may take for ever."""
    try:
        return not is_remote(path) and not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        # A dangling link, or a file that went away: whoever opens it will say so, in the quarantine.
        return False


def contains(folder: Path, path: Path) -> bool:
    """Whether a place lies in a folder, or is it."""
    return is_remote(folder) == is_remote(path) and path.resolve().is_relative_to(folder.resolve())


def entries(folder: Path) -> list[Entry]:
    """What is in a folder, in order. Raises BatchError."""
    try:
        if is_remote(folder):
            return sorted(Entry(path.name, path.is_dir()) for path in folder.iterdir())
        found = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
        return [
            Entry(each.name, each.is_dir(follow_symlinks=False), each.is_symlink() and each.is_dir()) for each in found
        ]
    except OSError as error:
        raise BatchError(f"{name_of(folder)}: cannot be read ({error.strerror or error})") from error


def held(path: Path, size: int, most: int) -> Path | Held:
    """A file of another system with what is in it; one that is too large, or cannot be read, stays what it is."""
    if not is_remote(path) or size > most:
        return path
    try:
        return Held(path.name, path.read_bytes())
    except OSError:
        return path


def beside(target: Path, role: str) -> Path:
    """A file on this machine for what is to become a target; beside it, where that is on this machine, too.

    There is one fixed name for each: whatever a killed run leaves behind, the next one writes over.
    """
    folder = workshop(target.parent) if is_remote(target) else target.parent
    return folder / f".{target.name}.cleantext-{role}"


def workshop(folder: Path) -> Path:
    """The folder on this machine for what is not finished and is to go to a folder of another system."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / _CACHE / hashlib.sha256(str(folder).encode()).hexdigest()[:16]


def put_in_place(finished: Mapping[Path, Path]) -> None:
    """Gives files their names for good: each has the old content, or the new one, at any moment."""
    remote = {target: file for target, file in finished.items() if is_remote(target)}
    if remote:
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(_upload, remote, remote.values()))
    here = {target: file for target, file in finished.items() if target not in remote}
    for target, file in here.items():
        os.replace(file, target)
    for path in {target.parent for target in here}:
        folder = os.open(path, os.O_RDONLY)
        try:
            # Without this a power cut can undo the renaming.
            os.fsync(folder)
        finally:
            os.close(folder)


def _upload(target: Path, file: Path) -> None:
    remote = cast(Any, target)
    remote.fs.makedirs(remote.parent.path, exist_ok=True)
    remote.fs.put_file(os.fspath(file), remote.path)
    file.unlink()
