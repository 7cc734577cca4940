"""How far an entry is: drafts are checked and not printed, and nothing of it is an error of CSL."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.annotations.workflow import signed
from edition.assembly import drafts
from edition.assembly.review import review
from edition.checks.report import lines
from edition.markup import parse
from edition.model.problems import BuildFailed
from edition.system.project import Project
from tests.books import write_project

REST = """\
x-of: {any: [thing]}
structure:
  x-why: because
  roles: {title: [1]}
footnotes:
  - id: on-shuttle
    quote: shuttle
    status: draft
    author: A.B.
    todo: look it up
    note: It flies. [@baines]
  - id: on-cloth
    quote: cloth
    author: C.D.
    reviewed-by: A.B.
    status: done
    x-box: 3
    note: See [the shuttle](note:on-shuttle) and [](note:on-shuttle). [@baines]
sources:
  - {id: baines, type: book, title: T, author: [{family: Doe, given: Jane}],
     issued: "1900", todo: find the page, reviewed-by: A.B., x-shelf: 3}
"""


def edition(folder: Path, rest: str = REST, **more: str) -> Project:
    return Project.at(write_project(folder, rest, **more))


def codes(project: Project) -> list[str]:
    return [problem.code for problem in review(project).problems]


def test_a_draft_is_left_out_with_the_links_to_it(tmp_path: Path) -> None:
    project = edition(tmp_path)
    printed = drafts.printed(project)
    assert [note.id for note in printed.edition.notes] == ["on-cloth"]
    assert [b.text for b in printed.bodies] == ["See the shuttle and …. [@baines]"]
    assert "draft" in [problem.code for problem in printed.warnings]
    whole = drafts.printed(project, with_drafts=True)
    assert [note.id for note in whole.edition.notes] == ["on-shuttle", "on-cloth"]
    [record] = whole.annotations.sources
    assert set(record.csl) == {"id", "type", "title", "author", "issued"}


def test_what_is_wrong_with_a_draft_is_told(tmp_path: Path) -> None:
    assert codes(edition(tmp_path / "a")) == ["draft"]
    assert codes(edition(tmp_path / "b", REST.replace("quote: shuttle", "quote: nothing"))) == [
        "draft",
        "quote-not-found",
    ]


def test_what_needs_a_draft_is_told_why_it_fails(tmp_path: Path) -> None:
    project = edition(tmp_path, REST + "subjects: [{id: flight, name: flies}]\n")
    assert codes(project) == ["draft"]
    with pytest.raises(BuildFailed) as failed:
        drafts.printed(project)
    assert [problem.code for problem in failed.value.problems] == ["heading-never-mentioned"]
    assert "--with-drafts" in failed.value.problems[0].hint


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("status: ready", "bad-value"),
        ("status: 3", "bad-value"),
        ("author: '[A](b)'", "bad-value"),
        ("author: '*A*'", "bad-value"),
        ("author: aaaaaaaaaaaaaaaaaaaaaaaaa", "bad-value"),
        ("todo: []", "not-text"),
        ("reviewed_by: A", "unknown-key"),
        ("xx-box: A", "unknown-key"),
    ],
)
def test_values_that_are_none(tmp_path: Path, key: str, code: str) -> None:
    assert code in codes(edition(tmp_path, REST.replace("author: C.D.", key)))


def test_the_report_lists_what_is_open(tmp_path: Path) -> None:
    found = review(edition(tmp_path)).prepared
    assert found
    told = "\n".join(lines(found.annotations, found.bodies, ()))
    assert "Open: 2 entries; drafts: 1." in told
    assert "  footnotes/on-shuttle  draft, A.B., to do: look it up  (annotations.yaml:" in told
    assert "  sources/baines  to do: find the page, reviewed by A.B.  (" in told
    assert "on-cloth" not in told


def test_initials_are_printed_where_the_edition_wishes(tmp_path: Path) -> None:
    head = write_project(tmp_path, REST)
    text = (head / "annotations.yaml").read_text()
    wished = text.replace("  rights: None.", "  rights: None.\n  print-initials: true")
    (head / "annotations.yaml").write_text(wished + "rules: {cite-every-fact: true}\n")
    found = review(Project.at(head))
    assert [problem.code for problem in found.problems] == ["draft"], "initials state no fact"
    assert found.prepared
    bodies = [note.body.text for note in found.prepared.annotations.footnotes]
    assert bodies[0] == "It flies. [@baines]\u00a0\\[A.B.\\]\n"
    nobody = wished.replace("author: A.B.", "x-a: b").replace("author: C.D.", "x-a: b")
    (head / "annotations.yaml").write_text(nobody)
    assert "key-without-effect" in codes(Project.at(head))
    (head / "annotations.yaml").write_text(text)
    assert (
        "A.B."
        not in drafts.printed(Project.at(head), with_drafts=True).annotations.footnotes[0].body.text
    )


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Words.", "Words.\u00a0\\[A.B.\\]\n"),
        ("One.\n\nTwo\nlines.\n", "Two\nlines.\u00a0\\[A.B.\\]\n"),
        ("*Words*", "*Words*\u00a0\\[A.B.\\]\n"),
        ("1916 was cold.", "cold.\u00a0\\[A.B.\\]\n"),
        ("- a\n- b\n", "- b\n\n\\[A.B.\\]\n"),
        ("* a\n* b\n", "* b\n\n\\[A.B.\\]\n"),
        ("1. a\n2. b\n", "2. b\n\n\\[A.B.\\]\n"),
        ("> a\n> b\n", "> b\n\n\\[A.B.\\]\n"),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n", "| 1 | 2 |\n\n\\[A.B.\\]\n"),
        ("> a\n> b\n\nc\n", "c\u00a0\\[A.B.\\]\n"),
        ("   ", "   "),
    ],
)
def test_initials_stand_behind_the_last_words(text: str, end: str) -> None:
    found = signed(text, "A.B.")
    assert found.endswith(end)
    body = parse.parse(found)
    assert not body.defects
    assert not text.strip() or "[A.B.]" in str(body)
