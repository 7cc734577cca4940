"""How the helpers of `weasy` change WeasyPrint: a function is wrapped in one that calls it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any


def patch(owner: Any, name: str, wrapper: Callable[[Any], Any]) -> None:
    """Replace `owner.name` by `wrapper(original)`."""
    original = getattr(owner, name)
    setattr(owner, name, wraps(original)(wrapper(original)))
