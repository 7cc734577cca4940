"""Run: both books page by page, each kind of change told apart, pictures of what changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field, replace
from io import BytesIO

from PIL import Image

from edition.authoring.compare import pixels
from edition.authoring.compare.align import align
from edition.authoring.compare.model import ComparedSheet, Kind, Pair, Picture
from edition.authoring.compare.pages import Document
from edition.authoring.compare.words import Known, rejoined
from edition.model.dataclass import dataclass

#: Takes a file of the report: its name and its bytes.
Keep = Callable[[str, bytes], None]
Report = Callable[[str], None]
#: Stretches of words of a page that are told, and letters of each.
STRETCHES, LETTERS = 12, 280


@dataclass(slots=True)
class _ComparedBook:
    """One of the two: its pages, the runs of words in it, the photographs in it."""

    is_new: bool
    document: Document
    sheets: Sequence[ComparedSheet]
    known: Known
    images: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, document: Document, is_new: bool) -> _ComparedBook:
        sheets = rejoined([document.sheet(k) for k in range(len(document))])
        images = {image for sheet in sheets for image in sheet.images}
        return cls(is_new, document, sheets, Known(sheets), images)

    def lacks(self, sheet: ComparedSheet) -> tuple[range, ...]:
        """The words of the other book's `sheet` that are not in this one."""
        return self.known.unknown(sheet)


def compare(
    old: Document,
    new: Document,
    dpi: int,
    at_most: int,
    keep: Keep,
    report: Report = lambda stage: None,
) -> tuple[Pair, ...]:
    """Compare two PDFs at `dpi` pixels an inch.

    Pictures of the first `at_most` pages that changed, are new, or are gone, are given to `keep`
    as PNG. Returns all pages, in the order of the new book. Raises `BuildFailed` from `pages`.
    """
    report("Reading the pages")
    books = _ComparedBook.of(old, False), _ComparedBook.of(new, True)
    report("Comparing the pages")
    pairs: list[Pair] = []
    drawn = 0
    texts = ([sheet.text for sheet in book.sheets] for book in books)
    for i, j in align(*texts):
        pair, drawing = _pair(books, i, j, dpi, drawn < at_most)
        if drawing:
            drawn += 1
            pair = replace(pair, pictures=_kept(pair, drawing, keep))
        pairs.append(pair)
    return tuple(pairs)


Drawing = dict[str, Image.Image]


def _pair(
    books: tuple[_ComparedBook, _ComparedBook], i: int | None, j: int | None, dpi: int, draw: bool
) -> tuple[Pair, Drawing]:
    """What became of a page, and the pictures that show it by what they show; none without
    `draw`."""
    if i is None or j is None:
        return _alone(books, i, j, dpi if draw else 0)
    old, new = books[0].sheets[i], books[1].sheets[j]
    pictures = books[0].document.picture(i, dpi), books[1].document.picture(j, dpi)
    if old.text == new.text and pictures[0].size == pictures[1].size:
        if (kind := _same_words(books, (old, new), pictures)) is not Kind.CHANGED:
            return Pair(kind, old, new), {}
        return _changed(books, (old, new), pictures, ((), ()), draw)
    stretches = books[1].lacks(old), books[0].lacks(new)
    if not any(stretches) and _has_only_known_images(books, old, new):
        return Pair(Kind.REFLOWED, old, new), {}
    return _changed(books, (old, new), pictures, stretches, draw)


def _alone(
    books: tuple[_ComparedBook, _ComparedBook], i: int | None, j: int | None, dpi: int
) -> tuple[Pair, Drawing]:
    """A page without a counterpart; its picture, unless `dpi` is 0, with the words framed that
    the other book has not."""
    kind, book, other, index = (
        (Kind.NEW, books[1], books[0], j) if i is None else (Kind.GONE, books[0], books[1], i)
    )
    assert index is not None
    sheet = book.sheets[index]
    stretches = other.lacks(sheet)
    words = _told(sheet, stretches)
    if kind is Kind.NEW:
        pair, shows = Pair(kind, None, sheet, added=words), "new"
    else:
        pair, shows = Pair(kind, sheet, None, gone=words), "old"
    if not dpi:
        return pair, {}
    return pair, {shows: _marked(book, sheet, book.document.picture(index, dpi), stretches)}


def _has_only_known_images(
    books: tuple[_ComparedBook, _ComparedBook], old: ComparedSheet, new: ComparedSheet
) -> bool:
    return books[1].images.issuperset(old.images) and books[0].images.issuperset(new.images)


def _same_words(
    books: tuple[_ComparedBook, _ComparedBook],
    sheets: tuple[ComparedSheet, ComparedSheet],
    pictures: tuple[Image.Image, Image.Image],
) -> Kind:
    """The kind of a page whose words are the same, numbers aside."""
    old, new = sheets
    before, after = pictures
    if before.tobytes() != after.tobytes():
        areas = [
            book.document.areas(sheet.number - 1, sheet.covered)
            for book, sheet in zip(books, sheets, strict=True)
        ]
        if (old.label, old.marks) != (new.label, new.marks):
            before, after = (
                pixels.without(picture, found)
                for picture, found in zip(pictures, areas, strict=True)
            )
        turned = old.number % 2 != new.number % 2
        if turned:
            before = pixels.shifted(before, after)
        longer = len("".join(old.marks)) != len("".join(new.marks))
        # Longer numbers move what stands behind them.
        if not longer and pixels.difference(before, after, soft=turned).getbbox():
            return Kind.CHANGED
    if old.marks != new.marks:
        return Kind.RENUMBERED
    return Kind.UNCHANGED if old.number == new.number else Kind.MOVED


def _changed(
    books: tuple[_ComparedBook, _ComparedBook],
    sheets: tuple[ComparedSheet, ComparedSheet],
    pictures: tuple[Image.Image, Image.Image],
    stretches: tuple[tuple[range, ...], tuple[range, ...]],
    draw: bool,
) -> tuple[Pair, Drawing]:
    """A page that changed: where, which words; and, with `draw`, its three pictures."""
    before, after = pixels.on_one_size(*pictures)
    if sheets[0].number % 2 != sheets[1].number % 2:
        before = pixels.shifted(before, after)
    different = pixels.difference(before, after)
    if different.getbbox() is None:
        different = pixels.difference(before, after, tolerant=False)
    boxes = pixels.areas(different)
    gone, added = (_told(*both) for both in zip(sheets, stretches, strict=True))
    pair = Pair(Kind.CHANGED, *sheets, boxes, gone, added)
    if not draw:
        return pair, {}
    old, new = (_marked(*four) for four in zip(books, sheets, pictures, stretches, strict=True))
    shown = pixels.highlighted(before, after, different, boxes)
    return pair, {"old": old, "new": new, "difference": shown}


def _marked(
    book: _ComparedBook, sheet: ComparedSheet, picture: Image.Image, stretches: Sequence[range]
) -> Image.Image:
    """The picture of a page with its own words framed."""
    color = pixels.ADDED if book.is_new else pixels.REMOVED
    spans = [(sheet.words[s[0]].start, sheet.words[s[-1]].end) for s in stretches]
    return pixels.framed(picture, book.document.areas(sheet.number - 1, spans), color)


def _told(sheet: ComparedSheet, stretches: Sequence[range]) -> tuple[str, ...]:
    """The words of the stretches, long ones by their beginning and end."""
    found = []
    for stretch in stretches[:STRETCHES]:
        words = " ".join(sheet.words[k].text for k in stretch)
        half = LETTERS // 2
        if len(words) > LETTERS:
            words = f"{words[:half].rstrip()} … {words[-half:].lstrip()}"
        found.append(words)
    if len(stretches) > STRETCHES:
        found.append(f"… and {len(stretches) - STRETCHES} more places")
    return tuple(found)


def _kept(pair: Pair, drawing: Drawing, keep: Keep) -> tuple[Picture, ...]:
    """Hand over the pictures as files; returns what they are."""
    prefix = "gone" if pair.new is None else "page"
    found = []
    for shows, picture in drawing.items():
        name = f"{prefix}-{pair.sheet.number:05d}-{shows}.png"
        data = BytesIO()
        picture.save(data, "PNG", compress_level=6)
        keep(name, data.getvalue())
        found.append(Picture(shows, name, *picture.size))
    return tuple(found)
