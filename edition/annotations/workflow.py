"""Workflow: how far each entry is, and whose it is, as those who work on it have written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from edition.model import Workflow
from edition.yamlfile.load import YamlFile, YamlPath

if TYPE_CHECKING:
    from edition.annotations.schema.models import AnnotationsFile
    from edition.annotations.schema.values import Worked


def of(file: YamlFile, parsed: AnnotationsFile) -> Iterator[Workflow]:
    """What is said of each entry of which something is said, in the file's order."""
    from edition.annotations.schema.values import Entry

    for path, item in _entries(parsed):
        status, author, editions = "", "", frozenset[str]()
        if isinstance(item, Entry):
            status, author, editions = item.status or "", item.author, frozenset(item.for_)
        if status or author or item.todo or item.reviewed_by or editions:
            yield Workflow(
                "/".join(map(str, path[:-1])),
                _name(item, path),
                status,
                author,
                item.todo,
                item.reviewed_by,
                path,
                file.place(path),
                editions,
            )


def _entries(parsed: AnnotationsFile) -> Iterator[tuple[YamlPath, Worked]]:
    from edition.annotations.schema.values import Worked

    groups: list[tuple[YamlPath, object]] = [
        ((info.alias or name,), getattr(parsed, name))
        for name, info in type(parsed).model_fields.items()
    ]
    if parsed.chronology:
        groups.append((("chronology", "events"), parsed.chronology.events))
    for path, items in groups:
        for k, item in enumerate(items if isinstance(items, list) else ()):
            if isinstance(item, Worked):
                yield (*path, k), item


def _name(item: Worked, path: YamlPath) -> str:
    """The id of an entry; of one without, its first words."""
    for key in ("id", "quote", "label", "date"):
        if value := getattr(item, key, ""):
            return str(value)[:60]
    return f"entry {int(path[-1]) + 1}"


def signed(text: str, initials: str) -> str:
    """A text in Markdown with the initials of who wrote it at its end: behind the last words of a
    paragraph, else in a paragraph of their own."""
    if not initials or not text.strip():
        return text
    body = text.rstrip()
    last = body.replace("\r\n", "\n").split("\n\n")[-1]
    between = "\u00a0" if _is_prose(last) else "\n\n"
    return f"{body}{between}\\[{initials}\\]\n"


def _is_prose(block: str) -> bool:
    """Whether a block of Markdown is a paragraph: it begins as no list, quotation, table, heading
    or fence."""
    first = block.lstrip("\n")[:4]
    starts = ("    ", ">", "|", "#", "-", "+", "* ", "~~~", "```", ":", "!", "<")
    numbered = first[:1].isdigit() and first.lstrip("0123456789")[:1] in (".", ")")
    return not (first.startswith(starts) or numbered or block.endswith("\\"))
