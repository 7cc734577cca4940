"""A small edition that is full of color: photographs, drawings, links, and a style sheet with
colors of every space, gradients and transparency."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from edition.typography import stylesheets

from .books import write_project

TEXT = """The loom

A weaver of Leeds at her loom.

Another loom.

Jane Doe threw the shuttle, and the cloth grew.
"""

REST = """\
structure:
  roles: {title: [1]}
footnotes:
  - {id: on-shuttle, quote: shuttle, note: "See [the entry](term:loom). [@ledger]"}
glossary:
  - {id: loom, term: loom, definition: A frame for weaving.}
photos:
  - {id: weaver, caption: 3, file: weaver.jpg, alt: A weaver.}
  - {id: other, caption: 5, file: other.png, alt: A loom.}
places:
  - {id: leeds, name: Leeds, coordinates: [53.80, -1.55]}
chronology:
  timelines:
    - {id: mill, title: The mill, from: "1900", to: "1920"}
  events:
    - {date: "1901", label: The mill opens, event: The mill opens.}
maps:
  - id: leeds
    title: Where Leeds lies
    bounds: {west: -3, south: 53, east: 0.5, north: 55}
    alt: Leeds lies in the middle of the map.
sources:
  - {id: ledger, type: webpage, title: The Ledger, URL: "https://example.org/", issued: 1912}
pdf:
"""

CSS = """
h1 { color: lab(25% 50 20); background: linear-gradient(to right, #fcc, #ccf 40%, #cfc) }
h2 { color: oklch(60% .2 30); background: radial-gradient(#ff0, #0ff8) }
a { color: #00f }
figure { border: 1pt dashed hsl(120 100% 25%); background: 
  repeating-linear-gradient(#fdd, #ddf 9pt) }
figcaption { color: #c00 }
svg { color: #060 }
"""


def picture(kind: str, size: tuple[int, int] = (240, 160)) -> bytes:
    """A picture in which each color of a rainbow goes from black through itself to white."""
    from PIL import Image

    hues = Image.linear_gradient("L").rotate(90).resize(size)
    down = Image.linear_gradient("L").resize(size)
    full = down.point([255 if k < 128 else 510 - 2 * k for k in range(256)])
    value = down.point([min(255, 2 * k) for k in range(256)])
    out = BytesIO()
    Image.merge("HSV", (hues, full, value)).convert("RGB").save(out, kind)
    return out.getvalue()


def project(folder: Path, *profiles: str) -> Path:
    """Write the edition into `folder`, with a PDF of each profile; returns the folder."""
    declared = "".join(f"  - profile: {name}\n" for name in profiles)
    write_project(folder, REST + declared, TEXT)
    (folder / "weaver.jpg").write_bytes(picture("JPEG"))
    (folder / "other.png").write_bytes(picture("PNG"))
    (folder / "styles").mkdir()
    for name in ("pdf-screen.css", "pdf-print.css"):
        own = stylesheets.builders(f"styles/{name}").decode() + CSS
        (folder / "styles" / name).write_text(own)
    return folder
