"""Words are found, with what stands around them, and what is said of them already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from edition.assembly import partial
from edition.authoring.find import Found, find
from edition.cli import main
from edition.system.project import Project
from tests.books import write_project

TEXT = """\
The loom

CHAPTER I

Who sat at\u00a0the loom?

A weaver sat there. “The loom”, she said, is old; Leeds is far.

Left out: the loom.

CHAPTER II

The night came. THE LOOM stood. Heirlooms too.
"""
REST = """\
structure:
  roles:
    title: [1]
    question: [5]
    answer: [7]
  headings: ["CHAPTER *"]
  speakers: {question: Ann, answer: Bea}
omissions:
  - lines: [9]
    reason: Not hers.
emendations:
  - {quote: Leeds is far, reading: Leeds is near}
footnotes:
  - {id: at, quote: at the loom, note: x}
  - {id: quoted, quote: The loom, prefix: "there. “", note: x}
  - {id: far, quote: is old, note: x}
glossary:
  - {id: loom, term: loom, definition: x}
people:
  - {id: bea, name: Bea, forms: [weaver], mentions: [{quote: she said}]}
places:
  - {id: leeds, name: Leeds, forms: [Leeds], except: [{quote: Leeds is far}]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition with chapters, turns, and annotations of all kinds."""
    return write_project(tmp_path, REST, TEXT)


def found(folder: Path, words: str, **more) -> list[Found]:
    """The places of words."""
    return find(partial.read(Project.at(folder)), words, **more)[0]


def test_each_place_has_its_line_its_number_its_chapter_and_its_speaker(folder: Path) -> None:
    rows = [(str(f.place), f.number, f.heading, f.role, f.speaker) for f in found(folder, "loom")]
    assert rows == [
        ("source.txt:1:5", None, "The loom", "title", ""),
        ("source.txt:5:16", 1, "CHAPTER I", "question", "Ann"),
        ("source.txt:7:26", 2, "CHAPTER I", "answer", "Bea"),
        ("source.txt:9:15", None, "", "", ""),
        ("source.txt:13:37", 3, "CHAPTER II", "narrative", ""),
    ]


def test_what_is_left_out_is_said_to_be_so_and_cannot_be_quoted(folder: Path) -> None:
    [place] = found(folder, "Left out")
    assert place.omitted == "Not hers." and place.selector is None


def test_the_selector_is_ready_to_paste(folder: Path) -> None:
    selectors = [f.selector.values() for f in found(folder, "the loom") if f.selector]
    assert selectors == [{"quote": "the loom"}]
    [first, second] = [f.selector.values() for f in found(folder, "The loom") if f.selector]
    assert first == {"quote": "The loom", "suffix": "CHAPTER"}
    assert second == {"quote": "The loom", "prefix": "there. “"}


def test_case_and_whole_words(folder: Path) -> None:
    assert len(found(folder, "LOOM")) == 1
    assert len(found(folder, "LOOM", ignore_case=True)) == 6
    assert len(found(folder, "LOOM", ignore_case=True, whole_words=True)) == 5
    assert len(found(folder, "loom", limit=2)) == 2


def test_what_is_said_there_already(folder: Path) -> None:
    [place] = found(folder, "at the loom")
    assert [(n.kind, n.id, n.how) for n in place.noted] == [
        ("footnote", "at", "on"),
        ("term", "loom", "across"),
    ]
    [place] = found(folder, "A weaver sat")
    assert [(n.kind, n.id, n.how) for n in place.noted] == [
        ("footnote", "quoted", "near"),
        ("footnote", "far", "near"),
        ("emendation", "", "near"),
        ("person", "bea", "across"),
    ]
    [place] = found(folder, "she said")
    assert ("person", "bea", "on") in [(n.kind, n.id, n.how) for n in place.noted]
    [place] = found(folder, "Leeds")
    kinds = [(n.kind, n.how) for n in place.noted]
    assert ("emendation", "across") in kinds
    assert not any(kind == "place" for kind, _ in kinds), "an exception is no mention"
    lines = (folder / "annotations.yaml").read_text("utf-8").splitlines()
    assert all(n.id in lines[n.place.line - 1] for f in found(folder, "loom") for n in f.noted)


def run(*arguments: object) -> int:
    """Run the command in this process."""
    return main.main(["find", *(str(argument) for argument in arguments)])


def test_the_command_prints_what_can_be_pasted(folder: Path, capsys) -> None:
    assert run("at the\nloom", folder) == 0
    said = capsys.readouterr().out
    assert said.startswith("source.txt:5:9  ¶ 1  CHAPTER I  Ann\n")
    assert "Who sat «at the loom»? A weaver" in said
    assert ': footnote at "at the loom", on these words\n' in said
    assert '    quote: "at the loom"\n' in said
    assert "\x1b" not in said


def test_more_places_than_are_shown(folder: Path, capsys) -> None:
    assert run("loom", folder, "--limit", 2) == 0
    assert "… and 3 more; --limit shows more." in capsys.readouterr().out


def test_words_that_are_not_there_end_with_one_and_show_the_nearest(folder: Path, capsys) -> None:
    assert run("sat at teh loom", folder) == 1
    assert "Nearest, at source.txt:5:5 (" in capsys.readouterr().err
    assert run("nothing of the sort at all", folder) == 1
    assert "Nothing comes near" in capsys.readouterr().err
    assert run("\x1b[31m\u202e", folder) == 1
    assert "\x1b" not in capsys.readouterr().err
    assert run("", folder) == 1
    assert run("x", folder, "--limit", 0) == 2


def test_json(folder: Path, capsys) -> None:
    assert run("LOOM", folder, "-i", "-w", "--json", "--limit", 3) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["count"] == 5 and len(data["places"]) == 3
    place = data["places"][1]
    assert place["selector"]["quote"] == "loom" and place["paragraph"] == 1
    assert TEXT[slice(*place["span"])] == "loom"
    assert run("sat at teh loom", folder, "--json") == 1
    assert json.loads(capsys.readouterr().out)["nearest"]["words"].startswith("sat at the loom")


def test_it_works_while_the_annotations_have_errors(folder: Path, capsys) -> None:
    path = folder / "annotations.yaml"
    broken = path.read_text("utf-8").replace("{id: far, quote: is old, note: x}", "{id: far}")
    path.write_text(
        broken.replace("sha256: ", "sha256: 0")
        .replace("sha256: 0", "sha256: ", 1)
        .replace("title: The loom", "titel: The loom"),
        "utf-8",
    )
    assert run("at the loom", folder) == 0
    assert "footnote at" in capsys.readouterr().out


def test_several_files_and_hard_wrapped_lines(tmp_path: Path, capsys) -> None:
    sources = {"one.txt": "A weaver\nsat by.\n", "two.txt": "\nShe sat\r\nby the loom.\n"}
    folder = write_project(tmp_path, "", sources, paragraphs="blank-line")
    assert run("sat by", folder) == 0
    said = capsys.readouterr().out
    assert "one.txt:2:1" in said and "two.txt:2:5" in said


def test_it_is_a_project_that_is_wanted(tmp_path: Path, capsys) -> None:
    assert run("x", tmp_path) == 1
    assert "file-not-found" in capsys.readouterr().err
    assert run("x", tmp_path / "none") == 2


def test_what_included_files_say_of_a_place_is_known(tmp_path: Path) -> None:
    words = "A loom\n\nShe threw the shuttle.\n\nA shuttle of oak.\n\nBuy a shuttle.\n"
    rest = "include: notes/*.yaml\nstructure:\n  roles:\n    title: [1]\n"
    folder = write_project(tmp_path, rest, words)
    (folder / "notes").mkdir()
    for name, text in {
        "a": "footnotes:\n  - {id: a, quote: threw the shuttle, note: x}\n",
        "b": "milestones:\n  - {page: 12, quote: She threw}\nphotos:\n  - {id: oak, caption: 5}\n",
        "c": "omissions:\n  - {lines: [7], reason: Not hers.}\n",
    }.items():
        (folder / "notes" / f"{name}.yaml").write_text(text)
    found, _ = find(partial.read(Project.at(folder)), "shuttle")
    assert [(item.place.line, item.page, item.role, item.omitted) for item in found] == [
        (3, "12", "narrative", ""),
        (5, "12", "caption", ""),
        (7, "12", "", "Not hers."),
    ]
    assert [str(item.place) for item in found[0].noted] == ["notes/a.yaml:2:5"]
