"""The newest state of a watched edition, and the thread that renews it."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Event, Thread

import pytest

from edition.authoring.preview import session as sessions
from edition.authoring.preview.session import PreviewSession
from edition.authoring.preview.watcher import Worker, folders, watch
from edition.system.project import Project
from tests.books import EDITION, GOOD, write_project


@pytest.fixture
def session(tmp_path: Path) -> PreviewSession:
    """A session of a good edition, built once."""
    found = PreviewSession(Project.at(write_project(tmp_path, GOOD)))
    found.rebuild()
    return found


def save(session: PreviewSession, old: str, new: str) -> None:
    """Change the annotations file."""
    path = session.project.root / "annotations.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def page(session: PreviewSession, name: str = "text-001.html") -> str:
    """A page as it is served."""
    file = session.page(name)
    assert file is not None
    return file.data.decode()


def test_a_state_has_the_pages_of_the_web_edition_to_the_letter(session: PreviewSession) -> None:
    from edition.build import build

    files = build(session.project, ["html"]).files.items()
    web = {name.partition("/")[2]: data.decode() for name, data in files if name.endswith(".html")}
    assert len(web) == 5
    for name, content in web.items():
        assert page(session, name).partition("</head>")[2] == content.partition("</head>")[2]
    head = page(session).partition("</head>")[0]
    assert "Content-Security-Policy" not in head, "it would refuse the preview's own script"
    assert "Content-Security-Policy" in web["text-001.html"]


def test_what_may_not_be_published_may_be_watched(tmp_path: Path) -> None:
    edition = f"{EDITION}  web-edition: false\n"
    session = PreviewSession(Project.at(write_project(tmp_path, GOOD, edition=edition)))
    assert session.rebuild().status == "sound"
    assert "It flies." in page(session)


def test_nothing_is_built_of_files_that_are_as_they_were(session: PreviewSession) -> None:
    assert session.rebuild() is None
    (session.project.root / "annotations.yaml").touch()
    assert session.rebuild() is None


def test_an_edit_is_a_new_state_of_the_page_that_it_concerns(session: PreviewSession) -> None:
    before = {name: session.page(name).digest for name, _ in session.state.book.contents}
    save(session, "It flies.", "It soars.")
    assert session.rebuild().version == 2
    assert "It soars." in page(session)
    after = {name: session.page(name).digest for name, _ in session.state.book.contents}
    assert [name for name in after if after[name] != before[name]] == ["text-001.html"]


def test_a_broken_file_leaves_the_last_good_pages(session: PreviewSession) -> None:
    save(session, "format: 1", 'format: "')
    state = session.rebuild()
    assert state.status == "stale" and "It flies." in page(session)
    message = session.message()
    assert message["problems"][0]["code"] == "yaml-syntax"
    assert message["problems"][0]["excerpt"], "the lines of the file are shown"


def test_the_files_may_go_and_come_back(session: PreviewSession) -> None:
    source = session.project.root / "source.txt"
    text = source.read_bytes()
    source.unlink()
    assert session.rebuild().status == "stale"
    source.write_bytes(text)
    assert session.rebuild().status == "sound"


def test_without_any_good_state_there_is_a_page_for_the_problems(tmp_path: Path) -> None:
    write_project(tmp_path)
    (tmp_path / "annotations.yaml").write_text("title: 'x")
    session = PreviewSession(Project.at(tmp_path))
    assert session.rebuild().status == "nothing"
    assert "data-empty" in page(session, "anything.html")
    assert session.page("styles/base.css") is None


def test_a_fault_of_the_builder_ends_nothing(
    session: PreviewSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sessions, "salvage", lambda project: 1 / 0)
        state = session.rebuild(always=True)
    assert state.status == "stale"
    assert [problem.code for problem in state.problems] == ["builder-fault"]
    assert session.rebuild(always=True).status == "sound"


def test_the_message_is_plain_data_whatever_the_file_says(tmp_path: Path) -> None:
    rest = GOOD.replace("It flies.", "'</script><script>alert(1)</script>'")
    session = PreviewSession(Project.at(write_project(tmp_path, rest)))
    session.rebuild()
    assert json.loads(json.dumps(session.message()))["problems"][0]["code"] == "raw-html"
    assert "<script>alert" not in page(session)


def test_marks_that_turn_the_reading_direction_are_spelled_out(tmp_path: Path) -> None:
    rest = GOOD.replace("quote: shuttle", 'quote: "shut\u202etle"')
    session = PreviewSession(Project.at(write_project(tmp_path, rest)))
    session.rebuild()
    told = json.dumps(session.message()["problems"], ensure_ascii=False)
    assert "\u202e" not in told and "u202e" in told


def test_who_waits_is_told(session: PreviewSession) -> None:
    told: list[int] = []
    waiter = Thread(target=lambda: told.append(session.wait(1, 20).version))
    waiter.start()
    save(session, "It flies.", "It soars.")
    session.rebuild()
    waiter.join(20)
    assert told == [2]
    assert session.wait(2, 0) is None
    session.close()
    assert session.wait(1, 20) is None


# ── watching ────────────────────────────────────────────────────────────────────────────────


def test_only_folders_inside_the_project_are_watched(tmp_path: Path) -> None:
    write_project(tmp_path / "p")
    (tmp_path / "p" / "pictures").mkdir()
    (tmp_path / "p" / "away").symlink_to(tmp_path)
    project = Project.at(tmp_path / "p")
    names = ["annotations.yaml", "pictures/a.png", "../x", "/etc/passwd", "away/b.png", "no/c.png"]
    root = project.root
    assert folders(project, names) == (root, root / "pictures")


def test_a_worker_does_what_is_asked_during_the_job_once_more() -> None:
    started, go, runs = Event(), Event(), []

    def job() -> None:
        runs.append(1)
        started.set()
        go.wait(20)

    worker = Worker(job)
    worker.ask()
    assert started.wait(20)
    for _ in range(5):
        worker.ask()
    go.set()
    while len(runs) < 2:
        pass
    worker.close()
    assert len(runs) == 2


@pytest.mark.parametrize("way", ["write", "rename", "remove and write"])
def test_each_way_of_saving_is_seen(tmp_path: Path, way: str) -> None:
    project = Project.at(write_project(tmp_path))
    file = project.root / "annotations.yaml"
    text = file.read_text()
    stop, changed = Event(), Event()
    watching = Thread(
        target=watch, args=(project, lambda: ["annotations.yaml"], changed.set, stop), daemon=True
    )
    watching.start()
    try:
        assert changed.wait(20), "what was saved before is looked at"
        seen = False
        for attempt in range(50):  # the watch may not be up yet when the first is told
            changed.clear()
            if way == "write":
                file.write_text(f"{text}# {attempt}\n")
            elif way == "rename":
                (project.root / ".new").write_text(f"{text}# {attempt}\n")
                (project.root / ".new").replace(file)
            else:
                file.unlink()
                file.write_text(f"{text}# {attempt}\n")
            if seen := changed.wait(1):
                break
        assert seen
    finally:
        stop.set()
        watching.join(20)
    assert not watching.is_alive()


def test_a_play_is_shown_with_its_style_sheet(tmp_path: Path) -> None:
    rest = 'structure: {speakers: [{name: Ann, turns: "ANN:*"}]}\n'
    found = PreviewSession(Project.at(write_project(tmp_path, rest, "ANN: Yes.\n")))
    found.rebuild()
    assert '<b class="who">ANN:</b>' in page(found)
    assert ".who" in page(found, "styles/speech.css")
