"""Options of the whole test run."""

import os
import signal

import pytest
from hypothesis import HealthCheck, settings

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
    os.environ["EDITION_CACHE"] = "off"
    os.environ["EDITION_JOBS"] = "1"
