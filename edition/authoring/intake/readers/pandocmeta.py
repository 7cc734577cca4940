"""What pandoc has taken out of a text into its metadata, and the words of its tree. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from edition.authoring.intake.manuscript import About, Person

_META = ("title", "subtitle", "author", "date", "abstract")


def front(tree: dict[str, Any]) -> list[tuple[str, str]]:
    """What pandoc has taken out of the text into its metadata: the key, and the words."""
    found: list[tuple[str, str]] = []
    for key in _META:
        value = tree["meta"].get(key)
        values = value["c"] if value and value["t"] == "MetaList" else [value] if value else []
        found += [(key, _words(item)) for item in values]
    return found


def about(meta: dict[str, Any]) -> About:
    """What a text says of itself."""
    found = About()
    found.title, found.subtitle = _words(meta.get("title")), _words(meta.get("subtitle"))
    found.language = _words(meta.get("lang"))
    found.date = _words(meta.get("date"))
    found.description = _words(meta.get("description"))
    authors = meta.get("author", {"t": "MetaList", "c": []})
    several = authors["c"] if authors["t"] == "MetaList" else [authors]
    found.people = [Person(name) for item in several if (name := _words(item))]
    return found


def _words(value: dict[str, Any] | None) -> str:
    """The words of a value of the metadata."""
    if not value:
        return ""
    content = value.get("c", "")
    if isinstance(content, str):
        return content
    return " ".join("".join(strings(content)).split())


def strings(node: object) -> Iterator[str]:
    """The characters of a node and of all in it."""
    if isinstance(node, dict):
        if node.get("t") in ("Space", "SoftBreak", "LineBreak"):
            yield " "
        yield from strings(node.get("c"))
        yield " " if node.get("t") in ("Para", "Plain") else ""
    elif isinstance(node, str):
        yield node
    elif isinstance(node, list):
        for item in node:
            yield from strings(item)
