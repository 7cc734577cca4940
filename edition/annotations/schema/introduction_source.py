"""The words of docs/annotations.md on what a text has in itself: marks, pages, series, speakers."""

from __future__ import annotations

ON_THE_SOURCE = """\
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

## Pages of the original

A text is cited from the pages of an older edition. Where each begins is said by the file's own
marks, or word by word, or both.

~~~yaml
source:
  pages:
    of: "London: Smith, Elder and Co., 1860"
    mark: "[Pg *]"
    page-list: true
milestones:
  - {{page: 12, quote: The mill stood, prefix: "night. "}}
  - {{page: 13, quote: and was gone, at: end}}
~~~

- `mark` is a pattern of the file's marks, in which `*` stands for the number: `[Pg 12]`, `{{12}}`,
  `|xiv|`. They are set aside, as the marks of a markup are, and every book proves that with them
  put back its text is the file. A mark that fills a line, or stands between two paragraphs, is
  where the next words begin.
- In Markdown an empty span is a mark too, as pandoc writes it: `[]{{.pagebreak title="12"}}`,
  `[]{{#pg12 .pagebreak}}`, `[12]{{.pagenum}}`. `import` writes them of TEI's `pb` and of
  `epub:type="pagebreak"`.
- `milestones` name the words with which a page begins; with `at: end` it begins behind them, which
  may be within a word.
- In a PDF a thin rule stands where a page begins, and its number in the margin beside the line, on
  the side that has no paragraph numbers; in the EPUB `[p. 12]` between the words. `shown: false`
  leaves both out.
- `page-list: true` makes them the pages by which e-readers go to a place, in the place of those of
  the first PDF: an EPUB has one list. `of` names the edition in the catalogue.
- `[words](page:12)` in a note leads there, and `[](page:12)` says “p. 12” itself.
- Pages whose numbers go down are warned of; a second volume begins at 1 again.

## Where notes stand

Notes are called by numbers through the book and stand at the foot of the page, if nothing else is
said. Trade editions of classics, school books and poems have them otherwise:

~~~yaml
notes:
  place: end
  keyed-by: page
~~~

- `place: chapter` puts them behind each chapter, `end` behind the text. With `numbering: chapter`
  they are numbered from 1 in each chapter, and at the end they stand under its title.
- `keyed-by: page` sets no mark into the text. Behind it a note has the page of its words, once for
  all notes of the page, and the words themselves: 34 *kuffars*: …. `paragraph` has the paragraph
  in the place of the page, ¶ 12, and is the same in all books. An EPUB that has a list of pages
  (of the first PDF, or of the original) has these pages; else it has paragraphs. In the EPUB and
  on the web the words lead back to the text.
- `keyed-by: line` has the lines of verse, 12–14, and words that are no verse their paragraph.
  Every fifth line has its number in the margin. `verse-lines` counts them in each `poem`, from one
  heading to the next, or through the `book`; it may stand without notes by line, too.
- Notes on the wording and emendations are listed behind the text, by paragraph and words, or as
  `keyed-by` has it. `wording: called` sets a letter into the text for each, and the note where the
  others are called.
- Where a note refers to another that has no number, or one of its own chapter alone, it says its
  words and its paragraph: note “the loom” (paragraph 12).

## Series of notes

Your notes are numbered, the author's have symbols. More series
are declared: the translator's notes, those of the first edition. Each has its label, its marks
and its place; a note of yours names its series, and of the notes in the file the patterns of
`source-notes` say which belong to it.

~~~yaml
series:
  - id: translator
    label: Translator's notes
    marks: roman
    source-notes: ["tr*"]
  - id: first-edition
    label: Notes of the first edition
    marks: letters
    place: chapter
footnotes:
  - id: webstuhl
    series: translator
    quote: the loom
    note: In the original *Webstuhl*.
~~~

The series `author` says where the notes stand that the text itself has, and how they are called.
`keyed-by` and `numbering` are as for your own notes. In a PDF notes stand at the foot
(`place: foot`, or where the profile has its notes), behind their `chapter` under the label, or at
the `end` in a section of their own. In the EPUB all that are called pop up. The note on the text
says which marks mean which series. A note that is called in the words of
another one stands where that does, unless its own series has another place.

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

"""
