"""The rooms of the builder, and which way the doors open: reads the imports of every module."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from tests.paths import ROOT

PACKAGE = ROOT / "edition"
MODULES = sorted(
    ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")
    for path in PACKAGE.rglob("*.py")
)
#: Modules of the standard library by which a module could reach a file, a process or the net.
IO = frozenset({
    "asyncio", "fileinput", "ftplib", "glob", "http", "importlib", "io", "mmap", "os", "pathlib",
    "shutil", "socket", "sqlite3", "subprocess", "sys", "tempfile", "urllib", "zipfile",
})  # fmt: skip


def tree(module: str) -> ast.Module:
    """The parsed source of a module of `edition`."""
    path = PACKAGE / module.replace(".", "/")
    path = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(path.read_text("utf-8"))


def imports(module: str, *, lazy: bool = True) -> set[str]:
    """The modules that `module` imports, those of the package as `edition.name`.

    `lazy=False` leaves out what is imported inside functions, and for type checking only.
    """
    found: set[str] = set()
    todo: list[ast.AST] = list(tree(module).body)
    while todo:
        node = todo.pop()
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not lazy:
            continue
        found |= names(node, module)
        todo += ast.iter_child_nodes(node)
    return found


def names(node: ast.AST, module: str = "x") -> set[str]:
    """What one import statement imports."""
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if not isinstance(node, ast.ImportFrom):
        return set()
    if node.level:
        parts = ["edition", *module.split(".")]
        if (PACKAGE / module.replace(".", "/")).is_dir():
            parts.append("__init__")
        base = ".".join(parts[: len(parts) - node.level])
    else:
        base = node.module or ""
    if node.level and node.module:
        base = f"{base}.{node.module}"
    if base == "edition":
        return {f"edition.{alias.name}" for alias in node.names}
    return {base}


def own(module: str) -> set[str]:
    """The modules of `edition` that `module` imports anywhere."""
    found = {name.split(".")[1] for name in imports(module) if name.startswith("edition.")}
    return found - {"__version__", module.split(".")[0]}


def outside(module: str) -> set[str]:
    """The packages from outside that `module` imports anywhere, the standard library's too."""
    return {name.split(".")[0] for name in imports(module)} - {"edition", "__future__"}


def test_the_reader_of_imports_reads_every_form() -> None:
    forms = {
        "import os.path": {"os.path"},
        "from os import path": {"os"},
        "from . import a, b": {"edition.a", "edition.b"},
        "from .a import b": {"edition.a"},
        "from edition import a": {"edition.a"},
        "from edition.a import b": {"edition.a"},
    }
    for line, wanted in forms.items():
        assert names(ast.parse(line).body[0], "m") == wanted
    lazy = imports("presses") - imports("presses", lazy=False)
    assert "edition.pdf" in lazy


@pytest.mark.parametrize(
    "module", [*(name for name in MODULES if name.startswith("model")), "problems"]
)
def test_the_words_of_the_project_need_the_standard_library_only(module: str) -> None:
    assert own(module) == set()
    assert outside(module) <= sys.stdlib_module_names


@pytest.mark.parametrize(
    ("module", "wanted"),
    [
        ("fold", {"model"}),
        ("source", {"letters", "model", "problems"}),
        ("occurrences", set()),
        ("forms", {"fold", "model", "occurrences"}),
        ("context", set()),
        ("anchor", {"model", "problems", "context", "fold", "forms", "occurrences", "source"}),
        ("quoting", {"model", "problems", "anchor", "context", "fold", "source"}),
        ("mentions", {"model", "problems", "fold", "forms", "anchor", "markup_tree"}),
        ("cells", {"model", "problems", "structure"}),
        ("tables", {"model", "cells"}),
        ("passages", {"model", "cells"}),
        ("structure", {"model", "problems", "fold", "passages", "cells"}),
        ("runs", {"model"}),
        ("headings", {"fold", "model", "problems", "runs"}),
        ("merge", {"fold", "headings", "model", "problems", "runs", "structure"}),
        ("pagebreaks", {"model"}),
        ("machine", {"problems"}),
    ],
)
def test_the_stages_know_only_what_comes_before_them(module: str, wanted: set[str]) -> None:
    assert own(module) <= wanted
    assert outside(module) - {"rapidfuzz", "ahocorasick_rs"} <= sys.stdlib_module_names


@pytest.mark.parametrize(
    "module",
    [
        "model",
        "problems",
        "fold",
        "occurrences",
        "forms",
        "context",
        "anchor",
        "quoting",
        "mentions",
        "structure",
        "passages",
        "scripts",
        "runs",
        "headings",
        "merge",
        "pagebreaks",
        "dates",
        "svg",
        "lettering",
        "axis",
        "accessibility",
        "languages",
        "csl_records",
        "csl_text",
        "timeline",
        "chronology",
        "adding.softwrap",
        "adding.fieldvalues",
        "adding.entries",
        "adding.entryvalues",
        "adding.entryorder",
        "suggesting.wordlists",
        "suggesting.names",
        "suggesting.glosses",
        "suggesting.suggest",
        "find",
        "geo",
        "maplabels",
        "maps",
        "mapcheck",
        "bidi",
        "mirror",
        "formats",
        "sarif",
        "fixes.fix",
        "fixes.quotes",
        "fixes.selectors",
        "fixes.shape",
        "rebase.align",
        "rebase.moves",
        "rebase.lines",
        "rebase.forms",
        "rebase.plan",
        "rebase.decisions",
        "rebase.summary",
        "compare.model",
        "compare.align",
        "compare.words",
        "addresses",
        "letters",
        "stylecheck",
        "compare.entries",
        "yamlprune",
        "reach",
        "tagtree",
        "preview.placing",
        "division",
        "folios",
        *(name for name in MODULES if name.startswith("rules")),
    ],
)
def test_the_pure_stages_reach_nothing(module: str) -> None:
    assert not outside(module) & IO
    called = {
        node.func.id
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not called & {"open", "print", "input", "exec", "eval", "__import__"}


def importers(package: str) -> set[str]:
    """The modules of `edition` that import `package`, for type checking too."""
    return {
        module
        for module in MODULES
        for node in ast.walk(tree(module))
        if package in {name.split(".")[0] for name in names(node, module)}
    }


def test_only_epub_imports_ebooklib() -> None:
    assert importers("ebooklib") == {"epub"}


def test_only_pdf_and_its_helpers_import_weasyprint_and_pydyf() -> None:
    helpers = {name for name in MODULES if name.startswith("weasy")}
    allowed = {"pdf", "pdfwrite", "typesetting", "layoutcache", "pdfa", "tagwrite", *helpers}
    found = importers("weasyprint") | importers("pydyf")
    assert "typesetting" in found
    assert "pdfa" not in importers("weasyprint")
    assert found <= allowed


@pytest.mark.parametrize(
    ("module", "wanted"),
    [
        ("disk", {"problems"}),
        ("locks", {"problems"}),
        ("interrupts", set()),
        ("files", {"disk", "interrupts", "locks", "problems"}),
        ("snapshot", {"problems", "project"}),
        ("cachefolder", set()),
    ],
)
def test_what_writes_and_guards_files_knows_nothing_of_books(module: str, wanted: set[str]) -> None:
    assert own(module) <= wanted
    assert outside(module) <= {*sys.stdlib_module_names, "_thread"}


def test_only_these_modules_write_files() -> None:
    """All others hand them bytes: what is promised of a kill holds for them alone."""
    writers = {"write_bytes", "write_text", "replace", "rename", "mkstemp", "mkdtemp"}
    found = {
        module
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute)
        and node.attr in writers
        and (node.attr.startswith(("write_", "mk")) or _is_os(node.value))
    }
    assert found == {
        "files",
        "compare.folder",  # books, annotations, reports
        # What can be made again.
        "cachefolder",
        "stamps",
        "provision",
        "reference",
        "schema.write",
        "data.outlines.make",  # the builder's own sources
    }


def _is_os(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "os"


def test_the_imposer_needs_a_pdf_and_nothing_else() -> None:
    assert own("impose") == set()
    assert outside("impose") - {"pikepdf"} <= sys.stdlib_module_names


def test_a_book_is_bound_of_finished_parts_only() -> None:
    assert own("gathering") == set()
    assert own("folios") == own("sharedfonts") == {"gathering"}
    assert own("binding") == {"folios", "gathering"}
    assert outside("binding") - {"pikepdf"} <= sys.stdlib_module_names


def test_what_lays_out_reads_no_file() -> None:
    """What a gathering is made of stands in its key: its maker must not look elsewhere."""
    assert not outside("typesetting") & (IO - {"shutil"})  # to remove what WeasyPrint left
    assert not own("typesetting") & {"project", "prepare", "styles", "fonts", "render"}
    assert own("pressroom") == {"gathering", "layoutcache", "typesetting", "workers"}


def test_what_makes_a_pdf_gray_needs_a_pdf_and_nothing_else() -> None:
    assert own("gray") == set()
    assert outside("gray") - {"PIL"} <= sys.stdlib_module_names


def test_only_the_citation_engine_imports_citeproc() -> None:
    assert importers("citeproc") == {"csl_engine"}


def test_only_the_comparison_of_pages_imports_pdfium() -> None:
    assert importers("pypdfium2") == {"compare.pages", "compare.marks"}


def test_the_judges_judge_and_build_nothing() -> None:
    """`verify` reads finished files: a fault of a packager must not hide in its judge."""
    for module in (name for name in MODULES if name.startswith("verify")):
        made_by = {
            "build",
            "commands",
            "documents",
            "epub",
            "gray",
            "impose",
            "pdf",
            "pdffiles",
            "pdfwrite",
            "weasy",
        }
        assert not own(module) & made_by, module
        assert not outside(module) & {"click", "ebooklib", "weasyprint"}, module


def test_only_the_workers_are_other_pythons() -> None:
    """One module starts processes that do our work: only there must they be seen to end."""
    assert importers("multiprocessing") == {"workers", "interrupts"}  # which ends them
    assert own("workers") == set()
    assert outside("workers") <= sys.stdlib_module_names


def test_a_library_of_editions_is_built_by_the_stages_of_one() -> None:
    """What is built by a cluster needs nothing of the command, and no stage knows of it."""
    assert {module for module in MODULES if "library" in own(module)} == {"commands.many"}
    assert own("library") == {"build", "dated", "files", "problems", "project", "workers"}
    assert outside("library") <= sys.stdlib_module_names


def test_only_the_runner_of_judges_starts_processes() -> None:
    found = {module for module in MODULES if "subprocess" in outside(module)}
    assert {name for name in found if name.startswith("verify")} == {"verify.running"}


def test_the_two_packagers_never_meet() -> None:
    def reached(module: str) -> set[str]:
        seen: set[str] = set()
        todo = [module]
        while todo:
            for name in own(todo.pop()) - seen:
                seen.add(name)
                todo.append(name)
        return seen

    assert "pdf" not in reached("epub")
    assert "epub" not in reached("pdf")


def test_nothing_imports_the_command_but_its_door_and_its_reference() -> None:
    assert {module for module in MODULES if "cli" in own(module)} == {"bootstrap", "reference"}
    door = ast.parse((ROOT / "build.py").read_text("utf-8"))
    found = set().union(*(names(node) for node in ast.walk(door)))
    assert {name for name in found if name.startswith("edition")} == {"edition.bootstrap"}


def test_no_module_imports_itself_in_a_ring_when_it_is_loaded() -> None:
    graph = {
        module: {n.split(".", 1)[1] for n in imports(module, lazy=False) if n[:8] == "edition."}
        for module in MODULES
    }
    done: set[str] = set()
    while ready := {m for m in graph.keys() - done if not (graph[m] & graph.keys()) - done}:
        done |= ready
    assert graph.keys() - done == set(), "these import each other"


HEAVY = (
    "weasyprint",
    "pydyf",
    "ebooklib",
    "pydantic",
    "PIL",
    "jinja2",
    "citeproc",
    "lxml",
    "pypdfium2",
)


def test_the_command_starts_without_what_is_heavy() -> None:
    code = f"import sys, edition.cli; print([n for n in {HEAVY!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
