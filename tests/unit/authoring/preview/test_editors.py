"""Places of the file as addresses that an editor opens, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.authoring.preview.editors import KNOWN, NO_EDITOR, editor
from edition.model.problems import Place


@pytest.mark.parametrize("name", KNOWN)
def test_every_known_editor_gets_file_line_and_column(name: str) -> None:
    link = editor(name).link(Path("/home/a b"), Place("annotations.yaml", 12, 3))
    assert "/home/a%20b/annotations.yaml" in link and "12" in link and "3" in link
    assert "{" not in link


def test_vscode() -> None:
    assert editor("VSCode").link(Path("/home/ada"), Place("a.yaml")) == (
        "vscode://file/home/ada/a.yaml:1:1"
    )
    assert NO_EDITOR.link(Path("/"), Place("a.yaml", 1)) == ""
    assert editor("vscode").link(Path("/"), Place("../x", 1)) == ""
    assert editor("vscode").link(Path("/h"), Place("{line}.yaml", 7)) == (
        "vscode://file/h/%7Bline%7D.yaml:7:1"
    )


@pytest.mark.parametrize(
    "name",
    [
        "notepad",
        "",
        "javascript:alert({path})",
        "JavaScript:alert({path})",
        "data:text/html,{path}",
        "https://example.org/{path}",
        "vscode://file",
        "x y://{path}",
        "vscode://a\n{path}",
    ],
)
def test_no_other_address_is_taken(name: str) -> None:
    with pytest.raises(ValueError):
        editor(name)
