"""The structure tree has the types, attributes and nesting that PDF/UA-1 asks for."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf

from tests.unit.pdf_samples import document, note, pdf


def outline(element: Any) -> Any:
    """Return an element as (type, [kids]), MCIDs as '#', annotations as '@'."""
    kids = element.get("/K", [])
    shown = []
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            if not shown or shown[-1] != "#":
                shown.append("#")
        else:
            shown.append("@" if kid.get("/Type") == "/OBJR" else outline(kid))
    return (str(element.S)[1:], shown)


def tree(body: str, css: str = "") -> list[Any]:
    """Return the outlines of all elements at the top."""
    with pikepdf.open(BytesIO(pdf(body, css))) as file:
        return [outline(kid) for kid in file.Root.StructTreeRoot.K[0].K]


def elements(data: bytes) -> list[dict[str, str]]:
    """Return type and string attributes of all elements, in order."""
    found = []

    def walk(element: Any) -> None:
        found.append({key[1:]: str(element[key]) for key in
                      ("/S", "/T", "/ID", "/Lang", "/Alt") if key in element})
        for kid in element.get("/K", []):
            if not isinstance(kid, int) and "/S" in kid:
                walk(kid)

    with pikepdf.open(BytesIO(data)) as file:
        walk(file.Root.StructTreeRoot.K[0])
    return found


def test_a_call_is_a_reference_and_a_note_has_its_label() -> None:
    assert tree(f"<p>Text{note(1, 'A note.')} more.</p>") == [
        ("P", ["#", ("Reference", [("Link", ["@", "#"])]), "#"]),
        ("Note", [("Lbl", [("Link", ["@", "#"])]), "#"]),
    ]


def test_notes_have_unique_ids_and_an_id_tree() -> None:
    data = pdf(f"<p>Text{note(2, 'A note.')} more{note(1, 'Another.')}.</p>")
    assert [e["ID"] for e in elements(data) if e["S"] == "/Note"] == ["fn2", "fn1"]
    with pikepdf.open(BytesIO(data)) as file:
        names = file.Root.StructTreeRoot.IDTree.Names
        assert [str(name) for name in list(names)[::2]] == ["fn1", "fn2"]


def test_a_margin_number_leaves_no_trace_in_the_tree() -> None:
    number = '<span class="n" data-artifact>12<b>a</b></span>'
    assert tree(f"<p>{number}Text.</p>") == [("P", ["#"])]
    assert tree(f"<p>Some {number}text.</p>") == [("P", ["#"])]
    assert b"/Artifact" in content(f"<p>{number}Text.</p>")


def content(body: str) -> bytes:
    with pikepdf.open(BytesIO(pdf(body))) as file:
        return file.pages[0].Contents.read_bytes()


def test_a_figure_has_its_words_and_its_caption() -> None:
    frame = '<div role="img" aria-label="A board"><p>Typeset</p></div>'
    body = f"<figure>{frame}<figcaption>Words</figcaption></figure>"
    assert tree(body) == [("Figure", ["#", ("Caption", ["#"])])]
    assert [e["Alt"] for e in elements(pdf(body)) if "Alt" in e] == ["A board"]


def test_a_glossary_entry_is_one_list_item() -> None:
    entry = '<div class="entry"><dt>Term</dt><dd>Means.</dd></div>'
    item = ("LI", [("Lbl", ["#"]), ("LBody", ["#"])])
    assert tree(f"<dl>{entry}{entry}</dl>") == [("L", [item, item])]
    assert tree("<dl><dt>Term</dt><dd>Means.</dd><dt>Term</dt><dd>Means.</dd></dl>") == [
        ("L", [item, item])
    ]


def test_a_table_of_contents() -> None:
    body = '<ol class="toc"><li><a href="#a">One</a><ol><li><a href="#a">Two</a></li></ol></li>'
    item = ("Reference", [("Link", ["@", "#"])])
    [toc, _] = tree(body + '</ol><h1 id="a">One</h1>', "ol { list-style: none }")
    assert toc == ("TOC", [("TOCI", [item, ("TOC", [("TOCI", [item])])])])


def test_a_table_and_a_list() -> None:
    [table, bullets] = tree("<table><tr><th>A<tr><td>1</table><ul><li>one</ul>")
    assert table == ("Table", [("TBody", [("TR", [("TH", ["#"])]), ("TR", [("TD", ["#"])])])])
    assert bullets[0] == "L"
    assert bullets[1][0][1][-1] == ("LBody", ["#"])


def test_units_languages_and_apparatus_are_named() -> None:
    data = pdf(
        '<p data-unit="u1" lang="en">English <em lang="ru">слово</em> <em lang="en">plain</em></p>'
        '<div data-role="apparatus"><p>Added.</p></div>'
    )
    found = elements(data)
    assert [(e["S"], e["T"]) for e in found if "T" in e] == [("/P", "u1"), ("/Div", "apparatus")]
    assert [e["Lang"] for e in found if "Lang" in e] == ["ru"]


def test_a_unit_keeps_its_name_after_a_page_break() -> None:
    data = pdf(f'<p data-unit="u1">{"many words " * 300}</p>')
    with pikepdf.open(BytesIO(data)) as file:
        pages = len(file.pages)
    assert [e["T"] for e in elements(data) if "T" in e] == ["u1"] * pages
    assert pages > 1


def test_a_link_is_described_in_words() -> None:
    cases = {
        '<a href="https://example.org/" data-label="Label" title="Title">text</a>': "Label",
        '<a href="https://example.org/" title="Title">text</a>': "Title",
        '<a href="https://example.org/">some <em>text</em></a>': "some text",
    }
    for html, words in cases.items():
        with pikepdf.open(BytesIO(pdf(f"<p>{html}</p>"))) as file:
            annotations = list(file.pages[0].Annots)
            assert {(str(a.Contents), int(a.F)) for a in annotations} >= {(words, 4)}


def test_a_document_can_be_written_twice() -> None:
    rendered = document(f'<p data-unit="a">Extraordinary text{note(1, "A note.")} more.</p>')
    first = rendered.write_pdf(pdf_variant="pdf/ua-1")
    assert elements(rendered.write_pdf(pdf_variant="pdf/ua-1")) == elements(first)
