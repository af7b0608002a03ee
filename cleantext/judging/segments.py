"""Divides text whose line breaks are lost into segments: sentences, and at its ends runs of known phrases.

Segments are judged as lines are. The end of the article is found by the chrome after it, as its last sentence may have
lost its full stop: the last run of phrases is the part, up to the end of the text, with the highest score of phrases
less the words between them; likewise the first run. Words in a run may be cut without a phrase of their own; a sentence
outside of the runs never is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from cleantext.document import Block, Document
from cleantext.folding import EDGE
from cleantext.judgement import Finding, Verdict
from cleantext.judging import weights
from cleantext.judging.occurrences import MAX_GAP, Occurrence, Running
from cleantext.text_class import CHARS_PER_UNSPACED_CHAR, classify, latin_length, length_in_words

if TYPE_CHECKING:
    from cleantext.judging.rules import Rules

#: Brackets that open around the first phrase of a run.
_OPENING: Final = "([{（［【〔"


def is_run_together(document: Document) -> bool:
    """Tell whether the lines of a text are lost: it is one block, or a few very long ones."""
    blocks = document.blocks
    if document.elements or not blocks:
        return False
    least = weights.MIN_ONE_LINE if len(blocks) == 1 else weights.MIN_RUN_TOGETHER * len(blocks)
    size = len(document.text)
    return size >= least or (CHARS_PER_UNSPACED_CHAR * size >= least and latin_length(document.text) >= least)


class Segments:
    """The segments of a text, as blocks.

    Attributes:
        blocks: the segments, in order.
        in_runs: of each, whether it belongs to a run of phrases, and else to the article, for all that is known.
    """

    def __init__(self, document: Document, rules: Rules) -> None:
        """Divide the blocks of a document."""
        self.blocks: list[Block] = []
        self.in_runs: list[bool] = []
        self._starts = [block.start for block in document.blocks]
        self._ends = [block.end for block in document.blocks]
        for block in document.blocks:
            running = Running.of(block.text)
            for segment in divide(running, rules.openings.find(running)):
                self._append(block, segment)

    def _append(self, block: Block, segment: Segment) -> None:
        part = block.text[segment.start : segment.end]
        text = part.strip()
        if text:
            start = block.start + segment.start + part.index(text[0])
            if not segment.in_run:
                words, text_class = length_in_words(text), "prose"  # However it ends.
            else:
                words, text_class = classify(text)
                if words > weights.MAX_SENTENCE_WORDS:
                    text_class = "fragment"  # Headlines in a row.
            self.blocks.append(Block(start, start + len(text), text, words, text_class))
            self.in_runs.append(segment.in_run)

    @property
    def article(self) -> range:
        """The range of segments from the first to the last that belongs to no run of phrases."""
        places = [place for place, in_run in enumerate(self.in_runs) if not in_run]
        return range(places[0], places[-1] + 1) if places else range(0)

    def supported(self, found: Mapping[int, Sequence[Finding]], rules: Rules) -> dict[int, list[Finding]]:
        """Return the findings, in sentences of the article only those of rules that act inside longer lines."""
        kept = {
            index: [one for one in findings if self.in_runs[index] or one.rule in rules.notes or one.strength == "keep"]
            for index, findings in found.items()
        }
        return {index: findings for index, findings in kept.items() if findings}

    def in_document(self, verdict: Verdict) -> Verdict:
        """Return a verdict on a segment as one on the document's blocks."""
        found = verdict.finding
        first, last = self._block_at(found.start), self._block_at(found.end - 1)
        whole = found.start == self._starts[first] and found.end == self._ends[last]
        return Verdict(found._replace(first=first, stop=last + 1, whole=whole), verdict.reason)

    def body_in_document(self, body: range) -> range:
        """Return the range of the document's blocks that a range of segments stands in."""
        if not body:
            return range(0)
        first, last = self.blocks[body.start], self.blocks[body.stop - 1]
        return range(self._block_at(first.start), self._block_at(last.start) + 1)

    def _block_at(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


class Segment(NamedTuple):
    """A part of a text, and whether it belongs to a run of phrases."""

    start: int
    end: int
    in_run: bool


def divide(running: Running, found: Sequence[Occurrence]) -> Iterator[Segment]:
    """Yield the segments of a text in which phrases were `found`: runs at its ends, and the article between them."""
    tail = _tail(running, found)
    head = _head(running, found[:tail])
    start = found[head - 1].end if head else 0
    stop = found[tail].start if tail < len(found) else len(running.text)
    if stop > start and running.text[stop - 1] in _OPENING:
        stop -= 1
    yield from _run(running, 0, start, found[:head])
    place = start
    for one in _between(running, found[head:tail]):
        yield from _sentences(running, place, one.start, False)
        yield Segment(one.start, one.end, True)
        place = one.end
    yield from _sentences(running, place, stop, False)
    yield from _run(running, stop, len(running.text), found[tail:])


def _sentences(running: Running, start: int, end: int, in_run: bool) -> Iterator[Segment]:
    for first, stop, _ in running.sentences(start, end):
        yield Segment(first, stop, in_run)


def _run(running: Running, start: int, end: int, found: Sequence[Occurrence]) -> Iterator[Segment]:
    """Yield the segments of a run: its phrases, open ones with what follows them, and what stands between."""
    place = start
    for index, one in enumerate(found):
        yield from _sentences(running, place, one.start, True)
        place = one.end
        if one.is_open:
            following = found[index + 1].start if index + 1 < len(found) else end
            sentence = bisect_right(running.ends, one.end - 1)
            place = min([following, *running.ends[sentence : sentence + 1]])
            place = max(one.end, place)
        yield Segment(one.start, place, True)
    yield from _sentences(running, place, end, True)


# Where runs begin and end -----------------------------------------------------------------------------------------


def _tail(running: Running, found: Sequence[Occurrence]) -> int:
    """Return from which phrase on the rest of a text is a run of phrases: the number of phrases if none is."""
    best, score, tail, end = 0.0, 0.0, len(found), len(running.text)
    for index in range(len(found) - 1, -1, -1):
        one = found[index]
        score += _value(one) - _cost(running, one.end, end, one)
        end = one.start
        if score <= best - 2 * weights.MARKER_VALUE:
            break
        if score > best and _begins_run(running, found, index):
            best, tail = score, index
    return tail


def _head(running: Running, found: Sequence[Occurrence]) -> int:
    """Return how many phrases are the run that a text begins with.

    It has a marker of several words, or begins with several phrases at once, and ends with one that is whole.
    """
    best, score, head, place, before = 0.0, 0.0, 0, 0, None
    is_crowd = bool(found) and found[0].start == 0 and len(_row(found, 0)) == weights.MIN_CROWD
    sure = False
    language_counts: Counter[str] = Counter()
    for index, one in enumerate(found):
        score += _value(one) - _cost(running, place, one.start, before)
        place, before = one.end, one
        if score <= best - 2 * weights.MARKER_VALUE:
            break
        sure = sure or (one.is_marker and one.words > 1) or (is_crowd and index + 1 >= weights.MIN_CROWD)
        language_counts.update(one.languages)
        if score > best and sure and _is_in_language(one, language_counts) and _ends_head(running, found, index):
            best, head = score, index + 1
    return head


def _value(one: Occurrence) -> float:
    """Return what a phrase counts for a run, in words."""
    value = weights.MARKER_VALUE if one.is_marker else weights.HINT_VALUE
    return value if one.words > 1 else value / 2


def _cost(running: Running, start: int, end: int, before: Occurrence | None) -> float:
    """Return what the words between two phrases weigh against a run of both; `before` is the first of the two.

    The words of its own that a phrase is followed by weigh nothing, up to the length of a headline.
    """
    in_sentences = loose = 0.0
    free = weights.MAX_OPEN_WORDS if before is not None and before.is_open else 0
    for first, stop, is_ended in running.sentences(start, end):
        part = running.folded[first:stop].strip(EDGE)
        words = length_in_words(part) if part else 0.0
        is_sentence = is_ended and words <= weights.MAX_SENTENCE_WORDS
        if (
            first == start
            and free
            and (not is_sentence or words <= free / 2 or (before is not None and before.is_note))
        ):
            loose += 0.0 if is_sentence else max(0.0, words - free)
        elif is_sentence:
            in_sentences += words
        else:
            loose += words
    if before is not None and before.opens_section:
        loose /= weights.SECTION_DISCOUNT
    return weights.SENTENCE_WORD_COST * in_sentences + weights.LOOSE_WORD_COST * loose


def _begins_run(running: Running, found: Sequence[Occurrence], index: int) -> bool:
    """Tell whether the run at the end of a text may begin with a phrase.

    A marker of several words may, or one with a colon. Of other phrases there are two in a row after a sentence, and
    in the middle of a line, where the last sentence may have lost its full stop, three, and the first is no single
    word, which may be the last of the sentence. A hint with a full stop is a sentence of the article, and so is a
    phrase in a sentence that goes on, or ends, with it: "would not Leave a comment."
    """
    one = found[index]
    row = _row(found, index)
    is_its_end = len(row) == 1 and not one.follows_sentence and _ends_in(running, one, ".!?。！？")
    if is_its_end or _is_in_sentence(running, one):
        return False
    if one.is_marker and (one.words > 1 or (one.is_open and (one.follows_sentence or _ends_in(running, one, ":")))):
        return True
    if any(_ends_in(running, other, ".!?") and not other.is_marker for other in row):
        return False
    if one.follows_sentence:
        return len(row) > 1
    return one.words > 1 and len(row) == weights.MIN_CROWD and any(other.is_marker for other in row)


def _is_in_sentence(running: Running, one: Occurrence) -> bool:
    """Tell whether the sentence with a phrase goes on after it, as far as punctuation and letters show."""
    is_glued = not one.is_open and running.folded[one.end : one.end + 1].isalpha()
    return is_glued or (not one.follows_sentence and _ends_in(running, one, ",;，；、،"))


def _ends_in(running: Running, one: Occurrence, marks: str) -> bool:
    """Tell whether a phrase ends in one of some marks; the question mark of Greek is folded to a semicolon."""
    mark = running.folded[one.end - 1]
    is_question = mark == ";" and "\u0370" <= running.folded[one.end - 2 : one.end - 1] <= "\u03ff"
    return ("?" if is_question else mark) in marks


def _row(found: Sequence[Occurrence], index: int) -> Sequence[Occurrence]:
    """Return the phrases that directly follow each other, from one on; at most `MIN_CROWD`."""
    stop = index + 1
    while stop < min(len(found), index + weights.MIN_CROWD) and found[stop].start - found[stop - 1].end <= MAX_GAP:
        stop += 1
    return found[index:stop]


def _ends_head(running: Running, found: Sequence[Occurrence], index: int) -> bool:
    """Tell whether the run at the beginning of a text may end with a phrase, and what follows be a sentence.

    In scripts without capitals a single word may as well be that sentence's first, but after another one.
    """
    one, before = found[index], found[index - 1] if index else None
    if one.is_open or running.goes_on(one.end) or _is_in_sentence(running, one):
        return False
    after = running.text[one.end : one.end + MAX_GAP].strip(" \"'“‘«(")[:1]
    if one.words > 1 or one.is_marker or not after.isalpha() or after.isupper():
        return True
    return before is not None and before.words <= 1 and one.start - before.end <= MAX_GAP


def _is_in_language(one: Occurrence, language_counts: Counter[str]) -> bool:
    """Tell whether a phrase is in the language of a run, or of several words: single ones are words of any language."""
    most = max(language_counts.values(), default=0)
    return one.words > 1 or any(language_counts[language] == most for language in one.languages)


# Phrases inside the article ---------------------------------------------------------------------------------------


def _between(running: Running, found: Sequence[Occurrence]) -> Iterator[Occurrence]:
    """Yield the rows of phrases between two sentences of the article."""
    row: list[Occurrence] = []
    for one in found:
        if row and one.start - row[-1].end <= MAX_GAP and not one.is_open and not running.text[one.start].islower():
            row.append(one)
        else:
            yield from _closed(running, row)
            row = [one] if one.follows_sentence and not one.is_open else []
    yield from _closed(running, row)


def _closed(running: Running, row: list[Occurrence]) -> Sequence[Occurrence]:
    """Return a row of phrases up to where the next sentence begins, if it is the site's by what it says."""
    while row:
        after = running.text[row[-1].end : row[-1].end + MAX_GAP].strip(" \"'“‘«(")
        if after[:1].isupper() and _is_printed(running, row):
            return row
        row.pop()
    return ()


def _is_printed(running: Running, row: Sequence[Occurrence]) -> bool:
    """Tell whether a row is no part of a sentence: a long marker, one beside others, or one in capitals."""
    for one in row:
        is_upper = running.text[one.start : one.end].isupper()
        if one.is_marker and (is_upper or one.words > 2 or (one.words > 1 and len(row) > 1)):
            return True
    return False
