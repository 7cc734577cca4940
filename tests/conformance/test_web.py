"""The web edition in a browser: axe has nothing against it, its own policy lets it be shown, and
no screen cuts it off."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from edition.build import build
from edition.system import files
from edition.system.project import Project
from edition.verify.findings import MissingJudge
from edition.verify.judges import process
from edition.verify.judges.process import find_chromium, node_command

ALOUD = Path(__file__).parent / "read-aloud"
pytestmark = pytest.mark.judge


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Chromium and axe say of all pages of the edition in read-aloud/."""
    (folder,) = files.write_all(
        tmp_path_factory.mktemp("web"), build(Project.at(ALOUD), ["html"]).files
    )
    modules = process.HERE / "node_modules"
    axe = modules / "@daisy" / "axe-core-for-ace" / "axe.min.js"
    if not axe.is_file():
        raise MissingJudge("axe", "python3 build.py verify --install")
    playwright = modules / "playwright-core"
    order = {
        "folder": str(folder),
        "pages": [*sorted(path.name for path in folder.glob("*.html")), "text-001.html#fn1"],
        "chromium": find_chromium(),
        "playwright": (playwright / "index.mjs").as_uri(),
        "axe": str(axe),
    }
    command = [*node_command(playwright), str(Path(__file__).with_name("axe.mjs"))]
    done = process.run("Chromium", [*command, json.dumps(order)])
    found: dict[str, Any] = process.parse_json("Chromium", done)
    return found


def test_axe_finds_nothing_on_any_screen(seen: dict[str, Any]) -> None:
    assert len({page["page"] for page in seen["styled"]}) == 10
    assert seen["violations"] == []


def test_no_page_scrolls_sideways(seen: dict[str, Any]) -> None:
    assert seen["wide"] == []


def test_the_policy_of_the_pages_lets_their_styles_and_fonts_in(seen: dict[str, Any]) -> None:
    assert all(page["sheets"] > 3 and page["fonts"] for page in seen["styled"])


def test_a_note_stands_beside_the_text_or_lies_over_its_foot(seen: dict[str, Any]) -> None:
    position = {page["width"]: page["position"] for page in seen["styled"] if page["position"]}
    assert position == {1440: "relative", 390: "fixed"}
