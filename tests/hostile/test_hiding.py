"""Words that a style sheet hides, in 80 ways in the PDF and 50 in the EPUB: each is caught."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from edition.proof.pdftext import extract
from edition.verify.epub import sight as epub_sight
from edition.verify.judges import sight as chromium
from edition.verify.judges.sight import Shown
from edition.verify.pdf import sight
from tests.pdf_samples import note, pdf

WAYS: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "hiding.yaml").read_text("utf-8")
)
WORDS = {
    "a": "The first words of the diary were about the loom and the weaver in Leeds.",
    "b": "She threw the shuttle twice again, and the shed was open on Tuesday.",
}
NOTE = "A note of some words."


def printed(css: str) -> bytes:
    """A page with two paragraphs and a note."""
    first = WORDS["a"].replace("loom", f"<em>loom</em>{note(1, NOTE)}")
    body = f'<section><p data-unit="a">{first}</p><p data-unit="b">{WORDS["b"]}</p></section>'
    return pdf(body, f"p {{ hyphens: none }} {css}")


def seen_of(css: str) -> set[str]:
    """Why words of the page are not seen."""
    data = printed(css)
    read = extract(data)
    found = {one.why.value for one in sight.unseen(data, read.marks)}
    texts = {name: " ".join(text.split()) for name, text in read.units.items()}
    return found if texts == WORDS and read.notes == {"fn1": NOTE} else {*found, "missing"}


@pytest.mark.parametrize("way", WAYS["pdf"])
def test_each_way_to_hide_words_of_the_pdf_is_caught(way: str) -> None:
    css, why = WAYS["pdf"][way]
    assert why in seen_of(css)


@pytest.mark.parametrize("way", WAYS["seen"])
def test_what_can_be_seen_is_no_alarm(way: str) -> None:
    assert seen_of(WAYS["seen"][way]) == set()


def test_the_hidden_words_are_named_with_their_page() -> None:
    data = printed("em { color: white } section { break-before: page }")
    (one,) = sight.unseen(data, extract(data).marks)
    assert (one.words, one.where) == ("loom", "page 1")


def test_a_single_letter_is_missed() -> None:
    data = printed("p::first-letter { color: white }")
    assert [one.words for one in sight.unseen(data, extract(data).marks)] == ["T", "S"]


# ── the EPUB ────────────────────────────────────────────────────────────────────────────────

PAGE = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Hidden</title><style>
body {{ margin: 5px }} p {{ margin: 150px 0; isolation: isolate }} {css}
</style></head><body>{body}</body></html>"""
#: The `p` of a selector.
SELECTED = re.compile(r"(?<![-\w])p(?=(::?[-a-z]+)?( em)? \{)")
#: The ways of each page, by the name of the file.
PAGES = {
    "epub.xhtml": {way: css for way, (css, _) in WAYS["epub"].items()},
    "seen-epub.xhtml": WAYS["seen-epub"],
}
ONE_DARK = PAGE.format(css="#b { color: black }", body='<p id="a">Good</p><p id="b">A loom</p>')


def named(ways: dict[str, str]) -> dict[str, str]:
    """The ways by the ids of their paragraphs."""
    return {f"p{n}": way for n, way in enumerate(ways)}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Shown]]:
    """All pages as Chromium shows them, which is started once: pages that have a paragraph for each
    way, and one whose words are hidden in the dark theme alone."""
    folder = tmp_path_factory.mktemp("shown")
    ids = {"one-dark.xhtml": ["a", "b"]}
    (folder / "one-dark.xhtml").write_text(ONE_DARK, "utf-8")
    words = WORDS["a"].replace("loom", "<em>loom</em>")
    for page, ways in PAGES.items():
        names = named(ways)
        css = " ".join(SELECTED.sub(f"#{name}", ways[way]) for name, way in names.items())
        body = "".join(f'<p id="{name}">{words}</p>' for name in names)
        (folder / page).write_text(PAGE.format(css=css, body=body), "utf-8")
        ids[page] = list(names)
    found: dict[str, list[Shown]] = {page: [] for page in ids}
    for one in chromium.show(folder, ids, folder):
        found[one.document].append(one)
    return found


@pytest.fixture(autouse=True)
def _pictures_are_measured_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of each way are judged by themselves, in the pictures of all."""
    make, kept = epub_sight._Pictures, {}

    def pictures(files):
        if id(files) not in kept:
            kept[id(files)] = make(files)
        return kept[id(files)]

    monkeypatch.setattr(epub_sight, "_Pictures", pictures)


def reasons(page: str, shown: dict[str, list[Shown]]) -> dict[str, set[str]]:
    """Why the words of each way are not seen."""
    found: dict[str, set[str]] = {way: set() for way in PAGES[page]}
    assert [one.theme for one in shown[page]] == ["light", "dark"]
    for one in shown[page]:
        for name, way in named(PAGES[page]).items():
            own = tuple(word for word in one.words if word.id == name)
            assert own, way
            why = epub_sight.of_document(replace(one, words=own))
            found[way] |= {item.why.value for item in why}
    return found


@pytest.mark.judge
def test_each_way_to_hide_words_of_the_epub_is_caught(shown: dict[str, list[Shown]]) -> None:
    found = reasons("epub.xhtml", shown)
    assert {
        way: found[way] for way, (_, why) in WAYS["epub"].items() if why not in found[way]
    } == {}


@pytest.mark.judge
def test_what_can_be_seen_of_an_epub_is_no_alarm(shown: dict[str, list[Shown]]) -> None:
    assert reasons("seen-epub.xhtml", shown) == {way: set() for way in WAYS["seen-epub"]}


@pytest.mark.judge
def test_words_hidden_in_one_theme_are_told_with_it(shown: dict[str, list[Shown]]) -> None:
    (one,) = (item for page in shown["one-dark.xhtml"] for item in epub_sight.of_document(page))
    assert (one.words, one.where) == ("A loom", "one-dark.xhtml, in the dark theme")
