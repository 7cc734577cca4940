"""Remembers the lines and notes of a page, so that laying it out anew costs little.

A helper of `weasy`. A page's text and notes are laid out several times: for each note that comes
in or goes, for each plan (`weasynoteplans`), for each way to break a line (`weasyparagraph`). Most
of their lines come out as before. What a line looks like depends on where it begins, on the
measure, and on what is asked of its end, and not on how far down the page it stands: so it is kept,
and copied when it is wanted again. Lines are kept for the page that is laid out and the one before
it. What a style sheet changes while pages are laid out (`target-counter()`) makes all of it void.

WeasyPrint copies a page's notes, and builds the anonymous boxes in them, each time that it lays
them out; here that is done once for each note.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from edition.pdf.weasyprint70.patch import patch

Key = tuple[Any, ...]

_versions = [0]
"""How often the content of boxes has changed since they were built."""


def install() -> None:
    """Patch WeasyPrint; called once, by `weasy.install`."""
    from weasyprint.css.targets import CounterLookupItem
    from weasyprint.formatting_structure import build
    from weasyprint.formatting_structure.boxes import FootnoteAreaBox
    from weasyprint.layout import page

    for change in (
        (CounterLookupItem, "__init__", _counting),
        (FootnoteAreaBox, "deepcopy", _with_prepared_notes),
        (build, "create_anonymous_boxes", _unless_prepared),
        (page, "remake_page", _turning),
    ):
        patch(*change)


def _counting(original: Any) -> Any:
    def __init__(self: Any, parse_again: Any, *rest: Any) -> None:
        def counted(*arguments: Any) -> Any:
            _versions[0] += 1
            return parse_again(*arguments)

        original(self, counted, *rest)

    return __init__


# ── lines ───────────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Lines:
    """Lines by their keys. What the keys tell by `id` is kept with them."""

    version: int
    new: dict[Key, tuple[Any, Any]] = field(default_factory=dict)
    old: dict[Key, tuple[Any, Any]] = field(default_factory=dict)

    def turn(self) -> None:
        """Begin another page."""
        self.old, self.new = self.new, {}


def _lines(context: Any) -> _Lines:
    found: _Lines | None = context.__dict__.get("edition_lines")
    if found is None or found.version != _versions[0]:
        found = context.edition_lines = _Lines(_versions[0])
    return found


def _turning(original: Any) -> Any:
    def remake_page(index: int, context: Any, *rest: Any) -> Any:
        _lines(context).turn()
        return original(index, context, *rest)

    return remake_page


def remembered(context: Any, box: Any, key: Key, lay_out: Callable[[], Any]) -> tuple[Any, bool]:
    """The line that `lay_out` gives: an object with a `box`, and the lists `absolute` and `fixed`
    of what it holds places for. `box` is the unbroken line; `key` and it tell lines apart.

    And whether the line is kept: its `box` must be copied then before use.
    """
    if not _can_be_kept(box):
        return lay_out(), False
    lines, key = _lines(context), (id(box), *key)
    kept = lines.new.get(key) or lines.old.get(key)
    if kept is None:
        made = lay_out()
        if made.box is None or made.absolute or made.fixed:
            return made, False
        kept = box, made
    lines.new[key] = kept
    return kept[1], True


def _can_be_kept(box: Any) -> bool:
    """Whether laying a line of `box` out does nothing but make boxes, which can be copied."""
    known = box.__dict__.get("edition_kept")
    if known is None:
        known = box.edition_kept = not any(map(_has_effects, box.descendants()))
    return bool(known)


def _has_effects(part: Any) -> bool:
    from weasyprint.formatting_structure import boxes

    if not part.is_in_normal_flow():
        return True
    own = (boxes.TableBox, boxes.FlexContainerBox, boxes.GridContainerBox)
    if isinstance(part, boxes.AtomicInlineLevelBox):
        return any(inner.footnote is not None for inner in part.descendants())
    return isinstance(part, own)


def copied(box: Any, dy: float) -> Any:
    """A copy of a line, or of what is in it, `dy` CSS px further down."""
    new = box.copy()
    new.position_y += dy
    if box.children:
        new.children = [copied(child, dy) for child in box.children]
    return new


# ── notes ───────────────────────────────────────────────────────────────────────────────────


def _with_prepared_notes(original: Any) -> Any:
    def deepcopy(area: Any) -> Any:
        notes = [_prepared(area, note) for note in area.children]
        if not notes or None in notes:
            return original(area)
        copy = area.copy()
        copy.children, copy.edition_prepared = notes, True
        return copy

    return deepcopy


def _prepared(area: Any, note: Any) -> Any:
    """A note of `area` with its anonymous boxes, or None where it cannot be prepared by itself."""
    from weasyprint.formatting_structure import boxes, build

    known = note.__dict__.get("edition_prepared")
    if known is None or known[0] != _versions[0]:
        made = None
        if type(note) is boxes.BlockBox:
            alone = area.copy()
            alone.children = [note.deepcopy()]
            children = build.create_anonymous_boxes(alone).children
            made = children[0] if len(children) == 1 else None
        known = note.edition_prepared = (_versions[0], made)
    return known[1]


def _unless_prepared(original: Any) -> Any:
    def create_anonymous_boxes(box: Any) -> Any:
        return box if getattr(box, "edition_prepared", False) is True else original(box)

    return create_anonymous_boxes
