"""A booklet's sheets, printed, folded and laid one in the other, give the pages in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pytest

from edition.build import build
from edition.pdf.imposition import PAPERS, booklet, sides
from edition.system.project import Project
from tests.books import write_project

A5 = (419.528, 595.276)
COUNTS = (1, 2, 3, 4, 5, 8, 17, 84)


def book(count: int, size: tuple[float, float] = A5) -> bytes:
    """A PDF whose pages bear their numbers."""
    pdf = pikepdf.new()
    for number in range(1, count + 1):
        page = pdf.add_blank_page(page_size=size)
        page.obj.Contents = pdf.make_stream(b"BT 10 10 Td (%d) Tj ET" % number)
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Placed:
    """A page on a side of a sheet: its number, its lower left corner, its scale, its size."""

    number: int
    x: float
    y: float
    scale: float
    width: float
    height: float


def placed(page: pikepdf.Page) -> list[Placed]:
    """What stands on one side of a sheet, from left to right, read from the file."""
    found = []
    matrix: list[float] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "cm":
            matrix = [float(number) for number in operands]
        elif str(operator) == "Do":
            form = page.obj.Resources.XObject[str(operands[0])]
            number = int(re.search(rb"\((\d+)\) Tj", form.read_bytes())[1])
            left, bottom, right, top = map(float, form.BBox)
            scale, skew, _, same, x, y = matrix
            assert skew == 0 and scale == same
            found.append(
                Placed(
                    number,
                    x + scale * left,
                    y + scale * bottom,
                    scale,
                    scale * (right - left),
                    scale * (top - bottom),
                )
            )
    return sorted(found, key=lambda item: item.x)


def halves(page: pikepdf.Page) -> tuple[int | None, int | None]:
    """The numbers of the pages on the left and on the right half of a side."""
    fold = float(page.mediabox[2]) / 2
    left = [item.number for item in placed(page) if item.x + item.width / 2 < fold]
    right = [item.number for item in placed(page) if item.x + item.width / 2 > fold]
    assert len(left) < 2 and len(right) < 2
    return (left or [None])[0], (right or [None])[0]


def folded(data: bytes, signatures: list[int]) -> list[int | None]:
    """The numbers in the order in which a reader turns them over; `signatures` are their sheets.

    A sheet that is flipped on its short edge has behind its right half the left half of its
    back. Folded, the right half of its front is the first page, and its left half the last.
    """
    with pikepdf.open(BytesIO(data)) as pdf:
        seen = [halves(page) for page in pdf.pages]
    sheets = list(zip(seen[::2], seen[1::2], strict=True))
    assert sum(signatures) == len(sheets)
    order: list[int | None] = []
    for size in signatures:
        inner: list[int | None] = []
        for front, back in reversed(sheets[:size]):  # the last lies innermost
            inner = [front[1], back[0], *inner, back[1], front[0]]
        order += inner
        del sheets[:size]
    return order


@pytest.mark.parametrize("count", COUNTS)
@pytest.mark.parametrize("sheets", [None, 1, 2, 8])
def test_folding_gives_the_pages_in_order(count: int, sheets: int | None) -> None:
    total = -(-count // 4)
    most = sheets or (total if total <= 16 else 8)
    signatures = [len(group) for group in groups(count, sheets)]
    assert max(signatures) <= most and max(signatures) - min(signatures) <= 1
    order = folded(booklet(book(count), sheets=sheets), signatures)
    assert order == [*range(1, count + 1), *[None] * (4 * total - count)]


def groups(count: int, sheets: int | None) -> list[list[int]]:
    """The depths of the sheets of each signature: each begins anew with an outermost sheet."""
    found: list[list[int]] = []
    for side in sides(count, sheets)[::2]:
        if side.depth == 0:
            found.append([])
        found[-1].append(side.depth)
    return found


def test_a_thin_book_is_one_signature_and_a_thick_one_several() -> None:
    assert [len(group) for group in groups(64, None)] == [16]
    assert [len(group) for group in groups(65, None)] == [6, 6, 5]
    assert [len(group) for group in groups(84, None)] == [7, 7, 7]
    assert groups(84, None)[0] == list(range(7))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("size", [A5, (300.0, 400.0), (612.0, 792.0), (500.0, 200.0)])
def test_pages_touch_at_the_fold_and_are_never_enlarged(
    paper: str, size: tuple[float, float]
) -> None:
    width, height = PAPERS[paper]
    with pikepdf.open(BytesIO(booklet(book(4, size), paper))) as pdf:
        for page in pdf.pages:
            assert [float(v) for v in page.mediabox] == pytest.approx([0, 0, width, height])
            left, right = placed(page)
            assert left.x + left.width == pytest.approx(width / 2, abs=0.01)
            assert right.x == pytest.approx(width / 2, abs=0.01)
            wanted = min(1, width / 2 / size[0], height / size[1])
            for item in (left, right):
                assert item.scale == pytest.approx(wanted, abs=0.001) and item.scale <= 1
                assert item.y == pytest.approx((height - item.height) / 2, abs=0.01)
                assert item.x > -0.01 and item.x + item.width < width + 0.01


def test_creep_moves_inner_sheets_toward_the_fold() -> None:
    with pikepdf.open(BytesIO(booklet(book(12), creep=0.5))) as pdf:
        fold = PAPERS["a4"][0] / 2
        moved = [
            (left.x + left.width - fold, fold - right.x) for left, right in map(placed, pdf.pages)
        ]
    for at, pair in enumerate(moved):
        assert pair == pytest.approx((at // 2 * 0.5,) * 2, abs=0.01)


def test_only_what_is_trimmed_to_is_placed() -> None:
    with pikepdf.open(BytesIO(book(1, (459.528, 635.276)))) as pdf:
        pdf.pages[0].trimbox = pikepdf.Array([20, 20, 439.528, 615.276])
        out = BytesIO()
        pdf.save(out)
    with pikepdf.open(BytesIO(booklet(out.getvalue()))) as imposed:
        [page] = placed(imposed.pages[0])
    assert (page.width, page.height, page.scale) == pytest.approx((*A5, 1), abs=0.01)


def test_what_cannot_be_imposed_is_refused() -> None:
    empty = BytesIO()
    pikepdf.new().save(empty)
    for call in (
        lambda: booklet(empty.getvalue()),
        lambda: booklet(book(1), "a3"),
        lambda: booklet(book(1), sheets=0),
    ):
        with pytest.raises(ValueError):
            call()
    with pytest.raises(pikepdf.PdfError):
        booklet(b"no PDF")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The PDF of a small edition."""
    folder = write_project(tmp_path_factory.mktemp("impose"))
    [data] = build(Project.at(folder), ["pdf"]).files.values()
    return data


def test_a_booklet_keeps_title_and_files_and_claims_what_is_so(edition: bytes) -> None:
    with pikepdf.open(BytesIO(edition)) as pdf, pikepdf.open(BytesIO(booklet(edition))) as made:
        assert made.docinfo == pdf.docinfo and "/Title" in made.docinfo
        assert set(made.attachments) == set(pdf.attachments) == {"source.txt", "annotations.yaml"}
        with made.open_metadata() as claims:
            assert claims.pdfa_status == "3B"
            assert "{http://www.aiim.org/pdfua/ns/id/}part" not in claims
            assert claims["dc:title"] == "The loom"
        assert not {"/StructTreeRoot", "/MarkInfo", "/Outlines", "/PageLabels"} & set(made.Root)
        assert made.Root.ViewerPreferences.Duplex == "/DuplexFlipShortEdge"
        assert len(made.pages) == 2 * -(-len(pdf.pages) // 4)


def test_the_same_pdf_gives_the_same_booklet(edition: bytes) -> None:
    assert booklet(edition) == booklet(edition)
    assert booklet(edition) != booklet(edition, "letter")


def test_a_book_that_is_read_from_the_right_is_bound_there() -> None:
    """Turned over from the right: the left half of the front is the first page."""
    with pikepdf.open(BytesIO(book(12))) as pdf:
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)
        out = BytesIO()
        pdf.save(out)
    with pikepdf.open(BytesIO(booklet(out.getvalue()))) as made:
        seen = [halves(page) for page in made.pages]
    order: list[int | None] = []
    for front, back in reversed(list(zip(seen[::2], seen[1::2], strict=True))):
        order = [front[0], back[1], *order, back[0], front[1]]
    assert order == [*range(1, 13)]
