"""What is wrong inside a note is named with its column, in every style of YAML."""

from __future__ import annotations

import re
from pathlib import Path

from edition.assembly.prepare import prepare
from edition.model.problems import BuildFailed, Problem
from edition.system.project import Project
from tests.books import write_project

REST = """\
rules: {cite-every-fact: true}
footnotes:
  - id: block
    quote: shuttle
    note: |

      It flies, *to and fro*. [@d] It was
      *made* in 1801 of <b>wood</b> and <b>iron</b>.
  - {id: quoted, quote: weaver, note: "She sat. [@d] And she <i>died</i>."}
  - id: escaped
    quote: cloth
    note: "An \\u00e9scape was <b>here</b>."
  - id: folded
    quote: threw
    note: >
      A folded
      one <b>here</b>.
  - id: plain
    quote: grew
    note: Plain <u>one</u> it is.
sources:
  - {id: d, type: book, title: T}
"""


def problems(folder: Path, rest: str) -> tuple[list[str], tuple[Problem, ...] | list[Problem]]:
    write_project(folder, rest)
    lines = (folder / "annotations.yaml").read_text().splitlines()
    try:
        return lines, prepare(Project.at(folder)).warnings
    except BuildFailed as failed:
        return lines, failed.problems


def test_a_tag_and_a_sentence_are_where_they_are_said_to_be(tmp_path: Path) -> None:
    lines, found = problems(tmp_path, REST)
    shown = [
        (problem.code, lines[problem.place.line - 1][problem.place.column - 1 :][:12])
        for problem in found
        if problem.code in ("raw-html", "fact-uncited")
    ]
    assert sorted(shown) == [
        ("fact-uncited", '"An \\u00e9sc'),  # escapes, and
        ("fact-uncited", ">"),  # lines that are folded: the text as a whole
        ("fact-uncited", "And she <i>d"),
        ("fact-uncited", "It was"),
        ("fact-uncited", "Plain <u>one"),
        ("raw-html", '"An \\u00e9sc'),
        ("raw-html", '"An \\u00e9sc'),
        ("raw-html", "</b> and <b>"),
        ("raw-html", "</b>."),
        ("raw-html", '</i>."}'),
        ("raw-html", "</u> it is."),
        ("raw-html", "<b>iron</b>."),
        ("raw-html", "<b>wood</b> "),
        ("raw-html", "<i>died</i>."),
        ("raw-html", "<u>one</u> i"),
        ("raw-html", ">"),
        ("raw-html", ">"),
    ]


def test_a_sentence_is_found_without_the_marks_around_its_words(tmp_path: Path) -> None:
    rest = re.sub(r"</?[biu]>", "", REST).replace("made* in", "made* [in](https://a.b/)")
    lines, found = problems(tmp_path, rest)
    [sentence] = [p for p in found if "It was" in p.message]
    assert lines[sentence.place.line - 1][sentence.place.column - 1 :] == "It was"
