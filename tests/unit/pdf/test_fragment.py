"""A fragment is read back as it was written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edition.pdf.fragment import Folio, Fragment, SharedFont, from_bytes

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


fragments = st.builds(
    Fragment,
    pdf=st.binary(max_size=80),
    anchors=lists(lists(words)),
    folios=lists(lists(folios)),
    fonts=st.dictionaries(words, fonts, max_size=2),
    wanted=lists(words),
    warnings=lists(words),
    refused=lists(words),
    own_fonts=st.dictionaries(words, words, max_size=2),
    pages=st.just(()),
)


@given(fragments)
def test_what_is_written_is_read_back(made: Fragment) -> None:
    assert from_bytes(made.to_bytes()) == made
