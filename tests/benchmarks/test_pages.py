"""Pages are read, decoded, sampled and parted into folds in the same way every time."""

import gzip
import json
from argparse import ArgumentTypeError
from pathlib import Path

import pytest

from benchmarks.data import KINDS, Fold, Page, choose, decode, load_pages, load_repository, site

HTML = "<meta charset=utf-8><p>Die Brücke ist offen.</p>"
URLS = [f"https://www.town{number}.example/news/{page}" for number in range(40) for page in range(3)]
PAGES = [Page("wcxb", "forum" if index % 4 else "article", str(index), url, Path()) for index, url in enumerate(URLS)]


@pytest.fixture
def data(tmp_path):
    """A folder with one page of each set."""
    records = {
        "wcxb": {"kind": "forum", "main_content": "It is open.", "with": ["open"], "without": ["Share"]},
        "aeb": {"article_body": "It is open."},
        "trafilatura": {"with": ["open"], "without": ["Share"]},
        "dragnet": {"kind": "article", "main_content": "It is open."},
        "waddle": {"kind": "article", "lang": "Greek", "site": "news.town.example", "main_content": "It is open."},
    }
    for set_, record in records.items():
        record |= {"id": "1", "file": f"{set_}-dev/1.html.gz"}
        if set_ not in {"dragnet", "waddle"}:
            record["url"] = "https://town.example/1"
        with gzip.open(tmp_path / f"{set_}-dev.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.write(json.dumps(record) + "\n")
        (tmp_path / f"{set_}-dev").mkdir()
        (tmp_path / record["file"]).write_bytes(gzip.compress(HTML.encode()))
    return tmp_path


def test_a_page_of_wcxb_has_a_kind_a_gold_text_and_snippets(data):
    (page,) = load_pages(data, "wcxb")
    assert (page.kind, page.gold, page.wanted, page.unwanted) == ("forum", "It is open.", ("open",), ("Share",))
    assert page.html == HTML


def test_the_other_sets_have_what_they_have(data):
    (article,), (blog,) = load_pages(data, "aeb"), load_pages(data, "trafilatura")
    assert (article.kind, article.gold, article.wanted) == ("", "It is open.", ())
    assert (blog.kind, blog.gold, blog.wanted, blog.unwanted) == ("", "", ("open",), ("Share",))


def test_the_older_pages_have_no_kind_and_of_their_url_at_most_the_site(data):
    (blog,), (news,) = load_pages(data, "dragnet"), load_pages(data, "waddle")
    assert (blog.kind, blog.url, blog.gold) == ("", "", "It is open.")
    assert (news.kind, site(news.url), news.gold) == ("", "town.example", "It is open.")


def test_pages_without_a_url_are_spread_over_the_folds():
    blogs = [Page("dragnet", "", f"{number:04}", "", Path()) for number in range(100)]
    parts = [choose(blogs, KINDS, Fold.read(f"{part}/5"), None) for part in range(5)]
    assert sorted(map(str, blogs)) == sorted(str(page) for part in parts for page in part)
    assert min(map(len, parts)) > 5


def test_a_checkout_of_the_repository_is_read_as_it_is(tmp_path):
    truth = {"0b1": {"articleBody": "It is open.", "url": "https://town.example/1"}, "0b2": {"articleBody": "Closed."}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth))
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "0b1.html.gz").write_bytes(gzip.compress(HTML.encode()))
    first, second = load_repository(tmp_path)
    assert (str(first), first.gold, first.html) == ("repository 0b1", "It is open.", HTML)
    assert (second.gold, second.url) == ("Closed.", "")


@pytest.mark.parametrize(
    "html",
    [
        "<p>Brücke</p>".encode(),
        b"\xef\xbb\xbf" + "<p>Brücke</p>".encode(),
        '<meta charset="iso-8859-1"><p>Brücke</p>'.encode(),
        '<meta charset="iso-8859-1"><p>Brücke</p>'.encode("cp1252"),
        "<meta content='text/html; charset=windows-1252'><p>Brücke</p>".encode("cp1252"),
    ],
)
def test_utf8_comes_first_and_the_declared_charset_second(html):
    assert decode(html).endswith("<p>Brücke</p>")
    assert "\ufeff" not in decode(html)


@pytest.mark.parametrize("declared", ["", "<meta charset=utf-8>", "<meta charset=none-such>"])
def test_what_no_charset_fits_is_utf8_with_replacements(declared):
    assert decode(declared.encode() + b"<p>Br\xfccke \xc3\xbc</p>") == f"{declared}<p>Br\ufffdcke ü</p>"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.town.example/news", "town.example"),
        ("http://news.town.com.au:8080/", "town.com.au"),
        ("https://town.co.uk", "town.co.uk"),
        ("https://blog.town.de/", "town.de"),
        ("no url", ""),
    ],
)
def test_pages_of_one_registered_host_are_one_site(url, host):
    assert site(url) == host


def test_every_page_is_in_one_of_five_folds_and_in_the_rest_of_the_others():
    for url in URLS:
        assert sum(url in Fold.read(f"{part}/5") for part in range(5)) == 1
        assert sum(url in Fold.read(f"!{part}/5") for part in range(5)) == 4


def test_folds_keep_sites_together_and_none_is_empty():
    for part in range(5):
        chosen = [page.url for page in choose(PAGES, KINDS, Fold.read(f"{part}/5"), None)]
        assert chosen
        assert {site(url) for url in chosen}.isdisjoint(site(url) for url in URLS if url not in chosen)


@pytest.mark.parametrize("option", ["5/5", "one", "-1/5", "0/0", ""])
def test_what_is_no_fold_is_refused(option):
    with pytest.raises(ArgumentTypeError, match="no fold"):
        Fold.read(option)


def test_a_sample_is_the_same_whatever_the_order_of_the_pages():
    sample = choose(PAGES, KINDS, None, 10)
    assert len(sample) == 10
    assert sample == choose(PAGES[::-1], KINDS, None, 10)


def test_only_pages_of_these_kinds_are_chosen_and_those_without_a_kind():
    assert {page.kind for page in choose(PAGES, ("article",), None, None)} == {"article"}
    blog = Page("trafilatura", "", "1", "https://town.example/1", Path())
    assert choose([blog], ("article",), None, None) == [blog]
