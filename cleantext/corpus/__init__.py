"""Cleans files and corpora: bounded memory, all cores, and a run that can be broken off and taken up at any moment."""
