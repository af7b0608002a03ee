"""Tables: what the phrases of rules are looked up by, as plain data, which is made once and kept in a file."""

from __future__ import annotations

import marshal
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category

import regex

from cleantext.folding import EDGE, fold_all, key, numbers

if TYPE_CHECKING:
    from cleantext.rulepack import Rule

#: What may stand around a phrase at the end of a longer line.
JUNK = " \t*:|·•-.,»«→←#()"
#: What may stand before a phrase that begins a line.
BULLETS = " \t*•·▪▫■□●○◦‣⁃►▶▸▹▷→»›>|+-✓✔★☆❯➜☰"
OPENING_MARKS = "0#,.-"
#: The characters of scripts that write no spaces between words.
UNSPACED = regex.compile(r"[\u0e00-\u0eff\u1780-\u17ff\u2e80-\ua4cf\uf900-\U0010ffff]")
#: Characters of other scripts than Latin that phrases have; punctuation, arrows and signs are of all scripts.
_OTHER_SCRIPT = regex.compile(r"[\u0370-\u1fff\u2e80-\uffff]")

#: The beginning of a line, the pattern of all of it where words are left open in its middle (else ""), and its rule.
Start = tuple[str, str, int]
#: How a whole-line phrase with words left open begins and ends, the pattern of all of it if there is more to it (else
#: ""), and its rule.
Template = tuple[str, str, str, int]
#: What lines begin with that say a phrase, with "#" for every number; whether words of their own follow it; its rule;
#: the language.
Said = tuple[str, bool, int, str]


class Tables(NamedTuple):
    """What the rules on lines are looked up by; each rule is its place among all of them.

    Attributes:
        lines: the rules of what whole lines say.
        starts, firsts: what lines begin with, the longest first, and templates, by their `opening`.
        lasts: templates that begin with words left open, by their `closing`.
        inside: the rules of the phrases inside lines, and of marks.
        inner: those phrases that are written in lower case.
        other: those of them in another script than Latin.
        ends: by the last words of phrases that may end a longer line, how many words these have, the most first.
        begins: the first words of such phrases.
        bar_ends: the last words of whole lines.
    """

    lines: dict[str, tuple[int, ...]]
    starts: dict[str, tuple[Start, ...]]
    firsts: dict[str, tuple[Template, ...]]
    lasts: dict[str, tuple[Template, ...]]
    inside: dict[str, tuple[int, ...]]
    inner: set[str]
    other: set[str]
    ends: dict[str, tuple[int, ...]]
    begins: set[str]
    bar_ends: set[str]


NO_TABLES = Tables({}, {}, {}, {}, {}, set(), set(), {}, set(), set())


def tabulate(rules: Sequence[Rule], known: Tables = NO_TABLES, first: int = 0) -> Tables:
    """Return the tables of the rules on lines; `known` are those of the rules before the `first`."""
    lines, starts, firsts, lasts, inside, inner, other, ends, begins, bar_ends = known
    tables = Tables(
        *(dict(lines), dict(starts), dict(firsts), dict(lasts), dict(inside)),
        *(set(inner), set(other), dict(ends), set(begins), set(bar_ends)),
    )
    new = [(rules.index(rule), rule) for rule in rules[first:] if rule.match != "element"]
    folds = fold_all(phrase for _, rule in new for phrases in rule.phrases.values() for phrase in phrases)
    lengths: dict[str, set[int]] = defaultdict(set)
    for number, rule in new:
        for phrase in dict.fromkeys(phrase for phrases in rule.phrases.values() for phrase in phrases):
            folded = folds[phrase]
            if rule.match in ("inside", "mark"):
                _put(tables.inside, folded.strip(), number)
                if phrase.strip()[0].islower():
                    tables.inner.add(folded.strip())
                if has_other_script(folded):
                    tables.other.add(folded.strip())
            elif rule.match == "start":
                _add_start(tables.starts, numbers(folded.replace("{n}", "0").strip()), number)
            elif "{any}" in folded:
                _add_template(tables, folded, number)
            elif line := key(folded.replace("{n}", "0")):
                _put(tables.lines, line, number)
                if line[-1] != "#":
                    tables.bar_ends.add(line[line.rfind(" ") + 1 :])
                if rule.inline and len(line) > 2:
                    tables.begins.add(line.split(" ", 1)[0].rstrip(JUNK))
                    lengths[last_word(line)].add(line.count(" ") + 1)
    for word, counts in lengths.items():
        tables.ends[word] = tuple(sorted(counts.union(tables.ends.get(word, ())), reverse=True))
    for word, begun in tables.starts.items():
        tables.starts[word] = tuple(sorted(begun, key=lambda start: -len(start[0])))
    return tables


def _put(table: dict[str, tuple[int, ...]], phrase: str, number: int) -> None:
    rules = table.get(phrase, ())
    if number not in rules:
        table[phrase] = _shared((*rules, number))


@cache
def _shared(rules: tuple[int, ...]) -> tuple[int, ...]:
    """Return the same object for the same rules: that is read from a file in half the time."""
    return rules


def _add_start(starts: dict[str, tuple[Start, ...]], text: str, number: int) -> None:
    text = text.lstrip(BULLETS)
    phrase, _, rest = text.partition("{any}")
    phrase = phrase.strip()
    if phrase:
        pattern = ".+?".join(regex.escape(part) for part in text.split("{any}")) if rest else ""
        word = opening(phrase.replace("#", "0"))
        starts[word] = (*starts.get(word, ()), (phrase, pattern, number))


def _add_template(tables: Tables, folded: str, number: int) -> None:
    text = numbers(folded.replace("{n}", "0").strip(EDGE.replace("{", "").replace("}", "")))
    parts = text.split("{any}")
    pattern = ".+".join(map(regex.escape, parts)) if len(parts) > 2 else ""
    table, word = (tables.firsts, opening(parts[0].strip())) if parts[0] else (tables.lasts, closing(text))
    table[word] = (*table.get(word, ()), (parts[0], parts[-1], pattern, number))


def openings(rules: Sequence[Rule], first: int = 0) -> dict[str, tuple[bytes, ...]]:
    """Return what lines say, or begin with, by the rules from the `first` on, by its `opening`.

    It is packed, for `unpack_said`, as a text needs few of these lists.
    """
    table: dict[str, list[Said]] = defaultdict(list)
    for one in _said(rules, first):
        table[opening(one[0].replace("#", "0"))].append(one)
    return {word: (marshal.dumps(said),) for word, said in table.items()}


def unpack_said(packed: Iterable[bytes]) -> list[Said]:
    """Return the phrases of one opening."""
    return [said for part in packed for said in marshal.loads(part)]


def _said(rules: Sequence[Rule], first: int) -> Iterator[Said]:
    """Yield the phrases that lines are, or begin with; a single letter says too little, but in an unspaced script."""
    on_lines = [
        (number, rule)
        for number, rule in enumerate(rules[first:], first)
        if rule.match in ("line", "start") and rule.strength != "keep" and rule.means != "byline"
    ]
    folded = fold_all(phrase for _, rule in on_lines for phrases in rule.phrases.values() for phrase in phrases)
    for number, rule in on_lines:
        for language, phrases in rule.phrases.items():
            for phrase in phrases:
                literal = key(folded[phrase].partition("{any}")[0].replace("{n}", "0"))
                if len(literal) >= 3 or (literal and unspaced(literal[0])) or sum(map(joins, literal)) >= 2:
                    yield literal, rule.match == "start" or "{any}" in phrase, number, language


def opening(folded: str) -> str:
    """Return what a phrase at the beginning of a line is looked up by.

    It is the first word without marks and digits at its end, the second where that leaves nothing, or the first
    character of such a word in an unspaced script.
    """
    if folded[:1] >= "\u0e00" and unspaced(folded[0]):
        return folded[0]
    word = folded.split(" ", 1)[0]
    if word.isascii() and word.isalpha():  # As most are.
        return word
    if ":" in word or "|" in word:
        word = word.replace("|", ":").partition(":")[0]
    if word[-1:] in OPENING_MARKS:
        word = word.rstrip(OPENING_MARKS)
        if not word and " " in folded:
            word = folded.split(" ", 2)[1]
    return word[0] if word[:1] >= "\u0e00" and unspaced(word[0]) else word


def closing(folded: str) -> str:
    """Return what a phrase at the end of a line is looked up by: its last word, or an unspaced character."""
    word = folded[folded.rfind(" ") + 1 :]
    return word[-1] if word[-1:] >= "\u0e00" and unspaced(word[-1]) else word


def last_word(folded: str) -> str:
    """Return the word that a longer line ends in, marks aside."""
    bare = folded[-40:].rstrip(JUNK)
    return bare[bare.rfind(" ") + 1 :]


def has_other_script(text: str) -> bool:
    """Tell whether characters of another script than Latin are in a text."""
    try:
        text.encode("latin-1")  # Most texts are no more, once folded, and the search takes ten times as long.
    except UnicodeEncodeError as error:
        return _OTHER_SCRIPT.search(text, error.start) is not None
    return False


def unspaced(char: str) -> bool:
    """Tell whether a script writes no spaces between words (Thai, Lao, Khmer, Chinese, Japanese)."""
    return char >= "\u0e00" and UNSPACED.match(char) is not None


def joins(char: str) -> bool:
    """Tell whether a character goes on with the word before it: a letter, a digit or a mark such as a vowel sign."""
    return char.isalnum() or (char >= "\u0300" and category(char)[0] == "M")
