"""Reading system: opens an EPUB in Chromium and follows each of its references."""

from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from edition.verify.findings import Popup
from edition.verify.judges import process
from edition.verify.judges.process import find_chromium, node_command, require_book

PHONE = (390, 844)


def read_epub(
    path: Path, screenshots: Path | None = None, viewport: tuple[int, int] = PHONE
) -> list[Popup]:
    """Click every note reference and glossary link of the EPUB at `path`, as a reader would.

    In: the book; a folder to put one picture of each reference into (page and popup; it is
    made); the size of the screen in CSS pixels.
    Out: one Popup for each `a` that is a noteref or glossref by its role (doc-noteref), its
    epub:type or its class, in the order of the spine and of the text.
    Errors: those named at the top of the module.
    """
    require_book(path)
    order = {
        "book": str(Path(path).resolve()),
        "chromium": find_chromium(),
        "viewport": list(viewport),
        "screenshots": None if screenshots is None else str(Path(screenshots).resolve()),
    }
    node = node_command(process.HERE / "node_modules" / "foliate-js")
    command = [*node, str(process.HERE / "read_epub.mjs"), json.dumps(order)]
    popups = cast(list[dict[str, str]], process.json_from("The reading system", command))
    return [Popup(**popup) for popup in popups]
