"""OS errors: what went wrong with the machine, not with the input nor with the builder, in words.

Memory, open files, a full or failing disk: an error that Python raises for one of them becomes a
problem that says what to do.
"""

from __future__ import annotations

import errno
import signal

from edition.model.problems import Place, Problem

_MEMORY = (
    "Close other programs, or take a machine with more memory. Fewer PDFs at once need less: "
    "name one with --profile."
)
_FREE = "Free space there, then give the command again."
_HINTS = {
    errno.ENOSPC: _FREE,
    errno.EMFILE: "Allow more open files (ulimit -n 256), then give the command again.",
    errno.ENFILE: "Close other programs, then give the command again.",
    errno.EROFS: "Allow writing there, or name another folder.",
    errno.EACCES: "Allow reading and writing there, or name another folder.",
    errno.EPERM: "Allow reading and writing there, or name another folder.",
    errno.EIO: "The disk, or the terminal, is failing or gone. Save what is on the disk elsewhere.",
    errno.EAGAIN: "The system starts no more processes now. Close other programs.",
    errno.EFBIG: "No file may grow to that size here. Allow larger ones: ulimit -f unlimited",
    errno.ELOOP: "A link there leads to itself. Take it away.",
    errno.ENAMETOOLONG: "Give the file or the folder a shorter name.",
}
if hasattr(errno, "EDQUOT"):
    _HINTS[errno.EDQUOT] = "Your share of the disk is used up. " + _FREE
#: What `tempfile` says when it could write a file nowhere.
_NO_FOLDER = "No usable temporary directory"
#: Bytes that any machine has to give which is not at its end.
_SOME = 64 << 20
#: What the loader of libraries says when it finds no room for one.
_NO_ROOM = ("cannot allocate memory", "failed to map segment", "cannot create shared object")


class WorkerKilled(ChildProcessError):
    """The process that did a piece of work is gone; `code` is its exit code, or the negative
    number of the signal that ended it."""

    def __init__(self, code: int) -> None:
        self.code = code
        super().__init__(code)

    def __str__(self) -> str:
        if self.code >= 0:
            return f"A process of the builder ended by itself with exit code {self.code}."
        try:
            name = signal.Signals(-self.code).name
        except ValueError:
            name = f"signal {-self.code}"
        return (
            f"A process of the builder was killed by {name}. The machine may have run out of "
            "memory: try --jobs 1."
        )


def problem(error: BaseException) -> Problem | None:
    """The problem that the machine has, if it is one, by an exception that came up."""
    for cause in _chain(error):
        if _is_out_of_memory(cause):
            return _out_of_memory()
        if isinstance(cause, OSError) and cause.errno in _HINTS:
            place = Place(str(cause.filename)) if cause.filename else Place("system")
            message = f"The system refuses: {cause.strerror}."
            return Problem("system-refuses", place, message, _HINTS[cause.errno])
        if isinstance(cause, FileNotFoundError) and _NO_FOLDER in str(cause):
            message = "The system refuses: no folder takes temporary files."
            hint = (
                "Free space, allow writing and large files there (ulimit -f), or name one: TMPDIR."
            )
            return Problem("system-refuses", Place("system"), message, hint)
    try:
        # Libraries have many words for it (“unknown file format”). So it is asked for some.
        bytearray(_SOME)
    except MemoryError:
        return _out_of_memory()
    return None


def _out_of_memory() -> Problem:
    return Problem("out-of-memory", Place("memory"), "The machine's memory is used up.", _MEMORY)


def _is_out_of_memory(error: BaseException) -> bool:
    if isinstance(error, MemoryError) or getattr(error, "errno", None) == errno.ENOMEM:
        return True
    # A process of our own that is gone without a word: the system ended it, to have its memory.
    if isinstance(error, WorkerKilled) and error.code == -9:  # SIGKILL
        return True
    if isinstance(error, SystemError):  # C code that got no memory, and did not say so
        return True
    said = str(error).lower()
    return isinstance(error, ImportError | OSError) and any(words in said for words in _NO_ROOM)


def _chain(error: BaseException | None) -> list[BaseException]:
    """The exception and those that it came of."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return found
