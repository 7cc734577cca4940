"""Identifiers: what names an edition for ever, and must name no other book.

In: annotations. Out: a problem for an ISBN with a wrong check digit (ISO 2108:2017, annex C), a
UUID of another form than RFC 9562 gives it, and one that an example of this project has. Pure.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from itertools import accumulate

from edition.model import Annotations
from edition.model.problems import Problem, Severity

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
#: The UUIDs of our examples, and whose books these are: the README and the reference, the edition
#: in the box, the tests.
_EXAMPLES = (
    (re.compile(r"2f0f0a0e-6d7f-4d0e-9d5c-3f4f1f1f0c11"), {"Jane Doe"}),
    (re.compile(r"3a3d3305-38d7-4ac4-a18d-1cced11dad73"), {"Ilya Azar"}),
)


def problems(annotations: Annotations) -> Iterator[Problem]:
    """The problems of the edition's identifier."""
    scheme, _, name = annotations.metadata.identifier.removeprefix("urn:").partition(":")
    if scheme == "isbn":
        yield from _isbn(annotations, name)
    elif not _UUID.fullmatch(name):
        message = f"“{name[:60]}” is no UUID."
        hint = f"It has 8, 4, 4, 4 and 12 digits or letters a–f. {_own(annotations)}"
        place = annotations.metadata.identifier_place
        yield Problem("uuid-malformed", place, message, hint, Severity.WARNING)
    else:
        yield from _example(annotations, name.lower())


def _isbn(annotations: Annotations, name: str) -> Iterator[Problem]:
    digits = _digits(name)
    right = isbn_check_digit(digits)
    if not right:
        message = f"“{name[:60]}” is no ISBN: it has 10 digits, or 13 that begin with 978 or 979."
        yield _report("isbn-wrong", annotations, message, "Copy it from the agency's letter.")
    elif digits[-1] != right:
        message = f"The ISBN {name} has a wrong check digit: {digits[-1]} in place of {right}."
        hint = "One of its digits is wrong, perhaps not the last. Compare it with the agency's."
        yield _report("isbn-wrong", annotations, message, hint)


def is_isbn(name: str) -> bool:
    """Whether `name` is an ISBN or several, hyphens or not; records have several."""
    words = [_digits(word) for word in re.split(r"[,;\s]+", name.strip(",; \t\n"))]
    while words:
        # A number may be in several words, thirteen at most.
        ends = [k for k, one in enumerate(accumulate(words[:13]), 1) if _is_right(one)]
        if not ends:
            return False
        words = words[ends[-1] :]
    return True


def _is_right(digits: str) -> bool:
    return digits[-1:] == isbn_check_digit(digits) != ""


def _digits(name: str) -> str:
    return re.sub(r"[-\s‐-–]", "", name).upper()


def isbn_check_digit(digits: str) -> str:
    """The last digit that an ISBN of these digits must have, `X` for ten; empty where it has not
    the form of one."""
    if re.fullmatch(r"\d{9}[\dX]", digits):
        total = sum(
            int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)
        )
        return "0123456789X"[-total % 11]
    if re.fullmatch(r"97[89]\d{10}", digits):
        total = sum(int(digit) * (1, 3)[k % 2] for k, digit in enumerate(digits[:12]))
        return str(-total % 10)
    return ""


def _example(annotations: Annotations, name: str) -> Iterator[Problem]:
    """The UUID of an example: refused for another book, which two books would share for ever; for
    the example itself, which is no book, a warning. The edition in the box
    has its own by right."""
    people = {person.name for person in annotations.metadata.contributors}
    for pattern, whose in _EXAMPLES:
        if not pattern.fullmatch(name):
            continue
        message = f"The UUID {name} is that of an example; another book must not have it."
        if people.isdisjoint(whose):
            yield _report("identifier-of-example", annotations, message, _own(annotations))
        elif "Jane Doe" in whose:
            found = _report("identifier-of-example", annotations, message, _own(annotations))
            yield Problem(found.code, found.place, message, found.hint, Severity.WARNING)


def _own(annotations: Annotations) -> str:
    """How to make one: at random, or of this edition's own words, so that the builder, which has
    no dice, can give it (RFC 9562, 5.5)."""
    meta = annotations.metadata
    words = [meta.title, meta.published, *(person.name for person in meta.contributors)]
    words += [file.sha256 for file in annotations.files]
    own = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(words))
    return (
        f"Take one of your own, and keep it for ever: urn:uuid:{own}, made of this title and text, "
        "or what python3 -c 'import uuid; print(uuid.uuid4())' prints behind urn:uuid:."
    )


def _report(code: str, annotations: Annotations, message: str, hint: str) -> Problem:
    return Problem(code, annotations.metadata.identifier_place, message, hint)
