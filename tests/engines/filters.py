"""Filters that make trouble: on a record, or once and never again, which a file remembers across processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cleantext import Judgement, Removal

#: The text that they make trouble for.
TROUBLE = "The pilot boat turned back at the harbour mouth."


@dataclass(frozen=True)
class Refuses:
    """Raises for the text, whenever it comes, with half of a surrogate pair in the message."""

    name: str = "refuses"

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        if TROUBLE in judgement.document.text:
            raise ValueError("this filter has no boats \ud800")
        return iter(())


@dataclass(frozen=True)
class Once:
    """Kills its process the first time that the text comes ("kill"), or interrupts the task in it ("raise")."""

    mark: str
    how: str
    name: str = "once"

    def __call__(self, judgement: Judgement) -> Iterator[Removal]:
        if TROUBLE in judgement.document.text and not Path(self.mark).exists():
            Path(self.mark).touch()
            if self.how == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            raise KeyboardInterrupt  # No error of the record, which would only cost that.
        return iter(())
