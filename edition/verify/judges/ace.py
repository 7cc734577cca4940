"""Ace: judges the accessibility of an EPUB."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import TypedDict, cast

from edition.verify.findings import Finding, JudgeFailed
from edition.verify.judges import process
from edition.verify.judges.process import find_chromium, node_command, require_book

#: What Ace writes, as far as it is read here.
_Test = TypedDict("_Test", {"earl:impact": str, "dct:title": str})
_Result = TypedDict("_Result", {"dct:description": str})
_Assertion = TypedDict("_Assertion", {"earl:test": _Test, "earl:result": _Result})


class _Subject(TypedDict):
    url: str


_Document = TypedDict("_Document", {"earl:testSubject": _Subject, "assertions": list[_Assertion]})


class _Report(TypedDict):
    assertions: list[_Document]


def ace(path: Path) -> list[Finding]:
    """Return what Ace by DAISY finds in the EPUB at `path`, of any impact (minor to critical).

    Errors: those named at the top of the module.
    """
    require_book(path)
    node = node_command(process.HERE / "node_modules" / "@daisy" / "ace-core")
    with tempfile.TemporaryDirectory() as folder:
        order = {"book": os.path.abspath(path), "folder": folder, "chromium": find_chromium()}
        command = [*node, str(process.HERE / "ace.mjs"), json.dumps(order)]
        done = process.run("Ace", command)
        try:
            report = cast(_Report, json.loads((Path(folder) / "report.json").read_text("utf-8")))
        except (OSError, ValueError) as error:
            raise JudgeFailed(process.complaint("Ace", done)) from error
    return [
        _ace_finding(document["earl:testSubject"]["url"], item)
        for document in report["assertions"]
        for item in document["assertions"]
    ]


def _ace_finding(document: str, item: _Assertion) -> Finding:
    test, result = item["earl:test"], item["earl:result"]
    message = " ".join(result["dct:description"].split())
    return Finding("Ace", test["earl:impact"], test["dct:title"], message, document)
