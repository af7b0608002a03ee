"""Loads what every worker needs, when it is imported: a fork server does so once, and its workers share the memory."""

from __future__ import annotations

import gc

import cleantext

cleantext.clean("<p>The bridge is open.</p>", kind="html")
gc.collect()
gc.freeze()  # No collection shall write to the memory that is shared.
