"""What an editor is told: the JSON Schema agrees with the builder, and its examples are right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from edition.annotations.parse import parse
from edition.annotations.schema.example import EXAMPLE
from edition.annotations.schema.reference import json_schema
from edition.yamlfile.load import load
from tests.books import GOOD, annotations
from tests.paths import ROOT

SCHEMA = json.loads(json_schema())
EDITIONS = [ROOT / "annotations.yaml", *sorted(ROOT.glob("tests/golden/*/annotations.yaml"))]


def faults(text: str | bytes) -> list[str]:
    """What the JSON Schema finds wrong with an annotations file."""
    data = load("a.yaml", text if isinstance(text, bytes) else text.encode()).data
    return [error.message for error in Draft202012Validator(SCHEMA).iter_errors(data)]


def fields() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each key of each group of the schema: the group's name, the key, its schema."""
    for name, group in [("annotations.yaml", SCHEMA), *SCHEMA["$defs"].items()]:
        for key, value in group["properties"].items():
            yield name, key, value


FIELDS = list(fields())


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert len(FIELDS) > 120


@pytest.mark.parametrize(("name", "key", "value"), FIELDS, ids=[f"{n}-{k}" for n, k, _ in FIELDS])
def test_every_key_has_a_description_and_examples_that_fit(name, key, value) -> None:
    assert len(value.get("description", "")) >= 5, f"{name}: {key}"
    assert value.get("examples"), f"{name}: {key} has no example"
    own = Draft202012Validator({"$defs": SCHEMA["$defs"], **value})
    for example in value["examples"]:
        assert [error.message for error in own.iter_errors(example)] == []


def test_the_groups_are_described() -> None:
    for name, group in SCHEMA["$defs"].items():
        assert len(group["description"]) >= 10, name


def test_the_complete_example_is_valid() -> None:
    assert faults(EXAMPLE) == []


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: path.parent.name)
def test_editions_that_the_builder_reads_are_valid(path: Path) -> None:
    found, problems = parse("annotations.yaml", path.read_bytes())
    assert found is not None and not problems
    assert faults(path.read_bytes()) == []


INVALID = [
    ("quote: shuttle", "quot: shuttle"),
    ("    note: It flies.\n", ""),
    ("quote: shuttle", "quote: 12"),
    ("note: It flies.", 'note: ""'),
    ("note: It flies.", "note: true"),
    ("note: It flies.", "note: [a]"),
    ("id: on-shuttle", "id: On Shuttle"),
    ("title: [1]", "titel: [1]"),
    ("title: [1]", "title: 1"),
    ("title: [1]", "title: [0]"),
    ("title: [1]", "title: [one]"),
    ("format: 1", "format: 2"),
    ("paragraphs: line", "paragraphs: lines"),
    ("language: en", "language: English language"),
    ("role: aut", "role: author"),
    ('published: "2026-01-02"', 'published: "2 January 2026"'),
    ("urn:uuid:00000000-0000-4000-8000-000000000000", "0815"),
    ("glossary:\n", "glossary: {}\nx:\n"),
    ("structure:\n", "rules: {tone-words: 3}\nstructure:\n"),
    ("structure:\n", "rules: {tone-words: {also: poor}}\nstructure:\n"),
    ("structure:\n", "rules: {exceptions: [{id: a, rule: names}]}\nstructure:\n"),
    ("structure:\n", "rules: {words-per-note: 0}\nstructure:\n"),
    ("structure:\n", "places: [{id: a, name: b, coordinates: [1]}]\nstructure:\n"),
    ("structure:\n", "sources: [{id: a, type: book}]\nstructure:\n"),
]


@pytest.mark.parametrize(("old", "new"), INVALID, ids=[new for _, new in INVALID])
def test_what_the_builder_refuses_the_editor_underlines(old: str, new: str) -> None:
    good = annotations(GOOD)
    assert faults(good) == [] and old in good
    found, problems = parse("annotations.yaml", good.replace(old, new, 1).encode())
    assert found is None and problems
    assert faults(good.replace(old, new, 1)), new


@pytest.mark.parametrize(
    ("tone", "valid"),
    [
        ("true", True),
        ("[poor devil]", True),
        ("{also: [a], not: [b]}", True),
        ("{}", True),
        ("{alsoo: [a]}", False),
        ("yes please", False),
        ("[1]", False),
    ],
)
def test_the_forms_of_tone_words(tone: str, valid: bool) -> None:
    text = annotations(GOOD + f"rules: {{tone-words: {tone}}}\n")
    found, problems = parse("annotations.yaml", text.encode())
    assert (found is not None, not problems, not faults(text)) == (valid, valid, valid)


def test_a_fault_inside_a_form_is_told_alone() -> None:
    text = annotations(GOOD + "rules: {tone-words: {alsoo: [a]}}\n")
    (problem,) = parse("annotations.yaml", text.encode())[1]
    assert problem.code == "unknown-key"
    assert "Did you mean “also”?" in problem.hint


def test_vs_code_is_told_of_the_extension_and_of_the_schema() -> None:
    recommended = json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))
    assert recommended == {"recommendations": ["redhat.vscode-yaml"]}
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    for path in settings["yaml.schemas"]:
        assert (ROOT / path).is_file(), path
