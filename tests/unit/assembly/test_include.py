"""Annotations in several files: one edition, and every problem in the file in which it stands."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from edition.assembly import include
from edition.assembly.inputs import load_annotations
from edition.assembly.partial import salvage
from edition.assembly.prepare import prepare
from edition.assembly.review import review
from edition.authoring.fix import fix_all
from edition.authoring.preview.dependencies import files
from edition.model.problems import BuildFailed
from edition.system import snapshot
from edition.system.project import Project
from edition.yamlfile.prune import path_at
from tests.books import GOOD, write_project

ONE = """\
# whoever reads this
footnotes:
  - id: on-cloth
    quote: the cloth grew
    note: It grew. See [the loom](term:loom).
chronology:
  events:
    - {date: "1900", event: It began.}
"""
TWO = """\
footnotes:
  - {id: on-weaver, quote: A weaver, note: Hers was a trade.}
people:
  - {id: ada, name: "Ada", mentions: [{quote: She threw}]}
chronology:
  events:
    - {date: "1901", event: It went on.}
"""


def edition(folder: Path, including: str = "include: notes/*.yaml", **notes: str) -> Project:
    """An edition with files in `notes`."""
    write_project(folder, f"{including}\n{GOOD}")
    (folder / "notes").mkdir(exist_ok=True)
    for name, text in notes.items():
        (folder / "notes" / f"{name}.yaml").write_text(text, "utf-8")
    return Project.at(folder)


def told(project: Project) -> list[str]:
    """The problems: place and code."""
    return [f"{problem.place}: {problem.code}" for problem in review(project).problems]


def test_the_lists_of_all_files_are_one(tmp_path: Path) -> None:
    annotations = prepare(edition(tmp_path, one=ONE, two=TWO)).annotations
    assert [note.id for note in annotations.footnotes] == ["on-shuttle", "on-cloth", "on-weaver"]
    assert [str(note.place) for note in annotations.footnotes[1:]] == [
        "notes/one.yaml:3:5",
        "notes/two.yaml:2:5",
    ]
    assert annotations.chronology and [event.date for event in annotations.chronology.events] == [
        "1900",
        "1901",
    ]
    assert annotations.included == ("notes/one.yaml", "notes/two.yaml")


def test_each_problem_names_its_own_file_and_all_are_told_at_once(tmp_path: Path) -> None:
    three = ONE.replace("on-cloth", "Bad Id").replace("the cloth grew", "cloth")
    project = edition(
        tmp_path,
        one=ONE.replace("the cloth grew", "the cloth grown").replace("It began.", "<b>It</b>"),
        two=TWO.replace("on-weaver", "on-shuttle"),
        zero=three.replace("term:loom", "term:lom"),
        unread="footnotes: [\n",
    )
    assert told(project) == [
        "notes/one.yaml:4:12: quote-not-found",
        "notes/one.yaml:8:29: raw-html",
        "notes/one.yaml:8:34: raw-html",
        "notes/two.yaml:2:10: repeated-id",
        "notes/unread.yaml:2:1: yaml-syntax",
        "notes/zero.yaml:3:9: bad-value",
    ]
    [repeated] = [p for p in review(project).problems if p.code == "repeated-id"]
    assert "first at annotations.yaml:" in repeated.hint


def test_an_index_of_the_places_goes_both_ways(tmp_path: Path) -> None:
    file = load_annotations(edition(tmp_path, one=ONE, two=TWO))
    for path in (
        ("footnotes", 0, "quote"),
        ("footnotes", 2, "note"),
        ("chronology", "events", 1, "event"),
        ("people", 0, "name"),
        ("glossary", 0, "id"),
    ):
        name, local = file.origin(path)
        assert file.path_from(name, local) == path == path_at(file, file.place(path))
        assert file.place(path).file == name
    assert file.origin(("footnotes", 2, "note")) == ("notes/two.yaml", ("footnotes", 0, "note"))


def test_without_a_file_that_cannot_be_read_the_rest_is_shown(tmp_path: Path) -> None:
    found = salvage(edition(tmp_path, one=ONE, two="<<<<<<< a\n" + TWO))
    assert found.prepared
    assert [note.id for note in found.prepared.annotations.footnotes] == ["on-shuttle", "on-cloth"]
    assert [str(problem.place) for problem in found.problems] == ["notes/two.yaml:1:1"]
    # What links to the lost file is no error of its own.
    one = ONE.replace("term:loom", "note:on-weaver")
    broken = edition(tmp_path / "more", one=one, two="<<<<<<< a\n" + TWO)
    assert told(broken) == ["notes/two.yaml:1:1: merge-conflict"]


@pytest.mark.parametrize(
    ("including", "code"),
    [
        ("include: ../notes/one.yaml", "path-outside-project"),
        ("include: [/etc/*.yaml]", "path-outside-project"),
        ("include: notes/../../*.yaml", "path-outside-project"),
        ("include: out/*.yaml", "path-outside-project"),
        ("include: notes/link.yaml", "path-outside-project"),
        ("include: notes/.hidden.yaml", "path-hidden"),
        ("include: .git/*.yaml", "path-hidden"),
        ("include: notes/none.yaml", "file-not-found"),
        ("include: notes", "file-not-found"),
        ("include: [annotations.yaml]", "include-circle"),
        ("include: notes/round.yaml", "include-circle"),
        ("include: no*/one.yaml", "include-pattern"),
        ("include: {notes: one}", "not-text"),
        ("include: 3", "not-text"),
        ("include: [notes/one.yaml, notes/one.yaml]", "key-without-effect"),
        ("include: none/*.yaml", "key-without-effect"),
        ("include: notes/[o]*.yaml", "key-without-effect"),
    ],
)
def test_what_may_not_be_included(tmp_path: Path, including: str, code: str) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.yaml").write_text(ONE)
    folder = tmp_path / "project"
    project = edition(folder, including, one=ONE)
    (folder / "out").symlink_to(outside)
    (folder / "notes" / "link.yaml").symlink_to(outside / "x.yaml")
    (folder / "notes" / "round.yaml").symlink_to(folder / "annotations.yaml")
    (folder / "notes" / ".hidden.yaml").write_text(ONE)
    problems = review(project).problems
    assert code in [problem.code for problem in problems]
    assert all(problem.place.file == "annotations.yaml" for problem in problems)


def test_a_pattern_passes_over_what_is_hidden_and_the_file_itself(tmp_path: Path) -> None:
    project = edition(tmp_path, "include: '*.yaml'")
    (tmp_path / ".hidden.yaml").write_text(ONE)
    for name, text in {"part-10.yaml": ONE, "part-2.yaml": TWO}.items():
        (tmp_path / name).write_text(text)
    assert list(load_annotations(project).contents) == [
        "annotations.yaml",
        "part-2.yaml",
        "part-10.yaml",
    ]


def test_a_key_of_its_own_and_a_value_given_twice(tmp_path: Path) -> None:
    one = "source: {files: []}\ntext-note: One.\n"
    assert told(edition(tmp_path, one=one, two="text-note: Two.\n- 3")) == [
        "notes/one.yaml:1:1: include-key",
        "notes/two.yaml:2:1: yaml-syntax",
    ]
    assert "notes/two.yaml:1:1: yaml-repeated-key" in told(edition(tmp_path, two="text-note: T\n"))
    assert told(edition(tmp_path, one="", two="# nothing yet\n")) == []


def test_the_files_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(include, "MAX_FILES", 2)
    project = edition(tmp_path, one=ONE, two=TWO, z="")
    assert told(project) == ["annotations.yaml:17:10: include-too-many"]
    monkeypatch.setattr(include, "MAX_VALUES", 10)
    assert any("notes/one.yaml" in line and "yaml-too-long" in line for line in told(project))
    monkeypatch.setattr(include, "MAX_BYTES", 900)
    assert any("file-too-large" in line for line in told(project))


def test_a_new_file_is_noticed_while_building_and_while_watching(tmp_path: Path) -> None:
    project = edition(tmp_path, one=ONE)
    held = snapshot.of(project)
    names = files(load_annotations(held).data)
    seen = snapshot.digests(project, names)
    (tmp_path / "notes" / "two.yaml").write_text(TWO)
    assert snapshot.digests(project, names) != seen
    with pytest.raises(BuildFailed) as failed:
        snapshot.check(held)
    assert failed.value.problems[0].code == "changed-while-building"
    assert os.listdir(tmp_path / "notes")


def test_what_is_sure_is_fixed_in_the_file_in_which_it_stands(tmp_path: Path) -> None:
    wrong = TWO.replace("quote: A weaver", "quote: a weaver sat at the loom")
    project = edition(tmp_path, one=ONE, two=wrong)
    fixed = fix_all(project)
    assert list(fixed.after) == ["notes/two.yaml"]
    assert fixed.before["notes/two.yaml"].decode() == wrong
    made = fixed.after["notes/two.yaml"].decode()
    assert made == wrong.replace("a weaver sat at the loom", "A weaver sat at the loom")
    assert fixed.fixes[0].place.file == "notes/two.yaml"
