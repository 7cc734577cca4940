"""Each glyph of a cluster stands for its own characters, so that a PDF can be read back."""

from __future__ import annotations

import pytest

from edition.pdf.weasyprint70.output.clusters import _map_cluster
from edition.text.scripts import DOTTED_CIRCLE, UNPAINTED


@pytest.mark.parametrize(
    ("glyphs", "chars", "wanted"),
    [
        ([1], "a", "a"),
        ([1, 2], "x\u0301", "x\u0301"),  # a letter and its mark
        ([1], "x\u0301", "x\u0301"),  # both in one glyph
        ([1, 2], "x\u0301\u0323", "x\u0301\u0323"),
        ([1, 2, 3], "x\u0301\u0323", "x\u0323\u0301"),  # marks in their canonical order
        ([1, 2], "e\u0323\u0302", "e\u0323\u0302"),  # composed by HarfBuzz in part
        ([1, 2, 3], "e\u0316\u0301\u0301", "é\u0316\u0301"),
        ([1, 2], "é", "e\u0301"),  # a letter that the font has in parts
        ([1, 2], "\u0489", DOTTED_CIRCLE + "\u0489"),  # a mark without a letter
        ([1, 2, 3], "\u0489\u0301", DOTTED_CIRCLE + "\u0489\u0301"),
        ([1, 2, 3], "字", "字\u200b\u200b"),
    ],
)
def test_the_glyphs_of_a_cluster_give_its_characters(
    glyphs: list[int], chars: str, wanted: str
) -> None:
    known: dict[int, str] = {}
    _map_cluster(known, glyphs, chars, rtl=False)
    assert "".join(known[glyph] for glyph in glyphs) == wanted


def test_what_is_never_painted() -> None:
    unpainted = "\u00ad\u200b\u200d\u202e\ufe0f\ufeff\U000e0041\u3164"
    assert UNPAINTED.sub("", f"a{unpainted}b") == "ab"
    assert UNPAINTED.sub("", "é\u0301 –\u00a0字🌲") == "é\u0301 –\u00a0字🌲"
