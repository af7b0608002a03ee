"""Cleans files and corpora: bounded memory, all cores, and a run that can be broken off and taken up at any moment."""

from cleantext.batch.feed import Reading
from cleantext.batch.keep import Totals
from cleantext.batch.plan import BatchError, Plan, Survey
from cleantext.batch.run import run

__all__ = ["BatchError", "Plan", "Reading", "Survey", "Totals", "run"]
