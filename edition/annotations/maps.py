"""Maps: what is declared of them, from the validated file to the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from edition import model
from edition.yamlfile.load import YamlFile

if TYPE_CHECKING:
    from edition.annotations.schema.apparatus import Map


def build(
    file: YamlFile, item: Map, k: int, body: Callable[..., model.BodyText | None]
) -> model.Map:
    """The map `k` of a file that has been validated; `body` gives the text at a path, if any."""
    return model.Map(
        id=item.id,
        title=item.title,
        bounds=model.Bounds(**dict(item.bounds)),
        places=tuple(item.places),
        outlines=tuple(
            model.Outline(**dict(outline), place=file.place(("maps", k, "outlines", n)))
            for n, outline in enumerate(item.outlines)
        ),
        names=tuple(
            model.MapName(
                **{**dict(name), "at": model.Coordinates(*name.at)},
                place=file.place(("maps", k, "names", n)),
            )
            for n, name in enumerate(item.names)
        ),
        without=tuple(item.without),
        inset=item.inset,
        alt=item.alt,
        caption=body(item.caption, "maps", k, "caption"),
        place=file.place(("maps", k)),
    )
