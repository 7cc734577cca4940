"""Known: whether a language tag names a language, and which one was meant by one that does not:
“jp”, “ger”, “German”, “en_US”, “en-UK”.

The languages, regions and their old or wrong names are CLDR's (languageAlias, territoryAlias,
likelySubtags), by Babel, which is not asked for the tags of most editions.
"""

from __future__ import annotations

from functools import lru_cache

from edition.languages import cldr, tags

#: The languages of ISO 639-1, and regions.
_LANGUAGES = """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da
    de dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy
    hz ia id ie ig ii ik in io is it iu iw ja ji jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw
    ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng nl nn no nr nv
    ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr
    ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo
    za zh zu
"""
_REGIONS = "AT AU BE BR CA CH CN DE ES FR GB HK IE IN IT MX NZ PT TW US ZA"
_USUAL = frozenset(_LANGUAGES.split())
_USUAL_REGIONS = frozenset(_REGIONS.split())
#: Of no one language: undetermined, several, none, not coded, made up (ISO 639-2).
_SPECIAL = frozenset(("und", "mul", "zxx", "mis", "art"))
#: English, and the languages whose names for themselves are looked for.
_NAMED_IN = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "pl", "cs", "ru", "uk")


@lru_cache(maxsize=1024)
def meant(tag: str) -> str | None:
    """The tag that was meant by one that names no language, empty if none can be told; None if
    the tag is right."""
    plain = tag.strip().replace("_", "-")
    if plain != tag:
        right = meant(plain)
        return plain if right is None else right
    language, script, region = tags.parts(tag)
    rest = tag.partition("-")[2]
    right = language if _is_language(language) else _language_meant(language)
    if right is None:
        return ""
    right_region = _region_meant(region)
    if (right, right_region) == (language, region):
        return None
    if right_region != region:
        rest = "-".join(filter(None, (script, right_region)))
    return "-".join(filter(None, (right, rest)))


def _is_language(language: str) -> bool:
    if language in _USUAL or language in _SPECIAL or len(language) == 1:
        return True
    if "qaa" <= language <= "qtz" and len(language) == 3:  # for private use
        return True
    return not cldr.language_alias(language) and (
        bool(cldr.likely(language)) or language in _names("en").values()
    )


def _language_meant(language: str) -> str | None:
    if alias := cldr.language_alias(language):
        return alias
    if likely := cldr.likely(f"und-{language.upper()}"):
        return tags.primary(likely)
    return next(filter(None, (_names(of).get(language) for of in _NAMED_IN)), None)


@lru_cache(maxsize=len(_NAMED_IN))
def _names(of: str) -> dict[str, str]:
    """The languages' tags by their names in a language, in small letters."""
    return {name.casefold(): tag for tag, name in cldr.language_names(of).items()}


def _region_meant(region: str) -> str:
    """The region as CLDR has it: GB for UK."""
    if not region or region in _USUAL_REGIONS or region.isdigit():
        return region
    return cldr.region_alias(region) or region
