"""Problems as JSON, annotations of GitHub and SARIF: whole, escaped, and with the right places."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from edition.checks import explain, formats
from edition.cli import main
from edition.cli.check import _from_repository
from edition.model.problems import Place, Problem, Severity
from tests.books import GOOD, write_project

WARNED = GOOD + "sources:\n  - {id: never-cited, type: book, title: T}\n"
HOSTILE = st.text(
    alphabet=st.sampled_from(
        "a:%,\n\r]>[]()!{}<&\"'\\\x1b\x07\x00\x85\u2028\u2029\u202e\u2066\u200f\ud800::é"
    )
)
PROBLEMS = st.lists(
    st.builds(
        Problem,
        st.just("a-code"),
        st.builds(
            Place, HOSTILE.filter(lambda s: s.strip("./\x00")), st.integers(0, 9), st.integers(0, 9)
        ),
        HOSTILE,
        HOSTILE,
        st.sampled_from(Severity),
    ),
    max_size=4,
)

#: What SARIF 2.1.0 asks of the parts that are used here (sarif-schema-2.1.0.json, shortened).
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "additionalProperties": False,
    "properties": {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"enum": ["2.1.0"]},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool"],
                "additionalProperties": False,
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "originalUriBaseIds": {
                        "type": "object",
                        "additionalProperties": {
                            "type": "object",
                            "properties": {"description": {"$ref": "#/definitions/m"}},
                        },
                    },
                    "tool": {
                        "type": "object",
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "type": "object",
                                "required": ["name"],
                                "properties": {
                                    "name": {"type": "string"},
                                    "version": {"type": "string"},
                                    "rules": {
                                        "type": "array",
                                        "uniqueItems": True,
                                        "items": {
                                            "type": "object",
                                            "required": ["id"],
                                            "additionalProperties": False,
                                            "properties": {
                                                "id": {"type": "string"},
                                                "shortDescription": {"$ref": "#/definitions/m"},
                                                "help": {"$ref": "#/definitions/m"},
                                            },
                                        },
                                    },
                                },
                            }
                        },
                    },
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "additionalProperties": False,
                            "properties": {
                                "ruleId": {"type": "string"},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": {"$ref": "#/definitions/m"},
                                "locations": {
                                    "type": "array",
                                    "items": {
                                        "type": "object",
                                        "additionalProperties": False,
                                        "properties": {
                                            "physicalLocation": {
                                                "type": "object",
                                                "required": ["artifactLocation"],
                                                "properties": {
                                                    "artifactLocation": {
                                                        "type": "object",
                                                        "properties": {
                                                            "uri": {
                                                                "type": "string",
                                                                "pattern": r"^[\w.~/%-]+$",
                                                            },
                                                            "uriBaseId": {"const": "%SRCROOT%"},
                                                        },
                                                    },
                                                    "region": {
                                                        "type": "object",
                                                        "properties": {
                                                            "startLine": {
                                                                "type": "integer",
                                                                "minimum": 1,
                                                            },
                                                            "startColumn": {
                                                                "type": "integer",
                                                                "minimum": 1,
                                                            },
                                                        },
                                                    },
                                                },
                                            }
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
    "definitions": {
        "m": {
            "type": "object",
            "required": ["text"],
            "additionalProperties": False,
            "properties": {"text": {"type": "string"}, "markdown": {"type": "string"}},
        }
    },
}


@given(PROBLEMS)
def test_json_carries_everything_in_ascii(problems: list[Problem]) -> None:
    text = formats.render("json", problems, "books/a", {})
    assert text.isascii()
    whole = json.loads(text)
    assert (whole["format"], whole["project"]) == (1, "books/a")
    assert whole["errors"] + whole["warnings"] == len(problems)
    for told, problem in zip(whole["problems"], problems, strict=True):
        assert (told["message"], told["hint"]) == (problem.message, problem.hint)
        assert (told["line"] or 0, told["column"] or 0) == problem.place[1:]
        assert told["documentation"] == "docs/problems.md#a-code"


def unescaped(value: str) -> str:
    """What the runner makes of a value."""
    for code, char in (("%3A", ":"), ("%2C", ","), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        value = value.replace(code, char)
    return value


@given(PROBLEMS)
def test_each_problem_is_one_command_of_github_and_no_more(problems: list[Problem]) -> None:
    lines = formats.render("github", problems, ".", {}).split("\n")
    assert lines.pop() == "" and len(lines) == len(problems)
    for line, problem in zip(lines, problems, strict=True):
        assert line.isprintable() or "\u00a0" in line
        match = re.fullmatch(r"::(error|warning) (file=[^:,]*)((?:,\w+=[^:,]*)*)::(.*)", line)
        assert match and match[1] == problem.severity
        given = dict(part.split("=", 1) for part in match[3].strip(",").split(","))
        assert given["title"] == "a-code"
        assert int(given.get("line", 0)) == problem.place.line
        assert not re.search("%(?!25|0A|0D|3A|2C)", line)


def test_the_escapes_of_github_are_those_of_the_toolkit() -> None:
    problem = Problem("c", Place("a,b:c%.yaml", 3), "50%: so, then", "Line one\r\nline two")
    assert formats.github([problem], "x") == (
        "::error file=x/a%2Cb%3Ac%25.yaml,line=3,title=c::50%25: so, then%0ALine one%0Aline two\n"
    )


@given(PROBLEMS)
def test_sarif_is_valid(problems: list[Problem]) -> None:
    text = formats.render("sarif", problems, "books/a", explain.page())
    assert text.isascii()
    log = json.loads(text)
    assert [error.message for error in Draft7Validator(SARIF).iter_errors(log)] == []
    (run,) = log["runs"]
    for result, problem in zip(run["results"], problems, strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == problem.code
        assert result["level"] == problem.severity
        assert "](" not in result["message"]["text"]
        assert all(
            line.isprintable() or "\u00a0" in line for line in result["message"]["text"].split("\n")
        )


def test_the_rules_of_sarif_bring_their_explanation() -> None:
    problem = Problem("yaml-bare-word", Place("a.yaml", 1), "m")
    (run,) = json.loads(formats.render("sarif", [problem], ".", explain.page()))["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "A word such as no or on stands without quotes."
    assert '- Right: `term: "no"`' in rule["help"]["markdown"]


def run(*arguments: object) -> int:
    return main.main([str(argument) for argument in arguments])


@pytest.mark.parametrize("form", ["json", "github", "sarif"])
@pytest.mark.parametrize(
    ("rest", "code"),
    [
        (GOOD, 0),
        (WARNED, 0),
        (GOOD.replace("shuttle\n", "shuttles\n"), 1),
        ("a: [", 1),
        ("x: 1\n", 1),
    ],
    ids=["good", "warning", "error", "no-yaml", "no-shape"],
)
def test_machine_formats_are_whole_whatever_happens(form, rest, code, tmp_path, capsys) -> None:
    write_project(tmp_path, rest)
    assert run("check", tmp_path, "--format", form) == code
    said = capsys.readouterr()
    assert re.fullmatch(r"Errors: \d+; warnings: \d+\.\n", said.err)
    if form == "github":
        assert all(line.startswith("::") for line in said.out.splitlines())
    else:
        assert json.loads(said.out)
    assert run("check", tmp_path, "--format", form, "-q", "-o", tmp_path / "sub" / "o") == code
    written = (tmp_path / "sub" / "o").read_text("utf-8")
    assert written == said.out
    silent = capsys.readouterr()
    assert (silent.out, silent.err) == ("", "")


def test_a_folder_without_an_edition_is_told_too(tmp_path: Path, capsys) -> None:
    assert run("check", tmp_path, "--format", "json") == main.INPUT
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["code"], problem["line"]) == ("file-not-found", None)


def test_strict_makes_errors_of_warnings_in_every_format(tmp_path: Path, capsys) -> None:
    write_project(tmp_path, WARNED)
    assert run("check", tmp_path, "--format", "json", "--strict") == main.INPUT
    told = json.loads(capsys.readouterr().out)
    assert (told["errors"], told["warnings"]) == (1, 0)
    assert run("check", tmp_path, "--strict", "-o", tmp_path / "o.txt") == main.INPUT
    assert "error[unused-source]" in (tmp_path / "o.txt").read_text("utf-8")


def test_an_output_that_cannot_be_written_is_told(tmp_path: Path, capsys) -> None:
    write_project(tmp_path, GOOD)
    (tmp_path / "file").write_text("")
    code = run("check", tmp_path, "--format", "json", "-o", tmp_path / "file" / "o")
    assert code == main.INPUT
    assert "error[output-unwritable]" in capsys.readouterr().err


def test_places_count_from_the_repository(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    project = tmp_path / "a" / "b"
    project.mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "a")
    assert _from_repository(project) == "b"  # no repository: from where one is
    assert _from_repository(Path("b")) == "b"
    (tmp_path / ".git").write_text("gitdir: elsewhere")
    assert _from_repository(project) == "a/b"
    (project / ".git").mkdir()
    assert _from_repository(project) == "."
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "a"))
    assert _from_repository(project) == "b"
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "other"))
    assert _from_repository(project) == "."
    outside = tmp_path.parent
    monkeypatch.delenv("GITHUB_WORKSPACE")
    assert not _from_repository(outside).startswith(("/", ".."))
