"""An edition is changed in the preview: in a real browser, by mouse, by keys alone, on a phone."""

from __future__ import annotations

import difflib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from edition.verify.judges.process import HERE, find_chromium, find_node
from tests.books import write_project
from tests.paths import ROOT

pytestmark = pytest.mark.judge

REST = """\
notes:
  wording: called
structure:
  roles:
    title: [1]
footnotes:
  # the first
  - id: on-shuttle
    quote: shuttle
    note: It flies.  # says the master

glossary:
  - id: loom
    term: loom
    definition: A frame.
"""
ENVIRONMENT = {**os.environ, "EDITION_NO_VENV": "1"}


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """What the browser saw, of a preview that it stops at the end."""
    chromium = find_chromium()
    folder = write_project(tmp_path_factory.mktemp("changed") / "loom", REST)
    command = [sys.executable, "build.py", "watch", str(folder), "--port", "0", "--no-browser"]
    command += ["--editor", "vscode"]
    preview = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    )
    assert preview.stdout is not None
    try:
        playwright = HERE / "node_modules" / "playwright-core"
        axe = HERE / "node_modules" / "@daisy" / "axe-core-for-ace" / "axe.min.js"
        order = {
            "address": preview.stdout.readline().split()[1],
            "file": str(folder / "annotations.yaml"),
            "chromium": chromium,
            "screenshots": os.environ.get("EDITION_PICTURES"),
            "playwright": (playwright / "index.mjs").as_uri(),
            "axe": str(axe),
            "pid": preview.pid,
        }
        done = subprocess.run(
            [find_node(playwright), str(Path(__file__).with_name("edit.mjs")), json.dumps(order)],
            cwd=ROOT,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )
    finally:
        preview.terminate()
        preview.communicate(timeout=20)
    assert done.returncode == 0, done.stderr
    return {**json.loads(done.stdout), "folder": folder}


def different(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line[0] + line[2:] for line in lines if line[0] in "+-"]


def test_axe_finds_nothing_and_the_page_throws_nothing(seen: dict) -> None:
    assert {name: found for name, found in seen["axe"].items() if found} == {}
    assert len(seen["axe"]) == 9
    assert seen["errors"] == []
    assert seen["wide"] == [False] * 4


def test_localhost_leads_to_the_preview(seen: dict) -> None:
    assert seen["arrived"].startswith("http://127.0.0.1:")


def test_a_note_is_changed_taken_back_and_done_again(seen: dict) -> None:
    line = 1 + seen["start"].splitlines().index("  - id: on-shuttle")
    assert seen["link"] == f"vscode://file{seen['folder']}/annotations.yaml:{line}:5"
    assert seen["title"] == "Change footnote on-shuttle"
    assert seen["values"] == ["shuttle", "It flies."]
    assert different(seen["start"], seen["changed"]) == [
        "-    note: It flies.  # says the master",
        "+    note: It flies to and fro.  # says the master",
    ]
    assert "It flies to and fro." in seen["changedNote"]
    assert seen["undone"] == seen["start"]
    assert seen["redone"] == seen["changed"]


def test_a_source_and_an_event_are_written_while_a_note_is(seen: dict) -> None:
    assert '- date: "1801"' in seen["event"]
    assert "id: doe-1999" in seen["source"]
    assert seen["backInNote"] == ["Slowly.", "doe-1999"]
    assert "Slowly. [@doe-1999]" in seen["cited"]


def test_a_note_moves_to_other_words(seen: dict) -> None:
    assert seen["movedWords"] == "weaver"
    gone, come = "cloth grew", "weaver"
    assert f"quote: {gone}" in seen["cited"] and f"quote: {gone}" not in seen["moved"]
    assert seen["moved"].index(f"quote: {come}") < seen["moved"].index("quote: shuttle")


def test_every_problem_is_shown_also_one_of_no_field(seen: dict) -> None:
    assert seen["unchanged"] == "Nothing has been changed."
    assert "No field." in seen["problems"]["general"] and "Hint one." in seen["problems"]["general"]
    assert "A strange field." in seen["problems"]["general"]
    assert seen["problems"]["note"] == "The note.\nThe note again."
    assert seen["problems"]["words"] == "The words."


def test_keys_alone_change_delete_and_take_back(seen: dict) -> None:
    assert seen["emptyWords"] == ""
    assert "By keys alone." in seen["byKeys"]
    assert len(different(seen["byKeys"], seen["deleted"])) > 3
    assert "Deleted: footnote" in seen["deletedToast"] and "Undo" in seen["deletedToast"]
    assert seen["restored"] == seen["byKeys"]
    assert seen["steps"][0].startswith("Deleted: footnote") and "Redo" in seen["steps"][0]
    assert all("Undo" in step for step in seen["steps"][1:])


def test_a_phone_is_enough(seen: dict) -> None:
    assert "quote: threw" in seen["onPhone"]


def test_a_problem_opens_its_entry(seen: dict) -> None:
    assert seen["wrongWords"] == "shutle"
    assert "quote: shuttle" in seen["rightWords"]


def test_an_entry_of_an_included_file_is_changed_there(seen: dict) -> None:
    assert seen["includedPlace"] == f"vscode://file{seen['folder']}/notes/own.yaml:3:5"
    own = "# ours\nemendations:\n  - quote: sat\n    reading: reclined\n"
    assert seen["included"] == [own, True]


def test_a_stopped_builder_is_said_and_nothing_is_lost(seen: dict) -> None:
    assert "does not answer" in seen["stopped"] and "build.py watch" in seen["stopped"]
    assert seen["kept"] == "Kept."
