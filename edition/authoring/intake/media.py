"""Media: the pictures of an original as files of the edition, under names of our own."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath

from edition.authoring.intake.manuscript import (
    Block,
    Entry,
    Figure,
    Manuscript,
    NoteText,
    Para,
    Picture,
    inside,
)
from edition.model.problems import BuildFailed

FOLDER = "media"
#: A picture of more pixels is an attack, or is for no book.
_PIXELS = 80_000_000
_LEFT_OUT = "pictures"
_UNDESCRIBED = "Illustration"


def gather(manuscript: Manuscript, read: Callable[[str], bytes | None]) -> dict[str, bytes]:
    """The pictures as files of the edition (name → bytes); the manuscript names them so from now
    on. What cannot be had, or be shown, leaves its caption, and a line in the ledger.

    `read` gives a picture by the name that the original has for it, None where it is not there.
    """
    collector = _Collector(manuscript, read)
    manuscript.blocks = collector.blocks(manuscript.blocks)
    return collector.found


class _Collector:
    def __init__(self, manuscript: Manuscript, read: Callable[[str], bytes | None]) -> None:
        self.aside, self.read = manuscript.aside, read
        self.found: dict[str, bytes] = {}
        self.names: dict[str, str] = {}

    def blocks(self, blocks: Iterable[Block]) -> list[Block]:
        """The blocks with their pictures, or with the captions of those that are not there."""
        kept: list[Block] = []
        for block in blocks:
            if isinstance(block, Figure):
                kept += self._figure(block)
                continue
            for item in inside(block):
                if isinstance(item, list):
                    for picture in (each for each in item if isinstance(each, Picture)):
                        self._leave(picture, "a line of text holds none")
            if isinstance(block, NoteText) or hasattr(block, "blocks"):
                block.blocks = self.blocks(block.blocks)
            kept.append(block)
        return kept

    def _figure(self, block: Figure) -> list[Block]:
        picture = block.picture
        name = self.names.get(picture.file) or self._new(picture)
        if not name:
            return [Para(block.caption, place=picture.place)] if block.caption else []
        self.names[picture.file] = name
        block.picture = Picture(name, picture.alt, picture.place)
        return [block]

    def _new(self, picture: Picture) -> str:
        """The name of a picture that has now been taken over; empty where it cannot be."""
        if re.match(r"[a-z]{2,}:|//", picture.file, re.I):
            return self._leave(picture, "it is on the web, and nothing is fetched")
        try:
            data = self.read(picture.file)
        except BuildFailed as failed:
            return self._leave(picture, failed.problems[0].message)
        if data is None:
            return self._leave(picture, "the original lacks its file")
        made = _usable(data)
        if isinstance(made, str):
            return self._leave(picture, made)
        suffix, data = made
        name = self._name(picture.file, suffix)
        self.found[name] = data
        return name

    def _name(self, file: str, suffix: str) -> str:
        stem = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(file).stem.lower()).strip("-")[:40]
        stem = stem or "picture"
        name, number = f"{FOLDER}/{stem}{suffix}", 2
        while name in self.found:
            name, number = f"{FOLDER}/{stem}-{number}{suffix}", number + 1
        return name

    def _leave(self, picture: Picture, why: str) -> str:
        what = f"{_LEFT_OUT}: {PurePosixPath(picture.file).name[:80]}"
        self.aside.append(Entry(what, f"left out: {why}", picture.place, picture.alt))
        return ""


def _usable(data: bytes) -> tuple[str, bytes] | str:
    """The suffix and the bytes of a picture that a book can show, or why none can."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return ".png", data
    if data.startswith(b"\xff\xd8\xff"):
        return ".jpg", data
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _PIXELS:
                return "it has too many pixels"
            out = io.BytesIO()
            picture.convert(
                "RGBA" if "A" in picture.getbands() or "transparency" in picture.info else "RGB"
            ).save(out, "PNG")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return "it is neither PNG nor JPEG, nor what becomes one"
    return ".png", out.getvalue()


def described(alt: str, caption: str) -> str:
    """What a picture shows: as the original says it, or else its caption, or a word for any."""
    return " ".join((alt or caption or _UNDESCRIBED).split())
