"""Annotations: the annotations.yaml of a text that has come in. Pure.

What the original does not say is filled in so that the edition builds, and is marked with a comment
for whoever goes on with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from edition.authoring.intake.manuscript import About, Person
from edition.languages.labels import placeholder
from edition.model.dataclass import dataclass
from edition.yamlfile import dump
from edition.yamlfile.load import YamlValue

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*")
_HEAD = "# yaml-language-server: $schema=edition/annotations/schema/annotations.schema.json\n"


@dataclass(slots=True)
class Draft:
    """All that is written into the file; lists of groups by their keys, in the order of `ORDER`."""

    about: About
    identifier: str
    published: str
    path: str
    sha256: str
    paragraphs: str = ""
    markup: str = ""
    note_marks: str = ""
    structure: dict[str, YamlValue] = field(default_factory=dict)
    omissions: list[dict[str, YamlValue]] = field(default_factory=list)
    lists: dict[str, list[dict[str, YamlValue]]] = field(default_factory=dict)
    text_note: str = ""


#: In this order lists stand in the file.
ORDER = (
    "emendations", "photos", "footnotes", "glossary", "people", "organizations", "places"
)  # fmt: skip


def write(draft: Draft) -> str:
    """The file."""
    return _HEAD + "".join(_parts(draft))


def _parts(draft: Draft) -> Iterator[str]:
    yield "format: 1\n\nedition:\n"
    yield dump.group(_edition(draft), 2)
    yield "\nsource:\n"
    files = [{"path": draft.path, "sha256": draft.sha256}]
    yield dump.group({"files": files}, 2)
    if draft.paragraphs:
        yield f"  paragraphs: {draft.paragraphs}\n"
    if draft.markup:
        yield f"  markup: {draft.markup}\n"
    if draft.note_marks:
        yield f"  note-marks: {draft.note_marks}\n"
    if draft.structure:
        yield "\nstructure:\n" + dump.group(draft.structure, 2)
    if draft.omissions:
        yield "\nomissions:\n" + "".join(dump.entry(item, 2) for item in draft.omissions)
    if draft.text_note:
        yield "\n" + dump.group({"text-note": draft.text_note})
    for key in ORDER:
        if items := draft.lists.get(key):
            yield f"\n{key}:\n" + "".join(dump.entry(item, 2) for item in items)


def _edition(draft: Draft) -> dict[str, YamlValue]:
    about = draft.about
    found: dict[str, YamlValue] = {"title": about.title}
    if about.subtitle and about.subtitle != about.title:
        found["subtitle"] = about.subtitle
    found["language"] = about.language
    found["identifier"] = draft.identifier
    found["contributors"] = [_person(item.name, item.role, item.file_as) for item in _people(about)]
    found["published"] = draft.published
    if original := _original(about):
        found["original"] = original
    found["rights"] = _markdown(about.rights) or placeholder(about.language, "rights")
    if about.description:
        found["description"] = " ".join(about.description.split())[:4000]
    if about.subjects:
        found["subjects"] = [*about.subjects]
    return found


def _people(about: About) -> Sequence[Person]:
    return about.people or [Person(placeholder(about.language, "author"))]


def _person(name: str, role: str, file_as: str) -> dict[str, YamlValue]:
    found = dump.Braces({"name": name, "role": role})
    if file_as:
        found["file-as"] = file_as
    return found


def _original(about: About) -> dict[str, YamlValue]:
    """Where the text was published before."""
    values = {
        "publisher": about.publisher,
        "date": date(about.date),
        "address": about.address if about.address.startswith("http") else "",
    }
    return {key: value for key, value in values.items() if value}


def date(text: str) -> str:
    """A date as the file has it; empty for one that is none."""
    found = _DATE.fullmatch(text.strip())
    if not found or found[1] == "0000":
        return ""
    return "-".join(part for part in found.groups() if part)


def language(tag: str) -> str:
    """A language tag as the file has it; empty for what is none."""
    tag = tag.strip().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) else ""


def _markdown(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", " ".join(text.split()))


def lines(numbers: Sequence[int]) -> list[YamlValue]:
    """Lines as the file names them: 13, or a range "20-24" of those that touch."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [a if a == b else f"{a}-{b}" for a, b in runs]


def values(items: Mapping[str, YamlValue]) -> dict[str, YamlValue]:
    """A group without the keys that are empty."""
    return {key: value for key, value in items.items() if value not in ("", [], {})}
