"""Options of the whole test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes what the golden cases should give, instead of comparing."""
    parser.addoption(
        "--update-golden", action="store_true",
        help="write tests/golden/*/expected and tests/layouts/*/pages anew, and each SHA-256",
    )  # fmt: skip
