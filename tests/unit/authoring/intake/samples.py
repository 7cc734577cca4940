"""A short text in each format that `import` reads, and what of it must be in the edition."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

from edition.authoring.intake import pandoc, run
from edition.authoring.intake.draft import Options
from edition.authoring.intake.run import Made

#: The text, as pandoc's Markdown: it writes the other formats of it.
MARKDOWN = """\
---
title: The Loom
author: [Jane Doe]
lang: en
---

# Part One

## Chapter I

A *weaver* sat at the **loom**[^1], in [Leeds]{.smallcaps}, with H~2~O.

> She threw the shuttle\\
> from hand to hand.

- one
- two

***

| year | yards |
|------|------:|
| 1820 | 8[^2] |

## Chapter II

The second day was like the first.

[^1]: A hand *loom*.

    It stood in the kitchen.

[^2]: Of cloth.
"""
NOTES = ["A hand loom. It stood in the kitchen.", "Of cloth."]
SE_CHAPTER = """\
<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
xml:lang="en-GB">
<head><title>I</title></head>
<body epub:type="bodymatter z3998:fiction"><section id="chapter-1" epub:type="chapter">
<hgroup><h2 epub:type="ordinal z3998:roman">I</h2><p epub:type="title">The Window</p></hgroup>
<p>A <em>weaver</em> sat at the loom,<a href="endnotes.xhtml#note-1" id="noteref-1"
 epub:type="noteref">1</a> and read <i epub:type="se:name.publication.newspaper">The Times</i>.</p>
<blockquote epub:type="z3998:verse"><p><span>The shuttle flies</span><br/>
<span class="i1">from hand to hand.</span></p></blockquote>
<p>“<i xml:lang="fr">Bonsoir</i>,” she&nbsp;said.</p>
</section></body></html>
"""
SE_NOTES = """\
<?xml version="1.0" encoding="utf-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
xml:lang="en-GB">
<head><title>Endnotes</title></head><body epub:type="backmatter">
<section id="endnotes" epub:type="endnotes"><h2 epub:type="title">Endnotes</h2><ol>
<li id="note-1" epub:type="endnote"><p>A hand loom. <a href="chapter-1.xhtml#noteref-1"
 epub:type="backlink">↩</a></p></li></ol></section></body></html>
"""
SE_OPF = """\
<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title id="title">The Loom</dc:title><dc:language>en-GB</dc:language>
<dc:creator id="author">Jane Doe</dc:creator>
<meta property="file-as" refines="#author">Doe, Jane</meta>
<meta property="role" refines="#author" scheme="marc:relators">aut</meta>
</metadata>
<manifest><item href="text/chapter-1.xhtml" id="c1" media-type="application/xhtml+xml"/>
<item href="text/endnotes.xhtml" id="e" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="c1"/><itemref idref="e"/></spine></package>
"""
TEI = """\
<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>
<title>The Loom</title><author>Jane Doe</author></titleStmt></fileDesc>
<profileDesc><particDesc><listPerson><person xml:id="mary"><persName><forename>Mary</forename>
<surname>Lee</surname></persName><note>A
weaver.</note></person></listPerson></particDesc></profileDesc>
</teiHeader><text><body><div><head>First letter</head>
<opener><dateline>Leeds, 3 May</dateline></opener>
<p>I sat at the <choice><sic>lom</sic><corr>loom</corr></choice> with <persName ref="#mary">Mary
Lee</persName>,<note>Her <hi rend="italic">friend</hi>.</note> and the <term
xml:id="s">shed</term> was
<pb n="2"/>wide. <gloss target="#s">the opening of the warp</gloss></p>
<lg><l>The shuttle flies</l><l rend="indent">from hand to hand.</l></lg>
</div></body></text></TEI>
"""


def made(path: Path, **options: str | bool) -> Made:
    """What `import` makes of the file or folder at `path`."""
    given = Options(published="2026-11-24", **options)  # type: ignore[arg-type]
    return run.make(path, given, lambda stage: None)


def source(made_of: Made) -> str:
    """The source that was made."""
    return made_of.files[made_of.source].decode()


def annotations(made_of: Made) -> str:
    """The annotations that were made."""
    return made_of.files["annotations.yaml"].decode()


def written(folder: Path, name: str, text: str = MARKDOWN) -> Path:
    """The text as pandoc writes it in the format of a file called `name`."""
    program = pandoc.find()
    assert program, "the tests need pypandoc-binary"
    (folder / "text.md").write_text(text, "utf-8")
    command = [str(program), "-s", str(folder / "text.md"), "-o", str(folder / name)]
    subprocess.run(command, check=True, capture_output=True)
    return folder / name


def standard_ebook(folder: Path) -> Path:
    """The sources of a Standard Ebook."""
    text = folder / "loom" / "src" / "epub" / "text"
    text.mkdir(parents=True)
    (text.parent / "content.opf").write_text(SE_OPF, "utf-8")
    (text / "chapter-1.xhtml").write_text(SE_CHAPTER, "utf-8")
    (text / "endnotes.xhtml").write_text(SE_NOTES, "utf-8")
    return folder / "loom"


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()
