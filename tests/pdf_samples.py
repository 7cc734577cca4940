"""What the tests of WeasyPrint's adapter share: fonts, style sheet and small documents."""

from __future__ import annotations

import atexit
import random
import shutil
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from edition.pdf.production.layout import font_configuration
from edition.pdf.weasyprint70 import install
from edition.typography import fonts
from edition.typography.faces import AMIRI, GARAMOND

WORDS = [
    "the", "quick", "brown", "fox", "jumps", "over", "a", "lazy", "dog", "and", "runs", "through",
    "river", "to", "find", "its", "home", "in", "hills",
]  # fmt: skip


@cache
def style() -> str:
    """Return a narrow page with notes, hyphenation and embedded fonts."""
    return f"""
    {_faces()}
    @page {{ size: 80mm 100mm; margin: 14mm; @top-center {{ content: "Running head" }} }}
    body {{ margin: 0; font: 10pt/13pt EB, Amiri }}
    p {{ margin: 0; text-align: justify; hyphens: auto; position: relative }}
    .fn {{ float: footnote; footnote-policy: line; display: block; font-size: 8pt }}
    .n {{ position: absolute; left: -10mm; font-size: 7pt }}
    .sc {{ font-variant-caps: small-caps }}
    """


def _faces() -> str:
    """EB Garamond and Amiri. Of EB Garamond each weight is a file of its own, as the builder has
    it: of a variable font WeasyPrint works out all glyphs anew for each document, which took four
    times as long as the rest of it."""
    folder = Path(tempfile.mkdtemp(prefix="edition-samples-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    letters = "".join(
        map(chr, (*range(0x20, 0x590), *range(0x1D00, 0x2C80), *range(0xA720, 0xAB70)))
    )
    letters += "".join(map(chr, range(0xFB00, 0xFB07)))
    faces = []
    for face in fonts.subset(letters, languages=["en"]):
        if face.family == GARAMOND:
            (folder / face.file_name).write_bytes(face.data)
            faces.append(("EB", face.style, str(face.weight), folder / face.file_name))
    faces.append(("Amiri", "normal", "400", fonts.full_paths()[AMIRI, "normal", "400"]))
    return "".join(
        f"@font-face {{ font-family: {family}; font-style: {slant}; font-weight: {weight}; "
        f'src: url("{path.as_uri()}") }}\n'
        for family, slant, weight, path in faces
    )


def note(n: int, text: str) -> str:
    """Return the HTML of a note with its call."""
    return f'<span class="fn" id="fn{n}" data-call-id="fnref{n}">{text}</span>'


@cache
def _fonts() -> Any:
    """The fonts of `style`: to read them anew takes longer than to lay a small page out."""
    return font_configuration()


def rendered(html: str, **options: str) -> Any:
    """Render HTML with the style sheet `style` in it, or with other rules for the same fonts, to a
    WeasyPrint document."""
    from weasyprint import HTML

    return HTML(string=html).render(font_config=_fonts(), **options)


def document(body: str, css: str = "") -> Any:
    """Render a body to a WeasyPrint document, patched."""
    install.install()
    html = (
        f'<html lang="en"><head><title>Sample</title><style>{style()}</style>'
        f"<style>{css}</style></head><body>{body}</body></html>"
    )
    return rendered(html, pdf_variant="pdf/ua-1")


def pdf(body: str, css: str = "") -> bytes:
    """Render a body to a PDF/UA-1 file."""
    return document(body, css).write_pdf(pdf_variant="pdf/ua-1")


def crowded_book(seed: int, policy: str, height: int, blocks: int = 60) -> tuple[str, list[str]]:
    """Return a document with many short notes, and the notes' ids; needs no font file."""
    rng, ids, parts = random.Random(seed), [], []

    def text(least: int, most: int, share: float) -> str:
        words = []
        for _ in range(rng.randint(least, most)):
            word = rng.choice(WORDS)
            if rng.random() < share:
                ids.append(f"n{len(ids) + 1}")
                said = " ".join(rng.choices(WORDS, k=rng.randint(2, 25)))
                word += f'<span class="fn" id="{ids[-1]}">{said}</span>'
            words.append(word)
        return " ".join(words)

    for _ in range(blocks):
        kind = rng.random()
        if kind < 0.1:
            parts.append(f"<h2>{text(2, 5, 0)}</h2>")
        elif kind < 0.2:
            box = f'<div style="height: {rng.randint(10, 60)}px"></div>'
            parts.append(f"<figure>{box}<figcaption>{text(5, 20, 0.1)}</figcaption></figure>")
        else:
            parts.append(f"<p>{text(10, 120, 0.06)}</p>")
    css = f"""
    @page {{ size: 110mm {height}mm; margin: 12mm }}
    body {{ margin: 0; font-size: 10pt; line-height: 13pt; orphans: 2; widows: 2 }}
    p {{ margin: 0 }}
    .fn {{ float: footnote; footnote-policy: {policy}; font-size: 8pt }}
    figure {{ break-inside: avoid; margin: 6pt 0 }}
    h2 {{ break-after: avoid; font-size: 12pt }}
    """
    return f'<html lang="en"><style>{css}</style><body>{"".join(parts)}</body></html>', ids


def missing_notes(document: Any, ids: Iterable[str]) -> list[str]:
    """Those of `ids`, in their order, that are anchors on no page of the rendered `document`:
    WeasyPrint drops a note without a word."""
    printed = {anchor for page in document.pages for anchor in page.anchors}
    return [note for note in ids if note not in printed]
