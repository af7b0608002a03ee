"""Finds known phrases in running text, where no line says how they begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import regex

from cleantext.folding import EDGE, INVISIBLE, NUMBER, fold
from cleantext.judging import weights
from cleantext.judging.phrases import ENDS, SEPARATORS, Lexicon, after_space, before_space, is_shortened
from cleantext.rulepack import Rule
from cleantext.tables import UNSPACED, joins, opening, unpack_said, unspaced

#: Maximum characters between two phrases that follow each other at once.
MAX_GAP: Final = 3
_NUMBER: Final = regex.compile(NUMBER)
#: The first character of a word, but for most in lower case, and the marks that may stand before what the word says.
_BEGINNING: Final = re.compile(rf"[^\sa-z](?<![^\s{INVISIBLE}].)", re.DOTALL)
_LEADING: Final = re.compile(rf"[{re.escape(''.join(EDGE.split()))}]+")
#: What a phrase may be glued to, the space before it lost.
_BEFORE_GLUED: Final = ".!?…»”)]:"
_GLUED: Final = regex.compile(rf"[{regex.escape(_BEFORE_GLUED)}](?=\p{{L}})")
_GLUED_UPPER: Final = regex.compile(r"(?<=\p{L}\p{L})\p{Lu}")
_MARKS: Final = "|•·*»>→–—-▪■●☰"
#: What belongs to a phrase after its last word: marks, but for those that open something, and a count in brackets.
_CLOSING: Final = "".join(mark for mark in EDGE if mark not in "([{<«‹【「『（-–—•·▪▫■□●○◦‣⁃►▶▸▹▷")
_AFTER: Final = regex.compile(rf"[{regex.escape(_CLOSING)}]*(?: ?\(0+\))?(?:\s+[*|·:»>/→↓↑✕×]+(?=\s|$))*")


class Occurrence(NamedTuple):
    """A known phrase in a text.

    Attributes:
        start, end: where it stands, the marks after it included.
        words: its length.
        is_marker: whether it is a marker by itself.
        is_open: whether words of its own follow it, as in "Tags: bridge", or the rest of its sentence.
        is_note: whether it is known from inside a sentence, which it begins with.
        opens_section: whether it is a heading of other articles, or of comments.
        follows_sentence: whether a sentence may begin where it does.
        languages: those that have the phrase.
    """

    start: int
    end: int
    words: float
    is_marker: bool
    is_open: bool
    is_note: bool
    opens_section: bool
    follows_sentence: bool
    languages: frozenset[str]


class Running(NamedTuple):
    """A text without lines, folded, and where its sentences end."""

    text: str
    folded: str
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str) -> Running:
        """Return `text` with its sentence ends, but for full stops after initials and before lower case."""
        folded = fold(text.replace("\n", " "))
        ends = [
            match.end()
            for match in ENDS.finditer(folded)
            if not text[match.end() : match.end() + 8].lstrip()[:1].islower()
            and not is_shortened(text, folded, match.start())
        ]
        return cls(text, folded, ends)

    def sentences(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """Yield the sentences between two offsets, and whether each has its end there."""
        for index in range(bisect_right(self.ends, start), len(self.ends)):
            if self.ends[index] > end:
                break
            yield start, self.ends[index], True
            start = self.ends[index]
        if start < end:
            yield start, end, False

    def is_glued(self, place: int) -> bool:
        """Tell whether two words are glued at `place`, where the second begins in upper case."""
        before = self.text[max(0, place - 2) : place]
        return len(before) == 2 and before.islower() and before.isalpha() and self.text[place : place + 1].isupper()

    def goes_on(self, place: int) -> bool:
        """Tell whether a sentence goes on at `place`: in lower case, or with "I"."""
        after = self.text[place : place + 3].lstrip()
        return after[:1].islower() or (after[:1] == "I" and not after[1:2].isalpha())

    def follows_sentence(self, place: int) -> bool:
        """Tell whether a sentence, or something in brackets, ends before `place`, marks on their own aside."""
        end = before_space(self.folded, place)
        while end > 1 and self.folded[end - 1] in _MARKS and self.folded[end - 2].isspace():
            end = before_space(self.folded, end - 1)
        if end in (0, place):
            return end == 0 or self.folded[end - 1] in _BEFORE_GLUED or self.is_glued(place)
        index = bisect_left(self.ends, end)
        return self.text[end - 1] in ")]" or self.ends[index : index + 1] == [end]


def _rows(running: Running, found: Sequence[Occurrence]) -> Iterator[list[Occurrence]]:
    """Yield the phrases in rows that follow each other at once, with no full stop between them."""
    row: list[Occurrence] = []
    for one in found:
        if row and (one.start - row[-1].end > MAX_GAP or ENDS.search(running.folded, row[-1].end - 1, one.start)):
            yield row
            row = []
        row.append(one)
    if row:
        yield row


def _is_common(row: Sequence[Occurrence]) -> bool:
    """Tell whether a row is one or two words that are phrases on lines of their own, and any words elsewhere."""
    return len(row) < weights.MIN_CROWD and not any(one.is_marker or one.words > 1 for one in row)


class _Known(NamedTuple):
    """What is known of a phrase, in all languages that have it; its rule is a marker if one of those that do is.

    `beginning` is what a text begins with that has the literal, as far as its first number.
    """

    literal: str
    beginning: str
    is_open: bool
    rule: Rule
    languages: frozenset[str]


class _Group:
    """The phrases that are looked up by the same word.

    Attributes:
        known: the phrases, the longest first.
        beginnings: what a text begins with that has one of them.
    """

    def __init__(self, packed: Sequence[bytes], rules: Sequence[Rule]) -> None:
        """Put together what rules have under this word."""
        alike: dict[tuple[str, bool], list[tuple[Rule, str]]] = defaultdict(list)
        for literal, is_open, number, language in unpack_said(packed):
            alike[literal, is_open].append((rules[number], language))
        known = []
        for (literal, is_open), found in alike.items():
            rule = next((rule for rule, _ in found if rule.strength == "marker"), found[-1][0])
            before, digits, _ = literal.partition("#")
            beginning = before + "0" if digits else literal
            known.append(_Known(literal, beginning, is_open, rule, frozenset(language for _, language in found)))
        self.known = sorted(known, key=lambda one: (-len(one.literal), one.is_open))
        self.beginnings = tuple({one.beginning for one in known})

    def opened(self, known: _Known) -> _Known:
        """Return the same phrase as one that words of its own follow, if there is one."""
        return next((one for one in self.known if one.is_open and one.literal == known.literal), known)


class Phrases:
    """The phrases of a lexicon that are lines, or begin them, looked up where a word begins."""

    def __init__(self, lexicon: Lexicon, said: Mapping[str, tuple[bytes, ...]]) -> None:
        """Take what lines `said`, by its opening, of all rules of `lexicon`."""
        self._lexicon = lexicon
        self._said = said
        self._groups: dict[str, _Group] = {}  # Of words that a text had.

    def find(self, running: Running) -> list[Occurrence]:
        """Return the phrases in a text, in order: as lines print them, and notes from where their sentence begins."""
        printed = list(self._printed(running))
        ends = {one.start: one.end for one in printed}
        notes = [one for one in self._notes(running, printed) if not _is_row_of(running, one, ends)]
        merged: list[Occurrence] = []
        for one in sorted([*printed, *notes], key=lambda one: (one.start, -one.end)):
            if not merged or one.start >= merged[-1].end:
                merged.append(one)
            elif one.end > merged[-1].end:
                marked = merged[-1].is_marker or one.is_marker
                merged[-1] = merged[-1]._replace(end=one.end, is_open=True, is_note=True, is_marker=marked)
        return [one for row in _rows(running, merged) if not _is_common(row) for one in row]

    def _printed(self, running: Running) -> Iterator[Occurrence]:
        """Yield the phrases that lines begin with, where they look as if a line began with them."""
        reached = 0
        for start in _starts(running):
            while start >= reached and (one := self._occurrence(running, start, reached)) is not None:
                yield one
                reached = one.end
                start = max(start, _following(running, reached))

    def _occurrence(self, running: Running, start: int, reached: int) -> Occurrence | None:
        """Return the longest phrase that begins at `start`, if a line may; `reached` is the end of the last one."""
        text, folded, _ = running
        if (found := self._at(running, start)) is None:
            return None
        end, known = found
        words = _words(folded, start, end)
        if unspaced(folded[start]) and not _is_apart(folded, start, end, reached, known.is_open):
            return None
        if text[start].islower() and words <= 1:
            return None
        after = _AFTER.match(folded, end)
        stop = before_space(folded, after.end()) if after else end
        if not known.is_open and stop == end and running.goes_on(end) and not self._is_followed(running, end):
            return None
        rule, is_open = known.rule, known.is_open
        is_marker, opens_section = rule.strength == "marker", rule.section in ("related", "comments")
        follows = running.follows_sentence(start)
        return Occurrence(start, stop, words, is_marker, is_open, False, opens_section, follows, known.languages)

    def _at(self, running: Running, start: int) -> tuple[int, _Known] | None:
        """Return end and phrase of the longest that begins at `start`."""
        window = running.folded[start : start + weights.MAX_LINE]
        word = opening(window)
        group = self._groups.get(word)
        if group is None and word in self._said:
            group = self._groups[word] = _Group(self._said[word], self._lexicon.rules)
        if group is None or not window.startswith(group.beginnings):
            return None
        for known in [one for one in group.known if window.startswith(one.beginning)]:
            end = _matched(window, known.literal)
            rest = window[end:]
            if not end or (_is_cut_short(window, end) and not running.is_glued(start + end)):
                continue
            if not known.is_open and rest[:1] == ":":
                known = group.opened(known)
            if known.rule.separator and not rest.startswith(" - ") and not rest.lstrip().startswith(SEPARATORS):
                continue
            return start + end, known
        return None

    def _is_followed(self, running: Running, end: int) -> bool:
        """Tell whether a phrase of two words or more follows at once."""
        found = self._at(running, after_space(running.folded, end))
        return found is not None and " " in found[1].literal

    def _notes(self, running: Running, printed: Sequence[Occurrence]) -> Iterator[Occurrence]:
        """Yield the phrases inside sentences, each from where its sentence begins, or the phrase before it ends."""
        starts = [one.start for one in printed]
        reached = 0
        for start, end, is_marker in self._lexicon.notes(running.folded):
            before = printed[bisect_right(starts, start) - 1] if starts and starts[0] <= start else None
            sentence = bisect_right(running.ends, start)
            began = running.ends[sentence - 1] if sentence else 0
            if before is not None:
                began = before.start if before.end > start else max(began, before.end)
            began = after_space(running.folded, began)
            if began < reached or start - began > weights.MAX_SENTENCE:
                continue
            if not self._lexicon.is_mention(running.folded, began, start, end):
                reached = end
                words = _words(running.folded, start, end)
                yield Occurrence(began, end, words, is_marker, True, True, False, True, frozenset())


def _matched(window: str, literal: str) -> int:
    """Return the length of a literal at the beginning of a text, 0 if it does not stand there."""
    if "#" not in literal:
        return len(literal) if window.startswith(literal) else 0
    end = 0
    for index, part in enumerate(literal.split("#")):
        number = _NUMBER.match(window, end) if index else None
        if index and number is None:
            return 0
        end = number.end() if number else end
        if not window.startswith(part, end):
            return 0
        end += len(part)
    return end


def _words(folded: str, start: int, end: int) -> float:
    """Return the length of a phrase in words."""
    spaces = folded.count(" ", start, end) + 1
    return max(spaces, (end - start) / 2) if unspaced(folded[end - 1]) else spaces


def _starts(running: Running) -> list[int]:
    """Return where a phrase may begin: at words, at characters of a script without spaces, and where two are glued.

    A word in lower case begins none, but right after another phrase.
    """
    text, folded, _ = running
    starts = set()
    for match in _BEGINNING.finditer(text):
        start = match.start()
        marks = _LEADING.match(folded, start) if folded[start] in EDGE else None
        starts.add(marks.end() if marks else start)
    starts.update(match.start() for match in UNSPACED.finditer(folded))
    starts.update(match.end() for match in _GLUED.finditer(folded))
    starts.update(match.start() for match in _GLUED_UPPER.finditer(text) if running.is_glued(match.start()))
    return sorted(start for start in starts if not text[start : start + 1].islower())


def _is_row_of(running: Running, note: Occurrence, ends: Mapping[int, int]) -> bool:
    """Tell whether a note is nothing but phrases that follow each other, which begin and end at these places."""
    place = note.start
    while place in ends:
        if ends[place] >= note.end:
            return True
        place = after_space(running.folded, ends[place])
    return False


def _following(running: Running, end: int) -> int:
    """Return where a word in lower case follows what ends at `end`, or -1: after a phrase, one may go on so."""
    place = after_space(running.folded, end)
    return place if place > end and running.text[place : place + 1].islower() else -1


def _is_cut_short(window: str, end: int) -> bool:
    """Tell whether a word goes on where a phrase ends."""
    last, rest = window[end - 1], window[end:]
    return rest != "" and joins(rest[0]) and joins(last) and not unspaced(last)


def _is_apart(folded: str, start: int, end: int, reached: int, is_open: bool) -> bool:
    """Tell whether a phrase of a script without spaces is no part of a longer word, for all that can be seen."""
    before = start in (0, reached) or not unspaced(folded[start - 1])
    after = is_open or end == len(folded) or not unspaced(folded[end])
    return (before and after) or ((before or after) and end - start >= weights.MIN_UNSPACED)
