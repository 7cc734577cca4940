"""The words of docs/annotations.md before its tables; `reference` fills in the braces."""

from __future__ import annotations

INTRODUCTION = """\
# The keys of annotations.yaml

<!-- Made from the schema by `python -m edition.annotations.schema`; do not edit it here. -->

An edition is one folder with a source text and a file `annotations.yaml`. This page lists every
key of that file. A key with “yes” must be there; the others may be left out. A key that is not
listed is refused, with the nearest one that is; only `sources` may have further keys of CSL. A
[complete example](#a-complete-example) is at the end; most examples in the tables are from it.

- *Text* is one line of words. Put it in quotes where it has a colon in it, begins with a sign, or
  looks like a number: `date: "2014-12"`.
- *Markdown* is text with `*emphasis*`, `**strong**`, lists, quotations, `[links](https://…)`,
  [tables](#tables-in-notes), citations `[@source-id, p. 4]`, references `[words](term:id)` and
  `[](note:id)`, and words in another language `[слово]{{lang=ru}}`. No HTML or pictures.
  See [Signs and lines in notes](#signs-and-lines-in-notes).
  The sections of `front` and `back` and the `text-note` may have headings, `## words`.
- *Lines* are counted from 1, blank lines too: `13`, a range `"20-24"`, or `"part2.txt:13"` where
  there are several source files.
- An *id* is a name of your own: small letters, digits and hyphens.
- A *date* is `"2014"`, `"2014-12"` or `"2014-12-15"`, in quotes.
{roles}
## What a paragraph can be

Every paragraph of the source has a *role*; those that you name under no role have the default one,
`narrative`. `title`, `subtitle`, `heading`, `subheading`, `byline`, `translator` and `standfirst`
(the paragraph that introduces an article) stand above a text, `caption` and `credit` under a
photograph, `question` and `answer` in an interview, `speech` and `stage-direction` in a play: see
[Who speaks](#who-speaks). The others set something off in the text:

- `verse`: a poem. Where each line of the source is a paragraph, name every line of the poem (a
  range will do); a blank line in the source begins a new stanza. Where lines are wrapped by hand
  (`paragraphs: blank-line`), name the paragraph: it is a stanza, and its lines are kept. The
  source's indentation is kept, two columns to a step, from the leftmost line of the stanza; a line
  that is too long is turned over, and what is turned over hangs. A stanza has one number.
- `part`: the heading of a part, which has chapters below it: see
  [Parts, chapters, sections](#parts-chapters-sections).
- `break`: a row of signs between two scenes, centered and without a number. A paragraph of signs
  alone (`* * *`, `---`, `⁂`) that you name under no role is one. `source: ornament` says what is
  printed in its place; without it the row is printed as it is. A row that is none is
  `narrative: [14]`.
- `item`: a paragraph of a list; its sign or number is among its words. `term` and `definition`: a
  list of terms. In Markdown lists say so themselves.
- `dedication`: its lines are kept; it has no number.
- `quotation`: a quotation on lines of its own. `epigraph`: a motto. `attribution`: whose it is.
- Of a letter, in the words of the Text Encoding Initiative: `dateline` (place and date),
  `salutation` (“My dear Watson,”), `closing` (“Yours truly,”), `signature`, and `postscript`. The
  letter itself is `narrative`. The lines of a dateline, a closing and a signature are kept too.
- `table`: rows of a table, each on a line of the source; `table-head`: those that name the columns.
  A tab begins the next cell; in a table without tabs two spaces and more do, and a cell stands in
  the column under which it was typed. Not more than twelve columns. Columns of numbers are set to
  the right. A table has one number. In a PDF one that is wider than the page is set in smaller
  type, and if that does not help divided by columns: each of its rows takes several lines, which
  all begin with its first cell. In the EPUB it is moved by itself.

`structure: languages` says which paragraphs are in another language than the edition's, whatever
their role. They are hyphenated, spoken and searched as what they are; Arabic, Hebrew and the
others that run from right to left are set so, and the notes on them are not.

~~~yaml
structure:
  roles:
    dateline: [3]
    salutation: [5]
    verse: ["9-12", "14-17"]
    quotation: [21]
  languages:
    he: [21]
~~~

## Parts, chapters, sections

A text has up to three levels of headings, `part`, `heading` (of a chapter) and `subheading` (of a
section). Each is named by its lines under `roles`, by patterns under `headings`, or by the markup
of the source. The contents of both books, the bookmarks and the running heads follow them.

~~~yaml
structure:
  headings:
    part: ["PART *"]
    heading: ["CHAPTER * / *", "EPILOGUE"]
  begins: {{part: recto, heading: page}}
~~~

- A pattern stands for a whole paragraph, and capitals count. In a list, `headings: ["CHAPTER *"]`,
  all are of chapters; but one that begins with a word for a part (`PART *`, `Teil *`), and whose
  headings stand directly over those of another, is of parts, and so is one with each heading over
  one of another that has more.
- The number of a chapter and its title on two lines are one heading: ` / ` stands for the end of a
  line. `CHAPTER * / *` takes the paragraph below as well, if it looks like a title: it has at most
  a hundred characters, does not begin as speech or with a small letter, and does not end like a
  sentence where most of the others do not. Lines that follow each other and are named by their
  numbers are one heading, too; so is one named by its line directly below one by a pattern. Two
  that are like one pattern are two.
- `begins` says what a heading begins: a `page`, a `recto` (in a PDF with facing pages, after a
  blank page where need be), or only a `line`. What begins a page is a file of the EPUB.
- An epigraph below the heading of a part stands with it.
- A pattern that no paragraph is like is a warning; so is one with `*` or `?` that only one is like,
  and a short line as text below the headings of a pattern.

Sections of yours are in `front` and, behind the text, in `back`.

## A text with marks

A text whose italics, notes and headings are written with signs is read as what it is with `source:
markup`. The file stays as it is, to the byte, and its SHA-256 is pinned; the signs are set aside,
and every book proves that with the signs put back its text is the file, that the words of each
sign, and no others, are set apart, and that each note stands where it is called. A quotation may
be copied from the book or from the file: `quote: the Nautilus` and `quote: the _Nautilus_` are
one.

~~~yaml
source:
  files:
    - {{path: source.md, sha256: …}}
  markup: markdown
~~~

- `gutenberg`: a plain text as Project Gutenberg has them. `_words_` are in italics; other signs
  are declared, `signs: {{"_": emphasis, "=": strong, "+": small-caps}}`. `--` is a dash, `^{{er}}`
  raised and `_{{2}}` lowered. A row of signs is a break. `[Footnote 1: …]` is a note of the
  author's, with blank lines in it too, and `[1]` its call; notes that are gathered may begin with
  `[1]`. A label may come again in the next chapter, and a note may be called twice.
  `[Illustration: …]` is a caption. Lines are wrapped by hand (`paragraphs: blank-line`).
- `markdown`: [CommonMark](https://commonmark.org) with what [pandoc](https://pandoc.org) writes:
  notes `[^1]` and `^[here]`, tables with bars, lists of terms, verse (`| a line`), `x^2^`,
  `H~2~O`, `~~struck~~`, `[words]{{.smallcaps}}`, `[words]{{lang=fr}}`, `[Title]{{.title}}`,
  `[words]{{.underline}}`, HTML's `<u>`, `<sup>`, `<cite>` and the like, and divisions with the
  name of a role: `::: epigraph`, closed by `:::`. A backslash at the end of a line, or two blanks,
  ends it in the books too. A line `***` is a break. Quotation marks and dashes stay as they are
  typed. Addresses of links are not printed, which is said.

`structure` adds to what the marks say, and comes before it: `roles` by lines, `omissions`,
`split`. `structure: levels` says what the headings `#`, `##` … are; a part has its chapters below
it in the contents of both books, and sections are named there too.

The author's own notes are part of the text. They are called by symbols, anew in each chapter, or
as `note-marks` says; yours keep their numbers. Your notes, terms and names are found in their
words, too. A text that has lost its italics has them back with `formatting`:

~~~yaml
formatting:
  - {{as: emphasis, quote: Meduza, prefix: "for "}}
  - {{as: title, language: fr, quote: Le Monde}}
~~~

## Who speaks

In a transcript or a play the text itself says who speaks: a turn begins with a name. Name each
person once, with what begins their turns, and no line need be named:

~~~yaml
structure:
  roles:
    standfirst: [4]
  speakers:
    - name: Mark Lewis
      role: question
      turns: "MARK LEWIS:*"
    - name: Anna Kovacs
      role: answer
      turns: ["ANNA KOVACS:*", "A:*"]
    - name: Peter Nagy
      turns: "PETER NAGY*:*"
  stage-directions: ["Enter *", "[*]"]
~~~

- In a pattern `*` stands for anything and `?` for one character; capitals count. What stands before
  the last `*` is the source's name for the person. It is printed as it is, in the type of a
  name, and no name is added to it. Where it is more or less than the name (`A:`), the note on the
  text says who that is. A pattern without `*` is a name on a line of its own.
- `role` is `question` or `answer`; without it a turn is `speech`, which is neither. In a play in
  verse it is `verse`: the lines are kept.
- A turn goes on over the paragraphs that follow, until the next turn, a heading, or a paragraph
  that has another role. Stage directions, pictures, and what is set off (verse, quotations, tables)
  do not end it. What stands between two turns and is nobody's is to be named: `narrative: [14]`.
- `stage-directions` are patterns of paragraphs: see `headings`. They are numbered, and set in
  italics. Directions within a speech are a part of it.
- Where the source names nobody, say who speaks in a role, and name the lines: `speakers:
  {{question: Azar, answer: Kalyapin}}`. The name is printed where the turn passes to him; not where
  the paragraph begins with it, or with words of it (`KALYAPIN:`).
- A pattern that no paragraph begins with is a warning; so is a name in capitals that begins a
  paragraph as a turn does, and is nobody's.

## Tables in notes

Every Markdown text may have tables, as GitHub's Markdown writes them; colons tell where a column
is set. A table has at most eight columns, and words that fit side by side into a note; where a page
is too narrow for it, as in large print, it is divided by columns. For the
rule `cite-every-fact` a table is one paragraph: put its citation into its last cell.

~~~yaml
    note: |
      Wages at the mill.

      | year | weavers | spinners |
      |------|--------:|---------:|
      | 1820 |     8 s |      9 s |
      | 1840 |     6 s | 7 s [@baines, p. 12] |
~~~

## Sources and citations

A source is a record of the Citation Style Language (CSL 1.0.2): all its types, variables, names
and dates are known. A field that CSL has not is warned of, and so is one that the style has no
place for.

- **Style.** `edition: citation-style` names one of the builder's (*Chicago Manual of Style*, 17th
  edition: short notes with a title, full notes, “ibid.”, author-date; MLA; GOST; DIN) or a CSL
  file in the folder. The style decides what is printed, in the language of the edition: first in
  full, then short, “ibid.”, order of the list. `title-short` is the title in a short note;
  without it the title is printed whole. An author who has several entries is named in each, since
  a link leads to the one. A `note` that the style does not print stands behind the entry.
- **Citations** are pandoc's: `[see @doe_2001, pp. 4-6, and passim; -@roe, chap. 3]`. Prefix and
  suffix may be in italics; `-@` leaves out an author whom the sentence has named. A locator is a
  book, chapter, column, figure, folio, issue, line, note, opus, page, paragraph, part, section,
  verse or volume, in English or in the language of the edition (`S. 4`), or a word of a
  dictionary (`s.v. loom`); a bare number is a page.
- **In a field**: `*italics*` or `<i>`, `**bold**` or `<b>`, `<sup>`, `<sub>`, `<sc>`;
  `[Радио]{{lang=ru}}` for words of another language; `[iPhone]{{.nocase}}` or `<span
  class="nocase">` for words whose capitals no style changes. Quotation marks become those of the
  language. A sign without its pair is printed as it is.
- **Dates**: `"2014-12-15"`, `"2014-12"`, `2014`, `"1850~"` (about 1850), `"2014/2016"`,
  `"2014-22"` (summer 2014), or CSL's `{{date-parts: [[1850]], circa: true}}`, `{{literal:
  "n.d."}}`.
- **A file of records**: `sources: library.json` takes them from CSL JSON (Zotero, with the
  citation keys of Better BibTeX), CSL YAML, BibTeX or RIS. Of a library only what is cited is
  printed and looked at.
- `python3 build.py --sources` writes the cited sources beside the books, as CSL JSON and
  BibLaTeX.

## Signs and lines in notes

A line ends where the page wants it to. To end it yourself, as in **verse**, write a backslash at
its end; a blank line begins a new paragraph or stanza:

~~~yaml
    note: |
      So the song:

      The shuttle flies from hand to hand, \\
      and no one counts the thread.
~~~

A sign is only a sign where it can be nothing else: a *list* has two items or more, whose numbers
count on (or are all 1), a *quotation* two lines with `>`, or one that is a sentence or follows
words with a colon. So “4. March 1916”, “* 1890 in Leeds”, “+ 1916”, “- so” and “> 500 spindles”
are printed as they are, and so are asterisks beside digits, “2*3*4”. A backslash before any sign
prints it: `\\* 1890`, `\\[not a link](…)`. In a value in double quotes write two.

Of CommonMark there are also links by name, `[words][name]` with `[name]: https://…` on a line of
its own behind a blank line, and code between two lines of three backticks. Not there, and printed
as they are with a warning: `---`, `~~x~~`, notes in notes `[^1]`. The title of a link is not
printed, with a warning too.

Letters are **raised** and **lowered** as pandoc writes it: `4^o^`, `^14^C`, `H~2~O`, `SO~4~^2−^`.
Between the signs are no blanks (`&nbsp;` is one that may be there), and a lowered letter stands
behind another: “~1900” is a year. `[MS]{{.smallcaps}}` is in **small capitals**, in a language with
`[MS]{{.smallcaps lang=la}}`. `[words](text:p12)` leads to the **paragraph** of the text with the
number 12, and `[](text:p12)` says “paragraph 12” itself.

## Pictures

Photographs of the source that have captions there are under `photos`. All other pictures, of the
source or of your own, are under `pictures`:

~~~yaml
pictures:
  - id: loom
    file: media/loom.png
    alt: A hand loom, seen from the side.
    after: 22
    caption: The loom, from [@baines, p. 60].
  - {{id: leaf, file: media/leaf.png, decorative: true, after: 40}}
~~~

With `after` one stands behind the paragraph that begins on that line; behind the whole stanza or
table, where that is in one. Anywhere in your own texts (`front`, notes, the glossary, the note on
the text) write `![](picture:loom)`, or `![another alt](picture:loom)`. Below it is its `caption`.
At the foot of a page it is six lines high at most.

## Where notes are called

A call stands behind the words of the `quote`, and the marks that close them. With `at: start` it
stands before the first of them, and what opens them: for a whole letter, a poem, a page. The same
note may be called again, by any words of the text, each with an `at` of its own:

~~~yaml
footnotes:
  - id: mill
    quote: the mill
    prefix: "and "
    also:
      - {{quote: Holbeck’s works}}
      - {{quote: that brick barrack, at: start}}
    note: The same mill throughout.
~~~

It is printed once, where it is called first, with one number. Other calls lead there, and in the
EPUB the note leads back to each of them. Words that call a note twice are an error.

## Your editor

Editors that know the YAML language server check the file as you type, by its first line:
`# yaml-language-server: $schema=edition/annotations/schema/annotations.schema.json`.
"""
