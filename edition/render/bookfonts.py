"""Bookfonts: the fonts that a book of content documents carries, and the rules that name them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from edition.assembly.prepare import Prepared
from edition.typography import boxes, stylesheets
from edition.typography.fonts import FontFile, subset, uncovered
from edition.typography.stylesheets import font_faces, script_rules, stylesheet

#: The languages that the documents say their words are in.
_OVERRIDE = "font-language-override"
_LANGUAGE = re.compile(r'lang="([^"]+)"')


def embedded(prepared: Prepared, contents: Collection[str], tags: Sequence[str]) -> list[FontFile]:
    """The fonts with the characters of the documents `contents` that the book shows; `tags` are the
    languages of its words, its own first."""
    characters = set[str]().union(*contents)
    fonts = subset(
        "".join(sorted(characters)),
        prepared.edition.faces(),
        languages=_languages(prepared, contents),
        tags=tags,
    )
    # What is no letter at all, or one of a private agreement, no e-reader has a font for.
    if unknown := [char for char in uncovered("".join(characters)) if _is_nobodys(char)]:
        fonts.append(boxes.font(unknown))
    return fonts


def sheet(prepared: Prepared, name: str, fonts: Sequence[FontFile], tags: Sequence[str]) -> str:
    """The style sheet `name` of a book; `epub.css` says where its fonts are: in the folder
    `fonts/` beside that of the style sheets."""
    css = stylesheet(prepared.project, name)
    if name == "epub.css":
        rules = font_faces(fonts, "../fonts/") + script_rules(fonts, tags)
        css = rules + _with_boxes(prepared, fonts) + css
    return css


def licences(fonts: Sequence[FontFile]) -> dict[str, bytes]:
    """The licence of each family, by the name of its file in `fonts/`."""
    texts = {font.family: font.licence_text for font in fonts}
    return {
        f"{name.replace(' ', '')}-{_kind(text)}.txt": text.encode() for name, text in texts.items()
    }


def _kind(licence: str) -> str:
    return "OFL" if "SIL OPEN FONT LICENSE" in licence.upper() else "LICENSE"


def _languages(prepared: Prepared, contents: Collection[str]) -> set[str] | None:
    """The languages that words are set in; None where a style sheet may ask for any."""
    sheets = (stylesheet(prepared.project, name) for name in stylesheets.EPUB)
    if any(_OVERRIDE in css.lower() for css in sheets):
        return None
    return {tag for content in contents for tag in _LANGUAGE.findall(content)}


def _is_nobodys(char: str) -> bool:
    return unicodedata.category(char) in ("Co", "Cn")


def _with_boxes(prepared: Prepared, fonts: Sequence[FontFile]) -> str:
    """The rule that has boxes used, before a reading system takes whatever it has in the place of
    a private character; a style sheet of the edition's own names its fonts itself."""
    if fonts[-1].family != boxes.FAMILY or stylesheets.is_own(prepared.project, "base.css"):
        return ""
    families = ", ".join(f'"{name}"' for name in dict.fromkeys(font.family for font in fonts))
    return f'body {{ font-family: {families}, Georgia, "Times New Roman", serif; }}\n'
