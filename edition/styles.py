"""Styles: finds the style sheets of an edition, and refuses what would reach out of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

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
        if (project.root / own) == (_builders() / name):
            continue
        try:
            text = project.read(own, Place(own)).decode("utf-8")
        except Refused as refused:
            # Asked for even so: one that comes later must be known not to have been here.
            if (project.root / own).exists():
                found.append(refused.problem)
            continue
        except UnicodeDecodeError:
            found.append(Problem("style-not-utf8", Place(own), "The style sheet is not UTF-8.",
                                 "Save it as UTF-8."))  # fmt: skip
            continue
        found += _reaching_out(own, text)
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


def _reaching_out(name: str, text: str) -> Iterator[Problem]:
    import tinycss2

    hint = "Fonts and pictures come from the builder; a style sheet can name no files."
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    for node in _walk(rules):
        kind = getattr(node, "type", "")
        place = Place(name, getattr(node, "source_line", 0), getattr(node, "source_column", 0))
        if kind == "error":
            yield Problem("style-syntax", place, f"The style sheet: {node.message}.", "")
        elif kind == "at-rule" and node.lower_at_keyword in ("import", "font-face", "namespace"):
            message = f"@{node.lower_at_keyword} is not allowed in a style sheet."
            yield Problem("style-reaches-out", place, message, hint)
        elif kind == "url" or (kind == "function" and node.lower_name in _FETCHING):
            yield Problem("style-reaches-out", place, "A style sheet cannot name a file.", hint)
        elif not name.startswith(_FOR_SCREENS):
            yield from _not_for_archives(node, place)


def _not_for_archives(node: Any, place: Place) -> Iterator[Problem]:
    """What WeasyPrint would write so that the PDF is no PDF/A and PDF/UA any more: words that
    shine through are put into a picture, and a color of inks has no profile."""
    kind = getattr(node, "type", "")
    if kind == "function" and node.lower_name == "device-cmyk":
        yield Problem(
            "style-not-for-pdf", place, "A color of inks, device-cmyk(), cannot stand in the PDF.",
            "Write it as rgb(): PDFs for print are gray, and the others are for screens.",
        )  # fmt: skip
    elif kind == "ident" and node.lower_value == "opacity":
        yield Problem(
            "style-not-for-pdf", place, "The PDF cannot have opacity: its words could not be read.",
            "Give it a lighter color instead, as rgb(); epub.css may have opacity.",
        )  # fmt: skip


#: The style sheets that the PDF does not have.
_FOR_SCREENS = ("styles/epub.css", "styles/modern.css")
_FETCHING = frozenset({"url", "src", "image", "image-set", "-webkit-image-set", "attachment"})


def _walk(nodes: Iterable[Any]) -> Iterator[Any]:
    stack = list(nodes)
    while stack:
        node = stack.pop(0)
        yield node
        for part in ("prelude", "content", "arguments"):
            stack[:0] = getattr(node, part, None) or []
