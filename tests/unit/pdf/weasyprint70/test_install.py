"""No note is lost, calls and markers are links, and the same input gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import random
import re
import subprocess
import sys
from io import BytesIO

import pikepdf
import pytest

from edition.pdf.weasyprint70 import install
from tests.paths import IMPORTABLE, ROOT
from tests.pdf_samples import WORDS, crowded_book, document, missing_notes, note, pdf

#: A seed, a height of the pages and a number of blocks: as few as lose a note where a page that is
#: made anew remembers none.
ANEW = [(4036, 61, 8), (75, 118, 10)]
#: How many notes books lose without any patch, with all that keep notes but one, and with that one,
#: too.
_COUNT_LOST = f"""
from importlib.resources import files
from edition.pdf.weasyprint70.footnotes import kept
from edition.pdf.weasyprint70.install import switched_off
from edition.pdf.weasyprint70.patches import PATCHES
from tests.pdf_samples import crowded_book, missing_notes
from weasyprint import HTML

def crowded():
    for policy, seed, height in (("auto", 4, 95), ("auto", 13, 130), ("line", 4, 95)):
        html, ids = crowded_book(seed, policy, height, 10)
        if lost := missing_notes(HTML(string=html).render(), ids):
            return len(lost)
    return 0

def anew(seed, height, blocks):
    font = (files("fontpkg_eb_garamond") / "files" / "EBGaramond[wght].ttf").as_uri()
    css = '@font-face {{ font-family: EB; src: url("' + font + '") }} body {{ font-family: EB }}'
    css += "p::after {{ content: counter(pages) }} "
    css += "h2::after {{ content: target-counter(attr(id), page) }}"
    html, ids = crowded_book(seed, "auto", height, blocks)
    return len(missing_notes(HTML(string=html.replace("</style>", css + "</style>")).render(), ids))

def keep(remembered):
    for patch in PATCHES:
        is_one = patch.wrapper.__module__ == kept.__name__
        is_remembered = patch.name == "remember_carried_notes"
        if is_one and is_remembered == remembered and patch.name != switched_off():
            patch.apply()

print(crowded())
keep(False)
print(*(anew(*case) for case in {ANEW}))
keep(True)
print(*(anew(*case) for case in {ANEW}), crowded())
"""


def run(code: str, *arguments: str, **environment: str) -> str:
    """Run Python code in a process of its own, since the patches stay in a process."""
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        check=True,
        text=True,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(IMPORTABLE), **environment},
    )
    return done.stdout.strip()


@pytest.fixture(scope="module")
def lost() -> list[int]:
    """What `_COUNT_LOST` prints."""
    return list(map(int, run(_COUNT_LOST).split()))


def test_notes_are_lost_without_the_fix_and_none_with_it(lost: list[int]) -> None:
    assert lost[0] > 0 == lost[-1]


@pytest.mark.parametrize("case", range(len(ANEW)))
def test_a_page_made_anew_remembers_the_notes_carried_to_it(case: int, lost: list[int]) -> None:
    assert lost[1 + case] > 0 == lost[1 + len(ANEW) + case]


@pytest.mark.parametrize("seed", [7, 8, 11])
def test_no_note_of_a_column_is_lost(seed: int) -> None:
    """Columns are laid out anew for each height that they are tried with, and their notes too."""
    rng, ids = random.Random(seed), []

    def text(count: int) -> str:
        words = []
        for _ in range(count):
            words.append(rng.choice(WORDS))
            if rng.random() < 0.08:
                ids.append(f"fn{len(ids) + 1}")
                words[-1] += note(len(ids), " ".join(rng.choices(WORDS, k=rng.randint(3, 60))))
        return " ".join(words)

    body = f"<div class=cols><p>{text(90)}</p><p>{text(90)}</p></div><p>{text(50)}"
    css = ".cols { columns: 2 } .fn { footnote-policy: auto } body { orphans: 2; widows: 2 }"
    assert missing_notes(document(body, css), ids) == []


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
    assert missing_notes(rendered, [f"fn{n}" for n in range(1, 25)]) == []


def test_missing_notes_keeps_the_order_asked_for() -> None:
    rendered = document(f"<p>Text{note(1, 'A note.')}</p>")
    assert missing_notes(rendered, ["z", "fn1", "a", "fnref1"]) == ["z", "a"]


@pytest.mark.parametrize(("name", "other"), [("weasyprint", "70.1"), ("pydyf", "0.14.0")])
def test_another_version_is_refused(name: str, other: str, monkeypatch: pytest.MonkeyPatch) -> None:
    versions = {**install.PROVED, name: other}
    monkeypatch.setattr(install, "_installed", False)
    monkeypatch.setattr(install, "version", versions.__getitem__)
    wanted = re.escape(f"install {name}=={install.PROVED[name]}")
    with pytest.raises(install.UnsupportedWeasyPrint, match=f"{name} {other} is .*{wanted}$"):
        install.install()


def test_an_unknown_patch_cannot_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(install, "_installed", False)
    monkeypatch.setenv(install.SWITCH, "no_such_patch")
    with pytest.raises(ValueError, match="no_such_patch"):
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
