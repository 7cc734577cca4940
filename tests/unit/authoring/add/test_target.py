"""A new entry goes into the file of its place, and no other file changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.assembly.prepare import prepare
from edition.authoring.add import write
from edition.model.problems import BuildFailed
from edition.system.project import Project
from tests.books import write_project

TEXT = "The loom\n\nOne\n\nA weaver sat at the loom.\n\nTwo\n\nShe threw the shuttle far.\n"
REST = """\
structure:
  roles:
    title: [1]
    heading: [3, 7]
"""


def edition(folder: Path, head: str, **notes: str) -> Project:
    write_project(folder, head + REST, TEXT)
    (folder / "notes").mkdir()
    for name, text in notes.items():
        (folder / "notes" / f"{name}.yaml").write_bytes(text.encode())
    return Project.at(folder)


def changed(project: Project, kind: str, **values: str) -> tuple[str, str]:
    """The file into which an entry was written, and what it has more than before."""
    before = {path: path.read_bytes() for path in project.root.rglob("*.yaml")}
    added = write.add(project, kind, values)
    after = {path: path.read_bytes() for path in project.root.rglob("*.yaml")}
    [path] = [path for path, data in after.items() if data != before.get(path)]
    assert path == project.root / added.place.file
    prepare(project)
    old, new = before.get(path, b"").decode(), after[path].decode()
    head = next((k for k, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    return added.place.file, new[head : len(new) - len(old) + head]


def test_by_the_rule_in_the_file_of_the_chapter(tmp_path: Path) -> None:
    head = "include: notes/*.yaml\nadd-to: notes/{chapter}.yaml\n"
    note = "footnotes:\n  - {id: a, quote: A weaver, note: x}\n"
    project = edition(tmp_path, head, **{"01": note})
    two = ("notes/02.yaml", "footnotes:\n  - id: far\n    quote: far\n    note: |\n      y\n")
    assert changed(project, "footnote", quote="far", note="y") == two
    assert changed(project, "footnote", quote="the loom", note="y")[0] == "notes/01.yaml"
    assert changed(project, "footnote", quote="loom", line="1", note="y")[0] == "notes/00.yaml"
    # A term is of no chapter.
    term = changed(project, "term", quote="shuttle", definition="z")
    assert term[0] == "annotations.yaml"


def test_by_the_kind_and_without_a_line_end(tmp_path: Path) -> None:
    head = "include: [notes/footnotes.yaml]\nadd-to: 'notes/{kind}.yaml'\n"
    project = edition(tmp_path, head, footnotes="# ours")
    file, text = changed(project, "footnote", quote="far", note="y")
    assert (file, text.startswith("\nfootnotes:\n")) == ("notes/footnotes.yaml", True)


def test_a_file_that_nobody_would_read_is_not_written(tmp_path: Path) -> None:
    head = "include: [notes/footnotes.yaml]\nadd-to: 'notes/{kind}.yaml'\n"
    project = edition(tmp_path, head, footnotes="")
    with pytest.raises(BuildFailed) as failed:
        write.add(project, "term", {"quote": "shuttle", "definition": "z"})
    assert failed.value.problems[0].code == "add-to-not-included"
    assert not (tmp_path / "notes/glossary.yaml").exists()


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("../{kind}.yaml", "add-to-not-included"),
        ("/tmp/{kind}.yaml", "add-to-not-included"),
        (".git/{kind}.yaml", "add-to-not-included"),
        ("notes/{person}.yaml", "bad-value"),
        ("notes/*.yaml", "bad-value"),
    ],
)
def test_no_rule_leads_out(tmp_path: Path, rule: str, code: str) -> None:
    project = edition(tmp_path, f"include: notes/*.yaml\nadd-to: '{rule}'\n")
    with pytest.raises(BuildFailed) as failed:
        write.add(project, "footnote", {"quote": "far", "note": "y"})
    assert code in [problem.code for problem in failed.value.problems]
    assert not list((tmp_path / "notes").iterdir())


def test_without_a_rule_behind_its_neighbor(tmp_path: Path) -> None:
    project = edition(
        tmp_path,
        "include: notes/*.yaml\n",
        one="footnotes:\r\n  - {id: a, quote: A weaver, note: x}\r\n# end\r\n",
        two="footnotes:\n  - {id: b, quote: far, note: x}\n",
    )
    assert changed(project, "footnote", quote="loom", line="5", note="y")[0] == "notes/one.yaml"
    file, text = changed(project, "footnote", quote="loom", line="1", note="y")
    assert file == "notes/one.yaml" and "\n" not in text.replace("\r\n", "")
    assert changed(project, "source", type="book", title="T")[0] == "annotations.yaml"
