"""SVG: the few pieces of markup of which the edition's own drawings are made. Pure text.

In: numbers and words, the words hostile. Out: SVG 1.1 markup that is well-formed XML, without
scripts, styles, links or references to files. Lengths are CSS pixels (96 to the inch), two
decimals at most, so that the same drawing is the same bytes everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

#: What XML 1.0 (section 2.2) cannot hold, and what may turn the order of text beyond its end
#: (UAX 9): a drawing says its own direction.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_NAME = re.compile(r"[a-z][a-zA-Z-]*\Z")

#: The edition's type, and what stands in where it is missing.
FONTS = "EB Garamond, Garamond, Amiri, Georgia, Times New Roman, serif"
#: That of large print.
SANS = "Noto Sans, Amiri, sans-serif"


def text(words: str) -> str:
    """`words` as XML character data or attribute value, on one line."""
    return escape(" ".join(_UNFIT.sub("", words).split()))


def number(value: float) -> str:
    """A length or coordinate: at most two decimals, no exponent, no negative zero."""
    if not abs(value) < 1e9:
        raise ValueError(f"no length: {value}")
    digits = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """An element; `content` is markup. `_` in a name stands for `-`, one at its end for none
    (`class_`). Numbers are rounded; other values are escaped; an empty one is left out.

    A `text` is hidden from screen readers, some of which read the lettering of a drawing one
    after the other, though its title and description say it in order (SVG-AAM, img).
    """
    if name == "text":
        attributes["aria_hidden"] = "true"
    parts = [name]
    for key, value in attributes.items():
        key = key.rstrip("_").replace("_", "-")
        if not _NAME.match(key):
            raise ValueError(f"no name of an attribute: {key}")
        shown = text(value) if isinstance(value, str) else number(value)
        if shown:
            parts.append(f'{key}="{shown}"')
    head = " ".join(parts)
    return f"<{head}>{content}</{name}>" if content else f"<{head}/>"


def drawing(
    id: str,
    title: str,
    description: str,
    width: float,
    height: float,
    content: Iterable[str],
    zoom: float = 1.0,
) -> str:
    """A whole drawing, `width` by `height` units of `zoom` pixels each: the title names it, the
    description says in words what it shows. `id` is a name that no other drawing of the same
    document has.

    It may stand inside XHTML or be a file; it has no XML declaration.
    """
    heading = element("title", text(title) or "–", id=f"{id}-title")
    words = element("desc", text(description) or "–", id=f"{id}-desc")
    size = f"{number(width)} {number(height)}"
    return element(
        "svg",
        "\n".join((heading, words, *content)),
        xmlns="http://www.w3.org/2000/svg",
        width=width * zoom,
        height=height * zoom,
        viewBox=f"0 0 {size}",
        role="img",
        class_="drawing",
        aria_labelledby=f"{id}-title {id}-desc",
        font_family=FONTS,
    )
