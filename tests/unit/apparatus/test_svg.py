"""The pieces of SVG: well-formed whatever the words are."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from edition.apparatus import svg

SVG = "{http://www.w3.org/2000/svg}"


@given(st.text(), st.text())
def test_any_words_make_well_formed_markup(title: str, description: str) -> None:
    content = [svg.element("text", svg.text(description), x=1.5, data_words=title)]
    root = etree.fromstring(svg.drawing("d", title, description, 10, 20, content))
    assert [child.tag for child in root] == [f"{SVG}title", f"{SVG}desc", f"{SVG}text"]


@given(st.floats(-1e8, 1e8))
def test_a_number_is_plain_and_near(value: float) -> None:
    shown = svg.number(value)
    assert abs(float(shown) - value) <= 0.005 + 1e-6
    assert "e" not in shown and shown != "-0"


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, 1e12])
def test_what_is_no_length_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="no length"):
        svg.number(value)


def test_an_attribute_is_named_as_svg_names_it() -> None:
    made = svg.element("g", "", class_="a", font_size=8, viewBox="0 0 1 1", fill="")
    assert made == '<g class="a" font-size="8" viewBox="0 0 1 1"/>'
    with pytest.raises(ValueError, match="no name"):
        svg.element("g", "", **{'x="1" onload': "y"})


def test_marks_that_turn_the_text_do_not_reach_the_drawing() -> None:
    assert svg.text('a\u202eb\u2066 \x01<&">\n c') == "ab &lt;&amp;&quot;&gt; c"
