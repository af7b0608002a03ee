"""Helps those who write rule packs: checks a pack, suggests rules, and says why a line is cut or kept."""
