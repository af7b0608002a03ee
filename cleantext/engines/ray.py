"""Cleans a column of a dataset of Ray Data, and learns from one, by batches of Arrow, in Ray's own tasks."""

from __future__ import annotations

from cleantext.corpus.records import URL
from cleantext.engines.batch import ColumnCleaner
from cleantext.engines.learn import LEARNER, PartLearner, merged
from cleantext.errors import missing
from cleantext.learning import BoilerplateLearner
from cleantext.pipeline import Pipeline
from cleantext.readers import Kind
from cleantext.writers import Format

try:
    from ray.data import Dataset
except ImportError as error:
    raise missing("ray", "ray") from error


def clean(
    dataset: Dataset,
    column: str = "text",
    into: str | None = None,
    pipeline: Pipeline | None = None,
    *,
    kind: Kind | None = None,
    to: Format = "text",
    images: bool = False,
    site: str | None = URL,
) -> Dataset:
    r"""Return a dataset with the clean text of each record, computed when it is asked for.

    A worker that dies is Ray's affair, which does its tasks again. A column that is not there is found out by them.

    Args:
        dataset: of texts or pages, as str or bytes.
        column: the column to clean; null stays null.
        into: the column for what is left; None replaces `column`. One that is there already is replaced. What cannot
            be cleaned is null, and the column of this name with the suffix "_error" says why.
        pipeline: what to clean with; None is the default one.
        kind: as for `cleantext.clean`.
        to: as for `cleantext.clean`.
        images: as for `cleantext.clean`.
        site: the column with the address of each record, or the name of its site, for rules that act on one site only;
            None reads none. "url" need not be there.

    Raises:
        OptionError: `kind` or `to` has a value that it cannot have.

    >>> import ray
    >>> pages = ray.data.from_items([{"text": "The bridge is open.\n\nLeave a Reply"}])
    >>> clean(pages).take_all()
    [{'text': 'The bridge is open.', 'text_error': None}]
    """
    cleaner = ColumnCleaner(column, into, pipeline, kind, to, images, site)
    return dataset.map_batches(cleaner.table, batch_format="pyarrow")


def learn(
    dataset: Dataset,
    column: str = "text",
    site: str | None = URL,
    learner: BoilerplateLearner | None = None,
    *,
    kind: Kind | None = None,
) -> BoilerplateLearner:
    r"""Learn boilerplate from a dataset, at once, and return the learner: batches apart, which this process merges.

    The result is that of `BoilerplateLearner.partial_fit`, whatever the order and the size of the batches.

    Args:
        dataset: of texts or pages, as str or bytes.
        column: the column to learn from. Null, and what cannot be cleaned, is passed over.
        site: the column with the address of each record, or the name of its site; one that has none teaches nothing.
            None says that all are of one site: rules act on any document.
        learner: what learns on, and is returned; None is a new one. Its pipeline finds the articles.
        kind: as for `cleantext.clean`.

    Raises:
        OptionError: `kind` has a value that it cannot have. A column that is not there is found out by tasks.

    >>> import ray
    >>> page = "Hafan\n\nNewyddion\n\nTywydd\n\nThe {} sailed at noon."
    >>> pages = ray.data.from_items([{"text": page.format(ship)} for ship in ("Aurora", "Meteor", "Ida Marsh")])
    >>> [rule.phrases["und"] for rule in learn(pages, site=None).rules_]
    [('Hafan',), ('Newyddion',), ('Tywydd',)]
    """
    learner = learner or BoilerplateLearner()
    part = PartLearner.of(learner, column, site, kind)
    learners = dataset.map_batches(part.of_batch, batch_format="pyarrow")
    return merged(learner, (row[LEARNER] for row in learners.iter_rows()))
