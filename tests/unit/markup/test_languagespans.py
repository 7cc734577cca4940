"""Words of other languages in fields that are no Markdown."""

from __future__ import annotations

import pytest

from edition.markup import languagespans


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("Radio", [("Radio", "")]),
        ("[Радио]{lang=ru} / Radio", [("Радио", "ru"), (" / Radio", "")]),
        (
            "a [b]{lang=de-Latn} c [d]{lang=fr}",
            [("a ", ""), ("b", "de-Latn"), (" c ", ""), ("d", "fr")],
        ),
        ("[sic] {x}", [("[sic] {x}", "")]),
    ],
)
def test_pieces(text: str, pieces: list[tuple[str, str]]) -> None:
    assert languagespans.pieces(text) == pieces
    assert "".join(words for words, _ in pieces) == languagespans.without_spans(text)


def test_what_cannot_be_read() -> None:
    assert languagespans.is_malformed("[Радио]{lang=12}")
    assert not languagespans.is_malformed("[Радио]{lang=ru} [sic]")
