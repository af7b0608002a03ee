"""How commands end: errors go to standard error, with an exit status that scripts can distinguish."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from cleantext.errors import CleantextError

#: Something was found: a change, chrome, a mistake in a pack.
EXIT_FOUND: Final = 1
#: Wrong usage, or something that cannot be read or written.
EXIT_NOT_DONE: Final = 2
EXIT_INTERRUPTED: Final = 130


class Failures:
    """Says at once what cannot be read, and counts it, so that the rest goes on and the status tells in the end."""

    def __init__(self) -> None:
        self.number = 0

    def tell(self, line: str) -> None:
        """Say a line on standard error."""
        self.number += 1
        click.echo(f"cleantext: {line}", err=True)


@contextmanager
def user_errors() -> Iterator[None]:
    """End the command where an error is raised that is meant to be read."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("cleantext: stopped", err=True)
        sys.exit(EXIT_INTERRUPTED)
    except (CleantextError, OSError) as error:
        if isinstance(error, BrokenPipeError):
            raise  # The reader of standard output has gone, which click takes quietly.
        click.echo(f"cleantext: {error}", err=True)
        sys.exit(EXIT_NOT_DONE)
