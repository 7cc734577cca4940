"""Kinds: those that can be added to annotations.yaml, their fields, and what is proposed.

The fields are read off `schema.models`, the one place where they are declared and described.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache
from typing import TYPE_CHECKING

from edition.annotations.groups import ID_GROUPS, list_at
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Place, Problem, did_you_mean
from edition.text.normalize import LETTERS, fold_quote
from edition.yamlfile.load import YamlValue

if TYPE_CHECKING:
    from pydantic import BaseModel

    from edition.annotations.schema.reference import Schema


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry: what people call it, where it stands in the file, and the field that the
    words selected in the text go to (empty where it has no such field)."""

    name: str
    path: tuple[str, ...]
    words: str = ""

    @property
    def hangs_on_words(self) -> bool:
        """Whether it has a selector: `quote`, `prefix`, `suffix`."""
        return self.words == "quote"

    @property
    def names_lines(self) -> bool:
        """Whether lines of the source are its words: a line alone is enough."""
        return self.words in ("caption", "lines")

    @property
    def has_forms(self) -> bool:
        """Whether it is found by `forms`."""
        return self.words in ("term", "name")


KINDS = {
    kind.name: kind
    for kind in (
        Kind("footnote", ("footnotes",), "quote"),
        Kind("textual-note", ("textual-notes",), "quote"),
        Kind("emendation", ("emendations",), "quote"),
        Kind("milestone", ("milestones",), "quote"),
        Kind("formatting", ("formatting",), "quote"),
        Kind("term", ("glossary",), "term"),
        Kind("person", ("people",), "name"),
        Kind("organization", ("organizations",), "name"),
        Kind("place", ("places",), "name"),
        Kind("subject", ("subjects",), "name"),
        Kind("event", ("chronology", "events")),
        Kind("source", ("sources",)),
        Kind("photo", ("photos",), "caption"),
        Kind("picture", ("pictures",)),
        Kind("timeline", ("chronology", "timelines")),
        Kind("map", ("maps",)),
        Kind("section", ("front",)),
        Kind("afterword", ("back",)),
        Kind("series", ("series",)),
        Kind("edition", ("editions",)),
        Kind("omission", ("omissions",), "lines"),
    )
}

#: Other words for the kinds; the keys of the file are understood, too.
_ALSO = {
    "note": "footnote", "gloss": "term", "word": "term", "people": "person", "name": "person",
    "organisation": "organization", "body": "organization", "chronology": "event",
    "photograph": "photo", "illustration": "picture", "record": "source",
    "correction": "emendation", "page": "milestone", "format": "formatting",
    "italics": "formatting", "emphasis": "formatting",
} | {kind.path[-1]: kind.name for kind in KINDS.values()}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a kind. `type` is what docs/annotations.md calls it (text, Markdown, date, id,
    list of text, group …); `help` is the model's description; `fields` are those of a group."""

    key: str
    type: str
    required: bool
    help: str
    example: object = None
    choices: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def is_markdown(self) -> bool:
        """Whether it holds Markdown."""
        return self.type == "Markdown"

    @property
    def is_list(self) -> bool:
        """Whether it holds several values."""
        return self.type.startswith("list of")


def kind_named(name: str) -> Kind:
    """The kind that people call `name`. Raises `BuildFailed` with `unknown-kind`."""
    plain = name.strip().lower().replace("_", "-").replace(" ", "-")
    found = KINDS.get(_ALSO.get(plain, plain))
    if found is None:
        hint = f"{did_you_mean(plain, [*KINDS, *_ALSO])} There are: {', '.join(KINDS)}."
        message = f"Nobody knows the kind “{name}”."
        raise BuildFailed([Problem("unknown-kind", Place("new entry"), message, hint.strip())])
    return found


def fields(kind: Kind) -> tuple[Field, ...]:
    """The fields of a kind, in the order in which they are written: the id first, long texts
    last."""
    return _fields(kind.path)


def model_of(kind: Kind) -> type[BaseModel]:
    """The pydantic model of one entry."""
    from edition.annotations.schema.models import model_named
    from edition.annotations.schema.reference import group_of

    group = _schema()
    name = ""
    for step in kind.path:
        name = group_of(group["properties"][step])
        group = _schema()["$defs"][name]
    return model_named(name)


def body_of(kind: Kind) -> Field | None:
    """The field that holds the text of an entry: its note, definition, description …"""
    return next((field for field in reversed(fields(kind)) if field.is_markdown), None)


def following(kind: Kind) -> tuple[str, ...]:
    """The keys of the file that come after the section of `kind` in the models' order."""
    keys = list(_schema()["properties"])
    return tuple(keys[keys.index(kind.path[0]) + 1 :])


def taken_ids(kind: Kind, data: YamlValue) -> set[str]:
    """The ids that an entry of this kind may not have, `data` being the whole file's."""
    group = next((group for group in ID_GROUPS if kind.path in group), ())
    return {
        str(item["id"])
        for path in group
        for item in list_at(data, path)
        if isinstance(item, dict) and "id" in item
    }


def proposed(kind: Kind, words: str, taken: Collection[str] = ()) -> dict[str, str | list[str]]:
    """What an entry on the selected `words` would say of them: its id, its headword, its forms.

    `words` stay the annotator's own for kinds that quote; of a name the possessive and the marks
    around it are cut off.
    """
    found: dict[str, str | list[str]] = {}
    name = words
    if kind.has_forms:
        plain = bare(words)
        name = name_in_order(plain) if kind.name == "person" else plain
        found[kind.words] = name
        found["forms"] = [plain]
    if any(field.key == "id" for field in fields(kind)):
        found["id"] = new_id(kind, name, taken)
    return found


def new_id(kind: Kind, words: str, taken: Collection[str] = ()) -> str:
    """An id made of `words` that is not taken; a person is called by the surname first."""
    names = [slug(words)]
    if kind.name == "person" and "," in words:
        names.insert(0, slug(words.partition(",")[0]))
    names = [name for name in names if name] or [kind.name]
    free = next((name for name in names if name not in taken), None)
    number = 2
    while free is None:
        candidate = f"{names[-1][:58].rstrip('-')}-{number}"
        free = candidate if candidate not in taken else None
        number += 1
    return free


def slug(words: str, limit: int = 48) -> str:
    """`words` as small Latin letters, digits and hyphens, cut between words; may be empty."""
    text = unicodedata.normalize("NFKD", fold_quote(words).casefold()).translate(LETTERS)
    text = text.translate(_LATIN)
    text = "".join(char for char in text if not unicodedata.combining(char))
    parts = re.findall(r"[a-z0-9]+", text.replace("'", ""))
    found = ""
    for part in parts:
        if found and len(found) + 1 + len(part) > limit:
            break
        found = f"{found}-{part}" if found else part[:limit]
    return found


def bare(words: str) -> str:
    """A name as it stands in a text, without the marks around it and the possessive."""
    text = " ".join(words.split())
    text = re.sub(r"^[\W_]+|(?<!\.)[^\w.)]+$", "", text) or text
    last = text.split()[-1] if text else ""
    if last.endswith(".") and last.count(".") == 1 and len(last) > 4:
        text = text[:-1]
    return re.sub(r"(?<=\w)['’ʼ]s?$", "", text)


def name_in_order(name: str) -> str:
    """A personal name as an index sorts it: “Surname, Given” (Chicago Manual of Style, 16.71).

    Small particles go behind the given name; those joined by a hyphen, as al-, stay. It is a
    proposal: where a surname begins cannot be known.
    """
    parts = name.split()
    if "," in name or len(parts) < 2:
        return name
    tail = [parts.pop()] if parts[-1].rstrip(".").lower() in _SUFFIXES and len(parts) > 2 else []
    return ", ".join([parts[-1], " ".join(parts[:-1]), *tail])


_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))


@cache
def _schema() -> Schema:
    from edition.annotations.schema.reference import whole_schema

    return whole_schema()


@cache
def _fields(path: tuple[str, ...]) -> tuple[Field, ...]:
    group = _schema()
    for step in path:
        group = _definition(group["properties"][step])
    found = _of_group(group)
    first = [field for field in found if field.key == "id"]
    last = [field for field in found if field.is_markdown]
    return tuple([*first, *(f for f in found if f not in first and f not in last), *last])


def _of_group(group: Schema) -> list[Field]:
    needed = group.get("required", ())
    return [_field(key, value, key in needed) for key, value in group["properties"].items()]


def _field(key: str, value: Schema, required: bool) -> Field:
    from edition.annotations.schema.reference import group_of, kind_of, meaning_of

    inner = _of_group(_definition(value)) if group_of(value) else ()
    example = next(iter(value.get("examples", ())), None)
    meaning = meaning_of(value, _schema()["$defs"])
    either = [value, *value.get("anyOf", ())]
    choices = tuple(next((item["enum"] for item in either if "enum" in item), ()))
    return Field(key, kind_of(value), required, meaning, example, choices, tuple(inner))


def _definition(value: Schema) -> Schema:
    from edition.annotations.schema.reference import group_of

    return _schema()["$defs"][group_of(value)]


#: Small letters of two more alphabets in Latin ones, for ids only (Cyrillic after BGN/PCGN).
_LATIN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i",
    "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s",
    "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "є": "ye", "і": "i", "ґ": "g",
    "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz",
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
})  # fmt: skip
