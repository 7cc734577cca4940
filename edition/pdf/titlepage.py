"""Title page: how large its type may be, so that it is one page, and a recto where pages face.

A title of 200 letters, a subtitle of three lines or twenty contributors do not fit in the type of
a short title. The steps are classes of pdf.css, `fit1` to the last; with any of them the imprint
stands below the names, and not at the foot of the page.
"""

from __future__ import annotations

from collections.abc import Mapping

from edition.model import Metadata
from edition.typography.profiles import Profile
from edition.typography.textwidth import lines

LAST_FIT = 6
"""The step with the smallest type that can be read."""
TOO_LONG = (
    "Title, subtitle and contributors have no room on one title page, in the smallest type. Write "
    "a shorter `title` or `subtitle`, or name fewer people."
)
_MM = 72 / 25.4
_EM = 1.1  # what letters of a title may be wider than those that are measured
#: Sizes (in that of the text) and leadings (in lines of the text) of title, subtitle and names, as
#: pdf.css has them, and for large print pdf-large-print.css.
_SIZES = {
    "serif": ((2.6, 2.25), (1.33, 1.3), (1.0, 1.3)),
    "sans": ((1.6, 1.75), (1.15, 1.25), (1.0, 1.0)),
}
#: The space around and between, and for the imprint at the foot, in lines of the text.
_AROUND, _IMPRINT = 4 + 1 + 3 + 2.5, 4


def first_fit(meta: Metadata, profile: Profile) -> int:
    """The step to begin with: 0 where all has room above the imprint at the foot of the page."""
    width = profile.measure * _MM
    of_title, of_subtitle, of_person = _SIZES[profile.family]
    height = _AROUND + _IMPRINT
    people = [f"{person.name} {person.note} {'x' * 12}" for person in meta.contributors]
    for text, (size, leading) in (
        (meta.title, of_title),
        (meta.subtitle, of_subtitle),
        *((text, of_person) for text in people),
    ):
        if text:
            height += len(lines(text, size * _EM * profile.size, width)) * leading
    return 0 if height <= profile.lines else 1


def fits(pages: Mapping[str, int], profile: Profile) -> bool:
    """Whether half title and title page take a page each. `pages` are the first pages of the
    anchors of the front matter, from 0."""
    contents = before_contents(profile)
    return pages["title-page"] == contents - 2 and pages["contents"] == contents


def before_contents(profile: Profile) -> int:
    """How many pages stand before the contents: cover, half title and what is behind it, title
    page, and the imprint, which is never more than a page."""
    return profile.cover + 2 * profile.facing + 2
