"""Ink: pictures of letters held against what is behind them."""

from __future__ import annotations

import pytest
from PIL import Image, ImageDraw

from edition.verify import ink

SIZE, BOX = (60, 40), (10, 10, 50, 30)


def picture(ground: str, letters: str = "") -> Image.Image:
    """A block of ink, or none, on a ground."""
    made = Image.new("RGB", SIZE, ground)
    if letters:
        ImageDraw.Draw(made).rectangle((20, 15, 39, 24), fill=letters)
    return made


LETTERS = picture("white", "black").convert("L")


@pytest.mark.parametrize(
    ("ground", "letters", "is_seen"),
    [
        ("white", "black", True),
        ("black", "white", True),
        ("white", "#949494", True),  # 3.03:1
        ("white", "#989898", False),  # 2.88:1
        ("black", "#606060", True),  # 3.3:1
        ("black", "#505050", False),  # 2.6:1
        ("white", "magenta", True),  # 3.1:1
        ("white", "#ff40ff", False),
        ("#008200", "red", False),
        ("#777", "#777", False),
        ("yellow", "white", False),
        ("#00a", "white", True),
    ],
)
def test_what_has_a_contrast_of_three_to_one_is_seen(
    ground: str, letters: str, is_seen: bool
) -> None:
    measured = ink.measured(picture(ground, letters), picture(ground), LETTERS)
    assert measured.shares(BOX) == (200, 0 if is_seen else 200)


def test_what_is_covered_by_half_is_lost_by_half() -> None:
    page = picture("white", "black")
    ImageDraw.Draw(page).rectangle((20, 15, 29, 24), fill="white")
    assert ink.measured(page, picture("white"), LETTERS).shares(BOX) == (200, 100)


def test_thin_letters_are_judged_by_what_is_half_theirs() -> None:
    thin = LETTERS.point([110] + [255] * 255)
    gray = picture("white", "#a8a8a8")
    assert ink.measured(gray, picture("white"), thin).shares(BOX) == (200, 0)
    assert ink.measured(picture("white", "#eee"), picture("white"), thin).shares(BOX) == (200, 200)


@pytest.mark.parametrize("ground", ["white", "#ccc", "#888", "#777", "#444", "black"])
def test_the_first_look_misses_nothing(ground: str) -> None:
    """Whatever gray is not seen by the close look gives an alarm at the first."""
    for gray in range(0, 256, 5):
        page = picture(ground, f"#{gray:02x}{gray:02x}{gray:02x}")
        _, lost = ink.measured(page, picture(ground), LETTERS).shares(BOX)
        grays = page.convert("L"), picture(ground).convert("L"), LETTERS
        assert not lost or ink.white(ink.shortfall(*grays, 3.9)) == 200, gray


def test_long_words_are_shortened() -> None:
    one = ink.Unseen("page 1", "word " * 30, ink.Why.UNSEEN)
    assert one.shown.endswith("…") and len(one.shown) <= 60
