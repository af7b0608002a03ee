"""Limits of what is cut: protected blocks, and how many words an article may lose without a finding of their own."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from cleantext.document import Block, Document
from cleantext.judgement import Finding, Reason, Removal, Verdict
from cleantext.judging import weights
from cleantext.judging.context import Text, is_doubtful
from cleantext.judging.phrases import Lexicon, Seen, phrase_findings
from cleantext.text_class import SENTENCES, ends_sentence, holds_sentence

#: Reasons of cuts that no rule matched: those of a section, or next to chrome.
UNMATCHED = (Reason.CUT_IN_SECTION, Reason.CUT_AMONG_CHROME)


def protection(text: Text, place: int, finding: Finding | None = None) -> Reason | None:
    """Return why a block stays whatever is known against it, or None: a `finding` of all of it, or none at all.

    A row of a table stays that has a number in it, and so do captions with their credits where there is nothing else:
    they are what a story in pictures says. A sentence beside the article is cut only if phrases cover enough of it, or
    for two markers; an item of a list that a line with a colon leads in, and a heading with text below it, only for a
    marker.
    """
    if finding is not None and not finding.whole:
        is_small = finding.strength == "marker" and finding.covers < weights.MIN_COVERED_WITHIN
        return Reason.KEPT_SENTENCE if is_small and text.is_prose(place) else None
    block = text.blocks[place]
    if text.is_record(place):
        return Reason.KEPT_TABLE
    if finding is not None and finding.family == "credits" and not text.has_prose and holds_sentence(block.text):
        return Reason.KEPT_SENTENCE
    if ends_sentence(block.text) and (text.is_beside_prose(place) or not text.has_prose):
        found = [one for one in text.found.get(place, ()) if one.corroborated]
        covers = {one.covers for one in found}  # A phrase that two rules have covers the same, and counts once.
        markers = {one.covers for one in found if one.strength == "marker"}
        is_notice = (markers and sum(covers) >= weights.MIN_COVERED) or len(markers) > 1
        return None if is_notice else Reason.KEPT_SENTENCE
    if (finding is None or finding.strength == "hint") and not text.is_page and text.is_led_in(place):
        return Reason.KEPT_ITEM
    if not text.heads_text(place):
        return None
    stays = finding is None or is_doubtful(text.found.get(place, ())) or (finding.section and text.is_prose(place + 1))
    return Reason.KEPT_HEADING if stays else None


def limit_unmatched(text: Text, verdicts: Sequence[Verdict], spent: float) -> list[Verdict]:
    """Return the verdicts, but keep what would take too much of an article without a finding of its own.

    The limit is `MAX_UNMATCHED` words, or `MAX_UNMATCHED_SHARE` of what stays; earlier rounds used up `spent` words. A
    section is cut as a whole or not at all, and so are the fragments of the head, and of the tail; none are where
    nothing else is cut. With an article of some length there is no limit on an HTML page, nor for a text with markers
    of many families, which is a whole page and may be mostly chrome; without one, what looks like chrome may be the
    content.
    """
    groups = list(_groups(verdicts))
    if not groups:
        return list(verdicts)
    is_markup = bool(text.blocks) and text.blocks[0].element >= 0
    classes = ("prose",) if is_markup else SENTENCES  # In the text of a page each text node may have a line.
    article = sum(text.blocks[place].words for place in text.body if text.blocks[place].text_class in classes)
    if article > weights.MAX_UNMATCHED and (is_markup or text.is_page):
        return list(verdicts)
    words = {index: block.words for index, block in zip(text.indices, text.blocks, strict=True)}
    for found, reason in verdicts:
        if reason.is_cut and reason not in UNMATCHED:
            words[found.first] = 0.0
    left, kept = sum(words.values()), dict[int, Reason]()
    has_match = any(reason.is_cut and reason not in UNMATCHED for _, reason in verdicts)
    blocks = [({verdicts[one].finding.first for one in group}, group) for group in groups]
    for places, group in sorted(blocks, key=lambda each: sum(words[place] for place in each[0])):
        size = sum(words[place] for place in places)
        if not has_match:
            kept.update(dict.fromkeys(group, Reason.KEPT_LONE_HINT))
        elif spent + size > max(weights.MAX_UNMATCHED, weights.MAX_UNMATCHED_SHARE * (left - size)):
            kept.update(dict.fromkeys(group, Reason.KEPT_TOO_MUCH))
        else:
            spent, left = spent + size, left - size
            words.update(dict.fromkeys(places, 0.0))  # What goes with two groups counts once.
    return [Verdict(found, kept.get(number, reason)) for number, (found, reason) in enumerate(verdicts)]


def unmatched_words(document: Document, verdicts: Iterable[Verdict]) -> float:
    """Return how many words of a document are cut without a finding of their own."""
    cuts = [verdict for verdict in verdicts if verdict.is_cut]
    matched = {found.first for found, reason in cuts if reason not in UNMATCHED}
    gone = {found.first for found, reason in cuts if reason in UNMATCHED} - matched
    return sum(document.blocks[index].words for index in gone)


def _groups(verdicts: Sequence[Verdict]) -> Iterator[list[int]]:
    """Yield the places of verdicts that go together: on the blocks of one section, or on the fragments of one end."""
    groups: dict[tuple[str, int], list[int]] = {}
    last, opened = ("", -1), 0
    for number, (found, reason) in enumerate(verdicts):
        if reason is Reason.CUT_IN_SECTION:
            opened = opened if last == (found.rule, found.first - 1) else found.first
            last = found.rule, found.first
            groups.setdefault((found.rule, opened), []).append(number)
        elif reason is Reason.CUT_AMONG_CHROME:
            groups.setdefault((found.rule, -1), []).append(number)
    yield from groups.values()


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order and without overlaps; what touches becomes one."""
    together: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if together and start <= together[-1][1]:
            together[-1] = together[-1][0], max(end, together[-1][1])
        else:
            together.append((start, end))
    return together


def protected_lines(blocks: Sequence[Block], lexicon: Lexicon, seen: Seen) -> Iterator[Verdict]:
    """Yield a verdict for each rule of strength "keep" on a line of a block that holds several.

    What stays does not depend on whether a line is taken for the first of a wrapped paragraph, as what goes may.
    """
    places, lines = [], []
    for index, block in enumerate(blocks):
        start = block.start
        for line in block.text.split("\n") if "\n" in block.text else ():
            if said := line.strip():
                first = start + line.index(said)
                places.append(index)
                lines.append(block._replace(start=first, end=first + len(said), text=said))
            start += len(line) + 1
    for line_index, findings in phrase_findings(lines, range(len(lines)), lexicon, seen).items():
        index = places[line_index]
        for finding in findings:
            if finding.strength == "keep" and finding.whole:
                yield Verdict(finding._replace(first=index, stop=index + 1), Reason.KEPT_BY_RULE)


def protected(verdicts: Iterable[Verdict], before: Iterable[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """Return the spans that rules of strength "keep" matched, now or before, in order and without overlaps."""
    return merged([*before, *((found.start, found.end) for found, _ in verdicts if found.strength == "keep")])


def limit(verdicts: Sequence[Verdict], spans: Sequence[tuple[int, int]], blocks: Sequence[Block]) -> Iterator[Verdict]:
    """Yield the verdicts on a document with these blocks, but keep what stands in one of the protected `spans`.

    A cut around such a span becomes several.
    """
    if not spans:
        yield from verdicts
        return
    for finding, reason in verdicts:
        if not reason.is_cut:
            yield Verdict(finding, reason)
            continue
        position = finding.start
        for start, end in _overlapping(spans, finding.start, finding.end):
            yield from _part(finding, reason, position, start, blocks)
            yield from _part(finding, Reason.KEPT_BY_RULE, max(position, start), min(end, finding.end), blocks)
            position = end
        if position == finding.start:
            yield Verdict(finding, reason)
        else:
            yield from _part(finding, reason, position, finding.end, blocks)


def _part(finding: Finding, reason: Reason, start: int, end: int, blocks: Sequence[Block]) -> Iterator[Verdict]:
    """Yield a verdict on the blocks, and the parts of some, of a finding between two offsets, if there are any."""
    first, stop = bisect_right(blocks, start, key=itemgetter(1)), bisect_left(blocks, end, key=itemgetter(0))
    if start < end and first < stop:
        start, end = max(start, blocks[first].start), min(end, blocks[stop - 1].end)
        yield Verdict(finding._replace(start=start, end=end, first=first, stop=stop), reason)


def allowed(removals: Iterable[Removal], spans: Sequence[tuple[int, int]]) -> Iterator[Removal]:
    """Yield what removals take outside of the protected `spans`."""
    if not spans:
        yield from removals
        return
    for removal in removals:
        position = removal.start
        for start, end in [*_overlapping(spans, removal.start, removal.end), (removal.end, removal.end)]:
            if position < start:
                text = removal.text[position - removal.start : start - removal.start]
                yield removal._replace(start=position, end=start, text=text)
            position = max(position, end)


def stands_in(part: Finding | Removal, spans: Sequence[tuple[int, int]]) -> bool:
    """Tell whether all of a finding or removal stands in one of some spans, which are in order."""
    index = bisect_right(spans, (part.start, float("inf"))) - 1
    return index >= 0 and part.end <= spans[index][1]


def _overlapping(spans: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield those of some spans, which are in order, that share a character with another one."""
    index = bisect_right(spans, start, key=itemgetter(1))
    while index < len(spans) and spans[index][0] < end:
        yield spans[index]
        index += 1
