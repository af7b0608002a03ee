"""Cleans files and corpora: bounded memory, all cores, and a run that can be broken off and taken up at any moment."""

from cleantext.corpus.many import clean_many, explain_many
from cleantext.corpus.run import Report, clean_files

__all__ = ["Report", "clean_files", "clean_many", "explain_many"]
