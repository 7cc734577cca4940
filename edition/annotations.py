"""Annotations: turns annotations.yaml into typed annotations, each knowing its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import model
from .problems import Place, Problem, did_you_mean, quoted
from .yamlfile import YamlFile, load

if TYPE_CHECKING:
    from .schema.models import AnnotationsFile

_Path = tuple[str | int, ...]


def parse(name: str, data: bytes) -> tuple[model.Annotations | None, list[Problem]]:
    """Read the annotations file `name` from its bytes.

    Returns the typed annotations, or None with the problems: YAML that does not parse, keys
    that nobody knows, values of the wrong kind, ids used twice.
    """
    file = load(name, data)
    if file.data is None:
        empty = Problem("yaml-empty", Place(name, 1), "The file is empty.", _START)
        return None, file.problems or [empty]
    if any(problem.code in ("yaml-alias", "yaml-too-deep") for problem in file.problems):
        # The rest of the file was not read: what it lacks would say nothing.
        return None, file.problems
    from pydantic import ValidationError

    from .schema.models import AnnotationsFile

    try:
        parsed = AnnotationsFile.model_validate(file.data)
    except ValidationError as error:
        return None, file.problems + _schema_problems(file, error.errors(include_url=False))
    problems = [*file.problems, *_repeated_ids(file, parsed)]
    if problems:
        return None, problems
    return _Builder(file, parsed).build(), []


_START = "Begin it as the README's “Your own text” shows."


class _Builder:
    """Carries the validated file over into the model, with places."""

    def __init__(self, file: YamlFile, parsed: AnnotationsFile) -> None:
        self.file = file
        self.parsed = parsed
        self.first_source = parsed.source.files[0].path

    def build(self) -> model.Annotations:
        parsed = self.parsed
        return model.Annotations(
            file=self.file.name,
            metadata=self._metadata(),
            files=tuple(
                model.FileRule(item.path, item.sha256.lower(), self._at("source", "files", k))
                for k, item in enumerate(parsed.source.files)
            ),
            paragraphs=parsed.source.paragraphs,
            structure=self._structure(),
            omissions=tuple(self._omission(k) for k in range(len(parsed.omissions))),
            emendations=tuple(self._emendation(k) for k in range(len(parsed.emendations))),
            front=tuple(
                model.Section(item.id, item.title, self._body("front", k, "body"),
                              self._at("front", k))
                for k, item in enumerate(parsed.front)
            ),
            text_note=self._body("text-note") if parsed.text_note else None,
            footnotes=tuple(
                model.Footnote(item.id, self._selector(item, "footnotes", k),
                               self._body("footnotes", k, "note"), self._at("footnotes", k))
                for k, item in enumerate(parsed.footnotes)
            ),
            glossary=tuple(self._term(k) for k in range(len(parsed.glossary))),
            photos=tuple(self._photo(k) for k in range(len(parsed.photos))),
            sources=tuple(
                model.SourceRecord(item.id, self.file.data["sources"][k], self._at("sources", k))
                for k, item in enumerate(parsed.sources)
            ),
        )  # fmt: skip

    def _metadata(self) -> model.Metadata:
        meta = self.parsed.edition
        original = meta.original
        return model.Metadata(
            **{
                **dict(meta),
                "contributors": tuple(
                    model.Contributor(
                        **dict(item),
                        place=self._at("edition", "contributors", k, "role"),
                    )
                    for k, item in enumerate(meta.contributors)
                ),
                "place": self._at("edition", "labels"),
                "original": model.Original(**dict(original)) if original else None,
                "subjects": tuple(meta.subjects),
            }
        )

    def _structure(self) -> model.Structure:
        structure = self.parsed.structure
        return model.Structure(
            default=model.Role(structure.default),
            rules=tuple(
                model.RoleRule(
                    model.Role(role),
                    tuple(self._line(value, "structure", "roles", role, k)
                          for k, value in enumerate(lines)),
                )
                for role, lines in structure.roles.items()
            ),
            splits=tuple(
                model.SplitRule(
                    self._line(item.line, "structure", "split", k, "line"), item.at,
                    model.Role(item.roles[0]), model.Role(item.roles[1]),
                    self._at("structure", "split", k),
                )
                for k, item in enumerate(structure.split)
            ),
            heading_patterns=tuple(structure.headings),
            speakers={model.Role(role): name for role, name in structure.speakers.items()},
        )  # fmt: skip

    def _omission(self, k: int) -> model.Omission:
        item = self.parsed.omissions[k]
        lines = tuple(
            self._line(value, "omissions", k, "lines", n) for n, value in enumerate(item.lines)
        )
        return model.Omission(lines, item.reason, self._at("omissions", k))

    def _emendation(self, k: int) -> model.Emendation:
        item = self.parsed.emendations[k]
        reason = self._body("emendations", k, "reason") if item.reason else None
        selector = self._selector(item, "emendations", k)
        return model.Emendation(selector, item.reading, reason, self._at("emendations", k))

    def _term(self, k: int) -> model.Term:
        item = self.parsed.glossary[k]
        return model.Term(
            id=item.id,
            headword=item.term,
            forms=tuple(item.forms) or (item.term,),
            definition=self._body("glossary", k, "definition"),
            original=item.original.text if item.original else "",
            original_language=item.original.language if item.original else "",
            transliteration=item.transliteration,
            pronunciation=item.pronunciation,
            expansion=item.expansion,
            place=self._at("glossary", k),
        )

    def _photo(self, k: int) -> model.Photo:
        item = self.parsed.photos[k]
        credit = None
        if item.credit is not None:
            credit = self._line(item.credit, "photos", k, "credit")
        caption = self._line(item.caption, "photos", k, "caption")
        values = {**dict(item), "caption": caption, "credit": credit}
        return model.Photo(**values, place=self._at("photos", k))

    def _selector(self, item: Any, *path: str | int) -> model.Selector:
        return model.Selector(item.quote, item.prefix, item.suffix, self._at(*path, "quote"))

    def _line(self, value: int | str, *path: str | int) -> model.LineRef:
        file, _, lines = str(value).rpartition(":")
        first, _, last = lines.partition("-")
        return model.LineRef(
            file or self.first_source, int(first), int(last or first), self._at(*path)
        )

    def _body(self, *path: str | int) -> model.BodyText:
        value: Any = self.file.data
        for step in path:
            value = value[step]
        return model.BodyText(value, self.file.body_place(path))

    def _at(self, *path: str | int) -> Place:
        return self.file.place(path)


def _repeated_ids(file: YamlFile, parsed: AnnotationsFile) -> Iterable[Problem]:
    groups: Mapping[str, Sequence[Any]] = {
        "footnotes": parsed.footnotes, "glossary": parsed.glossary, "photos": parsed.photos,
        "sources": parsed.sources, "front": parsed.front,
    }  # fmt: skip
    for name, items in groups.items():
        first: dict[str, int] = {}
        for k, item in enumerate(items):
            if item.id in first:
                line = file.place((name, first[item.id])).line
                message = f"The id “{item.id}” is used twice in {name}."
                hint = f"It stands first on line {line}. Choose another name for one of the two."
                yield Problem("repeated-id", file.place((name, k, "id")), message, hint)
            else:
                first[item.id] = k


# ── what pydantic found, in an annotator's words ────────────────────────────────────────────


def _schema_problems(file: YamlFile, details: Sequence[Any]) -> list[Problem]:
    """One problem for each value: a union of types reports each of its members."""
    found: dict[_Path, Mapping[str, Any]] = {}
    for detail in details:
        path = _real_path(file.data, detail["loc"])
        if detail["type"] == "missing":
            path = (*path, "missing", str(detail["loc"][-1]))
        if path not in found or detail["type"] == "string_pattern_mismatch":
            found[path] = detail
    return [_schema_problem(file, detail) for detail in found.values()]


def _schema_problem(file: YamlFile, detail: Mapping[str, Any]) -> Problem:
    path = _real_path(file.data, detail["loc"])
    kind, context = detail["type"], detail.get("ctx", {})
    key = next((str(step) for step in reversed(path) if isinstance(step, str)), "the file")
    value = detail.get("input")
    if kind == "extra_forbidden":
        return _unknown_key(file, path)
    if kind == "missing":
        message = f"“{detail['loc'][-1]}” is missing{_inside(path[:-1])}."
        return Problem("missing-key", file.place(path[:-1]), message,
                       f"Add a line `{detail['loc'][-1]}: …` to this entry.")  # fmt: skip
    place = file.place(path)
    if kind in ("string_type", "string_pattern_mismatch") and not isinstance(value, str):
        return _not_text(place, key, value)
    if kind == "value_error":
        hint = "Look at the month and the day."
        return Problem("bad-value", place, f"There is no such date: {value}.", hint)
    if kind == "string_pattern_mismatch":
        hint = _PATTERNS.get(context.get("pattern", ""), f"It must fit {context.get('pattern')}.")
        return Problem("bad-value", place, f"{quoted(value)} is no good value of “{key}”.", hint)
    if kind == "string_too_short":
        return Problem("empty-value", place, f"“{key}” is empty.", "Write something, or take "
                       "the line out.")  # fmt: skip
    if kind == "string_too_long":
        limit = context.get("max_length")
        message = f"“{key}” has {len(value or '')} characters; at most {limit} are allowed."
        return Problem("too-long", place, message, "Shorten it or divide it in two.")
    if kind == "literal_error":
        return _not_one_of(place, key, value, context.get("expected", ""))
    if kind in ("list_type", "dict_type", "model_type", "model_attributes_type", "tuple_type"):
        want = "a list: each item on a line of its own, after “- ”"
        if kind not in ("list_type", "tuple_type"):
            want = "a group of “key: value” lines, indented"
        return Problem("wrong-kind", place, f"“{key}” is {_kind(value)}.", f"It must be {want}.")
    if kind in ("too_short", "too_long"):
        message = f"“{key}” has {context.get('actual_length')} items."
        bound = context.get("min_length", context.get("max_length"))
        return Problem("wrong-number", place, message, f"{bound} are needed.")
    return Problem("bad-value", place, f"“{key}” is {_kind(value)}: {detail['msg']}.", "")


_PATTERNS = {
    r"^[a-z0-9][a-z0-9-]{0,62}$": "Use small letters a–z, digits and hyphens, such as "
    "“joint-mobile-group”.",
    r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$": "Write a date as 2014, 2014-12 or 2014-12-15.",
    r"^([^:]+:)?[0-9]{1,9}(-[0-9]{1,9})?$": 'Write a line as 13, a range as "20-24", with several '
    'source files as "part2.txt:13".',
    r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "Write a language tag such as en, ru or sr-Cyrl.",
    r"^urn:(uuid|isbn):\S+$": "Write urn:uuid: or urn:isbn: and the number, without spaces.",
    r"^[a-z]{3}$": "Use a MARC relator code of three letters, such as aut, ivr, ive, trl, edt.",
    r"^[0-9a-fA-F]{64}$": "A SHA-256 has 64 hexadecimal digits. `sha256sum FILE` prints it.",
    r"^(https?://\S+)?$": "Write a web address that begins with http:// or https://.",
    r"^[^\r\n]*$": "It must stand on one line.",
}  # fmt: skip


def _unknown_key(file: YamlFile, path: _Path) -> Problem:
    key, parent = str(path[-1]), path[:-1]
    known = _known_keys(parent)
    hint = f"{did_you_mean(key, known)} Known here: {', '.join(known)}." if known else ""
    message = f"Nobody knows the key “{key}”{_inside(parent)}."
    return Problem("unknown-key", file.key_place(path), message, hint.lstrip())


def _known_keys(parent: _Path) -> list[str]:
    from .schema import models

    table: dict[str, type] = {
        "edition": models.Metadata, "contributors": models.Contributor,
        "original": models.Original, "source": models.Source, "files": models.SourceFile,
        "structure": models.Structure, "split": models.Split, "omissions": models.Omission,
        "emendations": models.Emendation, "footnotes": models.Footnote,
        "glossary": models.Term, "photos": models.Photo, "front": models.Section,
    }  # fmt: skip
    names = [step for step in parent if isinstance(step, str)]
    if names[:1] == ["glossary"] and names[-1] == "original":
        owner: Any = models.Original_
    else:
        owner = table.get(names[-1]) if names else models.AnnotationsFile
    if owner is None:
        return []
    return [info.alias or name for name, info in owner.model_fields.items()]


def _not_text(place: Place, key: str, value: Any) -> Problem:
    if isinstance(value, int | float):
        shown = str(value).lower() if isinstance(value, bool) else str(value)
        hint = f"Put it in quotes: {key}: \"{shown}\""
    else:
        hint = f"Write {key}: followed by text."
    return Problem("not-text", place, f"“{key}” must be text, but is {_kind(value)}.", hint)


def _not_one_of(place: Place, key: str, value: Any, expected: str) -> Problem:
    options = [part.strip(" '") for part in expected.replace(" or ", ",").split(",")]
    hint = f"{did_you_mean(str(value), options)} Allowed: {', '.join(options)}.".lstrip()
    return Problem("bad-value", place, f"{quoted(str(value))} is no good value of “{key}”.", hint)


def _kind(value: Any) -> str:
    names = {dict: "a group of keys", list: "a list", str: "text", type(None): "empty"}
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, int | float):
        return f"the number {value}"
    return names.get(type(value), type(value).__name__)


def _inside(path: _Path) -> str:
    if not path:
        return ""
    words = [f"entry {step + 1}" if isinstance(step, int) else f"“{step}”" for step in path]
    return " in " + ", ".join(words)


def _real_path(data: Any, loc: Sequence[str | int]) -> _Path:
    """`loc` without the names of union members, which are no steps into the data."""
    path: list[str | int] = []
    for number, step in enumerate(loc):
        if isinstance(data, dict) and isinstance(step, str):
            if step not in data and number < len(loc) - 1:
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
