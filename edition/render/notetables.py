"""Tables in Markdown: sets those of notes and sections so that they do not leave a page of a PDF:
in smaller type, or divided by columns, the first of them in each part. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from edition.markup.tree import CELLS, Node
from edition.typography import tablewidths
from edition.typography.profiles import MM, Notes, Profile
from edition.typography.tablewidths import Setting, Type

#: The type of these tables, as a share of that of the text around them (pdf.css).
_TYPE, _LARGE = Type(1.0, 0.85, 1.1, 0.5), Type(1.0, 1.0, 1.1, 0.5)
#: The measures of pdf.css and pdf-side.css in rem: what notes are set in by the width that is left,
#: at the foot, where they go on in the back matter, beside the text, and at the end.
_FOOT, _REST, _SIDE, _END = (1.5, 0.8), (0.0, 0.905), (1.1, 0.72), (2.2, 0.915)
#: The same of a section, and of what is furthest in: an event of the chronology, behind its date.
_SECTION, _ENTRY = (0.0, 0.915), (7.4, 0.84)
#: By how many em of their own type the parts of lists and quotations stand further in.
_INSIDE = {"li": 1.2, "blockquote": 2.8}


def note_room(profile: Profile) -> float:
    """How wide a note is, in em of its type."""
    if profile.notes is Notes.SIDE:
        return _em(profile.side, profile, _SIDE)
    if profile.notes is Notes.END:
        return _em(profile.back_measure, profile, _END)
    return min(_em(profile.measure, profile, kind) for kind in (_FOOT, _REST))


def section_room(profile: Profile) -> float:
    """How wide a section is, in em of its type."""
    return _em(profile.measure, profile, _SECTION)


def entry_room(profile: Profile) -> float:
    """How wide any other text is at the least, in em of its type."""
    return _em(profile.back_measure, profile, _ENTRY)


def _em(width: float, profile: Profile, kind: tuple[float, float]) -> float:
    inward, size = kind
    if profile.family == "sans":  # one size for all, and dates stand above their events
        return width * MM / profile.size - min(inward, 2.2)
    return (width * MM / profile.size - inward) / size


def fitted(nodes: Iterable[Node], room: float, profile: Profile) -> tuple[Node, ...]:
    """These nodes, no table in them wider than `room`, which is in em of the text's type."""
    found: list[Node] = []
    for node in nodes:
        if node.kind == "table":
            found += _tables(node, room, profile)
        elif any(child.kind not in ("text", "cite") for child in node.children):
            inside = fitted(node.children, room - _INSIDE.get(node.kind, 0), profile)
            found.append(replace(node, children=inside))
        else:
            found.append(node)
    return tuple(found)


def _tables(table: Node, room: float, profile: Profile) -> Iterator[Node]:
    face = _LARGE if profile.family == "sans" else _TYPE
    rows = [row.children for part in table.children for row in part.children]
    columns = [
        tablewidths.column([(_words(cell), 0) for cell in column], profile.family)
        for column in zip(*rows, strict=True)  # every row has as many (GFM 0.29, 4.10)
    ]
    setting = tablewidths.setting(columns, room, face)
    if setting == Setting(face.largest, face.widest_gap):
        yield table
        return
    for line in setting.lines or (range(1, len(columns)),):
        yield _part(table, (0, *line), setting, profile.family)


def _part(node: Node, columns: tuple[int, ...], setting: Setting, family: str) -> Node:
    """The table, or a part of it, with these columns and no others."""
    if node.kind in CELLS:
        is_long = 0 < setting.broken < tablewidths.longest(_words(node), family)
        return replace(node, style="overflow-wrap: anywhere") if is_long else node
    children = node.children
    if node.kind == "tr":
        children = tuple(children[column] for column in columns)
    inside = tuple(_part(child, columns, setting, family) for child in children)
    style = f"font-size: {setting.size}em; --gap: {setting.gap}em" if node.kind == "table" else ""
    return replace(node, children=inside, style=style)


def _words(node: Node) -> str:
    return " " if node.kind == "br" else node.text + "".join(map(_words, node.children))
