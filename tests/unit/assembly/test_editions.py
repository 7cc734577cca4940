"""Editions for some readers: one file, several books; each has its entries, its own name and
identifier, and no link to what it leaves out."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from edition.assembly import drafts
from edition.assembly.review import review
from edition.model.identifiers import slug
from edition.model.problems import BuildFailed
from edition.system.project import Project
from tests.books import write_project

REST = """\
editions:
  - {id: school, name: School edition}
  - {id: scholar, name: Critical edition}
footnotes:
  - {id: easy, quote: shuttle, for: [school], note: A tool.}
  - {id: hard, quote: cloth, for: [scholar], note: Of flax.}
  - {id: both, quote: weaver, note: "See [the cloth](note:hard)."}
people:
  - {id: doe, name: Doe, for: [scholar], forms: [loom]}
  - {id: roe, name: Roe, see: doe}
  - {id: poe, name: Poe, forms: [cloth], see-also: [doe]}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.at(write_project(tmp_path, REST))


def test_each_edition_has_its_own_entries_and_numbers(project: Project) -> None:
    def notes(edition: str) -> list[tuple[str, int]]:
        found = drafts.printed(project, edition=edition).edition.notes
        return [(note.id, note.number) for note in found]

    assert {id for id, _ in notes("")} == {"easy", "hard", "both"}
    assert {id for id, _ in notes("school")} == {"easy", "both"}
    assert {id for id, _ in notes("scholar")} == {"hard", "both"}
    assert [number for _, number in notes("school")] == [1, 2]


def test_references_to_what_is_left_out_go(project: Project) -> None:
    school = drafts.printed(project, edition="school")
    assert "See the cloth." in [body.text for body in school.bodies]
    shown = {entry.heading.id: entry.heading.see_also for entry in school.edition.index}
    assert shown == {"poe": ()}
    whole = drafts.printed(project, edition="scholar")
    assert {entry.heading.id for entry in whole.edition.index} == {"doe", "roe", "poe"}


def test_an_edition_has_a_name_and_an_identifier_of_its_own(project: Project) -> None:
    main = drafts.printed(project).edition.metadata
    school = drafts.printed(project, edition="school")
    own = school.edition.metadata
    assert own.subtitle.endswith("School edition") and not main.subtitle.endswith("School edition")
    wanted = uuid.uuid5(uuid.NAMESPACE_URL, f"{main.identifier}#edition-school")
    assert own.identifier == f"urn:uuid:{wanted}" == school.annotations.metadata.identifier
    assert slug(own) == f"{slug(main)}-school"


def test_check_names_what_refers_to_what_is_left_out(project: Project) -> None:
    found = [p for p in review(project).problems if p.code == "refers-to-left-out"]
    assert [p.place.line for p in found] == sorted(p.place.line for p in found)
    assert len(found) == 3 and all("“school”" in problem.message for problem in found)


def test_an_edition_that_is_not_declared_is_refused(project: Project) -> None:
    with pytest.raises(BuildFailed) as failed:
        drafts.printed(project, edition="shcool")
    (problem,) = failed.value.problems
    assert problem.code == "unknown-edition" and "school" in problem.hint


OPENING = """\
places:
  - {id: leeds, name: Leeds, forms: [shuttle], coordinates: [53.8, -1.55]}
maps:
  - id: north
    title: N
    bounds: {west: -3, south: 53, east: 0, north: 55}
    alt: Leeds.
    for: [scholar]
opening:
  names:
    - {person: poe, line: A poet.}
    - {person: doe, line: A weaver.}
  map: north
"""


def test_the_opening_goes_without_what_is_left_out(tmp_path: Path) -> None:
    project = Project.at(write_project(tmp_path, REST + OPENING))
    whole = drafts.printed(project, edition="scholar").edition.opening
    assert whole and [item.id for item in whole.names] == ["poe", "doe"] and whole.map == "north"
    school = drafts.printed(project, edition="school").edition.opening
    assert school and [item.id for item in school.names] == ["poe"] and school.map == ""
    told = [p.message for p in review(project).problems if p.code == "refers-to-left-out"]
    assert sum("person “doe”" in words for words in told) == 1
    assert sum("map “north”" in words for words in told) == 1


def test_an_opening_of_which_no_line_is_left_goes(tmp_path: Path) -> None:
    opening = OPENING.replace("    - {person: poe, line: A poet.}\n", "")
    project = Project.at(write_project(tmp_path, REST + opening))
    assert drafts.printed(project, edition="school").edition.opening is None
    assert drafts.printed(project, edition="scholar").edition.opening is not None


MAPS = """\
editions:
  - {id: school, name: School edition}
places:
  - {id: leeds, name: Leeds, coordinates: [53.8, -1.55], forms: [weaver], for: [OTHER]}
  - {id: york, name: York, coordinates: [53.96, -1.08], forms: [shuttle]}
maps:
  - id: yorkshire
    title: Yorkshire
    bounds: {west: -3, south: 53, east: 0.5, north: 55}
    alt: Leeds lies in the middle.
    places: [PLACES]
"""


@pytest.mark.parametrize(("places", "left"), [("leeds, york", ["york"]), ("leeds", None)])
def test_a_map_goes_without_the_places_that_are_left_out(
    tmp_path: Path, places: str, left: list[str] | None
) -> None:
    rest = MAPS.replace("PLACES", places).replace("OTHER", "scholar")
    rest = rest.replace("places:\n", "  - {id: scholar, name: Critical edition}\nplaces:\n", 1)
    project = Project.at(write_project(tmp_path, rest))
    for edition, wanted in (("school", left), ("scholar", places.split(", "))):
        maps = drafts.printed(project, edition=edition).annotations.maps
        assert [list(item.places) for item in maps] == ([] if wanted is None else [wanted])


def test_only_errors_come_of_leaving_out(tmp_path: Path) -> None:
    rest = REST.replace("name: Poe, forms: [cloth]", "name: Poe, forms: [flax]")
    project = Project.at(write_project(tmp_path, rest))
    with pytest.raises(BuildFailed) as failed:
        drafts.printed(project, edition="school")
    assert [problem.code for problem in failed.value.problems] == ["heading-never-mentioned"]
    assert "`for` other editions" in failed.value.problems[0].hint
