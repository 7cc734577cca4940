"""The web edition in a browser: axe and Nu have nothing against it, its own policy lets it be
shown, and no screen cuts it off."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from edition.build import build
from edition.system import files
from edition.system.project import Project
from edition.verify.findings import Finding
from edition.verify.judges import axe, nu
from tests.books import write_project
from tests.paths import GOLDEN

ALOUD = Path(__file__).parent / "read-aloud"
#: Tables, pictures, breaks and lists; a source with CRLF.
HARD = ("chronology-hostile", "crlf-wrapped", "levels-and-lists", "pictures")
#: A page that is none of ours.
WRONG = "wrong.html"
pytestmark = pytest.mark.judge


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The web edition of the edition in read-aloud/."""
    (found,) = files.write_all(
        tmp_path_factory.mktemp("web"), build(Project.at(ALOUD), ["html"]).files
    )
    return found


@pytest.fixture(scope="module")
def seen(folder: Path) -> axe.Shown:
    """What Chromium and axe say of all its pages."""
    return axe.shown(folder)


def test_axe_finds_nothing_on_any_screen(seen: axe.Shown) -> None:
    assert len({page["page"] for page in seen["styled"]}) == 11
    assert seen["violations"] == []


def test_nothing_is_asked_for_elsewhere(seen: axe.Shown) -> None:
    assert seen["foreign"] == []


@pytest.fixture(scope="module")
def long_notes(tmp_path_factory: pytest.TempPathFactory) -> axe.Shown:
    """The same of a text with six notes that are longer than it, and a short one, the fifth."""
    folder = tmp_path_factory.mktemp("long")
    long = "The loom is a frame on which threads are crossed, and cloth comes of it. " * 6
    notes = "".join(
        f'  - {{id: n-{k}, quote: {words}, note: "{long}"}}\n'
        for k, words in enumerate(("sat", "at the", "She", "threw", "the cloth", "grew"))
    )
    notes += "  - {id: short, quote: shuttle, note: It flies.}\n"
    project = write_project(folder / "loom", f"footnotes:\n{notes}")
    (web,) = files.write_all(folder / "web", build(Project.at(project), ["html"]).files)
    # Its other pages are like those of every edition.
    for page in {*web.glob("*.html")} - {*web.glob("text-*.html")}:
        page.unlink()
    return axe.shown(web)


def test_the_text_does_not_wait_for_its_notes(long_notes: axe.Shown) -> None:
    assert long_notes["violations"] == []
    text = {
        (one["page"], one["width"]): one for one in long_notes["styled"] if "text-" in one["page"]
    }
    assert all(one["gap"] < 60 for one in text.values())
    ids = ["fn1", "fn2", "fn3", "fn4", "fn6", "fn7"]
    assert text["text-001.html", 1440]["folded"] == ids, "a short note is whole"
    assert text["text-001.html#fn1", 390]["folded"] == []


def test_a_folded_note_is_whole_when_a_link_leads_to_it(long_notes: axe.Shown) -> None:
    shown = {one["page"]: one["folded"] for one in long_notes["styled"] if one["width"] > 999}
    assert "fn1" in shown["text-001.html"]
    assert shown["text-001.html#fn1"] == ["fn2", "fn3", "fn4", "fn6", "fn7"]


@pytest.fixture(scope="module")
def said(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What Nu finds in pages of ours, and in one that is wrong."""
    pages = tmp_path_factory.mktemp("nu")
    shutil.copytree(folder, pages / folder.name)
    for name in HARD:
        files.write_all(pages / name, build(Project.at(GOLDEN / name), ["html"]).files)
    wrong = "<!DOCTYPE html><title>x</title><p><p role=nothing>a</i>"
    (pages / WRONG).write_text(wrong)
    return nu.nu(pages)


def test_nu_finds_no_error_in_the_pages(said: list[Finding]) -> None:
    """What it finds in the page that is wrong, it finds nowhere else."""
    errors = [item for item in said if item.level != "INFO"]
    assert {(item.location, item.count) for item in errors} == {(f"{WRONG}:1", 1)}


def test_nu_finds_what_is_wrong(said: list[Finding]) -> None:
    assert any("Stray end tag" in item.message and item.level == "ERROR" for item in said)


def test_no_page_scrolls_sideways(seen: axe.Shown) -> None:
    assert seen["wide"] == []


def test_the_policy_of_the_pages_lets_their_styles_and_fonts_in(seen: axe.Shown) -> None:
    assert all(page["sheets"] > 3 and page["fonts"] for page in seen["styled"])


def test_a_note_stands_beside_the_text_or_lies_over_its_foot(seen: axe.Shown) -> None:
    position = {page["width"]: page["position"] for page in seen["styled"] if page["position"]}
    assert position == {1440: "relative", 390: "fixed"}
