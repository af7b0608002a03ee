"""What the properties draw from: prose in ten languages, lines of the rule packs, shapes of pages, and any text."""

from __future__ import annotations

import random
import textwrap
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from hypothesis import strategies as st

import cleantext
from cleantext import Finding, Pipeline, Rule
from cleantext.judging.phrases import phrase_findings
from cleantext.readers.text import read_text

PIPELINE = Pipeline.default()
LEXICON = PIPELINE.rules.phrases
RULES = {rule.id: rule for rule in PIPELINE.rules.all}
PACKS = Path(cleantext.__file__).parent / "rules" / "languages"
SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("**/*.txt"))

# Prose ------------------------------------------------------------------------------------------------------------

#: By language: who does something, when, and the sentences that they stand in, of twelve words or more.
VOCABULARY: dict[str, tuple[Sequence[str], Sequence[str], Sequence[str]]] = {
    "en": (
        (
            "The harbour master",
            "A retired teacher from the valley",
            "The older of the two sisters",
            "Nobody on the council",
        ),
        ("on the second morning of the storm", "long before the railway came", "in the spring of 1987", "that evening"),
        (
            "{who} had written {when} that the river would not keep to its bed for much longer.",
            "{when}, {who} walked the eleven miles to the mill and counted every broken window on the way.",
            "“We have no boats,” {who} told the crowd {when}, and then the lights went out across the whole town.",
            "What {who} remembered {when} was the smell of tar, the rain on the roof and a long, thin silence.",
        ),
    ),
    "de": (
        (
            "Der Hafenmeister",
            "Eine pensionierte Lehrerin aus dem Tal",
            "Die ältere der beiden Schwestern",
            "Niemand im Rat",
        ),
        ("am zweiten Morgen des Sturms", "lange vor dem Bau der Bahn", "im Frühjahr 1987", "an jenem Abend"),
        (
            "{who} hatte {when} notiert, dass der Fluss nicht mehr lange in seinem alten Bett bleiben würde.",
            "{who} ging {when} die elf Meilen bis zur Mühle und zählte unterwegs jedes einzelne zerbrochene Fenster.",
            "„Wir haben keine Boote“, sagte {who} {when} zu den Leuten, und dann gingen in der Stadt die Lichter aus.",
        ),
    ),
    "fr": (
        ("Le maître du port", "Une ancienne institutrice de la vallée", "L’aînée des deux sœurs", "Le vieux meunier"),
        ("au deuxième matin de la tempête", "bien avant le chemin de fer", "au printemps de 1987", "ce soir-là"),
        (
            "{who} avait noté {when} que la rivière ne resterait plus très longtemps dans son lit.",
            "« Nous n’avons pas de barques », déclara {who} {when}, puis les lumières s’éteignirent partout en ville.",
            "Ce que {who} gardait en mémoire {when}, c’était l’odeur du goudron et la pluie sur le toit.",
        ),
    ),
    "es": (
        (
            "El capitán del puerto",
            "Una maestra jubilada del valle",
            "La mayor de las dos hermanas",
            "Nadie en el concejo",
        ),
        ("la segunda mañana de la tormenta", "mucho antes del ferrocarril", "en la primavera de 1987", "aquella noche"),
        (
            "{who} había anotado {when} que el río no aguantaría ya mucho más tiempo en su cauce.",
            "«No tenemos barcas», dijo {who} {when}, y entonces se apagaron las luces en toda la ciudad vieja.",
            "{who} caminó {when} las once millas hasta el molino y contó por el camino cada ventana rota.",
        ),
    ),
    "ru": (
        ("Начальник порта", "Бывший учитель из долины", "Старый мельник с того берега", "Младший брат лодочника"),
        ("на второе утро бури", "задолго до железной дороги", "весной 1987 года", "в тот вечер"),
        (
            "{who} {when} записал в журнал, что река уже недолго будет держаться в своём старом русле.",
            "{who} {when} прошёл пешком одиннадцать вёрст до мельницы и сосчитал по дороге каждое разбитое окно.",
            "«Лодок у нас нет», — сказал {who} {when}, и тут во всём городе разом погас свет.",
        ),
    ),
    "el": (
        ("Ο λιμενάρχης", "Ο παλιός δάσκαλος της κοιλάδας", "Ο γέρος μυλωνάς", "Ο αδελφός του βαρκάρη"),
        ("το δεύτερο πρωί της θύελλας", "πολύ πριν από τον σιδηρόδρομο", "την άνοιξη του 1987", "εκείνο το βράδυ"),
        (
            "{who} είχε γράψει {when} ότι το ποτάμι δεν θα έμενε για πολύ ακόμη στην παλιά του κοίτη.",
            "{who} περπάτησε {when} έντεκα μίλια ώς τον μύλο και μέτρησε στον δρόμο κάθε σπασμένο παράθυρο.",
        ),
    ),
    "tr": (
        ("İskele şefi", "Vadiden emekli bir öğretmen", "İki kız kardeşin büyüğü", "Irmağın öte yakasındaki değirmenci"),
        ("fırtınanın ikinci sabahında", "demiryolundan çok önce", "1987 ilkbaharında", "o akşam"),
        (
            "{who} {when} ırmağın eski yatağında artık çok uzun süre kalmayacağını kendi eliyle deftere yazmıştı.",
            "{who} {when} değirmene kadar on bir mil yürüdü ve yol boyunca kırık camların hepsini birer birer saydı.",
        ),
    ),
    "ar": (
        ("مدير الميناء", "معلم متقاعد من الوادي", "الطحان العجوز", "شقيق صاحب القارب"),
        ("في صباح العاصفة الثاني", "قبل سكة الحديد بزمن طويل", "في ربيع عام 1987", "في ذلك المساء"),
        (
            "كتب {who} {when} أن النهر لن يبقى في مجراه القديم وقتا طويلا بعد هذه الأمطار الغزيرة.",
            "مشى {who} {when} أحد عشر ميلا حتى بلغ الطاحونة وأحصى في الطريق كل نافذة مكسورة رآها.",
        ),
    ),
    "zh": (
        ("港口的老站长", "山谷里一位退休的教师", "两姐妹中年长的那一位", "河对岸的磨坊主"),
        ("在暴风雨的第二天早晨", "在铁路修通很久以前", "在1987年的春天", "在那天晚上"),
        (
            "{who}{when}写道，这条河恐怕不会在旧河道里停留太久了，村里的人都应当早作打算。",
            "{who}{when}走了十一里路来到磨坊，一路上数清了每一扇被风打破的窗户，然后才坐下来喝水。",
        ),
    ),
    "ja": (
        ("港の責任者", "谷から来た退職した教師", "二人姉妹の姉", "川向こうの粉屋の主人"),
        ("嵐の二日目の朝に", "鉄道が来るずっと前に", "1987年の春に", "その夜に"),
        (
            "{who}は{when}、川がもう長くは古い川床にとどまらないだろうと日誌に書き残していた。",
            "{who}は{when}、粉ひき小屋まで十一マイルの道を歩き、割れた窓をひとつ残らず数えていった。",
        ),
    ),
}

#: Sentences of articles that talk about what sites print, and so must stay.
ABOUT_CHROME = {
    "en": (
        "“Leave a reply after the tone,” the machine said to the detective, and for once she did as she was told.",
        "She had asked him to share the story with nobody, least of all with the people who worked on the newsletter.",
        "In the comments on the draft, two engineers asked why the name and the email of the author were missing.",
        "Those who subscribe to the theory of the second gunman have read more than is good for them, the woman said.",
    ),
    "de": (
        "Die Ministerin wollte zu dem Vorfall am Montag keinen Kommentar abgeben, ihr Name stand aber im Bericht.",
        "Wer den Artikel geteilt hatte, musste nach dem Urteil damit rechnen, selbst vor Gericht zu stehen.",
    ),
    "fr": ("Elle lui avait demandé de ne laisser aucun commentaire sur le registre de la mairie, et il avait obéi.",),
    "es": ("El ministro no quiso dejar ningún comentario sobre el nombre de la empresa cuando salió por la puerta.",),
    "ru": (
        "Министр не стал оставлять комментариев по поводу имени и адреса подрядчика, хотя журналисты ждали до вечера.",
    ),
    "ja": ("担当者は、返信を残すように頼まれたが、名前もメールアドレスも書かずに、その夜に町を出て行った。",),
}


@cache
def sentences(language: str) -> tuple[str, ...]:
    """Every sentence that the vocabulary of a language can say, in an order that never changes."""
    whos, whens, templates = VOCABULARY[language]
    said = [t.format(who=who, when=when) for t, who, when in product(templates, whos, whens)]
    said = [sentence[0].upper() + sentence[1:] for sentence in said]
    random.Random(language).shuffle(said)
    return (*said, *ABOUT_CHROME.get(language, ()))


def findings_in(text: str) -> list[Finding]:
    """What the rules alone see in the lines of a text, whatever stands around it, mentions aside."""
    blocks = read_text(text).blocks
    found = phrase_findings(blocks, range(len(blocks)), LEXICON, {})
    return [finding for findings in found.values() for finding in findings if not finding.mention]


languages = st.sampled_from(sorted(VOCABULARY))


def paragraphs(language: str, shortest: int = 2, longest: int = 5) -> st.SearchStrategy[str]:
    """Prose: several whole sentences of a language in which no rule sees anything."""
    joint = "" if language in ("zh", "ja") else " "
    several = st.lists(st.sampled_from(sentences(language)), min_size=shortest, max_size=longest, unique=True)
    return several.map(joint.join).filter(is_plain_prose)


@cache
def is_plain_prose(paragraph: str) -> bool:
    """Whether a paragraph reads as prose and no rule sees anything in it."""
    return read_text(paragraph).blocks[0].text_class == "prose" and not findings_in(paragraph)


# Chrome -----------------------------------------------------------------------------------------------------------


@cache
def pack_examples(field: str) -> tuple[str, ...]:
    """The `strip` or `keep` examples of the language packs."""
    found = [tomllib.loads(path.read_text("utf-8")).get("examples", {}) for path in sorted(PACKS.glob("*.toml"))]
    return tuple(line for examples in found for line in examples.get(field, ()))


def spoken(phrase: str) -> str:
    """A phrase as a page prints it: with a number and words where the phrase leaves them open."""
    return phrase.replace("{n}", "12").replace("{any}", "Anna")


@cache
def lines_of(*families: str, opening: bool = True) -> tuple[str, ...]:
    """The lines that rules know: examples and phrases; without `opening`, none in which a rule opens a section."""
    known: dict[str, None] = {}
    for rule in LEXICON.rules:
        if rule.match == "element" or (families and rule.family not in families):
            continue
        known |= dict.fromkeys(rule.strip)
        known |= dict.fromkeys(spoken(phrase) for phrases in rule.phrases.values() for phrase in phrases)
    if not families:
        known |= dict.fromkeys(pack_examples("strip"))
    one_line = (line for line in known if line.strip() and "\n" not in line)
    return tuple(line for line in one_line if opening or not any(found.section for found in findings_in(line)))


#: Notes that rules find as a sentence of a longer line, wherever it stands.
NOTES = tuple(
    phrase
    for rule in LEXICON.rules
    if rule.match == "inside" and rule.inline and (rule.strength, rule.where) == ("marker", "anywhere")
    for phrases in rule.phrases.values()
    for phrase in phrases
)
#: Lines between blocks that no rule knows: titles, names, scores, what a menu holds.
FRAGMENTS = (
    "Home", "Sport", "Opinion", "Weather in the valley", "A river that will not stay", "Anna Berg", "Part two", "3",
    "x", "Results", "Harbour 2, Valley 1", "Politik", "Культура", "天気", "Top", "|", "—", "* * *", "12 March",
    "And another thing",
)  # fmt: skip
#: Short sentences, lines that go on, lines that lead on, and lines that break off.
SHORT = (
    "It rained.", "The bridge opened at noon.", "Nobody came.", "and then the lights went out", "He said:", "What now?",
    "The council meets again in the spring to decide on the mill, the weir and the road that…", "雨が降った。",
)  # fmt: skip


def chrome(*families: str, opening: bool = True) -> st.SearchStrategy[str]:
    """A line of site chrome, first of a rule and then of its lines, so that rules with few lines are drawn as often."""
    drawn = families or tuple(sorted({rule.family for rule in LEXICON.rules if rule.match != "element"}))
    return st.sampled_from(drawn).flatmap(lambda family: st.sampled_from(lines_of(family, opening=opening)))


def rules(match: str = "", strength: str = "") -> list[Rule]:
    """The rules with phrases that match in one way, of one strength."""
    phrased = (rule for rule in LEXICON.rules if any(rule.phrases.values()))
    return [rule for rule in phrased if match in ("", rule.match) and strength in ("", rule.strength)]


# Documents --------------------------------------------------------------------------------------------------------

SHAPES = ("blank lines", "lines", "page", "indented", "windows", "wrapped", "one line")


@dataclass(frozen=True)
class Composed:
    """A document put together from lines; `prose` are those lines of it that are plain prose, in order."""

    text: str
    lines: tuple[str, ...]
    prose: tuple[str, ...]


def wrap(line: str, width: int) -> str:
    """Break a long line as mail does, where it has spaces."""
    return "\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False))


def lay(lines: Sequence[str], shape: str) -> str:
    """Put lines together in a shape."""
    if shape == "lines":
        return "\n".join(lines)
    if shape == "page":  # blank lines around prose, none between the lines of menus and boxes
        return "".join(f"\n{line}\n\n" if len(line) > 120 else f"{line}\n" for line in lines)
    if shape == "indented":
        return "\n".join("\t" * (index % 2) + "  " * (index % 4) + line for index, line in enumerate(lines))
    if shape == "wrapped":
        return "\n\n".join(wrap(line, 70) for line in lines)
    if shape == "windows":
        return "\r\n\r\n".join(lines) + "\r\n"
    return {"blank lines": "\n\n", "one line": " "}[shape].join(lines)


def _run_together(first: str, rest: list[str], joint: str) -> str:
    return joint.join([first, *rest])


def mixed_lines(language: str, opening: bool = True) -> st.SearchStrategy[str]:
    """One line of prose with chrome run into it: behind it, before it, or between its sentences."""
    said, words = st.sampled_from(sentences(language)), chrome(opening=opening)
    parts = st.lists(st.one_of(said, words), min_size=2, max_size=8)
    return st.builds(_run_together, said, parts, st.sampled_from([" ", ". ", ""]))


def covered_lines(opening: bool = True) -> st.SearchStrategy[str]:
    """A line of chrome that a rule sees only once the notes behind it are cut, as it is too long before."""
    notes = st.lists(st.sampled_from(NOTES), min_size=1, max_size=4).map(lambda notes: f"{'. '.join(notes)}. ")
    return st.builds(
        lambda line, note, times: f"{line}. {note * times}", chrome(opening=opening), notes, st.integers(3, 9)
    )


@st.composite
def documents(draw: st.DrawFn, shapes: Sequence[str] = SHAPES, opening: bool = True) -> Composed:
    """A page: a head of chrome and fragments, prose with chrome among and within it, and a tail of chrome."""
    language = draw(languages)
    line = st.one_of(chrome(opening=opening), st.sampled_from(FRAGMENTS + SHORT))
    long = st.one_of(mixed_lines(language, opening), covered_lines(opening))
    between = st.lists(st.one_of(line, long), max_size=2)
    head = draw(st.lists(line, max_size=6))
    body = draw(st.lists(st.tuples(paragraphs(language), between), max_size=4))
    tail = draw(st.lists(st.one_of(line, line, line, long), max_size=10))
    lines = [*head, *(each for paragraph, after in body for each in (paragraph, *after)), *tail]
    text = lay(lines, draw(st.sampled_from(shapes)))
    return Composed(text, tuple(lines), tuple(paragraph for paragraph, _ in body))


composed = documents().map(lambda document: document.text)

# Any text ---------------------------------------------------------------------------------------------------------

#: Characters that readers and folders of text trip over.
ODD = (
    "\r\n\t\x0b\x0c\x00\x1c\x1d\x1e\x1f\x7f\x85\u2028\u2029\u00a0\u202f\u3000\u200b\u200e\u200f\u202e\u2066\u2069\ufeff\u00ad"
    "İıßẞſςΣσǅŉΐﬀK\u0301\u0307\u0345\u20dd👇🔗🇩🇪0９٣५²½|*:;.!?…。！？«»“”‘’'\"-–—()[]{}<>@#©"
)
_odd_text = st.text(alphabet=st.sampled_from(ODD), max_size=12)
_blank = st.text(alphabet=st.sampled_from(" \n\r\t\x0b\x0c\x1c\x85\u2028\u00a0\u3000\u200b"), max_size=8)
_sentences = languages.flatmap(lambda code: st.sampled_from(sentences(code)))
_pieces = st.one_of(chrome(), _blank, _odd_text, st.sampled_from(FRAGMENTS + SHORT), _sentences)


def _long(piece: str, times: int, joint: str) -> str:
    return joint.join([piece] * times)


#: Any text: all of Unicode, odd characters, only white space, pieces of pages run together, and one piece many times.
anything = st.one_of(
    st.text(),
    _odd_text,
    _blank,
    st.lists(_pieces, max_size=14).map("".join),
    st.lists(_pieces, max_size=14).map("\n".join),
    st.builds(_long, _pieces, st.integers(1, 300), st.sampled_from(["", " ", "\n", "\n\n", ". ", "\r"])),
)
seeds = st.sampled_from(SEEDS).map(lambda path: path.read_text("utf-8")) if SEEDS else st.nothing()
texts = st.one_of(anything, composed, seeds)

# Pipelines --------------------------------------------------------------------------------------------------------

NAMES = tuple(filter.name for filter in PIPELINE)
sub_pipelines = st.lists(st.sampled_from(NAMES), unique=True, min_size=1).map(lambda names: PIPELINE.only(*names))
pipelines = st.one_of(st.just(PIPELINE), sub_pipelines)
