"""Effects: keys of annotations.yaml that change nothing in the book.

In: annotations, the source, its layout. Out: a warning for each pattern of headings that does not
what it seems to (`headings`), each speaker whom no paragraph has, an ornament for no row, and each
field that is printed nowhere, or said of another kind of cover. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator

from edition.checks import headings
from edition.languages import tags
from edition.model import Annotations, Cover, HeadingKind, Role, SourceText
from edition.model.problems import Problem, Severity, quoted
from edition.text.structure import Layout


def problems(source: SourceText, annotations: Annotations, layout: Layout) -> Iterator[Problem]:
    """The warnings, as above."""
    yield from headings.problems(source, annotations, layout)
    yield from _speakers(annotations, layout)
    yield from _ornament(annotations, layout)
    yield from _date_order(annotations)
    yield from _running_heads(annotations, layout)
    yield from _illustrations(annotations)
    yield from _cover(annotations.metadata.cover)
    yield from _unprinted(annotations)


def _speakers(annotations: Annotations, layout: Layout) -> Iterator[Problem]:
    roles = dict.fromkeys(part.role for part in layout.parts)
    for speaker in annotations.structure.speakers:
        role = speaker.role
        if speaker.turns or role in roles:
            continue
        message = f"{quoted(speaker.name)} speaks nowhere: no paragraph has the role {role}."
        there = ", ".join(dict.fromkeys(map(str, roles)))
        hint = f"Name the lines under `roles: {role}`, or take the speaker out. Roles: {there}."
        yield Problem("speaker-without-words", speaker.place, message, hint, Severity.WARNING)


def _ornament(annotations: Annotations, layout: Layout) -> Iterator[Problem]:
    if annotations.ornament and all(part.role is not Role.BREAK for part in layout.parts):
        message = "The key `ornament` has no effect: the text has no row of signs by itself."
        hint = "A row is a paragraph such as * * * or ---. Take the key out, or look at the text."
        place = annotations.ornament_place
        yield Problem("key-without-effect", place, message, hint, Severity.WARNING)


def _date_order(annotations: Annotations) -> Iterator[Problem]:
    meta = annotations.metadata
    if meta.date_order and tags.primary(meta.language) != "en":
        message = "The key `date-order` has no effect: English alone has two orders of dates."
        hint = f"Dates are written as the language of the edition, {meta.language}, has them."
        place = meta.date_order_place
        yield Problem("key-without-effect", place, message, hint, Severity.WARNING)


def _running_heads(annotations: Annotations, layout: Layout) -> Iterator[Problem]:
    structure = annotations.structure
    roles = {str(part.role) for part in layout.parts}
    lost = [level for level in structure.running_heads.values() if level not in (roles | {"book"})]
    if lost and structure.running_place:
        message = f"No heading of the text has the level `{lost[0]}` of `running-heads`."
        hint = "The heads of pages have the level above it. Name another, or look at the headings."
        place = structure.running_place
        yield Problem("key-without-effect", place, message, hint, Severity.WARNING)


def _illustrations(annotations: Annotations) -> Iterator[Problem]:
    shown = any(item.after for item in annotations.pictures)
    if annotations.lists_illustrations and not annotations.photos and not shown:
        message = "The key `list-of-illustrations` has no effect: no picture stands in the text."
        hint = "It lists the `photos`, and the `pictures` behind a paragraph (`after`)."
        place = annotations.illustrations_place
        yield Problem("key-without-effect", place, message, hint, Severity.WARNING)


def _cover(cover: Cover | None) -> Iterator[Problem]:
    if cover is None:
        return
    lost = [key for key in ("title", "alt") if getattr(cover, key) and not cover.file]
    lost += ["design"] if cover.design and cover.file else []
    for key in lost:
        why = "is a picture of your own" if cover.file else "has no `file`"
        message = f"The key `{key}` of the cover has no effect: the cover {why}."
        hint = "`design` is of a cover that is drawn, `title` and `alt` of a picture: take one out."
        yield Problem("key-without-effect", cover.place, message, hint, Severity.WARNING)


def _unprinted(annotations: Annotations) -> Iterator[Problem]:
    for photo in annotations.photos:
        if photo.alt and not photo.file:
            message = f"Nobody reads the `alt` of the photograph “{photo.id}”: it has no `file`."
            hint = "Name the picture, or say under `note` what it shows."
            yield Problem("field-unprinted", photo.place, message, hint, Severity.WARNING)
    if annotations.maps:
        return
    for heading in annotations.headings:
        if heading.kind is HeadingKind.PLACE and heading.coordinates:
            message = f"The `coordinates` of “{heading.name}” are printed nowhere: there is no map."
            hint = "Declare one under `maps`, or take them out."
            yield Problem("field-unprinted", heading.place, message, hint, Severity.WARNING)
