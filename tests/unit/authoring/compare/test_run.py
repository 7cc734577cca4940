"""What a change does to the PDF: pages paired, kinds told apart, a report that is safe to open."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from edition.authoring.compare import pixels, report
from edition.authoring.compare.align import align
from edition.authoring.compare.entries import changes
from edition.authoring.compare.folder import GENERATOR, ReportFolder
from edition.authoring.compare.model import Box, ComparedSheet, Comparison, Entry, Kind, Pair, Word
from edition.authoring.compare.pages import Document
from edition.authoring.compare.run import compare
from edition.authoring.compare.words import Known, rejoined
from edition.build import build
from edition.cli import main
from edition.model.problems import BuildFailed
from edition.system.project import Project
from tests.books import GOOD, annotations, write_project

PARAGRAPH = "the weaver {} sat and threw the shuttle, and the cloth grew under her hands. " * 6
NAMES = (
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
TEXT = "The loom\n\n" + "\n\n".join(
    f"Paragraph {name}: " + PARAGRAPH.format(*[name] * 6) for name in NAMES
)
NOTES = """\
structure:
  roles:
    title: [1]
footnotes:
  - id: third
    quote: "Paragraph three"
    note: A note on the third.
  - id: last
    quote: "Paragraph twelve"
    note: A note on the last.
"""
MORE = NOTES.replace(
    "footnotes:\n",
    """\
footnotes:
  - id: first
    quote: "Paragraph one"
    note: An added remark.
""",
)


def pdf(folder: Path, rest: str, text: str = TEXT) -> bytes:
    """The PDF of an edition."""
    (data,) = build(Project.at(write_project(folder, rest, text)), ("pdf",)).files.values()
    return data


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A book of several pages with two notes."""
    return pdf(tmp_path_factory.mktemp("old"), NOTES)


@pytest.fixture(scope="module")
def more(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The same with a note more."""
    return pdf(tmp_path_factory.mktemp("more"), MORE)


def kinds(old: bytes, new: bytes, **more: int) -> dict[Kind, list[Pair]]:
    """The pages by what became of them."""
    kept: dict[str, bytes] = {}
    options = {"dpi": 60, "at_most": 99} | more
    with Document(old, "old.pdf") as one, Document(new, "new.pdf") as two:
        pairs = compare(one, two, keep=kept.__setitem__, **options)
    assert set(kept) == {picture.file for pair in pairs for picture in pair.pictures}
    assert all(Image.open(io.BytesIO(data)).format == "PNG" for data in kept.values())
    found: dict[Kind, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair.kind, []).append(pair)
    return found


# ── whole books ─────────────────────────────────────────────────────────────────────────────


def test_a_book_is_the_same_as_itself(old: bytes) -> None:
    assert set(kinds(old, old)) == {Kind.UNCHANGED}


def test_a_changed_word_of_a_note_is_the_only_thing_shown(old: bytes, tmp_path: Path) -> None:
    found = kinds(old, pdf(tmp_path, NOTES.replace("the third", "the fourth")))
    assert set(found) == {Kind.UNCHANGED, Kind.CHANGED}
    (pair,) = found[Kind.CHANGED]
    assert (pair.gone, pair.added) == (("third.",), ("fourth.",))
    assert len(pair.areas) == 1
    assert [picture.shows for picture in pair.pictures] == ["old", "new", "difference"]


def test_a_note_more_changes_its_own_page_and_renumbers_the_others(old: bytes, more: bytes) -> None:
    found = kinds(old, more)
    shown = found.get(Kind.CHANGED, []) + found.get(Kind.NEW, [])
    added = [words for pair in shown for words in pair.added]
    assert added == ["An added remark."]
    assert not any(pair.gone for pair in shown)
    assert found.get(Kind.RENUMBERED) or found.get(Kind.REFLOWED)


def test_a_page_in_front_moves_the_others(old: bytes, tmp_path: Path) -> None:
    front = "front:\n  - {id: f, title: Preface, body: Words before the text.}\n"
    found = kinds(old, pdf(tmp_path, NOTES + front))
    assert len(found[Kind.MOVED]) >= 4
    new = [words for pair in found[Kind.NEW] for words in pair.added]
    assert any("Words before the text." in words for words in new)


def test_pages_are_new_and_gone(old: bytes) -> None:
    with pikepdf.open(io.BytesIO(old)) as document:
        count = len(document.pages)
        del document.pages[4]
        data = io.BytesIO()
        document.save(data)
    assert [len(kinds(old, data.getvalue())[kind]) for kind in (Kind.GONE, Kind.MOVED)] == [
        1,
        count - 5,
    ]
    assert len(kinds(data.getvalue(), old)[Kind.NEW]) == 1


def test_no_more_pages_are_drawn_than_asked_for(old: bytes, tmp_path: Path) -> None:
    new = pdf(tmp_path, NOTES, TEXT.replace("the weaver", "the women"))
    found = kinds(old, new, at_most=1)
    assert len(found[Kind.CHANGED]) > 1
    assert sum(bool(pair.pictures) for pair in found[Kind.CHANGED]) == 1


def test_the_same_books_give_the_same_report(old: bytes, more: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(old)
    (tmp_path / "b.pdf").write_bytes(more)
    reports = []
    for name in ("one", "two"):
        assert run(tmp_path / "a.pdf", tmp_path / "b.pdf", "-o", tmp_path / name, "-q") == 0
        reports.append({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()})
    assert reports[0] == reports[1]


# ── the command ─────────────────────────────────────────────────────────────────────────────


def run(*arguments: object) -> int:
    """Run `compare`."""
    return main.main(["compare", *map(str, arguments)])


def two(folder: Path) -> tuple[Path, Path]:
    """Two folders of editions."""
    return write_project(folder / "a", GOOD), write_project(
        folder / "b", GOOD.replace("It flies.", "It does fly.")
    )


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    """Two folders of editions, that a test may change."""
    return two(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same with their PDFs, for `--built`; nobody may change them."""
    found = two(tmp_path_factory.mktemp("built"))
    for side in found:
        assert main.main(["build", str(side), "--only", "pdf", "-q"]) == main.BUILT
    return found


def test_folders_are_built_and_their_annotations_compared(sides, tmp_path: Path, capsys) -> None:
    assert run(*sides, "-o", tmp_path / "out") == main.BUILT
    said = capsys.readouterr().out
    assert "1 changed" in said
    assert "footnotes: on-shuttle changed (note)" in said
    assert not (sides[0] / "dist").exists()
    assert "`footnotes`: `on-shuttle` changed (`note`)" in (tmp_path / "out/summary.md").read_text(
        "utf-8"
    )


def test_the_exit_code_can_tell_of_differences(built, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(*built, "--built", "-o", out, "-q", "--exit-code") == 1
    assert run(built[0], built[0], "--built", "-o", out, "-q", "--exit-code") == 0


def test_built_takes_what_lies_in_dist(sides, tmp_path: Path, capsys) -> None:
    out = tmp_path / "out"
    assert run(*sides, "--built", "-o", out) == main.INPUT
    assert f"{sides[0]}/dist: error[pdf-not-built]" in capsys.readouterr().err
    assert not out.exists()
    for side in sides:
        assert main.main(["build", str(side), "--only", "pdf", "-q"]) == main.BUILT
    assert run(*sides, "--built", "-o", out, "-q") == main.BUILT
    assert (out / "index.html").exists()
    (sides[0] / "dist" / "an-older-name.pdf").write_bytes(b"%PDF")
    assert run(*sides, "--built", "-o", out, "-q") == main.BUILT


def test_a_problem_of_one_side_names_it(sides, tmp_path: Path, capsys) -> None:
    file = sides[1] / "annotations.yaml"
    file.write_text(file.read_text("utf-8").replace("quote: shuttle", "quote: shovel"), "utf-8")
    assert run(*sides, "-o", tmp_path / "out") == main.INPUT
    assert f"{file}:22:12: error[quote-not-found]" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def _locked(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as document:
        out = io.BytesIO()
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def _with_box(data: bytes, *box: float) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as document:
        for page in document.pages:
            page.MediaBox = page.CropBox = pikepdf.Array(box)
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


def _without_pages() -> bytes:
    out = io.BytesIO()
    pikepdf.new().save(out)
    return out.getvalue()


def _of_pages(count: int) -> bytes:
    with pikepdf.new() as document:
        for _ in range(count):
            document.add_blank_page(page_size=(40, 40))
        out = io.BytesIO()
        document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda data: b"", "pdf-unreadable"),
        (lambda data: b"%PDF-1.7\nbroken", "pdf-unreadable"),
        (lambda data: b"<html>", "pdf-unreadable"),
        (_locked, "pdf-locked"),
        (lambda data: _with_box(data, 0, 0, 14_400, 14_400), "pdf-too-large"),
        (lambda data: _without_pages(), "pdf-"),
        (lambda data: _of_pages(10_001), "pdf-too-large"),
    ],
    ids=["empty", "broken", "no PDF", "locked", "huge page", "no page", "many pages"],
)
def test_a_bad_pdf_is_refused_by_its_name(make, code: str, old: bytes, tmp_path, capsys) -> None:
    (tmp_path / "good.pdf").write_bytes(old)
    (tmp_path / "bad.pdf").write_bytes(make(old))
    for sides in (("good.pdf", "bad.pdf"), ("bad.pdf", "good.pdf")):
        both = [tmp_path / side for side in sides]
        assert run(*both, "-o", tmp_path / "out", "--dpi", 200) == main.INPUT
        said = capsys.readouterr().err
        assert f"bad.pdf: error[{code}" in said
        assert "nothing was written" in said
    assert {path.name for path in tmp_path.iterdir()} == {"good.pdf", "bad.pdf"}


def test_a_cut_off_pdf_ends_well(old: bytes, tmp_path: Path) -> None:
    (tmp_path / "good.pdf").write_bytes(old)
    (tmp_path / "bad.pdf").write_bytes(old[: len(old) // 2])
    code = run(tmp_path / "good.pdf", tmp_path / "bad.pdf", "-o", tmp_path / "out", "-q")
    assert code in (main.BUILT, main.INPUT)
    assert (tmp_path / "out").exists() is (code == main.BUILT)


def test_pages_that_are_turned_or_of_another_size_are_compared(old: bytes) -> None:
    with pikepdf.open(io.BytesIO(old)) as document:
        document.pages[3].Rotate = 90
        out = io.BytesIO()
        document.save(out)
    (pair,) = kinds(old, out.getvalue())[Kind.CHANGED]
    assert pair.sheet.number == 4
    assert pair.areas


def test_blank_pages_are_told_apart_by_what_is_before_them() -> None:
    assert set(kinds(_of_pages(40), _of_pages(40))) == {Kind.UNCHANGED}
    assert len(kinds(_of_pages(3), _of_pages(5))[Kind.NEW]) == 2


# ── the folder ──────────────────────────────────────────────────────────────────────────────


def test_a_report_takes_the_place_of_a_report(built, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(*built, "--built", "-o", out, "-q") == main.BUILT
    assert list(out.glob("*.png"))
    assert run(built[0], built[0], "--built", "-o", out, "-q") == main.BUILT
    assert {path.name for path in out.iterdir()} == {"index.html", "summary.md"}
    assert {path.name for path in tmp_path.iterdir()} == {"out"}


@pytest.mark.parametrize("name", ["mine.txt", "index.html", "page-00001-new.png"])
def test_nothing_else_is_ever_covered(name: str, sides, tmp_path: Path, capsys) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text("mine")
    assert run(*sides, "-o", out) == main.INPUT
    assert "error[folder-not-ours]" in capsys.readouterr().err
    assert [path.read_text() for path in out.iterdir()] == ["mine"]


def test_a_report_with_a_file_of_mine_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(GENERATOR)
    ReportFolder(tmp_path)
    (tmp_path / "mine.txt").write_text("")
    with pytest.raises(BuildFailed):
        ReportFolder(tmp_path)


def test_a_link_and_a_file_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        with pytest.raises(BuildFailed):
            ReportFolder(tmp_path / name)


def test_what_is_not_finished_is_taken_away(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), ReportFolder(tmp_path / "out") as folder:
        folder.keep("index.html", b"half")
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


# ── the report ──────────────────────────────────────────────────────────────────────────────

BAD = "<script>alert(1)</script>`|\u202e\x1b[31m"


class _Reader(HTMLParser):
    """What tags a page has, and its pictures."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.pictures: list[dict[str, str | None]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"]] if values.get("id") else []
        self.links += [values["href"]] if values.get("href") else []
        if tag == "img":
            self.pictures.append(values)


def a_sheet(number: int, label: str, text: str = "") -> ComparedSheet:
    """A page."""
    words = tuple(Word(word, word, 0, 0) for word in text.split())
    return ComparedSheet(number, label, words, (), (), ())


def test_words_of_a_contributor_are_words_only() -> None:
    pair = Pair(Kind.CHANGED, a_sheet(1, BAD), a_sheet(1, BAD), (), (BAD,), (BAD,))
    found = Comparison(BAD, BAD, (pair,), (Entry(BAD, BAD, "changed", (BAD,)),))
    assert "script" not in _Reader(report.html(found)).tags
    markdown = report.markdown(found)
    assert "<script>" not in re.sub(r"`[^`\n]*`|\\.", "", markdown)
    assert "\x1b" not in markdown and "\u202e" not in markdown
    assert all(line.isprintable() for line in report.lines(found))


def test_the_page_needs_nothing_from_elsewhere_and_says_what_pictures_show(
    built, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run(*built, "--built", "-o", out, "-q") == main.BUILT
    page = _Reader((out / "index.html").read_text("utf-8"))
    assert "script" not in page.tags and "link" not in page.tags
    assert {picture["src"] for picture in page.pictures} == {p.name for p in out.glob("*.png")}
    alts = [picture["alt"] for picture in page.pictures]
    assert len(alts) == 3
    assert re.fullmatch(r"page \S+, new: \d+ areas? changed", alts[1] or "")
    assert len(page.ids) == len(set(page.ids))
    targets = {link[1:] for link in page.links if link.startswith("#")}
    assert targets <= set(page.ids)
    assert all((out / link).exists() for link in page.links if not link.startswith("#"))


def test_stretches_tell_where_pages_were() -> None:
    pairs = [Pair(Kind.UNCHANGED, a_sheet(1, "i"), a_sheet(1, "i"))]
    pairs += [Pair(Kind.NEW, None, a_sheet(2, "1"))]
    pairs += [Pair(Kind.MOVED, a_sheet(k, str(k)), a_sheet(k + 1, str(k + 1))) for k in (2, 3)]
    assert [(s.pages, s.count) for s in report.stretches(pairs)] == [
        ("i", 1),
        ("1", 1),
        ("3–4 (was 2–3)", 2),
    ]


def test_a_long_list_is_cut() -> None:
    entries = tuple(Entry("footnotes", f"n{k}", "added") for k in range(5_000))
    markdown = report.markdown(Comparison("a", "b", (), entries))
    assert "… and 4800 more" in markdown


# ── the parts ───────────────────────────────────────────────────────────────────────────────


def test_pages_are_paired_by_their_words() -> None:
    a, b, c, d = (f"{name} " * 40 for name in ("loom", "mill", "cloth", "yarn"))
    assert align([a, b], [a, b]) == [(0, 0), (1, 1)]
    assert align([a, b], [a, c, b]) == [(0, 0), (None, 1), (1, 2)]
    assert align([a, b, c], [a, c]) == [(0, 0), (1, None), (2, 1)]
    assert align([a], [b]) == [(0, 0)]
    assert align([], [a]) == [(None, 0)]
    assert align([a, b + "x", c], [d, a, b + "y", c]) == [(None, 0), (0, 1), (1, 2), (2, 3)]
    assert align([a, "", b, ""], [a, "", b, ""]) == [(k, k) for k in range(4)]


@pytest.mark.parametrize(("old", "new"), [(0, 0), (1, 40), (40, 1), (30, 50), (90, 90)])
def test_every_page_is_paired_once_and_in_order(old: int, new: int) -> None:
    pairs = align([f"a{k}" * 9 for k in range(old)], [f"b{k}" * 9 for k in range(new)])
    assert [i for i, _ in pairs if i is not None] == list(range(old))
    assert [j for _, j in pairs if j is not None] == list(range(new))


def test_words_that_only_flowed_are_known_and_a_changed_one_is_not() -> None:
    book = [a_sheet(1, "1", "one two three four"), a_sheet(2, "2", "five six seven eight")]
    known = Known(book)
    assert known.unknown(a_sheet(1, "1", "five six seven eight")) == ()
    assert known.unknown(a_sheet(1, "1", "one two THREE four five")) == (range(0, 5),)
    assert known.unknown(a_sheet(1, "1", "one two three FOUR five six seven")) == (range(3, 4),)
    assert known.unknown(a_sheet(1, "1")) == ()


def test_a_word_divided_between_pages_is_whole() -> None:
    one = ComparedSheet(1, "1", (Word("con", "con-", 0, 3, True),), (), (), ())
    first, second = rejoined([one, a_sheet(2, "2", "siderable loss")])
    assert (first.text, second.text) == ("considerable", "considerable loss")
    assert first.words[0].hyphened == "con-siderable"


def _picture(*boxes: tuple[int, int, int, int], color: object = "black") -> Image.Image:
    picture = Image.new("RGB", (120, 120), "white")
    for box in boxes:
        ImageDraw.Draw(picture).rectangle(box, fill=color)
    return picture


def test_soft_edges_and_a_pixel_more_or_less_do_not_count() -> None:
    here = _picture((20, 20, 40, 30))
    assert pixels.difference(here, _picture((21, 20, 41, 30))).getbbox() is None
    assert pixels.difference(here, _picture((20, 20, 40, 30), color="#202020")).getbbox() is None
    assert pixels.difference(here, _picture((24, 20, 44, 30))).getbbox()
    assert pixels.difference(here, _picture((21, 20, 41, 30)), tolerant=False).getbbox()
    line, moved = _picture((50, 10, 50, 90)), _picture((50, 10, 51, 90), color="#808080")
    assert pixels.difference(line, moved, soft=True).getbbox() is None


def test_a_color_alone_counts() -> None:
    one, other = (
        _picture((20, 20, 60, 60), color="#c00000"),
        _picture((20, 20, 60, 60), color="#0000c0"),
    )
    assert pixels.difference(one, other).getbbox()


def test_areas_lie_around_what_differs_and_are_in_order() -> None:
    different = pixels.difference(_picture(), _picture((90, 10, 99, 15), (10, 60, 40, 70)))
    first, second = pixels.areas(different)
    assert (first.left <= 90, first.right >= 99, first.top <= 10, first.bottom >= 15) == (True,) * 4
    assert second.top >= 50
    assert pixels.areas(different.point([0] * 256)) == ()
    one = Image.new("L", (120, 120), 0)
    one.putpixel((119, 119), 255)
    assert pixels.areas(one) == (Box(114, 114, 120, 120),)


def test_a_page_from_the_other_side_is_laid_over() -> None:
    one, other = _picture((20, 20, 60, 60)), _picture((32, 20, 72, 60))
    assert pixels.shifted(one, other).tobytes() == other.tobytes()
    assert pixels.shifted(other, one).tobytes() == one.tobytes()


def test_entries_are_told_by_their_ids() -> None:
    old = {
        "edition": {"title": "A", "credits": [{"name": "M"}]},
        "footnotes": [{"id": "a", "note": "x"}, {"id": "b", "note": "y", "quote": "q"}],
        "chronology": {"events": [{"date": "2014", "label": "L", "event": "E"}]},
        "ledger": "x",
    }
    new = {
        "edition": {"title": "B", "credits": [{"name": "M"}, {"name": "N"}]},
        "footnotes": [{"id": "b", "note": "z", "quote": "p"}, {"id": "c", "note": "x"}],
        "chronology": {"events": [{"date": "2015", "label": "L", "event": "E"}]},
        "glossary": [{"id": "loom", "term": "loom"}],
    }
    assert [(e.group, e.id, e.change, e.keys) for e in changes(old, new)] == [
        ("edition: credits", "N", "added", ()),
        ("edition", "", "changed", ("title",)),
        ("footnotes", "b", "changed", ("note", "quote")),
        ("footnotes", "c", "added", ()),
        ("footnotes", "a", "removed", ()),
        ("chronology: events", "L", "changed", ("date",)),
        ("glossary", "loom", "added", ()),
        ("ledger", "", "removed", ()),
    ]
    assert changes(old, old) == ()


@pytest.mark.parametrize("value", [None, 5, "x", [], [None, None], [[1]], {}, {"a": None}, [{}]])
def test_entries_of_any_shape_are_compared(value: object) -> None:
    import yaml

    data = yaml.safe_load(annotations(GOOD))
    for key in ("footnotes", "edition", "text-note"):
        changes(data, data | {key: value})
        changes(data | {key: value}, data)
        assert changes(data | {key: value}, data | {key: value}) == ()
