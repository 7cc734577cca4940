"""`rebase`: what hangs on the text in an included file is carried over there, and no other byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.prepare import prepare
from edition.cli import main
from edition.system.project import Project
from tests.books import write_project

OLD = """The Mill

A picture caption.

Advertisement: buy soap.

The night came, and the owner shewed her the broken belt of the Nautilus.
"""
NEW = OLD.replace("Mill\n", "Mill\n\nA line that is new.\n").replace("shewed", "showed")
REST = "include: notes/*.yaml\nstructure:\n  roles:\n    title: [1]\n"
#: A list of the included file, and it in the new text.
LISTS = {
    "omissions": (
        "omissions:\n  # soap\n  - lines: [5]   # the whole\n    reason: Not hers.\n",
        ("[5]", "[7]"),
    ),
    "photos": ("photos:\n  - {id: mill, caption: 3}   # none yet\n", ("caption: 3", "caption: 5")),
    "formatting": (
        "formatting:\n  - as: emphasis   # hers\n    quote: owner shewed\n",
        ("owner shewed", "owner showed"),
    ),
    "milestones": (
        "milestones:\n  - {page: 12, quote: owner shewed her}   # by hand\n",
        ("owner shewed her", "owner showed her"),
    ),
}


@pytest.mark.parametrize("key", LISTS)
def test_an_included_list_is_carried_over_in_its_file(key: str, tmp_path: Path) -> None:
    words, (old, new) = LISTS[key]
    folder = write_project(tmp_path / "mill", REST, OLD)
    (folder / "notes").mkdir()
    own = f"# of {key}\r\n\r\n" + words.replace("\n", "\r\n") + "\r\n# the end"
    other = "footnotes:\n  - {id: belt, quote: broken belt, note: x}\n"
    (folder / "notes" / "a.yaml").write_text(other)
    (folder / "notes" / "b.yaml").write_bytes(own.encode())
    prepare(Project.at(folder))
    before = (folder / "annotations.yaml").read_text().splitlines()
    (tmp_path / "new.txt").write_text(NEW)
    assert main.main(["rebase", str(tmp_path / "new.txt"), str(folder), "--yes"]) == main.BUILT
    assert (folder / "notes" / "b.yaml").read_bytes().decode() == own.replace(old, new)
    assert (folder / "notes" / "a.yaml").read_text() == other
    after = (folder / "annotations.yaml").read_text().splitlines()
    [changed] = [line for line, was in zip(after, before, strict=True) if line != was]
    assert "sha256" in changed
    prepare(Project.at(folder))
