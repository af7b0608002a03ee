"""Texts without chrome are taken from the files of packages as a reader has them."""

import gzip
import shutil

import pytest

from benchmarks.plain_texts import Source, fortunes, manual_page, sections, texts, whole_file

POEM = "Over the mirrors meant\nto hold the sky, the opulent\nand slow unpolluted\nstars."


def test_fortunes_stand_between_signs_and_lose_their_colours(tmp_path):
    (tmp_path / "verse").write_text(f"{POEM}\n%\n\x1b[32mSnow\x1b[m, 100 % of it\n% \nRain\n", encoding="utf-8")
    assert list(fortunes(tmp_path / "verse")) == [POEM, "Snow, 100 % of it", "Rain"]


def test_a_handbook_is_divided_at_underlined_headings(tmp_path):
    book = "Handbook\n\nOf boats\n========\n\nThey float.\n\nOf ice\n======\n\nIt melts.\n"
    (tmp_path / "book.txt.gz").write_bytes(gzip.compress(book.encode()))
    assert list(sections(tmp_path / "book.txt.gz")) == [
        "Handbook\n",
        "Of boats\n========\n\nThey float.\n",
        "Of ice\n======\n\nIt melts.\n",
    ]


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc renders manual pages, and is not installed")
def test_a_manual_page_is_text_without_overstriking(tmp_path):
    page = ".TH FÄHRE 1\n.SH NAME\nfähre \\- \\fBsetzt\\fR über\n"
    (tmp_path / "fähre.1.gz").write_bytes(gzip.compress(page.encode()))
    (text,) = manual_page(tmp_path / "fähre.1.gz")
    assert "NAME\n       fähre - setzt über\n" in text


def test_a_package_gives_a_sample_of_its_longer_texts(tmp_path):
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text(POEM * (number + 1), encoding="utf-8")
    (tmp_path / "9.dat").write_text(POEM * 9, encoding="utf-8")
    source = Source("verse", ("fortunes",), "*", whole_file, 3, 4 * len(POEM))
    found = list(texts(source, "fortunes", tmp_path))
    assert len(found) == 3
    assert all(len(record["text"]) >= 4 * len(POEM) for record in found)
    assert {record["source"] for record in found} == {"verse"}
    assert all(record["id"].startswith("fortunes/") and ".dat" not in record["id"] for record in found)
    assert found == list(texts(source, "fortunes", tmp_path))
