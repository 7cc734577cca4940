"""What runs before everything else: which Python, and which of its modules are imported."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from edition import bootstrap
from edition.setup import stamps
from tests.paths import ROOT


@pytest.mark.parametrize(
    "name", ["build.py", "edition/__init__.py", "edition/bootstrap.py", "edition/setup/stamps.py"]
)
def test_an_old_python_can_read_what_runs_before_the_version_check(name):
    ast.parse((ROOT / name).read_text(encoding="utf-8"), feature_version=(3, 6))


def test_importing_the_door_imports_no_installed_package_and_no_slow_module():
    code = (
        f"import sys; sys.argv[0] = {str(ROOT / 'build.py')!r}; import runpy; "
        "runpy.run_path(sys.argv[0]); print(*sys.modules)"
    )
    loaded = subprocess.check_output([sys.executable, "-S", "-c", code], cwd=ROOT, text=True)
    assert "edition.bootstrap" in loaded.split()
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


# ── entering .venv ──────────────────────────────────────────────────────────────────────────


@pytest.fixture
def half_made(tmp_path: Path) -> Path:
    """A checkout whose `.venv/bin/python` is a link to a Python elsewhere, with its stamp."""
    shutil.copy(ROOT / "build.py", tmp_path)
    (tmp_path / "requirements.lock").write_text("a==1 --hash=sha256:0\n")
    left_out = shutil.ignore_patterns("__pycache__", "node_modules", "pdf", "apparatus")
    shutil.copytree(ROOT / "edition", tmp_path / "edition", ignore=left_out)
    python = Path(stamps.venv_python(str(tmp_path / ".venv")))
    python.parent.mkdir(parents=True)
    python.symlink_to(os.path.realpath(sys.executable))
    stamps.write_stamp(str(tmp_path / ".venv"), str(tmp_path / "requirements.lock"))
    return tmp_path


def entered(folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """`build.py --version` in a checkout, with a pip that finds nothing."""
    environment = {name: os.environ[name] for name in os.environ if "EDITION" not in name}
    environment |= {"PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull, **more}
    return subprocess.run(
        [sys.executable, "build.py", "--version"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_a_python_that_is_not_of_the_folder_is_not_started_for_ever(half_made: Path) -> None:
    """It is made anew; here that stops, since nothing can be installed."""
    done = entered(half_made)
    assert done.returncode == bootstrap.NOT_SET_UP
    assert "Setting up: making .venv" in done.stderr and "The set-up stopped" in done.stderr


def test_nor_one_that_stays_so_when_it_is_made_anew(half_made: Path) -> None:
    code = "def set_up(root, testing): pass\nclass SetupFailed(Exception): pass\n"
    (half_made / "edition" / "setup" / "provision.py").write_text(code)
    done = entered(half_made)
    assert done.returncode == bootstrap.NOT_SET_UP
    assert f"The Python in {half_made / '.venv'} does not belong to that folder" in done.stderr


def test_what_a_link_in_the_place_of_the_folder_leads_to_stays(
    half_made: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kept = tmp_path_factory.mktemp("kept") / "venv"
    (half_made / ".venv").rename(kept)
    (kept / "mine").write_text("mine")
    (half_made / ".venv").symlink_to(kept)
    assert entered(half_made).returncode == bootstrap.NOT_SET_UP
    assert (kept / "mine").read_text() == "mine"
    assert not (half_made / ".venv").is_symlink()
