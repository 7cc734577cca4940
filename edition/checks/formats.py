"""Formats: problems as text for people, and as JSON, annotations of GitHub, and SARIF. Pure.

Control characters and marks that turn the reading direction are escaped in each, so that nothing
in a contributor's file can drive a terminal or a log. Version 1 of the JSON:

    {"format": 1, "builder": "0.1.0", "project": "books/diary", "errors": 1, "warnings": 0,
     "problems": [{"code": "quote-not-found", "severity": "error",
                   "file": "books/diary/annotations.yaml", "line": 22, "column": 12,
                   "message": "…", "hint": "…",
                   "documentation": "docs/problems.md#quote-not-found"}]}

`line` and `column` count from 1, in code points; null means the file or the line as a whole.
Fields may be added within a version; they are neither renamed nor given another meaning.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from edition import __version__
from edition.checks import sarif
from edition.checks.explain import Explained, documentation
from edition.model.problems import Problem, errors, printable

NAMES = ("text", "json", "github", "sarif")


def render(
    name: str, problems: Sequence[Problem], project: str, pages: Mapping[str, Explained]
) -> str:
    """The problems in the format `name`, ending with a line break if there is anything.

    `project` is the edition's folder from the repository's (`.` for itself): the places of
    problems count from there. `pages` are the explanations by code.
    """
    if name == "text":
        return text(problems)
    if name == "github":
        return github(problems, project)
    if name == "json":
        return as_json(problems, project)
    return sarif.render(problems, [path(problem, project) for problem in problems], pages)


def text(problems: Sequence[Problem]) -> str:
    """The problems as they are printed."""
    return "".join(f"{problem}\n" for problem in problems)


def as_json(problems: Sequence[Problem], project: str) -> str:
    """The problems as one JSON object; see the head of this module."""
    count = len(errors(problems))
    whole = {
        "format": 1,
        "builder": __version__,
        "project": project,
        "errors": count,
        "warnings": len(problems) - count,
        "problems": [
            {
                "code": problem.code,
                "severity": str(problem.severity),
                "file": path(problem, project),
                "line": problem.place.line or None,
                "column": problem.place.column or None,
                "message": problem.message,
                "hint": problem.hint,
                "documentation": documentation(problem.code),
            }
            for problem in problems
        ],
    }
    return json.dumps(whole, indent=2) + "\n"


def github(problems: Sequence[Problem], project: str) -> str:
    """The problems as workflow commands, by which GitHub Actions marks lines of a change.

    Escaped as in `command.ts` of github.com/actions/toolkit, so that no message can end its
    command and begin another.
    """
    lines = []
    for problem in problems:
        properties = {"file": path(problem, project)}
        if problem.place.line:
            properties["line"] = str(problem.place.line)
        if problem.place.column:
            properties["col"] = str(problem.place.column)
        properties["title"] = problem.code
        given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        message = "\n".join(filter(None, (problem.message, problem.hint)))
        lines.append(f"::{problem.severity} {given}::{_data(message)}\n")
    return "".join(lines)


def path(problem: Problem, project: str) -> str:
    """The problem's file from the repository's folder, with forward slashes."""
    return problem.place.file if project == "." else f"{project}/{problem.place.file}"


def _data(value: str) -> str:
    shown = "\n".join(printable(line) for line in value.splitlines())
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(printable(value)).replace(":", "%3A").replace(",", "%2C")
