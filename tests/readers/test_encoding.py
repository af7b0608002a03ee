"""Reading the bytes of a page: every page has a text, and the encoding that fits comes before the one that is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.readers.encoding import EncodingError, decode, decode_html

TEXTS = {
    "en": "“No boats” – she’d said so… The tide’s at noon, and the café on the quay was closed for the season.",
    "de": "Die ältere der beiden Schwestern zählte unterwegs jedes einzelne zerbrochene Fenster für die Straße.",
    "pl": "Władze miasta ogłosiły, że większość mieszkańców wróciła już do domów, a łodzie zostały przy brzegu rzeki.",
    "ru": "Смотритель гавани ещё весной записал, что река недолго останется в своём старом русле, и оказался прав.",
    "el": "Ο λιμενάρχης είχε γράψει ότι το ποτάμι δεν θα έμενε για πολύ στην παλιά του κοίτη μέσα στην πόλη.",
    "ja": "港長は春のうちに、川はもう長くは古い川床にとどまらないだろうと書いていた。町の人々はそれを信じなかった。",
    "zh": "港务长在春天就写道，这条河不会在旧河床里停留太久。镇上的人都不相信他的话，直到那天晚上灯全都熄灭了。",
    "zh-tw": "港務長在春天就寫道，這條河不會在舊河床裡停留太久。鎮上的人都不相信他的話，直到那天晚上燈全都熄滅了。",
    "ko": "항만장은 봄에 이미 강이 오래된 강바닥에 더 이상 머물지 않을 것이라고 썼다. 마을 사람들은 믿지 않았다.",
    "th": "นายท่าเรือเขียนไว้ตั้งแต่ฤดูใบไม้ผลิว่าแม่น้ำจะไม่อยู่ในร่องน้ำเดิมอีกนาน แต่ไม่มีใครในเมืองเชื่อเขาเลย",
}
#: Python's codec, what a page calls it, and the language of a text.
DECLARED = [
    ("cp1252", "iso-8859-1", "en"),
    ("cp1252", "windows-1252", "de"),
    ("iso8859-15", "ISO-8859-15", "de"),
    ("mac-roman", "macintosh", "de"),
    ("cp1250", "windows-1250", "pl"),
    ("iso8859-2", "iso-8859-2", "pl"),
    ("cp1251", "windows-1251", "ru"),
    ("koi8-r", "KOI8-R", "ru"),
    ("mac-cyrillic", "x-mac-cyrillic", "ru"),
    ("cp1253", "windows-1253", "el"),
    ("cp874", "tis-620", "th"),
    ("cp874", "windows-874", "th"),
    ("cp932", "Shift_JIS", "ja"),
    ("cp932", "x-sjis", "ja"),
    ("euc_jp", "EUC-JP", "ja"),
    ("iso2022_jp", "iso-2022-jp", "ja"),
    ("gbk", "gb2312", "zh"),
    ("gb18030", "GBK", "zh"),
    ("cp950", "big5", "zh-tw"),
    ("cp949", "euc-kr", "ko"),
    ("cp949", "ks_c_5601-1987", "ko"),
]
DECLARATIONS = [
    '<meta charset="{}">',
    "<META CHARSET={}/>",
    '<meta http-equiv="Content-Type" content="text/html; charset={}">',
    "<!-- <meta charset=big5> --><meta name=robots content=all><meta content='text/html;charset={}' http-equiv=x>",
    '<?xml version="1.0" encoding="{}"?>',
]


def page(language: str, head: str = "") -> str:
    return f"{head}<html><head><title>Tides</title></head><body><p class='entry'>{TEXTS[language]}</p></body></html>"


@pytest.mark.parametrize(("codec", "label", "language"), DECLARED)
@pytest.mark.parametrize("declaration", DECLARATIONS)
def test_a_page_is_read_by_the_encoding_that_it_declares(
    codec: str, label: str, language: str, declaration: str
) -> None:
    source = page(language, declaration.format(label))
    data = source.encode(codec, "xmlcharrefreplace")
    assert decode_html(data) == data.decode(codec)


@pytest.mark.parametrize(("codec", "label", "language"), [case for case in DECLARED if case[0] != "mac-roman"])
@pytest.mark.parametrize("declaration", ["", "<meta charset=utf-8>"])
def test_the_encoding_of_a_page_that_declares_none_or_a_wrong_one_is_detected(
    codec: str, label: str, language: str, declaration: str
) -> None:
    data = page(language, declaration).encode(codec, "xmlcharrefreplace")
    assert decode_html(data) == data.decode(codec)


@pytest.mark.parametrize("codec", ["koi8-r", "cp1251", "iso8859-5", "cp866", "utf-8"])
@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "utf-8", "no-such-encoding", "rot13", ""])
def test_russian_comes_out_right_whatever_a_page_declares(codec: str, label: str) -> None:
    source = page("ru", f"<meta charset='{label}'>")
    assert decode_html(source.encode(codec)) == source


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("language", TEXTS)
def test_a_byte_order_mark_decides(codec: str, language: str) -> None:
    source = page(language, "<meta charset=koi8-r>")
    assert decode_html(source.encode(codec), "cp1251") == source


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_nulls(codec: str) -> None:
    assert decode_html(page("de").encode(codec)) == page("de")


@pytest.mark.parametrize("label", ["utf-16", "UTF-16LE", "utf-32", "unicode-1-1-utf-8"])
def test_what_declares_utf_16_in_ascii_is_utf_8(label: str) -> None:
    source = page("ja", f"<meta charset={label}>")
    assert decode_html(source.encode()) == source


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "gb2312", "big5", "shift_jis"])
@pytest.mark.parametrize("language", TEXTS)
def test_a_page_in_utf_8_is_utf_8_whatever_it_declares(label: str, language: str) -> None:
    source = page(language, f"<meta charset={label}>")
    assert decode_html(source.encode(), "koi8-r") == source


def test_two_characters_of_another_encoding_may_look_like_utf_8() -> None:
    source = "<meta charset=gb2312><p>隆隆"
    assert source.encode("gbk").decode().endswith("¡¡")
    assert decode_html(source.encode("gbk")) == source


def test_a_few_broken_bytes_leave_a_page_what_it_is() -> None:
    data = page("ru").encode() + b"<p>M\xe4scot, Mitgef\xfchl</p>"
    assert decode_html(data) == page("ru") + "<p>M\ufffdscot, Mitgef\ufffdhl</p>"
    cut = page("ja").encode()[: len(page("ja").encode()) // 2]
    assert decode_html(cut).rstrip("\ufffd") == cut.decode(errors="ignore")


def test_quotes_of_windows_are_quotes_where_a_page_of_ascii_declares_utf_8() -> None:
    assert decode_html(b"<meta charset=utf-8><p>She\x92d said \x93no\x94.") == "<meta charset=utf-8><p>She’d said “no”."


@pytest.mark.parametrize("ornament", ["»»»", "° ° °", "***"])
def test_ornaments_are_no_sign_of_another_alphabet(ornament: str) -> None:
    source = f"<meta charset=iso-8859-1><p>{ornament} Zurück {ornament}</p>"
    assert decode_html(source.encode("cp1252")) == source


def test_an_encoding_from_elsewhere_comes_before_the_declared_one_unless_it_does_not_fit() -> None:
    declared = page("ru", "<meta charset=windows-1251>")
    assert decode_html(page("de").encode("cp1252"), "iso-8859-1") == page("de")
    assert decode_html(declared.encode("cp1251"), "latin-1") == declared
    assert decode_html(declared.encode("koi8-r"), "koi8-r") == declared


@pytest.mark.parametrize("name", ["no-such-encoding", "zlib", "", "a\0b"])
def test_an_encoding_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(EncodingError, match="no text encoding"):
        decode_html(b"<p>High at noon.", name)


@pytest.mark.parametrize("name", ["idna", "undefined"])
def test_a_codec_that_cannot_replace_is_no_text_encoding(name: str) -> None:
    with pytest.raises(EncodingError, match="no text encoding"):
        decode(b"High at noon.", name)


@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode("utf-16", "surrogatepass")))
def test_any_bytes_have_a_text_that_can_be_written(data: bytes) -> None:
    decode_html(data).encode()
    decode_html(b"<meta charset=gb2312>" + data, "euc-kr").encode()


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\x1b"), min_size=8, max_size=100))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    source = f"<meta charset=utf-8><p>{text}" if text.startswith("\ufeff") else text
    assert decode_html(source.encode()) == source
