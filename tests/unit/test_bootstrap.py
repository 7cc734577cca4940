"""What runs before everything else: which Python, and which of its modules are imported."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from edition import bootstrap
from tests.paths import ROOT


@pytest.mark.parametrize(
    "name", ["build.py", "edition/__init__.py", "edition/bootstrap.py", "edition/setup/stamps.py"]
)
def test_an_old_python_can_read_what_runs_before_the_version_check(name):
    ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_importing_the_door_imports_no_installed_package_and_no_slow_module():
    code = "import sys, edition.bootstrap; print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-S", "-c", code], cwd=ROOT, text=True)
    assert not {"subprocess", "edition.setup.provision", "edition.cli.main", "click"} & set(
        loaded.split()
    )


def test_an_old_python_is_told_what_is_needed_and_which_one_is_there(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: "x" if name == "python3.12" else None)
    message = bootstrap.version_problem((3, 9, 6), "/usr/bin/python3")
    assert message == (
        "Python 3.11 or later is needed, and /usr/bin/python3 is 3.9: run: python3.12 build.py"
    )


def test_an_old_python_alone_is_told_to_install_a_newer_one(monkeypatch, capsys):
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    assert bootstrap.main() == bootstrap.NOT_SET_UP == 2
    assert "install a newer one" in capsys.readouterr().err


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_a_newer_python_passes(version):
    assert bootstrap.version_problem(version, "python3") == ""


def test_no_test_ran_is_a_failure(monkeypatch, capsys):
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 5)
    assert bootstrap._run_tests(str(ROOT), []) == 5
    assert "No test ran" in capsys.readouterr().err


@pytest.mark.parametrize(("arguments", "said"), [([], bootstrap.WHOLE_RUN + "\n"), (["x"], "")])
def test_the_whole_run_says_first_how_long_it_takes(arguments, said, monkeypatch, capsys):
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 0)
    assert bootstrap._run_tests(str(ROOT), arguments) == 0
    assert capsys.readouterr().err == said
    assert "minutes" in bootstrap.WHOLE_RUN


@pytest.mark.parametrize(
    ("words", "testing"),
    [(["verify", "--install"], True), (["verify"], False), (["test"], True), (["check"], False)],
)
def test_install_sets_up_what_the_tests_need(words, testing, monkeypatch):
    seen = []
    monkeypatch.delenv("EDITION_NO_VENV", raising=False)
    monkeypatch.setattr(sys, "argv", ["build.py", *words])
    monkeypatch.setattr(bootstrap, "_enter_venv", lambda root, wanted: seen.append(wanted) or 7)
    assert (bootstrap.main(), seen) == (7, [testing])
