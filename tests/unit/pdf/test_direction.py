"""Phrases and paragraphs of Latin letters in a text from right to left get their direction."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from edition.pdf import direction


def directed(markup: str) -> str:
    root = ElementTree.fromstring(f"<body>{markup}</body>")
    text = "".join(root.itertext())
    direction.direct(root)
    assert "".join(root.itertext()) == text
    found = ElementTree.tostring(root, "unicode")
    return found.removeprefix("<body>").removesuffix("</body>")


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        # A phrase of several pieces, and what belongs to it by UAX 9.
        ("<p>ספר <b>The</b> Loom הוא</p>", '<p>ספר <span dir="ltr"><b>The</b> Loom</span> הוא</p>'),
        (
            "<p>ראו Smith, <i>Loom</i>, 1999, שם</p>",
            '<p>ראו <span dir="ltr">Smith, <i dir="ltr">Loom</i>, 1999</span>, שם</p>',
        ),
        (
            "<p>ראו Smith (<i>Loom</i>, 1999), שם</p>",
            '<p>ראו <span dir="ltr">Smith (<i dir="ltr">Loom</i>, 1999)</span>, שם</p>',
        ),
        # A note in it runs from right to left, as the book does.
        (
            '<p>של Smith<span class="fn">הערה</span> Sons היה</p>',
            '<p>של <span dir="ltr">Smith<span class="fn" dir="rtl">הערה</span> Sons</span> היה</p>',
        ),
        # A piece that is partly from right to left cannot be taken into the phrase.
        ("<p>ראו Smith <b>Loom היה</b> שם</p>", "<p>ראו Smith <b>Loom היה</b> שם</p>"),
        # One piece is in order by itself; figures alone are no phrase; speakers stand apart.
        ("<p>ספר The Loom הוא</p>", "<p>ספר The Loom הוא</p>"),
        ("<p>עמ <a>1</a>, <a>3</a></p>", "<p>עמ <a>1</a>, <a>3</a></p>"),
        (
            '<p data-unit="p1"><b class="speaker">Ada </b>Loom היה</p>',
            '<p data-unit="p1"><b class="speaker" dir="ltr">Ada </b>Loom היה</p>',
        ),
        # What is isolated is no part of a phrase.
        (
            "<p>יום \u20662 May\u2069 <b>Loom</b> היה</p>",
            '<p>יום \u20662 May\u2069 <b dir="ltr">Loom</b> היה</p>',
        ),
        # Paragraphs of the apparatus, but not those of the text, and not a note with its number.
        ("<p>None.</p>", '<p dir="ltr">None.</p>'),
        ("<p>1820</p>", "<p>1820</p>"),
        ('<p data-unit="p1">None.</p>', '<p data-unit="p1">None.</p>'),
        ('<p>נול<span class="fn">A loom.</span></p>', '<p>נול<span class="fn">A loom.</span></p>'),
        # A direction that is given is kept, and holds until another is.
        (
            '<p dir="ltr">A <em>loom</em> <span dir="rtl">נול <i>הוא</i></span></p>',
            '<p dir="ltr">A <em dir="ltr">loom</em> <span dir="rtl">נול <i>הוא</i></span></p>',
        ),
    ],
)
def test_directions_are_given(markup: str, wanted: str) -> None:
    assert directed(markup) == wanted
    assert directed(wanted) == wanted
