"""The markup is what e-readers need, over the interview and an edition with long notes.

Where each rule comes from:
- Kobo pops up a note that stands in the book after its call, is between 9 and 5,000 characters
  long, and whose call is a link with nothing but words in it (Kobo's guidelines for EPUBs,
  "Footnotes and endnotes": github.com/kobolabs/epub-spec).
- Kindle pops up a note whose block has the id, and wants the link back in it first (Amazon
  Kindle Publishing Guidelines, "Footnotes").
- Readers without pop-ups follow the link: the notes are a section at the chapter's end, with a
  heading; each has its number and a link back.
- Adobe's engine holds a document of up to 300 kB in memory; calibre splits them at 260.
- kepubify wraps each sentence of each text node in a span (github.com/pgaskin/kepubify).
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from copy import deepcopy

import cssselect2
import pytest
import tinycss2
from lxml import etree

from edition.assembly.prepare import Prepared, prepare
from edition.build import build
from edition.proof import source
from edition.system.project import Project
from edition.typography import stylesheets
from tests import interview as own
from tests.books import write_project

X = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
KOBO = (9, 5000)
LARGEST = 260_000  # bytes

#: A note that no Kobo pops up, one with several paragraphs and a list, one of a single word.
LONG = "The deed of sale says so at length. " * 160
NOTES = f"""\
structure:
  roles:
    title: [1]
footnotes:
  - id: long
    quote: weaver
    note: "{LONG.strip()}"
  - id: several
    quote: loom.
    prefix: "at the "
    note: |
      A frame.

      - Of wood,
      - or of iron.

      See [the long note](note:long).
  - id: short
    quote: shuttle
    note: It flies over the warp.
glossary:
  - {{id: cloth, term: cloth, definition: What is woven.}}
"""


@pytest.fixture(scope="module")
def long_notes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Prepared, bytes]:
    """The edition with long notes, built with its PDF, so that it has page marks."""
    folder = write_project(tmp_path_factory.mktemp("long"), NOTES)
    return prepare(Project.at(folder)), build(Project.at(folder)).files["loom.epub"]


@pytest.fixture(scope="module")
def interview(tmp_path_factory: pytest.TempPathFactory) -> tuple[Prepared, bytes]:
    """The repository's own edition."""
    found = own.books(tmp_path_factory)
    return found.prepared, found.epub.read_bytes()


@pytest.fixture(params=["interview", "long_notes"])
def book(request: pytest.FixtureRequest) -> tuple[Prepared, bytes]:
    """Each of the two."""
    return request.getfixturevalue(request.param)


def documents(data: bytes) -> Iterator[tuple[str, etree._Element]]:
    """Name and root of each content document."""
    with zipfile.ZipFile(io.BytesIO(data)) as zipped:
        for name in zipped.namelist():
            if name.endswith(".xhtml"):
                yield name, etree.fromstring(zipped.read(name))


def words(element: etree._Element) -> str:
    """The words of an element, white space collapsed."""
    return " ".join("".join(element.itertext()).split())


def typed(root: etree._Element, kind: str) -> list[etree._Element]:
    """The elements of one epub:type."""
    return [element for element in root.iter(f"{X}*") if kind in element.get(TYPE, "").split()]


def test_each_call_leads_to_a_note_after_it_in_the_same_document(book) -> None:
    prepared, data = book
    calls = 0
    for name, root in documents(data):
        order = {element: at for at, element in enumerate(root.iter())}
        ids = {element.get("id"): element for element in root.iter(f"{X}*") if element.get("id")}
        for call in typed(root, "noteref"):
            calls += 1
            assert len(call) == 0 and call.text.strip() == call.text, name
            assert call.tag == f"{X}a" and call.get("href")[0] == "#"
            note = ids[call.get("href")[1:]]
            assert note.tag == f"{X}aside" and "footnote" in note.get(TYPE)
            assert order[note] > order[call]
    assert calls == sum(note.series.is_called for note in prepared.edition.notes) > 2


def test_each_note_opens_with_its_number_that_leads_back(book) -> None:
    for _, root in documents(book[1]):
        calls = {call.get("id"): call for call in typed(root, "noteref")}
        for note in typed(root, "footnote"):
            opening = note[0]
            back = opening[0]
            assert opening.tag == f"{X}p" and not (opening.text or "").strip()
            assert "backlink" in back.get(TYPE) and len(back) == 0
            assert back.text == calls[back.get("href")[1:]].text


def test_the_notes_are_a_section_at_the_end_of_their_document(book) -> None:
    sections = 0
    for _, root in documents(book[1]):
        calls = [call.get("href")[1:] for call in typed(root, "noteref")]
        if not calls:
            continue
        sections += 1
        section = root.find(f"{X}body")[-1]
        assert "footnotes" in section.get(TYPE)
        heading, *notes = section
        assert heading.tag == f"{X}h2" and words(heading)
        assert [note.get("id") for note in notes] == calls
        for element in section.iter(f"{X}*"):  # nothing that a reader must unfold
            assert element.get("hidden") is None
    assert sections


def test_every_note_of_the_interview_is_one_that_kobo_pops_up(interview) -> None:
    for _, root in documents(interview[1]):
        for note in typed(root, "footnote"):
            assert KOBO[0] <= len(words(note)) <= KOBO[1], note.get("id")


def test_a_note_that_is_too_long_to_pop_up_is_whole_at_the_end(long_notes) -> None:
    _, data = long_notes
    notes = {n.get("id"): n for _, root in documents(data) for n in typed(root, "footnote")}
    lengths = {key: len(words(note)) for key, note in notes.items()}
    (long,) = [notes[key] for key, length in lengths.items() if length > KOBO[1]]
    assert words(long) == f"1 {LONG.strip()}"
    assert [element.tag for element in long] == [f"{X}p"]


def test_no_inline_element_is_empty_but_the_marks_of_pages(book) -> None:
    marks = 0
    for name, root in documents(book[1]):
        for element in root.iter(*(f"{X}{tag}" for tag in ("span", "a", "i", "b", "em", "q"))):
            if "pagebreak" in element.get(TYPE, ""):
                marks += 1
                assert element.get("id") and len(element) == 0
            else:
                assert "".join(element.itertext()).strip(), (name, etree.tostring(element))
    assert marks or book[0].edition.metadata.short_title != "loom"


def test_paragraphs_are_not_nested_deep_and_links_not_at_all(book) -> None:
    for name, root in documents(book[1]):
        for paragraph in root.iter(f"{X}p"):
            above = [element.tag for element in paragraph.iterancestors()]
            assert len(above) <= 8 and f"{X}p" not in above, name
        for link in root.iter(f"{X}a"):
            assert next(link.iterancestors(f"{X}a"), None) is None, name


def test_documents_fit_into_the_memory_of_an_old_reader(book) -> None:
    with zipfile.ZipFile(io.BytesIO(book[1])) as zipped:
        for info in zipped.infolist():
            if info.filename.endswith(".xhtml"):
                assert info.file_size < LARGEST, info.filename


# ── as a .kepub.epub ────────────────────────────────────────────────────────────────────────

_SENTENCE = re.compile(r".*?[.!?:][\"'”’]*\s+|.+", re.DOTALL)
_KEPT = {f"{X}{tag}" for tag in ("script", "style", "pre", "audio", "video", "svg", "math")}


def kepub(data: bytes) -> bytes:
    """The book as kepubify leaves it: two blocks around the body, a span around each sentence."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            if info.filename.endswith(".xhtml") and "nav." not in info.filename:
                root = etree.fromstring(content)
                to_kepub(root)
                content = etree.tostring(root, encoding="utf-8")
            new.writestr(info, content)
    return out.getvalue()


def to_kepub(root: etree._Element) -> None:
    """Change a document as kepubify does."""
    body = root.find(f"{X}body")
    columns = etree.Element(f"{X}div", id="book-columns")
    inner = etree.SubElement(columns, f"{X}div", id="book-inner")
    for element in [*body]:
        inner.append(element)
    body.append(columns)
    for paragraph, element in enumerate([*inner.iter(f"{X}*")], 1):
        if element.tag in _KEPT or "}svg" in "".join(e.tag for e in element.iterancestors()):
            continue
        for at, child in reversed([*enumerate(element)]):
            spans = [*_spans(child.tail, paragraph, 100 * (at + 1))]
            child.tail = None if spans else child.tail
            element[at + 1 : at + 1] = spans
        spans = [*_spans(element.text, paragraph, 0)]
        element.text = None if spans else element.text
        element[0:0] = spans


def _spans(text: str | None, paragraph: int, count: int) -> Iterator[etree._Element]:
    if not text or not text.strip():
        return
    for number, sentence in enumerate(_SENTENCE.findall(text), count):
        span = etree.Element(f"{X}span", {"class": "koboSpan", "id": f"kobo.{paragraph}.{number}"})
        span.text = sentence
        yield span


def test_a_kepub_has_the_same_text_and_the_same_links(book) -> None:
    prepared, data = book
    changed = kepub(data)
    source.prove_epub(prepared.edition, changed)
    before, after = dict(documents(data)), dict(documents(changed))
    spans = 0
    for name, root in after.items():
        spans += sum(element.get("class") == "koboSpan" for element in root.iter(f"{X}span"))
        assert "".join(root.itertext()) == "".join(before[name].itertext())
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), name
        for call, was in zip(typed(root, "noteref"), typed(before[name], "noteref"), strict=True):
            assert words(call) == was.text and call.get("href") == was.get("href")
    assert spans > 20


def test_a_kepub_is_styled_as_the_book_is(book) -> None:
    """No rule matches other elements because of the spans and blocks that came in."""
    matcher = _matcher(book[0])
    assert len(matcher) > 100
    for name, root in documents(book[1]):
        changed = deepcopy(root)
        for number, element in enumerate(root.iter(f"{X}*")):
            element.set("data-n", str(number))
        for number, element in enumerate(changed.iter(f"{X}*")):
            element.set("data-n", str(number))
        if not name.endswith("nav.xhtml"):
            to_kepub(changed)
        before, after = _matched(root, matcher), _matched(changed, matcher)
        assert before, name
        for selector in before | after:
            assert before.get(selector) == after.get(selector), (name, selector)


def _matcher(prepared: Prepared) -> dict[str, cssselect2.CompiledSelector]:
    """Each selector of the EPUB's sheets, compiled; pseudo-elements count as their elements."""
    css = "".join(stylesheets.stylesheet(prepared.project, name) for name in stylesheets.EPUB)
    found = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    preludes = [tinycss2.serialize(r.prelude) for r in found if r.type == "qualified-rule"]
    names = {one.strip().replace("::before", "") for p in preludes for one in p.split(",")}
    return {name: cssselect2.compile_selector_list(name)[0] for name in sorted(names)}


def _matched(
    root: etree._Element, selectors: dict[str, cssselect2.CompiledSelector]
) -> dict[str, list[str]]:
    """The numbers of the elements that each selector matches; the spans that came in have none."""
    matcher = cssselect2.Matcher()
    for name, selector in selectors.items():
        matcher.add_selector(selector, name)
    found: dict[str, list[str]] = {}
    for element in cssselect2.ElementWrapper.from_xml_root(root).iter_subtree():
        number = element.etree_element.get("data-n")
        if number and element.etree_element.get("class") != "koboSpan":
            for _, _, _, name in matcher.match(element):
                found.setdefault(name, []).append(number)
    return found
