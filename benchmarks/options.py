"""Reads the options that the commands share."""

import os
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable, Collection
from pathlib import Path


def add_data_option(parser: ArgumentParser, required: bool = True) -> None:
    """Adds `--data`, which defaults to the environment's CLEANTEXT_DATA."""
    default = os.environ.get("CLEANTEXT_DATA")
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        default=default and Path(default),
        required=required and default is None,
        help="folder of the data, see benchmarks/README.md (default: $CLEANTEXT_DATA)",
    )


def listed(what: str, choices: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    """Returns a reader of lists such as "cleantext,C4"; it raises ArgumentTypeError for what is none of the choices.

    >>> listed("set", ["wcxb", "aeb"])("aeb, wcxb")
    ('aeb', 'wcxb')
    """

    def read(option: str) -> tuple[str, ...]:
        names = tuple(name.strip() for name in option.split(","))
        if unknown := [name for name in names if name not in choices]:
            raise ArgumentTypeError(f"no {what} {', '.join(unknown)}; there are {', '.join(choices)}")
        return names

    return read
