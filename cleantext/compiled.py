"""Keeps the rules that come with the package in compiled form: in its own folder, or in the user's cache.

The packs take a third of a second to read, and as much again to compile, so that is done where the package is built.
Where it was not, or a pack has changed since, the first process that needs a part compiles it, and keeps it for the
others. What is kept says what it was made from, and a digest of itself; where either is wrong it is made anew.
"""

from __future__ import annotations

import gc
import hashlib
import marshal
import os
from contextlib import suppress
from functools import cache
from importlib.resources.abc import Traversable
from itertools import chain
from pathlib import Path
from typing import Any, Final, Literal

from cleantext.rulepack import PackedPhrases, Rule, load_default, load_signs, package_folder, packs_in
from cleantext.tables import Tables, openings, tabulate

#: A part of the compiled form, kept in a file of its own, as few texts need all of them.
Part = Literal["rules", "tables", "openings", "signs"]
PARTS: Final[tuple[Part, ...]] = ("rules", "tables", "openings", "signs")
#: Files whose code decides about the compiled form.
_CODE: Final = ("compiled.py", "folding.py", "rulepack.py", "tables.py")
_FIELDS: Final = tuple(name for name in Rule.__dataclass_fields__ if name != "phrases")
_DIGEST_BYTES: Final = hashlib.sha256().digest_size


def default_packs() -> tuple[Rule, ...]:
    """Return the rules that come with the package; the phrases of each are unpacked when they are asked for."""
    return tuple(
        Rule(**dict(zip(_FIELDS, fields, strict=True)), phrases=PackedPhrases(phrases))
        for *fields, phrases in _load("rules")
    )


def default_tables() -> Tables:
    """Return what those of them on lines are looked up by."""
    return Tables(*_load("tables"))


def default_openings() -> dict[str, tuple[bytes, ...]]:
    """Return what lines begin with by them, as `cleantext.tables.openings` does."""
    found: dict[str, tuple[bytes, ...]] = _load("openings")
    return found


def default_signs() -> dict[str, tuple[str, ...]]:
    """Return the words of each sign, as `cleantext.rulepack.load_signs` does."""
    found: dict[str, tuple[str, ...]] = _load("signs")
    return found


def compile_part(part: Part) -> bytes:
    """Return a part as it is kept in a file: what it was made from, and a digest of itself, are its first bytes."""
    packed = marshal.dumps(_compile(part))
    return source_digest() + hashlib.sha256(packed).digest() + packed


def _compile(part: Part) -> Any:
    """Return what `marshal` writes of a part."""
    if part == "signs":
        return load_signs()
    rules = load_default()
    if part == "rules":
        return [(*(getattr(rule, name) for name in _FIELDS), marshal.dumps(dict(rule.phrases))) for rule in rules]
    return tuple(tabulate(rules)) if part == "tables" else openings(rules)


@cache
def source_digest() -> bytes:
    """Return a digest of the packs that come with the package, and of the code that compiles them."""
    digest = hashlib.sha256(f"marshal {marshal.version}\n".encode())
    package = package_folder()
    code = (package / name for name in _CODE)
    folders = (package / "rules", package / "rules" / "languages", package / "rules" / "signs")
    for source in (*chain.from_iterable(map(packs_in, folders)), *code):
        with suppress(FileNotFoundError):  # An installation may lack the sources of its code.
            digest.update(f"{source.name}\n".encode() + source.read_bytes())
    return digest.digest()


def built_folder() -> Traversable:
    """Return the folder that holds what was compiled when the package was built."""
    return package_folder() / "rules" / "compiled"


def cache_folder() -> Path | None:
    """Return the folder of the user's cache for this installation; None where no place for one is known."""
    try:
        cache_home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    place = hashlib.sha256(os.fsencode(str(package_folder()))).hexdigest()[:16]
    return cache_home / "cleantext" / place


def _load(part: Part) -> Any:
    """Return a part from where it is kept, or else compile it."""
    cached = cache_folder()
    for folder in (built_folder(), cached):
        if folder is not None and (packed := _kept(folder / part)) is not None:
            return _unpack(packed)
    compiled = compile_part(part)
    if cached is not None:
        _keep(cached / part, compiled)
    return _unpack(memoryview(compiled)[2 * _DIGEST_BYTES :])


def _unpack(packed: memoryview) -> Any:
    """Return what `marshal` wrote; collections of garbage, which would find none, would take a third of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return marshal.loads(packed)
    finally:
        if collects:
            gc.enable()


def _kept(file: Traversable) -> memoryview | None:
    """Return what a file holds of these very packs and this code, undamaged; None where it does not."""
    try:
        content = memoryview(file.read_bytes())
    except OSError:
        return None
    source, own, packed = (
        content[:_DIGEST_BYTES],
        content[_DIGEST_BYTES : 2 * _DIGEST_BYTES],
        content[2 * _DIGEST_BYTES :],
    )
    return packed if source == source_digest() and own == hashlib.sha256(packed).digest() else None


def _keep(file: Path, content: bytes) -> None:
    """Write a file as a whole, so that no other process sees a part of it; where nothing can be written, it is not."""
    import tempfile  # It takes as long to load as all else here.

    with suppress(OSError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f"{file.name}.", delete=False) as written:
            try:
                written.write(content)
                written.close()
                os.replace(written.name, file)
            except OSError:
                os.unlink(written.name)
