"""Writes what follows from the models: the JSON Schema for editors, the reference for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TypedDict, cast, get_args

import yaml

from edition.annotations.groups import INCLUDED, WORKFLOW
from edition.annotations.schema import values
from edition.annotations.schema.example import EXAMPLE
from edition.annotations.schema.introduction import INTRODUCTION
from edition.annotations.schema.models import AnnotationsFile
from edition.model import csl
from edition.yamlfile.load import YamlValue

#: What the patterns of the models stand for, in words.
_KINDS = {
    values.ID: "id",
    values.DATE: "date",
    values.EXACT_DATE: "date",
    values.MOMENT: "date",
    values.HISTORIC_DATE: "date",
    values.LINES: "lines",
    values.LANGUAGE: "language tag",
    values.WIKIDATA: "Q and a number",
    r"^urn:(uuid|isbn):\S+$": "identifier",
    r"^[a-z]{3}$": "three letters",
    r"^[0-9a-fA-F]{64}$": "64 hexadecimal digits",
    values.ADDRESS: "web address",
}
_ROLES = get_args(values.RoleName)

#: What pydantic writes of JSON Schema (draft 2020-12).
Schema = TypedDict(
    "Schema",
    {
        "$defs": "dict[str, Schema]",
        "$ref": str,
        "additionalProperties": "Schema",
        "anyOf": "list[Schema]",
        "const": object,
        "default": object,
        "description": str,
        "enum": list[str],
        "examples": list[object],
        "items": "Schema",
        "maxLength": int,
        "pattern": str,
        "patternProperties": "dict[str, Schema]",
        "prefixItems": "list[Schema]",
        "properties": "dict[str, Schema]",
        "propertyNames": "Schema",
        "required": list[str],
        "title": str,
        "type": str,
    },
    total=False,
)


def json_schema() -> str:
    """The JSON Schema of annotations.yaml (draft 2020-12), as an editor reads it."""
    schema = whole_schema()
    for group in (schema, *schema["$defs"].values()):
        if "properties" in group:
            group["patternProperties"] = {"^x-": {"description": "A key of your own."}}
    definitions = schema.pop("$defs")
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "annotations.yaml",
        "description": schema.pop("description"),
    }
    rest = {key: value for key, value in schema.items() if key != "title"}
    whole = head | rest | {"$defs": definitions}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def included_schema() -> str:
    """The JSON Schema of a file that annotations.yaml includes: the lists it may have."""
    schema = json.loads(json_schema())
    schema["title"] = "Annotations that annotations.yaml includes"
    schema["description"] = "A file named under `include`: lists of annotations."
    known = schema["properties"]
    schema["properties"] = {key: known[key] for key in known if key in INCLUDED}
    del schema["required"]
    used = _reached(schema["properties"], schema["$defs"])
    schema["$defs"] = {name: group for name, group in schema["$defs"].items() if name in used}
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _reached(value: object, defs: Mapping[str, object]) -> set[str]:
    """The names of the definitions that a part of a schema leads to."""
    found: set[str] = set()
    todo = [value]
    while todo:
        here = todo.pop()
        if isinstance(here, dict):
            todo += here.values()
            name = str(here.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                todo.append(defs[name])
        elif isinstance(here, list):
            todo += here
    return found


def reference() -> str:
    """docs/annotations.md: each key, whether it is needed, what it is, and an example."""
    schema = whole_schema()
    roles = "- A *role* is one of " + ", ".join(f"`{role}`" for role in _ROLES) + ".\n"
    introduction = INTRODUCTION.format(roles=roles)
    defs = schema["$defs"]
    homes = _homes(schema, defs)
    parts = [introduction, "## The file\n\n" + _table(schema, defs, homes)]
    example = f"## A complete example\n\n```yaml\n{EXAMPLE}```\n"
    return "\n".join([*parts, *_sections(defs, homes), example])


def whole_schema() -> Schema:
    """The models' own JSON Schema, with an example for each key that has none of its own."""
    # pydantic gives the schema as a plain dict.
    schema = cast(Schema, AnnotationsFile.model_json_schema(by_alias=True))
    _add_examples(schema, yaml.safe_load(EXAMPLE), schema["$defs"])
    for group in schema["$defs"].values():
        # What is said of the work comes behind what is said of the text.
        known = group.get("properties", {})
        last = {key: known.pop(key) for key in WORKFLOW if key in known and "reviewed-by" in known}
        known |= last
    return schema


def _add_examples(group: Schema, data: Mapping[str, YamlValue], defs: Mapping[str, Schema]) -> None:
    """Give each key in `group` what the complete example has for it, and so on downwards."""
    for key, value in group["properties"].items():
        found = data.get(key)
        if found is not None:
            value.setdefault("examples", [found])
        if (name := group_of(value)) and found is not None:
            inner = found[0] if isinstance(found, list) else found
            if isinstance(inner, Mapping):
                _add_examples(defs[name], inner, defs)


def _homes(schema: Schema, defs: Mapping[str, Schema]) -> dict[str, str]:
    """For each group of keys the path where it first comes up, which is its heading; groups
    that stand in several places are explained once."""
    homes: dict[str, str] = {}
    todo = [(key, value) for key, value in schema["properties"].items()]
    while todo:
        path, value = todo.pop(0)
        name = group_of(value)
        if name and name not in homes:
            homes[name] = path
            todo[:0] = [
                (f"{path}: {key}", inner) for key, inner in defs[name]["properties"].items()
            ]
    return homes


def _sections(defs: Mapping[str, Schema], homes: Mapping[str, str]) -> Iterator[str]:
    """A section for each group of keys."""
    for name, path in homes.items():
        about = " ".join(defs[name].get("description", "").split())
        yield f"## `{path}`\n\n{about}\n\n{_table(defs[name], defs, homes)}"


def group_of(value: Schema) -> str:
    """The name of the group that a value is, or is a list of; else nothing."""
    options = value.get("anyOf", [])
    for part in (value, value.get("items", {}), *options, *(o.get("items", {}) for o in options)):
        if "$ref" in part:
            return part["$ref"].rsplit("/", 1)[1]
    return ""


def _table(group: Schema, defs: Mapping[str, Schema], homes: Mapping[str, str]) -> str:
    lines = ["| key | needed? | what it is | example |", "|---|---|---|---|"]
    needed = group.get("required", [])
    for key, value in group["properties"].items():
        kind, meaning = kind_of(value), meaning_of(value, defs)
        what = f"{kind[:1].upper()}{kind[1:]}. {meaning}"
        cells = [f"`{key}`", "yes" if key in needed else "no", what, _shown(value, homes)]
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def _shown(value: Schema, homes: Mapping[str, str]) -> str:
    """The example of a key as it is written on one line; for a group, where its keys are."""
    if name := group_of(value):
        path = homes[name]
        return f"see [`{path}`](#{path.replace(': ', '-')})"
    return f"`{_written(value['examples'][0])}`"


def _written(example: object) -> str:
    """A value as YAML on one line: words without quotes where YAML reads them as the same words."""
    words = example.strip("\n") if isinstance(example, str) else example
    if isinstance(words, str) and not words[:1].isdigit() and _is_plain(words):
        return words
    return json.dumps(words, ensure_ascii=False)


def _is_plain(words: str) -> bool:
    try:
        read: object = yaml.safe_load(f"key: {words}")
    except yaml.YAMLError:
        return False
    return read == {"key": words}


def meaning_of(value: Schema, defs: Mapping[str, Schema]) -> str:
    text = value.get("description") or defs.get(group_of(value), {}).get("description", "")
    text = " ".join(text.split()).replace(", in Markdown.", ".").removesuffix(" Markdown.")
    default = value.get("default")
    if default not in (None, "", [], {}):
        text += f" Default: `{default}`."
    return text.strip()


def kind_of(value: Schema) -> str:
    """The kind of a value in a word or two."""
    if options := value.get("anyOf"):
        kinds = dict.fromkeys(kind for option in options if (kind := kind_of(option)))
        if "lines" in kinds:  # a line by itself is a number
            kinds.pop("whole number", None)
        return " or ".join(kinds)
    if "const" in value:
        return f"`{value['const']}`" if value["const"] != "" else ""
    if value.get("enum") == list(_ROLES):
        return "role"
    if value.get("enum") == list(csl.TYPES):
        return "CSL type"
    if "enum" in value:
        return " or ".join(f"`{item}`" for item in value["enum"] if item)
    if "$ref" in value:
        return "group"
    return _plain_kind(value)


def _plain_kind(value: Schema) -> str:
    kind = value.get("type")
    if kind == "array":
        items = value.get("items") or next(iter(value.get("prefixItems", [])), None)
        return f"list of {_plural(kind_of(items))}" if items else "list"
    if kind == "object":
        named = "roles" if "propertyNames" in value else "names"
        if values.LANGUAGE in value.get("patternProperties", {}):
            named = "language tags"
        inner = value.get("additionalProperties") or next(iter(value["patternProperties"].values()))
        return f"{named}, each with {kind_of(inner)}"
    if kind == "string":
        return _string_kind(value)
    names = {"integer": "whole number", "boolean": "true or false", "null": ""}
    return names.get(str(kind), str(kind))


def _string_kind(value: Schema) -> str:
    if "pattern" in value:
        return _KINDS.get(value["pattern"], "text")
    return "Markdown" if value.get("maxLength", 0) > 4000 else "text"


def _plural(kind: str) -> str:
    return kind if kind in ("lines", "text", "Markdown") else f"{kind}s"
