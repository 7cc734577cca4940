"""What imports alone do not show: who writes files, what is pure, what starts quickly.

Which room may import which is held by the contracts of pyproject.toml (test_contracts).
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib

from tests.paths import ROOT

PACKAGE = ROOT / "edition"
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "node_modules" not in path.parts
}
HEAVY = (
    *("weasyprint", "pydyf", "ebooklib", "pydantic", "PIL", "jinja2", "lxml"),
    *("pypdfium2", "fontTools"),
)


def tree(module: str) -> ast.Module:
    """The parsed source of a module of `edition`."""
    return ast.parse(MODULES[module].read_text("utf-8"))


def test_only_these_modules_write_files() -> None:
    """All others hand them bytes: what is promised of a kill holds for them alone."""
    writers = {"write_bytes", "write_text", "replace", "rename", "mkstemp", "mkdtemp"}
    found = {
        module.removeprefix("edition.")
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute)
        and node.attr in writers
        and (node.attr.startswith(("write_", "mk")) or _is_os(node.value))
    }
    books_and_reports = {"system.files", "authoring.compare.folder"}
    can_be_made_again = {"system.cachedir", "setup.stamps", "setup.provision"}
    gone_with_the_run = {"system.pandoc"}
    own_sources = {
        "cli.reference",
        "annotations.schema.write",
        "apparatus.maps.outlines.make",
        "apparatus.maps.outlines.make_details",
        "languages.orders.make",
        "languages.reference",
    }
    assert found == books_and_reports | can_be_made_again | gone_with_the_run | own_sources


def _is_os(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "os"


def test_what_is_pure_opens_and_prints_nothing() -> None:
    """The modules of the contract `pure`, which forbids them the imports."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    (pure,) = (one["source_modules"] for one in contracts if one["id"] == "pure")
    modules = [m for m in MODULES if any(m == p or m.startswith(f"{p}.") for p in pure)]
    assert len(modules) >= len(pure)
    forbidden = {"open", "print", "input", "exec", "eval", "__import__"}
    for module in modules:
        called = {
            node.func.id
            for node in ast.walk(tree(module))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not called & forbidden, module


def test_build_py_imports_the_bootstrap_alone() -> None:
    found = [
        node.module
        for node in ast.walk(ast.parse((ROOT / "build.py").read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
    ]
    assert found == ["edition.bootstrap"]


def test_the_top_of_the_package_holds_rooms_alone() -> None:
    names = {path.stem for path in PACKAGE.glob("*.py")}
    assert names <= {"__init__", "__main__", "bootstrap", "build", "batch"}


def test_files_are_read_in_one_sitting() -> None:
    """At most 350 lines each, half of them under 200."""
    lengths = sorted(len(path.read_text("utf-8").splitlines()) for path in MODULES.values())
    assert lengths[-1] <= 350
    assert lengths[len(lengths) // 2] < 200


def test_the_command_starts_without_what_is_heavy() -> None:
    code = f"import sys, edition.cli.main; print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
