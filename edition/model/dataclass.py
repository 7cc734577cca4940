"""The standard library's dataclasses, made in a quarter of its time.

`dataclasses` writes six methods for each class as text and compiles them, more than half a
millisecond a class, at each start of the builder: with 250 classes that was a quarter of the time
of a check. Here it writes `__init__` alone; the others are ordinary functions.

For type checkers this is `dataclasses.dataclass` itself, and they are what holds a frozen class to
it: mypy refuses an assignment to a field, the running program does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:
    from dataclasses import dataclass as _standard

    def dataclass(made: type | None = None, /, *, frozen: bool = False, slots: bool = False):
        """As `dataclasses.dataclass`, for classes that compare by all their fields, one by one."""
        if made is None:
            return lambda made: dataclass(made, frozen=frozen, slots=slots)
        return _with_methods(_standard(slots=slots, repr=False, eq=False)(made), frozen)


def _with_methods(made: type, frozen: bool) -> type:
    names = [field.name for field in fields(made) if field.compare]
    values: Callable[[object], object] = attrgetter(*names) if names else lambda one: ()

    def __eq__(self: object, other: object) -> object:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return values(self) == values(other)

    def __hash__(self: object) -> int:
        return hash(values(self))

    methods: dict[str, Any] = {"__repr__": _repr, "__eq__": __eq__}
    methods["__hash__"] = __hash__ if frozen else None
    for name, method in methods.items():
        if name not in vars(made) or (name == "__hash__" and vars(made)[name] is None):
            setattr(made, name, method)
    return made


@recursive_repr()
def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in fields(self) if field.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"
