"""A gathering is read back as it was written, and one that is damaged is not taken for whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.pdf.fragment import MAGIC, DamagedGathering, Folio, Gathering, SharedFont, from_bytes

words = st.text(st.characters(codec="utf-8"), max_size=12)
whole = st.integers(-1000, 70000)
fonts = st.builds(
    SharedFont,
    name=words,
    family=words,
    digest=words,
    kind=st.sampled_from(["ttf", "otf"]),
    flags=whole,
    italic_angle=st.floats(-20, 20),
    ascent=whole,
    descent=whole,
    stemv=whole,
    stemh=whole,
    upem=whole,
    widths=st.dictionaries(st.integers(0, 65535), whole, max_size=4),
    to_unicode=st.dictionaries(st.integers(0, 65535), words, max_size=4),
)
folios = st.builds(
    Folio,
    font=words,
    size=st.floats(1, 40),
    x=st.floats(0, 900),
    style=words,
    spacing=st.just(0.0),
    matrix=st.tuples(*[st.floats(-9, 9)] * 6),
    align=st.sampled_from(["left", "center", "right"]),
    features=st.tuples(st.tuples(words, st.integers(0, 1))),
)


def lists(of: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(of, max_size=3).map(tuple)


gatherings = st.builds(
    Gathering,
    pdf=st.binary(max_size=80),
    anchors=lists(lists(words)),
    folios=lists(lists(folios)),
    fonts=st.dictionaries(words, fonts, max_size=2),
    wanted=lists(words),
    warnings=lists(words),
    refused=lists(words),
    own_fonts=st.booleans(),
    pages=st.just(()),
)


@given(gatherings)
def test_what_is_written_is_read_back(made: Gathering) -> None:
    assert from_bytes(made.to_bytes()) == made


@given(gatherings, st.data())
def test_any_damage_is_noticed(made: Gathering, data: st.DataObject) -> None:
    good = made.to_bytes()
    at = data.draw(st.integers(0, len(good) - 1))
    kind = data.draw(st.sampled_from(["cut", "bit", "more"]))
    if kind == "cut":
        bad = good[:at]
    elif kind == "bit":
        bad = good[:at] + bytes([good[at] ^ 1 << data.draw(st.integers(0, 7))]) + good[at + 1 :]
    else:
        bad = good + data.draw(st.binary(min_size=1, max_size=9))
    with pytest.raises(DamagedGathering):
        from_bytes(bad)


def test_bytes_of_another_form_are_refused() -> None:
    import hashlib

    heads = [(2).to_bytes(8, "big") + b"{}", (9**9).to_bytes(8, "big") + b"[1]"]
    for body in (b"", b"\0" * 8, *heads):
        with pytest.raises(DamagedGathering):
            from_bytes(MAGIC + hashlib.sha256(body).digest() + body)
