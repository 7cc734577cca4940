"""The kinds that can be added, their fields out of the models, and what is proposed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edition.annotations.schema import models, values
from edition.authoring.add import kinds
from edition.authoring.add.kinds import KINDS
from edition.model.problems import BuildFailed


def test_every_list_of_entries_in_the_models_has_a_kind() -> None:
    lists = {
        info.alias or name
        for name, info in models.AnnotationsFile.model_fields.items()
        if "list[" in str(info.annotation)
    }
    # Which PDFs are made is declared once.
    entries = lists - {"pdf", "include"} | {"chronology"}
    assert {kind.path[0] for kind in KINDS.values()} == entries
    assert {kind.path[1] for kind in KINDS.values() if len(kind.path) > 1} == {
        "events",
        "timelines",
    }


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_fields_are_those_of_the_model(kind: kinds.Kind) -> None:
    model = kinds.model_of(kind).model_fields
    fields = {field.key: field for field in kinds.fields(kind)}
    assert set(fields) == {info.alias or name for name, info in model.items()}
    for name, info in model.items():
        field = fields[info.alias or name]
        assert field.required == info.is_required()
        described = " ".join((info.description or "").split())
        assert field.help and (not described or field.help.split(".")[0] in described)
    keys = list(fields)
    assert "id" not in keys or keys[0] == "id"
    assert kind.words in ("", *keys)


def test_texts_come_last_and_groups_have_fields() -> None:
    assert [field.key for field in kinds.fields(KINDS["footnote"])] == [
        "id",
        "quote",
        "prefix",
        "suffix",
        "at",
        "also",
        "series",
        "for",
        "status",
        "author",
        "todo",
        "reviewed-by",
        "note",
    ]
    assert kinds.fields(KINDS["term"])[-1].key == "definition"
    original = next(f for f in kinds.fields(KINDS["person"]) if f.key == "original")
    assert [field.key for field in original.fields] == ["text", "language"]
    bodies = {name: kinds.body_of(kind) for name, kind in KINDS.items()}
    assert {name: body.key for name, body in bodies.items() if body} == {
        "footnote": "note",
        "textual-note": "note",
        "emendation": "reason",
        "term": "definition",
        "person": "description",
        "organization": "description",
        "place": "description",
        "subject": "description",
        "event": "event",
        "photo": "note",
        "picture": "caption",
        "map": "caption",
        "section": "body",
        "afterword": "body",
    }


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("footnote", "footnote"),
        ("footnotes", "footnote"),
        ("People", "person"),
        ("glossary", "term"),
        ("textual_note", "textual-note"),
        ("Textual Notes", "textual-note"),
        ("organisation", "organization"),
        (" events ", "event"),
        ("front", "section"),
    ],
)
def test_a_kind_has_several_names(name: str, wanted: str) -> None:
    assert kinds.kind_named(name).name == wanted


@pytest.mark.parametrize("name", ["footnot", "", "../x", "\x1b[31m", "x" * 9000])
def test_an_unknown_kind_is_said_to_be_so(name: str) -> None:
    with pytest.raises(BuildFailed) as failed:
        kinds.kind_named(name)
    [problem] = failed.value.problems
    assert problem.code == "unknown-kind" and "textual-note" in problem.hint
    assert "\x1b" not in str(problem)
    if name == "footnot":
        assert "Did you mean “footnote”?" in problem.hint


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("like in central Russia", "like-in-central-russia"),
        ("  “Kadyrov’s men”\n", "kadyrovs-men"),
        ("Gödel, Escher & Bach", "godel-escher-bach"),
        ("Кадыровец и щи", "kadyrovets-i-shchi"),
        ("Ἀθῆναι", "athinai"),
        ("straße Łódź", "strasse-lodz"),
        ("中文", ""),
        ("../../etc/passwd", "etc-passwd"),
        (
            "one two three four five six seven eight nine ten eleven",
            "one-two-three-four-five-six-seven-eight-nine-ten",
        ),
        ("x" * 200, "x" * 48),
    ],
)
def test_an_id_is_made_of_words(words: str, wanted: str) -> None:
    assert kinds.slug(words) == wanted


@given(
    st.text(max_size=120),
    st.sets(st.text("ab-1", min_size=1, max_size=4), max_size=5),
    st.sampled_from(list(KINDS.values())),
)
def test_a_proposed_id_is_good_and_free(words: str, taken: set[str], kind: kinds.Kind) -> None:
    taken = {*taken, kinds.slug(words), kind.name}
    found = kinds.new_id(kind, words, taken)
    assert re.match(values.ID, found) and found not in taken


def test_ids_are_free_in_their_group() -> None:
    data = {
        "footnotes": [{"id": "a"}],
        "textual-notes": [{"id": "b"}, {}, None],
        "glossary": None,
        "people": [{"id": "c"}],
        "places": [{"id": "d"}],
        "chronology": {"timelines": [{"id": "e"}]},
    }
    taken = {name: kinds.taken_ids(kind, data) for name, kind in KINDS.items()}
    assert taken["footnote"] == taken["textual-note"] == {"a", "b"}
    assert taken["person"] == taken["organization"] == taken["place"] == {"c", "d"}
    assert taken["timeline"] == {"e"}
    assert taken["term"] == taken["event"] == taken["emendation"] == set()


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Ramzan Kadyrov", "Kadyrov, Ramzan"),
        ("Otto von Bismarck", "Bismarck, Otto von"),
        ("Hasan al-Banna", "al-Banna, Hasan"),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("Kadyrov", "Kadyrov"),
        ("Kadyrov, Ramzan", "Kadyrov, Ramzan"),
        ("", ""),
    ],
)
def test_a_person_is_sorted_by_the_surname(name: str, wanted: str) -> None:
    assert kinds.name_in_order(name) == wanted


def test_what_selected_words_propose() -> None:
    person = kinds.proposed(KINDS["person"], "Ramzan\u00a0Kadyrov’s", {"kadyrov"})
    assert person == {
        "name": "Kadyrov, Ramzan",
        "forms": ["Ramzan Kadyrov"],
        "id": "kadyrov-ramzan",
    }
    assert kinds.proposed(KINDS["term"], "“SMG,”") == {
        "term": "SMG",
        "forms": ["SMG"],
        "id": "smg",
    }
    assert kinds.proposed(KINDS["term"], "U.S.S.R.")["term"] == "U.S.S.R."
    assert kinds.proposed(KINDS["footnote"], "the loom") == {"id": "the-loom"}
    assert kinds.proposed(KINDS["event"], "the loom") == {}


def test_the_sections_that_follow() -> None:
    assert kinds.following(KINDS["event"]) == ("maps", "sources", "rules", "ledger")
    assert kinds.following(KINDS["footnote"])[0] == "textual-notes"
