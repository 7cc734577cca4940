"""URLs: what may not be in a web address of a contributor. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass

# Browsers read a backslash as a slash (URL Standard, 4.4), and RFC 3986, 3.2, does not.
_LOGIN = re.compile(r"https?:[/\\]{2}[^/?#]*[@\\]", re.I)


def has_login(address: str) -> bool:
    """Whether a name stands before the host (RFC 3986, 3.2.1): `https://bank.example@other.example/`
    leads to the second, and a password in a book is one for all."""
    return _LOGIN.match(address) is not None


SAFE_LINK = re.compile(r"(?:https?://[\w\[]|mailto:[^\s@]+@[^\s@])", re.I)


def normalize_address(href: str) -> str:
    """Percent-encoded, the host in Punycode; empty where the address cannot be read."""
    from markdown_it.common.normalize_url import normalizeLink

    try:
        address = normalizeLink(href)
    except (ValueError, UnicodeError):
        return ""
    # https://bank.example@elsewhere.example/ leads elsewhere.
    return address if SAFE_LINK.match(address) and not has_login(address) else ""
