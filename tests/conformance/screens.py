"""The documents of an EPUB on screens: in themes, on narrow screens, and read aloud.

`look` opens them in Chromium (screens.mjs) and gives back plain data; nothing here asserts.
"""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from edition.verify.findings import JudgeFailed
from edition.verify.judges import process

#: Grounds and inks like those of reading systems, with black on white and white on black beside
#: them. They were written down from knowledge, not measured off devices.
THEMES = {
    "white": ("#ffffff", "#000000"),
    "apple-sepia": ("#f8f1e3", "#4f321c"),
    "foliate-sepia": ("#f1e8d0", "#5b4636"),
    "kobo-sepia": ("#fbf0d9", "#5f4b32"),
    "solarized-dark": ("#002b36", "#93a1a1"),
    "apple-night": ("#121212", "#b0b0b0"),
    "black": ("#000000", "#ffffff"),
}
#: Width and height in CSS pixels, size of the type in percent (WCAG 2.2, 1.4.4 and 1.4.10).
SCREENS = {
    "phone": (390, 844, 100),
    "phone-large-type": (390, 844, 200),
    "narrow": (320, 640, 100),
    "narrow-large-type": (320, 640, 200),
    "tablet": (768, 1024, 100),
}


def unpack(epub: Path, folder: Path) -> Path:
    """Unzip an EPUB; returns the folder of its content documents."""
    with zipfile.ZipFile(epub) as book:
        book.extractall(folder)
    return folder / "EPUB"


def spine(folder: Path) -> list[str]:
    """The content documents in reading order."""
    package = etree.parse(folder / "content.opf")
    names = {"o": "http://www.idpf.org/2007/opf"}
    hrefs = {item.get("id"): item.get("href") for item in package.iterfind(".//o:item", names)}
    return [hrefs[ref.get("idref")] for ref in package.iterfind(".//o:itemref", names)]


def look(
    folder: Path,
    documents: Sequence[str],
    themes: Mapping[str, tuple[str, str]] = THEMES,
    screens: Mapping[str, tuple[int, int, int]] = SCREENS,
    pictures: Path | None = None,
) -> dict[str, Any]:
    """What Chromium shows of `documents`: see screens.mjs for what comes out.

    Errors: MissingJudge, JudgeFailed.
    """
    order = {
        "folder": str(folder),
        "documents": list(documents),
        "chromium": process.find_chromium(),
        "themes": {
            f"{name}, on {way}": {"background": ground, "color": ink, "way": way}
            for name, (ground, ink) in themes.items()
            for way in ("body", "all")
        },
        "widths": {
            name: {"width": width, "height": height, "percent": percent}
            for name, (width, height, percent) in screens.items()
        },
        "screenshots": pictures and str(pictures),
    }
    playwright = process.HERE / "node_modules" / "playwright-core"
    node = process.find_node(playwright)
    order["playwright"] = (playwright / "index.mjs").as_uri()
    script = Path(__file__).with_name("screens.mjs")
    done = subprocess.run(
        [node, str(script), json.dumps(order)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode:
        raise JudgeFailed(done.stderr)
    return json.loads(done.stdout)


# ── read aloud ──────────────────────────────────────────────────────────────────────────────

#: How the roles are written; those of blocks begin a line, those of words stand in brackets.
_BLOCKS = {
    "heading", "paragraph", "listitem", "row", "cell", "rowheader", "columnheader", "figure",
    "image", "term", "definition", "table", "list", "doc-biblioentry", "Figcaption", "region",
    "DescriptionList", "blockquote", "rowgroup", "caption", "navigation", "doc-footnote",
}  # fmt: skip
_NAMES = {
    "listitem": "item", "doc-biblioentry": "item", "rowheader": "row header", "Figcaption":
    "caption", "columnheader": "column header", "doc-noteref": "note reference",
    "doc-glossref": "glossary link", "doc-backlink": "link back", "DescriptionList": "list",
    "doc-footnote": "note", "time": "", "emphasis": "", "mark": "",
    "strong": "", "generic": "", "none": "", "superscript": "", "subscript": "",
}  # fmt: skip
_SILENT = {"InlineTextBox", "ListMarker", "LineBreak"}


def read_aloud(tree: Sequence[Mapping[str, Any]], language: str) -> str:
    """Chromium's accessibility tree as lines for people: each block with its role, links and
    marks in brackets, words of another language than `language` under its code."""
    nodes = {node["id"]: node for node in tree}
    lines: list[str] = []
    for depth, role, words in _blocks(nodes, tree[0], language, -1):
        text = re.sub(r"\s+", " ", words).strip()
        if role or text:
            lines.append("  " * max(depth, 0) + f"{role}: {text}".strip(": ").rstrip())
    return "\n".join(lines) + "\n"


def _blocks(
    nodes: Mapping[str, Any], node: Mapping[str, Any], language: str, depth: int
) -> Iterator[tuple[int, str, str]]:
    """(depth, role, words) of a node and of the blocks in it."""
    role = "" if node["ignored"] else _called(node)
    own, waiting, head = "", [], bool(role) and node["role"] != "RootWebArea"
    label = node["name"] if head and node["role"] not in ("heading", "paragraph") else ""
    named = label if node["role"] in _LABELED or node["role"].startswith("doc-") else ""
    inside = depth + 1 if head else depth
    for child in (nodes[key] for key in node["children"] if key in nodes):
        if _is_block(nodes, child):
            waiting.append((inside, "", own)) if own.strip() else None
            own = ""
            waiting += _blocks(nodes, child, language, inside)
        else:
            own += _words(nodes, child, language)
    if head and not named and waiting and waiting[0][1:2] == ("",):
        named = waiting.pop(0)[2]
    elif head and not waiting and not named:
        named, own = own, ""
    elif own.strip():
        waiting.append((inside, "", own))
    if head:
        yield depth, role, named
    yield from waiting


_LABELED = {"image", "region", "table", "navigation", "figure"}


def _is_block(nodes: Mapping[str, Any], node: Mapping[str, Any]) -> bool:
    role = node["role"]
    if not node["ignored"] and (role in _BLOCKS or _is_part(role)):
        return True
    transparent = node["ignored"] or role in ("generic", "none", "RootWebArea")
    return transparent and any(_is_block(nodes, nodes[k]) for k in node["children"] if k in nodes)


def _is_part(role: str) -> bool:
    return role.startswith("doc-") and role not in (
        "doc-noteref",
        "doc-glossref",
        "doc-backlink",
        "doc-pagebreak",
    )


def _called(node: Mapping[str, Any]) -> str:
    role = node["role"]
    name = _NAMES.get(role, role.removeprefix("doc-"))
    return f"{name} level {node['level']}" if role == "heading" else name


def _words(nodes: Mapping[str, Any], node: Mapping[str, Any], language: str) -> str:
    """The words of a node and of what is in it, on one line."""
    role = node["role"]
    if role in _SILENT:
        return ""
    if role == "StaticText" and not node["ignored"]:
        name = f" {node['name']} " if node["apart"] else node["name"]
        foreign = node["lang"] and node["lang"] != language and name.strip()
        return f"{{{node['lang']}: {name}}}" if foreign else name
    children = (nodes[key] for key in node["children"] if key in nodes)
    inner = "".join(_words(nodes, child, language) for child in children)
    if role == "doc-pagebreak":
        return f"[{node['name']}]"
    called = "" if node["ignored"] else _called(node)
    if not called:
        return inner
    # A name made of the words inside lacks their languages.
    plain = re.sub(r"\{\S+: (.*?)\}", r"\1", inner)
    said = inner if node["name"].split() == plain.split() else node["name"]
    return f"[{called}: {said}]" if said else f"[{called}]"
