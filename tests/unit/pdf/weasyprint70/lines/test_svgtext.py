"""The words of a drawing are set whole: letters join, marks sit, right-to-left words are so."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from weasyprint import HTML, svg

from edition.pdf.weasyprint70 import install
from tests.pdf_samples import style


def glyph_runs(text: str) -> int:
    """In how many pieces the PDF paints an SVG text given as an element."""
    import pikepdf

    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">{text}</svg>'
    data = HTML(string=f"<style>{style()}@page{{@top-center{{content:none}}}}</style>{drawing}")
    with pikepdf.open(BytesIO(data.write_pdf())) as pdf:
        page = pdf.pages[0]
        streams: list[Any] = [page]
        for form in (page.Resources.get("/XObject") or {}).values():
            streams.append(form)
        found = 0
        for stream in streams:
            operators = [str(part.operator) for part in pikepdf.parse_content_stream(stream)]
            found += operators.count("TJ") + operators.count("Tj")
        return found


def element(attributes: str, words: str = "العمل") -> str:
    return f'<text font-family="EB, Amiri" {attributes}>{words}</text>'


@pytest.fixture(autouse=True)
def patched() -> None:
    install.install()


def test_a_word_is_painted_at_once_with_the_mend_and_by_letters_without(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert glyph_runs(element('x="10" y="20"')) == 1
    original = svg.text.__wrapped__
    monkeypatch.setattr(svg, "text", original)
    monkeypatch.setitem(svg.TAGS, "text", original)
    assert glyph_runs(element('x="10" y="20"')) == 5


@pytest.mark.parametrize("attributes", ['x="10 20 30" y="20"', 'x="1" y="9" letter-spacing="3"'])
def test_letters_that_stand_apart_are_left_alone(attributes: str) -> None:
    assert glyph_runs(element(attributes)) == 5
