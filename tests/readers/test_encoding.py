"""Reading bytes: all of them have a text, and the encoding that fits comes before the one that is named."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cleantext.readers.encoding import EncodingError, decode, find_encoding

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
    "tr": "İskele şefinin büyüğü fırtınanın ikinci sabahında ırmağın artık çok uzun süre kalmayacağını yazmıştı.",
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
    assert decode(data) == data.decode(codec)


@pytest.mark.parametrize(("codec", "label", "language"), [case for case in DECLARED if case[0] != "mac-roman"])
@pytest.mark.parametrize("declaration", ["", "<meta charset=utf-8>"])
def test_the_encoding_of_a_page_that_declares_none_or_a_wrong_one_is_detected(
    codec: str, label: str, language: str, declaration: str
) -> None:
    data = page(language, declaration).encode(codec, "xmlcharrefreplace")
    assert decode(data) == data.decode(codec)


def test_a_declared_encoding_that_fits_but_for_a_few_words_comes_before_those_of_dos() -> None:
    source = page("tr", "<meta charset=gb18030>")
    assert decode(source.encode("gb18030")) == source


@pytest.mark.parametrize("codec", ["koi8-r", "cp1251", "iso8859-5", "cp866", "utf-8"])
@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "utf-8", "no-such-encoding", "rot13", ""])
def test_russian_comes_out_right_whatever_a_page_declares(codec: str, label: str) -> None:
    source = page("ru", f"<meta charset='{label}'>")
    assert decode(source.encode(codec)) == source


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("language", TEXTS)
def test_a_byte_order_mark_decides(codec: str, language: str) -> None:
    source = page(language, "<meta charset=koi8-r>")
    assert decode(source.encode(codec), "cp1251") == source


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_nulls(codec: str) -> None:
    assert decode(page("de").encode(codec)) == page("de")


@pytest.mark.parametrize("label", ["utf-16", "UTF-16LE", "utf-32", "unicode-1-1-utf-8"])
def test_what_declares_utf_16_in_ascii_is_utf_8(label: str) -> None:
    source = page("ja", f"<meta charset={label}>")
    assert decode(source.encode()) == source


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "gb2312", "big5", "shift_jis"])
@pytest.mark.parametrize("language", TEXTS)
def test_a_page_in_utf_8_is_utf_8_whatever_it_declares(label: str, language: str) -> None:
    source = page(language, f"<meta charset={label}>")
    assert decode(source.encode(), "koi8-r") == source


def test_two_characters_of_another_encoding_may_look_like_utf_8() -> None:
    source = "<meta charset=gb2312><p>隆隆"
    assert source.encode("gbk").decode().endswith("¡¡")
    assert decode(source.encode("gbk")) == source


def test_a_few_broken_bytes_leave_a_page_what_it_is() -> None:
    data = page("ru").encode() + b"<p>M\xe4scot, Mitgef\xfchl</p>"
    assert decode(data) == page("ru") + "<p>M\ufffdscot, Mitgef\ufffdhl</p>"
    cut = page("ja").encode()[: len(page("ja").encode()) // 2]
    assert decode(cut).rstrip("\ufffd") == cut.decode(errors="ignore")


#: Bytes that are not UTF-8 beside ASCII: quotes and letters of other encodings, and bytes that UTF-8 never has.
STRAY_BYTES = [b"\x92", b"\x80", b"\xe9", b"\xc3", b"\xf0", b"\xff"]


@pytest.mark.parametrize("stray", STRAY_BYTES)
@pytest.mark.parametrize("language", TEXTS)
def test_a_stray_byte_in_a_text_in_utf_8_is_one_replacement_character(language: str, stray: bytes) -> None:
    text = TEXTS[language]
    assert decode(text.encode() + b" -" + stray) == f"{text} -\ufffd"
    assert decode(b"- " + stray + b" " + text.encode()) == f"- \ufffd {text}"


@pytest.mark.parametrize("stray", STRAY_BYTES)
@pytest.mark.parametrize("text", ["Die Brücke ist offen", "Crème", "Łódź", "“No boats”, she said", "5 €", "мэр", "町"])
def test_so_it_is_in_a_text_of_few_words(text: str, stray: bytes) -> None:
    assert decode(text.encode() + b" " + stray) == f"{text} \ufffd"
    assert decode(b"(" + stray + b") " + text.encode()) == f"(\ufffd) {text}"


def test_half_a_character_beyond_16_bits_is_one_stray() -> None:
    assert decode("Schöne Brücke".encode() + b" \xed\xa0\xbd") == "Schöne Brücke \ufffd\ufffd\ufffd"
    assert decode("Schöne Brücke".encode() + b" \xed\xa0\xbd\xed\xb8\x80").startswith("Schöne Brücke \ufffd")


def characters(text: str) -> int:
    return sum(not char.isascii() for char in text)


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=200),
    st.lists(st.tuples(st.integers(0, 200), st.integers(0x80, 0xFF)), min_size=1, max_size=20),
)
@example("\ufffd" * 4 + "Grüße", [(0, 0x92)])
def test_bytes_that_are_mostly_utf_8_are_utf_8(text: str, strays: list[tuple[int, int]]) -> None:
    few = strays[: characters(text) // 4]
    data = bytearray()
    for place, char in enumerate(text + " " * 200):
        data += bytes(byte for at, byte in few if at == place) + char.encode()
    assume(not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)))
    assert decode(bytes(data)) == data.decode("utf-8", "replace")


@given(st.sampled_from(sorted(TEXTS)), st.integers(0, 200), st.integers(0, 200))
def test_a_text_that_is_cut_inside_a_character_is_read(language: str, start: int, end: int) -> None:
    data = TEXTS[language].encode()
    data = data[start : max(len(data) - end, 0)]
    whole = data.decode(errors="ignore")
    # A lone character between halves of two others may be anything.
    assume(characters(whole) > 1)
    assert decode(data).strip("\ufffd") == whole


@pytest.mark.parametrize("codec", sorted({codec for codec, _, _ in DECLARED} - {"iso8859-15", "mac-roman"}))
def test_a_text_without_markup_is_read_in_any_encoding(codec: str) -> None:
    [text] = {TEXTS[language] for name, _, language in DECLARED if name == codec and language != "en"}
    text = text.encode(codec, "ignore").decode(codec)
    assert decode(text.encode(codec)) == text


@given(st.sampled_from(DECLARED), st.integers(0, 60), st.integers(40, 60))
def test_a_piece_of_a_text_in_another_encoding_is_no_utf_8(
    declared: tuple[str, str, str], start: int, length: int
) -> None:
    codec, _, language = declared
    data = TEXTS[language][start : start + length].encode(codec, "ignore")
    assert data.isascii() or find_encoding(data) != "utf-8"


@pytest.mark.parametrize("text", ["Der „Spaß“", "“CAFÉ”", "l’été d’Élodie", "« LIBERTÉ »", "AQUÍ, «AQUÍ»"])
def test_what_one_character_of_western_text_may_be_by_chance_is_no_sign_of_utf_8(text: str) -> None:
    assert decode(text.encode("cp1252")) == text


@pytest.mark.parametrize(("text", "codec"), [
    ("Die Brücke über die Straße ist für Fußgänger geöffnet; die Männer grüßten.\n", "cp850"),
    ("La señora González llamó al último número de teléfono que está en la página, pero nadie contestó.\n", "cp850"),
    ("Die Brücke über die Straße ist für Fußgänger geöffnet; die Männer grüßten.\n", "mac-roman"),
    ("Le maître d’hôtel a présenté très tôt les élèves à la même fenêtre, où la forêt brûlait.\n", "mac-roman"),
])  # fmt: skip
def test_encodings_of_dos_and_of_the_macintosh_are_known_by_the_signs_that_they_put_into_words(
    text: str, codec: str
) -> None:
    assert decode(text.encode(codec)) == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("language", TEXTS)
def test_a_text_in_utf_16_without_a_mark_is_known_by_its_control_characters(language: str, codec: str) -> None:
    assert decode(TEXTS[language].encode(codec)) == TEXTS[language]
    assert decode(page(language).encode(codec)[:-1]).rstrip("\ufffd") == page(language)[:-1]


@pytest.mark.parametrize("dirt", [b"\0", b"\0\0\0\0", b"\x01\x02", b"\x1b[1m", b"N\bN"])
@pytest.mark.parametrize("language", TEXTS)
def test_nulls_and_control_characters_stay_and_are_no_sign_of_another_encoding(language: str, dirt: bytes) -> None:
    assert decode(dirt + TEXTS[language].encode() + dirt) == dirt.decode() + TEXTS[language] + dirt.decode()
    assert decode(dirt + b"High at noon." + dirt) == f"{dirt.decode()}High at noon.{dirt.decode()}"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_of_two_byte_order_marks_none_stays(codec: str) -> None:
    assert decode(f"\ufeff{TEXTS['de']}".encode(codec)) == TEXTS["de"]


@pytest.mark.parametrize("name", ["iso2022_jp", "utf-7"])
def test_what_is_all_ascii_is_read_as_it_is_said_to_be(name: str) -> None:
    assert decode(TEXTS["ja"].encode(name), name) == TEXTS["ja"]
    assert decode(b"High at noon.", name) == decode(b"High at noon.", "utf-16") == "High at noon."


def test_quotes_of_windows_are_quotes_where_a_page_of_ascii_declares_utf_8() -> None:
    assert decode(b"<meta charset=utf-8><p>She\x92d said \x93no\x94.") == "<meta charset=utf-8><p>She’d said “no”."


@pytest.mark.parametrize("ornament", ["»»»", "° ° °", "***"])
def test_ornaments_are_no_sign_of_another_alphabet(ornament: str) -> None:
    source = f"<meta charset=iso-8859-1><p>{ornament} Zurück {ornament}</p>"
    assert decode(source.encode("cp1252")) == source


def test_an_encoding_from_elsewhere_comes_before_the_declared_one_unless_it_does_not_fit() -> None:
    declared = page("ru", "<meta charset=windows-1251>")
    assert decode(page("de").encode("cp1252"), "iso-8859-1") == page("de")
    assert decode(declared.encode("cp1251"), "latin-1") == declared
    assert decode(declared.encode("koi8-r"), "koi8-r") == declared


@pytest.mark.parametrize("name", ["no-such-encoding", "zlib", "", "a\0b"])
def test_an_encoding_that_does_not_exist_is_refused(name: str) -> None:
    with pytest.raises(EncodingError, match="no text encoding"):
        decode(b"<p>High at noon.", name)


@pytest.mark.parametrize("name", ["idna", "undefined"])
def test_a_codec_that_cannot_replace_is_no_text_encoding(name: str) -> None:
    with pytest.raises(EncodingError, match="no text encoding"):
        decode(b"High at noon.", name)


@given(st.binary(max_size=300) | st.text(max_size=100).map(lambda text: text.encode("utf-16", "surrogatepass")))
def test_any_bytes_have_a_text_that_can_be_written(data: bytes) -> None:
    decode(data).encode()
    decode(b"<meta charset=gb2312>" + data, "euc-kr").encode()


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0\x1b"), min_size=8, max_size=100))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    source = f"<meta charset=utf-8><p>{text}" if text.startswith("\ufeff") else text
    assert decode(source.encode()) == source
