"""What `dataclasses.dataclass` promises of values, the quicker one keeps."""

import copy
import dataclasses
import pickle

import pytest

from edition.model.dataclass import dataclass
from edition.model.span import Span


@dataclass(frozen=True, slots=True)
class Frozen:
    name: str
    numbers: tuple[int, ...] = ()
    paint: object = dataclasses.field(default=None, compare=False, repr=False)


@dataclass(slots=True)
class Changing:
    name: str
    inside: object = None


@dataclass(frozen=True, slots=True)
class Empty:
    pass


@dataclass(frozen=True, slots=True)
class OfItsOwn:
    name: str

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return 7

    def __repr__(self) -> str:
        return "mine"


@dataclass(frozen=True, slots=True)
class More(Frozen):
    more: int = 0


def test_equal_by_the_fields_that_are_compared() -> None:
    assert Frozen("a", (1,), paint=1) == Frozen("a", (1,), paint=2)
    assert Frozen("a") != Frozen("b")
    assert Frozen("a") != ("a", (), None)
    assert Frozen("a") != More("a")
    assert More("a", more=1) != More("a", more=2)
    assert Empty() == Empty()


def test_the_frozen_can_be_keys_and_the_changing_cannot() -> None:
    assert {Frozen("a", paint=1): 1}[Frozen("a", paint=2)] == 1
    assert len({Empty(), Empty(), More("a"), Frozen("a")}) == 3
    with pytest.raises(TypeError, match="unhashable"):
        hash(Changing("a"))


def test_its_own_methods_stay() -> None:
    assert OfItsOwn("a") == OfItsOwn("b")
    assert hash(OfItsOwn("a")) == 7
    assert repr(OfItsOwn("a")) == "mine"


def test_a_representation_names_the_fields() -> None:
    assert repr(Frozen("a", (1, 2), paint=3)) == "Frozen(name='a', numbers=(1, 2))"
    ring = Changing("a")
    ring.inside = ring
    assert repr(ring) == "Changing(name='a', inside=...)"


def test_copies_and_what_is_written_and_read_again_are_equal() -> None:
    for value in (Frozen("a", (1,)), Changing("a", Frozen("b")), Empty(), More("a"), Span(1, 2)):
        assert pickle.loads(pickle.dumps(value)) == copy.deepcopy(value) == value
    assert dataclasses.replace(More("a", (1,)), more=3) == More("a", (1,), more=3)
    assert dataclasses.asdict(Changing("a", Empty())) == {"name": "a", "inside": {}}


def test_nothing_else_can_be_set() -> None:
    with pytest.raises(AttributeError):
        Changing("a").other = 1  # type: ignore[attr-defined]
