"""The shape of a document: whole pages as text, in six languages, and what looks like one and is an article."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext import Reason
from cleantext.document import Block
from cleantext.judging import weights
from cleantext.judging.shape import find_shape
from cleantext.judging.stretch import _stretches, is_label
from cleantext.text_class import classify
from tests.rules.prose import PARAGRAPHS, PROSE

#: By language: the menu above an article, its headline, its paragraphs, and the menu below.
PAGES = {
    "English": (
        "Harbour Courier;Town Hall;Parishes;Courts;Schools;Harbour;Weather Station;Letters;Obituaries;Crossword",
        "The last ferry",
        PARAGRAPHS,
        "Tide Tables;Lock Gates;Parish Notes;Farm Prices;Old Photographs;Bell Ringers;Allotments;Brass Bands;Regatta",
    ),
    "German": (
        "Hafenbote;Rathaus;Gemeinden;Gerichte;Schulen;Hafen;Wetterwarte;Leserbriefe;Traueranzeigen;Kreuzworträtsel",
        "Die letzte Fähre",
        (
            "Der Bürgermeister hat am Dienstag die neue Brücke eröffnet, elf Jahre nachdem der Rat zum ersten Mal über "
            "sie gestritten hatte und niemand sie bezahlen wollte.",
            "Vierhundert Menschen gingen hinüber, bevor der erste Lastwagen fuhr. Sie trugen Klappstühle und Kannen, "
            "und in der Mitte blieben sie stehen, um hinunterzusehen.",
            "Die alte Fähre fuhr am Mittag zum letzten Mal. Ihr Kapitän band das Boot am Kai fest, nahm die Mütze ab "
            "und sagte, er werde nun das Autofahren lernen.",
        ),
        "Gezeiten;Schleusen;Pfarrbrief;Marktpreise;Alte Bilder;Glockenläuter;Kleingärten;Blaskapellen;Ruderverein",
    ),
    "Greek": (
        "Λιμενικά Νέα;Δημαρχείο;Ενορίες;Δικαστήρια;Σχολεία;Λιμάνι;Μετεωρολογικός Σταθμός;Επιστολές;Κηδείες;Σταυρόλεξο",
        "Το τελευταίο πορθμείο",
        (
            "Ο δήμαρχος εγκαινίασε την Τρίτη το πρωί τη νέα γέφυρα, έντεκα χρόνια αφότου το συμβούλιο άρχισε να "
            "συζητά ποιος έπρεπε να την πληρώσει.",
            "Τετρακόσιοι άνθρωποι πέρασαν απέναντι πριν από το πρώτο φορτηγό. Κρατούσαν καρέκλες και θερμός, και στη "
            "μέση σταμάτησαν για να κοιτάξουν κάτω το νερό.",
            "Το παλιό πορθμείο έκανε το τελευταίο του δρομολόγιο το μεσημέρι. Ο καπετάνιος έδεσε τη βάρκα, έβγαλε το "
            "καπέλο του και είπε ότι θα μάθει να οδηγεί.",
        ),
        "Παλίρροιες;Φράγματα;Ενοριακά;Τιμές Αγοράς;Παλιές Φωτογραφίες;Καμπάνες;Λαχανόκηποι;Φιλαρμονικές;Λεμβοδρομίες",
    ),
    "Polish": (
        "Kurier Portowy;Ratusz;Parafie;Sądy;Szkoły;Nabrzeże;Stacja Meteo;Listy;Nekrologi;Krzyżówka",
        "Ostatni prom",
        (
            "Burmistrz otworzył we wtorek rano nowy most, jedenaście lat po tym, jak rada zaczęła się spierać, kto ma "
            "za niego zapłacić i czy w ogóle jest potrzebny.",
            "Czterysta osób przeszło na drugi brzeg przed pierwszą ciężarówką. Nieśli krzesła i termosy, a na środku "
            "zatrzymali się, żeby popatrzeć w dół na wodę.",
            "Stary prom popłynął po raz ostatni w południe. Kapitan przywiązał łódź do nabrzeża, zdjął czapkę i "
            "powiedział, że teraz nauczy się prowadzić samochód.",
        ),
        "Pływy;Śluzy;Wieści Parafialne;Ceny Targowe;Stare Zdjęcia;Dzwonnicy;Ogródki;Orkiestry Dęte;Wioślarze",
    ),
    "Russian": (
        "Портовый Вестник;Ратуша;Приходы;Суды;Школы;Гавань;Метеостанция;Письма;Некрологи;Кроссворд",
        "Последний паром",
        (
            "Мэр открыл во вторник утром новый мост, через одиннадцать лет после того, как совет начал спорить, кто "
            "должен за него платить и нужен ли он вообще.",
            "Четыреста человек перешли на другой берег раньше первого грузовика. Они несли стулья и термосы, а на "
            "середине остановились, чтобы посмотреть вниз на воду.",
            "Старый паром сделал последний рейс в полдень. Капитан привязал лодку к причалу, снял фуражку и сказал, "
            "что теперь научится водить машину.",
        ),
        "Приливы;Шлюзы;Приходские Вести;Цены Рынка;Старые Снимки;Звонари;Огороды;Духовые Оркестры;Гребцы",
    ),
    "Chinese": (
        "港口日报;市政厅;教区;法院;学校;码头;气象站;来信;讣告;填字",
        "最后一班渡船",
        (
            "市长星期二上午为新桥剪彩，此时距离议会开始争论由谁来付钱、对岸究竟有没有人想要这座桥，已经过去了整整十一年。",
            "四百人抢在第一辆卡车之前走了过去。他们带着折叠椅和暖水瓶，有一队人还抬着铜管乐器，走到桥中间大家都停下来往下看。",
            "旧渡船中午开了最后一班。船长在这条河上来回走了大约九万趟，他把船系在码头上，摘下帽子，说自己现在要去学开车了。",
        ),
        "潮汐表;船闸;教区通讯;集市价格;老照片;敲钟人;菜园;铜管乐队;赛艇会",
    ),
}


def lines(menu: str) -> str:
    return menu.replace(";", "\n")


def blocks_of(texts: Sequence[str]) -> list[Block]:
    return [Block(0, len(text), text, *classify(text)) for text in texts]


@pytest.mark.parametrize("language", PAGES)
def test_menus_at_both_ends_make_a_whole_page_in_any_language_and_go_without_a_phrase(language: str) -> None:
    above, headline, paragraphs, below = PAGES[language]
    article = "\n\n".join([headline, *paragraphs])
    cleaned = cleantext.explain(f"{lines(above)}\n\n{article}\n\n{lines(below)}")
    assert cleaned.shape == "whole page"
    assert cleaned.evidence.startswith("menus of 1")
    assert cleaned.text.replace(headline, "").strip() == "\n\n".join(paragraphs)


@pytest.mark.parametrize("language", PAGES)
def test_in_an_article_with_a_little_residue_a_short_run_of_labels_stays(language: str) -> None:
    above, headline, paragraphs, below = PAGES[language]
    text = "\n\n".join([*above.split(";")[1:3], headline, *paragraphs, *below.split(";")[1:3]])
    cleaned = cleantext.explain(text)
    assert (cleaned.shape, cleaned.evidence) == ("article", "")
    assert not [one for one in cleaned.verdicts if one.reason is Reason.CUT_IN_MENU]


def test_the_headline_stays_where_it_is_the_line_above_or_where_the_title_of_the_page_has_it() -> None:
    above, headline, paragraphs, below = PAGES["English"]
    page = [
        f"{headline} | Harbour Courier",
        lines(above),
        headline,
        "Ida Marsh",
        "Harbour desk",
        *paragraphs,
        lines(below),
    ]
    (answer,) = [one for one in cleantext.explain("\n\n".join(page)).why(headline) if one.text == headline]
    assert answer.reason is Reason.KEPT_HEADLINE


def test_a_short_sentence_and_a_list_beside_the_prose_of_a_whole_page_stay() -> None:
    above, _, paragraphs, below = PAGES["English"]
    article = "\n\n".join(["Nobody laughed.", *paragraphs, "1) Oak, 40 planks", "2) Tar, 6 barrels", "It held."])
    assert cleantext.clean(f"{lines(above)}\n\n{article}\n\n{lines(below)}") == article


def test_a_second_article_of_a_whole_page_stays() -> None:
    above, _, paragraphs, _ = PAGES["English"]
    more = PAGES["German"][2]
    between = [lines(PAGES[language][3]) for language in ("English", "Polish", "Russian", "Greek", "Chinese")]
    page = "\n\n".join([lines(above), *paragraphs, *between, *between, *more, lines(above)])
    assert cleantext.clean(page) == "\n\n".join([*paragraphs, *more])


def test_prose_on_its_own_among_the_menus_of_a_whole_page_goes() -> None:
    above, _, paragraphs, below = PAGES["English"]
    teaser = "The lock gates close for repairs on Monday, and boats will have to wait until the tide has turned."
    page = "\n\n".join([*paragraphs, lines(below), teaser, lines(above)])
    cleaned = cleantext.explain(f"{lines(above)}\n\n{page}")
    assert cleaned.text == PROSE
    assert cleaned.why(teaser)[0].reason is Reason.CUT_OUTSIDE_MAIN


def test_the_word_comments_in_a_menu_does_not_end_the_article_before_it_began() -> None:
    above, _, paragraphs, below = PAGES["English"]
    teasers = [
        "The lock gates close for repairs on Monday, and boats will have to wait until the tide has turned again.",
        "Four tenors are wanted for the choir of the harbour, which sings on the quay when the herring is in.",
    ]
    menu = ["Parishes", teasers[0], "Harbour", teasers[1], *above.split(";"), "Comments", "Ben Falk says:", "Reply"]
    page = "\n".join([*menu, *above.split(";"), *paragraphs, *below.split(";")])
    assert all(paragraph in cleantext.clean(page) for paragraph in paragraphs)


def test_a_sentence_whose_links_stand_on_lines_of_their_own_is_prose() -> None:
    above, _, paragraphs, below = PAGES["English"]
    first = ["The council has asked for help with the bridge from the", "Harbour Board", ", which", "met", "in May."]
    last = ["Whoever crosses it in the first week has to pay to the", "Lock Gates", ", and to nobody else,", "a pound."]
    article = "\n".join([*first, *paragraphs, *last])
    assert cleantext.clean("\n".join([*above.split(";"), article, *below.split(";")])) == article


def test_lines_in_lower_case_that_end_no_sentence_are_no_prose() -> None:
    above, _, paragraphs, below = PAGES["English"]
    tags = [
        "tide tables",
        "lock gates",
        "parish notes",
        "farm prices",
        "old photographs",
        "bell ringers",
        "brass bands",
    ]
    page = "\n".join([*above.split(";"), *paragraphs, *below.split(";"), *tags, *above.split(";")])
    assert cleantext.clean(page) == "\n".join(paragraphs)


#: Teasers of other articles: a headline, and a sentence of it.
TEASERS = [
    ("The lock gates close for repairs on Monday", "Boats have to wait at the quay until the tide has turned."),
    ("Four tenors are wanted for the choir", "It sings on the quay in June, when the herring is in and all are home."),
    ("Old photographs of the ferry are found", "They lay in a box below the stairs of the town hall for forty years."),
    ("A new captain for the lifeboat", "She has rowed for the harbour since she was twelve, and won eleven cups."),
    ("Farm prices fall for the third week", "A pound of butter is now less than a loaf, say those who sell it."),
    ("The bell of the church has a crack", "It was cast in the year of the great flood and has rung at noon since."),
    ("Allotments below the dyke are let again", "Whoever wants one writes to the parish by the end of the month."),
    (
        "The regatta is to be held in rain and wind",
        "Nobody has drowned so far, the clerk of the course has let us know.",
    ),
]


def test_a_page_of_many_teasers_above_a_shorter_article_is_about_the_article() -> None:
    above, _, paragraphs, _ = PAGES["English"]
    teasers = [line for teaser in TEASERS for line in teaser]
    menus = [label for language in ("English", "Polish", "Greek") for label in PAGES[language][3].split(";")]
    page = [*above.split(";"), *teasers, *menus, *paragraphs, *menus]
    assert cleantext.clean("\n".join(page)) == "\n".join(paragraphs)


#: Rules for those who comment, as a page prints them below each of its articles; longer than many an article is.
RULES = [
    "We are glad that you have decided to write to us, and we ask you to keep to the few rules of this house.",
    "Whoever writes here uses a name by which others can answer, and does not speak for anybody else but for himself.",
    "We take out what insults people, what sells goods, and what has been written by one and the same hand ten times.",
    "The desk may print what you have written in the paper, shortened where there is little room, without asking you.",
    "Who has been shut out may write a letter to the desk, in which stand the name, the day and the words in question.",
]
FORM = ["Leave a Reply", "Your email address will not be published.", "Post Comment", "Privacy Policy", "Contact us"]


@pytest.mark.parametrize("language", PAGES)
def test_the_article_is_what_stands_below_the_headline_that_the_title_of_the_page_has_in_it(language: str) -> None:
    above, title, paragraphs, _ = PAGES[language]
    site, place, *_ = above.split(";")
    headline = f"{title} / {place}"
    menus = [lines(page[3]) for page in PAGES.values()]
    page = [f"{headline} | {site}", lines(above), headline, *paragraphs[:2], *menus, *menus, *RULES[:3]]
    cleaned = cleantext.explain("\n\n".join(page))
    assert (cleaned.shape, cleaned.evidence[-17:]) == ("whole page", ", below its title")
    assert cleaned.text == "\n\n".join([headline, *paragraphs[:2]])


def test_a_title_and_lines_of_many_rules_make_a_whole_page_without_a_menu_and_comments_may_be_of_any_length() -> None:
    _, headline, paragraphs, _ = PAGES["English"]
    comments = [part for rule in RULES * 5 for part in ("Ben Falk says:", rule, "Reply")]
    page = [f"{headline} | Harbour Courier", "Log in", "RSS", headline, *paragraphs, *FORM, "5 Comments", *comments]
    cleaned = cleantext.explain("\n\n".join(page))
    assert cleaned.shape == "whole page"
    assert cleaned.text == "\n\n".join([headline, *paragraphs])


def test_of_a_page_with_menus_the_article_is_below_the_headline_that_its_first_line_is() -> None:
    above, headline, paragraphs, below = PAGES["English"]
    menus = [lines(page[3]) for page in PAGES.values()]
    page = [headline, lines(above), headline, *paragraphs[:2], lines(below), *menus, *menus, *RULES[:3]]
    assert cleantext.clean("\n\n".join(page)) == "\n\n".join([headline, *paragraphs[:2]])


#: Lines that rules know, one of each of many kinds.


@pytest.mark.parametrize("first", ["The last ferry", "The last", "She wrote of the last ferry when it had sunk."])
def test_a_text_whose_headline_stands_in_it_twice_is_no_whole_page(first: str) -> None:
    text = "\n\n".join([first, *PARAGRAPHS, "The last ferry", *PARAGRAPHS[::-1]])
    cleaned = cleantext.explain(text)
    assert (cleaned.shape, cleaned.text) == ("article", text)


def taken_out(scores: Sequence[int], part: range) -> list[tuple[range, int]]:
    """The best stretch of a part, the shortest of those, and what is taken out likewise before and after it."""
    spans = [range(start, stop) for start in part for stop in range(start + 1, part.stop + 1)]
    sums = [(sum(scores[place] for place in span), -len(span), -span.start, span) for span in spans]
    total, _, _, best = max(sums, default=(0, 0, 0, range(0)), key=lambda one: one[:3])
    if total <= 0:
        return []
    before, after = range(part.start, best.start), range(best.stop, part.stop)
    return [*taken_out(scores, before), (best, total), *taken_out(scores, after)]


@given(st.lists(st.integers(-9, 9).map(lambda score: score * 1000), max_size=14))
def test_the_stretches_of_a_page_are_those_that_are_left_when_the_best_is_taken_out(scores: list[int]) -> None:
    different = [score + (1 << place) % 997 for place, score in enumerate(scores)]  # No two sums alike.
    assert list(_stretches(different)) == taken_out(different, range(len(different)))


GOODS = "Every boat is built of oak and tar on the quay, and is paid for on the day that it floats."
LISTINGS = {
    "a list of goods with a sentence in it": [
        *PAGES["English"][0].split(";"),
        GOODS,
        *PAGES["English"][3].split(";"),
    ],
    "a list of nothing but labels": [*PAGES["English"][0].split(";"), *PAGES["English"][3].split(";")],
}


@pytest.mark.parametrize("listing", LISTINGS)
def test_a_listing_without_an_article_is_no_whole_page(listing: str) -> None:
    text = "\n".join(LISTINGS[listing])
    assert find_shape(blocks_of(text.split("\n")), {}, ())[0] == "article"


INSIDE = {
    "ingredients": [
        "Flour, 200 g",
        "Butter, 120 g",
        "Two eggs",
        "Salt",
        "Milk",
        "Yeast",
        "Lemon peel",
        "Raisins",
        "Rum",
    ],
    "verse": [
        "O river",
        "Black river",
        "Who crosses thee",
        "By night",
        "With oars",
        "Of ash",
        "And sings",
        "And sinks",
    ],
    "names of a crew": [
        "Ida Marsh",
        "Ben Falk",
        "Ann Hill",
        "Tom Wren",
        "Joe Lamb",
        "Eva Stone",
        "Max Reed",
        "Una Bell",
    ],
}


@pytest.mark.parametrize("name", INSIDE)
def test_a_run_of_short_lines_among_paragraphs_is_no_menu(name: str) -> None:
    text = "\n".join([*PARAGRAPHS, *INSIDE[name], *PARAGRAPHS[::-1]])
    cleaned = cleantext.explain(text)
    assert (cleaned.shape, cleaned.text) == ("article", text)


@pytest.mark.parametrize("name", INSIDE)
def test_a_run_of_short_lines_at_one_end_alone_is_no_evidence_of_a_whole_page(name: str) -> None:
    text = "\n".join([*PARAGRAPHS, *INSIDE[name]])
    cleaned = cleantext.explain(text)
    assert (cleaned.shape, cleaned.text) == ("article", text)


@pytest.mark.parametrize(
    "text",
    [
        "--signed-off-by",
        "-q",
        "12.5.7. Debugging X",
        "Flour, 200 g",
        "Ida said:",
        "He laughed out loud.",
        "Who knows?",
        "Ποιος ξέρει;",
        "من يدري؟",
        "कौन जाने।",
        "and so on",
        "| noon",
    ],
)
def test_an_option_a_number_a_lead_or_a_sentence_is_no_label(text: str) -> None:
    assert not is_label(*blocks_of([text]))


@pytest.mark.parametrize("text", ["Home", "Town Hall", "Δημαρχείο", "Старые Снимки", "市政厅", "More from the harbour"])
def test_a_few_words_are_a_label_in_any_script(text: str) -> None:
    assert is_label(*blocks_of([text]))


def test_the_explanation_shows_the_evidence_of_a_whole_page() -> None:
    from cleantext.reports.terminal import explanation

    above, _, paragraphs, below = PAGES["Polish"]
    cleaned = cleantext.explain("\n\n".join([lines(above), *paragraphs, lines(below)]))
    assert "  whole page: menus of 10 lines before the article and of 9 after it" in explanation(
        "strona.txt", cleaned, colour=False
    )


LABELS = [label for page in PAGES.values() for label in page[0].split(";")]
HEADINGS = st.lists(st.sampled_from(LABELS), max_size=weights.MIN_MENU - 1)
PROSE_OF_ALL = [paragraph for page in PAGES.values() for paragraph in page[2]]


@given(st.lists(st.tuples(HEADINGS, st.sampled_from(PROSE_OF_ALL)), min_size=1, max_size=20), HEADINGS)
def test_an_article_of_prose_with_fewer_headings_in_a_row_than_a_menu_has_is_never_a_whole_page(
    sections: list[tuple[list[str], str]], last: list[str]
) -> None:
    texts = [text for headings, paragraph in sections for text in (*headings, paragraph)]
    assert find_shape(blocks_of([*texts, *last]), {}, ())[0] == "article"
