"""The built-in lists of `tone-words`, by language.

Chosen after “Words to watch” of Wikipedia's Manual of Style, and after what notes of editions
do: words that are often needed (“notable”, “claimed”, “terrorist” in the name of a law) are left
out, since a list that cries wolf is switched off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class Advice(NamedTuple):
    """Why a word is avoided, and what to write in its place (behind “Write”)."""

    why: str
    instead: str


def _each(words: str, why: str, instead: str) -> Iterator[tuple[str, Advice]]:
    for word in words.split(", "):
        yield word, Advice(why, instead)


_ENGLISH = dict(
    [
        *_each(
            "interestingly, interesting to note, it is interesting, curiously, surprisingly, "
            "strikingly, remarkably, amazingly, ironically, tellingly",
            "It tells readers what to find interesting.",
            "the fact alone",
        ),
        *_each(
            "it should be noted, it should be remembered, it is worth noting, it is worth "
            "mentioning, it is important to note, it must be said, note that, needless to say",
            "It announces a fact instead of giving it.",
            "what comes after it",
        ),
        *_each(
            "of course, obviously, clearly, undoubtedly, undeniably, without a doubt, without "
            "doubt, no doubt, certainly, it goes without saying",
            "It claims certainty instead of showing it, and slights who did not know.",
            "the fact with its source, or “probably” for an inference",
        ),
        *_each(
            "famous, famously, renowned, legendary, iconic, prestigious, acclaimed, celebrated, "
            "illustrious, outstanding, brilliant, great man",
            "It praises.",
            "what he, she or it is known for",
        ),
        *_each(
            "notorious, notoriously, infamous, infamously, odious, so-called democrat, henchman, "
            "henchmen, crony, cronies, mouthpiece",
            "It blames.",
            "what was done, who says so, and the denial",
        ),
        *_each(
            "tragically, tragic, sadly, unfortunately, regrettably, fortunately, luckily, "
            "thankfully, happily",
            "It tells readers what to feel.",
            "what happened",
        ),
        *_each(
            "horrific, heinous, barbaric, monstrous, outrageous, appalling, shocking, "
            "shockingly, brutally, bravely, heroically, heroic, courageously",
            "It judges an act instead of telling it.",
            "what was done, with its source",
        ),
        *_each(
            "regime, puppet, propaganda",
            "It takes sides where it means a government or a press.",
            "“government”, “authorities” or the name; quote the word if somebody used it",
        ),
        *_each(
            "recently, nowadays, currently, at present, to this day, in recent years",
            "Nobody can tell from a book when that is.",
            "the date or the year",
        ),
    ]
)

#: Language (its primary subtag) → words in small letters → advice.
LISTS: dict[str, dict[str, Advice]] = {"en": _ENGLISH}
