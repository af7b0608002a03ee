"""Makes texts without any site chrome from Debian's packages of documentation, for `python -m benchmarks.harm --more`.

Manual pages in eight languages, essays, handbooks in four languages, sources of Python's documentation, verse in
English and Chinese, and quotations in seven languages. Needs Debian or one of its kin, its package lists
(`apt-get update`), and mandoc, which renders manual pages. What is in the packages hangs on the release: the figures of
README.md are of Debian 12.
"""

import argparse
import gzip
import json
import re
import subprocess
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

Reader = Callable[[Path], Iterator[str]]

_OVERSTRUCK = re.compile(".\b")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")


def read_bytes(path: Path) -> bytes:
    """Returns the content of a file, unpacked if it is gzipped."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def whole_file(path: Path) -> Iterator[str]:
    """Yields a file as one text."""
    yield read_bytes(path).decode("utf-8", "replace")


def fortunes(path: Path) -> Iterator[str]:
    r"""Yields the texts of a file of fortunes, which stand between lines with a per cent sign."""
    text = _COLOUR.sub("", read_bytes(path).decode("utf-8", "replace"))
    yield from (part.strip("\n") for part in re.split(r"^%[^\S\n]*$", text, flags=re.MULTILINE))


def sections(path: Path) -> Iterator[str]:
    """Yields the sections of a handbook, each with its underlined heading."""
    yield from re.split(r"\n(?=\S[^\n]*\n={4,}\n)", read_bytes(path).decode("utf-8"))


def manual_page(path: Path) -> Iterator[str]:
    """Yields a manual page as a terminal shows it, without bold letters and underlining."""
    command = ["mandoc", "-K", "utf-8", "-T", "utf8", "-O", "width=78"]
    page = subprocess.run(command, input=read_bytes(path), capture_output=True, check=False)
    yield _OVERSTRUCK.sub("", page.stdout.decode("utf-8"))


@dataclass(frozen=True, slots=True)
class Source:
    """Packages whose texts are of one kind.

    `limit` is the highest number of texts that is taken of a package, and `shortest` the lowest number of characters of
    one: shorter ones are references to another page, or lists of what a folder holds.
    """

    name: str
    packages: tuple[str, ...]
    pattern: str
    read: Reader
    limit: int
    shortest: int


SOURCES = (
    Source(
        "man",
        tuple(f"manpages-{language}" for language in ("de", "es", "fr", "ja", "pl", "pt-br", "ru", "zh")),
        "usr/share/man/*/man*/*.gz",
        manual_page,
        50,
        500,
    ),
    Source("essays", ("anarchism",), "usr/share/doc/anarchism/**/*.md.gz", whole_file, 150, 500),
    Source(
        "handbooks",
        ("developers-reference", "developers-reference-de", "developers-reference-fr", "developers-reference-ja"),
        "usr/share/developers-reference/**/developers-reference.txt.gz",
        sections,
        60,
        500,
    ),
    Source("handbooks", ("doc-debian",), "usr/share/doc/debian/**/*.txt*", whole_file, 20, 500),
    Source("python-doc", ("python3.11-doc",), "usr/share/doc/python3.11/html/_sources/**/*.txt", whole_file, 200, 500),
    Source("verse", ("fortunes",), "usr/share/games/fortunes/songs-poems", fortunes, 300, 80),
    Source("verse", ("fortunes-zh",), "usr/share/games/fortunes/*[0-9]", fortunes, 150, 20),
    Source("quotations", ("fortunes", "fortunes-min"), "usr/share/games/fortunes/*[a-z]", fortunes, 150, 80),
    Source(
        "quotations",
        tuple(f"fortunes-{language}" for language in ("cs", "de", "es", "it", "pl", "ru")),
        "usr/share/games/fortunes/**/*",
        fortunes,
        100,
        80,
    ),
)


def texts(source: Source, package: str, tree: Path) -> Iterator[dict[str, str]]:
    """Yields the texts of an unpacked package as records, sampled by a hash of the id: the same in every run."""
    found = {}
    for path in sorted(tree.glob(source.pattern)):
        if path.is_file() and not path.is_symlink() and path.suffix not in (".dat", ".u8"):
            for number, text in enumerate(source.read(path)):
                found[f"{package}/{path.relative_to(tree)}#{number}"] = text
    chosen = sorted(
        (id_ for id_ in found if len(found[id_]) >= source.shortest), key=lambda id_: zlib.crc32(id_.encode())
    )
    for id_ in chosen[: source.limit]:
        yield {"id": id_, "source": source.name, "text": found[id_]}


def unpack(package: str, folder: Path) -> Path:
    """Downloads a package into a folder, without installing it, and returns the folder of its files."""
    subprocess.run(["apt-get", "download", "-qq", package], cwd=folder, check=True)
    (archive,) = folder.glob(f"{package}_*.deb")
    tree = folder / package
    subprocess.run(["dpkg-deb", "-x", archive, tree], check=True)
    return tree


def main() -> None:
    """Writes the texts of all sources into one file."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.plain_texts", description=__doc__)
    parser.add_argument("output", type=Path, metavar="FILE", help="what to write, such as plain-more.jsonl.gz")
    options = parser.parse_args()
    with TemporaryDirectory() as folder, gzip.open(options.output, "wt", encoding="utf-8") as output:
        for source in SOURCES:
            for package in source.packages:
                tree = Path(folder) / package
                tree = tree if tree.exists() else unpack(package, Path(folder))
                records = list(texts(source, package, tree))
                output.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
                print(f"{source.name:12} {package:26} {len(records):4} texts")


if __name__ == "__main__":
    main()
