"""Cleans files and corpora: in bounded memory, on all cores, in runs that can be interrupted and resumed."""
