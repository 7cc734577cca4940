"""Fragment: a part of the book that is laid out by itself, finished but for what the whole gives.

A chapter is one, and so is each section of the back matter. It is a PDF of its own, whose pages
have no numbers yet and whose fonts are not in it; `production.join` puts both in, and makes one
book of many. What it says of itself goes along as JSON, so that one that was kept can be read
without running anything in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, field

from edition.model.dataclass import dataclass
from edition.pdf.upstream import Argument, PageBox

#: Bytes that say how long the JSON is.
_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Folio:
    """The place of a page's number, whose glyphs are put in when the page has its number.

    `matrix` is that of the text (PDF's Tm, in CSS pixels) at the point `x`, which is the left end,
    the middle or the right end of the number as `align` says. `style` is decimal or lower-roman;
    `features` are OpenType's.
    """

    font: str
    size: float
    matrix: tuple[float, ...]
    x: float
    align: str
    style: str
    features: tuple[tuple[str, int], ...]
    spacing: float = 0.0


@dataclass(slots=True)
class SharedFont:
    """What a fragment uses of a font of the edition: widths (1/1000 em) and text by glyph."""

    name: str
    family: str
    digest: str
    kind: str
    flags: int
    italic_angle: float
    ascent: int
    descent: int
    stemv: int
    stemh: int
    upem: int
    widths: dict[int, float] = field(default_factory=dict)
    to_unicode: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of the book, laid out: `pdf` and what must be known of it.

    `anchors` are those of each page, in order; `folios` the numbers that each page wants, in the
    order of the gaps in its content; `fonts` by the name that the pages call them; `wanted` are
    the anchors that its links lead to and that are not in it. `own_fonts` are those that are in it
    all the same, with the SHA-256 of their files; `refused` are addresses that were asked for in
    vain. `pages` are WeasyPrint's, where they were asked for.
    """

    pdf: bytes
    anchors: tuple[tuple[str, ...], ...]
    folios: tuple[tuple[Folio, ...], ...]
    fonts: Mapping[str, SharedFont]
    wanted: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    own_fonts: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[PageBox, ...] = ()

    @property
    def length(self) -> int:
        """How many pages it has."""
        return len(self.anchors)

    def to_bytes(self) -> bytes:
        """The fragment as it is handed from process to process, and kept; without `pages`."""
        head = json.dumps(
            {
                "anchors": self.anchors,
                "folios": [[asdict(f) for f in page] for page in self.folios],
                "fonts": {name: asdict(font) for name, font in self.fonts.items()},
                "wanted": self.wanted,
                "warnings": self.warnings,
                "refused": self.refused,
                "own_fonts": dict(self.own_fonts),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()
        return len(head).to_bytes(_LENGTH, "big") + head + self.pdf


def from_bytes(data: bytes) -> Fragment:
    """Read what `Fragment.to_bytes` of this release wrote."""
    end = _LENGTH + int.from_bytes(data[:_LENGTH], "big")
    return _read(json.loads(data[_LENGTH:end]), data[end:])


def _read(head: dict[str, Argument], pdf: bytes) -> Fragment:
    return Fragment(
        pdf,
        anchors=tuple(tuple(page) for page in head["anchors"]),
        folios=tuple(tuple(_folio(item) for item in page) for page in head["folios"]),
        fonts={name: _font(item) for name, item in head["fonts"].items()},
        wanted=tuple(head["wanted"]),
        warnings=tuple(head["warnings"]),
        refused=tuple(head["refused"]),
        own_fonts=head["own_fonts"],
    )


def _folio(item: dict[str, Argument]) -> Folio:
    features = tuple((tag, value) for tag, value in item["features"])
    return Folio(**{**item, "matrix": tuple(item["matrix"]), "features": features})


def _font(item: dict[str, Argument]) -> SharedFont:
    widths = {int(glyph): width for glyph, width in item["widths"].items()}
    texts = {int(glyph): text for glyph, text in item["to_unicode"].items()}
    return SharedFont(**{**item, "widths": widths, "to_unicode": texts})
