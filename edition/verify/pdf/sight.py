"""Sight: whether the words of a finished PDF can be seen, by its pages as they are painted.

Each line of the text and of its notes must leave ink where it stands, on the page, with enough
contrast, in letters that are large enough and not on one another (`verify.ink` has the measures).
Every page is drawn small, which tells where to look closely; what is wrong is said only of what was
looked at closely, large and letter by letter.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from math import sqrt

import pypdfium2

from edition.text.scripts import UNPAINTED
from edition.verify import ink
from edition.verify.ink import Unseen, Why
from edition.verify.pdf import crowds
from edition.verify.pdf.drawing import Box, Letter, Letters, Page, area, around, common

#: Pixels in a point: of the first look, and of the close one, for letters of 8 points and smaller.
_FAR, _NEAR, _NEAREST = 1.25, 4, 8
#: The largest picture.
_PIXELS = 12_000_000
#: The contrast that is asked at the first look, with room for rounding; more of pages in color,
#: where the edges of letters seem darker than they are.
_FIRST_GRAY, _FIRST_COLORED = 3.9, 4.5
#: The ink that may be lacking where a line crosses letters: less than that of an i, in squares of
#: the letters' size, and at least so many pixels.
_CROSSED, _EDGE = 0.05, 3
#: How wide letters are at least, on average, in their size, in words of so many letters and more;
#: narrower ones are looked at.
_NARROW, _WORD = 0.27, 3
#: How far letters may be drawn out of shape.
_SHAPE = 4.0
#: The share of a line that, in the box of another, asks for a close look.
_SHARED = 0.4
#: The share of a letter without ink from which on it is lost, and that of a line: a line under it
#: in its own color takes a little.
_LOST_LETTER, _LOST_LINE = 0.6, 0.25


def unseen(data: bytes, counted: Mapping[int, Mapping[int, str]]) -> list[Unseen]:
    """What nobody can see of a PDF. `counted` are its marked-content sequences that count, with
    their text, by the index of the page (`proof.pdftext.PdfText.marks`)."""
    found: list[Unseen] = []
    with pypdfium2.PdfDocument(data) as document:
        for index, texts in sorted(counted.items()):
            words = {mcid: text.strip() for mcid, text in texts.items() if _visible(text)}
            of_page = _on_page(document, index, words)
            found += [Unseen(f"page {index + 1}", shown, why) for shown, why in of_page]
    return list(dict.fromkeys(found))


def _visible(text: str) -> str:
    return "".join(UNPAINTED.sub("", text).split())


def _on_page(
    document: pypdfium2.PdfDocument, index: int, words: Mapping[int, str]
) -> Iterator[tuple[str, Why]]:
    """The words of a page that are not seen, and why."""
    page = Page(document[index], words)
    wrong = dict(_by_measure(page, words))
    for mcid, why in wrong.items():
        yield words[mcid], why
    # Drawing changes the page: what is looked at closely is kept by its number.
    doubtful = {*_crowded(page, words), *_overlapping(page), *_pale(page)}
    near = [k for k in doubtful if _is_open(page.letters[k], wrong)]
    for band in _bands(page, near):
        page = Page(document[index], words)
        yield from _close(page, [page.letters[k] for k in band], words)


def _is_open(item: Letters, judged: Collection[int]) -> bool:
    return not item.is_blank and item.mcid not in judged


def _bands(page: Page, near: Sequence[int]) -> Iterator[list[int]]:
    """Letters, by their numbers, in parts of the page that are small enough to be drawn large."""
    band: list[int] = []
    for k in sorted(near, key=lambda k: (-page.letters[k].box[3], k)):
        part = around([common(page.letters[n].box, page.sheet) for n in (*band, k)])
        if band and area(part) * _NEAREST**2 > _PIXELS:
            yield band
            band = []
        band.append(k)
    if band:
        yield band


# ── what needs no drawing ───────────────────────────────────────────────────────────────────


def _by_measure(page: Page, words: Mapping[int, str]) -> Iterator[tuple[int, Why]]:
    """What is too small, out of shape or cut off, and what has left nothing on the page."""
    there = {item.mcid for item in page.letters if not item.is_blank}
    for mcid in words.keys() - there:
        yield mcid, Why.UNSEEN
    for item in page.letters:
        if item.is_blank:
            continue
        if item.size < ink.SMALLEST:
            yield item.mcid, Why.SMALL
        elif not 0 < item.shape < _SHAPE:
            yield item.mcid, Why.TURNED
        elif area(common(item.box, item.shown)) < ink.INSIDE * area(item.box):
            yield item.mcid, Why.OUTSIDE


def _crowded(page: Page, words: Mapping[int, str]) -> Iterator[int]:
    """Letters that take so little room that they may stand on one another."""
    room: dict[int, float] = {}
    for item in page.letters:
        left, bottom, right, top = item.box
        length = max(right - left, top - bottom) / (item.size or 1)
        room[item.mcid] = room.get(item.mcid, 0) + length
    counts = {mcid: len(_visible(words[mcid])) for mcid in room}
    narrow = {m for m, wide in room.items() if wide < _NARROW * counts[m] and counts[m] >= _WORD}
    return (k for k, item in enumerate(page.letters) if item.mcid in narrow)


def _overlapping(page: Page) -> Iterator[int]:
    """Letters of which much stands in the box of others."""
    boxes = [(item.box, k) for k, item in enumerate(page.letters) if not item.is_blank]
    boxes.sort(key=lambda pair: pair[0][1])
    for at, (box, k) in enumerate(boxes):
        for other, n in boxes[at + 1 :]:
            if other[1] >= box[3]:
                break
            if area(common(box, other)) > _SHARED * min(area(box), area(other)):
                yield from (k, n)
                break  # one is enough to look closely, and thousands may stand on one place


# ── what is drawn ───────────────────────────────────────────────────────────────────────────


def _pale(page: Page) -> Iterator[int]:
    """Letters with pixels that are not seen at the first look."""
    gray, scale = page.is_gray, _bounded(_FAR, page.sheet)
    whole, ground, letters = page.drawings(scale, gray)
    if not gray:
        whole, ground = ink.luminance(whole), ink.luminance(ground)
    lacking = ink.shortfall(whole, ground, letters, _FIRST_GRAY if gray else _FIRST_COLORED)
    if lacking.getbbox() is None:
        return
    for k, item in enumerate(page.letters):
        little = max(_EDGE, _CROSSED * (item.size * scale) ** 2)
        if not item.is_blank and ink.white(lacking.crop(page.pixels(item.box, scale))) > little:
            yield k


def _close(
    page: Page, near: Sequence[Letters], words: Mapping[int, str]
) -> Iterator[tuple[str, Why]]:
    """What is wrong with these letters: the words, and why."""
    every = list(page.chars())
    chars: dict[int, list[Letter]] = {}
    for char in every:
        chars.setdefault(char.handle, []).append(char)
    on_others = crowds.crowded(every, {item.address for item in near})
    part = around([common(item.box, page.sheet) for item in near])
    scale = _bounded(_NEAR if min(item.size for item in near) > 8 else _NEAREST, part)
    seen = ink.measured(*page.drawings(scale, False, part))
    for item in near:
        own = chars.get(item.address, [])
        if item.address in on_others:
            yield words[item.mcid], Why.OVERPRINTED
            continue
        shares = partial(_shares, seen, page, scale, part)
        whole, gone = shares(item.box)
        if gone > _LOST_LINE * whole or not whole:
            yield words[item.mcid], Why.UNSEEN
        elif lost := _lost(own, shares):
            yield lost, Why.UNSEEN


def _bounded(scale: float, part: Box) -> float:
    """A scale at which a part of a page has no more pixels than are allowed."""
    return min(scale, sqrt(_PIXELS / max(1.0, area(part))))


def _shares(seen: ink.Measured, page: Page, scale: float, part: Box, box: Box) -> tuple[int, int]:
    return seen.shares(page.pixels(box, scale, part))


def _lost(chars: Sequence[Letter], shares: Callable[[Box], tuple[int, int]]) -> str:
    """The single letters that are not seen, "" where all are."""
    lost = []
    for char in chars:
        whole, gone = shares(char.box)
        if char.char.isalnum() and gone > _LOST_LETTER * whole:
            lost.append(char.char)
    return "".join(lost)
