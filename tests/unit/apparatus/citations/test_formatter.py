"""Citations: what the engine makes of records, what is mended in it, and what is reported."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from edition.apparatus.citations import engine, order, styles
from edition.apparatus.citations.formatter import Formatter
from edition.languages import labels
from edition.languages.labels import Labels
from edition.markup.inline import OTHER_LOCATORS, SECTION_SIGN
from edition.markup.parse import anew, parse
from edition.markup.tree import Citation, CitationItem, Node
from edition.model.problems import BuildFailed
from edition.system import pandoc

PAPER = {
    "id": "rferl",
    "type": "webpage",
    "container-title": "RFE/RL",
    "issued": "2014-12-10",
    "title": "Homes Of Alleged Militants' Families Torched",
    "URL": "https://www.rferl.org/a?b=1&c=2",
}
RUSSIAN = {
    "id": "Azar",
    "type": "article-newspaper",
    "language": "ru",
    "container-title": "Meduza",
    "author": [{"family": "Азар", "given": "Илья"}],
    "issued": "2014-12",
    "translator": [{"family": "Guillory", "given": "Sean"}],
    "title": "«Кадыров не понимает»",
}
DOE = {
    "id": "Doe_2001:a",
    "type": "book",
    "title": "The Loom: A History",
    "author": [{"family": "Doe", "given": "Jane"}],
    "issued": 2001,
    "publisher": "Press",
}
VOLUMES = [{**DOE, "id": f"v{n}", "title": "The Loom", "volume": n} for n in (1, 2)]
RU = '<span lang="ru" xml:lang="ru">'


def note(record: dict, **item: str) -> str:
    citation = Citation((CitationItem(str(record["id"]), **item),), own_sentence=True)
    return Formatter([record]).note(citation)


def entry(record: dict) -> str:
    return Formatter([record]).bibliography([str(record["id"])])[0][1]


def notes(records: list[dict], texts: list[str], style: str, language: str = "en") -> list[str]:
    """Each text as a note of its own, one after the other."""
    found, bodies = order.Citations(), [anew(text) for text in texts]
    for number, body in enumerate(bodies, 1):
        found.add(body.nodes, number)
    formatter = Formatter(records, language, styles.bundled(style), found)
    return [formatter.note(body.citations[0]) for body in bodies]


def test_a_paper_its_title_is_the_link_and_the_address_is_printed() -> None:
    address = "https://www.rferl.org/a?b=1&amp;c=2"
    assert note(PAPER) == "RFE/RL, “Homes Of Alleged Militants’ Families Torched.”"
    assert entry(PAPER) == (
        f'RFE/RL. “<a href="{address}">Homes Of Alleged Militants’ Families Torched</a>.” '
        f'December 10, 2014. <span class="address">{address}</span>.'
    )


def test_another_language_is_marked_and_names_are_inverted() -> None:
    assert note(RUSSIAN) == f"{RU}Азар</span>, “{RU}«Кадыров не понимает»</span>.”"
    assert entry(RUSSIAN) == (
        f"{RU}Азар, Илья</span>. “{RU}«Кадыров не понимает»</span>.” Translated by Sean Guillory. "
        "<i>Meduza</i>, December 2014."
    )


FIELDS = {
    "[Проводное радио]{lang=ru} / Cable & radio": f"{RU}Проводное радио</span> / Cable &amp; Radio",
    "A & B < C": "A &amp; B &lt; C",
    'On the "enemy"': "On the ‘Enemy’",
    "The Kadyrovs'": "The Kadyrovs’",
    "It ended.": "It Ended.",
    "Reading *Emma* and <i>Ulysses</i>": "Reading <i>Emma</i> and <i>Ulysses</i>",
    "H<sub>2</sub>O in the [iron age]{.nocase}": "H<sub>2</sub>O in the iron age",
    "2 * 3 = _six": "2 * 3 = _Six",
    "<b>Bold": "&lt;B&gt;Bold",
    'Lessard <span class="nodecor">v.</span> Schmidt': "Lessard v. Schmidt",
    "what looms are for": "What Looms Are For",
    "saline solution of β-carotine": "Saline Solution of β-Carotine",
    '"He said \'no\'": a "tale"': "‘He Said “No”’: A ‘Tale’",
    '<i>"Emma"</i> again': "<i>‘Emma’</i> Again",
}


def test_what_may_stand_in_a_title() -> None:
    records = [{**PAPER, "id": f"t{n}", "title": title} for n, title in enumerate(FIELDS)]
    formatter = Formatter(records)
    assert formatter.defects == ()
    made = dict(formatter.bibliography([str(record["id"]) for record in records]))
    for n, words in enumerate(FIELDS.values()):
        assert f"{words}</a>" in made[f"t{n}"]


def test_a_description_is_not_quoted_and_keeps_its_case() -> None:
    made = entry({**PAPER, "title": '[Putin\'s "list" of names]'})
    assert re.sub("<[^>]*>", "", made).startswith("RFE/RL. [Putin’s “list” of names]. December")


def test_a_sentence_of_its_own_has_a_capital() -> None:
    assert entry({**DOE, "issued": None, "publisher": None, "status": "forthcoming"}).endswith(
        ". Forthcoming."
    )


def test_a_title_that_is_not_set_apart_is_the_link_once() -> None:
    case = {
        "id": "case",
        "type": "legal_case",
        "title": "Doe v. Roe",
        "URL": "https://example.org/x",
    }
    case |= {"authority": "The Court", "issued": "2012"}
    assert entry(case).startswith('<a href="https://example.org/x">Doe v. Roe</a> (')
    paper = {**PAPER, "title": "The Times", "container-title": "The Times"}
    assert entry(paper).count("</a>") == 1


def test_a_month_that_begins_a_sentence_has_a_capital() -> None:
    talk = {"type": "interview", "author": [{"family": "Doe", "given": "Jane"}]}
    talk |= {"interviewer": [{"family": "Roe"}], "issued": "2019-03", "title": "", "id": "talk"}
    made = Formatter([talk], "fr", styles.bundled("chicago-author-date")).bibliography(["talk"])
    assert made[0][1].endswith(" Roe. Mars.")


def test_what_is_in_notes_alone_is_listed_as_it_is_cited() -> None:
    letter = {"id": "letter", "type": "personal_communication", "issued": "2020-02-29"}
    letter |= {"author": [{"family": "Müller"}], "recipient": [{"family": "O'Brien"}]}
    style = styles.bundled("chicago-notes")
    made = Formatter([{**letter, "genre": "e-mail"}], style=style).bibliography(["letter"])
    assert made == [("letter", "Müller, e-mail to O’Brien, February 29, 2020.")]


def test_a_mark_is_within_the_outer_quotation() -> None:
    assert note({**PAPER, "title": '"All" and "everything"'}).endswith("and ‘Everything’.”")
    assert note({**PAPER, "title": "Why?"}).endswith("“Why?”")
    assert note({**PAPER, "title": "It goes…"}).endswith("“It Goes…”")


@pytest.mark.parametrize(
    ("behind", "language", "wanted"),
    [
        ("act 3, scene 2-4, and more", "en-US", "act\u00a03, scs.\u00a02–4, and more."),
        ("act 3, scene 2-4", "de", "Akt\u00a03, Sz.\u00a02–4."),
        ("vol. 3, table 2", "fr", "vol. 3, tab.\u00a02."),
        ("appendix A1", "es", "apénd.\u00a0A1."),
        ("version 3.1", "en-US", "v.\u00a03.1."),
        ("timestamp 0:12:34", "de", "0:12:34."),
        ("title-locator 4", "pl", "tyt.\u00a04."),
        ("scene 2", "ja", "第2場。"),
    ],
)
def test_locators_that_the_engine_does_not_know(behind: str, language: str, wanted: str) -> None:
    made = notes([DOE], [f"It was. [@Doe_2001:a, {behind}]"], styles.DEFAULT, language)[0]
    assert made.endswith(wanted)


@pytest.mark.parametrize("style", ["din", "mla", "chicago-notes-ibid"])
def test_such_a_locator_is_no_page_of_a_volume(style: str) -> None:
    texts = ["A. [@v2, p. 3]", "A. [@v2, act 3]"]
    made = notes(VOLUMES, texts, style, "de")[1]
    assert made.endswith(" Akt\u00a03.") and ":Akt" not in made and "S. Akt" not in made


def test_each_kind_of_locator_has_a_word_in_each_language() -> None:
    for language in labels.languages():
        for kind in OTHER_LOCATORS.keys() - {"timestamp", SECTION_SIGN}:
            assert "{}" in Labels(language)[f"locator-{kind}"]


@pytest.mark.parametrize("style", [styles.DEFAULT, "mla"])
@pytest.mark.parametrize("language", ["en", "de", "ja", "ar"])
def test_the_sign_of_a_section_stays_as_it_was_typed(style: str, language: str) -> None:
    texts = [f"See [@law, {words}]." for words in ("§ 211", "§§ 211-213", "sec. 5", "§ 8 Abs. 2")]
    law = {"id": "law", "type": "book", "title": "Strafgesetzbuch", "issued": "1871"}
    one, several, section, more = notes([law], texts, style, language)
    assert "§\u00a0211" in one and "§§\u00a0211–213" in several and "§\u00a08 Abs. 2" in more
    assert "5" in section and ("§" not in section)


@pytest.mark.parametrize(
    ("tag", "date"),
    [("en-AU", "4 March 2001"), ("no", "4. mars 2001"), ("en-CA", "March 4, 2001")],
)
def test_the_engine_gets_the_nearest_locale(tag: str, date: str) -> None:
    made = Formatter([{**PAPER, "issued": "2001-03-04"}], tag).bibliography(["rferl"])[0][1]
    assert date in made


def test_locators_prefixes_suffixes_and_links() -> None:
    formatter = Formatter([DOE, {**RUSSIAN, "language": "en"}])
    text = "So it was. [see @Doe_2001:a, pp. 4-6, passim; @Azar, fols. 3r–v and *more*]"
    body = parse(text)
    assert formatter.note(body.citations[0], lambda id: f"#s-{id}") == (
        'See <a href="#s-Doe_2001:a">Doe, <i>The Loom: A History</i>, 4–6</a>, passim; '
        '<a href="#s-Azar">Азар, “«Кадыров не понимает»,” fols. 3r–v</a> and <i>more</i>.'
    )


def test_within_a_sentence_there_is_no_full_stop_nor_an_author_who_was_named() -> None:
    formatter = Formatter([DOE])
    shown = [formatter.note(parse(text).citations[0]) for text in ("as [@Doe_2001:a].",)]
    assert shown == ["Doe, <i>The Loom: A History</i>"]
    without = formatter.note(parse("as Doe says [-@Doe_2001:a, s.v. “loom”].").citations[0])
    assert without == "<i>The Loom: A History</i>, s.v. “loom”"


def test_first_in_full_then_short_then_ibid() -> None:
    cited = ("v1, 4", "v2, 5", "v1, 6", "Doe_2001:a, 6", "Doe_2001:a, 7", "Doe_2001:a, 7")
    texts = [f"N. [@{id}]" for id in cited]
    assert notes([*VOLUMES, DOE], texts, "chicago-notes-ibid") == [
        "Jane Doe, <i>The Loom</i> (Press, 2001), 1:4.",
        "Jane Doe, <i>The Loom</i> (Press, 2001), 2:5.",
        "Doe, <i>The Loom</i>, 1:6.",
        "Jane Doe, <i>The Loom: A History</i> (Press, 2001), 6.",
        "ibid., 7.",
        "ibid.",
    ]


def test_entries_that_are_looked_up_are_no_ibid() -> None:
    found = order.Citations()
    cited = [Citation((CitationItem("v1"),), own_sentence=True) for _ in range(2)]
    for number, citation in zip((10, 12), cited, strict=True):
        found.add([Node("cite", citation=citation)], number)
    style = styles.bundled("chicago-notes-ibid")
    formatter = Formatter(VOLUMES, "en", style, found)
    assert "ibid" not in formatter.note(cited[1])


def test_locators_and_words_are_in_the_language() -> None:
    texts = ["N. [@v1, S. 4]", "N. [@v2, ch. 3]", "N. [@v1, fol. 3r]"]
    made = notes(VOLUMES, texts, "chicago-author-date", "de")
    assert made == ["Doe 2001a, 4.", "Doe 2001b, Kap. 3.", "Doe 2001a, Fol. 3r."]
    inline = Formatter(VOLUMES, "de", styles.bundled("chicago-author-date"))
    assert inline.note(parse("So [@v1, S. 4].").citations[0]) == "(Doe 2001, 4)"


def test_what_a_style_cites_in_notes_alone_is_in_the_list_all_the_same() -> None:
    records = [DOE, {**PAPER, "id": "e", "type": "entry-dictionary", "title": "loom"}]
    mla = Formatter(records, "en", styles.bundled("mla")).bibliography(["e", "Doe_2001:a"])
    assert sorted(id for id, _ in mla) == ["Doe_2001:a", "e"]
    assert all(markup for _, markup in mla)


@pytest.mark.parametrize(
    ("issued", "shown"),
    [
        (2014, "2014."),
        ("2014/2016", "2014–2016."),
        ("1850~", "1850"),
        ({"date-parts": [["2014", "5"]]}, "2014."),
        ({"literal": "forthcoming"}, "orthcoming"),
        (None, "n.d."),
    ],
)
def test_dates_in_all_their_forms(issued: object, shown: str) -> None:
    record = {**DOE, "type": "report", "issued": issued}
    assert Formatter([record]).defects == ()
    assert shown in entry(record)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"type": "blog"}, "unknown-type"),
        ({"title": " "}, "missing-title"),
        ({"issued": "December 2014"}, "bad-date"),
        ({"issued": "2014-13"}, "bad-date"),
        ({"original-date": "never"}, "bad-date"),
        ({"accessed": {"date-parts": []}}, "bad-date"),
        ({"author": [{}]}, "bad-name"),
        ({"director": 3}, "bad-name"),
        ({"URL": "javascript:alert(1)"}, "unsafe-url"),
        ({"id": ""}, "missing-id"),
        ({"title": "[Радио]{lang=russian_1} / Radio"}, "bad-language-tag"),
    ],
)
def test_bad_records_are_reported(change: dict, code: str) -> None:
    formatter = Formatter([{**PAPER, **change}])
    assert [defect.code for defect in formatter.defects] == [code]
    assert formatter.defects[0].hint


def test_any_text_gives_well_formed_markup() -> None:
    odd = [
        "<b>",
        "&amp;",
        '"',
        "'",
        "[x]",
        "”.",
        "?",
        "\\1",
        "]{lang=ru}",
        "**",
        "<i>a",
        "„",
        "*a _b*",
    ]
    records = [
        {
            "id": f"o{n}",
            "type": "book" if n % 2 else "webpage",
            "title": f"{text}{other}",
            "author": [{"literal": other}],
            "container-title": text,
            "language": "ru",
            "note": other,
        }
        for n, (text, other) in enumerate(zip(odd, [*odd[1:], "x"], strict=True))
    ]
    formatter = Formatter(records)
    for id, markup in formatter.bibliography([str(record["id"]) for record in records]):
        ET.fromstring(f"<p>{markup}{formatter.note(Citation((CitationItem(id),)))}</p>")


def test_duplicate_ids_are_reported_and_unknown_ids_raise() -> None:
    assert [d.code for d in Formatter([PAPER, PAPER]).defects] == ["duplicate-id"]
    with pytest.raises(KeyError):
        Formatter([PAPER]).note(Citation((CitationItem("nobody"),)))


def test_without_pandoc_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "find", lambda: None)
    with pytest.raises(BuildFailed) as failed:
        entry({**PAPER, "title": "Without pandoc"})
    assert [problem.code for problem in failed.value.problems] == ["pandoc-missing"]
    assert "pip install pypandoc-binary" in failed.value.problems[0].hint


def test_what_was_made_is_kept_and_what_is_damaged_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITION_CACHE", str(tmp_path))
    asked: list[bytes] = []
    original = pandoc.run

    def run(document: bytes, *rest: object) -> bytes:
        asked.append(document)
        return original(document, *rest)

    monkeypatch.setattr(pandoc, "run", run)

    def built(title: str) -> str:
        engine._recent.clear()
        formatter = Formatter([{**PAPER, "title": title}])
        ((_, made),) = formatter.bibliography(["rferl"])
        formatter.keep()
        return made

    first = built("Kept")
    assert built("Kept") == first and len(asked) == 1
    assert "Changed" in built("Changed") and len(asked) == 2
    for file in (tmp_path / "citations").iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert built("Kept") == first and len(asked) == 3


def test_a_run_that_fails_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> bytes:
        raise pandoc.PandocFailed("pandoc said: heap exhausted")

    monkeypatch.setattr(pandoc, "run", fails)
    with pytest.raises(BuildFailed) as failed:
        entry({**PAPER, "title": "Fails"})
    assert [problem.code for problem in failed.value.problems] == ["citations-failed"]


def test_a_record_beside_the_document_keeps_its_languages_and_its_link() -> None:
    talk = {
        "id": "talk",
        "type": "broadcast",
        "title": 'The war in [Радио]{lang=ru}: is it "true"?',
        "container-title": "The Daily",
        "host": [{"family": "Roe", "given": "Ann"}],
        "URL": "https://example.org/x",
    }
    film = {
        "id": "film",
        "type": "motion_picture",
        "title": "Мать",
        "language": "ru",
        "performer": [{"family": "Баталов", "given": "Николай"}],
        "URL": "https://example.org/y",
    }
    made = dict(Formatter([talk, film]).bibliography(["talk", "film"]))
    title = f"The War in {RU}Радио</span>: Is It ‘True’?"
    assert f'“<a href="https://example.org/x">{title}</a>” <i>The Daily</i>' in made["talk"]
    assert f'<i><a href="https://example.org/y">{RU}Мать</span></a></i>' in made["film"]
    assert f"erformed by {RU}Николай Баталов</span>" in made["film"]
