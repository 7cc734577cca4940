"""Opening: the page that orients before the text, from the validated file to the model."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from edition import model
from edition.annotations.groups import HEADING_GROUPS
from edition.yamlfile.load import YamlFile

if TYPE_CHECKING:
    from edition.annotations.schema.apparatus import Opening, OpeningName

#: What a line can name, by the key that holds its id.
KINDS = (*map(str, HEADING_GROUPS), "term")


def build(
    file: YamlFile, parsed: Opening | None, body: Callable[..., model.BodyText | None]
) -> model.Opening | None:
    """The opening of a file that has been validated; `body` gives the text at a path, if any."""
    if parsed is None:
        return None
    names = tuple(
        _name(file, item, k, body(item.line, "opening", "names", k, "line"))
        for k, item in enumerate(parsed.names)
    )
    places = file.place(("opening",)), file.place(("opening", "map"))
    return model.Opening(parsed.title, names, _events(file, parsed), parsed.map, *places)


def _events(file: YamlFile, parsed: Opening) -> model.Timeline | None:
    span = parsed.events
    place = file.place(("opening", "events"))
    return model.Timeline("", span.title, span.from_, span.to, place) if span else None


def _name(
    file: YamlFile, item: OpeningName, k: int, line: model.BodyText | None
) -> model.OpeningName:
    there = [kind for kind in KINDS if getattr(item, kind)]
    kind = there[0] if there else ""
    place = file.place(("opening", "names", k, *there[:1]))
    return model.OpeningName(kind, getattr(item, kind) if kind else "", len(there), line, place)
