"""Web pages: which numbers are calls of notes, what Project Gutenberg has set around a text, verse,
pictures, tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition.model.problems import BuildFailed
from tests.unit.authoring.intake import samples


def text(body: str, folder: Path, head: str = "") -> str:
    """The source that a page becomes."""
    return samples.source(samples.made(page(body, folder, head)))


def page(body: str, folder: Path, head: str = "") -> Path:
    path = folder / "a.html"
    path.write_text(
        f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{body}</body></html>", "utf-8"
    )
    return path


@pytest.mark.parametrize(
    "body",
    [
        # Project Gutenberg, as Guiguts writes it.
        '<p>A loom<a id="FNanchor_1_1"></a><a href="#Footnote_1_1" class="fnanchor">[1]</a>.</p>'
        '<div class="footnote"><p><a id="Footnote_1_1"></a><a href="#FNanchor_1_1"><span '
        'class="label">'
        "[1]</span></a> A frame.</p><p>Of wood.</p></div>",
        # Project Gutenberg, by hand: the anchor that the note leads back to is far from its call.
        '<p><a name="ft1"></a>A loom<a class="fn" href="#fn1">&nbsp;1&nbsp;</a>.</p>'
        '<p class="fn"><span><a class="fn" href="#ft1">&nbsp;1&nbsp;</a></span><a name="fn1"></a>'
        " A frame.<br>Of wood.</p>",
        # Pandoc.
        '<p>A loom<a href="#fn1" class="footnote-ref" id="fnref1" '
        'role="doc-noteref"><sup>1</sup></a>.</p>'
        '<section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>A frame.</p>'
        '<p>Of wood.<a href="#fnref1" class="footnote-back" '
        'role="doc-backlink">↩</a></p></li></ol></section>',
        # No word about it, but links that lead to one another.
        '<p>A loom<sup><a id="r1" href="#n1">1</a></sup>.</p><h2>Notes</h2>'
        '<p id="n1"><a href="#r1">1</a>. A frame. Of wood.</p>',
        # EPUB 3.
        '<p>A loom<a epub:type="noteref" href="#n1">1</a>.</p>'
        '<aside epub:type="footnote" id="n1"><p>A frame.</p><p>Of wood.</p></aside>',
    ],
)
def test_notes_are_known_however_they_are_written(body: str, tmp_path: Path) -> None:
    found = text(body, tmp_path)
    assert found.startswith("A loom[^1].\n\n[^1]:")
    assert found.replace("[^1]:", "").replace(".", "").split()[2:] in (
        ["A", "frame", "Of", "wood"],
        ["A", "frame\\", "Of", "wood"],
    )


def test_a_number_that_leads_to_a_chapter_is_no_call(tmp_path: Path) -> None:
    body = (
        '<p>See <a href="#c2">2</a>.</p><h2 id="c2">Two</h2>'
        '<p id="p">Words, as <a href="#p">1</a>.</p>'
    )
    assert text(body, tmp_path) == "See 2.\n\n# Two\n\nWords, as 1.\n"


def test_words_that_lead_to_a_note_are_words(tmp_path: Path) -> None:
    found = text(
        '<p>A loom<a epub:type="noteref" href="#n1" id="r1">1</a>, see '
        '<a href="#n1">note 1</a>.</p>'
        '<section epub:type="endnotes"><ol><li id="n1"><p>A frame, not <a href="#n1">this one</a>. '
        '<a href="#r1" epub:type="backlink">↩</a></p></li></ol></section>',
        tmp_path,
    )
    assert found == "A loom[^1], see note 1.\n\n[^1]: A frame, not this one.\n"


def test_a_call_without_its_note_stays_a_word(tmp_path: Path) -> None:
    body = '<p>A loom<a epub:type="noteref" href="#gone">1</a>.</p>'
    assert text(body, tmp_path) == "A loom1.\n"


def test_a_list_of_notes_of_which_some_are_called(tmp_path: Path) -> None:
    body = (
        '<p>One<a epub:type="noteref" href="#n2" id="r2">2</a>.</p><section '
        'epub:type="endnotes"><ol>'
        '<li id="n1"><p>Of nothing.</p></li><li id="n2"><p>A note. <a href="#r2" '
        'epub:type="backlink">↩</a></p></li></ol></section>'
    )
    assert text(body, tmp_path) == "One[^1].\n\nOf nothing.\n\n[^1]: A note.\n"


def test_two_ids_of_one_note_are_one_label(tmp_path: Path) -> None:
    body = (
        '<p>One<a epub:type="noteref" href="#n1">1</a> two<a epub:type="noteref" '
        'href="#n2">2</a>.</p>'
        '<aside epub:type="footnote" id="n1"><p id="n2">A note.</p></aside>'
    )
    assert text(body, tmp_path) == "One[^1] two[^1].\n\n[^1]: A note.\n"


def test_gutenbergs_frame_of_an_old_page(tmp_path: Path) -> None:
    body = (
        "<pre>Project Gutenberg's The Loom, by Jane Doe\n\nTitle: The Loom\n\nAuthor: Jane Doe\n\n"
        "Language: English\n\n*** START OF THIS PROJECT GUTENBERG EBOOK THE LOOM ***\n</pre>"
        "<h1>THE LOOM</h1><p>A weaver.</p><pre>End of Project Gutenberg's The "
        "Loom\n\nThe licence.</pre>"
    )
    made = samples.made(
        page(body, tmp_path, "<title>The Project Gutenberg eBook of The Loom, by Jane Doe.</title>")
    )
    assert samples.source(made) == "A weaver.\n"
    assert "title: The Loom\n" in samples.annotations(made)
    assert "name: Jane Doe" in samples.annotations(made)
    assert {entry.what for entry in made.ledger.left_out} == {
        "Project Gutenberg’s header and licence",
        "the title and the author",
    }


def test_verse_letters_and_breaks(tmp_path: Path) -> None:
    body = (
        '<div class="poem"><div class="stanza"><span class="i0">One,<br></span><span '
        'class="i2">two.<br></span>'
        '</div><div class="stanza"><div class="line">Three,</div><div class="line '
        'indent4">four.</div></div></div>'
        "<p>* * *</p><p class='signature'>Jane</p><hr><h2>Next</h2><p>Words.</p>"
    )
    assert text(body, tmp_path) == (
        "| One,\n|     two.\n\n| Three,\n|         four.\n\n***\n\n::: signature\n\nJane\n\n:::\n\n"
        "# Next\n\nWords.\n"
    )


def test_tables_pictures_and_lists(tmp_path: Path) -> None:
    from tests.unit.authoring.intake.test_hostile import PNG

    (tmp_path / "i").mkdir()
    (tmp_path / "i" / "mill.png").write_bytes(PNG)
    body = (
        "<table><caption>Wages</caption><tr><th>year</th><th>s.</th></tr><tr><td>1820</td><td>8</td></tr></table>"
        '<figure><img src="i/mill.png" alt="A brick mill"><figcaption>The '
        "mill.</figcaption></figure>"
        '<p><img src="i/mill.png" alt="The mill again"></p><ol '
        'start="3"><li>three<ul><li>x</li></ul></li></ol>'
        "<dl><dt>Warp</dt><dd>Threads.</dd></dl>"
    )
    made = samples.made(page(body, tmp_path))
    assert samples.source(made) == (
        "Wages\n\n| year | s. |\n|---|---|\n| 1820 | 8 |\n\n![The mill.](<media/mill.png>)\n\n"
        "![The mill again](<media/mill.png>)\n\n3. three\n\n   - x\n\nWarp\n\n:   Threads.\n"
    )
    yaml = samples.annotations(made)
    assert "caption: 7\n    file: media/mill.png\n    alt: A brick mill\n" in yaml
    assert made.files["media/mill.png"] == PNG


def test_a_picture_that_nothing_is_said_of_is_told(tmp_path: Path) -> None:
    from tests.unit.authoring.intake.test_hostile import PNG

    (tmp_path / "mill.png").write_bytes(PNG)
    body = '<p>Words.</p><p><img src="mill.png"></p><p><img src="mill.png" alt="A mill"></p>'
    made = samples.made(page(body, tmp_path))
    (warning,) = made.warnings
    assert warning.code == "picture-without-alt" and "a.html:1" in warning.message
    assert "picture-1" in warning.hint
    assert "![Illustration](<media/mill.png>)" in samples.source(made)


def test_words_in_another_language_and_titles(tmp_path: Path) -> None:
    body = (
        '<p>She read <cite>Emma</cite> and said <span lang="fr">bonsoir</span>.</p>'
        '<p lang="fr">Oui.</p>'
    )
    made = samples.made(page(body, tmp_path))
    assert samples.source(made) == "She read [Emma]{.title} and said [bonsoir]{lang=fr}.\n\nOui.\n"
    assert "languages:\n    fr: [3]\n" in samples.annotations(made)


@pytest.mark.parametrize(
    "body",
    [
        "Words <b>and <i>more</b> of</i> them<p>that<p>are not closed "
        "<table><tr><td>a<td>b</table>",
        "<p>a&nbsp;b &mdash; c&hellip; &#8220;d&#8221; &unknown; &lt;e&gt;</p>",
        "<p>soft&shy;hyphen wo<wbr>rd <span>in</span><span>side</span> <q>said</q> "
        "1<sup>st</sup></p>",
        "<ul><li><p>one</p><p>two</p></li></ul><p>a<br>b</p><pre>x\n  y\n\nz</pre>",
        "<div>bare <p>inner</p> words</div><details><summary>s</summary>d</details>",
        "<script>no()</script><style>p {}</style><noscript>none</noscript><p>yes</p><!-- no -->",
    ],
)
def test_no_word_of_a_page_that_is_not_well_formed_is_lost(body: str, tmp_path: Path) -> None:
    try:
        samples.made(page(body, tmp_path))
    except BuildFailed as failed:
        pytest.fail(str(failed.problems[0]))
