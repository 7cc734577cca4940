"""The words of docs/annotations.md on what is written: tables, signs, pictures, calls."""

from __future__ import annotations

ON_NOTES = """\
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
place for in a source of this type.

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
  dictionary (`s.v. loom`); a bare number is a page. So is, in English, an act, appendix, article,
  canon, equation, location, rule, scene, supplement, table, title or version, and a `timestamp
  0:12:34`, which is printed without a word; `act 3, scene 2` are two. Each is printed with the word
  of the edition's language: `Akt 3, Sz. 2`; `§ 5` keeps its sign. Another word before a number is
  printed as it is, and [warned of](problems.md#locator-unknown) in English.
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

Straight quotation marks, apostrophes, `--`, `---` and `...` in your own words are printed as the
signs of the language: “so”, „so“, « so », it’s, 12–15. Addresses, code and what you typed as such
a sign stay as they are, and so does the text. `edition: smart-typography: false` prints all as it
is typed.

## An opening

A page that orients those who know nothing yet stands before the sections of `front`. It is made of
what is in the file already:

~~~yaml
opening:
  names:
    - person: doe
    - organization: wvs
    - term: shed
      line: The gap between the threads through which the shuttle flies.
  events: {{title: The summer of 1916, from: "1916-07", to: "1916-09"}}
  map: yorkshire
~~~

Each name leads to its entry; one that the index turns about (“Doe, Jane”) is printed as its `forms`
have it. What stands beside it is its `line` or, without one, what the entry says before its first
citation; the sources are those of the entry. `events` is a small table of the events of that time
that have a `label`, each with what it says before its first citation: so an accusation and its
denial belong before one and the same citation. The whole chronology stays behind the text. The
`map` stands in the opening, and not among the maps at the back.

## Pictures

`cover: {{design: banded}}` under `edition` is another design of the cover that the builder draws,
`cover: {{file: cover.jpg}}` a cover of your own, and `cover: {{file: cover.jpg, title: under}}`
your picture with title and names under it, or in a panel `over` it. `list-of-illustrations: true`
lists the pictures of the text behind the contents, with their pages in a PDF.

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

A call stands behind the words of the `quote`, and the marks that close them, in any script; in
an edition in French it stands before those marks. `notes: calls: after` or `before` says otherwise
for the whole book. With `at: start` it
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

## Dates

A date is `"2014"`, `"2014-12"` or `"2014-12-04"`, in quotation marks. Events, births and deaths,
photographs and sources may also be of long ago, or not known exactly (EDTF, level 1):

| write | printed in English | what it is |
|---|---|---|
| `"0793-06-08"` | 8 June 793 | a year before 1000: four digits |
| `"-0043-03-15"` | 15 March 44 BC | before Christ; `"0000"` is 1 BC, so `"-0043"` is 44 BC |
| `"1850~"` | c. 1850 | about |
| `"1850?"` | 1850 (?) | doubtful; `"1850%"` is both |
| `"184X"`, `"18XX"` | 1840s, 19th century | last digits that nobody knows |
| `"1850-21"` | spring 1850 | a season: 21 spring, 22 summer, 23 autumn, 24 winter |
| `"1850/1853"` | 1850–1853 | from one to the other |
| `"1850/.."`, `"../1850"` | from 1850, until 1850 | without an end, without a beginning |
| `"1850/"`, `"/1850"` | 1850–?, ?–1850 | an end or a beginning that nobody knows |

They are printed in the language of the edition. A timeline shows an event at the first day that it
may mean; an event without an end stands where it begins. `published` and `modified` are plain
dates.

## Your editor

Editors that know the YAML language server check the file as you type, by its first line:
`# yaml-language-server: $schema=edition/annotations/schema/annotations.schema.json`.
"""
