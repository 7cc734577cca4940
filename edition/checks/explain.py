"""Explain: the paragraphs of docs/problems.md, one for each code."""

from __future__ import annotations

import re
from pathlib import Path

from edition.model.dataclass import dataclass

#: The page from the builder's folder, as `documentation` names it.
PAGE = "docs/problems.md"
_HEAD = re.compile(r"^### `([^`]+)`\n", re.M)
_ALIAS = re.compile(r"^Formerly (`[^`]+`(?:, `[^`]+`)*)\.$", re.M)


@dataclass(frozen=True, slots=True)
class Explained:
    """What the page says of a code: `text` is Markdown, `aliases` are its former names."""

    code: str
    text: str
    aliases: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        """The first sentence, in plain words; “Warning.” before it is not one."""
        paragraph = " ".join(self.text.split("\n\n")[0].split())
        paragraph = re.sub(r"^(?:A warning:|Warning[^.:]*[.:]) ", "", paragraph)
        plain = re.sub(r"\[([^\]]+)\]\([^)]+\)|`", lambda link: link[1] or "", paragraph)
        sentence = re.match(r".+?[.!?](?=\s+[A-Z]|$)", plain)
        found = sentence[0] if sentence else plain
        return found[:1].upper() + found[1:]


def page() -> dict[str, Explained]:
    """The explanations by code and by former names, in the page's order."""
    package = Path(__file__).resolve().parents[1]
    installed = package / PAGE
    path = installed if installed.is_file() else package.parent / PAGE
    return parse(path.read_text("utf-8"))


def parse(text: str) -> dict[str, Explained]:
    """The explanations of a page in which each code has a heading of the third level."""
    found: dict[str, Explained] = {}
    former: dict[str, Explained] = {}
    pieces = _HEAD.split(text)[1:]
    for code, words in zip(pieces[::2], pieces[1::2], strict=True):
        body = re.split(r"^## ", words, maxsplit=1, flags=re.M)[0].strip()
        alias = _ALIAS.search(body)
        names = tuple(re.findall(r"`([^`]+)`", alias[1])) if alias else ()
        found[code] = Explained(code, body, names)
        former.update(dict.fromkeys(names, found[code]))
    return former | found


def documentation(code: str) -> str:
    """Where a code is explained: a path from the builder's folder, with the heading's anchor."""
    return f"{PAGE}#{code}"
