"""Small editions for the tests: written to a folder, or taken apart again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from edition.assembly.prepare import Prepared, prepare
from edition.model import Annotations, Edition
from edition.model.edition import plain
from edition.system.project import Project
from edition.text import marks

#: The source files by name, or the one file `source.txt`.
Sources = Mapping[str, bytes | str] | str | bytes

TEXT = "The loom\n\nA weaver sat at the loom.\n\nShe threw the shuttle, and the cloth grew.\n"

#: An edition that builds: a title, a note, a term.
GOOD = """\
structure:
  roles:
    title: [1]
footnotes:
  - id: on-shuttle
    quote: shuttle
    note: It flies.
glossary:
  - id: loom
    term: loom
    definition: A frame.
"""

EDITION = """\
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
"""


def annotations(
    rest: str = GOOD,
    files: Sources = TEXT,
    edition: str = EDITION,
    paragraphs: str = "line",
    markup: str = "",
) -> str:
    """An annotations file for the source `files`, their right SHA-256 in it; `markup` is what
    `source` says of it besides (`markup: markdown`)."""
    lines = ["format: 1", edition.rstrip("\n"), "source:"]
    lines.append(f"  {markup}" if markup else f"  paragraphs: {paragraphs}")
    lines.append("  files:")
    for name, data in _sources(files).items():
        lines.append(f"    - path: {name}")
        lines.append(f"      sha256: {hashlib.sha256(data).hexdigest()}")
    return "\n".join(lines) + "\n" + rest


def write_project(
    folder: Path,
    rest: str = GOOD,
    files: Sources = TEXT,
    **more: str,
) -> Path:
    """Write an edition into `folder`; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in _sources(files).items():
        (folder / name).write_bytes(data)
    (folder / "annotations.yaml").write_bytes(annotations(rest, files, **more).encode())
    return folder


def prepared(folder: Path, rest: str = GOOD, files=TEXT, **more: str) -> Prepared:
    """Write an edition into `folder`, read and merge it."""
    return prepare(Project.at(write_project(folder, rest, files, **more)))


def parsed(rest: str = "", **more: str) -> Annotations:
    """The annotations in `rest`, which must have no problems."""
    from edition.annotations.parse import parse

    found, problems = parse("annotations.yaml", annotations(rest, **more).encode())
    assert found is not None, [str(problem) for problem in problems]
    return found


def rebuilt(edition: Edition) -> str:
    """The source put together from the edition's runs, the omissions and what is between them;
    between them may be nothing but white space and byte order marks. The marks of a source with
    markup are put back at their places."""
    pieces = [(block.span, "".join(plain(block.runs))) for block in edition.blocks()]
    pieces += [(item.span, item.text) for item in edition.omitted]
    whole, last = "", 0
    for span, text in sorted(pieces):
        gap = edition.source.text[last : span.start]
        assert not gap.strip("\ufeff \t\r\n\u00a0"), f"words in a gap: {gap!r}"
        assert span.start >= last, f"pieces overlap at {span}"
        whole += gap + text
        last = span.end
    whole += edition.source.text[last:]
    marked = edition.source.marked
    return marks.put_back(whole, marked.pieces) if marked else whole


def _sources(files: Sources) -> dict[str, bytes]:
    if isinstance(files, str | bytes):
        files = {"source.txt": files}
    return {n: data.encode() if isinstance(data, str) else data for n, data in files.items()}
