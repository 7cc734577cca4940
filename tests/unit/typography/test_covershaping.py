"""Covers in Hebrew and Arabic: letters are the font's, joined, in order, and stand at the right."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageStat

from edition.model import Metadata
from edition.typography import cover, covershaping
from tests.books import prepared

SIZE = 60


def line(size: int, turned: bool) -> covershaping.Line:
    return covershaping.Line(size, turned, "")


def drawn(text: str, turned: bool = True) -> Image.Image:
    layer = Image.new("L", (900, 120), 0)
    covershaping.draw(ImageDraw.Draw(layer), (20, 80), text, line(SIZE, turned))
    return layer


@pytest.fixture
def metadata(tmp_path: Path) -> Metadata:
    return replace(prepared(tmp_path).edition.metadata, language="he", title="הנול", subtitle="")


def test_ink_takes_the_width_that_is_told() -> None:
    for text in ("הנול והאורגת", "النول والنسّاجة", "ספר Loom 12"):
        left, _, right, _ = drawn(text).getbbox()
        told = covershaping.width(text, line(SIZE, True))
        assert left >= 18 and told - SIZE / 3 < right - 20 < told + SIZE / 6


def test_letters_are_not_boxes() -> None:
    seen = {drawn(letter).tobytes() for letter in "אבגדהوزحطي"}
    assert len(seen) == 10


def test_arabic_letters_join() -> None:
    apart = sum(covershaping.width(letter, line(SIZE, True)) for letter in "بيت")
    assert covershaping.width("بيت", line(SIZE, True)) < 0.75 * apart
    rows = drawn("بيت")
    left, _, right, _ = rows.getbbox()
    columns = [rows.crop((x, 0, x + 1, rows.height)).getbbox() for x in range(left, right)]
    assert all(columns), "one stroke, without a gap"


@pytest.mark.parametrize("text", ["הנול", "النول"])
def test_small_letters_are_no_bolder_than_large_ones(text: str) -> None:
    def ink(size: int) -> float:
        layer = Image.new("L", (size * 6, size * 3), 0)
        covershaping.draw(ImageDraw.Draw(layer), (size, size * 2), text, line(size, True))
        return ImageStat.Stat(layer).sum[0] / size**2

    assert ink(20) == pytest.approx(ink(240), rel=0.01)


def test_a_line_is_read_from_the_right_and_its_figures_from_the_left() -> None:
    whole = drawn("אב 12")
    figures = drawn("12", turned=False).crop((20, 0, 60, 120)).getbbox()
    assert figures is not None
    width = round(covershaping.width("12", line(SIZE, False)))
    assert (
        whole.crop((20, 0, 20 + width, 120)).tobytes()
        == drawn("12", False).crop((20, 0, 20 + width, 120)).tobytes()
    )
    other = drawn("a אב", turned=False)
    assert other.crop((0, 0, 40, 120)).getbbox() is not None


def test_holes_stay_open() -> None:
    layer = drawn("ס")  # Its middle is empty, and ink is all around.
    left, top, right, bottom = layer.getbbox()
    assert layer.getpixel(((left + right) // 2, (top + bottom) // 2)) == 0


def test_a_cover_in_hebrew_stands_at_the_right(metadata: Metadata) -> None:
    def ink(language: str) -> tuple[int, int]:
        data = cover.png(replace(metadata, language=language), (600, 900))
        picture = Image.open(BytesIO(data)).convert("L").crop((0, 100, 600, 500))
        ground = picture.getpixel((0, 0))
        spot = picture.point([255 if abs(v - ground) > 60 else 0 for v in range(256)]).getbbox()
        return spot[0], 600 - spot[2]

    left, right = ink("he")
    assert right < 70 < left
    left, right = ink("en")
    assert left < 70 < right


def test_a_cover_in_hebrew_is_the_same_each_time(metadata: Metadata) -> None:
    first = cover.png(metadata)
    cover.forget()
    assert cover.png(metadata) == first
