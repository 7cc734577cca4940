"""Source pictures: those of a source with marks that have no words, and that no entry shows. Pure.

One with a caption is a paragraph of the text, which asks for its photograph; of one without nothing
would be left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from edition.model import Annotations, SourcePicture, SourceText
from edition.model.problems import Problem, Severity

_SHOWN = 5


def problems(source: SourceText, annotations: Annotations) -> Iterator[Problem]:
    """`picture-without-alt`, a warning: one for all of them."""
    pictures = source.marked.pictures if source.marked else ()
    if not pictures:
        return
    files = {item.file for item in annotations.pictures}
    files |= {item.file for item in annotations.photos}
    behind = {(item.after.file, item.after.last) for item in annotations.pictures if item.after}
    lines: dict[str, list[int]] = {}
    for paragraph in source.paragraphs:
        lines.setdefault(paragraph.file, []).append(paragraph.line)
    lost = [
        item for item in pictures if item.file not in files and _before(item, lines) not in behind
    ]
    if lost:
        yield _problem(lost)


def _before(item: SourcePicture, lines: dict[str, list[int]]) -> tuple[str, int]:
    """The paragraph before a picture, by its file and line."""
    own = lines.get(item.place.file, [])
    k = bisect_left(own, item.place.line)
    return item.place.file, own[k - 1] if k else 0


def _problem(lost: list[SourcePicture]) -> Problem:
    first = lost[0]
    named = f" {first.file[:80]}" if first.file else ""
    message = f"The picture{named} of the text has neither a caption nor an alt: no book shows it."
    if len(lost) > 1:
        shown = ", ".join(str(item.place.line) for item in lost[:_SHOWN])
        more = " …" if len(lost) > _SHOWN else ""
        message = (
            f"{len(lost)} pictures of the text have neither a caption nor an alt: no book shows "
            f"them (lines {shown}{more})."
        )
    hint = (
        "Declare it under `pictures`, with the line of the paragraph before it as `after`, and its "
        "`alt`; with `decorative: true` if it is an ornament."
    )
    return Problem("picture-without-alt", first.place, message, hint, Severity.WARNING)
