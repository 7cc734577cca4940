"""Notes run over pages: each is printed once, whole and in order, and clear of the text."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from edition.pdf.weasyprint70 import install
from edition.proof import pdftext
from tests.pdf_samples import WORDS, document, note, pdf


@dataclass
class Fragments:
    """What stands at the feet of the pages of a document."""

    order: list[str] = field(default_factory=list)
    """The notes as they come, each fragment named once for each page."""
    texts: dict[str, str] = field(default_factory=dict)
    """Their texts without white space and hyphens, the fragments joined."""
    lines: dict[str, list[int]] = field(default_factory=dict)
    """How many lines each fragment has."""
    overlaps: int = 0
    """Pages on which text and notes overlap."""
    late: int = 0
    """Notes that begin on a later page than their call."""
    blank: list[float] = field(default_factory=list)
    """The share of each page's height between its text and its notes."""


def lines(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure.boxes import Box, LineBox

    for child in box.children:
        if isinstance(child, LineBox):
            yield child
        elif isinstance(child, Box):
            yield from lines(child)


def words(line: Any) -> str:
    """The text of a line without markers, white space and hyphens."""
    texts = (
        box.text
        for box in line.descendants()
        if hasattr(box, "text") and not str(box.element_tag).endswith("::footnote-marker")
    )
    return re.sub(r"[\s\u00ad\u2010-]", "", "".join(texts))


def fragments(rendered: Any) -> Fragments:
    found = Fragments()
    for page in rendered.pages:
        box = page._page_box
        text, bottom = box.children[0], box.content_box_y() + box.height
        area = next((c for c in box.children if type(c).__name__ == "FootnoteAreaBox"), None)
        calls = {
            child.element.get("id")
            for child in text.descendants()
            if str(child.element_tag).endswith("::footnote-call")
        }
        for fragment in area.children if area else ():
            name, own = fragment.element.get("id"), list(lines(fragment))
            found.late += name not in found.texts and name not in calls
            found.order.append(name)
            found.texts[name] = found.texts.get(name, "") + "".join(map(words, own))
            found.lines.setdefault(name, []).append(len(own))
        top = area.position_y if area else bottom
        last = max((line.position_y + line.height for line in lines(text)), default=0)
        found.overlaps += last > top + 0.5
        found.overlaps += area is not None and abs(top + area.margin_height() - bottom) > 0.1
        found.blank.append((top - last) / box.height)
    return found


def book(seed: int, policy: str) -> tuple[str, dict[str, str], str]:
    """Return a body with notes of very different lengths, their texts by id, and a sheet."""
    rng, said = random.Random(seed), {}
    longest, share = rng.choice([12, 80, 300]), rng.choice([0.02, 0.04, 0.06])
    width, height = rng.choice([(80, 100), (110, 95), (120, 120), (100, 140)])

    def text(least: int, most: int) -> str:
        parts = []
        for _ in range(rng.randint(least, most)):
            word = rng.choice(WORDS)
            if rng.random() < share:
                name = f"fn{len(said) + 1}"
                said[name] = " ".join(rng.choices(WORDS, k=rng.randint(2, longest)))
                word += note(len(said), said[name])
            parts.append(word)
        return " ".join(parts)

    body = ""
    for _ in range(8):
        kind = rng.random()
        if kind < 0.1:
            body += f"<h2>{' '.join(rng.choices(WORDS, k=4))}</h2>"
        elif kind < 0.15:
            body += f"<h1>{' '.join(rng.choices(WORDS, k=3))}</h1>"
        elif kind < 0.25:
            body += f'<p class="q">{text(5, 40)}</p>'
        else:
            body += f"<p>{text(10, 150)}</p>"
    css = f"""
    @page {{ size: {width}mm {height}mm; @footnote {{ margin-top: 3mm; border-top: 1px solid }} }}
    body {{ orphans: 2; widows: 2 }}
    h2, .q {{ break-after: avoid }} h1 {{ break-before: page; font-size: 15pt; margin: 5mm 0 }}
    .fn {{ footnote-policy: {policy}; line-height: 10pt; padding-left: 5mm; margin: 0 0 1pt }}
    """
    return body, said, css


@pytest.mark.parametrize("policy", ["line", "auto"])
@pytest.mark.parametrize("seed", range(20))
def test_each_note_is_printed_once_and_whole_in_order(seed: int, policy: str) -> None:
    body, said, css = book(seed, policy)
    found = fragments(document(body, css))
    begun = [name for k, name in enumerate(found.order) if k == 0 or found.order[k - 1] != name]
    assert begun == list(said)
    assert found.texts == {name: text.replace(" ", "") for name, text in said.items()}
    assert found.overlaps == 0
    divided = [counts for counts in found.lines.values() if len(counts) > 1]
    assert all(min(counts) >= 2 for counts in divided), divided


def test_notes_are_divided_at_all_and_pages_are_full() -> None:
    divided, blank = 0, []
    for seed in range(10):
        body, _, css = book(seed, "line")
        found = fragments(document(body.replace("<h1>", "<h2>").replace("</h1>", "</h2>"), css))
        divided += sum(len(counts) > 1 for counts in found.lines.values())
        blank += found.blank[:-1]
    assert divided >= 10
    assert sum(blank) / len(blank) < 0.075  # 0.104 when notes are not divided


def test_a_note_of_two_hundred_lines_goes_on_for_pages() -> None:
    said = " ".join(f"word{n}" for n in range(1400))
    body = f"<p>{'text ' * 30}{note(1, said)} {'more ' * 900}{note(2, 'short')}</p>"
    found = fragments(document(body))
    assert found.texts["fn1"] == said.replace(" ", "")
    assert sum(found.lines["fn1"]) > 200 and len(found.lines["fn1"]) > 4
    assert found.order[-1] == "fn2" and found.overlaps == 0 and found.late == 0


def test_a_repagination_divides_the_notes_anew() -> None:
    body, said, css = book(3, "line")
    css += ".pages::after { content: counter(pages) } "
    rendered = document('<p class="pages">Pages: </p>' + body, css)
    found = fragments(rendered)
    assert found.texts == {name: text.replace(" ", "") for name, text in said.items()}


def test_the_rest_of_a_note_stands_before_the_next_chapter() -> None:
    said = "note " * 700
    body = f"<p>{'text ' * 40}{note(1, said)}</p><h1>Next</h1><p>{'more ' * 300}</p>"
    rendered = document(body, "h1 { break-before: page }")
    found = fragments(rendered)
    next_chapter = next(
        number
        for number, page in enumerate(rendered.pages)
        if any(box.element_tag == "h1" for box in page._page_box.descendants())
    )
    pages = len(found.lines["fn1"])
    assert pages > 1 and next_chapter == pages
    assert found.texts["fn1"] == said.replace(" ", "")


def test_only_the_first_fragment_has_the_marker_and_is_the_target() -> None:
    said = " ".join(f"word{n}" for n in range(700))
    data = pdf(f"<p>{'text ' * 90}{note(1, said)} {'more ' * 400}</p>")
    with pikepdf.open(BytesIO(data)) as file:
        names = list(file.Root.Names.Dests.Names)
        ids = list(file.Root.StructTreeRoot.IDTree.Names)[::2]
        target = dict(zip(map(str, names[::2]), names[1::2], strict=True))["fn1"]
        first = target[0]
        assert [page.objgen for page in file.pages].index(first.objgen) == 0
    # One element of the tags holds what stands on several pages.
    assert [str(name) for name in ids] == ["fn1"]
    assert pdftext.extract(data).notes["fn1"].split() == said.split()


def test_a_note_of_three_lines_is_not_divided() -> None:
    install.install()
    for count in range(60, 140, 4):
        body = f"<p>{'text ' * count}{note(1, 'some words ' * 8)} {'more ' * 90}</p>"
        found = fragments(document(body))
        assert found.lines["fn1"] == [3]
