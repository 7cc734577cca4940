"""Package: packs the rendered edition into an EPUB 3.3 file.

Its zip has fixed dates, order and modes, so that the same edition gives the same bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from edition.assembly.prepare import Prepared
from edition.epub import documents, ebooklibwriter
from edition.epub.container import pack
from edition.epub.ebooklibwriter import Package
from edition.epub.metadata import package_with_metadata
from edition.epub.navigation import Document, contents_of, guide, with_pages
from edition.render import targets
from edition.render.renderer import Renderer
from edition.render.views import nested
from edition.system.epoch import modified
from edition.typography import boxes, cover, stylesheets
from edition.typography.fonts import FontFile, subset, uncovered
from edition.typography.stylesheets import font_faces, script_rules, stylesheet

#: The languages that the documents say their words are in.
_OVERRIDE = "font-language-override"
_LANGUAGE = re.compile(r'lang="([^"]+)"')


def build(prepared: Prepared, renderer: Renderer, folios: Sequence[tuple[str, str]] = ()) -> bytes:
    """The EPUB's bytes. `folios` are the printed pages: (folio, file#anchor), in order.

    Raises `ebooklibwriter.UnsupportedEbooklib`.
    """
    pages, navigation = with_pages(renderer, list(_documents(renderer)), folios)
    characters = set(navigation).union(*(document.content for document in pages))
    fonts = subset(
        "".join(sorted(characters)),
        prepared.edition.faces(),
        languages=_languages(prepared, pages),
        tags=renderer.languages,
    )
    # What is no letter at all, or one of a private agreement, no e-reader has a font for.
    if unknown := [char for char in uncovered("".join(characters)) if _is_nobodys(char)]:
        fonts.append(boxes.font(unknown))
    package = package_with_metadata(prepared, renderer.labels, bool(folios))
    _add_assets(package, prepared, renderer, fonts)
    for document in pages:
        package.document(_item_id(document.name), document.name, document.title, document.content)
    # Before the front matter, as in the PDF: the page list must lead through the book in its order.
    at = next(k for k, document in enumerate(pages) if document.landmark == "titlepage") + 1
    package.navigation(targets.NAV, navigation, at, nested(contents_of(pages)))
    if prepared.lists_original:
        package.page_list(folios)
    meta = prepared.edition.metadata
    when = modified(meta)
    return pack(
        package.members(guide(pages, renderer.labels["contents"]), when), when, meta.language
    )


def _languages(prepared: Prepared, pages: Sequence[Document]) -> set[str] | None:
    """The languages that words are set in; None where a style sheet may ask for any."""
    sheets = (stylesheet(prepared.project, name) for name in stylesheets.EPUB)
    if any(_OVERRIDE in css.lower() for css in sheets):
        return None
    return {tag for document in pages for tag in _LANGUAGE.findall(document.content)}


def _documents(renderer: Renderer) -> Iterator[Document]:
    for page in documents.pages(renderer, [f"ebooklib {ebooklibwriter.version()}"]):
        content = page.content(renderer)
        yield Document(page.name, page.title, page.landmark, content, tuple(page.entries()))


def _add_assets(
    package: Package, prepared: Prepared, renderer: Renderer, fonts: list[FontFile]
) -> None:
    name = f"images/{renderer.cover_name}"
    own = prepared.cover
    drawn = own.data if own else cover.png(prepared.edition.metadata)
    package.cover("cover-image", name, drawn)
    for name in stylesheets.of_epub(prepared.edition.kinds()):
        css = stylesheet(renderer.prepared.project, name)
        if name == "epub.css":
            css = "".join(
                (
                    font_faces(fonts, "../fonts/"),
                    script_rules(fonts, renderer.languages),
                    _with_boxes(prepared, fonts),
                    css,
                )
            )
        package.file(_item_id(name), f"styles/{name}", "text/css", css.encode())
    for font in fonts:
        name = f"fonts/{font.file_name}"
        package.file(_item_id(name), name, "font/ttf", font.data)
    licences = {font.family: font.licence_text for font in fonts}
    for family, licence in licences.items():
        kind = "OFL" if "SIL OPEN FONT LICENSE" in licence.upper() else "LICENSE"
        name = f"fonts/{family.replace(' ', '')}-{kind}.txt"
        package.file(_item_id(name), name, "text/plain", licence.encode())
    for photo in prepared.pictures.values():
        name = f"images/{photo.name}"
        package.file(_item_id(name), name, photo.media_type, photo.data)


def _is_nobodys(char: str) -> bool:
    return unicodedata.category(char) in ("Co", "Cn")


def _with_boxes(prepared: Prepared, fonts: Sequence[FontFile]) -> str:
    """The rule that has boxes used, before a reading system takes whatever it has in the place of
    a private character; a style sheet of the edition's own names its fonts itself."""
    if fonts[-1].family != boxes.FAMILY or stylesheets.is_own(prepared.project, "base.css"):
        return ""
    families = ", ".join(f'"{name}"' for name in dict.fromkeys(font.family for font in fonts))
    return f'body {{ font-family: {families}, Georgia, "Times New Roman", serif; }}\n'


def _item_id(name: str) -> str:
    """A manifest id, unique since the name is: every other character is written in hex."""
    plain = (char if char.isascii() and char.isalnum() else f"-{ord(char):x}-" for char in name)
    return "i-" + "".join(plain)
