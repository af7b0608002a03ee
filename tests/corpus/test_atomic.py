"""An output is at its place when it is whole and on disk, not a moment earlier.

Changes to `atomic.py` tried by hand, and the test here that failed for each:

- written to the target itself: test_an_output_that_cannot_be_finished_leaves_the_old_one
- no fsync of the file, or after the rename: test_a_file_is_forced_to_disk_before_it_takes_its_place
- no truncation on resume: test_what_lies_behind_the_checkpoint_is_cut_off
- the frames of zstd are not joined: test_a_compressed_output_is_one_stream_for_every_reader
"""

from __future__ import annotations

import gzip
import os
from pathlib import Path
from typing import BinaryIO

import pytest
import zstandard

from cleantext.corpus.atomic import PartialFile, partial_of, write_files, write_stream
from cleantext.corpus.names import Compression


def test_an_output_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "bridge.txt"
    write_files({target: b"The old bridge."})

    def write(file: BinaryIO) -> None:
        file.write(b"The new " * 10000)
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        write_stream(target, write)
    assert target.read_bytes() == b"The old bridge."


def test_a_file_is_forced_to_disk_before_it_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    fsync, move = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda file: (calls.append(f"fsync {os.fstat(file).st_size}"), fsync(file)))
    monkeypatch.setattr(os, "replace", lambda *paths: (calls.append("rename"), move(*paths)))
    write_files({tmp_path / "bridge.txt": b"The bridge."})
    partial = PartialFile(tmp_path / "news.jsonl", "")
    partial.append([b"{}\n"])
    partial.finish()
    of_files = [call for call in calls if call in ("fsync 11", "fsync 3", "rename")]
    assert of_files == ["fsync 11", "rename", "fsync 3", "rename"]
    assert len(calls) == 6, "the folder is forced to disk after each rename"


@pytest.mark.parametrize("compression", ["", "gz", "zst"])
def test_what_lies_behind_the_checkpoint_is_cut_off(tmp_path: Path, compression: Compression) -> None:
    once, twice = tmp_path / "once", tmp_path / "twice"
    partial = PartialFile(once, compression)
    for block in (b"one\n", b"two\n"):
        partial.append([block])
        partial.commit()
    partial.finish()
    partial = PartialFile(twice, compression)
    partial.append([b"one\n"])
    length = partial.commit()
    partial.append([b"lost " * 5000])
    partial.commit()
    partial.close()
    partial = PartialFile(twice, compression, length)
    partial.append([b"two\n"])
    partial.commit()
    partial.finish()
    assert twice.read_bytes() == once.read_bytes()
    assert not partial_of(twice).exists()


def test_a_compressed_output_is_one_stream_for_every_reader(tmp_path: Path) -> None:
    for compression, unpack in (
        ("gz", gzip.decompress),
        ("zst", zstandard.ZstdDecompressor().decompressobj().decompress),
    ):
        target = tmp_path / f"news.{compression}"
        partial = PartialFile(target, compression)  # type: ignore[arg-type]
        for block in (b"one\n", b"two\n"):
            partial.append([block])
            partial.commit()
        partial.finish()
        assert unpack(target.read_bytes()) == b"one\ntwo\n"
