"""Writes what follows from the models: the JSON Schema for editors, the reference for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, get_args

from . import models
from .example import sections
from .models import AnnotationsFile

_INTRODUCTION = """\
# The keys of annotations.yaml

<!-- Made from edition/schema/models.py by `python -m edition.schema`; do not edit it here. -->

An edition is one folder with a source text and a file `annotations.yaml`. This page lists every
key of that file. A key in **bold** must be there; the others may be left out. A key that is not
listed is refused, with the nearest one that is.

- *Text* is one line of words. Put it in quotes where it has a colon in it, begins with a sign, or
  looks like a number: `date: "2014-12"`.
- *Markdown* is text with `*emphasis*`, `**strong**`, lists, quotations, `[links](https://…)`,
  citations `[@source-id, p. 4]`, references `[words](term:id)` and `[](note:id)`, and words in
  another language `[слово]{{lang=ru}}`. No HTML, headings or pictures.
- *Lines* are counted from 1, blank lines too: `13`, a range `"20-24"`, or `"part2.txt:13"` where
  there are several source files.
- An *id* is a name of your own: small letters, digits and hyphens.
- A *date* is `"2014"`, `"2014-12"` or `"2014-12-15"`, in quotes.
{roles}
Editors that know the YAML language server check the file as you type, by its first line:
`# yaml-language-server: $schema=edition/schema/annotations.schema.json`.
"""

#: What the patterns of the models stand for, in words.
_KINDS = {
    models._ID: "id",
    models._DATE: "date",
    models._LINES: "lines",
    models._LANGUAGE: "language tag",
    r"^urn:(uuid|isbn):\S+$": "identifier",
    r"^[a-z]{3}$": "three letters",
    r"^[0-9a-fA-F]{64}$": "64 hexadecimal digits",
    r"^(https?://\S+)?$": "web address",
}
_ROLES = get_args(models.RoleName)


def json_schema() -> str:
    """The JSON Schema of annotations.yaml (draft 2020-12), as an editor reads it."""
    schema = AnnotationsFile.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def reference() -> str:
    """docs/annotations.md: each key with its kind and meaning, with an example of each group."""
    schema = AnnotationsFile.model_json_schema(by_alias=True)
    roles = "- A *role* is one of " + ", ".join(f"`{role}`" for role in _ROLES) + ".\n"
    introduction = _INTRODUCTION.format(roles=roles)
    parts = [introduction, "## The file\n\n" + _table(schema, schema["$defs"])]
    return "\n".join([*parts, *_sections(schema, schema["$defs"])])


def _sections(schema: Mapping[str, Any], defs: Mapping[str, Any]) -> Iterator[str]:
    """A section for each group of keys, where it first comes up, the path as its heading."""
    seen: set[str] = set()
    todo = [(key, value) for key, value in schema["properties"].items()]
    while todo:
        path, value = todo.pop(0)
        name = _group(value)
        if not name or name in seen:
            continue
        seen.add(name)
        group = defs[name]
        about = " ".join(group.get("description", "").split())
        example = f"\n```yaml\n{sections()[path]}\n```\n" if ":" not in path else ""
        yield f"## `{path}`\n\n{about}\n\n{_table(group, defs)}{example}"
        todo[:0] = [(f"{path}: {key}", inner) for key, inner in group["properties"].items()]


def _group(value: Mapping[str, Any]) -> str:
    """The name of the group that a value is, or is a list of; else nothing."""
    for part in (value, value.get("items", {}), *value.get("anyOf", [])):
        if "$ref" in part:
            return part["$ref"].rsplit("/", 1)[1]
    return ""


def _table(group: Mapping[str, Any], defs: Mapping[str, Any]) -> str:
    lines = ["| key | value | meaning |", "|---|---|---|"]
    needed = group.get("required", [])
    for key, value in group["properties"].items():
        name = f"**`{key}`**" if key in needed else f"`{key}`"
        cells = [name, _kind(value), _meaning(value, defs)]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _meaning(value: Mapping[str, Any], defs: Mapping[str, Any]) -> str:
    text = value.get("description") or defs.get(_group(value), {}).get("description", "")
    text = " ".join(text.split())
    default = value.get("default")
    if default not in (None, "", [], {}):
        text += f" Default: `{default}`."
    return text.strip()


def _kind(value: Mapping[str, Any]) -> str:
    """The kind of a value in a word or two."""
    if options := value.get("anyOf"):
        kinds = dict.fromkeys(kind for option in options if (kind := _kind(option)))
        if "lines" in kinds:  # a line by itself is a number
            kinds.pop("whole number", None)
        return " or ".join(kinds)
    if "const" in value:
        return f"`{value['const']}`" if value["const"] != "" else ""
    if value.get("enum") == list(_ROLES):
        return "role"
    if "enum" in value:
        return " or ".join(f"`{item}`" for item in value["enum"])
    if "$ref" in value:
        return "group"
    return _plain_kind(value)


def _plain_kind(value: Mapping[str, Any]) -> str:
    kind = value.get("type")
    if kind == "array":
        items = value.get("items") or next(iter(value.get("prefixItems", [])), {})
        return f"list of {_plural(_kind(items))}" if items else "list"
    if kind == "object":
        named = "roles" if "propertyNames" in value else "names"
        inner = value.get("additionalProperties") or next(iter(value["patternProperties"].values()))
        return f"{named}, each with {_kind(inner)}"
    if kind == "string":
        return _string_kind(value)
    return {"integer": "whole number", "null": ""}.get(str(kind), str(kind))


def _string_kind(value: Mapping[str, Any]) -> str:
    if "pattern" in value:
        return _KINDS.get(value["pattern"], "text")
    return "Markdown" if value.get("maxLength", 0) > 4000 else "text"


def _plural(kind: str) -> str:
    return kind if kind in ("lines", "text", "Markdown") else f"{kind}s"
