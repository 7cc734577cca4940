"""Options of the whole test run."""

import gc
import os
import signal
import sys
import threading
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings

from edition.bootstrap import GARBAGE
from edition.pdf.production import guard, layout, scheduler
from edition.pdf.production.layout import LayoutInputs
from edition.setup import provision
from edition.system import aside
from tests.paths import GOLDEN, TESTS

# The Pythons that tests start find the package and the tests, and nothing else beside them: so it
# is with `build.py test`, and so it is when pytest is started by hand.
_SET = provision.test_environment(os.environ)
os.environ.update({name: _SET[name] for name in ("PYTHONPATH", "PYTHONSAFEPATH")})
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# How long an example takes is the machine's affair: no deadline, here or in CI. Whatever else
# Hypothesis chooses for the place (in CI, always the same examples) stays.
settings.register_profile(
    "edition",
    settings.get_profile(settings.get_current_profile_name()),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("edition")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes what the golden cases should give, instead of comparing."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden/*/expected and tests/layouts/*/pages anew, and each SHA-256",
    )


def pytest_configure(config: pytest.Config) -> None:
    """No test finds what an earlier one laid out, nor starts processes that it did not ask for:
    the run itself is spread over the processors. Tests of these two set them as they need."""
    # A shell that starts the tests in the background, or `nohup`, has them ignore these.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    gc.set_threshold(*GARBAGE)
    os.environ["EDITION_CACHE"] = "off"
    os.environ["EDITION_JOBS"] = "1"
    scheduler.processors = lambda: 1
    if "PYTEST_XDIST_WORKER" in os.environ:
        aside.may_fork = _may_fork_beside_the_runner
        _lay_out_once()


#: The tests whose books are laid out in a process of its own, as those of people are. The pages of
#: the others are the same without, and a copy of this process takes a quarter of their time.
GUARDED = (
    "conformance",
    "contribution",
    "faults",
    "fuzz",
    "hostile",
    "unit/cli",
    "unit/pdf/production",
    "unit/pdf/test_ownsheets.py",
    "unit/test_batch.py",
    "unit/test_determinism.py",
)


class _Unguarded(guard.Guard):
    """Lays out in this process."""

    def make(self, inputs: LayoutInputs, markup: str) -> bytes:
        return layout.make(inputs, markup).to_bytes()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Guard the books of some tests alone."""
    name = item.path.relative_to(TESTS).as_posix()
    scheduler.Guard = guard.Guard if name.startswith(GUARDED) else _Unguarded  # type: ignore[misc]


def _lay_out_once() -> None:
    """Lay a page out in this process, for the screen and for print, as most books of the tests are:
    what a first layout reads (hyphenation, style sheets, fonts) is then in all its copies, in which
    those are laid out. That is a quarter of a small book's time."""

    from edition.build import build
    from edition.system.project import Project

    def here(_: object, __: object, function, /, *args, **named):
        return function(*args, **named)

    with patch.object(aside.Aside, "ask", here):
        build(Project.at(GOLDEN / "no-notes"), pdfs=("screen", "print"))


def _may_fork_beside_the_runner() -> bool:
    """Whether a process of a spread run can be copied: it has one thread more, of none of Python's
    names, which waits for the next test. New processes in place of copies took a third of the
    time of all tests."""
    if sys.platform != "linux" or threading.enumerate() != [threading.main_thread()]:
        return False
    return len(os.listdir("/proc/self/task")) <= 2


#: The files whose tests take longest, the longest first. They begin before all others, so that the
#: processes of a run end together.
SLOWEST = (
    "conformance/test_interview.py",
    "hostile/test_attacks.py",
    "faults/test_points.py",
    "hostile/test_modules.py",
    "fuzz/test_fuzz.py",
    "golden/test_golden.py",
    "hostile/test_hostile.py",
    "faults/test_machine.py",
    "conformance/test_web.py",
    "unit/test_batch.py",
    "conformance/test_screens.py",
    "conformance/test_edit.py",
    "unit/pdf/weasyprint70/test_install.py",
    "unit/pdf/weasyprint70/speed/test_lines.py",
    "unit/pdf/test_ownsheets.py",
    "unit/pdf/weasyprint70/footnotes/test_divide.py",
    "hostile/test_hiding.py",
    "repository/test_quality.py",
    "conformance/test_calibre.py",
    "unit/pdf/weasyprint70/lines/test_breaks.py",
    "conformance/test_watch.py",
    "unit/render/test_pictures.py",
    "conformance/test_judges.py",
    "unit/pdf/production/test_join.py",
    "unit/pdf/test_titlepage.py",
    "unit/apparatus/maps/test_random_maps.py",
    "unit/pdf/test_shortpages.py",
    "unit/authoring/preview/test_server.py",
    "unit/pdf/production/test_cache.py",
    "unit/markup/test_parse.py",
    "unit/typography/test_styleproducts.py",
    "layouts/test_layouts.py",
    "unit/render/test_tables.py",
    "unit/pdf/weasyprint70/lines/test_paragraphs.py",
    "unit/render/test_widetables.py",
    "unit/pdf/weasyprint70/footnotes/test_beside.py",
    "unit/cli/test_many.py",
    "unit/system/test_aside.py",
    "unit/pdf/weasyprint70/footnotes/test_reported.py",
    "unit/pdf/test_grayscale.py",
    "unit/pdf/weasyprint70/test_patches.py",
    "faults/test_killed.py",
    "unit/authoring/compare/test_run.py",
    "unit/test_determinism.py",
    "unit/authoring/rebase/test_speakers.py",
    "unit/system/test_workers.py",
    "unit/verify/test_run.py",
    "unit/apparatus/citations/test_formatter.py",
)


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is laid out within bounds is so in copies of this process, with what a test put in its
    place, though the threads of a spread run would forbid it; where there are no copies, the test
    cannot be."""
    if sys.platform != "linux":
        pytest.skip("a process is not copied here")
    monkeypatch.setattr("edition.system.aside.may_fork", lambda: True)


def pytest_collection_finish() -> None:
    """What is there before the first test stays to the end: nobody need look through it for what
    can go, in this process or in its copies."""
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest files first; the order of the others, and within a file, stays."""
    places = {TESTS / name: place for place, name in enumerate(SLOWEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))
