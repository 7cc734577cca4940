"""Imposes a finished PDF as a booklet: two pages on each side of a sheet, in the order in which
they are to be printed, folded and stitched.

Print on both sides, flipping on the short edge; the file asks the printer for it. The sheets of a
signature lie one in the other, its first sheet outermost, and are folded and stitched together.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from edition.model.dataclass import dataclass

if TYPE_CHECKING:
    import pikepdf

#: The sheets, landscape: width and height in points (ISO 216; ANSI Y14.1).
PAPERS = {"a4": (841.89, 595.276), "letter": (792.0, 612.0)}

#: More sheets than this do not fold flat, nor can they be stapled by a common stapler.
ONE_SIGNATURE = 16
#: The most sheets in each signature of a book that has several: 32 pages, as is usual in binding.
IN_SIGNATURE = 8

#: What a catalog keeps; the rest leads to pages or tags that are no more.
_KEPT = ("/Type", "/Pages", "/Metadata", "/OutputIntents", "/Lang", "/AF")
_CLAIM = "{http://www.aiim.org/pdfua/ns/id/}part"


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: the indexes of the pages on it (None: blank), and how many sheets of
    its signature lie around the sheet."""

    left: int | None
    right: int | None
    depth: int

    def turned(self) -> Side:
        """The same side of a book that is bound at the right."""
        return Side(self.right, self.left, self.depth)


def sides(count: int, sheets: int | None = None) -> list[Side]:
    """The sides for `count` pages, in printing order: front and back of each sheet.

    `sheets` is the most that go into one signature. None: all in one, up to 16 sheets (64
    pages); of more, signatures of at most 8 sheets. The sheets are divided evenly; blank pages
    stand at the end. Raises ValueError where there is no page, or no sheet in a signature.
    """
    if count < 1 or (sheets is not None and sheets < 1):
        raise ValueError(f"{count} pages on signatures of {sheets} sheets cannot be imposed")
    total = -(-count // 4)
    if sheets is None:
        sheets = total if total <= ONE_SIGNATURE else IN_SIGNATURE
    signatures = -(-total // sheets)
    found: list[Side] = []
    first = 0
    for number in range(signatures):
        size = total // signatures + (number < total % signatures)
        found += _signature(first, size, count)
        first += 4 * size
    return found


def _signature(first: int, sheets: int, count: int) -> Iterator[Side]:
    def page(index: int) -> int | None:
        return index if index < count else None

    last = first + 4 * sheets - 1
    for depth in range(sheets):
        low, high = first + 2 * depth, last - 2 * depth
        yield Side(page(high), page(low), depth)
        yield Side(page(low + 1), page(high - 1), depth)


def booklet(
    data: bytes, paper: str = "a4", *, sheets: int | None = None, creep: float = 0.0
) -> bytes:
    """The pages of the PDF `data` as a booklet on `paper` (a name of `PAPERS`).

    Pages are shrunk where they do not fit on half a sheet, all alike, and never enlarged; they
    touch at the fold. `sheets` as in `sides`; `creep` is how far, in points, the pages of each
    sheet are moved toward the fold against the sheet around it (about the paper's thickness
    times 1.5, so 0.4 for common paper). Title, metadata and attached files are kept. The order of
    reading, links and tags are not, so a claim of PDF/UA is taken out and one of PDF/A becomes
    level b. A book that says it is read from right to left (`/Direction /R2L`) is bound at the
    right. Raises ValueError for another paper or no pages, `pikepdf.PdfError` for no PDF.
    """
    import pikepdf

    if paper not in PAPERS:
        raise ValueError(f"no such paper: {paper}; there are {', '.join(PAPERS)}")
    with pikepdf.open(BytesIO(data)) as pdf:
        count = len(pdf.pages)
        order = sides(count, sheets)
        if _is_bound_at_the_right(pdf):
            order = [side.turned() for side in order]
        forms = [pdf.make_indirect(page.as_form_xobject()) for page in pdf.pages]
        sizes = [_size(page) for page in pdf.pages]
        scale = _scale(sizes, PAPERS[paper])
        for side in order:
            _add_side(pdf, side, forms, sizes, scale, PAPERS[paper], creep)
        del pdf.pages[:count]
        _strip(pdf)
        out = BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _is_bound_at_the_right(pdf: pikepdf.Pdf) -> bool:
    import pikepdf

    preferences = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
    return bool(preferences.get("/Direction") == "/R2L")


def _size(page: pikepdf.Page) -> tuple[float, float]:
    """Width and height of a page as it is shown, trimmed."""
    left, bottom, right, top = map(float, page.trimbox)
    turned = int(page.obj.get("/Rotate", 0)) % 180 != 0
    return (top - bottom, right - left) if turned else (right - left, top - bottom)


def _scale(sizes: list[tuple[float, float]], paper: tuple[float, float]) -> float:
    width, height = (max(side) for side in zip(*sizes, strict=True))
    scale = min(1.0, paper[0] / 2 / width, paper[1] / height)
    return 1.0 if scale > 0.999 else scale


def _add_side(
    pdf: pikepdf.Pdf,
    side: Side,
    forms: list[pikepdf.Object],
    sizes: list[tuple[float, float]],
    scale: float,
    paper: tuple[float, float],
    creep: float,
) -> None:
    import pikepdf

    width, height = paper
    page = pdf.add_blank_page(page_size=paper)
    content, placed = [], pikepdf.Dictionary()
    fold, shift = width / 2, creep * side.depth
    for name, index in (("/Left", side.left), ("/Right", side.right)):
        if index is None:
            continue
        wide, high = (scale * length for length in sizes[index])
        left = fold - wide + shift if name == "/Left" else fold - shift
        bottom = (height - high) / 2
        area = pikepdf.Rectangle(left, bottom, left + wide, bottom + high)
        draw = page.calc_form_xobject_placement(
            forms[index],
            pikepdf.Name(name),
            area,
            allow_shrink=True,
            allow_expand=False,
            invert_transformations=True,
        )
        # What is moved over the fold must not show on the page beside it.
        half = 0 if name == "/Left" else fold
        content.append(b"q %.3f 0 %.3f %.3f re W n\n%s\nQ" % (half, fold, height, draw.strip()))
        placed[name] = forms[index]
    page.obj.Resources = pikepdf.Dictionary(XObject=placed)
    page.obj.Contents = pdf.make_stream(b"\n".join(content))


def _strip(pdf: pikepdf.Pdf) -> None:
    """Take out what led to the pages as they were, ask for both sides, and claim what is so."""
    import pikepdf

    root = pdf.Root
    files = root.get("/Names", pikepdf.Dictionary()).get("/EmbeddedFiles")
    for key in [key for key in root.keys() if key not in _KEPT]:  # noqa: SIM118
        del root[key]
    if files is not None:
        root.Names = pikepdf.Dictionary(EmbeddedFiles=files)
    root.ViewerPreferences = pikepdf.Dictionary(
        DisplayDocTitle=True,
        Duplex=pikepdf.Name.DuplexFlipShortEdge,
        PrintScaling=pikepdf.Name("/None"),
    )
    if "/Metadata" not in root:
        return
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as claims:
        if _CLAIM in claims:
            del claims[_CLAIM]
        if claims.pdfa_status:
            claims["pdfaid:conformance"] = "B"
