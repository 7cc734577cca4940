"""Sight: has Chromium show documents of an EPUB, and take pictures of their words."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict, cast

from edition.model.dataclass import dataclass
from edition.verify.judges import process
from edition.verify.judges.process import find_chromium, node_command


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word of the element with an id, or the part of it that stands on a line.

    `box` is in the pixels of the pictures of its `screen` (left, top, right, bottom), None where it
    is shown nowhere; `inside` is the share of it on the page and in the boxes around it, `size` in
    points, `shape` how far its letters are drawn out of shape (1: not at all; below 0: mirrored);
    `whole` whether all of the word stands in the box.
    """

    id: str
    text: str
    box: tuple[float, float, float, float] | None = None
    screen: int = 0
    inside: float = 1
    size: float = 0
    shape: float = 1
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """A document in a theme, light or dark. `pictures` has of each screen where words stand three
    files: as it is, without the words, and these alone, black on white."""

    document: str
    theme: str
    words: tuple[ShownWord, ...]
    pictures: Mapping[int, tuple[Path, Path, Path]]


class _Word(TypedDict, total=False):
    id: str
    text: str
    box: list[float] | None
    screen: int
    inside: float
    size: float
    shape: float
    whole: bool


class _Shown(TypedDict):
    document: str
    theme: str
    words: list[_Word]
    screens: list[int]
    pictures: list[list[str]]


def show(
    folder: Path,
    documents: Mapping[str, Sequence[str]],
    pictures: Path,
    limit: float = process.TIME_LIMIT,
) -> list[Shown]:
    """What Chromium shows of `documents`, by their names in `folder` of an unzipped book, each with
    the ids of the elements whose words count. The pictures are written into the folder `pictures`;
    all of it may take `limit` seconds.

    Errors: MissingJudge, JudgeFailed.
    """
    order = {
        "folder": str(folder.resolve()),
        "documents": {name: list(ids) for name, ids in documents.items()},
        "chromium": find_chromium(),
        "pictures": str(pictures.resolve()),
    }
    node = node_command(process.HERE / "node_modules" / "playwright-core")
    command = [*node, str(process.HERE / "see_epub.mjs")]
    # An argument of a command may not be as long as the ids of a long book are.
    done = process.run("Chromium", command, limit, given=json.dumps(order))
    return [_shown(one) for one in cast(list[_Shown], process.parse_json("Chromium", done))]


def _shown(one: _Shown) -> Shown:
    files = ((Path(a), Path(b), Path(c)) for a, b, c in one["pictures"])
    words = tuple(_word(word) for word in one["words"])
    return Shown(
        one["document"], one["theme"], words, dict(zip(one["screens"], files, strict=True))
    )


def _word(word: _Word) -> ShownWord:
    box = word.get("box")
    if box is None:
        return ShownWord(word["id"], word["text"])
    left, top, right, bottom = box
    return ShownWord(
        word["id"],
        word["text"],
        (left, top, right, bottom),
        word["screen"],
        word["inside"],
        word["size"],
        word["shape"],
        word["whole"],
    )
