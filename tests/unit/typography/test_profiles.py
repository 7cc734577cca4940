"""The PDFs that an edition declares: their names, pages, notes, colors, and what cannot be made."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from edition.build import UnknownProfile, build
from edition.model import PdfFormat
from edition.model.problems import Place
from edition.proof.pdftext import extract
from edition.system.project import Project
from edition.typography import pagecss, profiles
from edition.typography.profiles import FOLDED, PAPERS, PAPERS_OF, PROFILES, Notes, settled
from tests.books import GOOD, TEXT, parsed, write_project

MM = 72 / 25.4
POINTS = 0.01


def declared(*items: dict) -> list[PdfFormat]:
    empty = {
        "sections": "",
        "sources": None,
        "name": "",
        "paper": "",
        "notes": "",
        "bleed": 0,
        "marks": False,
    }
    return [
        PdfFormat(**{**empty, **item}, place=Place("annotations.yaml", number, 1))
        for number, item in enumerate(items, 1)
    ]


def made(folder: Path, pdf: str, **more) -> dict[str, bytes]:
    """The books of a small edition that declares `pdf`."""
    project = write_project(folder, GOOD + pdf, TEXT)
    return build(Project.at(project), **more).files


# ── what is declared ────────────────────────────────────────────────────────────────────────


def test_without_a_declaration_one_pdf_is_made_for_the_screen() -> None:
    (found,) = settled([])
    assert found == PROFILES["screen"] and found.suffix == ""


def test_the_first_is_named_after_the_edition_and_the_others_after_themselves() -> None:
    items = declared(
        {"profile": "print", "name": "of-it"}, {"profile": "screen"}, {"profile": "a4", "name": "b"}
    )
    assert [item.suffix for item in settled(items)] == ["", "-screen", "-b"]


def test_what_is_declared_stands_in_the_profile() -> None:
    (found,) = settled(declared({"profile": "print", "paper": "6x9", "bleed": 3, "marks": True}))
    assert (found.paper, found.bleed, found.marks) == ("6x9", 3, True)
    (found,) = settled(declared({"profile": "booklet", "paper": "letter"}))
    assert (found.paper, found.sheet) == (FOLDED["letter"], "letter")
    (found,) = settled(declared({"profile": "large-print"}))
    assert found.notes is Notes.END


def test_a_profile_can_be_named_though_it_is_not_declared() -> None:
    main, other = settled(declared({"profile": "print"}, {"profile": "a4", "name": "office"}))
    assert profiles.named("print", [main, other]) is main
    assert profiles.named("office", [main, other]) is other
    assert profiles.named("large-print", [main, other]).suffix == "-large-print"
    with pytest.raises(KeyError):
        profiles.named("papyrus", [main, other])


def test_the_main_pdf_is_found_by_its_name_though_its_file_does_not_bear_it() -> None:
    (main,) = settled(declared({"profile": "print", "name": "proofs"}))
    assert main.suffix == "" and profiles.named("proofs", [main]) is main


@pytest.mark.parametrize(
    ("items", "codes"),
    [
        ([{"profile": "screen", "paper": "a4"}], ["paper-not-for-profile"]),
        ([{"profile": "booklet", "paper": "a5"}], ["paper-not-for-profile"]),
        ([{"profile": "print", "notes": "side"}], ["no-room-beside"]),
        ([{"profile": "a4", "notes": "side"}], []),
        ([{"profile": "print"}, {"profile": "print"}, {"profile": "print"}], ["pdf-twice"]),
        ([{"profile": "print"}, {"profile": "print", "name": "two"}], []),
    ],
)
def test_what_cannot_be_made_is_told(items: list[dict], codes: list[str]) -> None:
    assert [problem.code for problem in profiles.problems(declared(*items))] == codes


def test_the_schema_and_the_profiles_know_the_same_names() -> None:
    for name, papers in PAPERS_OF.items():
        for paper in papers:
            rest = f"pdf:\n  - profile: {name}\n    paper: {paper}\n"
            assert list(profiles.problems(parsed(rest).pdfs)) == []
    assert PROFILES.keys() == PAPERS_OF.keys()


# ── the page ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", PROFILES)
def test_the_type_area_is_a_whole_number_of_lines_and_fits_its_paper(name: str) -> None:
    profile = PROFILES[name]
    width, height = PAPERS[profile.paper]
    css = pagecss.page_css(profile)
    (margin,) = re.findall(r"margin: ([\d.]+)mm [\d.]+mm ([\d.]+)mm", css)
    area = height - float(margin[0]) - float(margin[1])
    lines = area * MM / profile.leading
    assert abs(lines - round(lines)) < POINTS and lines > 25
    assert float(margin[1]) >= profile.bottom
    assert profile.measure + profile.inner + profile.outer == pytest.approx(width)


@pytest.mark.parametrize("name", PROFILES)
def test_a_line_has_as_many_letters_as_are_read_with_ease(name: str) -> None:
    """45 to 75 characters (Bringhurst, 2.1.2); large print has fewer, as it must."""
    profile = PROFILES[name]
    em = {"serif": 0.42, "sans": 0.52}[profile.family]
    letters = profile.measure * MM / (profile.size * em)
    assert 45 <= letters <= 75


def test_pages_have_the_size_of_their_paper(tmp_path: Path) -> None:
    pdf = "pdf:\n  - profile: print\n    paper: 6x9\n"
    (data,) = made(tmp_path, pdf, formats=("pdf",)).values()
    with pikepdf.open(BytesIO(data)) as book:
        for page in book.pages:
            box = [float(value) / MM for value in page.mediabox]
            assert box == pytest.approx([0, 0, *PAPERS["6x9"]], abs=0.05)
        assert book.Root.PageLayout == "/TwoPageRight"


def test_bleed_and_marks_stand_outside_the_trimmed_page(tmp_path: Path) -> None:
    pdf = "pdf:\n  - profile: print\n    bleed: 3\n    marks: true\n"
    (data,) = made(tmp_path, pdf, formats=("pdf",)).values()
    with pikepdf.open(BytesIO(data)) as book:
        page = book.pages[0]
        trim = [float(value) / MM for value in page.TrimBox]
        bleed = [float(value) / MM for value in page.BleedBox]
        media = [float(value) / MM for value in page.mediabox]
    assert trim[2] - trim[0] == pytest.approx(148, abs=0.05)
    assert trim[0] - bleed[0] == pytest.approx(3, abs=0.05)
    assert media[2] - media[0] >= bleed[2] - bleed[0] > trim[2] - trim[0]


def test_the_print_has_no_color_and_the_screen_has(tmp_path: Path) -> None:
    pdf = "pdf:\n  - profile: print\n  - profile: screen\n"
    rest = "structure:\n  roles: {title: [1], question: [3]}\n  speakers: {question: Ada}\n"
    project = write_project(tmp_path, rest + pdf, TEXT)
    files = build(Project.at(project), ("pdf",)).files
    assert not colors(files["loom.pdf"])
    assert colors(files["loom-screen.pdf"])


def colors(data: bytes) -> set[tuple[str, ...]]:
    """The colors of the page content that are no grey."""
    found = set()
    with pikepdf.open(BytesIO(data)) as book:
        for page in book.pages:
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("rg", "RG"):
                    found.add(tuple(str(value) for value in operands))
    return {color for color in found if len(set(color)) > 1}


# ── the books ───────────────────────────────────────────────────────────────────────────────


def test_every_pdf_that_is_declared_is_made_and_each_is_another(tmp_path: Path) -> None:
    pdf = "pdf:\n" + "".join(f"  - profile: {name}\n" for name in ("screen", "print", "a4"))
    files = made(tmp_path, pdf)
    assert list(files) == ["loom-a4.pdf", "loom-print.pdf", "loom.epub", "loom.pdf"]
    ids = set()
    for name in ("loom.pdf", "loom-print.pdf", "loom-a4.pdf"):
        with pikepdf.open(BytesIO(files[name])) as book:
            ids.add(bytes(book.trailer.ID[0]))
    assert len(ids) == 3


def test_a_pdf_made_beside_another_is_the_same_as_one_made_alone(tmp_path: Path) -> None:
    pdf = "pdf:\n  - profile: screen\n  - profile: print\n"
    both = made(tmp_path, pdf)
    (alone,) = made(tmp_path, pdf, formats=("pdf",), pdfs=("print",)).items()
    assert alone == ("loom-print.pdf", both["loom-print.pdf"])


def test_an_unknown_profile_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownProfile):
        made(tmp_path, "", formats=("pdf",), pdfs=("papyrus",))


def test_notes_at_the_end_are_whole_and_linked_both_ways(tmp_path: Path) -> None:
    pdf = "pdf:\n  - profile: large-print\n"
    (data,) = made(tmp_path, pdf, formats=("pdf",)).values()
    assert extract(data).notes["fn1"] == "It flies."
    with pikepdf.open(BytesIO(data)) as book:
        links = {
            str(link.Dest)
            for page in book.pages
            for link in page.get("/Annots", [])
            if "/Dest" in link
        }
    assert {"fn1", "fnref1"} <= links


def test_a_page_that_opens_a_section_has_no_running_head_and_the_next_has(tmp_path: Path) -> None:
    pdf = "pdf:\n  - profile: print\n"
    text = TEXT + "\n" + "A long day at the mill. " * 400 + "\n"
    project = write_project(tmp_path, GOOD + pdf, text)
    (data,) = build(Project.at(project), formats=("pdf",)).files.values()
    heads = {}
    with pypdfium2.PdfDocument(data) as book:
        for number, page in enumerate(book):
            left, _, right, top = page.get_mediabox()
            margin = page.get_textpage().get_text_bounded(left, top - 20 * MM, right, top)
            heads[book.get_page_label(number)] = margin.split()
    assert heads["1"] == [] and heads["2"] == ["2", "loom"] and heads["3"] == ["loom", "3"]
    assert heads["iii"] == heads["v"] == []
