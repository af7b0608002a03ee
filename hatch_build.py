"""Compiles the rules of the package when it is built, so that no process has to (see `cleantext.compiled`)."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledRules(BuildHookInterface):
    """Puts the compiled form of the rules into a wheel; of a checkout that is installed as it is, beside the packs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write each part to a file of its own."""
        sys.path.insert(0, self.root)
        from cleantext.compiled import PARTS, compile_part

        folder = Path(self.root, "cleantext", "rules", "compiled")
        folder.mkdir(exist_ok=True)
        for part in PARTS:
            folder.joinpath(part).write_bytes(compile_part(part))
        build_data["artifacts"].append("/cleantext/rules/compiled/*")
