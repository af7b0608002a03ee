"""Has the batch command clean a folder of files that are damaged in every way that we know, among some that are not."""

import argparse
import gzip
import io
import json
import random
import struct
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from benchmarks.corpora import warc_record
from benchmarks.memory_batch import MB, watch
from cleantext.cli import EXIT_QUARANTINED

GOOD = "The mayor opened the new bridge on day {0}, after eleven years of argument about who should pay for it."
LONG_LINE = 100 * MB
BOMB = 500 * MB
Made = tuple[str, bytes]


def lines(chance: random.Random) -> bytes:
    """Returns some JSON lines, none of them like another."""
    return b"".join(json.dumps({"text": GOOD.format(chance.random())}).encode() + b"\n" for _ in range(200))


def parquet(chance: random.Random) -> bytes:
    """Returns Parquet in two row groups."""
    file = io.BytesIO()
    table = pa.table({"id": range(200), "text": [GOOD.format(chance.random()) for _ in range(200)]})
    pq.write_table(table, file, row_group_size=100, compression="gzip")
    return file.getvalue()


def truncated_gzip(chance: random.Random) -> Made:
    """Gzip that ends early."""
    packed = gzip.compress(lines(chance))
    return "jsonl.gz", packed[: chance.randrange(1, len(packed))]


def overwritten_zstd(chance: random.Random) -> Made:
    """Zstd with bytes of noise in it."""
    packed = bytearray(zstandard.ZstdCompressor(write_checksum=True).compress(lines(chance)))
    at = chance.randrange(len(packed) - 40)
    packed[at : at + 40] = chance.randbytes(40)
    return "jsonl.zst", bytes(packed)


def broken_footer(chance: random.Random) -> Made:
    """Parquet whose footer is cut, overwritten, or has a wrong length."""
    data = bytearray(parquet(chance))
    way = chance.randrange(3)
    if way == 0:
        return "parquet", bytes(data[: chance.randrange(len(data))])
    if way == 1:
        data[-8:-4] = struct.pack("<I", chance.randrange(1 << 32))
    else:
        size = struct.unpack("<I", data[-8:-4])[0]
        at = len(data) - 8 - size
        data[at : at + 20] = b"\xff" * 20
    return "parquet", bytes(data)


def overwritten_parquet(chance: random.Random) -> Made:
    """Parquet with noise in its pages."""
    data = bytearray(parquet(chance))
    for _ in range(20):
        at = chance.randrange(4, len(data) // 2)
        data[at : at + 40] = chance.randbytes(40)
    return "parquet", bytes(data)


def wrong_length(chance: random.Random) -> Made:
    """WARC with a record whose length is wrong."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>" + GOOD.encode()
    wrong = chance.choice([-7, chance.randrange(len(block) - 1), len(block) + chance.randrange(3, 99), 1 << 60])
    parts = [warc_record("response", block, number, wrong if number == 5 else None) for number in range(9)]
    return "warc", b"".join(parts)


def invalid_utf8(chance: random.Random) -> Made:
    """JSON lines of UTF-8 with a few that are not."""
    made = lines(chance).replace(b"bridge", "Brücke".encode()).splitlines(keepends=True)
    for at in chance.sample(range(len(made)), 3):
        made[at] = made[at].replace(b"mayor", b"ma\xe9or")
    return "jsonl", b"".join(made)


def broken_json(chance: random.Random) -> Made:
    """A JSON list that ends early, or goes on after its end."""
    data = b"[" + b",".join(lines(chance).splitlines()) + b"]"
    return "json", data[: chance.randrange(len(data) - 1)] if chance.random() < 0.5 else data + b"]"


def ragged_rows(chance: random.Random) -> Made:
    """CSV with rows that are too long, too short or never closed."""
    rows = [f'{number},"{GOOD}"' for number in range(100)]
    rows[chance.randrange(100)] = chance.choice(["1", "1,2,3", '1,"never closed', '1,"a" b'])
    return "csv", ("id,text\n" + "\n".join(rows)).encode()


def no_text(chance: random.Random) -> Made:
    """A picture that is called a text or a page."""
    return chance.choice(["txt", "html"]), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + chance.randbytes(3000)


def long_line(chance: random.Random) -> Made:
    """JSON lines with one of 100 MB."""
    long = b'{"text": "' + b"And so on. " * (LONG_LINE // 11) + b'"}\n'
    return "jsonl", lines(chance) + long + lines(chance)


def bomb(chance: random.Random) -> Made:
    """Gzip, zstd or Parquet of a few KB that grows to half a GB."""
    way = chance.choice(["jsonl.gz", "html.zst", "parquet"])
    if way == "parquet":
        file = io.BytesIO()
        pq.write_table(pa.table({"text": ["x" * (BOMB // 4)] * 4}), file, compression="zstd", use_dictionary=False)
        return way, file.getvalue()
    long = b'{"text": "' + b"And so on. " * (BOMB // 11) + b'"}\n'
    return way, gzip.compress(long, 1) if way == "jsonl.gz" else zstandard.compress(long)


#: Each kind of damage, and how many of a thousand files have it.
KINDS: dict[Callable[[random.Random], Made], int] = {
    truncated_gzip: 150,
    overwritten_zstd: 100,
    broken_footer: 150,
    overwritten_parquet: 100,
    wrong_length: 150,
    invalid_utf8: 100,
    broken_json: 100,
    ragged_rows: 70,
    no_text: 70,
    long_line: 4,
    bomb: 6,
}


def main() -> int:
    """Prints a row for each kind of damage; returns 1 if a file was not named, or a good one not cleaned."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.malformed", description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="share of the thousand files to make (default: 1)")
    parser.add_argument("--seed", type=int, default=0, help="of the damage")
    parser.add_argument("--jobs", type=int, default=2, help="number of workers (default: 2)")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        corpus, out = Path(folder, "corpus"), Path(folder, "out")
        corpus.mkdir()
        made: dict[str, list[str]] = {}
        for kind, count in KINDS.items():
            for number in range(max(1, round(count * options.share))):
                suffix, data = kind(chance)
                name = f"{kind.__name__}-{number:03}.{suffix}"
                (corpus / name).write_bytes(data)
                (corpus / f"good-{name}.txt").write_text(GOOD.format(name))
                made.setdefault((kind.__doc__ or "").rstrip("."), []).append(name)
        command = [sys.executable, "-m", "cleantext", str(corpus), "-o", str(out), "--jobs", str(options.jobs), "-q"]
        seconds, peak, _ = watch(command, EXIT_QUARANTINED)
        entries = map(json.loads, (out / "quarantine.jsonl").read_text("utf-8").splitlines())
        named = {Path(entry["file"]).name for entry in entries if entry["cause"]}
        print("| damage | files | named with their cause | good files beside them, clean |\n| --- | --: | --: | --: |")
        wrong = 0
        for title, names in made.items():
            told = len(named.intersection(names))
            clean = sum((out / f"good-{name}.txt").read_text() == GOOD.format(name) for name in names)
            wrong += 2 * len(names) - told - clean
            print(f"| {title} | {len(names)} | {told} | {clean} |")
        print(f"\n{seconds:.0f} s, peak memory of all processes {peak:.0f} MB")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
