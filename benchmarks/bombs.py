"""Measures the peak memory of the batch command over small files that grow beyond all bounds when they are unpacked."""

import argparse
import gzip
import sys
import tempfile
from pathlib import Path

from benchmarks.memory_batch import MB, watch
from cleantext.cli import EXIT_QUARANTINED

SENTENCE = b"The bridge is open. "
#: By the name of a bomb, what stands before and after the sentences in it.
BOMBS = {
    "bomb.txt.gz": (b"", b""),
    "bomb.html.gz": (b"<p>", b"</p>"),
    "bomb.jsonl.gz": (b'{"text":"One."}\n{"text":"', b'"}\n{"text":"Two."}\n'),
    "bomb.csv.gz": (b'id,text\n1,One.\n2,"', b'"\n3,Two.\n'),
}


def write_bomb(path: Path, size: int) -> None:
    """Writes a bomb that grows to about `size` bytes."""
    before, after = BOMBS[path.name]
    block = SENTENCE * 50_000
    with gzip.open(path, "wb", compresslevel=1) as bomb:
        bomb.write(before)
        for _ in range(size // len(block)):
            bomb.write(block)
        bomb.write(after)


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
