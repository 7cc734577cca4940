"""What a test of this folder does when its judge is not installed."""

import os
from collections.abc import Generator, Mapping

import pytest

from edition.cli.verify import in_ci
from edition.verify.findings import MissingJudge
from tests import interview as own


def skip_or_fail(missing: MissingJudge, environment: Mapping[str, str] = os.environ) -> None:
    """Skip the running test for want of a judge, or fail it when `environment` is that of CI.

    A contributor may do without a judge; CI may not, or it would pass by not looking.
    """
    if in_ci(environment):
        pytest.fail(str(missing), pytrace=False)
    pytest.skip(str(missing))


@pytest.fixture(scope="session")
def interview(tmp_path_factory: pytest.TempPathFactory) -> own.Interview:
    """The repository's own edition: its EPUB and its main PDF."""
    return own.books(tmp_path_factory)


def _guard(item: pytest.Item) -> Generator[None, object, object]:
    try:
        return (yield)
    except MissingJudge as error:
        if item.get_closest_marker("judge") is None:
            raise
        missing = error
    # Outside the handler, so that the report shows one sentence and no chain of tracebacks.
    skip_or_fail(missing)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Guard the fixtures: a book may be judged once for a whole module."""
    return (yield from _guard(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Guard the test itself."""
    return (yield from _guard(item))
