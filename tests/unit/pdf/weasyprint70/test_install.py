"""No note is lost, calls and markers are links, and the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest

from edition.pdf.weasyprint70 import install
from edition.pdf.weasyprint70.footnotes import kept
from tests.paths import ROOT
from tests.pdf_samples import crowded_book, document, note, pdf

_COUNT_LOST = """
import sys
from edition import weasy
from tests.pdf_samples import crowded_book
if sys.argv[1] == "with": weasy.keep_notes()
from weasyprint import HTML
lost = 0
for policy, seed, height in (("auto", 0, 130), ("auto", 7, 150), ("line", 3, 95)):
    html, ids = crowded_book(seed, policy, height, 40)
    lost += len(weasy.missing_notes(HTML(string=html).render(), ids))
print(lost)
"""


def run(code: str, *arguments: str, **environment: str) -> str:
    """Run Python code in a process of its own, since the patches stay in a process."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )
    return done.stdout.strip()


def test_notes_are_lost_without_the_fix_and_none_with_it() -> None:
    assert int(run(_COUNT_LOST, "without")) > 0
    assert int(run(_COUNT_LOST, "with")) == 0


_COUNT_LOST_WITHOUT_ONE = """
import sys
from importlib.resources import files
from edition import weasy
from tests.pdf_samples import crowded_book
_, without, seed, height, blocks = sys.argv
if without: setattr(weasy, without, lambda original: original)
weasy.keep_notes()
from weasyprint import HTML
font = (files("fontpkg_eb_garamond") / "files" / "EBGaramond[wght].ttf").as_uri()
css = f'@font-face {{ font-family: EB; src: url("{font}") }} body {{ font-family: EB }}'
css += "p::after { content: counter(pages) } "
css += "h2::after { content: target-counter(attr(id), page) }"
html, ids = crowded_book(int(seed), "auto", int(height), int(blocks))
document = HTML(string=html.replace("</style>", css + "</style>")).render()
print(len(weasy.missing_notes(document, ids)))
"""


@pytest.mark.parametrize("case", [("4036", "61", "8"), ("75", "118", "25")])
def test_a_page_made_anew_remembers_the_notes_carried_to_it(case: tuple[str, str, str]) -> None:
    assert int(run(_COUNT_LOST_WITHOUT_ONE, "_remember_carried_notes", *case)) > 0
    assert int(run(_COUNT_LOST_WITHOUT_ONE, "", *case)) == 0


def test_each_note_is_printed_once_and_in_order() -> None:
    from weasyprint import HTML

    install.install()
    html, ids = crowded_book(5, "auto", 110, 25)
    printed = []
    for page in HTML(string=html).render().pages:
        printed += [
            box.style["anchor"]
            for box in page._page_box.descendants()
            if box.element_tag == "span" and box.style["anchor"]
        ]
    assert printed == ids


def test_notes_survive_a_repagination() -> None:
    # counter(pages) in the text makes WeasyPrint lay pages out again.
    html = "".join(
        f"<p>{'word ' * 60}{note(n, 'short note')} {'more ' * 20}</p>" for n in range(1, 25)
    )
    css = ".t::after { content: counter(pages) } .fn { footnote-policy: auto }"
    rendered = document('<p class="t">Pages: </p>' + html, css)
    assert kept.missing_notes(rendered, [f"fn{n}" for n in range(1, 25)]) == []


def test_missing_notes_keeps_the_order_asked_for() -> None:
    rendered = document(f"<p>Text{note(1, 'A note.')}</p>")
    assert kept.missing_notes(rendered, ["z", "fn1", "a", "fnref1"]) == ["z", "a"]


def test_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint

    monkeypatch.setattr(install, "_installed", False)
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(install.UnsupportedWeasyPrint, match=r"71\.0.*70\.0"):
        install.install()


def test_install_twice_patches_once() -> None:
    from weasyprint.layout import block

    install.install()
    first = block._linebox_layout
    install.install()
    assert block._linebox_layout is first


def links(data: bytes) -> list[tuple[int, str, str, int]]:
    """Return (page, destination, /Contents, /F) of each internal link."""
    with pikepdf.open(BytesIO(data)) as file:
        return [
            (number, str(link.Dest), str(link.Contents), int(link.F))
            for number, page in enumerate(file.pages)
            for link in page.get("/Annots", [])
        ]


def test_calls_and_markers_are_links_also_on_a_later_page() -> None:
    body = "".join(
        f"<p>{'word ' * 40}{note(n, 'long note text ' * 12)} end.</p>" for n in range(1, 9)
    )
    found = links(pdf(body, ".fn { footnote-policy: auto }"))
    pages = {target: page for page, target, _, _ in found}
    for n in range(1, 9):
        assert {f"fn{n}", f"fnref{n}"} <= pages.keys()
    assert any(pages[f"fn{n}"] < pages[f"fnref{n}"] for n in range(1, 9)), "no note was carried"
    assert all(flags == 4 for *_, flags in found)
    assert {words for _, target, words, _ in found if target == "fn3"} == {"Note 3"}


def test_two_processes_write_the_same_bytes() -> None:
    code = (
        "import sys; from tests.pdf_samples import note, pdf;"
        "sys.stdout.write(__import__('hashlib').sha256(pdf("
        "'<p data-unit=\"a\">Text' + note(1, 'A <em>note</em>.') + '</p>')).hexdigest())"
    )
    digests = {
        run(code, SOURCE_DATE_EPOCH="1700000000", PYTHONHASHSEED=seed, TZ=zone)
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/New_York"))
    }
    assert len(digests) == 1
    assert len(digests.pop()) == hashlib.sha256().digest_size * 2
