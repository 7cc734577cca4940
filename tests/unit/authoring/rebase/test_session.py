"""`rebase`: an edition carried over to a new version of its text, with people deciding."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
import yaml

from edition.assembly.prepare import prepare
from edition.cli import main
from edition.system.project import Project
from tests.books import annotations

OLD = """The Mill

A picture caption.

Photo: Roe

Advertisement: buy soap.

What did you see to-day?

I saw the weaver's loom stand still. It was a lom of oak, and the belt had burst at noon.

And then?

She threw the shuttle twice, and went to the window to look at the mill across the canal.

* * *

The foreman shewed her the broken belt, and wrote the hour into his note-book.
"""

FILE = """\
structure:
  default: answer
  roles:
    title: [1]
    question: [9, 13]   # who asks
    narrative: ["19-19"]
  split:
    - line: 11
      at: It was
      roles: [answer, narrative]
omissions:
  - lines: [7]
    reason: Not the text.
photos:
  - id: mill
    caption: 3
    credit: 5
emendations:
  - quote: lom
    reading: loom
footnotes:
  # the first note
  - id: loom
    quote: "the weaver's loom"
    note: A frame.

  - id: look
    quote: to look at
    prefix: "window "
    note: Far.
  - id: belt
    quote: broken belt
    note: Leather.
glossary:
  - id: book
    term: note-book
    definition: A book.
people:
  - id: roe
    name: Roe, Jane
    forms: [Roe]
    mentions:
      - quote: The foreman
"""

#: The new text: other lines, typography and spelling, but nothing that is in doubt.
NEW = "A new line of the printer.\n\n" + OLD.replace("weaver's", "weaver’s").replace(
    "to-day", "today"
).replace("note-book", "notebook").replace("shewed", "showed")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An edition of `OLD`, without errors."""
    folder = tmp_path / "mill"
    folder.mkdir()
    (folder / "annotations.yaml").write_text(annotations(FILE, {"mill.txt": OLD}), "utf-8")
    (folder / "mill.txt").write_text(OLD, "utf-8")
    prepare(Project.at(folder))
    return folder


def rebase(project: Path, new: str, *options: str, name: str = "new.txt") -> int:
    """Write `new` beside the project and run the command."""
    path = project.parent / name
    path.write_text(new, "utf-8")
    return main.main(["rebase", str(path), str(project), *options])


def data(project: Path):
    """The annotations file as plain data."""
    return yaml.safe_load((project / "annotations.yaml").read_text("utf-8"))


def test_what_is_certain_is_carried_over(project: Path, capsys) -> None:
    before = (project / "annotations.yaml").read_text("utf-8")
    assert rebase(project, NEW, "--yes") == main.BUILT
    said = capsys.readouterr().out
    assert "6 quotations: 6 as they are, 0 written anew, 0 doubtful, 0 lost." in said
    assert "term “note-book”: “note-book” is written “notebook” now; added to its forms." in said
    after = (project / "annotations.yaml").read_text("utf-8")
    assert (project / "mill.txt").read_text("utf-8") == NEW
    assert data(project)["source"]["files"][0]["sha256"] == hashlib.sha256(NEW.encode()).hexdigest()
    assert "    question: [11, 15]   # who asks\n" in after
    assert "  # the first note\n" in after
    assert data(project)["structure"]["roles"]["narrative"] == [21]
    assert data(project)["structure"]["split"][0]["line"] == 13
    assert data(project)["omissions"][0]["lines"] == [9]
    assert (data(project)["photos"][0]["caption"], data(project)["photos"][0]["credit"]) == (5, 7)
    assert data(project)["glossary"][0]["forms"] == ["note-book", "notebook"]
    prepare(Project.at(project))
    assert len(after.splitlines()) == len(before.splitlines()) + 1
    assert not (project / "rebase.yaml").exists()


def test_without_yes_and_without_a_terminal_nothing_is_written(project: Path, capsys) -> None:
    before = (project / "annotations.yaml").read_bytes()
    assert rebase(project, NEW) == main.BUILT
    assert "give --yes" in capsys.readouterr().out
    assert rebase(project, NEW, "--dry-run", "--diff") == main.BUILT
    said = capsys.readouterr().out
    assert "-    question: [9, 13]   # who asks" in said
    assert "Nothing was written." in said
    assert (project / "annotations.yaml").read_bytes() == before
    assert (project / "mill.txt").read_text("utf-8") == OLD


DOUBTFUL = (
    NEW.replace("broken belt", "torn belt")
    .replace("a lom of", "a loom of")
    .replace(", and went to the window to look at the mill across the canal", "")
)


def test_what_is_in_doubt_waits_for_decisions(project: Path, capsys) -> None:
    before = (project / "annotations.yaml").read_bytes()
    assert rebase(project, DOUBTFUL, "--yes") == main.INPUT
    said = capsys.readouterr()
    assert "2 doubtful, 1 lost" in said.out
    assert "rebase-undecided" in said.err
    assert "footnotes/look: the words are gone" in said.out
    assert "emendations/1: the new text has the reading itself" in said.out
    assert "broken belt«" in said.out and "torn belt«" in said.out
    assert (project / "annotations.yaml").read_bytes() == before
    assert (project / "mill.txt").read_text("utf-8") == OLD
    path = project / "rebase.yaml"
    waiting = path.read_text("utf-8")
    entries = {item["annotation"]: item for item in yaml.safe_load(waiting)["decisions"]}
    assert set(entries) == {"footnotes/look", "footnotes/belt", "emendations/1"}
    assert entries["footnotes/belt"]["accept"] is False
    # A person accepts one, gives words for another, and takes the emendation out by hand.
    at = waiting.index("footnotes/belt")
    waiting = waiting[:at] + waiting[at:].replace("accept: false", "accept: true", 1)
    at = waiting.index("footnotes/look")
    waiting = waiting[:at] + waiting[at:].replace('quote: ""', "quote: shuttle twice", 1)
    path.write_text(waiting, "utf-8")
    assert rebase(project, DOUBTFUL, "--yes") == main.INPUT
    assert "1 decision is open: emendations/1." in capsys.readouterr().err
    file = (project / "annotations.yaml").read_text("utf-8")
    file = file.replace("emendations:\n  - quote: lom\n    reading: loom\n", "")
    (project / "annotations.yaml").write_text(file, "utf-8")
    assert rebase(project, DOUBTFUL, "--yes") == main.BUILT
    notes = {note["id"]: note for note in data(project)["footnotes"]}
    assert notes["belt"]["quote"] == "torn belt"
    assert notes["look"]["quote"] == "shuttle twice" and "prefix" not in notes["look"]
    assert not path.exists()
    prepare(Project.at(project))


def test_decided_words_must_stand_in_the_new_text(project: Path, capsys) -> None:
    rebase(project, DOUBTFUL)
    path = project / "rebase.yaml"
    text = path.read_text("utf-8").replace('quote: ""', "quote: never there")
    path.write_text(text, "utf-8")
    capsys.readouterr()
    assert rebase(project, DOUBTFUL, "--yes") == main.INPUT
    assert re.search(r"rebase\.yaml:\d+:\d+: error\[quote-not-found\]", capsys.readouterr().err)
    assert (project / "mill.txt").read_text("utf-8") == OLD


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("accept: false", "accept: perhaps"), "bad-decision"),
        (("accept: false", "acept: true"), "bad-decision"),
        (("decisions:", "decisions: none\nx:"), "bad-decision"),
        (("annotation: footnotes/belt", "annotation: [1]"), "bad-decision"),
        (("decisions:", "decisions: ]"), "yaml-syntax"),
    ],
)
def test_a_file_of_decisions_that_is_wrong(change, code, project: Path, capsys) -> None:
    rebase(project, DOUBTFUL)
    path = project / "rebase.yaml"
    path.write_text(path.read_text("utf-8").replace(*change), "utf-8")
    capsys.readouterr()
    assert rebase(project, DOUBTFUL, "--yes") == main.INPUT
    assert re.search(rf"rebase\.yaml:\d+:\d+: error\[{code}\]", capsys.readouterr().err)


def test_decisions_about_another_text_are_not_used(project: Path, capsys) -> None:
    rebase(project, DOUBTFUL)
    capsys.readouterr()
    assert rebase(project, DOUBTFUL + "\nMore.\n", "--yes") == main.INPUT
    assert "decisions-outdated" in capsys.readouterr().err


def test_paragraphs_that_are_gone_divided_or_new_are_said(project: Path, capsys) -> None:
    new = NEW.replace("Photo: Roe\n\n", "").replace("And then?\n\n", "")
    new = new.replace("twice, and", "twice.\n\nAnd she")
    assert rebase(project, new, "--yes") == main.INPUT
    said = capsys.readouterr()
    assert "photos/mill/credit" in said.out and "it is gone" in said.out
    assert "photos/mill/credit" in said.err
    path = project / "rebase.yaml"
    path.write_text(path.read_text("utf-8").replace('line: ""', "line: 1"), "utf-8")
    file = (project / "annotations.yaml").read_text("utf-8").replace("    credit: 5\n", "")
    (project / "annotations.yaml").write_text(file, "utf-8")
    assert rebase(project, new, "--yes") == main.BUILT
    assert data(project)["structure"]["roles"]["question"] == [9]
    prepared = prepare(Project.at(project))
    assert [block.role.value for block in prepared.edition.blocks()][-4:] == [
        "answer",
        "answer",
        "break",
        "narrative",
    ]


def test_a_new_text_in_the_project_becomes_the_source(project: Path, capsys) -> None:
    (project / "second.txt").write_text(NEW, "utf-8")
    assert main.main(["rebase", str(project / "second.txt"), str(project), "--yes"]) == main.BUILT
    assert data(project)["source"]["files"][0]["path"] == "second.txt"
    assert (project / "mill.txt").read_text("utf-8") == OLD
    prepare(Project.at(project))


def test_a_text_that_was_changed_in_its_place_needs_the_old_one(project: Path, capsys) -> None:
    (project / "mill.txt").write_text(NEW, "utf-8")
    arguments = ["rebase", str(project / "mill.txt"), str(project), "--yes"]
    assert main.main(arguments) == main.INPUT
    assert "source-changed" in capsys.readouterr().err
    old = project.parent / "old.txt"
    old.write_text(OLD, "utf-8")
    assert main.main([*arguments, "--old", str(old)]) == main.BUILT
    prepare(Project.at(project))


def test_one_of_several_files_is_replaced(tmp_path: Path, capsys) -> None:
    rest = 'footnotes:\n  - {id: a, quote: other text, note: N.}\nstructure:\n  roles:\n    title: ["a.txt:1"]\n    heading: ["b.txt:1"]\n'  # noqa: E501
    parts = {"a.txt": "One\n\nThe first text.\n", "b.txt": "Two\n\nThe other text.\n"}
    (tmp_path / "annotations.yaml").write_text(annotations(rest, parts), "utf-8")
    for name, text in parts.items():
        (tmp_path / name).write_text(text, "utf-8")
    new = tmp_path.parent / "b2.txt"
    new.write_text("\n\nTwo\n\nThe “other” text.\n", "utf-8")
    assert main.main(["rebase", str(new), str(tmp_path), "--yes"]) == main.INPUT
    assert "rebase-which-file" in capsys.readouterr().err
    assert main.main(["rebase", str(new), str(tmp_path), "--yes", "--file", "c.txt"]) == main.INPUT
    assert main.main(["rebase", str(new), str(tmp_path), "--yes", "--file", "b.txt"]) == main.BUILT
    assert data(tmp_path)["structure"]["roles"]["heading"] == ["b.txt:3"]
    assert data(tmp_path)["footnotes"][0]["quote"] == "other” text"
    prepare(Project.at(tmp_path))


def test_nothing_is_written_over_a_change_of_somebody_else(project: Path, monkeypatch) -> None:
    from edition.authoring.rebase.session import RebaseSession

    new = project.parent / "n.txt"
    new.write_text(NEW, "utf-8")
    session = RebaseSession.open(Project.at(project), new)
    made = session.candidate()
    with (project / "annotations.yaml").open("a", encoding="utf-8") as file:
        file.write("# mine\n")
    from edition.model.problems import BuildFailed

    with pytest.raises(BuildFailed) as failed:
        session.write(made)
    assert failed.value.problems[0].code == "file-changed"
    assert (project / "mill.txt").read_text("utf-8") == OLD


def test_a_folder_without_an_edition(tmp_path: Path, capsys) -> None:
    (tmp_path / "new.txt").write_text(NEW, "utf-8")
    assert main.main(["rebase", str(tmp_path / "new.txt"), str(tmp_path)]) == main.INPUT
    assert "error[file-not-found]" in capsys.readouterr().err


@pytest.mark.parametrize("new", [b"", b"\xff\xfe", b"a\x00b", b"\n \n"])
def test_a_new_text_that_is_none(new: bytes, project: Path, capsys) -> None:
    path = project.parent / "bad.txt"
    path.write_bytes(new)
    assert main.main(["rebase", str(path), str(project), "--yes"]) == main.INPUT
    assert "error[source-" in capsys.readouterr().err


def test_asked_on_a_terminal_the_answers_are_kept(project: Path, monkeypatch) -> None:
    import sys

    from click.testing import CliRunner

    from edition.cli.rebase import command

    new = project.parent / "new.txt"
    new.write_text(DOUBTFUL.replace("a loom of", "a lom of"), "utf-8")
    monkeypatch.setattr("edition.cli.rebase.on_a_terminal", lambda: True)
    answers = "shuttle twice\ny\ny\n"
    done = CliRunner().invoke(command, [str(new), str(project)], input=answers)
    assert done.exit_code == 0, done.output + repr(done.exception)
    notes = {note["id"]: note["quote"] for note in data(project)["footnotes"]}
    assert (notes["look"], notes["belt"]) == ("shuttle twice", "torn belt")
    assert sys.stdin is not None


def test_speakers_are_carried_over_as_they_are(tmp_path: Path, capsys) -> None:
    old = "ANN: Who?\n\nBEA: I.\n\nA caption.\n"
    rest = """\
structure:
  speakers:
    - {name: Ann, role: question, turns: "ANN:*"}
    - {name: Bea, role: answer, turns: ["BEA:*"]}   # who answers
photos: [{id: mill, caption: 5}]
"""
    folder = tmp_path / "mill"
    folder.mkdir()
    (folder / "annotations.yaml").write_text(annotations(rest, {"mill.txt": old}), "utf-8")
    (folder / "mill.txt").write_text(old, "utf-8")
    new = "ANN: Who?\n\nBEA: I.\n\nAnd now more words.\n\nA caption.\n"
    assert rebase(folder, new, "--yes", name="mill.txt") == 0
    assert "They get the role of the turn in which they stand." in capsys.readouterr().out
    text = (folder / "annotations.yaml").read_text("utf-8")
    assert 'turns: ["BEA:*"]}   # who answers' in text and "caption: 7" in text
    blocks = prepare(Project.at(folder)).edition.blocks()
    roles = [str(block.role) for block in blocks]
    assert roles == ["question", "answer", "answer", "caption"]


TWINS = """\
Team Alpha reported that the new deployment reduced latency by twelve percent across all regions.

Some other words stand here, about the weather, which was fine on that day in June.

Team Beta reported that the new deployment reduced latency by twelve percent across most regions.
"""


def of_twins(tmp_path: Path, notes: str, old: str = TWINS) -> Path:
    """An edition with notes on texts that resemble each other."""
    folder = tmp_path / "teams"
    folder.mkdir()
    file = annotations("footnotes:\n" + notes, {"teams.txt": old})
    (folder / "annotations.yaml").write_text(file, "utf-8")
    (folder / "teams.txt").write_text(old, "utf-8")
    return folder


ON_ALPHA = '  - {id: a, quote: the new deployment, prefix: "Team Alpha reported that", note: N.}\n'


def test_notes_stay_with_their_twin(tmp_path: Path, capsys) -> None:
    first, middle, last = TWINS.strip().split("\n\n")
    folder = of_twins(tmp_path, ON_ALPHA)
    assert rebase(folder, f"{last}\n\n{middle}\n\n{first}\n", "--yes") == main.BUILT
    assert data(folder)["footnotes"][0]["prefix"] == "Team Alpha reported that"
    assert "1 as they are" in capsys.readouterr().out


def test_a_note_on_a_twin_that_is_gone_goes_to_nobody(tmp_path: Path, capsys) -> None:
    _, middle, last = TWINS.strip().split("\n\n")
    folder = of_twins(tmp_path, ON_ALPHA)
    assert rebase(folder, f"{middle}\n\n{last}\n", "--yes") == main.INPUT
    assert "footnotes/a" in capsys.readouterr().err


def test_a_selector_that_holds_elsewhere_is_asked_about(tmp_path: Path, capsys) -> None:
    old = "The mill stood by the river.\n\nIn the yard the weavers slept at noon.\n"
    new = "The Mills stood by the river.\n\nIn the mill yard the weavers slept at noon.\n"
    folder = of_twins(tmp_path, "  - {id: a, quote: mill, note: N.}\n", old)
    assert rebase(folder, new, "--yes") == main.INPUT
    assert "the passage that it stood in is somewhere else now" in capsys.readouterr().out


def test_an_exact_hit_elsewhere_is_proposed(tmp_path: Path, capsys) -> None:
    old = "The owner sent his lawyer.\n\nOn Monday the loom burst, and we all went home early.\n"
    new = "The owner never came.\n\nOn Monday the loom burst, and his lawyer went home early.\n"
    folder = of_twins(tmp_path, "  - {id: a, quote: his lawyer, note: N.}\n", old)
    assert rebase(folder, new, "--yes") == main.INPUT
    said = capsys.readouterr().out
    assert "doubtful: footnotes/a" in said and "burst, and »his lawyer« went" in said


def test_a_testimony_that_is_replaced_by_another_keeps_no_note(tmp_path: Path, capsys) -> None:
    old = TWINS.replace("Alpha", "Petrova").replace("Beta", "Sidorov")
    notes = ON_ALPHA.replace("Alpha", "Petrova")
    for number, name in enumerate(("Orlova", "Gamma")):
        (tmp_path / str(number)).mkdir()
        folder = of_twins(tmp_path / str(number), notes, old)
        new = old.replace("Petrova", name).replace("all", "many")
        assert rebase(folder, new, "--yes") == main.INPUT
        assert "several passages are like the one that it stood in" in capsys.readouterr().out


def test_passages_in_a_script_without_spaces_are_followed(tmp_path: Path) -> None:
    first, middle, last = (
        "你好，我是第一位證人，名叫王明。",
        "後來沒有人再說甚麼。",
        "你好，我是第二位證人，名叫李華。",
    )
    notes = "  - {id: a, quote: 證人, prefix: 第一位, note: N.}\n"
    folder = of_twins(tmp_path, notes, f"{first}\n\n{middle}\n\n{last}\n")
    assert rebase(folder, f"{last}\n\n{middle}\n\n{first}\n", "--yes") == main.BUILT
    assert data(folder)["footnotes"][0]["prefix"] == "第一位"


def test_further_words_that_call_a_note_are_carried_over(project: Path, capsys) -> None:
    file = project / "annotations.yaml"
    also = "    quote: broken belt\n    also: [{quote: you see to-day, at: start}]\n"
    text = file.read_text("utf-8")
    file.write_text(text.replace("    quote: broken belt\n", also), "utf-8")
    assert rebase(project, NEW, "--yes") == main.BUILT
    assert "7 quotations: 6 as they are, 1 written anew" in capsys.readouterr().out
    assert data(project)["footnotes"][2]["also"] == [{"quote": "you see today", "at": "start"}]
    prepare(Project.at(project))
