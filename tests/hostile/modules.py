"""Baits for the import path: what a command looks for, and files of these names beside it.

A bait writes its name down when it is run, and gives no module, so that whoever asked for it fails.
"""

from __future__ import annotations

import os
import pkgutil
import shutil
import sys
from pathlib import Path

from tests.books import GOOD, write_project
from tests.paths import ROOT

#: Modules that are asked for though they are not installed, or have no file of their own. Each such
#: name that is heard gets its bait: those that are known here need not be heard first.
_OPTIONAL = frozenset(
    ("linkify_it", "org", "rnc2rng", "brotlicffi", "pytz", "unicodedata2", "ruamel", "_ruamel_yaml",
     "_ruamel_yaml_clibz")
)  # fmt: skip
#: Notes each top-level module that this Python and those that it starts ask for, found or not; and
#: runs what Python would run without it.
_LISTENER = """\
import os, sys
FOLDER = os.path.dirname(__file__)
def note(event, arguments, names=set()):
    if event == "import":
        name = arguments[0].partition(".")[0]
        if name not in names:
            names.add(name)
            with open(os.path.join(FOLDER, f"{os.getpid()}.names"), "a") as file:
                file.write(name + "\\n")
sys.addaudithook(note)
sys.path.remove(FOLDER)
me = sys.modules.pop(__name__)
try:
    import sitecustomize
except ImportError:
    sys.modules[__name__] = me
"""
_BAIT = """\
import os
with open({marks!r} + "/{name}", "a") as file:
    file.write(str(os.getpid()))
raise RuntimeError("an edition's file was run")
"""
#: What other programs than Python run, if they find it where they are started, or above.
_NODE_BAIT = "require('fs').writeFileSync({marks!r} + '/{name}', '')\n"
_OF_NODE = (
    *(".puppeteerrc.cjs", "puppeteer.config.cjs", ".puppeteerrc.js"),
    *(f"node_modules/{name}/index.js" for name in ("bufferutil", "utf-8-validate", "canvas")),
)


def checkout(folder: Path) -> Path:
    """A copy of the builder in `folder`, which is that of an edition too, with its compiled code:
    compiling takes longer than most commands. Returns the folder."""
    left_out = shutil.ignore_patterns("node_modules")
    shutil.copytree(ROOT / "edition", folder / "edition", ignore=left_out)
    shutil.copytree(ROOT / "styles", folder / "styles")
    shutil.copytree(ROOT / "tests" / "importable", folder / "tests" / "importable")
    for name in ("build.py", "pyproject.toml", "requirements.lock", "requirements-test.lock"):
        shutil.copy(ROOT / name, folder)
    modules = ROOT / "edition" / "verify" / "judges" / "node_modules"
    if modules.is_dir():
        (folder / modules.relative_to(ROOT)).symlink_to(modules.resolve())
    return write_project(folder, GOOD)


def listener(folder: Path) -> Path:
    """A folder that notes names when it is on the import path."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(_LISTENER, "utf-8")
    return folder


def heard(folder: Path) -> set[str]:
    """The names that were asked for."""
    return {name for path in folder.glob("*.names") for name in path.read_text("utf-8").split()}


def known() -> set[str]:
    """The names that are baits before any is heard: whatever could be loaded here, and the
    builder's own."""
    own = {"edition", "tests", "__main__", "sitecustomize", "usercustomize"}
    there = {module.name for module in pkgutil.iter_modules()}
    return own | there | _OPTIONAL | sys.stdlib_module_names


def bait(folder: Path, names: set[str], marks: Path) -> None:
    """Put a file for each of `names` into `folder`, and what else would be run there."""
    marks.mkdir(exist_ok=True)
    for name in sorted(names):
        if not (folder / f"{name}.py").exists():
            text = _BAIT.format(marks=str(marks), name=name)
            (folder / f"{name}.py").write_text(text, "utf-8")
    for name in _OF_NODE:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        text = _NODE_BAIT.format(marks=str(marks), name=name.replace(os.sep, "+"))
        (folder / name).write_text(text, "utf-8")
    plugin = folder / "bait.dist-info"
    plugin.mkdir(exist_ok=True)
    (plugin / "METADATA").write_text("Metadata-Version: 2.1\nName: bait\nVersion: 1\n", "utf-8")
    (plugin / "entry_points.txt").write_text(
        "[pytest11]\nbait = conftest\n[pydantic]\nbait = conftest\n", "utf-8"
    )
    (folder / "bait.pth").write_text("import conftest\n", "utf-8")
    (folder / "conftest.py").write_text(_BAIT.format(marks=str(marks), name="conftest"), "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\npythonpath = .\naddopts = -p conftest\n", "utf-8")


def run_of(marks: Path) -> list[str]:
    """The baits that were run since this was asked."""
    found = sorted(path.name for path in marks.iterdir())
    for name in found:
        (marks / name).unlink()
    return found
