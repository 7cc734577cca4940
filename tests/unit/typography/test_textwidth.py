"""The widths of words: near the type's own, and lines that keep to them."""

from __future__ import annotations

import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st

from edition.typography import textwidth
from edition.typography.fonts import full_paths

WORDS = "Committee listed as “foreign agent”: Natalia Estemirova, 30 July–3 Aug 2015 …"


def set_width(words: str) -> float:
    """The width that the type itself gives, at size 1."""
    path = full_paths()["EB Garamond", "normal", "400 800"]
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return sum(position.x_advance for position in buffer.glyph_positions) / font.face.upem


def test_the_width_is_hardly_more_than_that_of_the_type() -> None:
    for words in (WORDS, "Грозный, Чечня", "Łódź, Besançon", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
        assert set_width(words) <= textwidth.width(words, 1) <= 1.25 * set_width(words), words


@given(st.text(), st.floats(5, 20), st.floats(40, 400))
def test_lines_keep_to_their_room_and_lose_nothing(words: str, size: float, room: float) -> None:
    found = textwidth.lines(words, size, room)
    assert found
    assert "".join("".join(found).split()) == "".join(words.split())
    assert all(textwidth.width(line, size) <= room for line in found)


def test_words_are_kept_whole_where_they_fit() -> None:
    assert textwidth.lines("Attack on Grozny", 10, 200) == ["Attack on Grozny"]
    assert textwidth.lines("Attack on Grozny", 10, 45) == ["Attack on", "Grozny"]
    assert len(textwidth.lines("x" * 60, 10, 100)) == 3
    assert textwidth.lines("", 10, 100) == [""]
