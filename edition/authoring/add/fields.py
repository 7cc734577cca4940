"""Fields: turns what is given for a field, as words of a form, into data. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from edition.apparatus.citations import records
from edition.authoring.add import softwrap
from edition.authoring.add.kinds import Field
from edition.yamlfile.dump import Braces
from edition.yamlfile.load import CONTROL, YamlValue

_TRUE, _FALSE = frozenset(("true", "yes", "1")), frozenset(("false", "no", "0"))


def grouped(given: Mapping[str, YamlValue]) -> Iterable[tuple[str, YamlValue]]:
    """`original.text` and `original.language` are one group."""
    found: dict[str, YamlValue] = {}
    for key, value in given.items():
        head, dot, rest = str(key).partition(".")
        group = found.get(head, {})
        if dot and isinstance(group, dict):
            found[head] = {**group, rest: value}
        else:
            found[str(key)] = value
    return found.items()


def is_empty(value: YamlValue) -> bool:
    """Whether nothing is given."""
    return (
        value is None
        or (isinstance(value, str | list | tuple | dict) and not value)
        or (isinstance(value, str) and not value.strip())
    )


def control(value: YamlValue) -> str:
    """The first control character in a value, at any depth."""
    if isinstance(value, str):
        found = CONTROL.search(value.replace("\r", ""))
        return found[0] if found else ""
    if isinstance(value, Mapping):
        return next(filter(None, map(control, (*value, *value.values()))), "")
    if isinstance(value, list | tuple):
        return next(filter(None, map(control, value)), "")
    return ""


def one(field: Field, value: YamlValue) -> YamlValue:
    """One value of a field as data: numbers and truth values are known by the field's type."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value) if field.type in ("date", "text", "id", "Markdown") else value
    if not isinstance(value, str):
        return value
    if field.is_markdown:
        return softwrap.tidy(value)
    text = re.sub(r"\s*[\r\n\t]+\s*", " ", value).strip()
    if "lines" in field.type and re.fullmatch(r"[1-9]\d{0,8}", text):
        return int(text)
    if "number" in field.type.replace("Q and a number", ""):
        return _number(text)
    if field.type == "true or false":
        low = text.lower()
        return low in _TRUE if low in _TRUE | _FALSE else text
    return text


def _number(text: str) -> int | float | str:
    if re.fullmatch(r"-?\d{1,9}", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d{1,9}\.\d{1,15}", text) else text


def listed(value: YamlValue) -> list[YamlValue]:
    """Ids in a list, or in words with commas, semicolons or spaces between them."""
    if isinstance(value, str):
        return [part for part in re.split(r"[\s,;]+", value) if part]
    return list(value) if isinstance(value, list | tuple) else [value]


def csl(key: str, value: YamlValue) -> YamlValue:
    """A variable of a source. A person is given as “Surname, Given”, a body by its name."""
    if key in records.NAME_FIELDS:
        return [_person(item) for item in (value if isinstance(value, list | tuple) else [value])]
    return re.sub(r"\s+", " ", value).strip() if isinstance(value, str) else value


def _person(item: YamlValue) -> YamlValue:
    if not isinstance(item, str):
        return item
    family, comma, given = item.partition(",")
    if comma and given.strip():
        return Braces(family=family.strip(), given=given.strip())
    return Braces(literal=item.strip())


def source_words(record: Mapping[str, YamlValue]) -> str:
    """What a source is called by: who wrote or published it, the year."""
    names = records.parse_names(csl("author", record.get("author") or "")) or [{}]
    who: YamlValue = (
        names[0].get("family") or names[0].get("literal") or record.get("container-title")
    )
    year = re.match(r"\d{4}", str(record.get("issued", "")))
    return f"{who or record.get('title', '')} {year[0] if year else ''}".strip()
