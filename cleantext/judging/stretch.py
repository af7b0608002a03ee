"""Finds the article in a text: the best stretch of its blocks, and on a whole page the stretches that are articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

import regex

from cleantext.document import Block
from cleantext.judgement import Finding
from cleantext.judging import weights
from cleantext.text_class import MIN_PROSE_WORDS, PROTECTED, ends_sentence, goes_on

#: The family of buttons, which are inside articles as often as beside them.
BUTTONS: Final = "controls"
#: A label of a menu, in any script: it does not begin with a lower-case letter or a sign, and has no number.
_LABEL: Final = regex.compile(r"[\p{Lu}\p{Lt}\p{Lo}]\D*+")


def find_stretch(blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]]) -> range:
    """Return the range of block indices that holds the article; empty where nothing reads like one.

    Every block has a score in words. Prose has its words, weighted by the prose around it; a block that a rule matched
    has a penalty, and a fragment a small one. The article is the contiguous stretch with the largest sum (Bentley's
    maximum subarray, in one pass). Where the text before or after it has more words in sentences, and few rules
    matched there, it extends to that end of the document; and to the end, where the text after it has more words of any
    kind, as in a listing.
    """
    stretch, _ = _best(_scores(blocks, found), range(len(blocks)))
    first, stop = stretch.start, stretch.stop
    words = _unmatched_words(blocks, found, range(first, stop))
    if _has_more_words(blocks, found, range(first), words):
        first = 0
    rest = range(stop, len(blocks))
    if _has_more_words(blocks, found, rest, words) or _is_listing(blocks, found, rest, range(first, stop)):
        stop = len(blocks)
    return range(first, stop)


def find_articles(
    blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], headlines: Sequence[int]
) -> list[range]:
    """Return the stretches of a whole page that hold articles, the best one first; none where nothing reads like one.

    Here fragments have a larger penalty, so that no stretch spans a menu, and repeated text scores nothing; the lines
    of a broken sentence are prose, and a short paragraph on its own counts less, as it may be a teaser. The score
    of a stretch below one of the `headlines` is multiplied, as the page is about it. Another stretch with a high score
    is another article. Each is extended over the lines beside it up to the first label, or line that a rule matched:
    so it keeps its lead and its lists.
    """
    stretches = list(_stretches(_scores(blocks, found, is_page=True)))
    if not stretches:
        return []
    headed = {_below(stretches, headline) for headline in headlines}
    worth = [total * (weights.HEADLINE_FACTOR if place in headed else 1) for place, (_, total) in enumerate(stretches)]
    best = max(range(len(stretches)), key=worth.__getitem__)
    least = weights.MIN_OTHER_ARTICLE * worth[best]
    chosen = [stretch for place, (stretch, total) in enumerate(stretches) if place == best or total >= least]
    befores = [0, *(stretch.stop for stretch in chosen)]
    afters = [*(stretch.start for stretch in chosen[1:]), len(blocks)]
    articles = [
        _with_lines_beside(blocks, found, stretch, range(before, after))
        for before, stretch, after in zip(befores, chosen, afters, strict=False)
    ]
    articles.insert(0, articles.pop(chosen.index(stretches[best][0])))
    return articles


def _below(stretches: Sequence[tuple[range, float]], headline: int) -> int:
    """Return the index of the first long enough stretch with a headline in it or not far above it, or -1."""
    for place, (stretch, total) in enumerate(stretches):
        if stretch.stop > headline and total >= weights.MIN_HEADLINED:
            return place if stretch.start - headline <= weights.LEAD_BLOCKS else -1
    return -1


class _Sum(NamedTuple):
    """A stretch of scores, with two prefix sums: of all scores before it, and up to its end."""

    start: int
    stop: int
    before: float
    total: float


def _stretches(scores: Sequence[float]) -> Iterator[tuple[range, float]]:
    """Yield all maximal stretches of scores, and their sums, in order.

    These are the best stretch, then the best ones before and after it, and so on; the algorithm of Ruzzo and Tompa
    (1999) finds them in one pass.
    """
    stack: list[_Sum] = []
    total = 0.0
    for place, score in enumerate(scores):
        before, total = total, total + score
        if score <= 0:
            continue
        found = _Sum(place, place + 1, before, total)
        while True:
            index = len(stack) - 1
            while index >= 0 and stack[index].before >= found.before:
                index -= 1
            if index < 0 or stack[index].total >= found.total:
                break
            found = _Sum(stack[index].start, found.stop, stack[index].before, found.total)
            del stack[index:]
        stack.append(found)
    for one in stack:
        yield range(one.start, one.stop), one.total - one.before


def _with_lines_beside(
    blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], stretch: range, part: range
) -> range:
    """Return a stretch extended over adjacent lines in its `part` that are neither labels nor matched by a rule."""
    first, stop = stretch.start, stretch.stop
    while first > part.start and not _ends_article(blocks, found, first - 1):
        first -= 1
    while stop < part.stop and not _ends_article(blocks, found, stop):
        stop += 1
    return range(first, stop)


def _ends_article(blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], index: int) -> bool:
    """Tell whether a block is a label, or one that a rule matched; of a sentence, a hint is not enough."""
    is_sentence = ends_sentence(blocks[index].text)
    matched = (one for one in found.get(index, ()) if one.whole and not (is_sentence and one.strength == "hint"))
    return is_label(blocks[index]) or any(matched)


def is_label(block: Block) -> bool:
    """Tell whether a block is a few words as in menus: no sentence, no number, and no beginning in lower case."""
    return (
        block.words <= weights.MAX_LABEL_WORDS
        and block.text_class == "fragment"
        and _LABEL.fullmatch(block.text) is not None
        and not ends_sentence(block.text)
    )


def _best(scores: Sequence[float], part: range) -> tuple[range, float]:
    """Return the contiguous stretch of a part with the largest sum, and that sum; an empty one where none is over 0."""
    best = total = 0.0
    start, stretch = part.start, range(part.start, part.start)
    for index in range(part.start, min(part.stop, len(scores))):
        if total <= 0:
            total, start = 0.0, index
        total += scores[index]
        if total > best:
            best, stretch = total, range(start, index + 1)
    return stretch, best


def _has_more_words(blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], part: range, words: float) -> bool:
    """Tell whether a part has more than `words` in sentences, and so few rules matched in it that it is no menu."""
    return _unmatched_words(blocks, found, part) > words and _rules(found, part) < weights.MIN_MENU_RULES


def _is_listing(blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], part: range, body: range) -> bool:
    """Tell whether a part has more words than the body, and so few rules matched in it that it is a listing."""
    lead, follows = (sum(blocks[index].words for index in indices) for indices in (body, part))
    return 0 < lead < follows and _rules(found, part) < weights.MIN_TAIL_RULES


def _rules(found: Mapping[int, Sequence[Finding]], part: range) -> int:
    """Return the number of rules that matched in a part, without those on buttons."""
    return len({one.rule for index in part for one in found.get(index, ()) if one.family != BUTTONS})


def _unmatched_words(blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], part: range) -> float:
    """Return the number of words in sentences, in the blocks of a part that no rule matched."""
    return sum(
        blocks[index].words
        for index in part
        if index not in found and blocks[index].text_class in ("prose", "sentence")
    )


def _scores(blocks: Sequence[Block], found: Mapping[int, Sequence[Finding]], is_page: bool = False) -> list[float]:
    """Return the score of each block, up to the heading of the comments if there is one.

    On a whole page "Comments" may be a label of a menu, and is the heading of comments only after a stretch with a high
    enough score.
    """
    prose = [block.words if block.text_class == "prose" else 0.0 for block in blocks]
    for index, findings in found.items():
        if prose[index]:
            prose[index] *= _unmatched_share(blocks[index], findings)
    broken = frozenset(_broken_sentences(blocks)) if is_page else frozenset()
    for index in broken:
        prose[index] = blocks[index].words
    before = list(accumulate(prose, initial=0.0))
    fragment = weights.PAGE_FRAGMENT_PENALTY if is_page else weights.FRAGMENT_PENALTY
    scores: list[float] = []
    shown: set[str] = set()
    total = best = 0.0
    for index, (block, words) in enumerate(zip(blocks, prose, strict=True)):
        if index in found:
            whole = [finding for finding in found[index] if finding.whole and finding.family != BUTTONS]
            prose_before = best if is_page else before[index]
            if prose_before > weights.MIN_BEFORE_COMMENTS and any(one.section == "comments" for one in whole):
                break
            if whole and not (words and all(one.strength == "hint" and not one.section for one in whole)):
                scores.append(-weights.MATCHED_PENALTY)
                total = max(0.0, total - weights.MATCHED_PENALTY)
                continue
        if words:
            score = words * _support(before, index, words)
            if is_page and words < weights.MAX_ALONE and not _has_prose_beside(prose, found, index):
                score *= weights.ALONE_FACTOR
        else:
            score = _non_prose_score(block, fragment)
        if is_page:
            if len(block.text) >= weights.MIN_REPEATED or index in broken:
                score = 0.0 if block.text in shown else score
                shown.add(block.text)
            total = max(0.0, total + score)
            best = max(best, total)
        scores.append(score)
    return scores


def _support(before: Sequence[float], index: int, words: float) -> float:
    """Return the factor for a block of prose by the prose around it; `before` is the prefix sum of its words."""
    near, full = weights.SUPPORT_BLOCKS, weights.SUPPORT_BLOCKS * weights.FULL_SUPPORT_WORDS
    beside = before[min(len(before) - 1, index + near + 1)] - before[max(0, index - near)] - words
    return weights.UNSUPPORTED_FACTOR + (1 - weights.UNSUPPORTED_FACTOR) * min(1.0, beside / full)


def _broken_sentences(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the indices of lines that together are a sentence of prose, as where each text node has a line of its own.

    A line that begins in lower case or with a mark goes on from the line above it. That line may be a link inside of
    the sentence: then it goes on from the one above it in turn, if that ends no sentence and is no label.
    """
    continues = [*(goes_on(block.text) for block in blocks), False]
    start = 0
    while start < len(blocks):
        stop = start + 1
        while stop < len(blocks):
            above = blocks[stop - 1]
            if continues[stop]:
                stop += 1
            elif continues[stop + 1] and not ends_sentence(above.text) and not is_label(above):
                stop += 2
            else:
                break
        lines = blocks[start:stop]
        is_long = len(lines) > 1 and sum(line.words for line in lines) >= MIN_PROSE_WORDS
        if is_long and ends_sentence(lines[-1].text) and not any(line.text_class in PROTECTED for line in lines):
            yield from range(start, stop)
        start = stop


def _has_prose_beside(prose: Sequence[float], found: Mapping[int, Sequence[Finding]], index: int) -> bool:
    """Tell whether prose is right above or below a block, in a line that no rule matched."""
    return any(0 <= place < len(prose) and prose[place] and place not in found for place in (index - 1, index + 1))


def _unmatched_share(block: Block, findings: Iterable[Finding]) -> float:
    """Return the share of a block that no marker matched a part of."""
    matched = sum(one.end - one.start for one in findings if one.strength == "marker" and not one.whole)
    return max(0.0, 1 - matched / len(block.text))


def _non_prose_score(block: Block, fragment: float) -> float:
    """Return the score of a block that is not prose and that no rule matched."""
    if block.text_class == "continued":
        return weights.CONTINUED_SCORE
    if block.text_class == "lead":
        return weights.LEAD_WORD_FACTOR * min(block.words, weights.MAX_LEAD_WORDS)
    if block.text_class == "sentence":
        return weights.SENTENCE_FACTOR * block.words
    return 0.0 if block.text_class in PROTECTED else -fragment
