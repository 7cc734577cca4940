"""The files that a PDF is laid out with: the edition's style sheets, fonts, pictures and cover.

WeasyPrint may ask for these, under addresses that begin with `edition:`, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from edition.assembly.prepare import Prepared
from edition.pdf import coverpicture, grayscale, splitting
from edition.pdf.mirror import mirrored
from edition.pdf.production.layout import LayoutInputs
from edition.pdf.weasyprint70.speed.pictures import packed
from edition.render.renderer import Renderer
from edition.system.epoch import modified
from edition.text.scripts import is_right_to_left
from edition.typography import boxes, fonts, hyphenation
from edition.typography.pagecss import depths, page_css
from edition.typography.profiles import PAPERS, Profile
from edition.typography.stylesheets import (
    EPUB_ALONE,
    font_faces,
    is_own,
    own_of_pdf,
    script_rules,
    stylesheet,
)

#: The style sheets that are made for one book: its fonts, and its page. They are files of their own
#: so that all others are the same for many books, and parsed once.
FONTS, PAGE = "generated/fonts.css", "generated/page.css"
#: What holds for a book that is read from right to left, besides that all else is mirrored.
RIGHT_TO_LEFT = "pdf-rtl.css"
#: What the labels, the sources and the style sheets may need beyond the edition's own letters:
#: Latin, Greek, Cyrillic, phonetic signs and punctuation, that of Chinese and Japanese too.
_LETTERS = "".join(map(chr, (*range(0x20, 0x530), *range(0x1E00, 0x1F00), *range(0x2000, 0x2070))))
_LETTERS += "、。〈〉《》「」『』【】（），．：；！？～"


def layout_inputs(prepared: Prepared, renderer: Renderer) -> LayoutInputs:
    """What the PDF that `renderer` writes is laid out with. A book whose own style sheets look
    beyond a chapter is not divided."""
    profile = renderer.profile
    language = prepared.edition.metadata.language
    return LayoutInputs(
        files=_files(prepared, renderer),
        epoch=int(modified(prepared.edition.metadata).timestamp()),
        right_to_left=is_right_to_left(language),
        english=hyphenation.english(renderer.all_text),
        gray=profile.gray,
        depths=() if own_of_pdf(prepared.project) else depths(profile),
        bleed=profile.bleed * 72 / 25.4 if profile.marks else None,
        whole=not all(
            splitting.within_chapters(stylesheet(prepared.project, name))
            for name in sheets(profile, language, prepared.edition.kinds())
            if is_own(prepared.project, name)
        ),
    )


def _files(prepared: Prepared, renderer: Renderer) -> dict[str, tuple[bytes, str]]:
    profile, text = renderer.profile, renderer.all_text
    files: dict[str, tuple[bytes, str]] = {}
    faces = fonts.subset(
        _LETTERS + text, prepared.edition.faces(), profile.family, tags=renderer.languages
    )
    faces += fonts.spare(text, profile.family)
    if without := fonts.uncovered(text):
        faces.append(boxes.font(without))
    for face in faces:
        files[f"fonts/{face.file_name}"] = (face.data, "font/ttf")
    rules = font_faces(faces, "edition:fonts/") + script_rules(faces, renderer.languages)
    made = {FONTS: rules, PAGE: page_css(profile)}
    language = prepared.edition.metadata.language
    for name in linked(profile, language, prepared.edition.kinds()):
        css = made[name] if name in made else stylesheet(prepared.project, name)
        if is_right_to_left(language) and name != RIGHT_TO_LEFT:
            css = mirrored(css)
        files[f"styles/{name}"] = (css.encode(), "text/css; charset=utf-8")
    if profile.cover:
        name, data, media_type = _cover(prepared, profile)
        files[f"images/{name}"] = (data, media_type)
    for picture in prepared.pictures.values():
        data = grayscale.picture(picture.data) if profile.gray else picture.data
        files[f"images/{picture.name}"] = (data, picture.media_type)
    return files


def _cover(prepared: Prepared, profile: Profile) -> tuple[str, bytes, str]:
    """The file of the cover in the shape of the page: the edition's own, or one that is drawn, 215
    pixels an inch."""
    from edition.typography import cover

    width, height = (round(side / 25.4 * 215) for side in PAPERS[profile.paper])
    meta = prepared.edition.metadata
    if own := prepared.cover:
        data = cover.of_picture(meta, own.data, (width, height))
        data = coverpicture.fitted(data, width / height)
        return f"cover.{own.name.rpartition('.')[2]}", data, own.media_type
    # A palette would be undone by WeasyPrint, which writes the picture as PNG twice then.
    data = cover.png(meta, (width, height), indexed=False)
    packed(data)
    return "cover.png", data, "image/png"


def sheets(profile: Profile, language: str, kinds: Sequence[str] = ()) -> tuple[str, ...]:
    """The style sheets of a PDF in this language, in their order, for a text that has these `kinds`
    of things."""
    of_kinds = (
        f"{before}{kind}.css"
        for kind in kinds
        for before in ("", "pdf-")
        if before or kind not in EPUB_ALONE
    )
    last = (RIGHT_TO_LEFT,) if is_right_to_left(language) else ()
    return ("base.css", "pdf.css", *of_kinds, *profile.sheets, *last)


def linked(profile: Profile, language: str, kinds: Sequence[str]) -> tuple[str, ...]:
    """The style sheets that a PDF links: those, with what is made for one book before two."""
    before = {"base.css": (FONTS,), "pdf.css": (PAGE,)}
    names = sheets(profile, language, kinds)
    return tuple(each for name in names for each in (*before.get(name, ()), name))
