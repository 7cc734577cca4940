"""Company: what kind of thing a name means, by the words beside it. Pure.

“said Lucy” and “Mr. Harker” are people; who is “in Varna”, “near Whitby” or “at the Borgo Pass” is
at a place. The words of the name itself weigh more than those beside it: a Street, a Committee.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import field

from edition.authoring.suggest.wordlists import (
    ACTS,
    ADDRESSES,
    ARTICLES,
    BODIES,
    IN_PLACES,
    KNOWN_PLACES,
    LOOKS,
    MEN,
    NEAR_PLACES,
    PLACES,
    VERBS,
    WOMEN,
)
from edition.model.dataclass import dataclass

#: Below this share of its occurrences what stands beside a name says nothing.
_LEAST = 0.12
#: A name with the titles of both sexes is a family's, if one is no rarer than this.
_OTHERS = 8
#: Over it, what looks like a thing is a person.
_SURELY = 0.5
#: A name that stands so often behind an article is no person's.
_MOSTLY = 0.6


@dataclass(slots=True)
class Company:
    """How much speaks for a person, for a place and for a body, how often an article stands before
    the name, which titles do, and how often it was seen; `plural` where it is one of many, as a
    people is."""

    person: float = 0.0
    place: float = 0.0
    article: int = 0
    seen: int = 0
    body: float = 0.0
    titles: Counter[str] = field(default_factory=Counter)
    plural: bool = False

    @property
    def is_family(self) -> bool:
        """Whether men and women are called so."""
        women, men = (sum(self.titles[title] for title in which) for which in (WOMEN, MEN))
        return min(women, men) * _OTHERS >= max(women, men, 1)

    def see(self, before: Sequence[str], after: str, title: str, *, possessive: bool) -> None:
        """Count one occurrence: the words right before it, the nearest last, and the one after it,
        in small letters; none where a sign parts them."""
        self.seen += 1
        if title:
            self.titles[title] += 1
        ahead = list(before)
        if is_thing := bool(ahead and ahead[-1] in ARTICLES):
            self.article += 1
            ahead.pop()
        last, earlier = (*ahead[::-1], "", "")[:2]
        if title or last in ADDRESSES:
            self.person += 2
        if last in ACTS or after in ACTS:
            self.person += 1.5
        elif after in VERBS and not is_thing:
            self.person += 0.5
        if last == "at" and earlier in LOOKS:
            self.person += 1
        elif last in IN_PLACES and not possessive:
            self.place += IN_PLACES[last]
        elif last in NEAR_PLACES and not possessive:
            self.place += 1
        if possessive and after in BODIES:
            self.body += 1.5
        elif possessive:
            self.person += 0.4

    def add(self, other: Company) -> None:
        """Count what was seen of another form of the same name."""
        self.person += other.person
        self.place += other.place
        self.article += other.article
        self.titles += other.titles
        self.seen += other.seen
        self.body += other.body

    def kind(self, words: Sequence[str], *, common: bool) -> str:
        """The kind of entry that a name of these `words` (in small letters) is likely to want;
        `common` where a word of it is also one of the language."""
        seen = max(1, self.seen)
        person, place = self.person / seen, self.place / seen
        place += 2 * _has(words, PLACES) + 2 * (" ".join(words) in KNOWN_PLACES)
        place += 0.4 * words[-1].endswith(_ENDINGS)
        body = 1.5 * _has(words, BODIES) + self.body / seen
        if body > max(person, place) or (common and not self.titles and len(words) > 3):
            return "organization"
        if self.plural and not self.titles and place < 1:
            return "term"
        if place > person and place >= _LEAST:
            return "place"
        things = self.article > _MOSTLY * seen or common
        if things and not self.titles and person < _SURELY:
            return "place" if place >= _LEAST and not common else "term"
        return "person"


_ENDINGS = (
    "shire", "burg", "burgh", "borough", "ville", "grad", "ton", "ham", "stadt", "heim", "stan",
    "street", "lane", "square", "road", "hall", "град", "бург", "ск",
)  # fmt: skip


def _has(words: Sequence[str], known: Collection[str]) -> bool:
    return any(word in known for word in words)
