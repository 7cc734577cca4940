"""Options of the whole test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes what the golden cases should give, instead of comparing."""
    parser.addoption(
        "--update-golden", action="store_true",
        help="write tests/golden/*/expected and tests/layouts/*/pages anew, and each SHA-256",
    )  # fmt: skip


@pytest.hookimpl(tryfirst=True)  # Before xdist reads the groups.
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where the run is spread over processes, tests that share what is expensive to make stay
    together: those of one module, and all that look at the interview's books."""
    for item in items:
        shares = "interview" in getattr(item, "fixturenames", ())
        group = "interview" if shares else item.nodeid.split("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))
