"""Addresses: what may not be in a web address of a contributor. Pure."""

from __future__ import annotations

import re

# Browsers read a backslash as a slash (URL Standard, 4.4), and RFC 3986, 3.2, does not.
_LOGIN = re.compile(r"https?:[/\\]{2}[^/?#]*[@\\]", re.I)


def has_login(address: str) -> bool:
    """Whether a name stands before the host (RFC 3986, 3.2.1): `https://bank.example@other.example/`
    leads to the second, and a password in a book is one for all."""
    return _LOGIN.match(address) is not None
