"""Covers: the name of the cover's file, and what is read out of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from edition.assembly.prepare import Prepared


def name(prepared: Prepared) -> str:
    """The name of the file: that of the edition's own picture is of its kind."""
    own = prepared.cover
    return f"cover.{own.name.rpartition('.')[2]}" if own else "cover.png"


def alt(prepared: Prepared, labels: Mapping[str, str]) -> str:
    """What the picture shows, else its words."""
    meta = prepared.edition.metadata
    if meta.cover and meta.cover.alt:
        return meta.cover.alt
    words = (meta.title, meta.subtitle) if meta.subtitle else (meta.title,)
    return f"{labels['cover']}{labels['colon']}{'. '.join(words)}"
