"""Reads the written attacks (`attacks/*.yaml`), writes their editions, and watches a build.

Each attack is the good edition of `tests.books` with something put into it:

    name       what it is called
    tries      what would happen if it were not stopped
    note       the text of its footnote
    edition    keys of `edition:`, each with its value as it is written in YAML
    more       further lines of the annotations file
    swap       [old, new] in the annotations file
    raw        the whole annotations file
    source     the text
    style      the style sheet `styles/base.css`
    photo      the file of a photograph, named `x.png`
    files      other files by name
    links      symbolic links: name → target; `outside.txt` stands beside the project
    fifos      named pipes
    pdf        whether the PDF is made too
    alone      whether it is run in a process of its own, with bounds of memory and time
    seconds    of processor time that it may take, if not the usual number: a quarter of that where
               the attack is half as large as it could be, so that a square of it is still seen
    hurried    whether its layout, which goes beyond its time, is given less, so that we wait less

A text may be {repeat: words, times: number, before: words, after: words, make: maker of `makers`};
what is repeated, and what stands after it, may be such a text.
The outcome is one of

    refused    the place and code of a problem: `annotations.yaml:23:11: raw-html`
    inert      words that the EPUB shows, or true; `warns` gives the places and codes of warnings
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from edition.system import cachedir
from tests.books import EDITION, GOOD, TEXT, write_project
from tests.hostile import makers

FOLDER = Path(__file__).parent / "attacks"
#: Stands outside the project, and in the environment; no book and no message may have it.
CANARY = "canary-5f1d0c"
KEYS = frozenset(
    ("name", "tries", "note", "edition", "more", "swap", "raw", "source", "style", "photo", "files",
     "links", "fifos", "pdf", "alone", "seconds", "hurried", "refused", "inert", "warns")
)  # fmt: skip

Written = str | bytes


@dataclass(frozen=True)
class Attack:
    """One attack, as its file has it; `group` is the name of the file."""

    group: str
    name: str
    values: dict[str, Any] = field(compare=False)

    def __getattr__(self, key: str) -> Any:
        if key not in KEYS:
            raise AttributeError(key)
        return self.values.get(key)


def attacks() -> list[Attack]:
    """All written attacks, by file."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        for item in yaml.safe_load(path.read_text("utf-8")):
            assert item.keys() <= KEYS, f"{path.name}: {item.keys() - KEYS}"
            assert ("refused" in item) != ("inert" in item), item["name"]
            found.append(Attack(path.stem, item["name"], item))
    return found


def made(value: Any) -> Written:
    """A text, or what it is repeated or made of."""
    if not isinstance(value, dict):
        return value
    if "make" in value:
        return getattr(makers, value["make"])(*value.get("of", ()))
    return (
        value.get("before", "")
        + made(value["repeat"]) * value["times"]
        + made(value.get("after", ""))
    )


def write(attack: Attack, folder: Path) -> None:
    """Write the edition into `folder`, and beside it what it must not reach."""
    (folder.parent / "outside.txt").write_text(f"{CANARY}\n{TEXT}", "utf-8")
    rest = GOOD
    if attack.note is not None:
        rest = rest.replace("It flies.", json.dumps(made(attack.note), ensure_ascii=False))
    if attack.photo is not None:
        rest += "photos:\n  - {id: p, caption: 5, file: x.png, alt: A}\n"
    rest += _text(made(attack.more or ""))
    write_project(folder, rest, made(attack.source or TEXT), edition=_edition(attack.edition or {}))
    file = folder / "annotations.yaml"
    if attack.swap:
        text = file.read_text("utf-8")
        assert attack.swap[0] in text
        file.write_bytes(text.replace(attack.swap[0], _text(made(attack.swap[1])), 1).encode())
    if attack.raw is not None:
        file.write_bytes(_bytes(made(attack.raw)))
    _write_files(attack, folder)


def _write_files(attack: Attack, folder: Path) -> None:
    files = dict(attack.files or {})
    if attack.style is not None:
        files["styles/base.css"] = attack.style
    if attack.photo is not None:
        files["x.png"] = attack.photo
    for name, value in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(_bytes(made(value)))
    for name, target in (attack.links or {}).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.symlink_to(target)
    for name in attack.fifos or ():
        (folder / name).unlink(missing_ok=True)
        os.mkfifo(folder / name)


def _text(value: Written) -> str:
    return value if isinstance(value, str) else value.decode()


def _bytes(value: Written) -> bytes:
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value


def _edition(values: dict[str, Any]) -> str:
    """The good `edition:` with keys given another value, or added."""
    text = EDITION
    for key, value in values.items():
        line = f"  {key}: {_text(made(value))}\n"
        text, count = re.subn(rf"^  {key}: .*\n", lambda _, line=line: line, text, flags=re.M)
        text += "" if count else line
    return text


# ── watching ────────────────────────────────────────────────────────────────────────────────


class _Seen:
    """What was done: by this process, and by copies of it (fork), which lay the PDF out; those
    write it into a file that is open already, since they share no list with this one."""

    def __init__(self) -> None:
        self.here: list[str] = []
        self.process = os.getpid()
        self.file = tempfile.TemporaryFile()  # noqa: SIM115

    def append(self, what: str) -> None:
        if os.getpid() == self.process:
            self.here.append(what)
        else:
            os.write(self.file.fileno(), what.encode("utf-8", "replace") + b"\n")

    def gather(self) -> None:
        """Take in what copies have seen."""
        with self.file:
            self.file.seek(0)
            self.here += self.file.read().decode("utf-8", "replace").splitlines()


_watched: list[tuple[_Seen, Path]] = []
_FORBIDDEN = frozenset(
    ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto",
     "urllib.Request", "subprocess.Popen", "os.system", "os.exec", "os.startfile",
     "os.forkpty", "webbrowser.open")
)  # fmt: skip


def _is_pandoc(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether the builder starts pandoc, in its sandbox: it sets the sources."""
    program = str(arguments[0]) if event == "subprocess.Popen" else ""
    return Path(program).name.startswith("pandoc") and "--sandbox" in arguments[1]


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watched:
        return
    seen, folder = _watched[-1]
    if event in _FORBIDDEN and not _is_pandoc(event, arguments):
        seen.append(f"{event} {arguments!r:.200}")
    elif event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        path = os.path.abspath(os.fsdecode(arguments[0]))
        if path == "/proc/self/statm":
            return  # how much memory the bounds are beyond
        if path == str(folder.parent / "outside.txt") or path.startswith(("/etc/passwd", "/proc/")):
            seen.append(f"reads {path}")
        elif _writes(arguments) and not _may_write(path, folder):
            seen.append(f"writes {path}")


def _writes(arguments: tuple[Any, ...]) -> bool:
    mode, flags = arguments[1], arguments[2]
    if isinstance(mode, str):
        return any(sign in mode for sign in "wax+")
    return bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


def _may_write(path: str, folder: Path) -> bool:
    inside = path.startswith((f"{folder}/", f"{folder.parent}/books/"))
    # Fonts are handed to Pango as files; Python and Jinja keep compiled code, this in the cache, as
    # the builder keeps the digests of books that are about to be put in their places.
    own = path.startswith(f"{tempfile.gettempdir()}/") and "/pytest-" not in path
    for kept in map(cachedir.folder, ("templates", "ready")):
        own = own or (kept is not None and path.startswith(f"{kept}/"))
    return inside or own or "/__pycache__/" in path or path == os.devnull


@contextmanager
def watched(folder: Path) -> Iterator[list[str]]:
    """What is done meanwhile that a build must not do: the network, other programs, files outside
    the project (`folder`, and `books` beside it) that are written, or baits that are read."""
    seen = _Seen()
    if not getattr(_hook, "there", False):
        sys.addaudithook(_hook)  # for ever: Python cannot take a hook away
        _hook.there = True  # type: ignore[attr-defined]
    _watched.append((seen, folder))
    try:
        yield seen.here
    finally:
        _watched.pop()
        seen.gather()
