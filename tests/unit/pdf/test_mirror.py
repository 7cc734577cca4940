"""A style sheet mirrored: left and right change places, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.pdf.mirror import mirrored
from tests.paths import STYLES


@pytest.mark.parametrize(
    ("css", "wanted"),
    [
        ("p { margin-left: 1em; padding-right: 0 }", "p { margin-right: 1em; padding-left: 0 }"),
        ("p { border-left: 1px solid #777 }", "p { border-right: 1px solid #777 }"),
        ("p { left: -3rem; top: 0 }", "p { right: -3rem; top: 0 }"),
        ("p { text-align: left }", "p { text-align: right }"),
        ("p { text-align: left !important }", "p { text-align: right !important }"),
        ("p { float: right; clear: left }", "p { float: left; clear: right }"),
        ("p { margin: 1mm 2mm 3mm 4mm }", "p { margin: 1mm 4mm 3mm 2mm }"),
        ("p { inset: 0 var(--a) 0 calc(1em + 2px) }", "p { inset: 0 calc(1em + 2px) 0 var(--a) }"),
        ("[dir=rtl] { text-align: right }", "[dir=ltr] { text-align: left }"),
        ('a:not([dir="ltr"]) { left: 0 }', 'a:not([dir="rtl"]) { right: 0 }'),
        ("@page a:left { @top-left { left: 0 } }", "@page a:right { @top-right { right: 0 } }"),
        ("@media print { p { left: 0 } }", "@media print { p { right: 0 } }"),
    ],
)
def test_left_and_right_change_places(css: str, wanted: str) -> None:
    assert squeezed(mirrored(css)) == squeezed(wanted)
    assert squeezed(mirrored(mirrored(css))) == squeezed(css)


@pytest.mark.parametrize(
    "css",
    [
        "p { margin: 1mm 2mm 3mm }",
        "p { color: left }",
        ".right, #left { top: 0 }",
        "p { --left: 1mm; width: var(--left) }",
        'p { content: "left" }',
        "p { text-align: center; text-align: justify }",
        "@page { margin: 1mm 2mm }",
        "p { font-family: left }",
    ],
)
def test_what_names_no_side_stays(css: str) -> None:
    assert squeezed(mirrored(css)) == squeezed(css)


@pytest.mark.parametrize("sheet", sorted(STYLES.glob("*.css")), ids=lambda path: path.name)
def test_a_sheet_that_is_mirrored_twice_is_as_it_was(sheet: Path) -> None:
    css = sheet.read_text("utf-8")
    assert squeezed(mirrored(mirrored(css))) == squeezed(css)


def squeezed(css: str) -> str:
    """A sheet without white space and without what ends a block."""
    return "".join(css.split()).replace(";}", "}")
