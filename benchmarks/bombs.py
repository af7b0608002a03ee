"""Measures the peak memory of the batch command over small files that grow beyond all bounds when they are unpacked."""

import argparse
import gzip
import io
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.corpora import warc_record
from benchmarks.memory_batch import MB, watch
from cleantext.cli import EXIT_QUARANTINED

SENTENCE = b"The bridge is open. "
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
#: By the name of a bomb, what stands before and after the sentences in it.
BOMBS = {
    "bomb.json.gz": (b'[{"text":"One."},{"text":"', b'"},{"text":"Two."}]'),
    "bomb.warc.gz": (b"", b""),
    "bomb.parquet": (b"", b""),
    "bomb.txt.gz": (b"", b""),
    "bomb.html.gz": (b"<p>", b"</p>"),
    "bomb.jsonl.gz": (b'{"text":"One."}\n{"text":"', b'"}\n{"text":"Two."}\n'),
    "bomb.csv.gz": (b'id,text\n1,One.\n2,"', b'"\n3,Two.\n'),
}


def write_bomb(path: Path, size: int) -> None:
    """Writes a bomb that grows to about `size` bytes."""
    other = {".parquet": write_parquet, ".warc": write_archive}.get(path.with_suffix("").suffix or path.suffix)
    if other is not None:
        other(path, size)
        return
    before, after = BOMBS[path.name]
    block = SENTENCE * 50_000
    with gzip.open(path, "wb", compresslevel=1) as bomb:
        bomb.write(before)
        for _ in range(size // len(block)):
            bomb.write(block)
        bomb.write(after)


def write_archive(path: Path, size: int) -> None:
    """Writes an archive with a page that grows when it is unpacked, and one that the server packed so."""
    page, packed = HEAD + SENTENCE * (size // len(SENTENCE)), io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=1) as file:
        file.write(page[len(HEAD) :])
    block = HEAD.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n") + packed.getvalue()
    with gzip.open(path, "wb", compresslevel=1) as bomb:
        for number, part in enumerate((page, block, HEAD + b"<p>The bridge is open.")):
            bomb.write(warc_record("response", part, number))


def write_parquet(path: Path, size: int) -> None:
    """Writes Parquet of a few rows whose texts are all alike and long, as a dictionary and as they are."""
    text = (SENTENCE * (size // 32 // len(SENTENCE))).decode()
    table = pa.table({"text": [text] * 32, "more": [text] * 32})
    pq.write_table(table, path, use_dictionary=["more"], compression="zstd")


def main() -> None:
    """Prints a row for each bomb; memory is bounded if it does not grow with the size."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bombs", description=__doc__)
    parser.add_argument("--size", type=int, default=2000, metavar="MB", help="what each one grows to (default: 2000)")
    options = parser.parse_args()
    print("| bomb | its size, MB | grows to, MB | seconds | peak memory of all, MB |\n| --- | --: | --: | --: | --: |")
    for name in BOMBS:
        with tempfile.TemporaryDirectory() as folder:
            bomb = Path(folder, name)
            write_bomb(bomb, options.size * MB)
            size = bomb.stat().st_size / MB
            command = [sys.executable, "-m", "cleantext", str(bomb), "-o", str(Path(folder, "cleaned"))]
            seconds, peak, _ = watch(command, EXIT_QUARANTINED)
        print(f"| {name} | {size:.1f} | {options.size} | {seconds:.1f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
