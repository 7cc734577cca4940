"""`rebase`: what hangs on lines moves with its words, and what is not certain waits."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from edition.assembly.prepare import prepare
from edition.cli import main
from edition.system.project import Project
from tests.books import annotations

OLD = [
    "The Mill An interview with the foreman",
    "Buy our soap, the best in the county, at half the price!",
    "Who was in the mill on the morning of the fire?",
    "I was there with two weavers and the boy who carries the wool.",
    "Did anybody see the lamp fall from the beam?",
    "The boy says that he saw it, but nobody has asked him in court.",
    "Yes.",
    "And what did the owner do when he heard of it?",
    "He sent his carriage, and the next day he sent his lawyer.",
]
FILE = """\
structure:
  default: answer
  roles:
    question: [3, 5, 8]
    answer: [4, "6-7", 9]
  split:
    - line: 1
      at: An interview
      roles: [title, subtitle]
  speakers: {question: Ann, answer: Bea}
omissions:
  - lines: [2]
    reason: An advertisement.
footnotes:
  - id: lamp
    quote: the lamp
    note: Of oil.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "mill"
    folder.mkdir()
    text = "\n".join(OLD) + "\n"
    (folder / "annotations.yaml").write_text(annotations(FILE, {"mill.txt": text}), "utf-8")
    (folder / "mill.txt").write_text(text, "utf-8")
    prepare(Project.at(folder))
    return folder


def rebase(project: Path, lines: list[str], *options: str) -> int:
    new = project.parent / "new.txt"
    new.write_text("\n".join(lines) + "\n", "utf-8")
    return main.main(["rebase", str(new), str(project), "--yes", *options])


def roles(project: Path) -> dict[str, object]:
    return yaml.safe_load((project / "annotations.yaml").read_text("utf-8"))["structure"]


def said(project: Path) -> list[tuple[str, str]]:
    """The roles of the book's blocks and their first words."""
    blocks = prepare(Project.at(project)).edition.blocks()
    return [(str(block.role), str(block.speaker or "")) for block in blocks]


def test_blocks_that_change_places_keep_their_speakers(project: Path) -> None:
    new = [*OLD[:2], *OLD[7:], *OLD[2:7]]
    assert rebase(project, new) == main.BUILT
    assert roles(project)["roles"] == {"question": [3, 5, 7], "answer": [4, 6, "8-9"]}


def test_a_range_comes_apart_where_something_is_moved_into_it(project: Path) -> None:
    new = [*OLD[:6], *OLD[7:9], OLD[6]]
    assert rebase(project, new) == main.BUILT
    assert roles(project)["roles"] == {"question": [3, 5, 7], "answer": [4, 6, 9, 8]} or (
        roles(project)["roles"] == {"question": [3, 5, 7], "answer": [4, 6, 8, 9]}
    )


def test_what_is_left_out_is_left_out_wherever_it_stands(project: Path) -> None:
    new = [OLD[1], OLD[0], *OLD[2:]]
    assert rebase(project, new) == main.BUILT
    data = yaml.safe_load((project / "annotations.yaml").read_text("utf-8"))
    assert data["omissions"][0]["lines"] == [1]
    assert data["structure"]["split"][0]["line"] == 2


def test_a_title_that_is_divided_needs_no_split(project: Path, capsys) -> None:
    new = ["The Mill", "An interview with the foreman", *OLD[1:]]
    assert rebase(project, new) == main.BUILT
    assert "split/1: its parts have paragraphs of their own now" in capsys.readouterr().out
    assert "split" not in roles(project)
    assert roles(project)["roles"]["title"] == [1]
    assert roles(project)["roles"]["subtitle"] == [2]
    assert said(project)[:2] == [("title", ""), ("subtitle", "")]


def test_a_title_that_is_divided_elsewhere_keeps_its_split(project: Path) -> None:
    new = ["The Mill An interview", "with the foreman", *OLD[1:]]
    assert rebase(project, new) == main.BUILT
    assert [role for role, _ in said(project)[:3]] == ["title", "subtitle", "subtitle"]


def test_a_question_and_its_answer_on_one_line_are_divided(project: Path, capsys) -> None:
    new = [*OLD[:2], f"{OLD[2]} {OLD[3]}", *OLD[4:]]
    assert rebase(project, new) == main.BUILT
    assert "line 3 joins question and answer: divided at “I”" in capsys.readouterr().out
    assert [who for _, who in said(project)][2:6] == ["Ann", "Bea", "Ann", "Bea"]


def test_new_words_are_put_into_nobodys_mouth(project: Path, capsys) -> None:
    new = [*OLD[:4], "Were there any others, perhaps on the stairs?", *OLD[4:]]
    before = (project / "annotations.yaml").read_bytes()
    assert rebase(project, new) == main.INPUT
    told = capsys.readouterr()
    assert "line 5: it is new, and would be said by Bea." in told.out
    assert "1 decision is open: new/5." in told.err
    assert (project / "annotations.yaml").read_bytes() == before
    path = project / "rebase.yaml"
    text = path.read_text("utf-8")
    assert "Were there any others" in text
    path.write_text(text.replace('role: ""', "role: querstion"), "utf-8")
    assert rebase(project, new) == main.INPUT
    assert "“querstion” is no role." in capsys.readouterr().err
    path.write_text(text.replace('role: ""', "role: question"), "utf-8")
    assert rebase(project, new) == main.BUILT
    assert roles(project)["roles"]["question"] == [3, 5, 6, 9]
    assert not path.exists()


def test_new_words_may_be_accepted_as_the_default(project: Path) -> None:
    new = [*OLD, "And that was the last that we saw of the carriage."]
    assert rebase(project, new) == main.INPUT
    path = project / "rebase.yaml"
    path.write_text(path.read_text("utf-8").replace("accept: false", "accept: true"), "utf-8")
    assert rebase(project, new) == main.BUILT
    assert said(project)[-1][0] == "answer"


def test_words_that_are_rewritten_are_not_gone(project: Path, capsys) -> None:
    new = [*OLD[:4], "A lamp hung there: whose was it, and who lit it that day?", *OLD[5:]]
    assert rebase(project, new) == main.INPUT
    told = capsys.readouterr()
    assert "roles/question/5: line 5: it is gone, or its words are others now" in told.out
    assert "new/5" not in told.err
    path = project / "rebase.yaml"
    text = path.read_text("utf-8")
    at = text.index("roles/question/5")
    assert "new: line 5" in text[at:]
    text = text[:at] + text[at:].replace("accept: false", "accept: true")
    file = (project / "annotations.yaml").read_text("utf-8")
    (project / "annotations.yaml").write_text(file[: file.index("footnotes:")], "utf-8")
    path.write_text(text, "utf-8")
    assert rebase(project, new) == main.BUILT
    assert roles(project)["roles"]["question"] == [3, 5, 8]


def test_what_is_gone_goes_in_silence_only_where_nothing_is_in_its_place(project: Path) -> None:
    new = [*OLD[:7], OLD[8]]
    assert rebase(project, new) == main.BUILT
    assert roles(project)["roles"] == {"question": [3, 5], "answer": [4, "6-7", 8]}


def test_lists_with_a_dash_a_line_are_written_anew(project: Path) -> None:
    file = (project / "annotations.yaml").read_text("utf-8")
    file = file.replace("question: [3, 5, 8]", "question:\n    - 3\n    - 5\n    - 8")
    (project / "annotations.yaml").write_text(file, "utf-8")
    assert rebase(project, [*OLD[:7], OLD[8]]) == main.BUILT
    assert roles(project)["roles"]["question"] == [3, 5]
    assert "question: [3, 5]" in (project / "annotations.yaml").read_text("utf-8")
