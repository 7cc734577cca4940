"""The EPUB in a browser: every theme leaves it legible, no screen cuts it off, and it can be heard.

WCAG 2.2, level AA: 1.4.3 and 1.4.11 (contrast), 1.4.4 and 1.4.10 (reflow), 1.3.1 and 2.4.6
(headings), 3.1.2 (language of parts).
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from edition.build import build
from edition.system.project import Project
from tests import interview as own
from tests.conformance import screens

ALOUD = Path(__file__).parent / "read-aloud"
pytestmark = pytest.mark.judge

TEXT, LINE = 4.5, 3.0


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The documents of the repository's own edition and of that in read-aloud/, each built with its
    PDF, as one Chromium shows them."""
    folder = tmp_path_factory.mktemp("screens")
    (folder / "mill.epub").write_bytes(build(Project.at(ALOUD), pdfs=["screen"]).files["mill.epub"])
    epubs = {"interview": own.books(tmp_path_factory).epub, "mill": folder / "mill.epub"}
    documents: dict[str, str] = {}
    for name, epub in epubs.items():
        unpacked = screens.unpack(epub, folder / name)
        inside = unpacked.relative_to(folder)
        documents |= {f"{inside}/{one}": f"{name}/{one}" for one in screens.spine(unpacked)}
    return {documents[path]: seen for path, seen in screens.look(folder, list(documents)).items()}


@pytest.fixture(scope="module")
def mill(books: dict[str, Any]) -> dict[str, Any]:
    """Those of the edition in read-aloud/."""
    start = "mill/"
    return {name[len(start) :]: seen for name, seen in books.items() if name.startswith(start)}


def test_every_text_and_line_stands_out_in_every_theme(books: dict[str, Any]) -> None:
    faint = [
        f"{name}, {theme}: {item['where']} {item['ratio']:.2f} {item['text']!r}"
        for name, seen in books.items()
        for theme, items in seen["contrast"].items()
        for item in items
        if item["ratio"] < (TEXT if item["kind"] == "text" else LINE)
    ]
    assert faint == []
    kinds = {i["kind"] for seen in books.values() for t in seen["contrast"].values() for i in t}
    assert kinds == {"text", "line"}


def test_no_screen_and_no_size_of_type_cuts_anything_off(books: dict[str, Any]) -> None:
    wide = {
        f"{name}, {screen}": found
        for name, seen in books.items()
        for screen, found in seen["wide"].items()
        if found
    }
    assert wide == {}
    assert {len(seen["wide"]) for seen in books.values()} == {len(screens.SCREENS)}


def test_a_finger_meets_every_call_of_a_note(books: dict[str, Any]) -> None:
    """WCAG 2.2, 2.5.8 excepts links in running text; a call of one figure is 5 pixels wide."""
    calls = [call for seen in books.values() for call in seen["calls"]]
    assert len(calls) > 50
    for call in calls:
        assert call["own"], call
        assert call["height"] >= 24 and call["width"] >= (14 if call["again"] else 20), call


def test_what_is_faint_or_too_wide_is_found_and_shown_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "bad.xhtml").write_text(
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
        '<p style="color: #444">grey</p><p style="width: 500px; border: 1px solid #777">wide</p>'
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0L9 9" '
        'stroke="black"/></svg></body></html>'
    )
    themes = {name: screens.THEMES[name] for name in ("white", "apple-night", "black")}
    sizes = {name: screens.SCREENS[name] for name in ("phone", "tablet")}
    pictures = tmp_path / "pictures"
    seen = screens.look(tmp_path, ["bad.xhtml"], themes, sizes, pictures)["bad.xhtml"]
    low = {
        (theme, item["where"])
        for theme, items in seen["contrast"].items()
        for item in items
        if item["ratio"] < (TEXT if item["kind"] == "text" else LINE)
    }
    assert {
        ("black, on body", "p"),
        ("apple-night, on body", "p"),
        ("black, on all", "path"),
    } <= low
    assert ("white, on body", "p") not in low
    assert seen["wide"]["phone"] and not seen["wide"]["tablet"]
    ways = [f"{name}, on {way}" for name in themes for way in ("body", "all")]
    taken = {path.name for path in pictures.iterdir()}
    assert taken == {f"bad-{name}.png" for name in (*ways, *sizes)}


def test_each_document_has_one_heading_of_level_1_and_skips_none(books: dict[str, Any]) -> None:
    for name, seen in books.items():
        levels = [node["level"] for node in seen["tree"] if node["role"] == "heading"]
        if name.endswith("/cover.xhtml"):
            assert levels == []
            continue
        assert levels[0] == 1 and levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_heading_is_announced_with_a_page_number(books: dict[str, Any]) -> None:
    for name, seen in books.items():
        for node in seen["tree"]:
            if node["role"] == "heading":
                assert not re.match(r"page [\divxlc]+\b", node["name"]), (name, node["name"])


def test_a_table_that_is_set_as_blocks_is_still_a_table(mill: dict[str, Any]) -> None:
    """On a telephone the chronology's rows stand one under the other."""
    roles = [node["role"] for node in mill["chronology.xhtml"]["tree"] if not node["ignored"]]
    assert (roles.count("table"), roles.count("row"), roles.count("cell")) == (1, 5, 2)
    assert (roles.count("columnheader"), roles.count("rowheader")) == (2, 4)


def test_every_link_and_picture_has_a_name_and_no_lettering_is_read(books: dict[str, Any]) -> None:
    for name, seen in books.items():
        nodes = {node["id"]: node for node in seen["tree"]}
        for node in seen["tree"]:
            if node["role"] in ("link", "image", "doc-noteref", "doc-backlink", "doc-glossref"):
                assert node["ignored"] or node["name"].strip(), (name, node["role"])
            if node["role"] == "image":
                assert not list(_heard(nodes, node)), name


def _heard(nodes: dict[str, Any], node: dict[str, Any]):
    for child in (nodes[key] for key in node["children"] if key in nodes):
        if child["role"] == "StaticText" and not child["ignored"]:
            yield child["name"]
        yield from _heard(nodes, child)


def test_foreign_scripts_are_marked_with_their_language(books: dict[str, Any]) -> None:
    for name, seen in books.items():
        for node in seen["tree"]:
            if node["role"] != "StaticText" or node["ignored"]:
                continue
            if re.search("[\u0400-\u04ff]", node["name"]):
                assert node["lang"] not in ("en", ""), (name, node["name"])


def test_the_small_edition_as_a_screen_reader_comes_upon_it(
    mill: dict[str, Any], request: pytest.FixtureRequest
) -> None:
    said = "".join(
        f"═══ {name}\n{screens.read_aloud(seen['tree'], 'en')}\n" for name, seen in mill.items()
    )
    golden = ALOUD / "expected.txt"
    if request.config.getoption("--update-golden"):
        golden.write_text(said, "utf-8")
    assert said == golden.read_text("utf-8")
