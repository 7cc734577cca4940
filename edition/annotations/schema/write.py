"""Writes the files that are made from the models, or says which of them are out of date."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from edition.annotations.schema.reference import included_schema, json_schema, reference

ROOT = Path(__file__).resolve().parents[3]


def made() -> dict[str, str]:
    """What the models make: the path of each file from the project's folder, and its text."""
    return {
        "edition/annotations/schema/annotations.schema.json": json_schema(),
        "edition/annotations/schema/included.schema.json": included_schema(),
        "docs/annotations.md": reference(),
    }


def outdated(root: Path) -> list[str]:
    """The paths of the files under `root` that are missing or not what the models make."""
    return [path for path, text in made().items() if _read(root / path) != text.encode()]


def write(root: Path) -> None:
    """Write each file under `root`. Errors: OSError."""
    for path, text in made().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())


def main(arguments: Sequence[str], root: Path = ROOT) -> int:
    """Write the files, or with `--check` print those out of date; returns the exit code."""
    parser = argparse.ArgumentParser("python -m edition.annotations.schema", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if out of date")
    if not parser.parse_args(arguments).check:
        write(root)
        return 0
    late = outdated(root)
    for path in late:
        print(f"{path} is out of date: run python -m edition.annotations.schema", file=sys.stderr)
    return 1 if late else 0


def _read(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None
