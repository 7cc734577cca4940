"""The schema for editors and the reference are what the models say, and the example is right."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from edition.annotations.parse import parse
from edition.annotations.schema import apparatus, headings, models, notes, values
from edition.annotations.schema import reference as schema_reference
from edition.annotations.schema.example import EXAMPLE
from edition.annotations.schema.write import main, outdated, write
from edition.model import csl
from tests.paths import ROOT

MODELS = (
    *(part for part in values.Part.__subclasses__() if part is not values.Worked),
    *(
        part
        for part in values.Entry.__subclasses__()
        if part is not headings.Heading and not issubclass(part, notes.Called)
    ),
    *notes.Quoting.__subclasses__(),
    *(part for part in notes.Calling.__subclasses__() if part is not notes.Called),
    *notes.Called.__subclasses__(),
    *headings.Heading.__subclasses__(),
    apparatus.Record,
)

#: Both take a moment to write, and are asked for each model.
json_schema, reference = cache(schema_reference.json_schema), cache(schema_reference.reference)


def keys(model: type[BaseModel]) -> set[str]:
    """The keys of a model, as they are written in the file."""
    return {field.alias or name for name, field in model.model_fields.items()}


def test_what_is_made_from_the_models_is_in_step() -> None:
    assert outdated(ROOT) == [], "run python -m edition.annotations.schema"


def test_check_tells_what_is_out_of_date_and_writing_mends_it(tmp_path: Path, capsys) -> None:
    assert main(["--check"], tmp_path) == 1
    assert "annotations.schema.json is out of date" in capsys.readouterr().err
    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
    page = tmp_path / "docs/annotations.md"
    page.write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))
    assert outdated(tmp_path) == ["docs/annotations.md"]
    write(tmp_path)
    assert outdated(tmp_path) == []


def test_the_schema_opens_with_what_it_is_and_ends_with_a_line_feed() -> None:
    text = json_schema()
    assert list(json.loads(text))[:3] == ["$schema", "title", "description"]
    assert json.loads(text)["$schema"].endswith("/draft/2020-12/schema")
    assert text.endswith("}\n")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_schema_has_the_keys_of_the_models(model: type[BaseModel]) -> None:
    schema = json.loads(json_schema())
    group = schema["$defs"].get(model.__name__, schema)
    assert set(group["properties"]) == keys(model)
    assert group["additionalProperties"] is (model is apparatus.Record)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_has_a_description_and_an_example(model: type[BaseModel]) -> None:
    schema = json.loads(json_schema())
    for key, value in schema["$defs"].get(model.__name__, schema)["properties"].items():
        assert len(value.get("description", "")) > 3, f"{model.__name__}: {key}"
        assert "examples" in value or "$ref" in json.dumps(value), f"{model.__name__}: {key}"


def test_every_group_of_the_schema_is_tested() -> None:
    assert {model.__name__ for model in MODELS} - {"AnnotationsFile"} == set(
        json.loads(json_schema())["$defs"]
    )


def test_the_edition_of_this_project_has_the_shape() -> None:
    text = (ROOT / "annotations.yaml").read_bytes()
    found, problems = parse("annotations.yaml", text)
    assert found is not None
    assert [str(problem) for problem in problems] == []
    assert set(yaml.safe_load(text)) <= set(json.loads(json_schema())["properties"])


def test_the_example_on_the_page_is_whole_and_valid() -> None:
    (example,) = re.findall(r"^```yaml\n(.*?)^```$", reference(), re.M | re.S)
    assert example == EXAMPLE
    found, problems = parse("annotations.yaml", example.encode())
    assert [str(problem) for problem in problems] == []
    assert found is not None


def test_the_example_has_every_section() -> None:
    assert set(yaml.safe_load(EXAMPLE)) == keys(models.AnnotationsFile)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_is_in_the_reference(model: type[BaseModel]) -> None:
    for key in keys(model):
        assert f"\n| `{key}` | " in reference(), key


def test_the_links_of_the_reference_lead_somewhere() -> None:
    text = reference()
    heads = {
        re.sub(r"[^\w -]", "", head).strip().replace(" ", "-").lower()
        for head in re.findall(r"^## (.*)$", text, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= heads


def test_an_edition_in_this_project_names_the_schema() -> None:
    first = (ROOT / "annotations.yaml").read_text("utf-8").partition("\n")[0]
    named = first.partition("$schema=")[2]
    assert (ROOT / named).is_file()
    assert named == "edition/annotations/schema/annotations.schema.json"


def test_the_types_of_sources_are_those_of_csl() -> None:
    record = schema_reference.whole_schema()["$defs"]["Record"]["properties"]["type"]
    assert record["enum"] == list(csl.TYPES)
    assert {"webpage", "motion_picture", "article-newspaper"} < set(record["enum"])
