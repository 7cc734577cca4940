"""Verify: books that are whole pass, broken ones get findings and never a traceback."""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from edition.assembly.prepare import Prepared, prepare
from edition.build import build
from edition.cli import main
from edition.model import PdfFormat
from edition.model.problems import Place
from edition.system.project import Project
from edition.verify import books, run, table, worker
from edition.verify import text as verify_text
from edition.verify.epub import links as epub_links
from edition.verify.epub import popups
from edition.verify.epub import sight as epub_sight
from edition.verify.findings import Finding, Judged, JudgeFailed, MissingJudge, Popup, Row
from edition.verify.judges import ace, epubcheck, process, readingsystem, verapdf
from edition.verify.pdf import claims, structure
from edition.verify.pdf import fonts as pdf_fonts
from edition.verify.pdf.claims import Kind
from tests import pdf_samples
from tests.books import GOOD, write_project
from tests.conformance.tiny import body_with_notes, note_reference, write_epub

#: What `pdf:` says where it says nothing but the profile.
EMPTY = {
    "sections": "",
    "sources": None,
    "name": "",
    "paper": "",
    "notes": "",
    "bleed": 0,
    "marks": False,
    "place": Place("annotations.yaml", 1, 1),
}
#: Of two uses of a term both can be opened.
EVERY_USE = GOOD + "notes: {terms: all}\n"
MISSING = MissingJudge("Ace", "python3 build.py verify --install")


@pytest.fixture(scope="module")
def loom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An edition with its two books in dist."""
    project = write_project(tmp_path_factory.mktemp("verify") / "loom", EVERY_USE)
    (project / "dist").mkdir()
    for name, data in build(Project.at(project)).files.items():
        (project / "dist" / name).write_bytes(data)
    return project


@pytest.fixture
def prepared(loom: Path) -> Prepared:
    return prepare(Project.at(loom))


def opened(prepared: Prepared) -> list[Popup]:
    """What a sound reading system shows of the loom."""
    (gloss,) = prepared.edition.glossary
    uses = range(1, len(gloss.uses) + 1)
    note = Popup(
        "EPUB/text-001.xhtml",
        "noteref",
        "fnref1",
        "1",
        "#fn1",
        "popup",
        "1 It flies.",
        "It flies.",
        "#fnref1",
        "",
    )
    entry = Popup(
        "EPUB/text-001.xhtml",
        "glossref",
        "",
        "loom",
        "glossary.xhtml#g-loom",
        "popup",
        "loom A frame.",
        "loom A frame.",
        "",
        "",
    )
    return [note, *(replace(entry, id=f"gu-loom-{k}") for k in uses)]


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch, prepared: Prepared) -> pytest.MonkeyPatch:
    """Judges from outside that find nothing."""
    monkeypatch.setattr(epubcheck, "epubcheck", lambda path, levels=(): [])
    monkeypatch.setattr(ace, "ace", lambda path: [])
    monkeypatch.setattr(readingsystem, "read_epub", lambda path, pictures=None: opened(prepared))
    monkeypatch.setattr(epub_sight, "unseen", lambda edition, path: ([], 100))
    monkeypatch.setattr(verapdf, "verapdf_all", lambda jobs: [Judged(seconds=1.0) for _ in jobs])
    monkeypatch.setattr(claims, "WANTED", ("ua1",))
    monkeypatch.delenv("CI", raising=False)
    return monkeypatch


def codes(judged: Judged) -> set[str]:
    """The codes of the findings."""
    return {finding.code for finding in judged.findings}


# ── the command ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def inside(sound: pytest.MonkeyPatch) -> None:
    """Our own walks in this process, so that they see what was patched."""
    worker._prepared.cache_clear()
    sound.setattr(worker, "ask", lambda walk, path, *more: worker._judged(walk, path, list(more)))
    sound.setattr(
        worker,
        "ask_of_text",
        lambda books, root, edition: [worker._of_text(str(root), edition, book) for book in books],
    )


def test_sound_books_pass_in_one_aligned_table(loom: Path, inside: None, capsys) -> None:
    assert main.main(["verify", str(loom), "-q"]) == 0
    head, *rows, last = capsys.readouterr().out.splitlines()
    names = [
        "EPUBCheck",
        "Ace",
        "foliate-js",
        "Seen",
        "EPUB walk",
        "veraPDF PDF/UA-1",
        "veraPDF PDF/A-3a",
        "PDF walk",
        "Fonts",
        "Seen",
        "Text",
        "Text",
    ]
    assert [row[:16].strip() for row in rows[:-1]] == names
    at = head.index("verdict")
    assert {row[at : at + 6] for row in rows[:-1]} == {"passed"}
    assert last == "Nothing in 2 files."
    assert re.search(
        r"EPUB walk +loom\.epub +passed +\d+\.\d  \d+ links, 1 note, \d+ pages", "\n".join(rows)
    )


def test_json_says_the_same_as_data(loom: Path, inside: None, capsys) -> None:
    assert main.main(["verify", str(loom), "-q", "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["passed"] is True and found["problems"] == []
    assert {row["verdict"] for row in found["rows"]} == {"passed"}


def test_a_missing_judge_is_named_and_fails_in_ci_only(
    loom: Path, inside: None, sound: pytest.MonkeyPatch, capsys
) -> None:
    def missing(path: Path) -> list[Finding]:
        raise MISSING

    sound.setattr(ace, "ace", missing)
    assert main.main(["verify", str(loom), "-q"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^Ace +loom\.epub +absent +–$", said, re.M)
    assert "Ace: absent. Ace is not installed. Install it with: python3 build.py verify" in said
    assert said.splitlines()[-1] == "Not judged: Ace."
    sound.setenv("CI", "true")
    assert main.main(["verify", str(loom), "-q"]) == 1
    assert "Not judged: Ace, which fails where CI is set." in capsys.readouterr().out


def test_a_finding_fails_and_stands_below_with_its_place(
    loom: Path, inside: None, sound: pytest.MonkeyPatch, capsys
) -> None:
    bad = Finding("EPUBCheck", "WARNING", "RSC-005", "Odd \x1b[31m.", "EPUB/a.xhtml:1:2", 3)
    aside = replace(bad, level="USAGE", code="CSS-028")
    sound.setattr(epubcheck, "epubcheck", lambda path, levels=(): [bad, aside])
    assert main.main(["verify", str(loom), "-q"]) == 1
    said = capsys.readouterr().out
    assert re.search(r"EPUBCheck +loom\.epub +failed +\d\.\d  0 errors, 3 warnings, 3 usage", said)
    assert (
        "loom.epub at EPUB/a.xhtml:1:2: EPUBCheck warning[RSC-005] (3 times): Odd \\u001b[31m."
        in said
    )
    assert "CSS-028" not in said
    assert said.splitlines()[-1] == "3 findings in 2 files."


def test_a_judge_that_ends_without_a_verdict_fails(
    loom: Path, inside: None, sound: pytest.MonkeyPatch, capsys
) -> None:
    def dies(path: Path) -> list[Finding]:
        raise JudgeFailed("Ace ended with status 3 and said: nothing")

    sound.setattr(ace, "ace", dies)
    assert main.main(["verify", str(loom), "-q"]) == 1
    said = capsys.readouterr().out
    assert "loom.epub: Ace gave no verdict.\n    Ace ended with status 3" in said


def test_without_books_it_says_how_to_build_them(loom: Path, tmp_path: Path, capsys) -> None:
    assert main.main(["verify", str(loom), "-q", "-o", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert f"{tmp_path / 'loom.epub'}: error[book-missing]: The book is not there.\n" in said
    assert f"    Build it: python3 build.py {loom} --output {tmp_path}\n" in said
    assert "loom.pdf: error[book-missing]" in said


def test_one_book_that_is_absent_fails_and_the_other_is_judged(
    loom: Path, inside: None, tmp_path: Path, capsys
) -> None:
    (tmp_path / "loom.epub").write_bytes((loom / "dist" / "loom.epub").read_bytes())
    assert main.main(["verify", str(loom), "-q", "-o", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "loom.pdf: error[book-missing]" in said.err
    assert "EPUB walk" in said.out and "PDF walk" not in said.out


def test_a_book_older_than_its_text_is_a_warning(loom: Path, inside: None, capsys) -> None:
    text = loom / "source.txt"
    try:
        os.utime(text, (time.time() + 60,) * 2)
        assert main.main(["verify", str(loom), "-q"]) == 0
        said = capsys.readouterr().err
    finally:
        os.utime(text, (0, 0))
    assert "loom.pdf: warning[book-stale]: The book is older than source.txt (" in said
    assert f"Build it again: python3 build.py {loom}\n" in said


def test_hostile_files_in_place_of_the_books_give_findings_and_no_traceback(
    loom: Path, sound: pytest.MonkeyPatch, tmp_path: Path, capsys
) -> None:
    """Through the real processes, all walks."""
    with zipfile.ZipFile(tmp_path / "loom.epub", "w") as archive:
        archive.writestr("letter.txt", "no book")
    whole = (loom / "dist" / "loom.pdf").read_bytes()
    (tmp_path / "loom.pdf").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "loom-a4.pdf").write_bytes(b"%PDF-1.7\n<<" * 500)
    assert main.main(["verify", str(loom), "-o", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    assert "loom.epub: EPUB walk fatal[unreadable]: There is no file META-INF" in said.out
    for name in ("loom.pdf", "loom-a4.pdf"):
        assert re.search(rf"^PDF walk +{name} +failed", said.out, re.M)
    assert "no verdict" not in said.out


# ── running ─────────────────────────────────────────────────────────────────────────────────


def test_a_judge_that_hangs_is_stopped_and_what_it_said_is_kept() -> None:
    code = "import time; print('first', flush=True); time.sleep(60)"
    start = time.monotonic()
    done = process.run("Sleeper", [sys.executable, "-c", code], 0.8)
    assert time.monotonic() - start < 10
    assert (done.returncode, done.stdout) == (None, "first\n")
    assert process.complaint("Sleeper", done) == "Sleeper gave no verdict within 0.8 seconds"


def test_verdicts_of_verapdf_before_it_died_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "a.pdf"
    book.touch()
    line = json.dumps({"compliant": True, "checks": 5, "failures": [], "error": None, "seconds": 1})
    done = process.subprocess.CompletedProcess([], 134, line + "\n", "out of memory")
    monkeypatch.setattr(process, "run", lambda *arguments, **options: done)
    monkeypatch.setattr(verapdf, "require_packages", lambda *arguments: None)
    first, second = verapdf.verapdf_all([(book, "ua1"), (book, "3a")])
    assert (first.error, dict(first.counts)) == ("", {"checks": 5, "broken rules": 0})
    assert second.error == "veraPDF ended with status 134 and said: out of memory"


def test_verdicts_of_epubcheck_before_it_died_are_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = tmp_path / "a.epub"
    book.touch()
    said = {"ID": "RSC-1", "severity": "ERROR", "message": "Lost.", "locations": []}
    line = json.dumps({"messages": [said, {**said, "severity": "USAGE"}]})
    done = process.subprocess.CompletedProcess([], 134, line + "\n", "out of memory")
    monkeypatch.setattr(process, "run", lambda *arguments, **options: done)
    monkeypatch.setattr(epubcheck, "require_packages", lambda *arguments: None)
    first, second = epubcheck.epubcheck_all([book, book])
    assert first == Judged((Finding("EPUBCheck", "ERROR", "RSC-1", "Lost.", ""),))
    assert second.error == "EPUBCheck ended with status 134 and said: out of memory"
    assert epubcheck.epubcheck(book) == list(first.findings)
    done.stdout = line[:-1]
    with pytest.raises(JudgeFailed, match="EPUBCheck's verdict was cut short"):
        epubcheck.epubcheck(book)


def test_rows_keep_their_order_whoever_is_done_first() -> None:
    done: list[str] = []
    others = threading.Event()

    def said(row: str) -> None:
        done.append(row)
        if len(done) == 2:
            others.set()

    def slow() -> list[Judged]:
        assert others.wait(60)
        return [Judged()]

    quick = [run.Task(((name, "a"),), lambda: [Judged()], 5) for name in ("quick", "next")]
    rows = run.judge([run.Task((("slow", "a"),), slow, 1), *quick], said, workers=2)
    assert [row.judge for row in rows] == ["slow", "quick", "next"]
    assert done[2].startswith("slow")


def test_the_start_of_java_counts_for_the_first_file() -> None:
    task = run.Task((("v", "a"), ("v", "b")), lambda: [Judged(seconds=0.0), Judged(seconds=0.0)])
    first, second = run.judge([replace(task, run=lambda: time.sleep(0.1) or task.run())])
    assert first.seconds >= 0.1 and second.seconds == 0.0


def test_many_findings_are_cut_short_for_people_only() -> None:
    findings = tuple(Finding("Ace", "minor", f"c-{k}", "m", "") for k in range(30))
    row = Row("Ace", "a.epub", "failed", findings=findings)
    said = "\n".join(table.text([row]))
    assert "c-11" in said and "c-12" not in said and "Ace has 18 more" in said
    assert len(table.data([row], (), False)["rows"][0]["findings"]) == 30


# ── EPUB ────────────────────────────────────────────────────────────────────────────────────


def test_a_whole_epub_passes(loom: Path) -> None:
    judged = epub_links.walk(loom / "dist" / "loom.epub")
    assert judged.findings == ()
    assert judged.counts["notes"] == 1 and judged.counts["fonts"] > 0


def changed(loom: Path, folder: Path, change: dict[str, Callable[[bytes], bytes]]) -> Path:
    """The loom's EPUB with some of its files changed; "" is added where there is none."""
    path = folder / "loom.epub"
    with zipfile.ZipFile(loom / "dist" / "loom.epub") as old, zipfile.ZipFile(path, "w") as new:
        names = old.namelist()
        for name in names:
            data = old.read(name)
            new.writestr(name, change[name](data) if name in change else data)
        for name in change.keys() - set(names):
            new.writestr(name, change[name](b""))
    return path


def swap(old: str, new: str) -> Callable[[bytes], bytes]:
    """Replaces words that must be there."""

    def replaced(data: bytes) -> bytes:
        assert old.encode() in data, f"{old} is not there"
        return data.replace(old.encode(), new.encode(), 1)

    return replaced


TEXT, NAV, NCX = "EPUB/text-001.xhtml", "EPUB/nav.xhtml", "EPUB/toc.ncx"


@pytest.mark.parametrize(
    ("name", "change", "code"),
    [
        (TEXT, swap('href="glossary.xhtml#g-loom"', 'href="glossary.xhtml#lost"'), "link-nowhere"),
        (TEXT, swap('href="glossary.xhtml#g-loom"', 'href="lost.xhtml"'), "link-nowhere"),
        (TEXT, swap('href="glossary.xhtml#g-loom"', 'href="javascript:x"'), "link-scheme"),
        (
            TEXT,
            swap("</body>", '<img src="https://x.org/a.png" alt=""/></body>'),
            "remote-resource",
        ),
        (TEXT, swap('href="styles/base.css"', 'href="//x.org/a.css"'), "remote-resource"),
        (TEXT, swap('href="#fnref1"', 'href="#t1"'), "backlink-elsewhere"),
        (TEXT, swap('epub:type="backlink" role="doc-backlink"', ""), "note-without-backlink"),
        (TEXT, swap('id="fnref1" href="#fn1"', 'id="fnref1" href="#t1"'), "note-not-called"),
        (TEXT, swap('id="fnref1" href="#fn1"', 'id="fnref1" href="#t1"'), "call-without-note"),
        (TEXT, swap("</p>", ""), "not-xml"),
        (NCX, swap("<text>Glossary</text>", "<text>Words</text>"), "contents-differ"),
        (NCX, swap('src="glossary.xhtml"', 'src="lost.xhtml"'), "link-nowhere"),
        (
            "EPUB/styles/epub.css",
            swap("@font-face", 'p { font-family: "Lost" } @font-face'),
            "font-not-embedded",
        ),
        ("EPUB/styles/epub.css", swap("url(", "url(https://x.org/"), "remote-resource"),
        ("EPUB/fonts/eb-garamond-400-regular.ttf", lambda data: b"\x7f" + data[1:], "font-damaged"),
        ("META-INF/encryption.xml", lambda _: b"<e:EncryptedData xmlns:e='x'/>", "font-obfuscated"),
    ],
)
def test_a_damaged_epub_is_told_by_its_damage(
    loom: Path, tmp_path: Path, name: str, change: Callable[[bytes], bytes], code: str
) -> None:
    judged = epub_links.walk(changed(loom, tmp_path, {name: change}))
    assert code in codes(judged)
    place = next(finding.location for finding in judged.findings if finding.code == code)
    assert place.startswith(name)


def test_pages_out_of_order_are_told(loom: Path, tmp_path: Path) -> None:
    def turned(data: bytes) -> bytes:
        nav = re.compile(rb'(epub:type="page-list".*?<ol>)(.*?)(</ol>)', re.S)
        items = re.findall(rb"<li>.*?</li>", nav.search(data)[2], re.S)  # type: ignore[index]
        assert len(items) > 1
        return nav.sub(lambda m: m[1] + b"".join(reversed(items)) + m[3], data)

    assert "page-order" in codes(epub_links.walk(changed(loom, tmp_path, {NAV: turned})))


def test_entities_are_not_followed(loom: Path, tmp_path: Path) -> None:
    def hostile(data: bytes) -> bytes:
        secret = (tmp_path / "secret").as_uri()
        doctype = f'<!DOCTYPE html [<!ENTITY s SYSTEM "{secret}">]>'.encode()
        return data.replace(b"<!DOCTYPE html>", doctype).replace(b"</h1>", b"&s;</h1>", 1)

    (tmp_path / "secret").write_text("the secret")
    judged = epub_links.walk(changed(loom, tmp_path, {TEXT: hostile}))
    assert "the secret" not in str(judged.findings)


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04" + b"\0" * 60])
def test_what_is_no_archive_is_one_fatal_finding(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.epub"
    path.write_bytes(data)
    (finding,) = epub_links.walk(path).findings
    assert (finding.level, finding.code) == ("FATAL", "unreadable")


def test_an_epub_cut_short_is_one_fatal_finding(loom: Path, tmp_path: Path) -> None:
    data = (loom / "dist" / "loom.epub").read_bytes()
    path = tmp_path / "a.epub"
    broken = bytearray(data)
    broken[200:2000] = b"\xff" * 1800
    path.write_bytes(broken)
    assert codes(epub_links.walk(path)) == {"unreadable"}


def test_an_epub_of_somebody_else_is_walked_through_too(tmp_path: Path) -> None:
    book = write_epub(tmp_path / "b.epub", body_with_notes(["One."], note_reference(4)))
    assert codes(epub_links.walk(book)) == {"link-nowhere", "call-without-note"}


# ── PDF ─────────────────────────────────────────────────────────────────────────────────────


def test_a_whole_pdf_passes_but_for_claims_that_it_does_not_make(loom: Path) -> None:
    judged = structure.walk(loom / "dist" / "loom.pdf")
    assert codes(judged) <= {"not-claimed"}
    assert judged.counts["notes"] == 1 and judged.counts["bookmarks"] > 0


def damaged(loom: Path, folder: Path, damage: Callable[[pikepdf.Pdf], None]) -> Judged:
    """What the walk says of the loom's PDF with some damage done."""
    path = folder / "loom.pdf"
    with pikepdf.open(loom / "dist" / "loom.pdf") as document:
        damage(document)
        document.save(path)
    return structure.walk(path)


def links(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [link for page in document.pages for link in page.get("/Annots", [])]


def to_nowhere(document: pikepdf.Pdf) -> None:
    first = document.Root.Outlines.First
    first.Dest = pikepdf.Array([pikepdf.Dictionary(), pikepdf.Name("/Fit")])


def names_nothing(document: pikepdf.Pdf) -> None:
    document.Root.Outlines.First.Dest = pikepdf.String("lost")


def bites_its_tail(document: pikepdf.Pdf) -> None:
    document.Root.Outlines.First.Next = document.Root.Outlines.First
    document.Root.Outlines.First.Dest = pikepdf.String("lost")


def leads_back_in_the_outline(document: pikepdf.Pdf) -> None:
    document.Root.Outlines.First.Dest = pikepdf.Array([document.pages[-1].obj, pikepdf.Name.Fit])


def beside_the_page(document: pikepdf.Pdf) -> None:
    names = pikepdf.NameTree(document.Root.Names.Dests)
    names["fn1"] = pikepdf.Array([document.pages[0].obj, pikepdf.Name.XYZ, 5000, 0, 0])


def says_nothing(document: pikepdf.Pdf) -> None:
    del links(document)[0].Contents


def runs_a_program(document: pikepdf.Pdf) -> None:
    link = links(document)[0]
    del link.Dest
    link.A = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")


def is_a_script(document: pikepdf.Pdf) -> None:
    link = links(document)[0]
    del link.Dest
    link.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="javascript:x")


def calls_nothing(document: pikepdf.Pdf) -> None:
    for link in links(document):
        if link.get("/Dest") == "fn1":
            link.Dest = pikepdf.String("fnref1")


def leads_elsewhere(document: pikepdf.Pdf) -> None:
    last = pikepdf.Array([document.pages[-1].obj, pikepdf.Name.Fit])
    for link in links(document):
        if link.get("/Dest") == "fnref1":
            link.Dest = last


def labels_later(document: pikepdf.Pdf) -> None:
    document.Root.PageLabels = pikepdf.Dictionary(Nums=[1, pikepdf.Dictionary(S=pikepdf.Name.D)])


def labels_too_many(document: pikepdf.Pdf) -> None:
    nums = [0, pikepdf.Dictionary(S=pikepdf.Name.D), 500, pikepdf.Dictionary(S=pikepdf.Name.D)]
    document.Root.PageLabels = pikepdf.Dictionary(Nums=nums)


def is_malformed(document: pikepdf.Pdf) -> None:
    document.Root.Outlines.First = pikepdf.Dictionary(A=3)


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (to_nowhere, "bookmark-nowhere"),
        (names_nothing, "bookmark-nowhere"),
        (bites_its_tail, "bookmark-nowhere"),
        (leads_back_in_the_outline, "bookmark-order"),
        (beside_the_page, "destination-nowhere"),
        (says_nothing, "link-unnamed"),
        (runs_a_program, "link-action"),
        (is_a_script, "link-scheme"),
        (calls_nothing, "note-not-called"),
        (leads_elsewhere, "note-without-backlink"),
        (labels_later, "page-without-label"),
        (labels_too_many, "label-without-page"),
        (is_malformed, "malformed"),
    ],
)
def test_a_damaged_pdf_is_told_by_its_damage(
    loom: Path, tmp_path: Path, damage: Callable[[pikepdf.Pdf], None], code: str
) -> None:
    found = codes(damaged(loom, tmp_path, damage)) - {"not-claimed"}
    assert code in found


@pytest.mark.parametrize("data", [b"", b"no pdf", b"%PDF-1.7\n1 0 obj<</A 1 0 R>>"])
@pytest.mark.parametrize("walk", [structure.walk, pdf_fonts.walk])
def test_what_is_no_pdf_is_one_fatal_finding(tmp_path: Path, data: bytes, walk) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    (finding,) = walk(path).findings
    assert (finding.level, finding.code) == ("FATAL", "unreadable")


def claiming(path: Path, xmp: str) -> Path:
    """A PDF of one page with this in its metadata."""
    document = pikepdf.new()
    document.add_blank_page()
    document.Root.Metadata = document.make_stream(xmp.encode())
    document.save(path, fix_metadata_version=False)
    return path


XMP = (
    '<x xmlns:u="http://www.aiim.org/pdfua/ns/id/" xmlns:a="http://www.aiim.org/pdfa/ns/id/" '
    "{}>{}</x>"
)


@pytest.mark.parametrize(
    ("xmp", "claimed"),
    [
        (XMP.format('u:part="1" a:part="3" a:conformance="A"', ""), ("ua1", "3a")),
        (XMP.format("", "<a:part>2</a:part><a:conformance>B</a:conformance>"), ("2b",)),
        (XMP.format('a:part="4"', ""), ("4",)),
        (XMP.format('a:part="9" u:part="x"', ""), ()),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><x", ()),
    ],
)
def test_a_pdf_is_judged_by_what_it_claims(tmp_path: Path, xmp: str, claimed: tuple) -> None:
    assert claims.of_file(claiming(tmp_path / "a.pdf", xmp)) == claimed


def imposed(path: Path, xmp: str) -> Path:
    """The same, as a sheet of a booklet."""
    with pikepdf.open(claiming(path, xmp), allow_overwriting_input=True) as document:
        turned = pikepdf.Dictionary(Duplex=pikepdf.Name.DuplexFlipShortEdge)
        document.Root.ViewerPreferences = turned
        document.save(path, fix_metadata_version=False)
    return path


@pytest.mark.parametrize("kind", [Kind.BOOKLET, Kind.EITHER])
def test_a_book_must_claim_both_and_a_booklet_only_pdf_a(tmp_path: Path, kind: Kind) -> None:
    ua = XMP.format('u:part="1"', "")
    (finding,) = structure.walk(claiming(tmp_path / "a.pdf", ua)).findings[:1]
    assert finding.message == "The metadata claim no PDF/A-3a."
    (finding,) = structure.walk(imposed(tmp_path / "a.pdf", ua), kind).findings
    assert finding.message == "The metadata claim neither PDF/A-2b nor PDF/A-3b."
    b = XMP.format('a:part="3" a:conformance="B"', "")
    assert structure.walk(imposed(tmp_path / "a.pdf", b), kind).findings == ()


def test_what_is_not_of_the_kind_that_is_declared_is_judged_in_full(tmp_path: Path) -> None:
    b = XMP.format('a:part="3" a:conformance="B"', "")
    sheets, pages = imposed(tmp_path / "s.pdf", b), claiming(tmp_path / "p.pdf", b)
    in_full = {"other-kind", "not-claimed", "no-page-labels"}
    assert codes(structure.walk(sheets, Kind.PAGES)) == in_full
    assert codes(structure.walk(pages, Kind.BOOKLET)) == in_full
    assert not claims.file_is_booklet(pages, Kind.BOOKLET)
    assert not claims.file_is_booklet(sheets, Kind.PAGES)


def test_a_claim_that_is_absent_frees_no_book_from_its_judges(loom: Path, tmp_path: Path) -> None:
    bare = tmp_path / "loom.pdf"
    with pikepdf.open(loom / "dist" / "loom.pdf") as document:
        for key in ("/Metadata", "/StructTreeRoot", "/MarkInfo"):
            del document.Root[key]
        document.save(bare)
    for kind in Kind:
        found = [item.message for item in structure.walk(bare, kind).findings]
        assert {f"The metadata claim no {name}." for name in ("PDF/UA-1", "PDF/A-3a")} <= {*found}
        assert not claims.file_is_booklet(bare, kind)


@pytest.mark.parametrize(
    ("declared", "booklet", "book"),
    [
        ([{"profile": "booklet"}, {"profile": "print"}], "loom", "loom-print"),
        ([{"profile": "print"}, {"profile": "booklet", "name": "proofs"}], "loom-proofs", "loom"),
        ([{"profile": "print", "name": "proofs"}], "loom-booklet", "loom"),
        ([{"profile": "screen"}, {"profile": "print", "name": "booklet"}], "", "loom-booklet"),
    ],
)
def test_a_pdf_is_what_the_edition_declares_under_its_name(
    prepared: Prepared, tmp_path: Path, declared: list[dict], booklet: str, book: str
) -> None:
    formats = [PdfFormat(**{**EMPTY, **item}) for item in declared]

    def kind(name: str) -> Kind:
        path = tmp_path / f"{name}.pdf"
        return claims.kind_of(books.profile_of(path, prepared.edition.metadata, formats))

    assert not booklet or kind(booklet) is Kind.BOOKLET
    assert kind(book) is Kind.PAGES
    assert kind("loom-of-old") is Kind.EITHER


def test_a_booklet_that_is_the_first_or_has_a_name_is_judged_as_one(
    inside: None, tmp_path: Path, capsys
) -> None:
    declared = "pdf:\n  - profile: booklet\n  - profile: booklet\n    name: proofs\n"
    project = write_project(tmp_path / "loom", EVERY_USE + declared)
    (project / "dist").mkdir()
    for name, data in build(Project.at(project)).files.items():
        (project / "dist" / name).write_bytes(data)
    assert main.main(["verify", str(project), "-q", "--format", "json"]) == 0
    rows = [(row["judge"], row["file"]) for row in json.loads(capsys.readouterr().out)["rows"]]
    for name in ("loom.pdf", "loom-proofs.pdf"):
        judged = [judge for judge, file in rows if file == name]
        assert judged == ["veraPDF PDF/A-3b", "PDF walk", "Fonts", "No color"]


def test_fonts_are_embedded_cut_down_and_say_their_letters(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_samples.pdf(f"<p>The loom{pdf_samples.note(1, 'It weaves.')}</p>"))
    judged = pdf_fonts.walk(path)
    assert judged.findings == () and 0 < judged.counts["families"] <= judged.counts["fonts"]
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        fonts = [
            item
            for item in document.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Subtype") == "/Type0"
        ]
        del fonts[0].ToUnicode
        fonts[0].BaseFont = pikepdf.Name.Whole
        document.save(path)
    assert codes(pdf_fonts.walk(path)) == {"no-unicode", "font-not-subset"}


def test_a_font_of_the_system_and_a_drawn_one_are_told(tmp_path: Path) -> None:
    document = pikepdf.new()
    document.add_blank_page()
    plain = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    drawn = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3)
    fonts = pikepdf.Dictionary(A=plain, B=document.make_indirect(drawn))
    document.pages[0].Resources = pikepdf.Dictionary(Font=fonts)
    document.save(tmp_path / "a.pdf")
    found = codes(pdf_fonts.walk(tmp_path / "a.pdf"))
    assert found == {"font-not-embedded", "no-unicode", "type-3"}


# ── the text, and what pops up ──────────────────────────────────────────────────────────────


def test_the_text_is_held_against_the_source(loom: Path, tmp_path: Path) -> None:
    dist = loom / "dist"
    project = write_project(
        tmp_path / "p", GOOD, (loom / "source.txt").read_text().replace("cloth", "cluth")
    )
    for name in ("loom.epub", "loom.pdf"):
        assert verify_text.prove(prepare(Project.at(loom)), dist / name).findings == ()
        (finding,) = verify_text.prove(prepare(Project.at(project)), dist / name).findings
        assert finding.code == "text-differs" and "cluth" in finding.message


def test_a_text_that_cannot_be_read_is_a_finding(prepared: Prepared, tmp_path: Path) -> None:
    for name in ("a.epub", "a.pdf"):
        (tmp_path / name).write_bytes(b"nothing")
        assert codes(verify_text.prove(prepared, tmp_path / name)) == {"unreadable"}


def test_a_book_without_text_spoils_no_verdict_on_those_beside_it(
    loom: Path, tmp_path: Path
) -> None:
    """One process reads them, and the edition once."""
    broken = tmp_path / "a.pdf"
    broken.write_bytes(b"nothing")
    books = [broken, loom / "dist" / "loom.epub", loom / "dist" / "loom.pdf"]
    verdicts = worker.ask_of_text(books, loom, "")
    assert [codes(one) for one in verdicts] == [{"unreadable"}, set(), set()]
    assert {one.error for one in verdicts} == {""}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"error": "nothing came up", "shown": ""}, "nothing-came-up"),
        ({"note": "It fli."}, "note-differs"),
        ({"shown": "page"}, "no-popup"),
        ({"backlink": "#t1"}, "backlink-elsewhere"),
        ({"label": "2"}, "call-differs"),
        ({"href": "#fn9"}, "note-unknown"),
        ({"href": "#fn9"}, "note-not-called"),
        ({"id": "other"}, "call-order"),
    ],
)
def test_a_note_that_pops_up_wrongly_is_told(prepared: Prepared, change: dict, code: str) -> None:
    note, *rest = opened(prepared)
    assert popups.compare(prepared, [note, *rest]).findings == ()
    assert code in codes(popups.compare(prepared, [replace(note, **change), *rest]))


def test_a_note_with_a_list_is_known_as_the_epub_shows_it(tmp_path: Path) -> None:
    listed = "      It:\n\n      - flies\n      - returns\n"
    rest = f"footnotes:\n  - id: on-shuttle\n    quote: shuttle\n    note: |\n{listed}"
    project = Project.at(write_project(tmp_path / "p", rest))
    assert popups.note_texts(prepare(project)) == {"#fn1": "It:fliesreturns"}


def test_what_an_annotator_can_mend_is_said() -> None:
    code = "metadata-accessibilitysummary"
    row = Row("Ace", "a.epub", "failed", findings=(Finding("Ace", "moderate", code, "m", ""),))
    said = "\n".join(table.text([row]))
    assert "    Write an `accessibility-summary`" in said and "fault of the builder" not in said


def test_a_term_that_opens_another_entry_is_told(prepared: Prepared) -> None:
    note, gloss, *rest = opened(prepared)
    odd = replace(gloss, text="shuttle It flies.")
    lost = replace(gloss, href="glossary.xhtml#g-lost")
    assert codes(popups.compare(prepared, [note, odd, *rest])) == {"gloss-differs"}
    assert codes(popups.compare(prepared, [note, lost, *rest])) == {"gloss-unknown"}
    assert codes(popups.compare(prepared, [note, *rest])) == {"gloss-count"}
