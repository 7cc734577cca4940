"""The contracts of pyproject.toml: each kind, broken on purpose in a copy, is found.

All but circles are broken in one copy, and each must be told by its own contract: an import that
breaks one may break others too, by what it brings with it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.paths import ROOT

TYPING = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    "
CIRCLE = ("text/parts.py", f"{TYPING}from edition.text.structure import lay_out")
#: The contract, the module, the line that breaks it, and what is imported by that.
BROKEN = [
    ("rooms", "text/source.py", "from edition.cli import main", "edition.cli.main"),
    (
        "rooms",
        "model/source.py",
        f"{TYPING}from edition.render.renderer import Renderer",
        "edition.render.renderer",
    ),
    ("rooms", "pdf/book.py", "from edition.epub import package", "edition.epub.package"),
    (
        "proof",
        "proof/pdftext.py",
        "from edition.pdf.weasyprint70 import install",
        "edition.pdf.weasyprint70.install",
    ),
    (
        "weasyprint",
        "pdf/weasyprint70/patch.py",
        "from edition.assembly import merge",
        "edition.assembly.merge",
    ),
    ("engines", "render/views.py", "import weasyprint", "weasyprint"),
    ("ebooklib", "epub/package.py", "import ebooklib", "ebooklib"),
    ("click", "authoring/find.py", "import click", "click"),
    ("pdfium", "verify/table.py", "import pypdfium2", "pypdfium2"),
    ("processes", "render/views.py", "import subprocess", "subprocess"),
    ("plain", "model/source.py", "import lxml", "lxml"),
    ("pure", "anchoring/context.py", "import os", "os"),
    (
        "finished-pdf",
        "pdf/imposition.py",
        "from edition.pdf import grayscale",
        "edition.pdf.grayscale",
    ),
    (
        "layout",
        "pdf/production/layout.py",
        "from edition.system import project",
        "edition.system.project",
    ),
]


def copied(folder: Path, *breaks: tuple[str, str]) -> Path:
    """A copy of the package's modules and of the contracts, with lines added to modules."""
    left_out = shutil.ignore_patterns("node_modules", "__pycache__", "*.json*", "outlines")
    shutil.copytree(ROOT / "edition", folder / "edition", ignore=left_out)
    shutil.copy(ROOT / "pyproject.toml", folder)
    for module, line in breaks:
        with (folder / "edition" / module).open("a", encoding="utf-8") as file:
            file.write(f"\n{line}\n")
    return folder


def lint(folder: Path) -> tuple[int, str]:
    """Hold the package in `folder` against the contracts: the exit code, and what is said."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "COLUMNS": "999"},
    )
    return done.returncode, done.stdout + done.stderr


def broken(text: str) -> dict[str, str]:
    """What is said of each broken contract, by its id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    ids = {contract["name"]: contract["id"] for contract in settings["contracts"]}
    _, *parts = re.split(r"\n(.+)\n-+\n", text.partition("\nBroken contracts\n")[2])
    return {ids[name]: said for name, said in zip(parts[::2], parts[1::2], strict=True)}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What is said where all of BROKEN is."""
    breaks = [(module, line) for _, module, line, _ in BROKEN]
    code, text = lint(copied(tmp_path_factory.mktemp("copy"), *breaks))
    assert code == 1, text
    return broken(text)


@pytest.mark.parametrize(
    ("contract", "module", "line", "imported"),
    BROKEN,
    ids=lambda value: value if len(str(value)) < 16 else "",
)
def test_a_contract_that_is_broken_on_purpose_fails(
    contract: str, module: str, line: str, imported: str, found: dict[str, str]
) -> None:
    importer = ".".join(Path("edition", module).with_suffix("").parts)
    assert f"- {importer} -> {imported} (" in re.sub(r"- +", "- ", found[contract])


def test_a_circle_fails(tmp_path: Path) -> None:
    code, text = lint(copied(tmp_path, CIRCLE))
    told = broken(text)
    assert code == 1 and "circles" in told
    assert re.search(r"\.parts -> .*structure|\.structure -> .*parts", told["circles"]), told


def test_the_copy_itself_keeps_them(tmp_path: Path) -> None:
    code, text = lint(copied(tmp_path))
    assert code == 0, text
