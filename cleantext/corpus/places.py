"""Files by local path, and by address on other systems (`s3://`, `memory://`, …), which fsspec reads and writes.

Unfinished outputs and the journal stay on this machine, as other systems take whole files only. So a run can be
resumed only on the machine that it was started on.
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

from cleantext.errors import BatchError, installing

#: Number of files that are read or written concurrently, on other systems and on disk.
CONCURRENT_FILES: Final = 16
_CACHE: Final = "cleantext"


class Entry(NamedTuple):
    """An entry of a folder: its name, whether it is a folder itself, and whether it is a link to one."""

    name: str
    is_folder: bool
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class InMemoryFile:
    """A file of another system whose bytes have been read, so that workers need no access to that system."""

    name: str
    data: bytes

    def open(self, mode: str) -> io.BytesIO:
        """The bytes of the file."""
        return io.BytesIO(self.data)


def place(path: str) -> Path:
    """A path, or an object with the same methods for an address. Raises BatchError for one that cannot be used."""
    protocol, mark, _ = path.partition("://")
    if not mark:
        return Path(path)
    if protocol.lower() in ("file", "local"):
        # One file must not have two names, or it could be overwritten by its own output.
        return Path(path[len(protocol) + len(mark) :])
    if protocol.lower() in ("http", "https", "ftp"):
        raise BatchError(
            f"{path}: cleantext does not fetch; give it what another program does: curl -s URL | cleantext -"
        )
    if find_spec("upath") is None:
        raise BatchError(f"{path}: addresses need {installing('fsspec', 'fsspec')}")
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
    """A place as shown in messages, with bytes escaped that are not UTF-8."""
    return str(path) if is_remote(path) else os.fsencode(path).decode("utf-8", "backslashreplace")


def size_and_time(path: Path) -> tuple[int, int]:
    """The size of a file in bytes, and a number that changes when its content does. Raises OSError."""
    status = path.stat()
    if is_remote(path):
        remote = cast(Any, path)
        return status.st_size, int(remote.fs.ukey(remote.path)[:15], 16)
    return status.st_size, status.st_mtime_ns


def is_special(path: Path) -> bool:
    """Whether a path is a pipe, a socket or a device, which may block for ever when read."""
    try:
        return not is_remote(path) and not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        # A dangling link, or a file that has disappeared: opening it will fail, and put it into the quarantine.
        return False


def contains(folder: Path, path: Path) -> bool:
    """Whether a place is in a folder, or is that folder."""
    return is_remote(folder) == is_remote(path) and path.resolve().is_relative_to(folder.resolve())


def entries(folder: Path) -> list[Entry]:
    """The entries of a folder, sorted by name. Raises BatchError."""
    try:
        if is_remote(folder):
            return sorted(Entry(path.name, path.is_dir()) for path in folder.iterdir())
        found = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
        return [
            Entry(each.name, each.is_dir(follow_symlinks=False), each.is_symlink() and each.is_dir()) for each in found
        ]
    except OSError as error:
        raise BatchError(f"{name_of(folder)}: cannot be read ({error.strerror or error})") from error


def prefetched(path: Path, size: int, most: int) -> Path | InMemoryFile:
    """A file of another system with its bytes; a local file, one too large, or one that cannot be read stays a path."""
    if not is_remote(path) or size > most:
        return path
    try:
        return InMemoryFile(path.name, path.read_bytes())
    except OSError:
        return path


def beside(target: Path, role: str) -> Path:
    """The local path of a temporary file for a target: in the same folder, unless the target is on another system.

    The name is fixed, so that the next run overwrites what a killed one leaves behind.
    """
    folder = workshop(target.parent) if is_remote(target) else target.parent
    return folder / f".{target.name}.cleantext-{role}"


def workshop(folder: Path) -> Path:
    """The local folder for unfinished outputs whose target is in a folder of another system."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / _CACHE / hashlib.sha256(str(folder).encode()).hexdigest()[:16]


def put_in_place(finished: Mapping[Path, Path]) -> None:
    """Move finished files to their targets atomically: at any moment a target has the old content, or the new one."""
    remote = {target: file for target, file in finished.items() if is_remote(target)}
    if remote:
        with ThreadPoolExecutor(CONCURRENT_FILES) as pool:
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
