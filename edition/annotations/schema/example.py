"""One example with every key of annotations.yaml; the reference and the schema quote it."""

EXAMPLE = """\
format: 1

include: notes/*.yaml
add-to: "notes/chapter-{chapter}.yaml"

edition:
  title: A Diary of the War
  subtitle: What a weaver saw
  short-title: War diary
  language: en
  identifier: urn:uuid:2f0f0a0e-6d7f-4d0e-9d5c-3f4f1f1f0c11
  contributors:
    - name: Jane Doe
      file-as: "Doe, Jane"
      role: aut
      note: weaver in Leeds
  credits:
    - name: Mary Major
      for: the note on the mill, and a photograph
      address: "https://example.org/mary"
  publisher: The Loom Press
  published: "2026-11-24"
  modified: "2026-12-01"
  original:
    title: Leeds Weekly
    publisher: Baines
    date: "1916-08"
    address: "https://example.org/diary"
  rights: In the public domain.
  annotations-licence: "The notes: [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)."
  description: A diary of 1916 with notes on people and places.
  subjects: ["World War, 1914-1918 -- England"]
  cite-as: "Doe, *A Diary of the War*, ed. Roe (2026)."
  accessibility-summary: Notes are linked both ways; the photograph is described.
  conforms-to: "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
  certified-by: Richard Roe
  cover:
    file: cover.jpg
    alt: A loom in an empty hall.
  smart-typography: true
  labels:
    glossary: Words of the trade

editions:
  - {id: school, name: School edition}
  - {id: scholar, name: Critical edition}

pdf:
  - profile: screen
  - profile: print
    name: proofs
    paper: 6x9
    notes: foot
    bleed: 3
    marks: true

source:
  files:
    - path: diary.txt
      sha256: 5c87bdf2f79ee0e0e3ed3a0a9ae44a5bb2ac4fb0bdae2b21d1b8b5d18c4bd1d7
  paragraphs: line
  pages:
    of: "Leeds: Baines, 1917"
    mark: "[Pg *]"
    shown: true
    page-list: true

structure:
  default: narrative
  roles:
    title: [1]
    question: [5, "9-12"]
  split:
    - line: 3
      at: I began
      roles: [standfirst, narrative]
  headings: ["CHAPTER *"]
  speakers:
    - name: Richard Roe
      role: question
      turns: ["ROE:*", "Q:*"]

omissions:
  - lines: [2, "40-41"]
    reason: Advertisements of the newspaper.

formatting:
  - as: emphasis
    language: fr
    quote: métier à tisser
    prefix: "a "
    suffix: " of oak"

milestones:
  - page: 2
    quote: The loom stood
    prefix: "night. "
    suffix: " still"
    at: start

emendations:
  - quote: the lom stood still
    reading: the loom stood still
    reason: A misprint.

text-note: |
  The text follows the first printing.

opening:
  title: Who and what
  names:
    - person: doe
      line: A diarist of Leeds.
    - term: shed
  events: {title: The battle, from: "1916-07", to: "1916-11"}
  map: yorkshire

front:
  - id: introduction
    title: Introduction
    kind: introduction
    body: |
      Who Jane Doe was.

back:
  - id: afterword
    title: Afterword
    kind: afterword
    body: |
      What became of her.

photos:
  - id: mill
    caption: 20
    credit: 21
    file: mill.jpg
    alt: A brick mill with six rows of windows, seen across a canal.
    date: "1915"
    photographer: Unknown
    rights: In the public domain
    note: The mill was pulled down in 1921.

pictures:
  - id: loom-drawing
    file: loom.png
    alt: A hand loom, drawn from the side, with the batten thrown back.
    decorative: false
    after: 22
    caption: The loom, from [@baines-1835, p. 60].

series:
  - id: translator
    label: Translator's notes
    marks: roman
    place: end
    source-notes: []

list-of-illustrations: true

notes:
  place: chapter
  keyed-by: call
  numbering: chapter
  wording: called
  verse-lines: poem
  calls: after
  sources: back
  terms: first
footnotes:
  - id: shuttle
    series: translator
    quote: threw the shuttle
    prefix: "she "
    suffix: " twice"
    at: start
    also:
      - quote: the shuttle
        prefix: "hid "
        suffix: " again"
        at: end
    note: |
      It carries the thread through the [shed](term:shed) [@baines-1835, p. 65].

textual-notes:
  - id: tuesday
    quote: on Tuesday
    prefix: "again "
    suffix: " the mill"
    note: |
      The date above is a Wednesday.

glossary:
  - id: shed
    term: shed
    forms: [shed, sheds]
    original: {text: Fach, language: de}
    transliteration: fakh
    pronunciation: "/ʃɛd/"
    expansion: Space between the threads
    definition: |
      The opening between the threads of the warp.

people:
  - id: doe
    name: Doe, Jane
    forms: [Jane Doe, Miss Doe]
    mentions:
      - quote: the diarist
        prefix: "of "
        suffix: " herself"
    except:
      - quote: Jane Doe Street
        prefix: "in "
        suffix: ", where"
    original: {text: Jane Doe, language: en}
    transliteration: Jane Doe
    pronunciation: "/dʒeɪn dəʊ/"
    wikidata: Q1
    description: |
      Weaver and diarist.
    see-also: [wvs]
    subheadings:
      - heading: as a weaver
        at: [p12]
    born: "1890"
    died: "1961-03"

organizations:
  - id: wvs
    name: WVS
    forms: [WVS]
    mentions:
      - quote: the ladies in green
        prefix: "by "
        suffix: " again"
    except:
      - quote: WVS tea
        prefix: "no "
        suffix: " today"
    original: {text: WVS, language: en}
    transliteration: WVS
    pronunciation: "/ˌdʌbəljuː viː ˈɛs/"
    wikidata: Q2
    description: |
      A voluntary service.
    expansion: Women's Voluntary Service

places:
  - id: leeds
    name: Leeds
    forms: [Leeds]
    mentions:
      - quote: our town
        prefix: "in "
        suffix: " today"
    except:
      - quote: Leeds Weekly
        prefix: "the "
        suffix: " of"
    original: {text: Leeds, language: en}
    transliteration: Leeds
    pronunciation: "/liːdz/"
    wikidata: Q3
    description: |
      Town in Yorkshire.
    coordinates: [53.8, -1.55]
    off-map: No page seen says where the village lay.

subjects:
  - id: weaving
    name: weaving
    forms: [weaving, woven]
    mentions:
      - quote: at the loom
        prefix: "day "
        suffix: " again"
    except:
      - quote: woven lies
        prefix: "of "
        suffix: "."
    original: {text: weaving, language: en}
    transliteration: weaving
    pronunciation: "/ˈwiːvɪŋ/"
    wikidata: Q4
    description: |
      The making of cloth.
    see-also: [wvs]
  - id: cloth
    name: cloth
    see: weaving

chronology:
  introduction: The dates are those of the newspaper.
  timelines:
    - {id: war, title: The war years, from: "1914", to: "1918"}
  events:
    - date: "1916-07-01"
      until: "1916-11-18"
      label: Battle of the Somme
      event: |
        The battle began [@baines-1835].

maps:
  - id: yorkshire
    title: Yorkshire
    bounds: {west: -3, south: 53, east: 0.5, north: 55}
    places: [leeds]
    outlines:
      - file: outlines/riding.geojson
        shade: true
        label: West Riding
        shows: riding
        provenance: Natural Earth, in the public domain
    names:
      - {name: Vale of York, kind: region, at: [54.05, -1.2], shows: vale-of-york}
      - {name: The Pennines, kind: mountains, at: [54.3, -2.2]}
    without: [Irish Sea]
    inset: true
    alt: A map of Yorkshire with Leeds in the middle of the West Riding.
    caption: |
      Yorkshire in 1916.

sources:
  - id: baines-1835
    type: book
    title: History of the Cotton Manufacture in Great Britain
    author: [{family: Baines, given: Edward}]
    issued: 1835

rules:
  cite-every-fact: true
  calls-per-sentence: 3
  words-per-note: 90
  call-before-punctuation: true
  tone-words:
    also: [poor devil]
    not: [regime]
  names: true
  exceptions:
    - id: footnotes/shuttle
      rule: tone-words
      reason: The word is the mill's own name.

ledger: notes/ledger.yaml
"""
