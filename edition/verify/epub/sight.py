"""Sight: whether the words of an EPUB can be seen, by its documents as Chromium shows them, in a
light and in a dark theme (`verify.ink` has the measures)."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from PIL import Image

from edition.model import Edition
from edition.verify import ink
from edition.verify.epub import container
from edition.verify.ink import Unseen, Why
from edition.verify.judges import process, sight
from edition.verify.judges.sight import Shown, ShownWord

#: The share of a word's ink without contrast from which on the word is lost: lines under words
#: take a little.
_LOST = 0.25
#: The least room of a letter, in its size, and in how long words.
_NARROW, _WORD = 0.15, 4
#: How many words of a line, from the left, a word is held against.
_NEAR = 200
#: How far letters may be drawn out of shape.
_SHAPE = 4.0
#: Characters of the source for which a second more is given.
_SPEED = 200
#: Pixels of a picture in a point (see_epub.mjs).
_POINT = 1.5 / 0.75


def unseen(edition: Edition, path: Path) -> tuple[list[Unseen], int]:
    """What nobody can see of the EPUB at `path`, and how many words were looked at.

    Errors: MissingJudge, JudgeFailed, `container.Unreadable`.
    """
    book = container.read(path)
    wanted = {block.unit for block in edition.blocks()} | {note.anchor for note in edition.notes}
    documents: dict[str, list[str]] = {}
    for name in book.spine:
        tree = book.trees.get(name)
        ids = [] if tree is None else [key for e in tree.iter() if (key := e.get("id")) in wanted]
        if ids:
            documents[name] = [str(key) for key in ids]
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "book"
        with zipfile.ZipFile(path) as packed:
            packed.extractall(folder)
        limit = process.TIME_LIMIT + len(edition.source.text) / _SPEED
        shown = sight.show(folder, documents, Path(room), limit)
        found = [item for one in shown for item in of_document(one)]
    return list(dict.fromkeys(found)), sum(len(one.words) for one in shown)


def of_document(shown: Shown) -> Iterator[Unseen]:
    """What is not seen of a document, words that stand together as one."""
    where = f"{shown.document}, in the {shown.theme} theme"
    on_others = _overprinted(shown.words)
    pictures = _Pictures(shown.pictures)
    before: Why | None = None
    words: list[str] = []
    for k, word in enumerate(shown.words):
        why = _by_measure(word) or (Why.OVERPRINTED if k in on_others else pictures.look(word))
        if why is not before:
            if before and words:
                yield Unseen(where, " ".join(words), before)
            words = []
        before = why
        words.append(word.text)
    if before and words:
        yield Unseen(where, " ".join(words), before)


def _by_measure(word: ShownWord) -> Why | None:
    if word.box is None:
        return Why.UNSEEN
    if word.size < ink.SMALLEST:
        return Why.SMALL
    if not 0 < word.shape < _SHAPE:
        return Why.TURNED
    if word.inside < ink.INSIDE:
        return Why.OUTSIDE
    left, top, right, bottom = word.box
    room = _NARROW * word.size * _POINT * len(word.text)
    is_long = word.whole and len(word.text) >= _WORD and word.text.isalpha()
    return Why.OVERPRINTED if is_long and max(right - left, bottom - top) < room else None


class _Pictures:
    """The pictures of the screens of a document; those of one are kept."""

    def __init__(self, files: Mapping[int, tuple[Path, Path, Path]]) -> None:
        self.files = files
        self.screen = -1
        self.measured: ink.Measured | None = None

    def look(self, word: ShownWord) -> Why | None:
        """Whether a word is seen."""
        if word.screen != self.screen or self.measured is None:
            whole, ground, letters = map(Image.open, self.files[word.screen])
            self.measured = ink.measured(
                whole.convert("RGB"), ground.convert("RGB"), letters.convert("L")
            )
            self.screen = word.screen
        left, top, right, bottom = word.box or (0, 0, 0, 0)
        size = self.measured.core[0].size
        box = (
            max(0, int(left)),
            max(0, int(top)),
            min(size[0], int(right) + 1),
            min(size[1], int(bottom) + 1),
        )
        there, lost = self.measured.shares(box)
        if lost > _LOST * there or (not there and any(map(str.isalnum, word.text))):
            return Why.UNSEEN
        return None


def _overprinted(words: tuple[ShownWord, ...]) -> set[int]:
    """The words, by their numbers, whose middle is in the middle half of another's line."""
    rows: dict[tuple[int, int], list[int]] = {}
    for k, word in enumerate(words):
        if word.box:
            for row in range(int(word.box[1] // 32), int(word.box[3] // 32) + 1):
                rows.setdefault((word.screen, row), []).append(k)
    found: set[int] = set()
    for near in rows.values():
        near.sort(key=lambda k: (words[k].box or (0,))[0])
        for at, k in enumerate(near):
            for n in near[at + 1 : at + _NEAR]:
                if not _meet(words[k], words[n]):
                    if (words[n].box or (0,))[0] > (words[k].box or (0, 0, 0))[2]:
                        break
                    continue
                found |= {k, n}
    return found


def _meet(one: ShownWord, other: ShownWord) -> bool:
    """Whether two words stand on one another by a third of the smaller."""
    if one.box is None or other.box is None:
        return False
    wide = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    # Boxes of letters reach above and below them.
    high = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    least = [min(one.box[k + 2] - one.box[k], other.box[k + 2] - other.box[k]) for k in (0, 1)]
    return wide > least[0] / 3 and high > 0.6 * least[1]
