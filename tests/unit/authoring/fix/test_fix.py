"""`check --fix`: mends what is sure, shows it first, and leaves the rest alone."""

from __future__ import annotations

import difflib
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from edition.assembly.review import review
from edition.authoring.fix import fix_all
from edition.cli import main
from edition.system.project import Project
from tests.books import GOOD, TEXT, write_project
from tests.paths import ROOT

LONG = """\
The loom

A weaver sat at the gloomy loom by the mill.

She threw the shuttle, and the cloth grew.

At the mill the cloth was sold, and at the mill it was paid.
"""


def note(lines: str) -> str:
    """An edition with one note."""
    return f"footnotes:\n  - id: n\n{lines}    note: x  # a comment\n"


def after(folder: Path, rest: str, text: str = TEXT, **more: str) -> str:
    """The lines that the fixes change, as `-old` and `+new`, one after the other."""
    fixed = fix_all(Project.at(write_project(folder, rest, text, **more)))
    old, new = (
        files.get("annotations.yaml", b"").decode().splitlines()
        for files in (fixed.before, fixed.after)
    )
    return "\n".join(
        line
        for line in difflib.unified_diff(old, new, n=0, lineterm="")
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    )


@pytest.mark.parametrize(
    ("lines", "changes"),
    [
        # letters, capitals, marks, spaces
        (
            '    quote: "threw the shutle, and"\n',
            '-    quote: "threw the shutle, and"\n+    quote: "threw the shuttle, and"',
        ),
        (
            "    quote: SHE THREW THE SHUTTLE\n",
            "-    quote: SHE THREW THE SHUTTLE\n+    quote: She threw the shuttle",
        ),
        (
            "    quote: threw the shuttle and the cloth\n",
            "-    quote: threw the shuttle and the cloth\n"
            '+    quote: "threw the shuttle, and the cloth"',
        ),
        (
            "    quote: She threw the shuttle, the cloth\n",
            "-    quote: She threw the shuttle, the cloth\n"
            '+    quote: "She threw the shuttle, and the cloth"',
        ),
        # not sure: too short, two places, other words, other numbers
        ("    quote: shutle\n", ""),
        ("    quote: at the mil\n", ""),
        ("    quote: threw the hammer, and the cloth\n", ""),
        # white space
        ('    quote: "shuttle "\n', '-    quote: "shuttle "\n+    quote: shuttle'),
        # contexts
        ('    quote: shuttle\n    prefix: "the teh "\n', ""),
        ('    quote: shuttle\n    prefix: "trew the "\n', '-    prefix: "trew the "'),
        (
            '    quote: the mill\n    prefix: "loom bye "\n',
            '-    prefix: "loom bye "\n+    prefix: by',
        ),
        ('    quote: the mill\n    prefix: "wholly other "\n', ""),
        ("    quote: the mill\n", ""),
        # a word of its own once, elsewhere the end of a longer one
        ('    quote: "loomy loom"\n', ""),
    ],
)
def test_quotations(lines: str, changes: str, tmp_path: Path) -> None:
    assert after(tmp_path, note(lines), LONG) == changes


def test_a_word_of_its_own_among_ends_of_longer_words(tmp_path: Path) -> None:
    text = "The tale\n\nIn the gloom and the bloom a loom stood.\n"
    assert after(tmp_path / "a", note("    quote: loom\n"), text) == "+    prefix: a"
    plural = text.replace("a loom", "a loom of looms")
    assert after(tmp_path / "b", note("    quote: loom\n"), plural) == ""


def test_omitted_text_needs_no_fix(tmp_path: Path) -> None:
    text = "The tale\n\nA loom stood.\n\nA loom for sale.\n"
    rest = note("    quote: A loom\n") + "omissions: [{lines: [5], reason: An advertisement.}]\n"
    assert after(tmp_path, rest, text) == ""
    assert review(Project.at(tmp_path)).problems == ()


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("quote:", "quotte:", "-    quotte: shuttle\n+    quote: shuttle"),
        ("title: [1]", "titel: [1]", "-    titel: [1]\n+    title: [1]"),
        ("glossary:", "glosary:", "-glosary:\n+glossary:"),
        ("note: It flies.", "remark: It flies.", ""),
        ("note: It flies.", "note: 1.50  # x", '-    note: 1.50  # x\n+    note: "1.50"  # x'),
        ("note: It flies.", "note: yes", '-    note: yes\n+    note: "yes"'),
        ("note: It flies.", "note: true", '-    note: true\n+    note: "true"'),
        ("note: It flies.", "note:", ""),
        ("note: It flies.", "note: ~", ""),
        ("note: It flies.", "note: 2\n    notte: x", '-    note: 2\n+    note: "2"'),
        ("    note: It flies.\n", "    note: It flies.\n    qoute: x\n", ""),
        ("id: on-shuttle", "id: On_Shuttle", ""),
        ("structure:\n", "rules:\n  names: yes\nstructure:\n", "-  names: yes\n+  names: true"),
    ],
)
def test_the_form_of_the_file(old: str, new: str, changes: str, tmp_path: Path) -> None:
    assert old in GOOD
    assert after(tmp_path, GOOD.replace(old, new, 1)) == changes


def test_sources_begin_in_the_customary_order(tmp_path: Path) -> None:
    rest = (
        GOOD
        + """\
sources:
  - {author: [{literal: A}], id: a, title: T, type: book}
  - {id: b, type: book, author: [{literal: A}], title: T, URL: "https://a.b/"}
  - {id: c, type: book, title: T, author: [{literal: A}]}
"""
    )
    assert after(tmp_path, rest) == (
        "-  - {author: [{literal: A}], id: a, title: T, type: book}\n"
        "+  - {id: a, type: book, author: [{literal: A}], title: T}"
    )


ALL = """\
structure:
  roles: {titel: [1]}
footnotes:
  - id: one
    quotte: "threw the shutle, and"
    note: 12
  - {id: two, note: no, quote: "A WEAVER SAT AT THE LOOM"}
sources:
  - {type: book, id: a, title: T}
"""


def test_what_was_hidden_is_mended_in_the_same_run_and_the_second_finds_nothing(
    tmp_path: Path,
) -> None:
    project = Project.at(write_project(tmp_path, ALL))
    fixed = fix_all(project)
    assert sorted({fix.code for fix in fixed.fixes}) == [
        "bad-value",
        "not-text",
        "quote-not-found",
        "source-order",
        "unknown-key",
        "yaml-bare-word",
    ]
    (tmp_path / "annotations.yaml").write_bytes(fixed.after["annotations.yaml"])
    assert [str(p) for p in review(project).problems if p.severity == "error"] == []
    again = fix_all(project)
    assert (again.fixes, again.after) == ((), {})


def test_a_fix_that_would_bring_an_error_is_not_made(tmp_path: Path) -> None:
    rest = GOOD + "rules:\n  cite_every_fact: perhaps\n"
    assert after(tmp_path / "a", rest) == ""  # with its right name the key has a wrong value
    rest += "sources:\n  - {type: book, id: a, title: T}\n"
    assert "cite" not in after(tmp_path / "b", rest)  # and the other fix is made all the same
    assert "+  - {id: a, type: book, title: T}" in after(tmp_path / "c", rest)


def test_a_changed_text_is_left_to_the_annotator(tmp_path: Path) -> None:
    write_project(tmp_path, note('    quote: "threw the shutle, and"\n'))
    (tmp_path / "source.txt").write_text(TEXT.replace("cloth", "linen"))
    assert fix_all(Project.at(tmp_path)).fixes == ()


def test_the_edition_in_the_box_has_nothing_to_mend() -> None:
    assert fix_all(Project.at(ROOT)).fixes == ()


def run(*arguments: object) -> int:
    return main.main([str(argument) for argument in arguments])


def test_without_a_terminal_the_changes_are_only_shown(tmp_path: Path, capsys) -> None:
    write_project(tmp_path, ALL)
    before = (tmp_path / "annotations.yaml").read_bytes()
    assert run("check", tmp_path, "--fix") == main.INPUT
    said = capsys.readouterr().out
    assert "annotations.yaml:21:5: fix[unknown-key]: The key “quotte” is spelt “quote”." in said
    assert '-    quotte: "threw the shutle, and"\n' in said
    assert '+    quote: "threw the shuttle, and"\n' in said
    assert said.index("fix[") < said.index("@@") < said.index("Give --yes")
    assert (tmp_path / "annotations.yaml").read_bytes() == before


def test_with_yes_they_are_made_and_the_rest_is_checked(tmp_path: Path, capsys) -> None:
    write_project(tmp_path, ALL)
    assert run("check", tmp_path, "--fix", "--yes") == main.BUILT
    said = capsys.readouterr()
    assert "annotations.yaml: 7 changes made." in said.out
    assert said.err.startswith("annotations.yaml:25:5: warning[unused-source]")
    assert run("check", tmp_path, "--fix", "--yes") == main.BUILT
    assert "Nothing can be mended safely." in capsys.readouterr().out
    assert run("check", tmp_path, "--fix", "--strict") == main.INPUT


@pytest.mark.parametrize(
    ("answer", "code", "made"), [("y", main.BUILT, True), ("n", main.INPUT, False)]
)
def test_on_a_terminal_it_asks(answer: str, code: int, made: bool, tmp_path: Path) -> None:
    write_project(tmp_path, GOOD.replace("shuttle\n    note", '"shuttle "\n    note'))
    before = (tmp_path / "annotations.yaml").read_bytes()
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [
            sys.executable,
            str(ROOT / "build.py"),
            "check",
            str(tmp_path),
            "--fix",
        ],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env={**os.environ, "EDITION_NO_VENV": "1"},
    )
    os.write(master, f"{answer}\n".encode())
    assert process.wait(60) == code
    os.close(slave)
    said = os.read(master, 65536).decode()
    os.close(master)
    assert "Make this change? [y/N]" in said
    assert "\x1b[31m-    quote" in said
    assert ((tmp_path / "annotations.yaml").read_bytes() != before) is made


def test_somebody_elses_change_in_the_meantime_is_kept(tmp_path: Path, capsys, monkeypatch) -> None:
    from edition.cli import check

    write_project(tmp_path, ALL)
    file = tmp_path / "annotations.yaml"

    def meanwhile(count: int) -> bool:
        file.write_bytes(file.read_bytes() + b"# mine\n")
        return True

    monkeypatch.setattr(check, "_wanted", meanwhile)
    assert run("check", tmp_path, "--fix") == main.INPUT
    assert "error[file-changed]" in capsys.readouterr().err
    assert file.read_bytes().endswith(b"# mine\n") and b"quotte" in file.read_bytes()


@pytest.mark.parametrize(
    "options",
    [["--yes"], ["--fix", "--format", "json"], ["--fix", "--output", "x"], ["--explain", "x"]],
)
def test_wrong_use(options: list[str], tmp_path: Path, capsys) -> None:
    write_project(tmp_path, GOOD)
    assert run("check", tmp_path, *options) == main.USAGE


@pytest.mark.parametrize("data", [b"", b"a: [", b"\xff", b"- x\n", b"a: &x [*x]\n"])
def test_what_is_no_edition_is_left_alone(data: bytes, tmp_path: Path, capsys) -> None:
    (tmp_path / "annotations.yaml").write_bytes(data)
    assert run("check", tmp_path, "--fix", "--yes") == main.INPUT
    assert "Nothing can be mended safely." in capsys.readouterr().out
    assert (tmp_path / "annotations.yaml").read_bytes() == data


def test_a_hostile_value_cannot_drive_the_terminal(tmp_path: Path, capsys) -> None:
    write_project(tmp_path, GOOD.replace("quote: shuttle", 'quote: "shuttle "  # \u202e\u2066evil'))
    run("check", tmp_path, "--fix")
    said = capsys.readouterr().out
    assert "\\u202e\\u2066evil" in said and "\u202e" not in said
