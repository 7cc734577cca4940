"""The preview in a real browser: read, edited on the disk, mended, annotated, and attacked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from edition.verify.judges.process import HERE, find_chromium, find_node
from tests.books import GOOD, TEXT, write_project
from tests.paths import ROOT

pytestmark = pytest.mark.judge

COMMAND = [sys.executable, "build.py", "watch"]
ENVIRONMENT = {**os.environ, "EDITION_NO_VENV": "1"}


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A running `build.py watch`: its address, and the annotations file that it shows."""
    find_chromium()
    rest = f"{GOOD}notes: {{wording: called}}\n"
    folder = write_project(tmp_path_factory.mktemp("watched") / "loom", rest)
    command = [*COMMAND, str(folder), "--port", "0", "--no-browser"]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=ENVIRONMENT
    )
    assert process.stdout is not None
    try:
        address = process.stdout.readline().split()[1]
        yield address, folder / "annotations.yaml"
    finally:
        process.terminate()
        rest, _ = process.communicate(timeout=20)
    assert process.returncode == 0
    assert rest.splitlines()[-1] == "Stopped."


@pytest.fixture(scope="module")
def seen(preview: tuple[str, Path]) -> dict:
    """What the browser saw."""
    address, file = preview
    order = {
        "address": address,
        "file": str(file),
        "chromium": find_chromium(),
        "screenshots": os.environ.get("EDITION_PICTURES"),
        "command": [*COMMAND, str(file.parent), "--no-browser"],
    }
    playwright = HERE / "node_modules" / "playwright-core"
    node = find_node(playwright)
    order["playwright"] = (playwright / "index.mjs").as_uri()
    done = subprocess.run(
        [node, str(Path(__file__).with_name("watch.mjs")), json.dumps(order)],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_the_page_has_no_errors_of_its_own(seen: dict) -> None:
    assert seen["errors"] == [
        # The one entry that was refused on purpose.
        "Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)"
    ]
    assert seen["overflow"] == [False, False, False]


def test_a_note_pops_up_with_its_words_and_goes_with_escape(seen: dict) -> None:
    assert "It flies." in seen["hovered"]
    assert seen["where"].startswith("annotations.yaml:") and "on-shuttle" in seen["where"]
    assert seen["focusInNote"] == "note"
    assert "noteref" in seen["focusBack"]


def test_an_edit_shows_without_a_reload(seen: dict) -> None:
    assert seen["kept"] is True


def test_a_problem_stands_at_its_paragraph_until_it_is_mended(seen: dict) -> None:
    assert "quote-not-found" in seen["problem"] and "“" not in seen["problem"].split("\n")[0]
    assert '+ "the shuttle"' in seen["problem"], "the hint is whole"
    assert "annotations.yaml:" in seen["problem"]
    assert "She threw the shuttle" in seen["problemAfter"]
    assert (seen["left"], seen["mended"]) == (0, 1)
    assert seen["bar"] == "✕ 1 error  ! 1 warning"


def test_a_file_that_is_no_yaml_keeps_the_last_good_page(seen: dict) -> None:
    assert seen["stale"] == 1


def test_selected_words_become_a_note(seen: dict) -> None:
    assert seen["formWords"] == "cloth grew"
    assert seen["formId"] == "cloth-grew"
    assert "nobody" in seen["formError"]
    assert seen["formKept"] == "Cloth grows [here](note:nobody)."
    assert "Cloth grows slowly & well." in seen["added"]


def test_the_rest_of_the_file_is_as_it_was(seen: dict) -> None:
    before, after = seen["before"].splitlines(), seen["after"].splitlines()
    new = [line for line in after if line not in before]
    assert [line for line in after if line not in new] == [b for b in before if b not in new]
    assert any("cloth grew" in line for line in new)
    assert any("Cloth grows *slowly* & well." in line for line in new)


def test_the_keyboard_is_enough(seen: dict) -> None:
    assert "reading: weaver stood" in seen["emended"]


def test_another_site_can_read_nothing_and_write_nothing(seen: dict) -> None:
    tried = seen["stranger"]
    assert tried["read"] == tried["json"] == "refused"
    assert tried["simple"] in ("refused", "opaque")
    assert tried["frame"] == "blocked"
    assert "Evil" not in seen["afterStranger"]
    assert seen["afterStranger"] == seen["emended"]


def test_an_open_page_outlives_the_server(seen: dict) -> None:
    assert "With one hand." in seen["afterRestart"], "the form was kept, and sent to the new one"
    assert seen["stopped"] == [0, 0]


def test_the_text_is_the_editions(seen: dict) -> None:
    shown = " ".join(seen["text"].split())
    for line in filter(None, TEXT.splitlines()):
        assert line.split(",")[0].removesuffix(".") in shown
