"""Illustrations: the photographs and pictures of the text, as the front matter lists them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from edition.model import BodyText, Edition, Figure, Photo, Role
from edition.model.dataclass import dataclass
from edition.model.edition import plain
from edition.render import filters, passages

#: Of a longer caption the beginning is listed.
_LONGEST = 140


@dataclass(frozen=True, slots=True)
class Listed:
    """A picture in the list: its caption or, without one, what it shows; its anchor and chapter."""

    title: str
    anchor: str
    chapter: str


def listed(edition: Edition, words: Callable[[BodyText], str]) -> Iterator[Listed]:
    """The pictures in the order of the book; an ornament without a caption is none of them. `words`
    gives a text of the editors' as plain text."""
    for chapter in edition.chapters:
        for element in chapter.elements:
            blocks = element.words if isinstance(element, Figure) else (element,)
            if isinstance(element, Figure):
                photo = element.photo
                yield Listed(_caption(element) or _title(photo), f"photo-{photo.id}", chapter.id)
            for block in blocks:
                for item in edition.pictures.get(block.unit, ()):
                    title = words(item.caption) if item.caption else item.alt
                    if title.strip():
                        anchor = f"picture-{item.id}"
                        yield Listed(filters.shorten(title, _LONGEST), anchor, chapter.id)


def _caption(figure: Figure) -> str:
    """The caption without what is called in it."""
    captions = (block for block in figure.words if block.role is Role.CAPTION)
    words = " ".join("".join(plain(passages.printed(block))) for block in captions)
    return filters.shorten(words, _LONGEST)


def _title(photo: Photo) -> str:
    return filters.shorten(photo.alt or photo.id, _LONGEST)
