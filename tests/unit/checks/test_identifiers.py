"""Identifiers: ISBN check digits, the form of UUIDs, and those of our own examples."""

from __future__ import annotations

import re
import uuid

import pytest

from edition.annotations.schema.example import EXAMPLE
from edition.checks.identifiers import is_isbn, isbn_check_digit, problems
from edition.model.problems import Problem, Severity
from tests.books import EDITION, parsed
from tests.paths import ROOT

README = re.search(r"identifier: (\S+)", (ROOT / "README.md").read_text("utf-8"))

OURS = "urn:uuid:00000000-0000-4000-8000-000000000000"


def found(identifier: str, name: str = "Ada Writer") -> list[Problem]:
    head = EDITION.replace(OURS, identifier)
    return list(problems(parsed(edition=head.replace("Ada Writer", name))))


@pytest.mark.parametrize(
    "isbn",
    ["9780306406157", "978-0-306-40615-7", "0306406152", "0-8044-2957-X", "080442957x",
     "979-10-90636-07-1", "978-3-16-148410-0"],
)  # fmt: skip
def test_right_isbns(isbn: str) -> None:
    assert found(f"urn:isbn:{isbn}") == []
    assert is_isbn(isbn)


def test_a_record_may_have_several() -> None:
    assert is_isbn("978-0-306-40615-7 0-306-40615-2") and is_isbn("0306406152, 080442957X")
    assert is_isbn("978 0 306 40615 7") and not is_isbn("978-0-306-40615-7 0-306-40615-3")


@pytest.mark.parametrize(
    ("isbn", "said"),
    [
        ("9780306406158", "8 in place of 7"),
        ("978-0-306-40651-7", "7 in place of"),
        ("0306406153", "3 in place of 2"),
        ("0804429570", "0 in place of X"),
        ("123", "no ISBN"),
        ("9770306406157", "no ISBN"),
        ("97803064061X7", "no ISBN"),
    ],
)
def test_wrong_isbns(isbn: str, said: str) -> None:
    (problem,) = found(f"urn:isbn:{isbn}")
    assert problem.code == "isbn-wrong" and said in problem.message
    assert str(problem.place) == "annotations.yaml:6:15"
    assert not is_isbn(isbn)


def test_each_slip_of_a_digit_changes_the_check_digit() -> None:
    for right in ("9780306406157", "0306406152"):
        for k in range(len(right) - 1):
            slipped = right[:k] + str((int(right[k]) + 1) % 10) + right[k + 1 :]
            assert isbn_check_digit(slipped) != right[-1]


def test_records_may_have_several() -> None:
    assert is_isbn("0-306-40615-2, 978-0-306-40615-7") and is_isbn("9780306406157 9783161484100")
    assert not is_isbn("0-306-40615-2, 978-0-306-40615-8")
    assert is_isbn("978 0 306 40615 7 0 306 40615 2; 978-3-16-148410-0,")
    assert not is_isbn("03064061529780306406157") and not is_isbn(",") and not is_isbn("")


# w3c/epubcheck#853: an ISBN in the place of a UUID.
@pytest.mark.parametrize(
    "name", ["9780306406157", "the-loom", "7a1d3e0c5b524c6e9d0f2a64be1f8c35", "7a1d3e0c-5b52"]
)
def test_what_is_no_uuid(name: str) -> None:
    (problem,) = found(f"urn:uuid:{name}")
    assert problem.code == "uuid-malformed"
    own = re.search(r"urn:uuid:\S{36}", problem.hint)
    assert own and found(own[0]) == []


def test_the_uuids_of_our_examples_are_refused() -> None:
    assert README and README[1] in EXAMPLE
    box = re.search(r"identifier: (\S+)", (ROOT / "annotations.yaml").read_text("utf-8"))
    assert box
    for identifier in (README[1], README[1].upper().replace("URN:UUID", "urn:uuid"), box[1]):
        (problem,) = found(identifier, "O. Henry")
        assert problem.code == "identifier-of-example" and problem.severity is Severity.ERROR
    (problem,) = found(README[1], "Jane Doe")
    assert problem.severity is Severity.WARNING
    assert found(box[1], "Ilya Azar") == []


def test_the_uuid_that_is_offered_is_the_books_own() -> None:
    def offered(title: str) -> str:
        edition = EDITION.replace("title: The loom", title).replace(OURS, README[1])
        (problem,) = problems(parsed(edition=edition))
        return re.findall(r"urn:uuid:(\S{36})", problem.hint)[0]

    one, other = offered("title: The Gift"), offered("title: The Cop")
    assert one == offered("title: The Gift") != other
    assert uuid.UUID(one).version == 5
