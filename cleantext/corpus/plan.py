"""Plans a run: which files it reads and where each output goes; refuses one that would overwrite what it should not."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import Final

from cleantext.corpus.formats import FORMATS
from cleantext.corpus.names import (
    READABLE,
    Compression,
    FileFormat,
    compression_of,
    endings,
    format_of,
    may_be_written,
    output_names,
    suffix_of,
)
from cleantext.corpus.places import (
    Entry,
    contains,
    entries,
    is_remote,
    is_special,
    name_of,
    place,
    size_and_time,
    workshop,
)
from cleantext.errors import BatchError, installing
from cleantext.writers import Format

STANDARD_INPUT: Final = "-"
QUARANTINE: Final = "quarantine.jsonl"
JOURNAL: Final = ".cleantext.journal"
#: Pattern for the files that runs keep for themselves in the folders that they write to.
_KEPT: Final = ".*cleantext[.-]*"

#: Number of folders whose listing is cached: mostly enough for those from an input down to its files.
_CACHED_FOLDERS: Final = 8


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read, or standard input.

    Attributes:
        path: the file; None is standard input.
        format: its format and compression.
        target: the file to write; None for standard output or none at all.
        packing: the compression of the target.
        size: its size in bytes at the time of planning; 0 for standard input.
        modified: its time of modification at that time, in nanoseconds.
    """

    path: Path | None
    format: FileFormat
    target: Path | None
    packing: Compression
    size: int = 0
    modified: int = 0

    @property
    def name(self) -> str:
        """The file as shown in messages and the quarantine, with bytes escaped that are not UTF-8."""
        return STANDARD_INPUT if self.path is None else name_of(self.path)


@dataclass(slots=True)
class Survey:
    """What a plan will read: the number of files, their bytes, and how many entries of folders it skips."""

    files: int = 0
    bytes: int = 0
    skipped: int = 0


class Plan:
    """The inputs of a run and the place of each output.

    A file found in a folder keeps its relative path below OUT, a file named by itself goes right into OUT;
    `output_names` gives its name there. OUT is a file when the one input is a file (or standard input) and OUT's name
    has a suffix, as in page.txt but not in v0.2; otherwise it is a folder. An existing folder, or a name that ends in a
    slash, is always a folder.

    Args:
        paths: files, folders and "-", as the user gave them.
        out: the file or folder to write; None to write no files.
        to: the format that documents are written in.
        stdin: the format of standard input.
        other: the format of files whose name does not say it; None skips them.
        glob: patterns for files in folders, by name or by path below the folder; if empty, all are read.
        exclude: patterns for files that are not read.

    Raises:
        BatchError: a path is missing or of an unknown format, or OUT cannot take it.
    """

    def __init__(
        self,
        paths: Sequence[str],
        out: str | None = None,
        *,
        to: Format = "text",
        stdin: str = "document",
        other: str | None = None,
        glob: Sequence[str] = (),
        exclude: Sequence[str] = (),
    ) -> None:
        self.to: Final = to
        self._stdin = FileFormat(stdin)
        self._other = other
        self._glob = tuple(glob)
        self._exclude = tuple(exclude)
        self._roots = [None if path == STANDARD_INPUT else place(path) for path in paths]
        self._folders = {root for root in self._roots if root is not None and root.is_dir()}
        self._named: dict[str, int] = {}
        for index, root in enumerate(self._roots):
            self._check_root(index, root, is_written=out is not None)
        self._outputs = output_names(self._named, to, other)
        self._taken = {output: self._named[name] for name, output in self._outputs.items()}
        # Files of one folder come in a row, interrupted only by those of the folders in it.
        self._origins = lru_cache(_CACHED_FOLDERS)(self._origins_in)
        self.out = None if out is None else place(out)
        self._folder_is_meant = out is not None and out.endswith(("/", os.sep))
        self.one_file = self.out is not None and self._out_is_file(self.out)
        if self.out is not None:
            self._check_out(self.out)

    @property
    def single(self) -> bool:
        """Whether there is just one input, and it is not a folder."""
        return len(self._roots) == 1 and not self._folders

    @property
    def quarantine(self) -> Path | None:
        """Where failed records go: into OUT, or beside it if OUT is a file."""
        return self._beside_out(QUARANTINE)

    @property
    def journal(self) -> Path | None:
        """The local file for the checkpoints of the run."""
        journal = self._beside_out(JOURNAL)
        return workshop(journal.parent) / journal.name if journal is not None and is_remote(journal) else journal

    def sources(self) -> Iterator[Source]:
        """The files in the order of the arguments, folders sorted by name; only one folder is held in memory."""
        survey = Survey()
        for root in self._roots:
            yield from self._below(root, survey)

    def survey(self) -> Survey:
        """Looks at every file once, before any work begins.

        Raises:
            BatchError: an output would overwrite an input, or two inputs would share an output, or a folder cannot be
                read.
        """
        survey = Survey()
        for index, root in enumerate(self._roots):
            for source in self._below(root, survey):
                survey.files += 1
                survey.bytes += source.size
                self._check_target(source, index)
        return survey

    def _check_root(self, index: int, root: Path | None, *, is_written: bool) -> None:
        if root in self._folders:
            return
        name = self._name_of(root)
        if root is not None and not root.exists():
            raise BatchError(f"{root}: no such file or folder")
        if root is not None and format_of(name, self._other) is None:
            raise BatchError(f"{root}: unknown format; cleantext reads {READABLE}, and --input-format names others")
        if root is not None and is_special(root):
            raise BatchError(f"{root}: is no regular file; give cleantext what it holds on standard input: - < {root}")
        if is_written and name in self._named:
            raise BatchError(f"two inputs are called {name}, and one would overwrite the other: clean them one by one")
        self._named[name] = index

    def _out_is_file(self, out: Path) -> bool:
        if not self.single or self._folder_is_meant or out.is_dir():
            return False
        return out.suffix[1:2].isalpha()

    def _check_out(self, out: Path) -> None:
        if self.one_file:
            [name] = self._named
            form = self._stdin if self._roots == [None] else format_of(name, self._other) or self._stdin
            allowed = endings(form, self.to)
            if suffix_of(out.name) not in allowed:
                other = ", or choose another format with --to" if form.is_document else ""
                raise BatchError(
                    f"{out}: {name} cannot be written in this format; let OUT end in {' or '.join(allowed)}, "
                    f"or in / for a folder{other}"
                )
        elif out.exists() and not out.is_dir():
            raise BatchError(f"{out}: is a file, and the output needs a folder")
        elif may_be_written(out.name) and not out.exists() and not self._folder_is_meant:
            raise BatchError(f"{out}: is called like a file, and the output needs a folder; let OUT end in / for one")
        for folder in self._folders:
            if contains(out, folder):
                raise BatchError(f"{out}: the output folder may not be or contain the input {folder}; choose another")

    def _beside_out(self, name: str) -> Path | None:
        if self.out is None:
            return None
        if self.one_file:
            return self.out.with_name(f"{self.out.name}.{name}" if name == QUARANTINE else f".{self.out.name}{name}")
        return self.out / name

    def _name_of(self, root: Path | None) -> str:
        if root is not None:
            return root.name
        return f"stdin{next(iter(FORMATS[self._stdin.name].suffixes))}"

    def _below(self, root: Path | None, survey: Survey) -> Iterator[Source]:
        if root in self._folders:
            assert root is not None
            yield from self._walk(root, PurePosixPath(), survey)
        elif root is None:
            yield self._source(None, self._stdin, Path(self._outputs[self._name_of(None)]))
        else:
            form = format_of(root.name, self._other)
            assert form is not None
            yield self._source(root, form, Path(self._outputs[root.name]))

    def _walk(self, folder: Path, below: PurePosixPath, survey: Survey) -> Iterator[Source]:
        found = entries(folder)
        outputs = self._outputs_of(found)
        for entry in found:
            path = folder / entry.name
            if entry.is_folder:
                # OUT may lie inside the input: what a run has written is not its input.
                if self.out is None or not (contains(path, self.out) and contains(self.out, path)):
                    yield from self._walk(path, below / entry.name, survey)
            elif not entry.is_link and not self._is_wanted(below / entry.name):
                continue
            elif entry.name in outputs and not is_special(path):
                form = format_of(entry.name, self._other)
                assert form is not None
                yield self._source(path, form, Path(below / outputs[entry.name]))
            else:
                # Links to folders are not followed, as they may form cycles.
                survey.skipped += 1

    def _is_wanted(self, below: PurePosixPath) -> bool:
        """Whether a file in a folder is among those that are asked for."""

        def is_one_of(patterns: Sequence[str]) -> bool:
            return any(fnmatchcase(each, pattern) for pattern in patterns for each in (below.name, below.as_posix()))

        return (not self._glob or is_one_of(self._glob)) and not is_one_of(self._exclude)

    def _source(self, path: Path | None, form: FileFormat, below: Path) -> Source:
        target = None
        if self.out is not None:
            target = self.out if self.one_file else self.out / below
        for used in (form, format_of(below.name if target is None else target.name)):
            if used is not None and (needed := _missing_library(used)):
                raise BatchError(f"{STANDARD_INPUT if path is None else name_of(path)}: {needed}")
        packing = form.compression if target is None else compression_of(target.name)
        if path is None:
            return Source(None, form, target, packing)
        try:
            size, modified = size_and_time(path)
        except OSError:
            # A dangling link, or a file that has disappeared: opening it will fail, and put it into the quarantine.
            return Source(path, form, target, packing)
        return Source(path, form, target, packing, size, modified)

    def _outputs_of(self, entries: Iterable[Entry]) -> dict[str, str]:
        return output_names(
            [
                entry.name
                for entry in entries
                if not (entry.is_folder or entry.is_link or fnmatchcase(entry.name, _KEPT))
            ],
            *(self.to, self._other),
        )

    def _origins_in(self, folder: Path) -> dict[str, str]:
        """The files of a folder that is an input or lies in one, by the names of their outputs."""
        if not folder.is_dir():
            return {}
        return {output: name for name, output in self._outputs_of(entries(folder)).items()}

    def _check_target(self, source: Source, index: int) -> None:
        if self.out is None or source.target is None:
            return
        if source.target == self.quarantine:
            raise BatchError(f"{source.name}: the run keeps {source.target} for records that fail; rename this input")
        below = Path(source.target.name) if self.one_file else Path(str(source.target.relative_to(self.out)))
        for other, root in enumerate(self._roots):
            if root in self._folders and root is not None:
                rival = self._origins(root / below.parent).get(below.name) if other != index else None
                if rival is not None:
                    both = f"{source.name} and {root / below.with_name(rival)}"
                    raise BatchError(f"{both} would both become {source.target}: rename one")
                if contains(root, source.target) and not self._out_within(root):
                    raise BatchError(f"{source.name}: its output {source.target} would lie in the input folder {root}")
        if self._taken.get(str(below), index) != index:
            raise BatchError(f"{source.name} and another input would both become {source.target}: rename one")
        if self._is_input(source.target):
            raise BatchError(f"{source.name}: its output {source.target} is an input; choose another OUT")

    def _out_within(self, root: Path) -> bool:
        assert self.out is not None
        return not self.one_file and contains(root, self.out)

    def _is_input(self, target: Path) -> bool:
        if not target.exists():
            return False
        index = self._named.get(target.name)
        root = None if index is None else self._roots[index]
        return root is not None and is_remote(root) == is_remote(target) and target.samefile(root)


@cache
def _missing_library(form: FileFormat) -> str:
    """A message that names the missing library for a format, and how to install it; empty if none is missing."""
    library = FORMATS[form.name].library
    if library is None or find_spec(library[0]) is not None:
        return ""
    return f"{form.name} needs {installing(*library)}"
