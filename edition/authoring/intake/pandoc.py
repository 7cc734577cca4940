"""Pandoc: runs the program in its sandbox, bounded in time and memory, on one file.

It comes with the package pypandoc-binary, as the citations' does.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from edition.authoring.intake import bounds
from edition.system import pandoc
from edition.verify.judges import process

#: What pandoc may take: seconds, and megabytes of its heap; and how large its tree may be, in
#: bytes.
SECONDS, HEAP, MOST = 120, 1024, 256 * 1024 * 1024
PACKAGE = pandoc.PACKAGE


def find() -> Path | None:
    """The program of the package; None where that is not installed."""
    return pandoc.find(PACKAGE)


def tree(path: Path, reader: str) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Pandoc's own tree of the file, as its JSON has it, and its pictures by their names there.

    `reader` is pandoc's name of the format. Raises `BuildFailed`: `import-needs-pandoc`,
    `import-unreadable` where pandoc refuses the file or takes too long.
    """
    program = find()
    if program is None:
        bounds.refuse("import-needs-pandoc", str(path), "pandoc is not installed.", _INSTALL)
    with tempfile.TemporaryDirectory(prefix="edition-import-") as folder:
        out = Path(folder) / "tree.json"
        limits = ["+RTS", f"-M{HEAP}M", "-RTS"]
        # In its folder, since names of pictures are made of it.
        command = [str(program), *limits, "--sandbox", "-f", reader, "-t", "json"]
        command += [f"--extract-media={folder}", "-o", str(out), str(path.resolve())]
        done = process.run("pandoc", command, SECONDS, XDG_DATA_HOME=folder, HOME=folder)
        if done.returncode != 0 or not out.is_file():
            said = done.stderr.strip().splitlines() or ["nothing"]
            message = f"pandoc cannot read {path}: {said[0][:300]}"
            bounds.refuse("import-unreadable", str(path), message, _DAMAGED)
        if out.stat().st_size > MOST:
            bounds.refuse("file-too-large", str(path), f"{path} is too large for one edition.")
        found: dict[str, Any] = json.loads(out.read_bytes())
        return found, _media(Path(folder))


def _media(folder: Path) -> dict[str, bytes]:
    """The pictures that pandoc has put into the folder, by their names in its tree."""
    found: dict[str, bytes] = {}
    left = MOST
    for base, _, names in os.walk(folder):
        for name in sorted(names):
            file = Path(base) / name
            if file.suffix != ".json" and not file.is_symlink():
                left -= file.stat().st_size
                if left < 0:
                    return found
                found[file.as_posix()] = file.read_bytes()
    return found


_INSTALL = "Install it: pip install pypandoc-binary."
_DAMAGED = "Open it in the program that it is made with, and save it anew."
