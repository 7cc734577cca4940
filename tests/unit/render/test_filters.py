"""The beginnings of texts, in scripts with blanks between words and without."""

from __future__ import annotations

import pytest

from edition.render.catchwords import catchword
from edition.render.filters import shorten


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("the weaver at the loom", 22, "the weaver at the loom"),
        ("the weaver at the loom", 21, "the weaver at the …"),
        ("那里的工会，不久就强大起来", 26, "那里的工会，不久就强大起来"),
        ("那里的工会，不久就强大起来", 14, "那里的工会…"),
        ("彼女は Manchester から来た", 16, "彼女は …"),
        ("한국 사람이 왔다 갔다", 12, "한국 …"),
    ],
)
def test_a_text_is_cut_at_a_word_and_as_wide_as_it_may_be(
    text: str, limit: int, shown: str
) -> None:
    assert shorten(text, limit) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("She sat at her old loom", "She sat at her old …"),
        ("She sat.", "She sat:"),
        ("她坐在旧织机前，谈起上海的工厂", "她坐在旧织机前，谈起上海……"),
        ("她坐在织机前。", "她坐在织机前："),
    ],
)
def test_a_passage_is_known_by_its_first_words(text: str, shown: str) -> None:
    assert catchword(text) == shown
