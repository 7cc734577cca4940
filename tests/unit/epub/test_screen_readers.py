"""What a screen reader meets in the EPUB, over the interview and an edition of difficult things.

WCAG 2.2: 1.3.1 and 2.4.6 (headings, tables), 2.4.4 (purpose of links), 3.1.2 (language of parts).
"""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from itertools import pairwise

import pytest
import tinycss2
from lxml import etree

from edition.build import build
from edition.system.project import Project
from edition.text.scripts import romanized
from edition.typography import stylesheets
from tests import interview as own
from tests.books import EDITION, write_project
from tests.paths import ROOT

X = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

HARD = """\
structure:
  roles:
    title: [1]
front:
  - id: guide
    title: A guide
    body: |
      One.

      ## The loom

      Two.
textual-notes:
  - {id: in-title, quote: The loom, note: So the guild.}
  - {id: threw, quote: threw, note: So the guild.}
glossary:
  - id: loom
    term: loom
    original: {text: станок, language: ru}
    transliteration: stanok
    definition: "A frame. [@paper]"
  - {id: shuttle, term: shuttle, transliteration: sjutl, definition: It flies.}
chronology:
  events:
    - {date: "1901", event: The loom is built.}
    - {date: "1902-04", event: It is burned.}
sources:
  - id: paper
    type: webpage
    title: "[Станок]{lang=ru} / Loom"
    issued: "1901"
"""
META = (
    EDITION
    + """\
  credits:
    - {name: Mary Major, address: "https://example.org/mary?a=1&b=2"}
  original: {title: L, publisher: P, address: "https://example.org/loom-and-shuttle"}
"""
)


def documents(data: bytes) -> dict[str, etree._Element]:
    """The content documents by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = [name for name in book.namelist() if name.endswith(".xhtml")]
        return {name.removeprefix("EPUB/"): etree.fromstring(book.read(name)) for name in names}


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree._Element]:
    """The edition of difficult things, with its PDF's pages."""
    folder = write_project(tmp_path_factory.mktemp("hard"), HARD, edition=META)
    return documents(build(Project.at(folder)).files["loom.epub"])


@pytest.fixture(scope="module")
def interview(tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree._Element]:
    """The repository's own edition."""
    return documents(own.books(tmp_path_factory).epub.read_bytes())


@pytest.fixture(params=["hard", "interview"])
def book(request: pytest.FixtureRequest) -> dict[str, etree._Element]:
    """Each of the two."""
    return request.getfixturevalue(request.param)


def language(element: etree._Element) -> str:
    """The language of an element's words."""
    above = (one.get("lang") for one in (element, *element.iterancestors()))
    return next((tag for tag in above if tag), "")


def texts(root: etree._Element) -> Iterator[tuple[str, str]]:
    """(words, their language) of every text and of every attribute that is read aloud."""
    for element in root.iter(etree.Element):
        yield element.text or "", language(element)
        if element.getparent() is not None:
            yield element.tail or "", language(element.getparent())
        for name in ("alt", "aria-label", "title"):
            yield element.get(name, ""), language(element)


#: Scripts of the languages that the books have words of.
SCRIPTS = {"CYRILLIC": {"ru", "ce", "uk"}, "ARABIC": {"ar"}, "HEBREW": {"he"}}


def unmarked(root: etree._Element) -> list[str]:
    """The texts with a letter of a script that their language is not written in."""
    return [
        words
        for words, tag in texts(root)
        for script, tags in SCRIPTS.items()
        if tag not in tags and any(unicodedata.name(char, "").startswith(script) for char in words)
    ]


def test_every_letter_of_another_script_has_a_language_that_is_written_with_it(book) -> None:
    assert {name: found for name, root in book.items() if (found := unmarked(root))} == {}


def test_a_word_without_a_language_is_found() -> None:
    root = etree.fromstring('<p lang="en">a <i>слово</i> <i lang="ru">слово</i></p>')
    assert unmarked(root) == ["слово"]


def test_both_attributes_name_the_language(book) -> None:
    marked = 0
    for root in book.values():
        for element in root.iter(f"{X}*"):
            assert element.get("lang") == element.get(XML_LANG)
            marked += element.get("lang") is not None
    assert marked > len(book)


def test_headings_begin_with_the_first_level_and_skip_none(book) -> None:
    for name, root in book.items():
        found = [int(e.tag[-1]) for e in root.iter(*(f"{X}h{n}" for n in range(1, 7)))]
        if name != "cover.xhtml":
            assert found[0] == 1 and found.count(1) == 1, name
            assert all(after <= before + 1 for before, after in pairwise(found)), name


def test_the_headings_of_a_section_are_headings(hard) -> None:
    (heading,) = hard["front-guide.xhtml"].iter(f"{X}h2")
    assert heading.text == "The loom"


def test_the_guide_to_names_has_headings(interview) -> None:
    found = ["".join(e.itertext()) for e in interview["front-names.xhtml"].iter(f"{X}h2")]
    assert found == [
        "How the names are said",
        "Words, letters, and parts of names",
    ]
    for root in interview.values():  # a paragraph before a list that ends like a heading
        for paragraph in root.iter(f"{X}p"):
            assert not "".join(paragraph.itertext()).rstrip().endswith(":")


def named(link: etree._Element) -> str:
    """The name of a link, as a screen reader lists it."""
    return link.get("aria-label") or " ".join("".join(link.itertext()).split())


def test_every_link_says_where_it_leads(book) -> None:
    """Not by a number or a letter alone; those of the printed pages stand in a list of pages."""
    links = 0
    for name, root in book.items():
        for link in root.iter(f"{X}a"):
            above = [element.get(TYPE) for element in link.iterancestors()]
            if "page-list" not in above:
                links += 1
                assert re.search(r"[^\W\d_]{2}", named(link)), (name, named(link))
                assert "¶" not in named(link), (name, named(link))
    assert links > 20


def test_a_list_of_notes_names_the_note_and_its_place(hard) -> None:
    links = [link for link in hard["notes-textual.xhtml"].iter(f"{X}a")]
    places = ["title", "The loom", "paragraph 2", "threw"]
    assert [named(link) for link in links] == [f"Back to the text: {words}" for words in places]
    assert " ".join("".join(links[2].itertext()).split()) == "¶ 2"


def test_an_address_that_may_be_broken_is_heard_whole(hard) -> None:
    links = [a for a in hard["colophon.xhtml"].iter(f"{X}a") if a.get("class") == "address"]
    assert [link.get("aria-label") for link in links] == [
        "https://example.org/loom-and-shuttle",
        "https://example.org/mary?a=1&b=2",
    ]
    assert all(link.get("href") == link.get("aria-label") and len(link) > 3 for link in links)


def test_a_transliteration_is_in_the_language_that_it_spells(hard) -> None:
    words = [i for i in hard["glossary.xhtml"].iter(f"{X}i") if not i.get("class")]
    assert [(i.text, i.get("lang")) for i in words] == [("stanok", "ru-Latn"), ("sjutl", None)]
    assert romanized("az-Arab-IR") == "az-Latn"


#: What each part of a table is, to a reader for whom its display has undone it.
ROLES = {
    "table": {"table"},
    "thead": {"rowgroup"},
    "tbody": {"rowgroup"},
    "tr": {"row"},
    "th": {"columnheader", "rowheader"},
    "td": {"cell"},
}


def test_the_parts_of_the_chronology_say_what_they_are(hard) -> None:
    """The style sheets for telephones display them as blocks, which undoes a table."""
    (table,) = hard["chronology.xhtml"].iter(f"{X}table")
    parts = [e for e in table.iter(*(f"{X}{tag}" for tag in ROLES))]
    assert len(parts) > 12
    for part in parts:
        assert part.get("role") in ROLES[part.tag.removeprefix(X)]
        scope = {"columnheader": ("col",), "rowheader": ("row", "rowgroup")}
        assert part.get("role") not in scope or part.get("scope") in scope[part.get("role")]


def test_no_other_table_is_displayed_as_something_else() -> None:
    css = "".join((ROOT / "styles" / name).read_text("utf-8") for name in stylesheets.EPUB)
    for selector, body in re.findall(
        r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    ):
        if re.search(r"(?:^|;)\s*display\s*:", body):
            for one in selector.split(","):
                if re.search(r"\b(?:table|thead|tbody|tr|th|td)\b", one):
                    assert one.strip().startswith(".chronology"), one


def test_what_programs_read_is_not_displayed_where_hidden_is_unknown(hard) -> None:
    css = (ROOT / "styles" / "epub.css").read_text("utf-8")
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    shown = {
        one.strip(): tinycss2.serialize(rule.content)
        for rule in rules
        for one in tinycss2.serialize(rule.prelude).split(",")
        if "display" in tinycss2.serialize(rule.content)
    }
    assert "none" in shown["nav.unseen"]
    navs = {nav.get(TYPE): nav for nav in hard["nav.xhtml"].iter(f"{X}nav")}
    for kind in ("landmarks", "page-list"):
        assert (navs[kind].get("class"), navs[kind].get("hidden")) == ("unseen", "hidden")
    assert navs["toc"].get("hidden") is None and not navs["toc"].get("class")
    # Blocks of HTML 5 run together in an engine that does not know them.
    used = {e.tag.removeprefix(X) for root in hard.values() for e in root.iter(f"{X}*")}
    newer = used & {
        "article",
        "aside",
        "figcaption",
        "figure",
        "footer",
        "header",
        "main",
        "nav",
        "section",
    }
    assert newer and all("block" in shown[tag] for tag in newer)
