"""What a report keeps of many documents: counts of all, a sample that depends on names alone, and the outliers."""

from __future__ import annotations

import random

from cleantext import explain
from cleantext.reports.gathering import OUTLIERS, SAMPLE, Gathering, Seen, seen
from cleantext.reports.view import view_of

ARTICLE = "The mayor opened the new bridge on Tuesday, after eleven years of argument about who should pay for it."
SHARED = seen(view_of("shared.txt", explain(f"{ARTICLE}\n\nShare this article")))
FORM = seen(view_of("form.txt", explain("Leave a Reply\n\nYour email address will not be published.")))
PLAIN = seen(view_of("plain.txt", explain(ARTICLE)))


def gathered(documents: list[Seen]) -> Gathering:
    gathering = Gathering()
    for document in documents:
        gathering.add(document)
    return gathering


def named(document: Seen, count: int, prefix: str) -> list[Seen]:
    return [document._replace(name=f"{prefix}-{number}") for number in range(count)]


def test_every_document_is_counted() -> None:
    found = gathered([SHARED, FORM, PLAIN, SHARED])
    assert (found.documents, found.empty, found.bins[0], found.bins[-1]) == (4, 1, 1, 1)
    assert found.cut == sum(one.cut for one in (SHARED, FORM, PLAIN, SHARED))
    share = found.rules["share", "share/share-this"]
    assert (share.cuts, share.characters, share.documents) == (2, 36, 2)
    assert found.families["share"] == share
    assert found.families["comment-form"].documents == 1
    assert found.families["comment-form"].cuts == 2


def test_the_sample_is_bounded_and_the_same_in_any_order() -> None:
    documents = named(PLAIN, 3 * SAMPLE, "plain")
    shuffled = random.Random(0).sample(documents, len(documents))
    names = [document.name for document in documents]
    kept = {names[place] for _, place, _ in gathered(documents)._kept["sample"]}
    in_other_order = {shuffled[place].name for _, place, _ in gathered(shuffled)._kept["sample"]}
    assert len(kept) == SAMPLE
    assert kept == in_other_order
    assert kept != set(names[:SAMPLE])


def test_outliers_are_shown_however_many_documents_there_are() -> None:
    found = gathered([*named(PLAIN, 3 * SAMPLE, "plain"), FORM, SHARED])
    why = {place: reasons for place, _, reasons in found.chosen()}
    assert len(why) <= SAMPLE + 3 * OUTLIERS
    assert "empty" in why[3 * SAMPLE]
    assert "most" in why[3 * SAMPLE + 1]
    assert sum("nothing" in reasons for reasons in why.values()) == OUTLIERS


def test_documents_are_shown_in_their_order() -> None:
    places = [place for place, *_ in gathered([SHARED, FORM, PLAIN]).chosen()]
    assert places == [0, 1, 2]
