"""Pages of the original become marks of the source, in their places."""

from __future__ import annotations

from pathlib import Path

from edition.authoring.intake import run
from tests.unit.authoring.intake import samples

TEI = """\
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>A Walk</title>
</titleStmt></fileDesc></teiHeader><text xml:lang="en"><body><pb n="1"/><div><head>The road</head>
<p>We went <pb n="2"/>down, and the morn<pb n="3" break="no"/>ing was fair.</p><pb n="4"/><p>On.</p>
<lg><l>The shuttle flies</l><pb n="v"/><l>from hand to hand.</l></lg>
<table><row><cell>a</cell></row><pb n="6"/><row><cell>b</cell></row></table>
<list><item>one</item><pb n="7"/><item>two</item></list>
<p>End.<pb n="a page"/></p></div></body></text>
</TEI>
"""
PAGE = """\
<html xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Hm</title></head><body><h1>One</h1>
<p><span class="pagenum">[Pg 12]</span>First words
<span epub:type="pagebreak" title="13"/>of it.</p>
<p>Then <span role="doc-pagebreak" epub:type="pagebreak" aria-label=" Page xiv. "></span>more.</p>
</body></html>
"""


def _mark(name: str) -> str:
    return f'[]{{.pagebreak title="{name}"}}'


def test_those_of_tei(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(TEI)
    made = samples.made(file)
    text = samples.source(made)
    for words in (
        f"{_mark('1')}\n\n# The road", f"went {_mark('2')}down, and the morn{_mark('3')}ing",
        f"{_mark('4')}\n\nOn.", f"| The shuttle flies\n| {_mark('v')}from hand",
        f"| {_mark('6')}b |", f"- one\n\n- {_mark('7')}two",
    ):  # fmt: skip
        assert words in text
    assert made.ledger.kept["pages"] == 7
    assert list(made.ledger.milestones) == ["page"]  # the one with a name that no page has
    assert made.ledger.milestones["page"][0][0] == "a page"


def test_those_of_a_web_page(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(PAGE)
    made: run.Made = samples.made(file)
    text = samples.source(made)
    assert f"{_mark('12')}First words {_mark('13')}of it." in text
    assert f"Then {_mark('xiv')}more." in text
    assert [entry.words for entry in made.ledger.left_out] == ["[Pg 12]"]
