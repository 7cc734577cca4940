"""Figures: a picture that is all of its paragraph, and where its caption stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from markdown_it.token import Token

from edition.text.readers.mdlines import Where


def only_picture(tokens: Sequence[Token]) -> Token | None:
    """A picture that is all of its paragraph, which is a figure (Pandoc User's Guide, "Extension:
    implicit_figures")."""
    kept = [token for token in tokens if token.type != "text" or token.content.strip()]
    return kept[0] if len(kept) == 1 and kept[0].type == "image" else None


def shifted(where: Where, picture: Token) -> Where:
    """Where the caption of a picture is: markdown-it counts from its own beginning."""
    begin = picture.meta["pos"] + 2
    at = [0]
    origin = [where.back(begin)]
    for own, back in zip(where.at, where.origin, strict=True):
        if own > begin:
            at.append(own - begin)
            origin.append(back)
    return replace(where, at=tuple(at), origin=tuple(origin))
