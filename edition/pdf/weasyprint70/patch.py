"""A patch: a function of a library, replaced by one that calls it; and the record of why.

The records are in `patches`; `install.install` puts them in place, one after the other.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from functools import wraps
from typing import Literal

from edition.model.dataclass import dataclass
from edition.pdf.upstream import Argument, Box, Result

Kind = Literal["behaviour", "tagging", "speed"]
NOT_REPORTED = "not reported"
_ISSUES = "https://github.com/Kozea/WeasyPrint/issues/"


@dataclass(frozen=True, slots=True)
class Patch:
    """A function of a library, wrapped, and why."""

    wrapper: Callable[[Result], Result]
    """Takes the library's function, and returns the one to put in its place."""
    targets: tuple[str, ...]
    """The places of the library's function: `module:name`, `module:Class.name`, or, for a value of
    a dictionary, `module:NAME.key`. Several are one function, imported into several modules."""
    kind: Kind
    wrong: str
    """What is wrong, or missing, in the versions of `install.PROVED`."""
    test: str
    """The test that fails without the patch, by its pytest node id."""
    until: str
    """When the patch can be dropped."""
    issue: int | None = None
    """The number of WeasyPrint's issue, where it is known to its authors."""

    @property
    def name(self) -> str:
        """What the patch is called: by its wrapper."""
        return self.wrapper.__name__

    @property
    def reported(self) -> str:
        """The address of WeasyPrint's issue, or that there is none."""
        return NOT_REPORTED if self.issue is None else f"{_ISSUES}{self.issue}"

    def apply(self) -> None:
        """Put the patch in place. Raises `AttributeError`, `KeyError` or `ImportError` if there is
        no such function."""
        made: dict[int, Result] = {}
        for target in self.targets:
            owner, name = _place(target)
            original = _get(owner, name)
            if id(original) not in made:
                made[id(original)] = wraps(original)(self.wrapper(original))
            _set(owner, name, made[id(original)])


def found(target: str) -> Result:
    """What is at a target, as it is now. Raises what `Patch.apply` raises."""
    return _get(*_place(target))


def _place(target: str) -> tuple[Result, str]:
    module, _, path = target.partition(":")
    owner: Box = importlib.import_module(module)
    *outer, name = path.split(".")
    for one in outer:
        owner = getattr(owner, one)
    return owner, name


def _get(owner: Box, name: str) -> Result:
    return owner[name] if isinstance(owner, dict) else getattr(owner, name)


def _set(owner: Box, name: str, value: Argument) -> None:
    if isinstance(owner, dict):
        owner[name] = value
    else:
        setattr(owner, name, value)
