"""In which block a page of the original begins, and what stands beside the line."""

from __future__ import annotations

from pathlib import Path

from edition.model import Milestone
from tests.books import prepared


def runs(folder: Path, rest: str, text: str, markup: str = "markup: markdown"):
    """(unit, name, anchor, shown, margin) of each page, in the order of the book."""
    edition = prepared(folder, rest, text, markup=markup).edition
    return [
        (block.unit, run.name, run.anchor, run.shown, run.margin)
        for block in edition.blocks()
        for run in block.runs
        if isinstance(run, Milestone)
    ]


def page(name: str) -> str:
    return f'[]{{.pagebreak title="{name}"}}'


def test_a_page_between_two_paragraphs_begins_with_the_next(tmp_path: Path) -> None:
    text = f"One.[^1]\n\n{page('2')}\n\n[^1]: A note.\n\nTwo. {page('3')}\n\n{page('4')}\n"
    found = runs(tmp_path, "", text)
    assert [(unit, name, shown) for unit, name, _, shown, _ in found] == [
        ("p2", "2", "2"), ("p2", "3", ""), ("p2", "4", "3, 4"),
    ]  # fmt: skip


def test_two_pages_of_one_line_are_named_once_beside_it(tmp_path: Path) -> None:
    far = "word " * 40
    text = f"{page('1')}One {page('2')} two {page('3')} three. {far} {page('4')} four.\n"
    assert [margin for *_, margin in runs(tmp_path, "", text)] == ["", "", "1–3", "4"]


def test_a_number_that_comes_again_has_an_anchor_of_its_own(tmp_path: Path) -> None:
    text = f"{page('1')}One.\n\n{page('2')}Two.\n\n{page('1')}Three {page('1*')} four.\n"
    anchors = [anchor for _, _, anchor, _, _ in runs(tmp_path, "", text)]
    assert anchors == ["pb-1", "pb-2", "pb-1_2", "pb-1_2a"]


def test_declared_pages_and_marks_are_one_list(tmp_path: Path) -> None:
    rest = "milestones:\n  - {page: 8, quote: weaver}\n  - {page: ix, quote: sat, at: end}\n"
    text = f"A weaver sat. {page('10')} She sat down.\n"
    rest = rest.replace("quote: sat,", 'quote: sat, suffix: ".", prefix: "weaver ",')
    found = runs(tmp_path, rest, text)
    assert [name for _, name, *_ in found] == ["8", "ix", "10"]
