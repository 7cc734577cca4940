"""What looks like a name is told from a word that only begins a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edition.assembly import partial
from edition.authoring.suggest import names
from edition.authoring.suggest.suggest import Suggestion, suggest
from edition.cli import main
from edition.system.project import Project
from tests.books import write_project
from tests.paths import ROOT

#: The beginning of “Pride and Prejudice” (1813), which is in the public domain.
NOVEL = """\
It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife.

“My dear Mr. Bennet,” said his lady to him one day, “have you heard that Netherfield Park is let at last?”

Mr. Bennet replied that he had not.

“But it is,” returned she; “for Mrs. Long has just been here, and she told me all about it.”

“Why, my dear, you must know, Mrs. Long says that Netherfield is taken by a young man of large fortune from the north of England; that he came down on Monday in a chaise and four to see the place, and was so much delighted with it that he agreed with Mr. Morris immediately; that he is to take possession before Michaelmas, and some of his servants are to be in the house by the end of next week.”

“What is his name?”

“Bingley.”

“Is he married or single?”

“My dear, you flatter me. I certainly have had my share of beauty. Sir William and Lady Lucas are determined to go, merely on that account. Indeed you must go. Mr. Bingley will be very glad to see you; though I must throw in a good word for my little Lizzy.”

“I desire you will do no such thing. Lizzy is not a bit better than the others. They have none of them much to recommend them.”

Bingley came. However, Bingley went. Nobody saw him.
"""  # noqa: E501


def found(folder: Path, text: str, rest: str = "", **more) -> list[Suggestion]:
    """The suggestions for a text."""
    return suggest(partial.read(Project.at(write_project(folder, rest, text))), **more)


def words(folder: Path, text: str, rest: str = "", **more) -> dict[str, int]:
    """The words suggested, and how often they stand."""
    return {item.words: item.count for item in found(folder, text, rest, **more)}


def test_a_novel(tmp_path: Path) -> None:
    listed = words(tmp_path, NOVEL)
    assert listed == {
        "Bingley": 4,
        "Bennet": 2,
        "Long": 2,
        "Netherfield": 1,
        "Netherfield Park": 1,
        "England": 1,
        "Morris": 1,
        "Michaelmas": 1,
        "William": 1,
        "Lucas": 1,
        "Lizzy": 2,
    }
    for false in (
        "My",
        "But",
        "Why",
        "What",
        "Is",
        "Indeed",
        "They",
        "Nobody",
        "Monday",
        "However",
        "I",
        "It",
        "Mr",
        "Sir",
    ):
        assert false not in listed
    kinds = {item.words: item.kind for item in found(tmp_path, NOVEL)}
    assert kinds["Bennet"] == kinds["Morris"] == "person"
    assert kinds["Netherfield Park"] == "place"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "We saw Otto von Bismarck and Charles de Gaulle.",
            {"Otto von Bismarck": 1, "Charles de Gaulle": 1},
        ),
        (
            "He met Hasan al-Banna, d’Artagnan and O'Brien.",
            {"Hasan al-Banna": 1, "d’Artagnan": 1, "O'Brien": 1},
        ),
        (
            "In the Committee for the Prevention of Torture sat Ann.",
            {"Committee for the Prevention of Torture": 1, "Ann": 1},
        ),
        ("It was Putin. He knew Vladimir Putin, and Putin’s friend.", {"Vladimir Putin": 3}),
        ("There sat J. R. R. Tolkien and C. S. Lewis.", {"J. R. R. Tolkien": 1, "C. S. Lewis": 1}),
        (
            "We like Jean-Paul Sartre’s books and Stratford-upon-Avon.",
            {"Jean-Paul Sartre": 1, "Stratford-upon-Avon": 1},
        ),
        ("He has come. Then he left. The king saw Then.", {}),
        ("A STORY\n\nTHE WHOLE OF IT IN CAPITALS BY ANN LEE.", {}),
        (
            "Там жил Иван Петрович, а Москва спала. Он знал, что Москва спит.",
            {"Москва": 2, "Иван Петрович": 1},
        ),
        ("Εκεί ζούσε ο Γιώργος στην Αθήνα.", {"Γιώργος": 1, "Αθήνα": 1}),
        ("We saw Ann on Monday in May, and I went.", {"Ann": 1}),
        ("we met the Ann Lee\nof old in 1899.", {"Ann Lee": 1}),
    ],
)
def test_names(tmp_path: Path, text: str, wanted: dict[str, int]) -> None:
    assert words(tmp_path, text) == wanted


def test_acronyms(tmp_path: Path) -> None:
    text = (
        "The SPCh and the SMG met the U.S.S.R. and NGOs; SMG’s head, NOT the other, is not "
        "from McDonald. In part II of COVID-19 the UN said so."
    )
    assert words(tmp_path, text, type="acronym") == {
        "SMG": 2,
        "SPCh": 1,
        "U.S.S.R.": 1,
        "NGO": 1,
        "COVID-19": 1,
        "UN": 1,
    }


def test_glosses(tmp_path: Path) -> None:
    text = (
        "The MVD [Interior Ministry] came. A kadyrovets (a soldier) and a “gramotei” saw the "
        "work (done). They “saw” it: saw, saw. He wrote слово on it. It [the thing] went. "
        + "More words of the usual kind stand here. "
        * 3
    )
    listed = {(item.words, item.type, item.explanation) for item in found(tmp_path, text)}
    assert ("MVD", "acronym", "Interior Ministry") in listed
    assert {item for item in listed if item[1] == "gloss"} == {
        ("kadyrovets", "gloss", "a soldier"),
        ("gramotei", "gloss", ""),
        ("слово", "gloss", ""),
    }


def test_a_script_without_capitals_has_glosses_only(tmp_path: Path) -> None:
    text = "ذهب الرجل إلى السوق (the market) ثم عاد. قال الرجل ذلك.\n"
    assert {item.type for item in found(tmp_path, text)} <= {"gloss"}
    assert found(tmp_path, "他去了北京。北京很大。") == []


#: Of the kinds that a novel has, each with the company that shows it.
VILLAGE = """\
IV. The Gorgon of Whitby

Mr. Vincy said so, and Mrs. Vincy said no; Fred Vincy laughed. Fred went in silence, said Fred.

They sailed to Varna, and in Varna they rested; the coach left for the Borgo Pass at noon. She sat at Stone Court, near Stone Court, and in the Old Bailey. The Old Bailey was dark, and the Old Bailey was old.

The Slovaks came, and a Slovak fell; we saw the Slovaks. Tellson’s Bank stood there, for Tellson’s Bank had money. We met the Duke of Sarum, the men of Sarum.

The Vicar met the vicar, and the Vicar knew the English. God help the Rector, for the Republic is far.

Hereupon Startop ate. We saw Startop and Startop, Startop and Startop, Startop and Startop, Startop and Startop, Startop and Startop, Startop. BEWARE THE DOG stood there. He read RED HOUSE INN on it.
"""  # noqa: E501


def test_kinds_by_their_company(tmp_path: Path) -> None:
    kinds = {item.words: (item.kind, item.also) for item in found(tmp_path, VILLAGE)}
    assert kinds == {
        "Startop": ("person", ()),
        "Fred Vincy": ("person", ("Fred",)),
        "Old Bailey": ("place", ()),
        "Slovaks": ("term", ("Slovak",)),
        "Vincy": ("person", ()),
        "Varna": ("place", ()),
        "Stone Court": ("place", ()),
        "Tellson": ("organization", ()),
        "Sarum": ("place", ()),
        "Borgo Pass": ("place", ()),
    }


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        (
            "*** START OF THE PROJECT GUTENBERG EBOOK X ***",
            "*** END OF THE PROJECT GUTENBERG EBOOK",
        ),
        (
            "***START OF THIS PROJECT GUTENBERG EBOOK X***",
            "End of the Project Gutenberg EBook of X",
        ),
        ("*END*THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04", "End of Project Gutenberg's X"),
    ],
)
def test_a_librarys_header_and_licence_have_no_names(tmp_path: Path, begin: str, end: str) -> None:
    licence = "We thank the Carnegie Foundation and Michael Hart."
    text = f"{licence}\n\n{begin}\n\nWe saw Brown.\n\n{end}\n\n{licence}\n"
    assert words(tmp_path, text) == {"Brown": 1}
    assert "Michael Hart" in words(tmp_path, licence), "these words alone are a text"


REST = """\
structure:
  roles: {title: [1]}
footnotes:
  - {id: n, quote: saw Smith, note: x}
glossary:
  - {id: smg, term: SMG, definition: x}
people:
  - {id: lee, name: "Lee, Ann", forms: [Ann Lee]}
"""


def test_what_is_explained_is_not_suggested(tmp_path: Path) -> None:
    text = "Old Title Words\n\nThey saw Smith and Ann Lee of SMG. Then Smith and Lee met Brown.\n"
    assert words(tmp_path, text, REST) == {"Lee": 1, "Brown": 1}


def test_what_is_left_out_is_not_suggested(tmp_path: Path) -> None:
    rest = "omissions:\n  - {lines: [1], reason: x}\n"
    assert words(tmp_path, "We saw Smith.\nWe saw Brown.\n", rest) == {"Brown": 1}


def test_the_most_frequent_come_first_then_the_first(tmp_path: Path) -> None:
    text = "We saw Dee, Cee and Bee. We saw Bee; we saw Dee and Aye."
    assert list(words(tmp_path, text)) == ["Dee", "Bee", "Cee", "Aye"]
    assert list(words(tmp_path, text, minimum=2)) == ["Dee", "Bee"]
    [first, *_] = found(tmp_path, text)
    assert (str(first.place), first.count) == ("source.txt:1:8", 2)


def test_months_and_days_of_the_language_are_no_names() -> None:
    def found_in(text: str, language: str) -> list[tuple[str, ...]]:
        read = names.tokens(text, 0, len(text))
        return [name.words for name in names.names(read, names.census(text, [read], language))]

    german = "Sie kam am Montag, dem dritten Mai, mit Berta Groß nach Leeds."
    assert found_in(german, "de") == [("Berta", "Groß"), ("Leeds",)]
    assert ("May",) not in found_in("We saw Dee in May and on Monday.", "en")


@settings(max_examples=120)
@given(st.text(st.sampled_from("aB .’'-“(\n\u0301éÑяЖ1_—:A")), st.integers(1, 3))
def test_any_text_has_tokens_in_order_and_names_inside_it(text: str, repeat: int) -> None:
    text *= repeat
    found_ = names.tokens(text, 0, len(text))
    assert all(text[token.start : token.end] == token.word for token in found_)
    ends = [0, *(token.end for token in found_)]
    assert all(token.start >= end for token, end in zip(found_, ends, strict=False))
    for name in names.names(found_, names.census(text, [found_], "en")):
        assert 0 <= name.start < name.end <= len(text) and name.words


def run(*arguments: object) -> int:
    """Run the command in this process."""
    return main.main(["suggest", *(str(argument) for argument in arguments)])


def test_the_command_gives_the_line_that_explains(tmp_path: Path, capsys) -> None:
    folder = write_project(tmp_path, "", "It was Putin. We saw Vladimir Putin by the SMG’s gate.")
    assert run(folder) == 0
    said = capsys.readouterr().out
    assert said.startswith("Vladimir Putin (also Putin)  2 times, person?  source.txt:1:22\n")
    assert (
        f"    python3 build.py add {folder} --kind person --quote 'Vladimir Putin' "
        "--form 'Vladimir Putin' --form Putin\n" in said
    )
    assert "«SMG»" in said and "acronym, term?" in said


def test_the_line_that_it_gives_works(tmp_path: Path, capsys) -> None:
    import shlex

    text = "It was Putin. We saw Vladimir Putin by the SMG’s gate and the “gramotei” there."
    folder = write_project(tmp_path, "", text)
    assert run(folder, "--json") == 0
    listed = json.loads(capsys.readouterr().out)["suggestions"]
    for item in listed:
        line = shlex.split(item["command"])
        note = ["--note", "Words."]
        assert main.main([*line[2:], *note]) == 0, item
    capsys.readouterr()
    assert main.main(["check", str(folder)]) == 0
    assert run(folder) == 0
    assert "Nothing found that wants an explanation." in capsys.readouterr().out


def test_options_of_the_command(tmp_path: Path, capsys) -> None:
    folder = write_project(tmp_path, "", "We saw Ann, Bob and SMG. We saw Bob.")
    assert run(folder, "--limit", 1, "--kind", "name") == 0
    said = capsys.readouterr().out
    assert said.startswith("Bob  2 times") and "… and 1 more" in said
    assert run(folder, "--min", 2, "--json") == 0
    assert json.loads(capsys.readouterr().out)["count"] == 1
    assert run(folder, "--kind", "thing") == 2


def test_it_works_while_the_annotations_have_errors(tmp_path: Path, capsys) -> None:
    folder = write_project(tmp_path, "footnotes:\n  - {id: a}\n", "We saw Ann.")
    assert run(folder) == 0
    assert capsys.readouterr().out.startswith("Ann  once")


def test_the_edition_in_the_box_is_nearly_explained() -> None:
    listed = suggest(partial.read(Project.at(ROOT)), minimum=2)
    assert len(listed) <= 3
