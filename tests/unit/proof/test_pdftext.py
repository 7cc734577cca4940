"""What is read back from the finished PDF is the source, but for white space."""

from __future__ import annotations

import re
import time
import unicodedata
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.proof.pdftext import UntaggedPdf, extract
from edition.proof.reorder import logical
from tests.pdf_samples import note, pdf


def folded(text: str) -> str:
    """Fold what a PDF cannot tell: white space, unpainted characters, normal forms."""
    return unicodedata.normalize("NFC", " ".join(text.replace("\u00ad", "").split()))


WORDS = [
    "extraordinary", "circumstances", "interview—conducted", "offices", "affinity", "fjord", "a",
    "well-known", "true‐hyphen", "Institute’s", "in\u00adcom\u00adpre\u00adhen\u00adsible",
    "either/or", "“quoted”", "no\u00a0break", "1984–1986", "naïve", "(bracketed)", "question?",
    "responsibility",
]  # fmt: skip
INLINE = ["{}", "{}", "{}", "<em>{}</em>", '<span class="sc">{}</span>', "<b>{}</b>"]
MARKED = "The notes of unit {}: <i>fine</i> words, extraordinarily hyphenated responsibilities."

word = st.tuples(st.sampled_from(WORDS), st.sampled_from(INLINE), st.integers(0, 9))
paragraphs = st.lists(st.lists(word, min_size=1, max_size=60), min_size=1, max_size=6)


@settings(max_examples=8, derandomize=True)
@given(paragraphs)
def test_what_is_read_is_the_source(drawn: list[list[tuple[str, str, int]]]) -> None:
    units, notes, body = {}, {}, []
    for n, words in enumerate(drawn):
        html = []
        for text, inline, chance in words:
            call = ""
            if chance == 0:
                key = len(notes) + 1
                notes[f"fn{key}"] = re.sub("<.*?>", "", MARKED.format(key))
                call = note(key, MARKED.format(key))
            html.append(inline.format(escape(text)) + call)
        units[f"u{n}"] = " ".join(text for text, _, _ in words)
        number = f'<span class="n" data-artifact>{n}</span>'
        body.append(f'<p data-unit="u{n}">{number}{" ".join(html)}</p>')
    read = extract(pdf("".join(body)))
    assert {key: folded(text) for key, text in read.units.items()} == {
        key: folded(text) for key, text in units.items()
    }
    assert {key: folded(text) for key, text in read.notes.items()} == notes


@pytest.mark.parametrize(
    "text",
    [
        "extraordinarily responsible institutionalisation of incomprehensibility " * 4,
        "well-known self-evident mother-in-law never-ending " * 8,
        "one‐two three‐four five‐six seven‐eight " * 8,
        "word—word—another—and—another—one—more—still " * 6,
        "either/or/neither/nor/whether/both/all/none " * 6,
        "office affluent fjord efficient baffled waffle " * 8,
        "in\u00adcom\u00adpre\u00adhen\u00adsible re\u00adspon\u00adsi\u00adbil\u00adi\u00adty "
        * 8,
        "e\u0301te\u0301 q\u0303uem m\u0304x\u0304 nai\u0308ve " * 8,
        "Слово и дело, чрезвычайно государственное обстоятельство " * 6,
    ],
)
@pytest.mark.parametrize("width", [45, 80])
def test_hard_words_on_narrow_pages(text: str, width: int) -> None:
    css = f"@page {{ size: {width}mm 90mm; margin: 8mm }}"
    read = extract(pdf(f'<p data-unit="a">{text}</p>', css))
    assert folded(read.units["a"]) == folded(text)


@pytest.mark.parametrize(
    "text",
    [
        "He said السلام عليكم to us.",
        "قرآن",
        "In ١٩٨٤ the كتاب (الأول) عربي came",
        "بِسْمِ اللَّهِ الرَّحْمَٰنِ",
    ],
)
def test_arabic_is_read_in_its_logical_order(text: str) -> None:
    for html in (
        text,
        re.sub(
            "([\u0600-\u06ff][\u0600-\u06ff ()]*[\u0600-\u06ff])",
            r'<span lang="ar" dir="rtl">\1</span>',
            text,
        ),
    ):
        assert folded(extract(pdf(f'<p data-unit="a">{html}</p>')).units["a"]) == folded(text)


def test_a_break_next_to_markup_keeps_its_space() -> None:
    for html in ("<em>word</em> ", "<em>word </em>", "word<em> other</em> "):
        body = f'<p data-unit="a">{html * 60}</p>'
        text = re.sub("<.*?>", "", html * 60)
        assert folded(extract(pdf(body)).units["a"]) == folded(text)


def test_calls_at_every_place_of_a_line() -> None:
    body, text = "", ""
    for n in range(1, 40):
        body += "ab " * (n % 7) + f"word{note(n, 'Said.')}, "
        text += "ab " * (n % 7) + "word, "
    read = extract(pdf(f'<p data-unit="a">{body}</p>'))
    assert folded(read.units["a"]) == folded(text)
    assert set(read.notes.values()) == {"Said."}
    assert len(read.notes) == 39


def test_what_is_not_of_the_unit_is_left_out() -> None:
    body = (
        '<blockquote data-unit="outer"><p>Before.</p><p data-unit="inner">Within.</p>'
        '<p>After.</p><p data-role="apparatus">Added.</p></blockquote>'
        '<figure data-unit="f"><div role="img" aria-label="x">Frame</div></figure>'
    )
    read = extract(pdf(body))
    assert {k: folded(v) for k, v in read.units.items()} == {
        "outer": "Before. After.",
        "inner": "Within.",
        "f": "Frame",
    }


def test_a_real_hyphen_marked_as_soft_is_the_only_thing_that_goes() -> None:
    # /ActualText must not be able to hide or change words.
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(pdf('<p data-unit="a">Words that stay.</p>'))) as file:
        page = file.pages[0]
        content = page.Contents.read_bytes()
        changed = content.replace(b"/MCID 0", b"/ActualText <FEFF00AD> /MCID 0")
        assert changed != content
        page.Contents = file.make_stream(changed)
        output = io.BytesIO()
        file.save(output)
    assert extract(output.getvalue()).units == {"a": "Words that stay."}


def test_logical_order() -> None:
    assert logical(list("abc")) == "abc"
    assert logical(["a ", *"גבא", " b"]) == "a אבג b"
    assert logical([*"12", " ", *"בא"]) == "12 אב"
    assert logical([*"ב", " ", "1", "2", " ", *"א"]) == "א 12 ב"


def test_an_untagged_pdf_is_refused() -> None:
    from weasyprint import HTML

    with pytest.raises(UntaggedPdf):
        extract(HTML(string="<p>x").write_pdf())


def test_thirty_pages_in_good_time() -> None:
    data = pdf(
        "".join(
            f'<p data-unit="u{n}">{"several ordinary words of text " * 60}</p>' for n in range(35)
        ),
        "p { text-align: left; hyphens: none }",  # which is set faster
    )
    start = time.process_time()
    read = extract(data)
    assert time.process_time() - start < 1.0
    assert len(read.units) == 35
