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


def reasons(folder: Path, ways: dict[str, str]) -> dict[str, set[str]]:
    """Why the words of each way are not seen, in a page that has a paragraph for each."""
    names = {f"p{n}": way for n, way in enumerate(ways)}
    css = " ".join(SELECTED.sub(f"#{name}", ways[way]) for name, way in names.items())
    words = WORDS["a"].replace("loom", "<em>loom</em>")
    body = "".join(f'<p id="{name}">{words}</p>' for name in names)
    (folder / "page.xhtml").write_text(PAGE.format(css=css, body=body), "utf-8")
    found: dict[str, set[str]] = {way: set() for way in ways}
    for one in chromium.show(folder, {"page.xhtml": list(names)}, folder):
        for name, way in names.items():
            own = tuple(word for word in one.words if word.id == name)
            assert own, way
            why = epub_sight.of_document(replace(one, words=own))
            found[way] |= {item.why.value for item in why}
    return found


@pytest.mark.judge
def test_each_way_to_hide_words_of_the_epub_is_caught(tmp_path: Path) -> None:
    found = reasons(tmp_path, {way: css for way, (css, _) in WAYS["epub"].items()})
    assert {
        way: found[way] for way, (_, why) in WAYS["epub"].items() if why not in found[way]
    } == {}


@pytest.mark.judge
def test_what_can_be_seen_of_an_epub_is_no_alarm(tmp_path: Path) -> None:
    ways = WAYS["seen-epub"]
    assert reasons(tmp_path, ways) == {way: set() for way in ways}


@pytest.mark.judge
def test_words_hidden_in_one_theme_are_told_with_it(tmp_path: Path) -> None:
    page = PAGE.format(css="#b { color: black }", body='<p id="a">Good</p><p id="b">A loom</p>')
    (tmp_path / "page.xhtml").write_text(page, "utf-8")
    shown = chromium.show(tmp_path, {"page.xhtml": ["a", "b"]}, tmp_path)
    (one,) = (item for document in shown for item in epub_sight.of_document(document))
    assert (one.words, one.where) == ("A loom", "page.xhtml, in the dark theme")
