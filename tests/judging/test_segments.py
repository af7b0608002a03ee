"""Segments: where the sentences of a text without lines end, and which of them are runs of phrases."""

from __future__ import annotations

import pytest

from cleantext import Pipeline, clean
from cleantext.document import Document
from cleantext.judging.occurrences import Running
from cleantext.judging.rules import default_rules
from cleantext.judging.segments import divide, is_run_together
from cleantext.readers.text import read_text
from cleantext.rulepack import Rule

ARTICLE = (
    "The council voted on Monday to close the tram line for the whole summer, which nobody had expected. "
    "Two hundred people stood in the rain until the mayor came out and promised to look at the figures again"
)


def segments(text: str) -> list[tuple[str, bool]]:
    running = Running.of(text)
    found = default_rules().openings.find(running)
    return [(text[start:end].strip(), in_run) for start, end, in_run in divide(running, found)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mr. Berg met J. Marsh. It rained.", ["Mr. Berg met J. Marsh.", "It rained."]),
        ("The bridge cost 3.5 million. Nobody paid.", ["The bridge cost 3.5 million.", "Nobody paid."]),
        ("He follows her on X. She left.", ["He follows her on X.", "She left."]),
        ("It was old.[3] It fell.", ["It was old.[3]", "It fell."]),
        ("«Er ist weg.» Sie lachte.", ["«Er ist weg.»", "Sie lachte."]),
        ("橋が開いた。町は喜んだ。", ["橋が開いた。", "町は喜んだ。"]),
        ("पुल खुला। लोग आए।", ["पुल खुला।", "लोग आए।"]),
        ("ድልድዩ ተከፈተ። ሰዎች መጡ።", ["ድልድዩ ተከፈተ።", "ሰዎች መጡ።"]),
        ("Կամուրջը բացվեց։ Մարդիկ եկան։", ["Կամուրջը բացվեց։", "Մարդիկ եկան։"]),
    ],
)
def test_sentences_end_as_their_script_ends_them(text: str, sentences: list[str]) -> None:
    assert [text[start:end].strip() for start, end, _ in Running.of(text).sentences(0, len(text))] == sentences


def test_a_run_of_phrases_at_the_end_is_divided_into_what_were_lines() -> None:
    text = f"{ARTICLE}. Share on Facebook Etiquetas: tranvía Suscríbete a nuestro boletín"
    assert [said for said, in_run in segments(text) if in_run and said] == [
        "Share on Facebook",
        "Etiquetas: tranvía",
        "Suscríbete a nuestro boletín",
    ]


@pytest.mark.parametrize(
    ("end", "tail"),
    [
        (".", " Filed Under: Woodwork Tagged With: chairs Previous Post: Oiling a bench"),
        (".", " This is a premium article. Subscribe now to continue reading."),
        (".", " Related Articles Bridge opens late Mayor says sorry 3 Comments"),
        (".", "Leave a Reply"),
        (".", "Baca juga: Jembatan lama ditutup"),
        (".[3]", " Leave a Reply Cancel reply"),
        (".»", " Tags: tram, valley"),
        (" (see the map)", " Leave a Reply"),
        ("", " Proudly powered by WordPress"),
        ("", " Share on Facebook Share on Twitter"),
        ("", "Share on FacebookShare on Twitter"),
    ],
)
def test_the_article_stays_whole_whatever_it_ends_with(end: str, tail: str) -> None:
    assert clean(ARTICLE + end + tail) == ARTICLE + end


def test_the_last_word_of_a_sentence_without_a_full_stop_is_no_label() -> None:
    article = (
        "Die Ministerin ging am zweiten Morgen des Sturms die elf Meilen bis zur Mühle, und zählte unterwegs jedes "
        "einzelne zerbrochene Fenster; sie selbst kam nicht zu Wort, doch ihr Name stand im Bericht"
    )
    assert clean(f"{article} An der Diskussion teilnehmen Antwort abbrechen") == article


@pytest.mark.parametrize(
    "text",
    [
        f"{ARTICLE}. Nobody laughed.",
        f"{ARTICLE}. Thank you. New York Times reporters came, and so did the Home Secretary",
        f"{ARTICLE}. She wrote to Share Our Strength and asked it to keep in touch with her.",
        "كتب معلم متقاعد من الوادي في ربيع عام 1987 أن النهر لن يبقى في مجراه القديم بعد هذه الأمطار الغزيرة.",
        f"{ARTICLE}. Vous aimerez peut-être aussi. Les enfants voyageront gratuitement le dimanche, a dit le conseil.",
    ],
)
def test_a_text_without_chrome_is_left_alone(text: str) -> None:
    kept = clean(text)
    assert "voyageront" in kept if "voyageront" in text else kept == text


def test_a_line_end_in_a_phrase_of_a_pack_is_a_space() -> None:
    pack = Rule("share/letter", phrases={"en": ("Post this page to\nyour neighbours",)})
    text = f"{ARTICLE}. Post this page to your neighbours Share on Facebook"
    assert Pipeline.default([pack]).clean(text) == f"{ARTICLE}."


def test_a_short_text_on_one_line_keeps_what_is_no_note() -> None:
    assert clean("The bridge opened on Monday. Nobody came. All rights reserved.") == (
        "The bridge opened on Monday. Nobody came."
    )


def test_the_head_of_one_line_goes_up_to_where_the_article_may_begin() -> None:
    assert clean(f"Skip to main content Menu Subscribe Sign in {ARTICLE}.") == f"{ARTICLE}."


def test_two_labels_in_the_head_that_make_a_phrase_between_them_go() -> None:
    article = "Το πλοίο θα ταξιδεύει όλο τον χειμώνα, αποφάσισε την Τρίτη το συμβούλιο, και το εισιτήριο μένει το ίδιο."
    labels = "Μετάβαση στο περιεχόμενο Αρχική Διεύθυνση email Newsletter"  # An "email newsletter" is another one.
    assert clean(f"{labels} {article}") == article


def test_a_label_in_capitals_between_two_sentences_goes() -> None:
    assert clean(f"{ARTICLE}. ADVERTISEMENT The mayor had not slept.") == f"{ARTICLE}. The mayor had not slept."


@pytest.mark.parametrize(
    ("text", "expected"),
    [(ARTICLE, True), (f"{ARTICLE}.\n\n{ARTICLE}.", False), ("\n".join([f"{ARTICLE}. " * 9] * 3), True), ("", False)],
)
def test_lines_are_lost_where_one_block_is_all_or_each_is_very_long(text: str, expected: bool) -> None:
    document: Document = read_text(text)
    assert is_run_together(document) is expected
