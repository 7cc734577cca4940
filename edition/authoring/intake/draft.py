"""Draft: what is known of a text completed to what an edition must have. Each guess is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from edition.authoring.intake.manuscript import About, Person
from edition.authoring.intake.writer import annotationsfile
from edition.authoring.intake.writer.annotationsfile import Draft
from edition.model.dataclass import dataclass
from edition.text import languages


@dataclass(frozen=True, slots=True)
class Options:
    """What somebody says of the text, where the original does not, or says otherwise."""

    title: str = ""
    language: str = ""
    author: str = ""
    editors_notes: bool = False
    identifier: str = ""
    published: str = ""

    def says(self, guess: str) -> bool:
        """Whether somebody says what the line of a guess (“title: …”) is about."""
        known = {"title": self.title, "language": self.language, "author": self.author}
        return bool(known.get(guess.partition(":")[0]))


def complete(
    about: About, options: Options, path: Path, sample: str, guessed: Sequence[str] = ()
) -> list[str]:
    """Fill in what is missing of a text: by what somebody says, else by a guess; returns what was
    guessed, here and before (`guessed`). `sample` is the text, or the beginning of it."""
    said = [line for line in guessed if not options.says(line)]
    about.title = options.title or _line(about.title)
    if not about.title:
        about.title = _stem(path)
        said.append(f"title: {about.title}, by the name of the file")
    about.subtitle = _line(about.subtitle)
    given = annotationsfile.language(options.language or about.language)
    if not given:
        found = languages.guess(sample)
        given = found or "en"
        said.append(
            f"language: {given}, {'by its commonest words' if found else 'since nothing tells'}"
        )
    about.language = given
    if options.author:
        about.people = [Person(options.author), *(p for p in about.people if p.role != "aut")]
    about.people = [p for p in about.people if _line(p.name)]
    if not about.people:
        said.append("author: unknown; write who it is under `contributors`")
    return said


def draft(about: About, options: Options, path: str, data: bytes) -> Draft:
    """The annotations of a text `data` that is to lie at `path`, with an identifier of its own."""
    identifier = options.identifier or f"urn:uuid:{uuid4()}"
    published = options.published or datetime.now(UTC).date().isoformat()
    return Draft(about, identifier, published, path, sha256(data).hexdigest())


def _line(text: str) -> str:
    return " ".join(text.split())[:1000]


def _stem(path: Path) -> str:
    """A title out of the name of a file."""
    return re.sub(r"[-_\s]+", " ", path.stem).strip() or "Untitled"
