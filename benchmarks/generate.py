#!/usr/bin/env python3
"""Makes editions of any size, to measure with.

    python benchmarks/generate.py copies 100 FOLDER      100 copies of the interview in the box
"""

from __future__ import annotations

import argparse
from pathlib import Path

import copies


def main(arguments: list[str] | None = None) -> None:
    """Make the edition that the command line asks for."""
    parser = argparse.ArgumentParser(description="Makes editions of any size, to measure with.")
    kinds = parser.add_subparsers(dest="kind", required=True)
    several = kinds.add_parser("copies", help="copies of the interview in the box")
    several.add_argument("count", type=int, help="how many copies")
    several.add_argument("folder", type=Path, help="where the edition is written")
    several.add_argument("--seed", default="1", help="another seed, other choices (default: 1)")
    options = parser.parse_args(arguments)
    copies.make(options.folder, options.count, options.seed)


if __name__ == "__main__":
    main()
