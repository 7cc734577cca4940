"""Axe: judges the accessibility of the pages of a web edition, as Chromium shows them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict, cast

from edition.verify.findings import Finding, Judged, MissingJudge
from edition.verify.judges import process
from edition.verify.judges.process import find_chromium, node_command, require_book

JUDGE = "axe"
#: Seconds that Chromium may take, and more for each page.
_LIMIT, _FOR_EACH = 120, 10


class Violation(TypedDict):
    """What axe has against a page: on which screen, by which rule, and the first element."""

    screen: str
    rule: str
    impact: str
    message: str
    html: str


class _Request(TypedDict):
    screen: str
    url: str


class Styled(TypedDict):
    """What of a page was loaded, how the note stands that its address names, the widest space
    between two passages in pixels, and the notes that are folded."""

    page: str
    width: int
    fonts: int
    sheets: int
    position: str | None
    gap: int
    folded: list[str]


class Shown(TypedDict):
    """What Chromium and axe say of all pages."""

    violations: list[Violation]
    wide: list[str]
    foreign: list[_Request]
    styled: list[Styled]


def shown(folder: Path) -> Shown:
    """What Chromium shows of the pages in `folder`, on a wide and on a narrow screen.

    Errors: MissingJudge, JudgeFailed.
    """
    require_book(folder)
    script = process.HERE / "node_modules" / "@daisy" / "axe-core-for-ace" / "axe.min.js"
    if not script.is_file():
        raise MissingJudge(JUDGE, process.install_line())
    pages = sorted(path.name for path in folder.glob("*.html"))
    order = {
        "folder": str(folder.resolve()),
        "pages": pages,
        "chromium": find_chromium(),
        "axe": str(script),
    }
    node = node_command(process.HERE / "node_modules" / "playwright-core")
    command = [*node, str(process.HERE / "see_web.mjs")]
    limit = _LIMIT + _FOR_EACH * len(pages)
    done = process.run("Chromium", command, limit, given=json.dumps(order))
    return cast(Shown, process.parse_json("Chromium", done))


def axe(folder: Path) -> Judged:
    """What axe has against the pages in `folder`; also where one scrolls sideways, or asks for what
    is no file of the folder. Errors: MissingJudge, JudgeFailed."""
    seen = shown(folder)
    found = [
        Finding(
            JUDGE, one["impact"], one["rule"], f"{one['message']}: {one['html']}", one["screen"]
        )
        for one in seen["violations"]
    ]
    found += [
        Finding(JUDGE, "ERROR", "scrolls-sideways", "The page is wider than the screen.", screen)
        for screen in seen["wide"]
    ]
    found += [
        Finding(JUDGE, "ERROR", "remote-resource", f"It asks for {one['url']}.", one["screen"])
        for one in seen["foreign"]
    ]
    return Judged(tuple(found), {"screens": len(seen["styled"]), "violations": len(found)})
