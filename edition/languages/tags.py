"""Tags: BCP 47 tags of languages, and the ones to look for in their place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Old or wider tags, and what CLDR has them as (supplementalMetadata, languageAlias).
_ALIASES = {
    "no": "nb",
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "mo": "ro",
    "sh": "sr-Latn",
    "tl": "fil",
}
#: Where Chinese is written in traditional characters (CLDR, likelySubtags).
_TRADITIONAL = frozenset(("TW", "HK", "MO"))
_SCRIPT, _REGION = re.compile(r"[A-Za-z]{4}"), re.compile(r"[A-Za-z]{2}|\d{3}")


def primary(tag: str) -> str:
    """The language of a tag without script and region, in lower case."""
    return tag.partition("-")[0].lower()


def parts(tag: str) -> tuple[str, str, str]:
    """The language in small letters, the script as `Latn`, the region as `GB`; empty where none is
    named."""
    language, *rest = tag.split("-")
    own = next((part.title() for part in rest if _SCRIPT.fullmatch(part)), "")
    region = next((part.upper() for part in rest if _REGION.fullmatch(part)), "")
    return language.lower(), own, region


def has_french_spaces(tag: str) -> bool:
    """Whether a space stands before ; ! ? and : (not so in Canada and Switzerland)."""
    _, *rest = tag.lower().split("-")
    return primary(tag) == "fr" and not {"ca", "ch"} & set(rest)


def script(tag: str) -> str:
    """The script that a tag names, as `Hans`; for Chinese also where only the region tells it;
    else empty."""
    _, own, region = parts(tag)
    if not own and primary(tag) in ("zh", "yue"):
        return "Hant" if region in _TRADITIONAL or primary(tag) == "yue" else "Hans"
    return own


def candidates(tag: str) -> Iterator[str]:
    """The tags to look for, the exactest first: `zh-TW` gives zh-Hant-TW, zh-Hant, zh-TW, zh."""
    language, _, region = parts(tag)
    alias, _, alias_script = _ALIASES.get(language, language).partition("-")
    own = script(tag) or alias_script
    seen = dict.fromkeys(
        "-".join(filter(None, parts))
        for parts in ((alias, own, region), (alias, own), (alias, "", region), (alias,))
    )
    yield from seen
