"""Styles: those that come with the builder, and a file of an edition."""

from __future__ import annotations

import pytest

from edition.apparatus.citations import styles
from edition.apparatus.citations.formatter import Formatter
from edition.markup.tree import Citation, CitationItem

CSL = 'xmlns="http://purl.org/net/xbiblio/csl" version="1.0"'
OWN = f"""<style {CSL} class="in-text">
<info><title>Own</title><id>own</id><updated>2026-01-01T00:00:00+00:00</updated></info>
<citation><layout prefix="{{" suffix="}}" delimiter=" | ">
<text variable="title"/></layout></citation>
</style>"""
TITLE = '<text variable="title"/>'
DEPENDENT = f"""<style {CSL}><info><link rel="independent-parent"
href="http://www.zotero.org/styles/%s"/></info></style>"""


@pytest.mark.parametrize("name", styles.NAMES)
def test_each_style_has_a_list_and_a_form_of_citations(name: str) -> None:
    style = styles.bundled(name)
    assert style.has_list and {"title", "author", "title-short"} <= style.variables
    assert style.in_text == (name in ("chicago-author-date", "mla", "gost", "din"))


def test_a_style_of_ones_own_with_brackets_and_no_list() -> None:
    style = styles.read(OWN.encode())
    formatter = Formatter([{"id": "a", "type": "book", "title": "The Loom"}], "en", style)
    assert (
        formatter.note(Citation((CitationItem("a"), CitationItem("a")))) == "{The Loom | The Loom}"
    )
    assert formatter.bibliography(["a"]) == [("a", "The Loom.")]


def test_another_name_of_a_style_is_that_style() -> None:
    parent = styles.NAMES["mla"]
    assert styles.read((DEPENDENT % parent).encode()) == styles.bundled("mla")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no", "no XML"),
        (b"<style/>", "no style of the Citation Style Language"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]>' + OWN.encode(), "DTD"),
        (OWN.encode() + b" " * styles.MOST, "bytes"),
        ((DEPENDENT % "of-nobody").encode(), "only names another one, of-nobody"),
    ],
)
def test_what_is_no_style_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(styles.BadStyle, match=said):
        styles.read(data)


def _macros(*bodies: str) -> bytes:
    """A style whose macros m0, m1, … are these."""
    made = "".join(f'<macro name="m{k}">{body}</macro>' for k, body in enumerate(bodies))
    text = OWN.replace(TITLE, '<text macro="m0"/>')
    return text.replace("<citation>", f"{made}<citation>").encode()


def _nested(levels: int, inside: str) -> str:
    return "<group>" * levels + inside + "</group>" * levels


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_macros('<text macro="m0"/>'), "“m0” of the style calls itself"),
        (_macros('<text macro="m1"/>', '<text macro="m0"/>'), "“m0” of the style calls itself"),
        (_macros(*(f'<text macro="m{k}"/>' * 2 for k in range(1, 30)), TITLE), "elements, 63 deep"),
        (_macros(*(f'<text macro="m{k}"/>' for k in range(1, 3000)), TITLE), "lie 151 deep"),
        (_macros(*(_nested(40, f'<text macro="m{k}"/>') for k in range(1, 5)), TITLE), "151 deep"),
        (_macros(_nested(200, TITLE)), "lie 151 deep"),
    ],
    ids=["itself", "another and back", "doubled", "a chain", "nested macros", "nested"],
)
def test_macros_that_never_end_or_make_too_much_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(styles.BadStyle, match=said):
        styles.read(data)


def test_macros_that_are_called_often_are_none_too_many() -> None:
    often = _macros('<text macro="m1"/>' * 200, _nested(20, '<text macro="nobody"/>' + TITLE))
    assert styles.read(often).variables >= {"title"}
