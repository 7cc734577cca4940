"""Folder: a report put away as a whole, and never over anything that is not a report."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType

from edition.model.problems import BuildFailed, Place, Problem
from edition.system import locks, signals

PAGE, SUMMARY = "index.html", "summary.md"
#: By this line in its index.html a folder is known as a report.
GENERATOR = '<meta name="generator" content="annotated-edition compare">'
_OURS = re.compile(r"index\.html|summary\.md|(page|gone)-\d{5}-(old|new|difference)\.png")


class ReportFolder:
    """The folder `output`, filled beside its place and put there by `finish`.

    Used with `with`: what was not finished is taken away again, and what a killed comparison
    left is, too. Raises `BuildFailed` with `folder-not-ours` if there is something else at
    `output`, `output-unwritable` if the disk refuses, `output-busy` if another one is being made.
    """

    def __init__(self, output: Path) -> None:
        self.output = Path(os.path.abspath(output))
        self._mark = f".edition-{self.output.name}"
        self._old = self.output.with_name(f"{self._mark}.old")
        self._stack = ExitStack()
        if not _may_be_replaced(self.output):
            message = "The folder holds something else than a comparison."
            hint = "Name a new folder with --output, or empty this one."
            raise BuildFailed([Problem("folder-not-ours", Place(str(output)), message, hint)])

    def __enter__(self) -> ReportFolder:
        parent = self.output.parent
        with ExitStack() as stack:
            try:
                parent.mkdir(parents=True, exist_ok=True)
                if stack.enter_context(locks.held(parent, f"{self._mark}-lock")):
                    self._sweep()
                self._beside = Path(tempfile.mkdtemp(prefix=f"{self._mark}-", dir=parent))
            except OSError as error:
                raise _unwritable(self.output, error) from None
            stack.callback(shutil.rmtree, self._beside, ignore_errors=True)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def _sweep(self) -> None:
        """Take away what a killed comparison left; the report that it had put aside goes back."""
        if self._old.is_dir() and not self.output.exists():
            os.replace(self._old, self.output)
        left = re.compile(re.escape(self._mark) + r"(-[a-z0-9_]{8}|\.old)")
        for path in self.output.parent.iterdir():
            if left.fullmatch(path.name):
                shutil.rmtree(path, ignore_errors=True)

    def keep(self, name: str, data: bytes) -> None:
        """Write one file of the report."""
        try:
            (self._beside / name).write_bytes(data)
        except OSError as error:
            raise _unwritable(self.output, error) from None

    def finish(self) -> None:
        """Put the report in its place; the one that was there goes."""
        try:
            os.chmod(self._beside, 0o755)
            with signals.deferred():
                self._exchange()
        except OSError as error:
            raise _unwritable(self.output, error) from None
        shutil.rmtree(self._old, ignore_errors=True)

    def _exchange(self) -> None:
        if self.output.exists():
            shutil.rmtree(self._old, ignore_errors=True)
            os.replace(self.output, self._old)
        try:
            os.replace(self._beside, self.output)
        except OSError:
            with suppress(OSError):
                os.replace(self._old, self.output)
            raise


def _may_be_replaced(folder: Path) -> bool:
    """Whether there is nothing at `folder`, an empty folder, or a report and nothing besides."""
    if not os.path.lexists(folder):
        return True
    if folder.is_symlink() or not folder.is_dir():
        return False
    names = {path.name for path in folder.iterdir()}
    if not names:
        return True
    page = folder / PAGE
    known = all(_OURS.fullmatch(name) for name in names) and page.is_file()
    return known and GENERATOR in page.read_text("utf-8", errors="replace")[:2000]


def _unwritable(folder: Path, error: OSError) -> BuildFailed:
    message = f"The report cannot be written: {error.strerror}."
    hint = "What was there is as it was. Free space, or allow writing there."
    return BuildFailed([Problem("output-unwritable", Place(str(folder)), message, hint)])
