"""The gallery of the docs shows what this version does with the seeds."""

from __future__ import annotations

from docs.gallery import FOLDER, SEEDS, SHOWN, gallery


def test_the_gallery_is_that_of_this_version() -> None:
    """If this fails, look at what `python docs/gallery.py` changes, and commit it."""
    assert (FOLDER / "gallery.md").read_text("utf-8") == gallery()


def test_it_shows_ten_seeds_with_what_they_must_become() -> None:
    page = gallery()
    assert len(SHOWN) == 10
    for name in SHOWN:
        clean = (SEEDS / f"{name.rpartition('.')[0]}.clean.txt").read_text("utf-8")
        first, last = clean.strip().splitlines()[0], clean.strip().splitlines()[-1]
        assert f"seeds/{name}" in page
        assert all(part.replace('"', "&quot;").replace("'", "&#x27;") in page for part in (first, last))
