"""What is learned from a corpus, what must not be, and how learned rules act: on their own sites, and nowhere else."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Sequence
from itertools import cycle, islice
from pathlib import Path

import pytest

from cleantext import BoilerplateLearner, OptionError, Pipeline, Reason, SourceError, load_rules
from cleantext.learning import MAX_PAGES, MIN_PAGES, Page

SEEDS = Path(__file__).parents[1] / "seeds"
SITE = "https://www.cwrsyharbwr.example/newyddion/1"
#: A menu, a note and a footer in Welsh, of which no pack knows a word.
MENU = ("Hafan", "Newyddion", "Chwaraeon", "Tywydd", "Cysylltu â ni")
NOTE = "Cefnogwch ein newyddiaduraeth drwy danysgrifio heddiw"
FOOTER = ("Telerau defnyddio", "Polisi preifatrwydd", "Hysbysebu gyda ni", "Swyddi", "Archif y papur")


def paragraphs() -> list[str]:
    """Paragraphs of the seeds' articles, each once."""
    texts = [path.read_text("utf-8") for path in sorted(SEEDS.glob("news-*.clean.txt"))]
    return list(dict.fromkeys(line for text in texts for line in text.split("\n") if len(line.split()) >= 15))


PARAGRAPHS = paragraphs()


def articles(count: int) -> list[list[str]]:
    """Articles of two paragraphs that no other one has."""
    assert 2 * count <= len(PARAGRAPHS)
    return [PARAGRAPHS[2 * number : 2 * number + 2] for number in range(count)]


def headline(article: Sequence[str]) -> str:
    """A headline that no other article has."""
    return " ".join(article[0].split()[:6]).rstrip(".,")


def page(article: Sequence[str]) -> str:
    """An article on a page of the site."""
    return "\n\n".join([*MENU, *article, *FOOTER])


def learned(pages: Sequence[str]) -> set[str]:
    """The lines that are learned from pages of one site."""
    rules = BoilerplateLearner().fit(pages, [SITE] * len(pages)).rules_
    return {phrase for rule in rules for phrase in rule.phrases["und"]}


def test_menus_and_footers_in_a_language_that_no_pack_knows_are_learned_and_cut() -> None:
    pages = [page(article) for article in articles(10)]
    pipeline = Pipeline.default(BoilerplateLearner().fit(pages, [SITE] * 10).rules_)
    assert pipeline.clean(pages[3]) == Pipeline.default().clean(pages[3])
    assert pipeline.clean(pages[3], url=SITE) == "\n\n".join(articles(10)[3])


def test_a_note_between_the_paragraphs_of_all_pages_is_learned() -> None:
    assert NOTE in learned([page([first, NOTE, second]) for first, second in articles(10)])


#: What articles share below their headlines, and on how many of ten pages it stands.
CONTENT: dict[str, tuple[int, Callable[[list[str]], list[str]]]] = {
    "the refrain of a cycle of ballads": (
        4,
        lambda told: [told[0], *["And the boats came home on the evening tide"] * 4, told[1]],
    ),
    "what a live blog says again and again": (
        5,
        lambda told: [told[0], "Here is what we know so far", told[1], "Here is what we know so far"],
    ),
    "how many a recipe serves": (10, lambda told: ["Serves 4", told[0], "Method", told[1]]),
    "how long it takes": (10, lambda told: told),
    "the headings of recipes": (10, lambda told: ["Ingredients", told[0], "Method", told[1]]),
    "a law that is quoted": (
        5,
        lambda told: [told[0], "No person shall be deprived of the use of the harbour without the consent", told[1]],
    ),
    "a law that is quoted in a sentence": (
        7,
        lambda told: [
            told[0],
            "“No person shall be deprived of the use of the harbour without the consent of its wardens, or pay.”",
            told[1],
        ],
    ),
    "the standing title of a series": (5, lambda told: ["Letters from the coast", *told]),
}


@pytest.mark.parametrize("kind", CONTENT)
def test_it_does_not_learn(kind: str) -> None:
    count, telling = CONTENT[kind]
    told = articles(10)
    with_it = [[headline(article), *telling(article)] for article in told[:count]]
    if kind == "how long it takes":
        with_it = [
            [headline(article), f"Ready in {20 + place} minutes or less", *article]
            for place, article in enumerate(told)
        ]
    shared = {line for article in with_it for line in article} - {line for article in told for line in article}
    if kind == "the standing title of a series":
        with_it = [[article[1], article[0], *article[2:]] for article in with_it]
    lines = learned([page(article) for article in [*with_it, *told[count:]]])
    assert set(FOOTER) <= lines
    assert not shared & lines


def test_it_does_not_learn_an_article_that_was_fetched_again_and_again() -> None:
    told = articles(8)
    again = [[*told[0], f"Updated at {hour}.15 on Monday"] for hour in range(6)]
    lines = learned([page(article) for article in [*told, *again]])
    assert set(FOOTER) <= lines
    assert lines <= {*MENU, *FOOTER}


def test_it_does_not_learn_the_title_of_a_series_whose_articles_have_no_chrome_around_them() -> None:
    assert learned(["\n\n".join(["Letters from the coast", *article]) for article in articles(10)]) == set()


def test_pages_of_one_article_alone_teach_nothing() -> None:
    told = articles(1)[0]
    assert learned([page([*told, f"Updated at {hour}.15 on Monday"]) for hour in range(6)]) == set()


def test_three_pages_at_least_have_to_say_it() -> None:
    pages = [page(article) for article in articles(3)]
    assert learned(pages[:2]) == set()
    assert set(FOOTER) <= learned(pages)


def test_a_line_of_one_site_is_not_learned_for_another() -> None:
    pages = [page(article) for article in articles(9)]
    sites = list(islice(cycle(["https://a.example", "https://b.example", "https://c.example"]), 9))
    learner = BoilerplateLearner().fit(pages, sites)
    assert learner.sites_ == {"a.example": 3, "b.example": 3, "c.example": 3}
    assert {site for rule in learner.rules_ for site in rule.sites} == {"a.example", "b.example", "c.example"}


@pytest.mark.parametrize("listed", ["Winter ferry to run until the end of March", "Will the ferry run?"])
def test_the_title_of_a_page_stays_though_other_pages_list_it(listed: str) -> None:
    told = articles(10)
    pages = ["\n\n".join([*MENU, *article, *FOOTER, listed]) for article in told]
    pipeline = Pipeline.default(BoilerplateLearner().fit(pages, [SITE] * 10).rules_)
    assert listed not in pipeline.clean(pages[0], url=SITE)
    own = "\n\n".join([f"{listed} | Cwrs yr Harbwr", *MENU, listed, *told[0], *FOOTER])
    cleaned = pipeline.explain(own, url=SITE)
    assert [answer.left for answer in cleaned.why(listed)][1] == listed


def test_a_learned_line_is_no_evidence_about_the_lines_beside_it() -> None:
    told = articles(10)
    pages = [page(article) for article in told]
    pipeline = Pipeline.default(BoilerplateLearner().fit(pages, [SITE] * 10).rules_)
    beside = [*MENU[:2], "Yr hen bont", *MENU[2:], *told[0], *FOOTER]
    assert pipeline.clean("\n\n".join(beside), url=SITE) == "\n\n".join(["Yr hen bont", *told[0]])


def test_a_rule_says_what_it_was_learned_from() -> None:
    pages = [page(article) for article in articles(10)]
    rules = {rule.phrases["und"][0]: rule for rule in BoilerplateLearner().fit(pages, [SITE] * 10).rules_}
    rule = rules["Polisi preifatrwydd"]
    assert (rule.id, rule.about, rule.where, rule.sites) == (
        "learned/cwrsyharbwr.example/polisi-preifatrwydd",
        "on 10 of 10 pages (100%), below the article",
        "tail",
        ("cwrsyharbwr.example",),
    )


def test_the_pack_holds_the_rules(tmp_path: Path) -> None:
    quoted = 'Y "Cwrs" \\ Harbwr'
    pages = ["\n\n".join([page(article), quoted]) for article in articles(10)]
    learner = BoilerplateLearner().fit(pages, [SITE] * 10)
    pack = tmp_path / "learned.toml"
    pack.write_text(learner.to_pack(), "utf-8")
    assert quoted in {phrase for rule in learner.rules_ for phrase in rule.phrases["und"]}
    assert load_rules(pack) == learner.rules_


def test_what_all_documents_share_acts_on_any_where_no_site_is_named() -> None:
    pages = [page(article) for article in articles(10)]
    rules = BoilerplateLearner().fit(pages).rules_
    assert Pipeline.default(rules).clean(pages[0]) == "\n\n".join(articles(10)[0])


def test_what_goes_already_is_not_learned() -> None:
    pages = ["\n\n".join([page(article), "Leave a Reply"]) for article in articles(10)]
    assert "Leave a Reply" not in learned(pages)


def test_a_learned_rule_is_explained_as_any_other() -> None:
    pages = [page(article) for article in articles(10)]
    pipeline = Pipeline.default(BoilerplateLearner().fit(pages, [SITE] * 10).rules_)
    answer = pipeline.explain(pages[0], url=SITE).why("Polisi preifatrwydd")[0]
    assert (answer.reason, answer.verdicts[0].finding.family) == (Reason.CUT_MARKER, "learned")
    kept = pipeline.without("learned").explain(pages[0], url=SITE).why("Polisi preifatrwydd")[0]
    assert (kept.left, kept.reason) == ("Polisi preifatrwydd", Reason.KEPT_NO_FILTER)


def test_a_page_of_html_is_learned_from_by_its_blocks() -> None:
    told = articles(6)
    pages = [
        f"<html><body><div><p>{article[0]}</p><p>{NOTE}</p><p>{article[1]}</p></div></body></html>" for article in told
    ]
    learner = BoilerplateLearner().fit(pages, [SITE] * 6, kind="html")
    pipeline = Pipeline.default(learner.rules_)
    assert pipeline.clean(pages[0], kind="html", url=SITE) == "\n\n".join(told[0])


def test_a_learner_can_be_pickled() -> None:
    learner = BoilerplateLearner().fit([page(article) for article in articles(4)], [SITE] * 4)
    assert pickle.loads(pickle.dumps(learner)).rules_ == learner.rules_


def test_memory_is_bounded_by_fewer_pages_of_each_site_and_then_by_fewer_sites() -> None:
    learner = BoilerplateLearner(max_pages=100)
    for number in range(2 * MAX_PAGES):
        learner.add(Page(f"Page {number}", b"\1"), "one.example")
    assert sum(learner.sites_.values()) <= 100
    for number in range(400):
        learner.add(Page(f"Page {number}", b"\1"), f"{number % 20}.example")
    held = learner.sites_
    assert 0 < sum(held.values()) <= 100
    assert max(held.values()) <= MIN_PAGES
    assert 0 < len(held) < 21


def test_wrong_use_is_told() -> None:
    with pytest.raises(SourceError, match="fewer sites than sources"):
        BoilerplateLearner().fit(["One.", "Two."], [SITE])
    with pytest.raises(SourceError, match="more sites than sources"):
        BoilerplateLearner().fit(["One."], [SITE, SITE])
    with pytest.raises(SourceError, match="a list or a stream"):
        BoilerplateLearner().fit("One.")
    with pytest.raises(OptionError, match="min_pages is 2"):
        BoilerplateLearner(min_pages=1)
    with pytest.raises(OptionError, match="other parameters"):
        BoilerplateLearner().merge(BoilerplateLearner(min_pages=4))
