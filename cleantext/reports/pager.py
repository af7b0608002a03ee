"""Pipes a long text to the pager that the user has chosen, as it is produced."""

from __future__ import annotations

import os
from collections.abc import Iterator
from errno import EPIPE
from os import strerror
from queue import Queue
from threading import Thread
from types import TracebackType
from typing import Final

import click

#: Explanations that wait for the reader; whoever makes more of them waits as well.
_AHEAD: Final = 64


class Pager:
    """Pages what it is given to show, and is done when its reader is; used by `with`."""

    def __init__(self) -> None:
        # Short texts are not paged, colours are shown, and the text stays on the screen.
        os.environ.setdefault("LESS", "FRX")
        self._texts: Queue[str | None] = Queue(_AHEAD)
        self._gone = False
        self._thread = Thread(target=self._page, daemon=True)

    def show(self, text: str) -> None:
        """Show one more text. Raises BrokenPipeError when the reader has gone."""
        if self._gone:
            raise BrokenPipeError(EPIPE, strerror(EPIPE))
        self._texts.put(text)

    def __enter__(self) -> Pager:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._texts.put(None)
        self._thread.join()

    def _page(self) -> None:
        try:
            click.echo_via_pager(self._waiting(), color=True)
        finally:
            self._gone = True
            while not self._texts.empty():  # Unblocks a writer that waits for room; its next call raises.
                self._texts.get_nowait()

    def _waiting(self) -> Iterator[str]:
        while (text := self._texts.get()) is not None:
            yield text
