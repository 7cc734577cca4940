"""Covers: the name of the cover's file, and what is read out of it. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from edition.assembly.prepare import Prepared


def name(prepared: Prepared) -> str:
    """The name of the file: that of the edition's own picture is of its kind."""
    own = prepared.cover
    return f"cover.{own.name.rpartition('.')[2]}" if own else "cover.png"


def alt(prepared: Prepared, labels: Mapping[str, str]) -> str:
    """What the picture shows, and its words where it has any."""
    meta = prepared.edition.metadata
    shown, has_words = (meta.cover.alt, meta.cover.title) if meta.cover else ("", "")
    if shown and not has_words:
        return shown
    words = ". ".join(filter(None, (meta.title, meta.subtitle, shown)))
    return f"{labels['cover']}{labels['colon']}{words}"
