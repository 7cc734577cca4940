"""Points: runs an action in a child process and stops it, or fails it, at each call to the system
by which files are made, filled, named and taken away.

All moments at which a writer can be hit in a way that others see lie between two such calls: to
try each of them is more than to try random ones.
"""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Protocol, cast

from edition.model.problems import BuildFailed
from edition.system.workers import Worker

#: What the writers call, of `os`.
CALLS = (
    "open",
    "write",
    "fsync",
    "mkdir",
    "rename",
    "replace",
    "link",
    "unlink",
    "rmdir",
    "chmod",
    "chown",
    "scandir",
)
#: Change nothing that others see: who is killed after such a call leaves what he leaves who is
#: killed before it.
_HARMLESS = ("scandir", "fsync")
#: Of the openings of files those that can change one.
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
DONE, REFUSED, FAULT = 0, 10, 99

Action = Callable[[], object]
#: What is done at a point: gets the real call and its arguments.
Blow = Callable[..., object]


@dataclass(frozen=True)
class End:
    """How a child ended: its exit code, or the signal that ended it; what it said; and the calls
    that it made: with the listing of a folder a number for the lines of code that ask for it."""

    code: int
    signal: int
    said: str
    calls: tuple[str, ...]


def kill(number: int = signal.SIGKILL) -> Blow:
    """End the process before the call."""
    return partial(_kill, number)


def _kill(number: int, call: Callable, *args: object, **named: object) -> object:
    os.kill(os.getpid(), number)
    return call(*args, **named)


def torn(call: Callable, *args: object, **named: object) -> object:
    """Write half of what is to be written, and end the process; other calls are not made."""
    if call.__name__ == "write":
        handle, data = args
        call(handle, bytes(data)[: len(data) // 2])
    os.kill(os.getpid(), signal.SIGKILL)
    return None


def refuse(number: int) -> Blow:
    """The system refuses the call; of a write, half is done before (as with the last block)."""
    return partial(_refuse, number)


def _refuse(number: int, call: Callable, *args: object, **named: object) -> object:
    if call.__name__ == "write":
        handle, data = args
        if len(data) > 1:
            return call(handle, bytes(data)[: len(data) // 2])
    raise OSError(number, os.strerror(number), str(args[0]) if args else None)


def run(
    action: Action, said: Path, at: int = -1, blow: Blow | None = None, ever_after: bool = False
) -> End:
    """Run `action` in a child; at its call number `at` (from 0), and with `ever_after` at each
    later one too, do `blow`. The child speaks into the file `said`."""
    log = said.with_suffix(".calls")
    said.write_bytes(b"")
    log.write_bytes(b"")
    child = os.fork()
    if not child:
        _child(action, said, log, at, blow, ever_after)
    _, status = os.waitpid(child, 0)
    ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    code = os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1
    return End(code, ended, said.read_text("utf-8"), tuple(log.read_text().split()))


def here(
    action: Action, said: Path, at: int = -1, blow: Blow | None = None, ever_after: bool = False
) -> End:
    """The same in this process, for what does not end it: a child takes ten times as long."""
    calls: list[str] = []
    with (
        said.open("w", encoding="utf-8") as out,
        redirect_stdout(out),
        redirect_stderr(out),
        _watched(calls.append, at, blow, ever_after),
    ):
        code = _code(action)
    return End(code, 0, said.read_text("utf-8"), tuple(calls))


class Run(Protocol):
    """What has the arguments and the answer of `run`."""

    def __call__(
        self,
        action: Action,
        said: Path,
        at: int = -1,
        blow: Blow | None = None,
        ever_after: bool = False,
    ) -> End: ...


@dataclass(frozen=True)
class Small:
    """`run` and `here` in another process than this: one that is small, since a child of that of
    the tests takes longer than most actions, by all that it copies."""

    run: Run
    here: Run


@contextmanager
def small(first: Action) -> Iterator[Small]:
    """A process that has done `first`."""
    worker = Worker()

    def there(function: Run) -> Run:
        return cast(Run, lambda *args, **named: worker.ask((function, args, named)))

    try:
        worker.ask((_begin, (first,), {}))
        yield Small(there(run), there(here))
    finally:
        worker.pipe.close()
        worker.end()


def _begin(first: Action) -> None:
    """Do `first`, as a process does whom signals end; no child need look for what it left over."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    first()
    gc.freeze()


def every(
    run: Run,
    action: Action,
    said: Path,
    before: Callable[[], None],
    blow: Blow,
    ever_after: bool = False,
) -> Iterator[tuple[str, End]]:
    """The ends of `action`, hit at each of its calls; `before` makes all as it was. With each, the
    call that was hit and its number. `torn` differs from `kill` in a write alone, which gets both;
    of the moments that follow one another without a change between them it gets the first. Of
    folders that are listed by the same lines of code, without a change between, one is refused.
    """
    before()
    whole = run(action, said)
    assert (whole.code, whole.signal) == (DONE, 0), whole
    assert len(whole.calls) > 3, "the action writes nothing that is seen here"
    before_it, listed = "", set[str]()
    for at, call in enumerate(whole.calls):
        name = call.partition("@")[0]
        harmless, before_it = before_it in _HARMLESS, name
        listed = listed if harmless else set()
        is_known = call in listed and isinstance(blow, partial) and blow.func is _refuse
        listed.add(call)
        if (harmless and blow is torn) or (is_known and not ever_after):
            continue
        for each in [kill(), torn] if blow is torn and name == "write" else [blow]:
            before()
            yield f"{name} {at}", run(action, said, at, each, ever_after)


def _child(
    action: Action, said: Path, log: Path, at: int, blow: Blow | None, ever_after: bool
) -> None:
    code = FAULT
    try:
        out = os.open(said, os.O_WRONLY | os.O_APPEND)
        os.dup2(out, 1)
        os.dup2(out, 2)
        sys.stdout = sys.stderr = os.fdopen(1, "w", 1, "utf-8", closefd=False)
        calls = os.open(log, os.O_WRONLY | os.O_APPEND)
        write = os.write
        with _watched(lambda name: write(calls, f"{name}\n".encode()), at, blow, ever_after):
            code = _code(action)
    finally:
        sys.stdout.flush()
        os._exit(code)


def _code(action: Action) -> int:
    """The exit code of the action, which says why it has another than `DONE`."""
    try:
        result = action()
    except BuildFailed as failed:
        print(*failed.problems, sep="\n")
        return REFUSED
    except BaseException:
        traceback.print_exc()
        return FAULT
    return result if isinstance(result, int) else DONE


@contextmanager
def _watched(
    log: Callable[[str], object], at: int, blow: Blow | None, ever_after: bool
) -> Iterator[None]:
    """Meanwhile each of the `CALLS` is told to `log`, and hit where it is to be."""
    count = -1

    def watched(name: str, call: Callable) -> Callable:
        def made(*args: object, **named: object) -> object:
            nonlocal count
            if name == "open" and not args[1] & _WRITES:
                return call(*args, **named)
            count += 1
            log(f"{name}@{_lines()}" if name == "scandir" else name)
            hit = count == at or (ever_after and 0 <= at <= count)
            return blow(call, *args, **named) if blow and hit else call(*args, **named)

        made.__name__ = name
        return made

    before = {name: getattr(os, name) for name in CALLS if hasattr(os, name)}
    for name, call in before.items():
        setattr(os, name, watched(name, call))
    try:
        yield
    finally:
        for name, call in before.items():
            setattr(os, name, call)


def _lines() -> int:
    """A number for the lines of code that are gone through to this call."""
    frame: FrameType | None = sys._getframe(2)
    lines = []
    while frame:
        lines.append((frame.f_code, frame.f_lineno))
        frame = frame.f_back
    return hash(tuple(lines))


#: What a disk can refuse with.
REFUSALS = {
    "full": errno.ENOSPC,
    "quota": errno.EDQUOT,
    "failing": errno.EIO,
    "read-only": errno.EROFS,
    "forbidden": errno.EACCES,
}
