"""What pydantic finds wrong with annotations.yaml, in an annotator's words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, get_args

import yaml
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from edition.annotations.groups import WORKFLOW
from edition.annotations.schema import models, values
from edition.languages import edtf
from edition.languages.known import meant
from edition.model.problems import Place, Problem, did_you_mean, quoted
from edition.yamlfile.load import YamlFile, YamlPath, YamlValue

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def schema_problems(file: YamlFile, details: Sequence[ErrorDetails]) -> list[Problem]:
    """One problem for each value: a union of types reports each of its members."""
    found: dict[YamlPath, ErrorDetails] = {}
    for detail in details:
        path = real_path(file.data, detail)
        if detail["type"] == "missing":
            path = (*path, "missing", str(detail["loc"][-1]))
        if path not in found or detail["type"] == "string_pattern_mismatch":
            found[path] = detail
    inner = {path[:k] for path in found for k in range(len(path)) if path[:k] in found}
    # A group that is faulty inside is no fault of those kinds that it might have been, too.
    kept = [
        detail
        for path, detail in found.items()
        if not (path in inner and detail["type"].endswith("_type"))
    ]
    return [_schema_problem(file, detail, number < _HINTED) for number, detail in enumerate(kept)]


#: Problems that get a nearest match: to look for one takes longer than all the rest.
_HINTED = 300


def _not_existing(place: Place, value: str) -> Problem:
    """A date or an address that has the right form, but names nothing."""
    if value.startswith("http"):
        hint = "Copy it from the browser; it begins with https:// and the name of a site."
        return Problem("bad-value", place, f"{quoted(value)} is no web address.", hint)
    hint = "Look at the month and the day."
    if near := edtf.suggestion(value):
        hint = f"Write {near}."
    return Problem("bad-value", place, f"There is no such date: {value}.", hint)


def _schema_problem(file: YamlFile, detail: ErrorDetails, hinted: bool) -> Problem:
    path = real_path(file.data, detail)
    kind, context = detail["type"], detail.get("ctx", {})
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "the file")
    value = detail["input"]
    if kind == "extra_forbidden":
        return _unknown_key(file, path, hinted)
    if kind == "missing":
        message = f"“{detail['loc'][-1]}” is missing{_inside(path[:-1])}."
        return Problem(
            "missing-key",
            file.place(path[:-1]),
            message,
            f"Add a line `{detail['loc'][-1]}: …` to this entry.",
        )
    place = file.place(path)
    if kind in ("string_type", "string_pattern_mismatch") and not isinstance(value, str):
        return _not_text(place, key, value)
    if kind == "value_error":
        return _not_existing(place, str(value))
    if kind == "string_pattern_mismatch":
        if path[-1:] == ("[key]",):
            key, place = str(path[-3]), file.key_place(path[:-1])
        hint = _PATTERNS.get(context.get("pattern", ""), f"It must fit {context.get('pattern')}.")
        if context.get("pattern") in _DATES and (near := edtf.suggestion(str(value))):
            hint = f"Write {near}."
        if context.get("pattern") == values.LANGUAGE:
            near = meant(str(value)) or ""
            hint = f"Write {near}." if re.fullmatch(values.LANGUAGE, near) else hint
        if odd := _odd_space(str(value)):
            hint = f"It has {odd} in it. {hint}"
        return Problem("bad-value", place, f"{quoted(value)} is no good value of “{key}”.", hint)
    if kind == "string_too_short":
        return Problem(
            "empty-value", place, f"“{key}” is empty.", "Write something, or take the line out."
        )
    if kind == "string_too_long":
        limit = context.get("max_length")
        message = f"“{key}” has {len(value or '')} characters; at most {limit} are allowed."
        return Problem("too-long", place, message, "Shorten it or divide it in two.")
    if kind == "literal_error":
        if path[-1:] == ("[key]",):
            return _not_one_of(file.key_place(path[:-1]), str(path[-3]), value, context["expected"])
        return _not_one_of(place, key, value, context.get("expected", ""))
    if kind in ("list_type", "dict_type", "model_type", "model_attributes_type", "tuple_type"):
        want = "a list: each item on a line of its own, after “- ”"
        if kind not in ("list_type", "tuple_type"):
            want = "a group of “key: value” lines, indented"
        return Problem("wrong-kind", place, f"“{key}” is {_kind(value)}.", f"It must be {want}.")
    if kind in ("too_short", "too_long"):
        message = f"“{key}” has {context.get('actual_length')} items."
        bound = context.get("min_length", context.get("max_length"))
        needed = "At most {} are allowed." if kind == "too_long" else "{} are needed."
        return Problem("wrong-number", place, message, needed.format(bound))
    return Problem("bad-value", place, f"“{key}” is {_kind(value)}: {detail['msg']}.", "")


_PATTERNS = {
    r"^[a-z0-9][a-z0-9-]{0,62}$": "Use small letters a–z, digits and hyphens, such as "
    "“joint-mobile-group”.",
    values.DATE: "Write a date as 2014, 2014-12 or 2014-12-15.",
    values.EXACT_DATE: "Write a date as 2014, 2014-12 or 2014-12-15; 793 as 0793, 44 BC as -0043.",
    values.MOMENT: "Write a date as 2014, 2014-12 or 2014-12-15; 793 as 0793, about 1850 as 1850~.",
    values.HISTORIC_DATE: "Write a date as 2014, 2014-12 or 2014-12-15; 793 as 0793, about 1850 as "
    "1850~, from 1850 to 1853 as 1850/1853.",
    r"^([^:]+:)?[0-9]{1,9}(-[0-9]{1,9})?$": 'Write a line as 13, a range as "20-24", with several '
    'source files as "part2.txt:13".',
    values.LANGUAGE: "Write a language tag such as en, ru or sr-Cyrl.",
    r"^urn:(uuid|isbn):\S+$": "Write urn:uuid: or urn:isbn: and the number, without spaces.",
    r"^[a-z]{3}$": "Use a MARC relator code of three letters, such as aut, ivr, ive, trl, edt.",
    r"^[0-9a-fA-F]{64}$": "A SHA-256 has 64 hexadecimal digits. `sha256sum FILE` prints it.",
    r"^(https?://\S+)?$": "Write a web address that begins with http:// or https://.",
    r"^(Q[1-9][0-9]{0,11})?$": "Write the item's number, such as Q3044.",
    values.PAGE_MARK: "Write the mark as the file has it, with signs at both ends and * in the "
    "place of the number: “[Pg *]”.",
    values.PAGE_NAME: "Write the page's number, or what a leaf is called, without blanks: 12, xiv, "
    "12v, 12-13.",
    values.INITIALS: "Write initials, such as A.B., without brackets and other signs.",
    values.ADD_TO: "Write the path of a file with {chapter} or {kind} in it, such as "
    "notes/chapter-{chapter}.yaml.",
    values.RECORDS: "Name a file whose ending says its format: .json, .yaml, .bib or .ris.",
    r"^[^\r\n]*$": "It must stand on one line.",
}

#: Patterns of dates of any time.
_DATES = frozenset((values.EXACT_DATE, values.MOMENT, values.HISTORIC_DATE))


def _unknown_key(file: YamlFile, path: YamlPath, hinted: bool) -> Problem:
    key, parent = str(path[-1]), path[:-1]
    known = known_keys(parent)
    near = f"{_elsewhere(key)} {did_you_mean(key, known)}".strip() if hinted else ""
    hint = f"{near} Known here: {', '.join(known)}." if known else ""
    if odd := _odd_space(key):
        hint = f"It has {odd} in it. Type a plain space in its place."
    elif hinted and _is_below_text(file, path):
        hint = f"If it belongs to the text above it, set it in as that is. {hint}"
    message = f"Nobody knows the key “{key}”{_inside(parent)}."
    return Problem("unknown-key", file.key_place(path), message, hint.strip())


def _elsewhere(key: str) -> str:
    """Where a key stands that is another group's: `labels` below `edition`; `style`, where
    `citation-style` does."""
    groups = {name: known_keys((name,)) for name in known_keys(())}
    if key in groups:
        return f"`{key}:` begins at the margin, within nothing else."
    if owners := [name for name, keys in groups.items() if key in keys]:
        return f"It is a key of {' and '.join(f'`{name}`' for name in owners[:3])}."
    for name, keys in groups.items():
        if whole := next((known for known in keys if known.endswith(f"-{key}")), ""):
            return f"Did you mean “{whole}”, a key of `{name}`?"
    return ""


def _odd_space(words: str) -> str:
    from edition.yamlfile import suspects  # only where something is wrong

    return suspects.odd_space(words)


def _is_below_text(file: YamlFile, path: YamlPath) -> bool:
    """Whether a key stands right below a text block, which it may have been left out of."""
    group = file.at(path[:-1])
    keys = list(group) if isinstance(group, dict) else []
    at = keys.index(path[-1]) if path[-1] in keys else 0
    node = file.node((*path[:-1], keys[at - 1])) if at else None
    return isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")


def known_keys(parent: YamlPath) -> list[str]:
    """The keys of the group at `parent`, read off the models; none where no group is."""
    owner = _owner(parent)
    known = [info.alias or name for name, info in owner.model_fields.items()] if owner else []
    last = WORKFLOW if owner and issubclass(owner, values.Worked) else ()
    return [key for key in known if key not in last] + [key for key in last if key in known]


def role_names() -> list[str]:
    """The roles that a paragraph can have."""
    return list(get_args(values.RoleName))


def field_at(path: YamlPath) -> FieldInfo | None:
    """What the models say of the key at the end of `path`."""
    owner = _owner(path[:-1])
    names = {info.alias or name: info for name, info in owner.model_fields.items()} if owner else {}
    return names.get(str(path[-1]))


def _owner(parent: YamlPath) -> type[BaseModel] | None:
    owner: type[BaseModel] | None = models.AnnotationsFile
    for step in parent:
        if isinstance(step, str) and owner:
            names = {info.alias or name: info for name, info in owner.model_fields.items()}
            owner = group_of(names[step].annotation) if step in names else None
    return owner


def group_of(annotation: object) -> type[BaseModel] | None:
    """The group of keys that a value is, or is a list of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(group_of, get_args(annotation))), None)


def _not_text(place: Place, key: str, value: object) -> Problem:
    if isinstance(value, int | float):
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        hint = f'Put it in quotes: {key}: "{shown}"'
    else:
        hint = f"Write {key}: followed by text."
    return Problem("not-text", place, f"“{key}” must be text, but is {_kind(value)}.", hint)


def _not_one_of(place: Place, key: str, value: object, expected: str) -> Problem:
    if odd := _odd_space(str(value)):
        message = f"{quoted(str(value))} has {odd} in it."
        return Problem("bad-value", place, message, "Take it out, or type a plain space.")
    parts = (part.strip(" '") for part in expected.replace(" or ", ",").split(","))
    options = [part for part in parts if part]  # an empty one is what stands where nothing is given
    hint = f"{did_you_mean(str(value), options)} Allowed: {', '.join(options)}.".lstrip()
    return Problem("bad-value", place, f"{quoted(str(value))} is no good value of “{key}”.", hint)


def _kind(value: object) -> str:
    names = {dict: "a group of keys", list: "a list", str: "text", type(None): "empty"}
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, int | float):
        return f"the number {value}"
    return names.get(type(value), type(value).__name__)


def _inside(path: YamlPath) -> str:
    if not path:
        return ""
    words = [f"entry {step + 1}" if isinstance(step, int) else f"“{step}”" for step in path]
    return " in " + ", ".join(words)


def real_path(data: YamlValue, detail: ErrorDetails) -> YamlPath:
    """Where it is, without the names of union members, which are no steps into the data."""
    path: list[str | int] = []
    loc = detail["loc"]
    for number, step in enumerate(loc):
        if step == "[key]":
            path.append(step)
        elif isinstance(data, list) and isinstance(step, str):
            continue
        elif isinstance(data, dict) and isinstance(step, str):
            if step not in data and (detail["type"] != "missing" or number < len(loc) - 1):
                continue
            path.append(step)
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int):
            path.append(step)
            data = data[step] if step < len(data) else None
        elif not isinstance(data, dict | list):
            break
        else:
            path.append(step)
    return tuple(path)
