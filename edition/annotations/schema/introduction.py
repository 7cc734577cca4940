"""The words of docs/annotations.md before its tables; `reference` fills in the braces."""

from __future__ import annotations

from edition.annotations.schema.introduction_notes import ON_NOTES
from edition.annotations.schema.introduction_source import ON_THE_SOURCE

_ON_THE_FILES = """\
# The keys of annotations.yaml

<!-- Made from the schema by `python -m edition.annotations.schema`; do not edit it here. -->

An edition is one folder with a source text and a file `annotations.yaml`. This page lists every
key of that file. A key with “yes” must be there; the others may be left out. A key that is not
listed is refused, with the nearest one that is; only `sources` may have further keys of CSL, and a
key of your own begins with `x-`: it may stand anywhere, is kept, and means nothing. A
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
- `running-heads: {{verso: part, recto: heading}}` says which level stands above the pages.
- An epigraph below the heading of a part stands with it.
- A pattern that no paragraph is like is a warning; so is one with `*` or `?` that only one is like,
  and a short line as text below the headings of a pattern.

Sections of yours are in `front` and, behind the text, in `back`.

## Several files

What a team writes can be divided among files, one a chapter or one a person:

~~~yaml
include: notes/*.yaml
add-to: notes/chapter-{{chapter}}.yaml
~~~

- The included files have the same lists as this one: `footnotes`, `textual-notes`, `emendations`,
  `glossary`, `people`, `organizations`, `places`, `subjects`, `photos`, `pictures`, `maps`,
  `sources`, `front`, `back`, `formatting`, `milestones`, `omissions`, the `chronology` with its
  `events` and `timelines`, and the `text-note`. All lists of one name are one list: an id stands
  once among all the files. What says which the text is and how it is printed stands here alone.
- Paths are given from the folder of `annotations.yaml` and do not lead out of it. They are read in
  the order of the list, those of a pattern in that of their names, `chapter-2` before `chapter-10`;
  a file that two of them name is read once. There may be a thousand.
- `add` and the preview write a new entry into the file that `add-to` gives, and make it if need
  be: `{{chapter}}` is the number of headings so far that begin a chapter (`00` before the first),
  `{{kind}}` the name of the list. What has no place in the text (a source, a person) has no
  chapter: it goes, as all do without `add-to`, behind the entry that is before it in its list,
  wherever that is.
- `check`, `check --fix`, `rebase`, `find`, `suggest`, `watch` and `compare` know all the files; a
  problem names the file and the line in it. An editor checks an included file by
  `included.schema.json`, which lies beside `annotations.schema.json`.

## How far an entry is

Every entry may say so, and whose it is: `status` (`draft`, `reviewed`, `done`), `author`
(initials), `todo`, `reviewed-by`; a source only the last two, since `status` and `author` are
words of CSL. `report` lists what is open. A draft is checked like all the others, and shown by
`watch`; `build` leaves it out with the links to it, says so, and prints it with `--with-drafts`.
`check --strict` refuses drafts. With `edition: print-initials` the initials stand behind what
somebody wrote.

## Editions for some readers

One file can make several editions: one for schools without the notes on the wording, one for
scholars with them. `editions` declares them, and an entry with `for` stands in those alone that it
names; without it an entry is for all. `build --edition school` makes one: its numbers close up, its
title page has its `name`, its identifier follows from the main one and its `id`, and its books lie
in `dist/school`. Without `--edition` the main edition is built, which has every entry. Links to
what is left out are words without a link, and a map is drawn without a place that is; `check`
names them. `check`, `report`, `watch`, `verify`, `compare` and a `build` of several projects take
`--edition` too.

~~~yaml
editions:
  - {{id: school, name: School edition}}
  - {{id: scholar, name: Critical edition}}
footnotes:
  - {{id: variant, quote: the loom, note: "The draft has “looms”.", for: [scholar]}}
~~~

## The index

The index has a list for each kind of heading: `people`, `organizations`, `places`, and `subjects`
for works, laws, events and ideas. Their places are found by `forms`, in the text, in notes, in the
glossary, and in the sections of `front` and `back`. In the EPUB a place is a paragraph, in a PDF a
page; three or more that follow one another are a run (12–15). An entry with more than eight has
them by chapters. An entry of the EPUB leads back to the words of the text that lead to it, and over
more than twelve entries stands an alphabet.

~~~yaml
people:
  - {{id: doe, name: "Doe, Jane", forms: [Jane Doe], see-also: [weaving]}}
  - {{id: weaver, name: "Weaver, the", see: doe}}
subjects:
  - {{id: weaving, name: Weaving, forms: [weaving, woven]}}
~~~

`see` leads from a name that readers may look for to the one that has the places, and has nothing
else; `see-also` names related headings. `subheadings` puts places under words of your own, and the
entry is not divided by chapters then:

~~~yaml
subjects:
  - id: fire
    name: Fire
    forms: [fire, burned]
    subheadings:
      - {{heading: of the office, at: [p4, p12, office-burned]}}
~~~

A place is a paragraph (`p12`), or the id of a note, a section or a term. What is under none stands
before them.

## Several people

Each works in a copy of the repository of their own, and git brings the copies together. It does so
by lines, and two notes that two people added at the same place are a conflict to it. By entries
they are none: `python3 build.py merge-driver --install` tells git to ask the builder, in this copy,
once for all. (It writes `.gitattributes`, which belongs into the repository, and a setting of this
copy of it.) Then entries are merged by their ids:

- what one of the two added, changed or took out is taken over, and new entries of both are put in
  the order of the text;
- where both changed one entry, its lines are merged; where both changed one line of it, or one
  changed what the other took out, that entry alone has the marks of a conflict around it, and
  `check` says `merge-conflict` until they are gone;
- all else in the file stays as it is, to the byte.

"""

INTRODUCTION = _ON_THE_FILES + ON_THE_SOURCE + ON_NOTES
