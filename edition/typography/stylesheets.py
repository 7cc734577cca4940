"""Style sheets: finds the style sheets of an edition, and refuses what would reach out of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from edition.model.problems import Place, Problem, errors
from edition.system.project import Project, Refused
from edition.typography import faces, stylecheck
from edition.typography.fonts import FontFile

#: The style sheets of the EPUB in the order in which they are linked.
EPUB = ("base.css", "epub.css", "modern.css")
#: That of the web edition, which has those of the EPUB before it.
WEB = "web.css"
#: Those that are linked before the last, where an edition has what they are for
#: (`Edition.kinds`).
KINDS = ("milestones", "speech", "marked", "han")
#: Kinds whose sheet has what WeasyPrint does not know: a PDF has `pdf-….css` alone.
EPUB_ALONE = ("han",)
#: Those that an EPUB may have, by the names that a project's have.
SHOWN = tuple(f"styles/{name}" for name in (*EPUB, *(f"{kind}.css" for kind in KINDS)))
#: The same of a web edition.
SHOWN_ON_WEB = (*SHOWN, f"styles/{WEB}")
NAMES = (
    *EPUB,
    WEB,
    *(f"{before}{kind}.css" for kind in KINDS for before in ("", "pdf-")),
    "pdf.css",
    "pdf-single.css",
    "pdf-facing.css",
    "pdf-screen.css",
    "pdf-print.css",
    "pdf-large-print.css",
    "pdf-side.css",
    "pdf-rtl.css",
)


def of_epub(kinds: Sequence[str]) -> tuple[str, ...]:
    """The style sheets of an EPUB whose text has these `kinds` of things."""
    return (*EPUB[:-1], *(f"{kind}.css" for kind in kinds), EPUB[-1])


def stylesheet(project: Project, name: str) -> str:
    """The style sheet `name`: the project's own in `styles/`, else the builder's."""
    path = f"styles/{name}"
    try:
        return project.read(path, Place(path)).decode("utf-8")
    except (Refused, UnicodeDecodeError):
        return (_builders() / name).read_text("utf-8")


def location(project: Project, name: str) -> Path:
    """Where the style sheet `name` is read from: the project's own, else the builder's."""
    path = project.root / "styles" / name
    return path if path.is_file() else _builders() / name


def problems(project: Project) -> list[Problem]:
    """What may not stand in the project's own style sheets: `@import`, any `url()`, and what
    would spoil the PDF."""
    found: list[Problem] = []
    sound: dict[str, str] = {}
    for name in () if project.root / "styles" == _builders() else NAMES:
        path = f"styles/{name}"
        try:
            text = project.read(path, Place(path)).decode("utf-8")
        except Refused as refused:
            # Asked for even so: one that comes later must be known not to have been here.
            if _is_there(os.path.join(project.root, path)):
                found.append(refused.problem)
            continue
        except UnicodeDecodeError:
            found.append(
                Problem(
                    "style-not-utf8",
                    Place(path),
                    "The style sheet is not UTF-8.",
                    "Save it as UTF-8.",
                )
            )
            continue
        wrong = list(stylecheck.problems(path, text))
        if not errors(wrong):
            sound[path] = text
        found += wrong
    return [*found, *stylecheck.products(sound)]


def own(project: Project) -> list[str]:
    """The names of the style sheets that the project has in place of the builder's."""
    return [f"styles/{name}" for name in NAMES if is_own(project, name)]


def is_own(project: Project, name: str) -> bool:
    """Whether the project has a style sheet `name` in place of the builder's."""
    path = os.path.join(project.root, "styles", name)
    return _is_there(path) and Path(path) != _builders() / name


def _is_there(path: str) -> bool:
    """Whether somebody has put something there, be it a link that leads nowhere."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # its folder is a link that leads to itself
        return True
    return True


def own_of_pdf(project: Project) -> list[str]:
    """The names of those of them that a PDF may have."""
    return [name for name in own(project) if not name.startswith(stylecheck.FOR_SCREENS)]


def builders(name: str) -> bytes:
    """The builder's own style sheet `styles/…`, by the name that a project's has."""
    return (_builders() / name.removeprefix("styles/")).read_bytes()


def font_faces(fonts: Iterable[FontFile], folder: str) -> str:
    """`@font-face` rules for font files that stand in `folder`."""
    rules = (
        f'@font-face {{ font-family: "{font.family}"; font-style: {style}; '
        f"font-weight: {font.weight}; src: url({folder}{font.file_name}); }}\n"
        for style, font in _with_slopes(fonts)
    )
    return "".join(rules) + "\n"


def _with_slopes(fonts: Iterable[FontFile]) -> Iterator[tuple[str, FontFile]]:
    """The fonts with the styles that each is for. One of a script without italics is for those
    too: a browser would slope it."""
    for font in fonts:
        yield font.style, font
        if font.family not in _WITH_OWN_RULES:
            yield "italic", font


def script_rules(fonts: Iterable[FontFile], languages: Iterable[str]) -> str:
    """Rules that have words in Chinese, Japanese and Korean set in the font of their language, and
    all fonts used where a reading system would take one of its own."""
    families = [*dict.fromkeys(font.family for font in fonts)]
    extra = [name for name in families if name not in _WITH_OWN_RULES]
    if not extra:
        return ""
    listed = [f'"{name}"' for name in (*_first(families), *extra)]
    rules = [f"html body {{ font-family: {', '.join(listed)}, serif; }}\n"]
    for tag in languages:
        own = f"Noto Sans {faces.han_region(tag)}"
        if own in extra:
            first = ", ".join(dict.fromkeys((f'"{own}"', *listed)))
            rules.append(f":lang({tag}):lang({tag}) {{ font-family: {first}, serif; }}\n")
    return "".join(rules)


#: The families that style sheets name; Noto Sans is what others fall back to.
_WITH_OWN_RULES = frozenset(
    (faces.GARAMOND, faces.NOTO, faces.AMIRI, faces.FRANK_RUHL, "Edition Boxes")
)


def _first(families: Iterable[str]) -> list[str]:
    return [name for name in families if name in _WITH_OWN_RULES]


@lru_cache(maxsize=1)
def _builders() -> Path:
    """The builder's own styles: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).resolve().parents[1]
    beside = package.parent / "styles"
    return beside if (beside / "base.css").is_file() else package / "styles"
