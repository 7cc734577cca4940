"""Pandoc: where the program is, and how it is run on one document. It comes with the package
pypandoc-binary."""

from __future__ import annotations

import importlib.util
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

#: The module of the package.
PACKAGE = "pypandoc"
#: What a run may take: seconds, and megabytes of the heap. The first of these are filled before
#: anything is collected: for the citations of most books that is all there are.
SECONDS, HEAP, FIRST = 300, 2048, 64


class PandocFailed(Exception):
    """Pandoc is missing or gave nothing; the message says why. `missing`: it is not installed."""

    def __init__(self, message: str, *, missing: bool = False) -> None:
        self.missing = missing
        super().__init__(message)


def find(package: str = PACKAGE) -> Path | None:
    """The program in the package; None where that is not installed."""
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations if spec else None) or ():
        for name in ("pandoc", "pandoc.exe"):
            if (program := Path(folder) / "files" / name).is_file():
                return program
    return None


def run(document: bytes, arguments: Sequence[str], files: Mapping[str, bytes]) -> bytes:
    """What pandoc makes of the document, in its sandbox, in a folder with these `files` alone,
    which the `arguments` name. Raises `PandocFailed`."""
    program = find()
    if program is None:
        raise PandocFailed("pandoc is not installed", missing=True)
    with tempfile.TemporaryDirectory(prefix="edition-pandoc-") as folder:
        for name, data in files.items():
            (Path(folder) / name).write_bytes(data)
        limits = ["+RTS", f"-M{HEAP}M", f"-A{FIRST}M", "-RTS", "--sandbox", "--quiet"]
        try:
            done = subprocess.run(
                [str(program), *limits, *arguments],
                input=document,
                capture_output=True,
                timeout=SECONDS,
                cwd=folder,
            )
        except subprocess.TimeoutExpired:
            raise PandocFailed(f"pandoc took more than {SECONDS} seconds") from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip() or "nothing"
        raise PandocFailed(f"pandoc said: {said[:400]}")
    return done.stdout
