"""Documents for engines: what properties draw, as str or bytes, and what plain Python makes of them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from cleantext import BoilerplateLearner, Pipeline, Rule
from tests.engines.filters import TROUBLE, Refuses
from tests.properties.pages import articles, broken
from tests.properties.strategies import composed, texts


def _is_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


#: No table holds halves of surrogate pairs.
one_text = st.one_of(composed, texts, articles().map(lambda article: article.html), broken).filter(_is_utf8)
#: Some texts and pages, with nulls among them, and a record that `REFUSING` cannot clean.
several_texts = st.lists(st.one_of(one_text, st.none(), st.just(TROUBLE)), min_size=20, max_size=40)
#: The same as bytes.
several_bytes = several_texts.map(lambda many: [None if text is None else text.encode() for text in many])
#: For properties that have an engine do a job for each example.
few_examples = settings(
    max_examples=4, phases=[Phase.generate], suppress_health_check=list(HealthCheck), derandomize=True
)
REFUSING = Pipeline.default().then(Refuses())

NEWS = [f"The ferry {number} sails at noon, and once more in the evening.\n\nLeave a Reply" for number in range(60)]
CLEAN = [text.partition("\n\n")[0] for text in NEWS]

#: A rule that acts on the pages of one site, and what it makes of one text there, elsewhere, and nowhere.
LEARNED = Pipeline.default([Rule("learned/hafan", phrases={"und": ("Hafan",)}, sites=("harbour.example",))])
OF_SITES = [f"Hafan\n\n{CLEAN[0]}"] * 3
SITES = ["https://harbour.example/7", "https://town.example/7", None]
CLEAN_OF_SITES = [CLEAN[0], *OF_SITES[1:]]


def plainly(documents: Sequence[str | bytes | None]) -> list[str | None]:
    """What plain Python makes of documents by `REFUSING`, null where it raises."""
    return [None if one is None or one in (TROUBLE, TROUBLE.encode()) else REFUSING.clean(one) for one in documents]


def assert_as_plain(
    documents: Sequence[str | bytes | None], cleaned: Sequence[str | None], errors: Sequence[str | None]
) -> None:
    """Whether an engine's texts are byte for byte those of plain Python, and its errors stand where they belong."""
    wanted = plainly(documents)
    assert [text and text.encode() for text in cleaned] == [text and text.encode() for text in wanted]
    for document, text, error in zip(documents, cleaned, errors, strict=True):
        assert (error is None) == (document is None or text is not None)
        assert error is None or "ValueError: this filter has no boats \\ud800" in error


def pages_of(site: str, ships: Sequence[str]) -> list[tuple[str, str]]:
    """Pages of a site in a language that no pack knows, each with its address."""
    page = f"Hafan {site}\n\nNewyddion\n\nTywydd\n\nThe {{}} sailed at noon, with a band and four hundred on board."
    return [(page.format(ship), f"https://{site}/{ship}") for ship in ships]


SHIPS = (
    *("Aurora", "Meteor", "Ida Marsh", "Argo", "Eos", "Good Intent", "Lady of Kells", "Northern Star", "Osprey"),
    *("Perseverance", "Three Sisters", "Endeavour", "Kittiwake", "Pole Star", "Rob Roy", "Sea Holly", "Tern"),
    *("Unity", "Venture", "Wild Rose"),
)
ALL_PAGES = [*pages_of("harbour.example", SHIPS), *pages_of("town.example", SHIPS[:6])]
#: Pages of two sites in any order, of one of them more than `new_learner` may hold, each with its address; and among
#: them some of another or none, without a text, or refused by `REFUSING`.
sited_pages = st.lists(
    st.tuples(one_text | st.none() | st.just(TROUBLE), st.sampled_from(["https://town.example/", "island", None])),
    max_size=16,
).flatmap(lambda others: st.permutations([*ALL_PAGES, *others]))


def learned_plainly(pages: Sequence[tuple[str | None, str | None]]) -> BoilerplateLearner:
    """What plain Python learns of pages by `REFUSING`; what it cannot clean is left out."""
    taken = [(text, site) for text, site in pages if text not in (None, TROUBLE)]
    return new_learner().partial_fit([text for text, _ in taken if text is not None], [site for _, site in taken])


def new_learner() -> BoilerplateLearner:
    """A learner that holds fewer pages of each site as soon as there are more than 25, with a filter that fails."""
    return BoilerplateLearner(max_pages=25, pipeline=REFUSING)
