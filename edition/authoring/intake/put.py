"""Put: writes what an import has made, and never over anything that is there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from edition.authoring.intake.bounds import refuse
from edition.system import files, program

ANNOTATIONS = "annotations.yaml"


def refuse_taken(folder: Path, names: Iterable[str] = (ANNOTATIONS,)) -> None:
    """Refuse a folder that has one of these files, or is none. Raises `BuildFailed`:
    `edition-exists`."""
    if os.path.lexists(folder) and not folder.is_dir():
        message = f"{folder} is there already, and is no folder."
        refuse("edition-exists", str(folder), message, "Name another folder.")
    for name in names:
        if os.path.lexists(folder / name):
            message = f"{folder} has a file {name} already."
            hint = (
                "Name another folder. To carry an edition over to a new version of what it was "
                f"made of: {program.command()} import --again FILE {folder}"
            )
            refuse("edition-exists", str(folder / name), message, hint)


def write(folder: Path, made: Mapping[str, bytes]) -> None:
    """Write the files (name → bytes) below `folder`. The annotations come last: what was killed
    before that is no edition. Raises `BuildFailed` as `files.write_all` does."""
    folders: dict[str, dict[str, bytes]] = {}
    for name, data in made.items():
        where, _, file = name.rpartition("/")
        folders.setdefault(where, {})[file] = data
    own = folders.pop("", {})
    for where, group in sorted(folders.items()):
        files.write_all(folder / where, group)
    files.write_all(folder, own)
