"""The contracts of pyproject.toml: each kind, broken on purpose in a copy, is found."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.paths import ROOT


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package's modules and of the contracts."""
    folder = tmp_path_factory.mktemp("copy")
    left_out = shutil.ignore_patterns("node_modules", "__pycache__", "*.json*", "outlines")
    shutil.copytree(ROOT / "edition", folder / "edition", ignore=left_out)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def lint(folder: Path, contract: str) -> tuple[int, str]:
    """Hold the package in `folder` against one contract."""
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [str(program), "--no-cache", "--contract", contract],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout + done.stderr


TYPING = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    "


@pytest.mark.parametrize(
    ("contract", "module", "line", "said"),
    [
        ("rooms", "text/source.py", "from edition.cli import main", "edition.text.source"),
        (
            "rooms",
            "model/source.py",
            f"{TYPING}from edition.render.renderer import Renderer",
            "edition.render",
        ),
        ("rooms", "pdf/book.py", "from edition.epub import package", "edition.epub.package"),
        (
            "circles",
            "text/parts.py",
            f"{TYPING}from edition.text.structure import lay_out",
            "structure",
        ),
        (
            "proof",
            "proof/pdftext.py",
            "from edition.pdf.weasyprint70 import install",
            "edition.pdf",
        ),
        (
            "weasyprint",
            "pdf/weasyprint70/patch.py",
            "from edition.assembly import merge",
            "edition.assembly",
        ),
        ("engines", "render/views.py", "import weasyprint", "weasyprint"),
        ("ebooklib", "epub/package.py", "import ebooklib", "ebooklib"),
        ("click", "authoring/find.py", "import click", "click"),
        ("pdfium", "verify/table.py", "import pypdfium2", "pypdfium2"),
        ("processes", "render/views.py", "import subprocess", "subprocess"),
        ("plain", "model/source.py", "import lxml", "lxml"),
        ("pure", "anchoring/context.py", "import os", "os"),
        ("finished-pdf", "pdf/imposition.py", "from edition.pdf import grayscale", "grayscale"),
        (
            "layout",
            "pdf/production/layout.py",
            "from edition.system import project",
            "edition.system.project",
        ),
    ],
    ids=lambda value: value if len(str(value)) < 16 else "",
)
def test_a_contract_that_is_broken_on_purpose_fails(
    contract: str, module: str, line: str, said: str, copied: Path
) -> None:
    path = copied / "edition" / module
    before = path.read_text("utf-8")
    path.write_text(f"{before}\n{line}\n", "utf-8")
    try:
        code, text = lint(copied, contract)
    finally:
        path.write_text(before, "utf-8")
    assert code == 1 and "BROKEN" in text and said in text, text


def test_the_copy_itself_keeps_them(copied: Path) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=copied,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout
