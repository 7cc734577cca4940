"""The PDFs for one ink have gray in them and nothing else, and look as the colored ones do."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pydyf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from edition.assembly.prepare import prepare
from edition.build import build
from edition.pdf import grayscale
from edition.system.project import Project
from edition.typography.profiles import PROFILES
from edition.verify import run
from edition.verify.books import find
from edition.verify.pdf import color as pdf_color
from tests import colored

pytestmark = pytest.mark.usefixtures("forked")


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The books of the colored edition: for the screen, for print, and a booklet."""
    folder = colored.project(tmp_path_factory.mktemp("g") / "loom", "screen", "print", "booklet")
    (folder / "dist").mkdir()
    for name, data in build(Project.at(folder)).files.items():
        (folder / "dist" / name).write_bytes(data)
    return folder / "dist"


def said(path: Path) -> str:
    """All that the walk finds."""
    return "\n".join(finding.message for finding in pdf_color.walk(path).findings)


# ── the books ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", ["loom-print.pdf", "loom-booklet.pdf"])
def test_what_is_for_one_ink_has_no_color(dist: Path, name: str) -> None:
    judged = pdf_color.walk(dist / name)
    assert judged.findings == ()
    assert judged.counts["pictures"] == 2 and judged.counts["drawings"] > 2


def test_the_screen_keeps_its_colors_and_the_walk_sees_each_kind(dist: Path) -> None:
    found = said(dist / "loom.pdf")
    for what in (
        "“0 0 1 rg”",
        "“0 0.5 0 RG”",
        "“/lab-d50 cs”",
        "“/lab-d65 cs”",
        "a picture in color",
        "a gradient in color",
        "a group that is blended in color",
    ):
        assert what in found


def test_the_pages_of_a_gray_pdf_look_like_those_in_color(
    dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_gray = (dist / "loom-print.pdf").read_bytes()
    project = Project.at(dist.parent)
    with monkeypatch.context() as patched:
        patched.setattr(grayscale, "finish", lambda pdf: None)
        patched.setattr(grayscale, "picture", lambda data: data)
        (in_color,) = build(project, ("pdf",), pdfs=["print"]).files.values()
    hues = 0
    for color, tone in zip(rendered(in_color), rendered(in_gray), strict=True):
        red, green, blue = tone.split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()
        wanted = BytesIO()
        color.save(wanted, "PNG")
        with Image.open(BytesIO(grayscale.picture(wanted.getvalue()))) as page:
            histogram = ImageChops.difference(page.convert("L"), red).histogram()
        # Between its ends a gradient is another gray, and so is the edge of a letter.
        assert sum(histogram[48:]) == 0 and sum(histogram[8:]) < 0.04 * sum(histogram)
        hues += len(set(color.split()[0].tobytes()) ^ set(color.split()[2].tobytes()))
    assert hues


def rendered(data: bytes) -> list[Image.Image]:
    """The pages, 72 pixels an inch."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.render().to_pil().convert("RGB") for page in document]


def test_verify_looks_for_color_in_pdfs_for_one_ink_only(dist: Path) -> None:
    prepared = prepare(Project.at(dist.parent))
    tasks = run.tasks(prepared, find(prepared.edition.metadata, dist))
    rows = [row for task in tasks for row in task.rows]
    looked = {file for judge, file in rows if judge == pdf_color.JUDGE}
    assert looked == {"loom-print.pdf", "loom-booklet.pdf"}
    assert {name for name, profile in PROFILES.items() if profile.gray} == {
        "print",
        "a4",
        "letter",
        "booklet",
    }


# ── what draws ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([b"0 0 0 rg", b"1 1 1 RG"], [b"0 g", b"1 G"]),
        ([b"0.133333 0.133333 0.133333 rg"], [b"0.133333 g"]),
        ([b"1 0 0 rg"], [b"0.49844 g"]),  # 0.2126 of the light of white
        ([b"2 1.5 1 rg", b"-1 0 0 rg"], [b"1 g", b"0 g"]),
        ([b"/lab-d50 cs", b"100 40 9 scn"], [b"1 g"]),
        ([b"/lab-d65 CS", b"0 40 9 SCN"], [b"0 G"]),
        ([b"/lab-d50 cs", b"53.58501 0 0 scn"], [b"0.501961 g"]),  # L* of the gray #808080
        ([b"/Pattern cs", b"/p0 scn"], [b"/Pattern cs", b"/p0 scn"]),
        (
            [b"/lab-d50 cs", b"0 9 9 scn", b"/Pattern cs", b"/p scn"],
            [b"0 g", b"/Pattern cs", b"/p scn"],
        ),
        ([b"[(1 0 0 rg)] TJ", "/s0 sh", b"0.5 g"], [b"[(1 0 0 rg)] TJ", "/s0 sh", b"0.5 g"]),
    ],
)
def test_each_color_becomes_the_gray_that_is_as_light(before: list, after: list) -> None:
    pdf = pydyf.PDF()
    page, file = pydyf.Stream(list(before)), pydyf.Stream(list(before), {"Type": "/EmbeddedFile"})
    form = pydyf.Stream(list(before), {"Subtype": "/Form"})
    for item in (page, file, form):
        pdf.add_object(item)
    pdf.add_page(pydyf.Dictionary({"Contents": page.reference}))
    grayscale.finish(pdf)
    assert page.stream == form.stream == after
    assert file.stream == before


@pytest.mark.parametrize(
    ("color", "contrast"), [((1, 0, 0), 4.0), ((0, 0, 1), 8.59), ((0, 1, 0), 1.37)]
)
def test_the_contrast_with_the_paper_stays(color: tuple, contrast: float) -> None:
    """Those of pure red, blue and green on white, as every checker of WCAG 2.2 gives them."""
    light = ((grayscale.gray(*color) + 0.055) / 1.055) ** 2.4
    assert 1.05 / (light + 0.05) == pytest.approx(contrast, abs=0.005)


# ── pictures ────────────────────────────────────────────────────────────────────────────────


def encoded(image: Image.Image, kind: str = "PNG") -> bytes:
    out = BytesIO()
    image.save(out, kind)
    return out.getvalue()


def test_a_gray_picture_stays_as_it_is_and_one_of_grays_keeps_each() -> None:
    ramp = Image.frombytes("L", (256, 1), bytes(range(256)))
    assert grayscale.picture(encoded(ramp)) == encoded(ramp)
    with Image.open(BytesIO(grayscale.picture(encoded(ramp.convert("RGB"))))) as made:
        assert made.mode == "L" and made.tobytes() == bytes(range(256))


def test_what_shines_through_a_picture_still_does() -> None:
    image = Image.new("RGBA", (2, 1), (255, 0, 0, 0))
    image.putpixel((1, 0), (255, 0, 0, 255))
    out = BytesIO()
    image.save(out, "PNG")
    with Image.open(BytesIO(grayscale.picture(out.getvalue()))) as found:
        assert found.mode == "LA"
        assert [found.getpixel((x, 0))[1] for x in (0, 1)] == [0, 255]


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_keeps_its_format_and_size_and_has_the_grays_of_drawings(kind: str) -> None:
    colors = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (125, 29, 26), (250, 249, 3)]
    image = Image.new("RGB", (16 * len(colors), 16))
    for number, color in enumerate(colors):
        image.paste(color, (16 * number, 0, 16 * number + 16, 16))
    data = grayscale.picture(encoded(image, kind))
    assert data == grayscale.picture(encoded(image, kind))
    with Image.open(BytesIO(data)) as made:
        assert (made.format, made.mode, made.size) == (kind, "L", image.size)
        for number, color in enumerate(colors):
            wanted = 255 * grayscale.gray(*(value / 255 for value in color))
            near = 1 if kind == "PNG" else 6  # a JPEG of few pixels is not exact
            assert abs(made.getpixel((16 * number + 8, 8)) - wanted) <= near


# ── the judge ───────────────────────────────────────────────────────────────────────────────


def draws(content: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        document.pages[1].contents_add(content)

    return change


def frames_a_link(document: pikepdf.Pdf) -> None:
    page = next(page for page in document.pages if "/Annots" in page.obj)
    page.obj.Annots[0].C = pikepdf.Array([1, 0, 0])


def blends(document: pikepdf.Pdf) -> None:
    group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceRGB)
    document.pages[0].obj.Group = group


def has_a_palette(document: pikepdf.Pdf) -> None:
    space = pikepdf.Array([pikepdf.Name.Indexed, pikepdf.Name.DeviceRGB, 1, b"\0\0\0\1\1\1"])
    picture = document.make_stream(b"\0", Subtype=pikepdf.Name.Image, ColorSpace=space)
    document.Root.Unused = document.make_indirect(picture)


def is_a_gradient(document: pikepdf.Pdf) -> None:
    shading = pikepdf.Dictionary(ShadingType=2, ColorSpace=pikepdf.Name.DeviceRGB)
    document.pages[0].obj.Resources = pikepdf.Dictionary(Shading=pikepdf.Dictionary(S=shading))


def is_gray(document: pikepdf.Pdf) -> None:
    profile = document.make_stream(b"", N=1)
    space = pikepdf.Array([pikepdf.Name.ICCBased, profile])
    picture = document.make_stream(b"\0", Subtype=pikepdf.Name.Image, ColorSpace=space)
    document.Root.Unused = document.make_indirect(picture)


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (draws(b" 0 0 0 rg 0 0 0 rg"), "A PDF for one ink has the color “0 0 0 rg”."),
        (draws(b" 0 0 0 1 K"), "A PDF for one ink has the color “0 0 0 1 K”."),
        (draws(b" /Gold cs 1 scn"), "A PDF for one ink has the color “/Gold cs”."),
        (
            draws(b" BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc EI"),
            "A PDF for one ink has a picture in color.",
        ),
        (draws(b" BI /W 1 /H 1 /BPC 8 /CS /G ID a EI .5 g /DeviceGray CS"), ""),
        (frames_a_link, "A PDF for one ink has an annotation with a frame in color."),
        (blends, "A PDF for one ink has a group that is blended in color."),
        (has_a_palette, "A PDF for one ink has a picture in color."),
        (is_a_gradient, "A PDF for one ink has a gradient in color."),
        (is_gray, ""),
    ],
)
def test_whatever_has_color_is_told(
    dist: Path, tmp_path: Path, change: Callable[[pikepdf.Pdf], None], found: str
) -> None:
    with pikepdf.open(dist / "loom-print.pdf") as document:
        change(document)
        document.save(tmp_path / "a.pdf")
    assert said(tmp_path / "a.pdf") == found


def test_a_color_is_told_once_with_its_first_place(dist: Path, tmp_path: Path) -> None:
    with pikepdf.open(dist / "loom-print.pdf") as document:
        for page in document.pages[2:5]:
            page.contents_add(b" 1 0 0 rg")
        document.save(tmp_path / "a.pdf")
    (finding,) = pdf_color.walk(tmp_path / "a.pdf").findings
    assert (finding.count, finding.location) == (3, "page 3")
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n<<")
    (finding,) = pdf_color.walk(tmp_path / "a.pdf").findings
    assert finding.level == "FATAL"
