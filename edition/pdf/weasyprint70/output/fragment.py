"""Writes a laid-out document as a fragment: links that lead out are kept, fonts are left out.

A helper of `production.layout`. WeasyPrint drops a link whose anchor is not in the same document,
embeds each font, and knows a page's number only; here these wait until the book is joined.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection

from edition.pdf.fragment import Fragment, SharedFont
from edition.pdf.upstream import (
    Argument,
    Document,
    FontConfiguration,
    Function,
    PageBox,
    Pdf,
    Result,
)
from edition.pdf.weasyprint70.output import pagenumbers
from edition.pdf.weasyprint70.state import WRITING, Writing


def write(
    document: Document, options: dict[str, Argument], shared: Collection[str], numbered: bool
) -> Fragment:
    """Write `document` with the `options` of `write_pdf`. `shared` are the SHA-256 of the fonts
    that the joined book has; `numbered` leaves the pages their numbers.

    Raises `pagenumbers.NumberNotLeftOut`.
    """
    finish = options.pop("finisher", None)
    notes = Writing(shared, numbered)

    def finisher(document: Document, pdf: Pdf) -> None:
        if finish:
            finish(document, pdf)
        _divide(pdf)

    token = WRITING.set(notes)
    try:
        data = document.write_pdf(finisher=finisher, **options)
    finally:
        WRITING.reset(token)
    if any(folio.font not in notes.fonts for page in notes.folios for folio in page):
        raise pagenumbers.NumberNotLeftOut("a page's number is set in a font of the machine")
    anchors = tuple(tuple(page.anchors) for page in document.pages)
    return Fragment(
        data,
        anchors,
        tuple(map(tuple, notes.folios)),
        notes.fonts,
        tuple(notes.wanted),
        own_fonts=notes.own_fonts,
    )


def keep_links(original: Function) -> Function:
    def resolve_links(pages: PageBox) -> Result:
        notes = WRITING.get()
        if notes is None:
            yield from original(pages)
            return
        here = {name for page in pages for name in page.anchors}
        seen: set[str] = set()
        for page in pages:
            notes.wanted |= dict.fromkeys(
                target
                for kind, target, *_ in page.links
                if kind == "internal" and target not in here
            )
            anchors = [
                (name, x, y) for name, (x, y, *_) in page.anchors.items() if name not in seen
            ]
            seen |= {name for name, *_ in anchors}
            yield list(page.links), anchors

    return resolve_links


def note_folios(original: Function) -> Function:
    """WeasyPrint makes a page's stream by calling the class; a group's is cloned from it."""

    def make(*args: Argument, **named: Argument) -> Result:
        stream = original(*args, **named)
        notes = WRITING.get()
        if notes is not None:
            notes.folios.append([])
            notes.page = stream
        return stream

    return make


def leave_fonts_out(original: Function) -> Function:
    def build_fonts_dictionary(pdf: Pdf, fonts: FontConfiguration, *rest: Argument) -> Result:
        notes = WRITING.get()
        if notes is None:
            return original(pdf, fonts, *rest)
        shared, own = {}, {}
        for key, font in fonts.items():
            digest = hashlib.sha256(font.file_content).hexdigest()
            if digest in notes.shared and not (font.missing or font.bitmap or font.used_in_forms):
                shared[key] = font
                _add(notes.fonts, font, digest)
            else:
                own[key] = font
        # One name may stand for several of WeasyPrint's fonts: they are left out together.
        names = {font.hash for font in own.values()}
        for font in shared.values():
            if font.hash in names:
                own |= {key: other for key, other in fonts.items() if other.hash == font.hash}
                notes.fonts.pop(font.hash, None)
        notes.own_fonts = {
            font.name.decode(): hashlib.sha256(font.file_content).hexdigest()
            for font in own.values()
        }
        return original(pdf, own, *rest)

    return build_fonts_dictionary


def _add(known: dict[str, SharedFont], font: Argument, digest: str) -> None:
    entry = known.setdefault(
        font.hash,
        SharedFont(
            font.name.decode(),
            font.family,
            digest,
            font.type,
            font.flags,
            font.italic_angle,
            font.ascent,
            font.descent,
            font.stemv,
            font.stemh,
            font.upem,
        ),
    )
    for glyph, width in font.widths.items():
        entry.widths.setdefault(glyph, width)
    for glyph, text in font.to_unicode.items():
        entry.to_unicode.setdefault(glyph, text)


def _divide(pdf: Pdf) -> None:
    """Divide each page's content where its number was left out, into an array of streams."""
    import pydyf

    for number in pdf.pages["Kids"][::3]:
        page = pdf.objects[number]
        stream = pdf.objects[int(page["Contents"].split()[0])]
        parts: list[list[Result]] = [[]]
        for item in stream.stream:
            if item == pagenumbers.MARK:
                parts.append([])
            else:
                parts[-1].append(item)
        if len(parts) == 1:
            continue
        stream.stream = parts[0]
        contents = pydyf.Array([stream.reference])
        for part in parts[1:]:
            more = pydyf.Stream(part, compress=stream.compress)
            pdf.add_object(more)
            contents.append(more.reference)
        page["Contents"] = contents
