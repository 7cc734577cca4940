"""`python -m edition.schema` writes edition/schema/annotations.schema.json, docs/annotations.md."""

from __future__ import annotations

from pathlib import Path

from .document import json_schema, reference

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    (HERE / "annotations.schema.json").write_text(json_schema(), encoding="utf-8")
    (HERE.parents[1] / "docs" / "annotations.md").write_text(reference(), encoding="utf-8")
