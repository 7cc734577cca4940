"""The language of a text by its letters and its commonest words."""

from __future__ import annotations

import pytest

from edition.text.languages import guess


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The weaver sat at the loom, and it was good that she had not come with them."),
        ("de", "Die Weberin saß an dem Webstuhl, und es war nicht gut, dass sie auch kam."),
        (
            "fr",
            "La tisserande était dans la maison, et elle est restée avec les autres pour le soir.",
        ),
        ("es", "La tejedora estaba en la casa, y no era lo que su madre había dicho de ella."),
        ("it", "La tessitrice era nella casa, e non si poteva dire che gli altri erano come lei."),
        ("nl", "De wever zat in het huis, en het was niet goed dat zij ook met hem was."),
        (
            "sv",
            "Väverskan satt i huset och det var inte bra att hon inte var med dem som hade gått.",
        ),
        ("ru", "Ткачиха сидела за станком, и она не знала, что это было так хорошо для него."),
        ("uk", "Ткаля сиділа за верстатом, і вона не знала, що це було так добре для нього та її."),
        ("el", "Η υφάντρα ήταν στο σπίτι και δεν ήξερε τι να κάνει για το παιδί της."),
        ("he", "האורגת ישבה בבית"),
        ("ar", "جلست النساجة في البيت"),
        ("ja", "機織りは家にいた。"),
        ("zh", "织布的人坐在家里。"),
        ("", "xyzzy 123"),
        ("", ""),
    ],
)
def test_languages(language: str, text: str) -> None:
    assert guess(text) == language
