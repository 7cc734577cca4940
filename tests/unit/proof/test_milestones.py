"""The proof finds a page of the original that begins elsewhere in the book."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from edition.build import build
from edition.proof import source
from edition.proof.source import ProofFailed
from edition.system.project import Project
from tests.books import prepared

TEXT = '# One\n\nA []{.pagebreak title="5"}weaver sat.\n\n[]{.pagebreak title="6"}She rose.\n'
MARK = '<span class="milestone" id="pb-{0}">[p.\u00a0{0}]</span>'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"A {MARK.format(5)}weaver", f"A weaver{MARK.format(5)}"),
        (MARK.format(6), ""),
        (MARK.format(5), MARK.format(6) + MARK.format(5)),
    ],
)
def test_a_mark_that_moved_is_found(old: str, new: str, tmp_path: Path) -> None:
    edition = prepared(tmp_path, "", TEXT, markup="markup: markdown").edition
    (data,) = build(Project.at(tmp_path), formats=("epub",)).files.values()
    source.prove_epub(edition, data)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as book, zipfile.ZipFile(out, "w") as spoiled:
        for name in book.namelist():
            content = book.read(name)
            if name.endswith("text-001.xhtml"):
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            spoiled.writestr(name, content)
    with pytest.raises(ProofFailed, match="page"):
        source.prove_epub(edition, out.getvalue())
