"""Cleans files and corpora: bounded memory, all cores, and a run that can be broken off and taken up at any moment."""

from cleantext.corpus.keep import Totals
from cleantext.corpus.plan import BatchError, Plan, Survey
from cleantext.corpus.records import Reading
from cleantext.corpus.run import run

__all__ = ["BatchError", "Plan", "Reading", "Survey", "Totals", "run"]
