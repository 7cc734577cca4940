"""SARIF 2.1.0 (OASIS, 27 March 2020): problems for code scanning and for editors. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from edition import __version__
from edition.checks.explain import Explained
from edition.model.problems import Problem, Severity, printable

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = "%SRCROOT%"
_UNRESERVED = frozenset("/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def render(
    problems: Sequence[Problem], paths: Sequence[str], pages: Mapping[str, Explained]
) -> str:
    """One run of the check as a SARIF log. `paths` are the problems' files from the root of the
    repository; `pages` explain the codes, and go into the log as the help of its rules."""
    rules = {code: k for k, code in enumerate(sorted({problem.code for problem in problems}))}
    run = {
        "tool": {
            "driver": {
                "name": "annotated-edition",
                "version": __version__,
                "rules": [_rule(code, pages.get(code)) for code in rules],
            }
        },
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The root of the repository."}}},
        # An offset is a code point in `problems`: SARIF must be told (3.14.17).
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(problem, path, rules[problem.code])
            for problem, path in zip(problems, paths, strict=True)
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, explained: Explained | None) -> dict[str, object]:
    rule: dict[str, object] = {"id": code}
    if explained:
        rule["shortDescription"] = {"text": explained.summary}
        # Links of the page lead nowhere from here.
        words = re.sub(r"\[([^\]]+)\]\([^)]+\.md[^)]*\)", r"\1", explained.text)
        rule["help"] = {"text": words, "markdown": words}
    return rule


def _result(problem: Problem, path: str, rule: int) -> dict[str, object]:
    uri = _uri(path)
    location: dict[str, object] = {"artifactLocation": {"uri": uri, "uriBaseId": _ROOT}}
    if problem.place.line:
        region = {"startLine": problem.place.line}
        if problem.place.column:
            region["startColumn"] = problem.place.column
        location["region"] = region
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": "error" if problem.severity is Severity.ERROR else "warning",
        "message": {"text": _message(problem)},
        "locations": [{"physicalLocation": location}],
    }


def _uri(path: str) -> str:
    """A path as a relative reference (RFC 3986): what is not unreserved is percent-encoded."""
    data = path.encode("utf-8", "replace")
    return "".join(chr(byte) if chr(byte) in _UNRESERVED else f"%{byte:02X}" for byte in data)


def _message(problem: Problem) -> str:
    """Message and hint as plain text. `[words](address)` would be a link there (3.11.6): none is
    made of what an annotator wrote."""
    lines = "\n".join(filter(None, (problem.message, problem.hint))).splitlines()
    return "\n".join(map(printable, lines)).replace("](", "] (")
