"""The schema for editors and the reference are what the models say, and the example is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.annotations import parse
from edition.schema import models
from edition.schema.document import json_schema, reference
from edition.schema.example import EXAMPLE, sections

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("path", "made"),
    [
        ("edition/schema/annotations.schema.json", json_schema),
        ("docs/annotations.md", reference),
    ],
)
def test_what_is_made_from_the_models_is_in_step(path: str, made) -> None:
    assert (ROOT / path).read_text("utf-8") == made(), "run python -m edition.schema"


def test_the_example_is_valid() -> None:
    found, problems = parse("annotations.yaml", EXAMPLE.encode())
    assert [str(problem) for problem in problems] == []
    assert found is not None


def test_the_example_has_every_section_and_key() -> None:
    fields = models.AnnotationsFile.model_fields
    assert list(sections()) and set(sections()) == {f.alias or n for n, f in fields.items()}
    for model in (*models.Part.__subclasses__(), *models.Quoting.__subclasses__(), models.Record):
        for name, field in model.model_fields.items():
            key = field.alias or name
            assert f"{key}:" in EXAMPLE, f"no example of {key}"


def test_every_key_is_explained() -> None:
    text = reference()
    for model in (*models.Part.__subclasses__(), *models.Quoting.__subclasses__(), models.Record):
        for name, field in model.model_fields.items():
            assert f"`{field.alias or name}`" in text


def test_the_editions_in_this_project_name_the_schema() -> None:
    first = (ROOT / "annotations.yaml").read_text("utf-8").partition("\n")[0]
    assert first.endswith("$schema=edition/schema/annotations.schema.json")
