"""The examples of docs/problems.md: each is put into a good edition, which is then checked.

An example in a line (`- Wrong: …`) replaces the line of the edition that has the key of the right
one; in the section on Markdown it is the note itself, in that on styles a style sheet. One in a
fence replaces whole sections; with a file name behind `yaml` it is that file.
"""

from __future__ import annotations

import hashlib
import json
import re
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from tests.books import TEXT
from tests.paths import ROOT

PAGE = (ROOT / "docs" / "problems.md").read_text("utf-8")

#: The good edition. Each key of an example in a line stands on a line of its own.
BASE = f"""\
format: 1
edition:
  title: The loom
  short-title: loom
  language: en
  identifier: urn:uuid:00000000-0000-4000-8000-000000000000
  contributors:
    - name: Ada Writer
      role: aut
  published: "2026-01-02"
  rights: None.
  conforms-to: EPUB Accessibility 1.1 - WCAG 2.2 Level AA
  certified-by: Ada Writer
  labels: {{}}
  citation-style: mla
source:
  files:
    - path: source.txt
      sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}
structure:
  roles: {{title: [1]}}
footnotes:
  - id: on-shuttle
    quote: shuttle
    note: It flies.
textual-notes:
  - id: on-cloth
    quote: the cloth grew
    note: So Ada Writer in Leeds, and the guild. [@baines]
glossary:
  - id: loom
    term: loom
    forms: [loom]
    definition: A frame. [@baines]
people:
  - {{id: writer, name: "Writer, Ada", forms: [Ada Writer]}}
organizations:
  - {{id: guild, name: guild}}
places:
  - id: leeds
    name: Leeds
    coordinates: [53.8, -1.55]
chronology:
  timelines:
    - {{id: war, title: The war, from: "1914", to: "1918"}}
  events:
    - date: "1916"
      label: Standstill
      event: The mill stands still. [@baines]
maps:
  - id: north
    title: The north
    bounds: {{west: -3, south: 53, east: 0.5, north: 55}}
    alt: Leeds lies in the middle.
sources:
  - id: baines
    type: book
    author: [{{family: Baines, given: Edward}}]
    issued: "1835"
    title: Cotton
    URL: "https://example.org/"
"""
#: An area in Yorkshire.
RIDING = {
    "type": "Polygon",
    "coordinates": [[[-2, 53.5], [-1, 53.5], [-1, 54.2], [-2, 54.2], [-2, 53.5]]],
}


class Example(NamedTuple):
    """One form of a pair: its words, and the file that they are; empty for the annotations."""

    text: str
    fenced: bool
    file: str = ""


def pairs() -> dict[str, tuple[Example, Example] | None]:
    """The wrong and the right form of each code; None where they are in words."""
    found: dict[str, tuple[Example, Example] | None] = {}
    for part in re.split(r"^### `", PAGE, flags=re.M)[1:]:
        code, _, body = part.partition("`\n")
        body = re.split(r"^## ", body, maxsplit=1, flags=re.M)[0]
        inline = re.search(r"^- Wrong: `([^`]+)`\n- Right: `([^`]+)`$", body, re.M)
        fence = r"\n\n  ```yaml ?(\S*)\n(.*?)  ```\n"
        fenced = re.search(rf"^- Wrong:{fence}\n- Right:{fence}", body + "\n", re.M | re.S)
        found[code] = None
        if inline:
            found[code] = (Example(inline[1], False), Example(inline[2], False))
        elif fenced:
            texts = [re.sub("^  ", "", fenced[k], flags=re.M) for k in (2, 4)]
            found[code] = (Example(texts[0], True, fenced[1]), Example(texts[1], True, fenced[3]))
    return found


def write(code: str, example: Example, right: Example, folder: Path) -> None:
    """Write the good edition, with the example put into it, into the new folder `folder`."""
    folder.mkdir()
    (folder / "source.txt").write_bytes(TEXT.encode())
    (folder / "riding.geojson").write_text(json.dumps(RIDING))
    (folder / "mill.png").write_bytes(_picture())
    (folder / "annotations.yaml").write_text(_annotations(code, example, right, folder), "utf-8")


def _annotations(code: str, example: Example, right: Example, folder: Path) -> str:
    if example.file:
        (folder / example.file).write_text(example.text, "utf-8")
        return f"{BASE}ledger: {example.file}\n"
    if code.startswith("style-"):
        (folder / "styles").mkdir()
        (folder / "styles" / "base.css").write_text(example.text, "utf-8")
        return BASE
    if example.fenced:
        return with_sections(BASE, example.text)
    key = re.match(r"([\w-]+): ", right.text)
    if not key:  # Markdown
        return with_line(BASE, "note", f"note: {json.dumps(example.text, ensure_ascii=False)}")
    return with_line(BASE, key[1], example.text)


def with_line(text: str, key: str, line: str) -> str:
    """`text` with its first line of that key replaced."""
    changed, count = re.subn(
        rf"^( *(?:- )?){key}: .*$", lambda old: old[1] + line, text, count=1, flags=re.M
    )
    assert count == 1, f"the good edition has no line with {key}"
    return changed


def with_sections(text: str, sections: str) -> str:
    """`text` with its sections replaced by those of the same keys, and the others added."""
    new = re.split(r"^(?=[a-z-]+:)", sections.rstrip("\n") + "\n", flags=re.M)[1:]
    keys = [part.partition(":")[0] for part in new]
    old = re.split(r"^(?=[a-z-]+:)", text, flags=re.M)[1:]
    return "".join([part for part in old if part.partition(":")[0] not in keys] + new)


def _picture() -> bytes:
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (4, 4), "gray").save(out, "PNG")
    return out.getvalue()
