"""Labels: the words that the builder itself prints, in the language of the edition.

In: a language and the labels that an edition has of its own. Out: words by their names. A file of
`words/` has a language; all have the names of `en-US.toml`. `{}` stands for what is filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, cached_property
from importlib import resources

from edition.languages import cldr, tags
from edition.model import Metadata

ENGLISH = "en-US"
#: The MARC relator codes (id.loc.gov/vocabulary/relators) that a title page has words for.
RELATORS = (
    "ann", "aui", "aut", "com", "cov", "ctb", "dsr", "edt", "ill", "ive", "ivr", "pbl", "pht",
    "trl",
)  # fmt: skip
#: The tables of a file whose keys are labels as they are.
_TABLES = ("labels", "dates", "punctuation")
#: The forms that a label with a number may have (CLDR, plural rules).
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
#: English where words are spelled as in Britain.
_BRITISH = frozenset(("GB", "IE", "AU", "NZ", "ZA", "IN", "SG", "MT", "001", "150"))


class Labels(Mapping[str, str]):
    """The labels of one edition: those of its language, with its own in their place, and the
    `date_order` that it has instead of that of English (day-first, month-first).

    Raises KeyError for a name that is no label.
    """

    def __init__(
        self, language: str = "en", own: Mapping[str, str] | None = None, date_order: str = ""
    ) -> None:
        self.language = language
        self.date_order = date_order
        self._own = dict(own or {})

    @classmethod
    def of(cls, metadata: Metadata) -> Labels:
        """The labels of an edition with these metadata."""
        return cls(metadata.language, metadata.labels, metadata.date_order)

    @cached_property
    def _words(self) -> dict[str, str | dict[str, str]]:
        return words(file_of(self.language) or ENGLISH) | _marks(self.language)

    def __repr__(self) -> str:
        own = sorted(self._own.items())
        return f"Labels({self.language!r}, {own!r}, {self.date_order!r})"

    def __getitem__(self, name: str) -> str:
        return self.form(name, "other")

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def form(self, name: str, category: str) -> str:
        """A label in the form for a number of this category: the edition's own, or its one form
        for all of them, or that of the language."""
        found = self._words[name]
        own = self._own.get(f"{name}-{category}") or self._own.get(name)
        if own is not None or isinstance(found, str):
            return own or str(found)
        return found.get(category) or found["other"]

    def governed(self, name: str, category: str = "other") -> str:
        """A label of a date as the object of a preposition (`весны {}`), where it differs."""
        found = _table(self.printed_language, "governed").get(name)
        return self.form(name, category) if found is None or name in self._own else found

    def contracted(self, text: str) -> str:
        """Words with what the language writes as one: `à le` is `au`."""
        for apart, together in _table(self.printed_language, "contractions").items():
            text = text.replace(apart, together)
        return text

    def filled(self, name: str, value: object) -> str:
        """A label with `value` in the place of its {}; str.format would read attributes too."""
        return self[name].replace("{}", str(value))

    def numbered(self, name: str, value: object) -> str:
        """A name and its number: `page 12`; where the language puts it elsewhere, in its {}."""
        found = self[name]
        return found.replace("{}", str(value)) if "{}" in found else f"{found} {value}"

    def locator(self, kind: str, value: str) -> str:
        """A place in a source with the word for its kind (CSL's names of locators), where it has
        one: `scs. 2–4`."""
        if f"locator-{kind}" not in self._words:
            return value
        form = "other" if re.search("[–—,&]", value) else "one"
        return self.form(f"locator-{kind}", form).replace("{}", value)

    def counted(self, name: str, number: int) -> str:
        """A label with a number, in the form for it: `1 word`, `2 words`."""
        language = self.printed_language
        form = self.form(name, cldr.plural(language, number))
        return form.replace("{}", cldr.number(language, number))

    def listed(self, items: Sequence[str]) -> str:
        """Items in a row, the last behind “and”: as CLDR joins them, or with the edition's own."""
        if "and" not in self._own or len(items) < 2:
            return cldr.listed(self.printed_language, items)
        return f"{self['comma'].join(items[:-1])} {self['and']} {items[-1]}"

    def bracketed(self, words: str) -> str:
        """Words in brackets behind others: ` (so)`, （如此）."""
        opening, closing = (" (", ")") if self.gap else ("（", "）")
        return opening + words + closing

    def alone(self, name: str) -> str:
        """A label that may have the place of a number, without one."""
        return self[name].replace("{}", "").strip()

    def role(self, relator: str) -> str:
        """What a contributor did, before the name; empty for an unknown code."""
        name = f"role-{relator}"
        return self[name] if name in self._words else ""

    def ended(self, text: str) -> str:
        """`text` with a full stop, unless it ends in a mark."""
        return text if text[-1:] in _MARKS else text + self["stop"]

    @property
    def gap(self) -> str:
        """What parts a label from a value: in Chinese and Japanese nothing."""
        return "" if tags.primary(self.printed_language) in ("zh", "yue", "ja") else " "

    @property
    def printed_language(self) -> str:
        """The language that these labels are in."""
        return self.language if file_of(self.language) else "en"


_MARKS = frozenset(".!?…。！？؟।")


def file_of(language: str) -> str:
    """The name of the file with the labels of a language; empty where there is none."""
    if tags.primary(language) == "en":
        region = language.split("-")[1:]
        return "en-GB" if _BRITISH.intersection(map(str.upper, region)) else ENGLISH
    known = languages()
    for tag in tags.candidates(language):
        if tag in known:
            return tag
    # Another country's, as pt-BR for pt-PT; never another script's.
    regional = (name for name in known if re.fullmatch("[a-z]+-[A-Z]{2}", name))
    return next((name for name in regional if tags.primary(name) == tags.primary(language)), "")


@cache
def languages() -> tuple[str, ...]:
    """The languages that have labels, by their names."""
    folder = resources.files(__package__) / "words"
    names = sorted(item.name for item in folder.iterdir())
    return tuple(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


@cache
def words(language: str) -> dict[str, str | dict[str, str]]:
    """The labels of the file `language` by their names, roles as `role-aut`, places in a source as
    `locator-scene`; those with plural forms have a table of them."""
    file = document(language)
    found = {name: value for table in _TABLES for name, value in file[table].items()}
    found |= {f"role-{code}": value for code, value in file["roles"].items()}
    return found | {f"locator-{kind}": value for kind, value in file["locators"].items()}


def has_quotation_marks(language: str) -> bool:
    """Whether the builder knows the quotation marks of a language."""
    return bool(file_of(language) or _marks(language))


@cache
def _marks(language: str) -> dict[str, str]:
    """The quotation marks of a language without labels, or of a country that has its own."""
    known = _quotes()
    pair = next((known[tag] for tag in tags.candidates(language) if tag in known), [])
    return dict(zip(("quoted", "inner-quoted"), pair, strict=False))


@cache
def _quotes() -> dict[str, list[str]]:
    import tomllib

    return tomllib.loads(_text("quotes.toml"))


def placeholder(language: str, name: str) -> str:
    """What a new edition says of its `author` or `rights` until somebody knows them."""
    return _table(language, "placeholders")[name]


def _table(language: str, name: str) -> dict[str, str]:
    """A table that not every language has."""
    found = document(file_of(language) or ENGLISH).get(name, {})
    return {key: value for key, value in found.items() if isinstance(value, str)}


@cache
def document(language: str) -> dict[str, dict[str, str | dict[str, str]]]:
    """The file of a language, table by table."""
    import tomllib

    return tomllib.loads(_text(f"words/{language}.toml"))


def _text(name: str) -> str:
    return (resources.files(__package__) / name).read_text(encoding="utf-8")


def names() -> frozenset[str]:
    """The names that an edition may give words of its own for, plural forms by `words-few`. One
    with forms for kinds of dates is replaced as a whole."""
    english = words(ENGLISH)
    tables = ((name, value) for name, value in english.items() if isinstance(value, dict))
    plural = (name for name, value in tables if set(CATEGORIES).issuperset(value))
    return frozenset(english) | {f"{name}-{form}" for name in plural for form in CATEGORIES}
