"""Styles: finds the style sheets of an edition, and refuses what would reach out of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from . import stylecheck
from .fonts import FontFile
from .problems import Place, Problem
from .project import Project, Refused

#: The style sheets of the EPUB in the order in which they are linked.
EPUB = ("base.css", "epub.css", "modern.css")
NAMES = (
    *EPUB, "pdf.css", "pdf-single.css", "pdf-facing.css", "pdf-screen.css", "pdf-print.css",
    "pdf-large-print.css", "pdf-side.css", "pdf-rtl.css",
)  # fmt: skip


def stylesheet(project: Project, name: str) -> str:
    """The style sheet `name`: the project's own in `styles/`, else the builder's."""
    own = f"styles/{name}"
    try:
        return project.read(own, Place(own)).decode("utf-8")
    except (Refused, UnicodeDecodeError):
        return (_builders() / name).read_text("utf-8")


def location(project: Project, name: str) -> Path:
    """Where the style sheet `name` is read from: the project's own, else the builder's."""
    own = project.root / "styles" / name
    return own if own.is_file() else _builders() / name


def problems(project: Project) -> list[Problem]:
    """What may not stand in the project's own style sheets: `@import`, any `url()`, and what
    would spoil the PDF."""
    found: list[Problem] = []
    for name in NAMES:
        own = f"styles/{name}"
        if (project.root / own) == (_builders() / name) or not (project.root / own).exists():
            continue
        try:
            text = project.read(own, Place(own)).decode("utf-8")
        except Refused as refused:
            found.append(refused.problem)
            continue
        except UnicodeDecodeError:
            found.append(Problem("style-not-utf8", Place(own), "The style sheet is not UTF-8.",
                                 "Save it as UTF-8."))  # fmt: skip
            continue
        found += stylecheck.problems(own, text)
    return found


def builders(name: str) -> bytes:
    """The builder's own style sheet `styles/…`, by the name that a project's has."""
    return (_builders() / name.removeprefix("styles/")).read_bytes()


def font_faces(fonts: Iterable[FontFile], folder: str) -> str:
    """`@font-face` rules for font files that stand in `folder`."""
    rules = (
        f'@font-face {{ font-family: "{font.family}"; font-style: {font.style}; '
        f"font-weight: {font.weight}; src: url({folder}{font.file_name}); }}\n"
        for font in fonts
    )
    return "".join(rules) + "\n"


def _builders() -> Path:
    """The builder's own styles: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parent
    beside = package.parent / "styles"
    return beside if (beside / "base.css").is_file() else package / "styles"
