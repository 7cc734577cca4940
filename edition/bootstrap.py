"""Runs before everything else: finds or makes the locked Python, then starts the command.

This file, `stamps` and `build.py` import only the standard library, since nothing else may be
there yet, and keep to the syntax of Python 3.6, so that an old Python gets to say why it cannot
go on. `provision`, which installs, is imported only when there is something to install. A type
that Python 3.6 cannot evaluate is written as a string.

Exit codes: those of the command (0 done, 1 faults in the input, 2 usage, 3 a fault of ours);
2 also stands for "this machine is not set up": the Python is too old, or a step of the set-up
failed or needs rights that we do not have. The message then says what to run.
"""

import os
import sys

from edition.setup.stamps import is_ready, venv_python

MINIMUM = (3, 11)
NOT_SET_UP = 2
STOPPED = 130  # as a shell counts Ctrl-C
NO_TEST_RAN = 5  # pytest's own exit code
WHOLE_RUN = (
    "Running all tests: about 7 minutes on two processors. "
    "`build.py test tests/unit` runs a part of them."
)
# A build makes many objects and drops few. Looking for dropped rings among them this much less
# often saves a tenth of the time, and fifteen copies of the interview need no more memory for it;
# they are still found, so that a long book does not pile them up.
GARBAGE = (300000, 20, 20)

# How often the Python of .venv was started by itself, and did not find itself there.
ENTERED = "EDITION_ENTERED"
TRIES = 2
NOT_ENTERED = (
    "The Python in {0} does not belong to that folder, even when it is made anew. Delete the "
    "folder, unset PYTHONHOME if it is set, and start this command again."
)

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def main() -> int:
    """Set up what is missing, then run the command or, for the word `test`, the tests.

    In: `sys.argv`; `EDITION_NO_VENV=1` takes the running Python as it is and sets up nothing.
    Out: the exit code. Does not return when another Python takes over this process.
    """
    try:
        return _main()
    except KeyboardInterrupt:  # before the command, which answers it itself
        print("\nStopped.", file=sys.stderr)
        return STOPPED


def _main() -> int:
    problem = version_problem(sys.version_info, sys.executable)
    if problem:
        print(problem, file=sys.stderr)
        return NOT_SET_UP
    words = sys.argv[1:]
    testing = words[:1] == ["test"]
    judging = words[:1] == ["verify"] and "--install" in words
    if sys.platform == "darwin":
        _point_at_homebrew()
    if os.environ.get("EDITION_NO_VENV") != "1":
        code = _enter_venv(ROOT, testing or judging)
        if code is not None:
            return code
    elif sys.flags.ignore_environment and not sys.flags.safe_path:
        # `python -E`: the Pythons that this one starts would not see PYTHONSAFEPATH.
        return _become([sys.executable, "-P", *sys.orig_argv[1:]])
    if testing:
        return _run_tests(ROOT, words[1:])
    return _run_command()


def _run_command() -> int:
    # None of the dropped rings need be looked for at the end.
    import gc

    gc.set_threshold(*GARBAGE)
    try:
        from edition.cli.main import main as command
    except (ImportError, MemoryError, OSError) as error:
        if not _lacks_memory(error):
            raise
        print("There is not enough memory to start. Close other programs.", file=sys.stderr)
        return NOT_SET_UP

    code = command()
    gc.freeze()
    return code


def _lacks_memory(error: BaseException) -> bool:
    # The loader of libraries says it in words; a module that is half loaded, by chance, too.
    words = ("failed to map segment", "cannot allocate memory", "memory exhausted")
    said = str(error).lower()
    return isinstance(error, MemoryError) or any(each in said for each in words)


def version_problem(version: "tuple[object, ...]", executable: str) -> str:
    """Return the message for a Python that is too old, or "" when it will do.

    In: `version`, a tuple like `sys.version_info`; `executable`, the path of that Python.
    """
    if tuple(version[:2]) >= MINIMUM:
        return ""
    newer = _newer_python()
    hint = "run: " + newer + " build.py" if newer else "install a newer one and run it instead."
    return "Python {}.{} or later is needed, and {} is {}.{}: {}".format(
        MINIMUM[0], MINIMUM[1], executable or "this one", version[0], version[1], hint
    )


def _newer_python() -> str:
    # Only words the hint: the newest of the usual names that is on the PATH.
    from shutil import which

    names = [f"python3.{minor}" for minor in range(20, MINIMUM[1] - 1, -1)]
    return next((name for name in names if which(name)), "")


def _point_at_homebrew() -> None:
    # A Python that is not Homebrew's own does not look for libraries where Homebrew puts them.
    folders = "/opt/homebrew/lib:/usr/local/lib:/usr/lib"
    os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", folders)


def _enter_venv(root: str, testing: bool) -> "int | None":
    # Returns None when this process may go on, or the exit code of what was run instead.
    inside = os.path.realpath(sys.prefix) == os.path.realpath(os.path.join(root, ".venv"))
    # After an upgrade of the system's Python the venv runs, but without its site-packages.
    hollow = inside and not any(path.startswith(sys.prefix) for path in sys.path)
    entered = inside and not hollow
    before = os.environ.pop(ENTERED, "")  # one letter for each time that this was tried
    if len(before) >= TRIES and not entered:
        print(NOT_ENTERED.format(os.path.join(root, ".venv")), file=sys.stderr)
        return NOT_SET_UP
    # A `.venv/bin/python` that is a link to a Python elsewhere is there, and knows no `.venv`.
    if hollow or (before and not entered) or not is_ready(root, testing):
        from edition.setup import provision

        try:
            provision.set_up(root, testing)
        except provision.SetupFailed as failure:
            print(failure, file=sys.stderr)
            return NOT_SET_UP
    elif entered:
        return None
    os.environ[ENTERED] = before + "x"
    return _hand_over(root)


def _hand_over(root: str) -> int:
    command = [venv_python(os.path.join(root, ".venv")), os.path.join(root, "build.py")]
    command += sys.argv[1:]
    return _become(command)


def _become(command: "list[str]") -> int:
    if os.name == "nt":  # there, exec would return to the prompt at once
        import subprocess

        return subprocess.call(command)
    return os.execv(command[0], command)


def _run_tests(root: str, arguments: "list[str]") -> int:
    import subprocess

    from edition.setup import provision

    # The whole run uses two processes: what a module's tests share is made once. The modules are
    # taken in the order of tests/conftest.py, the slowest first.
    spread = ["--numprocesses=2", "--dist=loadfile", "--no-loadscope-reorder"]
    spread = [] if arguments else spread
    if not arguments:
        print(WHOLE_RUN, file=sys.stderr, flush=True)
    command = provision.test_command() + spread + arguments
    code = subprocess.call(command, cwd=root, env=provision.test_environment(os.environ))
    if code == NO_TEST_RAN:
        print("No test ran, which counts as a failure.", file=sys.stderr)
    return code if code >= 0 else 128 - code  # as a shell counts a signal
