"""Begin: an edition of a plain text that stays as it is: what `init` makes."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from edition.authoring.intake import bounds, guess, kinds, put, run
from edition.authoring.intake import draft as drafting
from edition.authoring.intake.draft import Options
from edition.authoring.intake.guess import Guess
from edition.authoring.intake.kinds import Kind
from edition.authoring.intake.readers import plain
from edition.authoring.intake.writer import annotationsfile
from edition.model import FileRule
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Place, Problem, errors
from edition.system import program
from edition.text import decode

_SUFFIXES = (".txt", ".md", ".markdown", ".text")


@dataclass(slots=True)
class Begun:
    """A text, where it is to lie in the folder, and what was guessed of it; `is_there` where it
    lies there already."""

    folder: Path
    name: str
    data: bytes
    guess: Guess
    is_there: bool


def look(folder: Path, text: Path | None, markup: str = "", title: str = "") -> Begun:
    """The text of a new edition in `folder`: the one that is named, or the one that lies there.

    `markup` says how it is written, `title` what it is called, where that is known. Raises
    `BuildFailed`: `edition-exists`, `init-no-text`, `source-not-text` and `source-not-utf8` with
    what to do instead.
    """
    put.refuse_taken(folder)
    path = text or _only_text(folder)
    data = bounds.read(path)
    real = path.resolve()
    inside = folder.is_dir() and real.is_relative_to(folder.resolve())
    name = real.relative_to(folder.resolve()).as_posix() if inside else path.name
    if not inside:
        put.refuse_taken(folder, (name,))
    words = _words(data, path, name)
    _refuse_originals(data, path)
    found = guess.guess(words, name, "" if markup == "none" else markup, title)
    if markup == "none":
        found.markup = "none"
    return Begun(folder, name, data, found, inside)


def _words(data: bytes, path: Path, name: str) -> str:
    """The text, which must be one that the builder can set."""
    rule = FileRule(name, sha256(data).hexdigest(), Place(str(path)))
    words, problems = decode.text_of(rule, data, "", "")
    if words is None:
        raise BuildFailed(errors(problems))
    return words


def _refuse_originals(data: bytes, path: Path) -> None:
    """What `import` takes apart is no source as it is: tags, times, the licence of a library."""
    kind = kinds.of_file(data, path)
    if kind not in (Kind.TEXT, Kind.MARKDOWN) or plain.read(data, path.name).is_gutenberg:
        what = "has Project Gutenberg’s licence in it" if kind is Kind.TEXT else f"is {kind.value}"
        message = f"{path} {what}."
        hint = f"Make an edition of it: {program.command()} import {path}"
        raise BuildFailed([Problem("init-not-plain", Place(str(path)), message, hint)])


def _only_text(folder: Path) -> Path:
    """The one text that lies in a folder."""
    found = (
        sorted(p for p in folder.iterdir() if p.suffix.lower() in _SUFFIXES)
        if folder.is_dir()
        else []
    )
    readme = [p for p in found if p.stem.lower() not in ("readme", "license", "licence")]
    if len(readme) == 1:
        return readme[0]
    names = ", ".join(p.name for p in readme[:8])
    message = (
        f"{folder} holds {len(readme)} texts: {names}." if readme else f"{folder} holds no text."
    )
    hint = f"Name it: {program.command()} init {folder} TEXT.txt"
    raise BuildFailed([Problem("init-no-text", Place(str(folder)), message, hint)])


def files(begun: Begun, options: Options) -> tuple[dict[str, bytes], Sequence[str]]:
    """The files to write (name → bytes), and what was guessed.

    Whoever names title, language and author has them written so.
    """
    about = begun.guess.about
    said = drafting.complete(about, options, Path(begun.name), "", begun.guess.said)
    draft = run.of_guess(begun.guess, about, options, begun.name, begun.data)
    made = {put.ANNOTATIONS: annotationsfile.write(draft).encode()}
    if not begun.is_there:
        made[begun.name] = begun.data
    return made, said
