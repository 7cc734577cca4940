"""An entry is changed by the rules of `add`, and nothing but what was changed is written."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

import pytest

from edition.authoring.add import write
from edition.authoring.change import change, history
from edition.authoring.change.entries import Entry, Wanted, entry_of, words_of
from edition.authoring.change.history import History
from edition.model.problems import BuildFailed
from edition.system.project import Project
from edition.yamlfile.load import YamlValue
from tests.books import write_project

REST = """\
structure:
  roles:
    title: [1]
footnotes:
  # of the weaver
  - id: weaver
    quote: "weaver"
    note: She weaves. [@doe]
  - id: on-shuttle   # looked at
    quote: shuttle
    note: |
      It flies, see [](note:weaver),
      and comes back.
emendations:
  - quote: threw
    reading: hurled
people:
  - id: ada
    name: Lovelace, Ada
    mentions:
      - quote: She
        suffix: " threw"
    born: "1815-12-10"
sources:
  - id: doe
    type: book
    title: Looms
    author:
      - {family: Doe, given: Jane}
    issued: "1999"
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project.at(write_project(tmp_path, REST))


def text(project: Project) -> str:
    return (project.root / "annotations.yaml").read_text()


def done(project: Project, group: str, id: str, line: int = 0, **values: YamlValue) -> list[str]:
    """Change an entry; the lines that went and came."""
    before = text(project)
    write.write(change.change(project, Wanted(group, id, line), values))
    return different(before, text(project))


def entry(project: Project, group: str, id: str, line: int = 0) -> Entry:
    return entry_of(change.editor_of(project), Wanted(group, id, line))


def different(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line[0] + line[2:].rstrip() for line in lines if line[0] in "+-"]


def refused(project: Project, wanted: Wanted, values: Mapping[str, YamlValue]) -> list[tuple]:
    with pytest.raises(BuildFailed) as failed:
        change.change(project, wanted, values)
    return [(problem.code, str(problem.place)) for problem in failed.value.problems]


def test_a_text_changes_and_its_line_alone(project: Project) -> None:
    assert done(project, "footnotes", "weaver", note="She weaves *well*. [@doe]") == [
        "-    note: She weaves. [@doe]",
        '+    note: "She weaves *well*. [@doe]"',
    ]


def test_a_paragraph_keeps_its_lines_while_another_changes(project: Project) -> None:
    path = project.root / "annotations.yaml"
    old = "      It flies, see [](note:weaver),\n      and comes back.\n"
    path.write_text(text(project).replace(old, f"{old}\n      Slowly.\n"))
    shown = words_of(entry(project, "footnotes", "on-shuttle"))["note"]
    assert shown == "It flies, see [](note:weaver), and comes back.\n\nSlowly."
    assert done(project, "footnotes", "on-shuttle", note=shown) == []
    assert done(project, "footnotes", "on-shuttle", note=shown.replace("Slowly", "Fast")) == [
        "-      Slowly.",
        "+      Fast.",
    ]


def test_a_note_moves_to_other_words_and_to_its_place(project: Project) -> None:
    found = done(project, "footnotes", "weaver", quote="cloth grew", suffix=".")
    assert text(project).index("on-shuttle   # looked at") < text(project).index("- id: weaver")
    assert "+    quote: cloth grew" in found
    assert sorted(line[1:] for line in found if "quote" not in line and line[0] == "-") == sorted(
        line[1:] for line in found if "quote" not in line and line[0] == "+"
    ), "all else was moved as it was"


def test_the_shortest_selector_is_written(project: Project) -> None:
    done(project, "footnotes", "weaver", quote="loom", prefix="A weaver sat at the ")
    assert '    quote: loom\n    prefix: "the "' in text(project) or "prefix" in text(project)
    done(project, "footnotes", "weaver", quote="cloth grew", prefix="and the ")
    assert "prefix" not in text(project).partition("emendations")[0], "it is needed no more"


def test_an_optional_field_comes_and_goes(project: Project) -> None:
    assert done(project, "people", "ada", died="1852") == ['+    died: "1852"']
    assert done(project, "people", "ada", died="") == ['-    died: "1852"']
    assert "mentions:\n      - quote: She" in text(project), "what is in no form stays"


def test_an_entry_without_id_is_known_by_its_line(project: Project) -> None:
    line = text(project).splitlines().index("  - quote: threw") + 1
    assert done(project, "emendations", "", line, reading="cast") == [
        "-    reading: hurled",
        "+    reading: cast",
    ]
    digest = entry(project, "emendations", "", line).digest
    path = project.root / "annotations.yaml"
    path.write_text("# a line more\n" + text(project))
    write.write(change.remove(project, Wanted("emendations", "", line, digest)))
    assert "emendations" not in text(project), "found by its digest, with its list"


def test_a_source_is_shown_and_changed_in_words(project: Project) -> None:
    words = words_of(entry(project, "sources", "doe"))
    assert words == {
        "id": "doe", "type": "book", "title": "Looms", "author": "Doe, Jane", "issued": "1999",
    }  # fmt: skip
    assert done(project, "sources", "doe", publisher="Press", title="Old looms") == [
        "-    title: Looms",
        "+    title: Old looms",
        "+    publisher: Press",
    ]
    done(project, "sources", "doe", author=["Doe, Jane", "Roe, Ann"])
    assert "{family: Roe, given: Ann}" in text(project)


@pytest.mark.parametrize(
    ("group", "id", "values", "wanted"),
    [
        ("footnotes", "weaver", {"note": ""}, ("missing-key", "new footnote (note)")),
        ("footnotes", "weaver", {"note": "[@nobody]"}, ("unknown-source", "new footnote")),
        ("footnotes", "weaver", {"quote": "nowhere"}, ("quote-not-found", "new footnote (quote)")),
        ("footnotes", "weaver", {"id": "on-shuttle"}, ("repeated-id", "new footnote (id)")),
        ("footnotes", "weaver", {"id": "other"}, ("unknown-note", "annotations.yaml:2")),
        ("footnotes", "weaver", {"colour": "red"}, ("unknown-key", "new footnote (colour)")),
        ("people", "ada", {"born": "May"}, ("wrong-date", "new person (born)")),
        ("footnotes", "gone", {"note": "x"}, ("file-changed", "annotations.yaml")),
    ],
)
def test_what_is_wrong_is_refused(
    project: Project, group: str, id: str, values: dict[str, YamlValue], wanted: tuple[str, str]
) -> None:
    before = text(project)
    [(code, place), *_] = refused(project, Wanted(group, id, 0), values)
    assert code == wanted[0] or wanted[0] == "wrong-date"
    assert place.startswith(wanted[1])
    assert text(project) == before


def test_a_note_that_another_leads_to_is_not_deleted(project: Project) -> None:
    with pytest.raises(BuildFailed) as failed:
        change.remove(project, Wanted("footnotes", "weaver", 0))
    [problem] = failed.value.problems
    line = text(project).splitlines().index("      It flies, see [](note:weaver),") + 1
    assert (problem.code, problem.place.line) == ("unknown-note", line), "as the file is now"


def test_an_entry_that_was_changed_meanwhile_is_not_overwritten(project: Project) -> None:
    digest = entry(project, "footnotes", "weaver").digest
    path = project.root / "annotations.yaml"
    path.write_text(text(project).replace("She weaves.", "She wove."))
    wanted = Wanted("footnotes", "weaver", 0, digest)
    [(code, place)] = refused(project, wanted, {"note": "x"})
    assert code == "file-changed" and place.startswith("annotations.yaml:")


def test_an_old_error_elsewhere_is_no_hindrance_and_its_own_can_be_put_right(
    project: Project,
) -> None:
    path = project.root / "annotations.yaml"
    path.write_text(text(project).replace("quote: shuttle", "quote: shutle"))
    assert done(project, "footnotes", "weaver", note="x [@doe]")
    assert done(project, "footnotes", "on-shuttle", quote="shuttle") == [
        "-    quote: shutle",
        "+    quote: shuttle",
    ]


# ── several files ───────────────────────────────────────────────────────────────────────────

ONE = """\
footnotes:
  # ours
  - id: cloth   # of hers
    quote: cloth
    note: |
      It grew.
  - {id: grew, quote: grew, note: "Slowly, see [](note:weaver)."}
emendations:
  - quote: loom
    prefix: "the "
    reading: machine
"""
TWO = "people:\n  - id: bob   # alone here\n    name: Bob\n    mentions: [shuttle]\n"


@pytest.fixture
def several(project: Project) -> Project:
    (project.root / "notes").mkdir()
    (project.root / "annotations.yaml").write_text("include: notes/*.yaml\n" + text(project))
    (project.root / "notes" / "one.yaml").write_text(ONE)
    (project.root / "notes" / "two.yaml").write_bytes(TWO.replace("\n", "\r\n").encode())
    return project


def written(project: Project, planned: write.Planned) -> dict[str, bytes]:
    """The files that a plan changes, as they are then."""
    before = {path: path.read_bytes() for path in project.root.rglob("*.yaml")}
    write.write(planned)
    names = {path.relative_to(project.root).as_posix(): path for path in before}
    now = {name: path.read_bytes() for name, path in names.items()}
    return {name: data for name, data in now.items() if data != before[names[name]]}


def test_an_entry_of_an_included_file_is_changed_there_and_nothing_else(several: Project) -> None:
    wanted = Wanted("footnotes", "cloth", 0)
    [(name, data)] = written(several, change.change(several, wanted, {"note": "Hers."})).items()
    assert (name, data.decode()) == ("notes/one.yaml", ONE.replace("It grew.", "Hers."))
    planned = change.change(several, Wanted("people", "bob", 0), {"name": "Bo"})
    two = TWO.replace("name: Bob", "name: Bo").replace("\n", "\r\n").encode()
    assert written(several, planned) == {"notes/two.yaml": two}
    assert planned.added.place.file == "notes/two.yaml"


def test_an_included_entry_moves_within_its_file(several: Project) -> None:
    wanted = Wanted("footnotes", "grew", 0)
    values = {"quote": "weaver", "prefix": "A "}
    [(name, data)] = written(several, change.change(several, wanted, values)).items()
    assert name == "notes/one.yaml"
    assert data.index(b"id: grew") < data.index(b"id: cloth")
    assert "grew" not in text(several)


def test_the_line_of_an_entry_is_that_of_its_file(several: Project) -> None:
    line = text(several).splitlines().index("  - quote: threw") + 1
    [own] = [n for n, words in enumerate(ONE.splitlines(), 1) if words == "  - quote: loom"]
    assert entry(several, "emendations", "", line).data["reading"] == "hurled"
    wanted = Wanted("emendations", "", own, file="notes/one.yaml")
    found = entry_of(change.editor_of(several), wanted)
    assert found.data["reading"] == "machine"
    [(name, data)] = written(several, change.remove(several, wanted)).items()
    assert (name, data.decode()) == ("notes/one.yaml", ONE.partition("emendations")[0])
    for file in ("notes/none.yaml", "../x.yaml", "notes/two.yaml", "\0"):
        assert refused(several, Wanted("emendations", "", own, "", file), {"reading": "x"})


def test_of_two_entries_with_one_id_that_on_the_line_is_meant(several: Project) -> None:
    path = several.root / "notes" / "two.yaml"
    twice = "footnotes:\n  - {id: weaver, quote: sat, note: x}\n"
    path.write_text(twice)
    wanted = Wanted("footnotes", "weaver", 2, file="notes/two.yaml")
    assert written(several, change.remove(several, wanted)) == {"notes/two.yaml": b""}


def test_the_only_entry_of_a_file_goes_and_comes_back(several: Project) -> None:
    planned = change.remove(several, Wanted("people", "bob", 0))
    assert written(several, planned) == {"notes/two.yaml": b""}
    step = History().record("Deleted", "notes/two.yaml", planned.before, planned.after)
    assert history.undone(b"", step).decode() == TWO.replace("\n", "\r\n")


def test_what_leads_to_an_entry_from_another_file_keeps_it(several: Project) -> None:
    with pytest.raises(BuildFailed) as failed:
        change.remove(several, Wanted("footnotes", "weaver", 0))
    places = [str(problem.place) for problem in failed.value.problems]
    line = ONE.splitlines().index(
        '  - {id: grew, quote: grew, note: "Slowly, see [](note:weaver)."}'
    )
    assert any(place.startswith(f"notes/one.yaml:{line + 1}:") for place in places)


def test_a_file_that_is_left_out_says_why(several: Project) -> None:
    (several.root / "notes" / "one.yaml").write_text("footnotes: [\n")
    wanted = Wanted("footnotes", "cloth", 3, file="notes/one.yaml")
    [(code, place)] = refused(several, wanted, {"note": "x"})
    assert code.startswith("yaml") and place.startswith("notes/one.yaml")


# ── taking back ─────────────────────────────────────────────────────────────────────────────


def test_every_step_can_be_taken_back_in_any_order(project: Project) -> None:
    kept = History()
    versions = [text(project)]
    for group, id, values in (
        ("footnotes", "on-shuttle", {"note": "It flies.\n\nTwice."}),
        ("footnotes", "weaver", {"quote": "cloth grew"}),
        ("people", "ada", {"born": "1815"}),
        ("sources", "doe", {"issued": "2000"}),
    ):
        planned = change.change(project, Wanted(group, id, 0), values)
        write.write(planned)
        kept.record(id, "annotations.yaml", planned.before, planned.after)
        versions.append(text(project))
    data = versions[-1].encode()
    for step in (kept.steps[2], kept.steps[0], kept.steps[3], kept.steps[1]):
        data = history.undone(data, step)
    assert data.decode() == versions[0]
    data = versions[-1].encode()
    while step := kept.next_undo():
        data = history.undone(data, step)
        kept.toggle(step)
        assert data.decode() == versions[step.number - 1]
    while step := kept.next_redo():
        data = history.undone(data, step)
        kept.toggle(step)
        assert data.decode() == versions[step.number]


def test_what_was_written_elsewhere_stays_and_what_it_touched_is_not_taken_back() -> None:
    before = "".join(f"line {k}\n" for k in range(40)).encode()
    after = before.replace(b"line 20\n", b"line twenty\n")
    step = History().record("a change", "a.yaml", before, after)
    elsewhere = b"# new\n# too\n" + after.replace(b"line 35\n", b"")
    assert history.undone(elsewhere, step) == b"# new\n# too\n" + before.replace(b"line 35\n", b"")
    with pytest.raises(BuildFailed) as failed:
        history.undone(after.replace(b"twenty", b"xx"), step)
    assert failed.value.problems[0].code == "file-changed"


def test_a_deleted_entry_comes_back_to_its_place_or_not_at_all() -> None:
    before = b"".join(b"- id: a%d\n  note: n\n" % k for k in range(20))
    after = before.replace(b"- id: a7\n  note: n\n", b"")
    step = History().record("Deleted", "a.yaml", before, after)
    assert history.undone(after, step) == before
    moved = after.replace(b"- id: a6\n", b"- id: b6\n").replace(b"- id: a8\n", b"- id: b8\n")
    with pytest.raises(BuildFailed):
        history.undone(moved.replace(b"- id: a5", b"- id: b5"), step)
