"""A line does not end within what belongs together, and no hyphen is put into an address."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from inspect import unwrap

import pytest
from weasyprint.layout import inline

from edition.pdf.weasyprint70 import install
from edition.pdf.weasyprint70.lines import together
from edition.text.unbroken import around
from tests.unit.pdf.weasyprint70.lines.test_breaks import line_boxes, words

TEXTS = (
    "She went down—slowly, for the stairs were dark—to the yard—where the bales lay—twice. " * 2,
    "5–10 men, pp. 12–15, and the years 1914–1918, Leeds–York, on 4 May 1916, with 100 km. " * 2,
    "Elle dit : « Voici le métier » ; puis : « Voici la navette » ! Et lui : « Où donc ? » " * 2,
    "He said . . . nothing . . . of the fire . . . or Mr. Smith of No. 5 – as they – said. " * 2,
)
ADDRESS = (
    "She wrote the address https://archive.example.org/collections/mill-records/documentation/"
    "unquestionably/page_0012-of-0340.html?view=full&highlight=loom%20shed on the wall."
)
WIDTHS = range(140, 420, 20)


def set_lines(text: str) -> Iterator[list[str]]:
    """The lines of `text` at several widths."""
    install.install()
    for width in WIDTHS:
        yield [words(line) for line in line_boxes(width, text)]


def within(text: str, lines: list[str]) -> list[str]:
    """The ends of lines that are within what belongs together."""
    found, at = [], 0
    for line in lines[:-1]:
        at = text.index(line.rstrip("\u2010-"), at) + len(line)
        while text[at : at + 1] == " ":
            at += 1
        if around(text, at) is not None:
            found.append(line)
    return found


@pytest.mark.parametrize("text", TEXTS)
def test_no_line_ends_within_what_belongs_together(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = f"<p style='hyphens: manual'>{text}"
    ends = partial(within, text)
    assert [ends(lines) for lines in set_lines(plain)] == [[]] * len(WIDTHS)
    monkeypatch.setattr(inline, "split_first_line", unwrap(inline.split_first_line))
    assert any(ends(lines) for lines in set_lines(plain))


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_is_added_nor_lost(text: str) -> None:
    for lines in set_lines(text):
        joined = "".join(lines).replace("\u2010", "").replace(" ", "")
        assert joined.replace("-", "") == text.replace(" ", "").replace("-", "")


def test_what_fits_on_no_line_is_broken_all_the_same() -> None:
    install.install()
    lines = [words(line) for line in line_boxes(40, "1914–1915–1916–1917–1918–1919")]
    assert len(lines) > 1 and "".join(lines) == "1914–1915–1916–1917–1918–1919"


def test_a_dash_stays_with_a_word_in_italics(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "<i>one</i>—two <i>three</i>—four " * 6

    def begin_with_a_dash() -> int:
        found = [line for lines in set_lines(text) for line in lines]
        return sum(line.startswith("—") for line in found)

    assert begin_with_a_dash() == 0
    monkeypatch.setattr(inline, "can_break_text", unwrap(inline.can_break_text))
    assert begin_with_a_dash() > 0


def test_an_address_has_no_hyphens_but_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def added() -> list[str]:
        found = [line for lines in set_lines(f"<p lang=en>{ADDRESS}") for line in lines[:-1]]
        return [line for line in found if line.endswith(("-", "\u2010"))]

    assert added() == []
    monkeypatch.setattr(together.unbroken, "in_address", lambda text, at: False)
    assert added()


HAN = (
    "「今日は三尺織った。明日もまた三尺織れば、（明後日には）市場へ持っていけるだろう」と言った。母は、"
    "『本当に行くのかい？』とたずねた。コンピューター・ミュージックのような音がして、ちょっと……。1916年7月"
)


def test_no_line_begins_or_ends_with_the_wrong_mark_of_japanese() -> None:
    """Kinsoku (JIS X 4051), also where a call stands between: a figure stays with its year."""
    called = HAN.replace("織った。", "織った<sup>1</sup>。").replace("言った。", "<b>言った</b>。")
    for lines in set_lines(f"<p lang=ja style='text-align: left'>{called}"):
        assert len(lines) > 1
        starts, ends = {line[0] for line in lines}, {line[-1] for line in lines[:-1]}
        assert not starts & set("、。」』）？・ーゃゅょっャュョッ…年月") and not ends & set(
            "「『（"
        )
