"""The structure tree has the types, attributes and nesting that PDF/UA-1 asks for."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf

from tests.pdf_samples import document, note, pdf
from tests.tagdump import dump, read


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
        found.append(
            {
                key[1:]: str(element[key])
                for key in ("/S", "/T", "/ID", "/Lang", "/Alt")
                if key in element
            }
        )
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


def test_a_paragraph_over_several_pages_is_one_element() -> None:
    data = pdf(f'<p data-unit="u1">{"many words " * 300}</p>')
    with pikepdf.open(BytesIO(data)) as file:
        pages = len(file.pages)
    [paragraph] = read(data).tags()
    assert pages > 2
    assert (paragraph.type, paragraph.attrs["T"]) == ("P", "u1")
    assert paragraph.pages == set(range(pages))
    assert paragraph.text().split() == ["many", "words"] * 300


def test_a_table_over_several_pages_is_one_and_has_one_head() -> None:
    rows = "".join(f'<tr><th scope="row">{n}</th><td>{"words " * 30}</td></tr>' for n in range(20))
    head = '<thead><tr><th scope="col">No</th><th scope="col">Text</th></tr></thead>'
    data = pdf(f"<table>{head}<tbody>{rows}</tbody></table>")
    [table] = read(data).tags()
    assert table.type == "Table" and len(table.pages) > 2
    assert [tag.type for tag in table.tags()] == ["THead", "TBody"]
    assert [tag.text().strip() for tag in table.all("TH")] == ["No", "Text", *map(str, range(20))]
    assert [tag.text().split() for tag in table.all("TD")] == [["words"] * 30] * 20
    assert [tag.attrs["Scope"] for tag in table.all("TH")] == ["Column"] * 2 + ["Row"] * 20


def test_a_row_that_breaks_keeps_its_cells_apart() -> None:
    cells = "".join(f"<td>{name * 400}</td>" for name in ("left ", "right "))
    [table] = read(pdf(f"<table><tr>{cells}</tr></table>")).tags()
    assert len(table.pages) > 2
    assert [tag.text().split() for tag in table.all("TD")] == [["left"] * 400, ["right"] * 400]


def test_a_list_over_several_pages_and_columns_is_one() -> None:
    items = "".join(f"<li>{n} {'words ' * 40}</li>" for n in range(20))
    for css in ("", "ul { columns: 2 }"):
        [found] = read(pdf(f"<ul>{items}</ul>", css)).tags()
        assert found.type == "L" and len(found.pages) > 2
        assert [tag.type for tag in found.tags()] == ["LI"] * 20
        texts = [tag.text().split() for tag in found.all("LBody")]
        assert texts == [[str(n)] + ["words"] * 40 for n in range(20)]


def test_what_stands_between_the_parts_of_a_phrase_stays_between_them() -> None:
    data = pdf("<div><em>before <div>block</div> after</em></div>")
    assert read(data).text().split() == ["before", "block", "after"]


def test_a_note_stands_behind_what_has_its_call() -> None:
    words = "many words " * 150
    body = (
        f"<p>One{note(1, 'First.')}.</p><ul><li>Two{note(2, 'Second.')}"
        f"<li>Three</ul><p>{words}{note(3, 'Third.')} {words}</p><p>End</p>"
    )
    [section] = read(pdf(f"<section>{body}</section>")).tags()
    assert len(section.pages) > 2
    assert [(tag.type, tag.attrs.get("ID")) for tag in section.tags()] == [
        ("P", None),
        ("Note", "fn1"),
        ("L", None),
        ("Note", "fn2"),
        ("P", None),
        ("Note", "fn3"),
        ("P", None),
    ]


def test_every_note_is_one_element_wherever_it_stands() -> None:
    body = "".join(f"<p>{'words ' * 12}{note(n, f'note {n} ' * 25)}</p>" for n in range(1, 13))
    found = read(pdf(body))
    notes = list(found.all("Note"))
    assert [tag.attrs["ID"] for tag in notes] == [f"fn{n}" for n in range(1, 13)]
    assert [tag.text().count(f"note {n} ") for n, tag in enumerate(notes, 1)] == [25] * 12


def test_a_link_over_several_lines_is_one_and_says_it_all() -> None:
    words = "a long way to go for a link that is one and the same <em>throughout its lines</em>"
    [link] = read(pdf(f'<p>See <a href="https://example.org/">{words}</a>.</p>')).all("Link")
    assert len(link.links()) > 1
    said = words.replace("<em>", "").replace("</em>", "")
    assert {found.contents for found in link.links()} == {said}
    assert " ".join(link.text().split()) == said


def test_a_link_with_words_in_italics_is_one_annotation() -> None:
    with pikepdf.open(BytesIO(pdf('<p><a href="https://example.org/">a <em>b</em> c</a>'))) as file:
        assert len(file.pages[0].Annots) == 1


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


def unmarked(page: Any) -> list[str]:
    """The painting operators of a page that stand in no marked content (ISO 14289-1, 7.1)."""
    depth, found = 0, []
    for _, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        depth += (name in ("BMC", "BDC")) - (name == "EMC")
        if not depth and name in ("S", "s", "f", "f*", "B", "b", "Do", "sh", "TJ", "Tj"):
            found.append(name)
    return found


def test_printers_marks_are_artifacts_outside_what_is_trimmed() -> None:
    css = "@page { bleed: 8mm; marks: crop cross }"
    body = f"<p>Text{note(1, 'A note.')}.</p><table><thead><tr><th>A<tbody><tr><td>1</table>"
    assert list(dump(read(pdf(body, css)))) == list(dump(read(pdf(body))))
    with pikepdf.open(BytesIO(pdf(body, css))) as file:
        [page] = file.pages
        wide, high = 80 / 25.4 * 72, 100 / 25.4 * 72
        for box, out in (("/TrimBox", 0), ("/BleedBox", 10), ("/MediaBox", 8 / 25.4 * 72)):
            found = [float(value) for value in page.obj[box]]
            assert [round(value, 1) for value in found] == [
                round(value, 1) for value in (-out, -out, wide + out, high + out)
            ]
        assert unmarked(page) == []
        content = page.Contents.read_bytes()
    with pikepdf.open(BytesIO(pdf(body))) as file:
        assert len(content) > len(file.pages[0].Contents.read_bytes()), "there are no marks"
