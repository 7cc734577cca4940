"""Cross-references of the index: `see` and `see-also` lead to headings that have places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edition.model import IndexHeading
from edition.model.problems import Problem, did_you_mean

#: References to nothing for which the nearest id is looked for.
_MAX_SEARCHES = 100


def problems(headings: Sequence[IndexHeading]) -> Iterator[Problem]:
    """What is wrong with the cross-references of these headings (ISO 999, 7.5: a reference leads
    to a heading that has locators, and not in a circle)."""
    known = {heading.id: heading for heading in headings}
    searches = 0
    for heading in headings:
        if heading.see and (found := _more(heading)):
            message = f"“{heading.name}” leads to “{heading.see}” (`see`), and has {found} as well."
            hint = "If it has places of its own, write `see-also`; if not, take the rest out."
            yield Problem("see-with-more", heading.place, message, hint)
        for id in (*filter(None, (heading.see,)), *heading.see_also):
            if id not in known:
                searches += 1
                near = did_you_mean(id, known) if searches <= _MAX_SEARCHES else ""
                hint = near or "Add it to the index, or take out what refers to it."
                message = f"There is no heading of the index with the id “{id}”."
                yield Problem("unknown-heading", heading.place, message, hint)
            elif id == heading.id:
                message = f"“{heading.name}” refers to itself."
                hint = "Name another heading, or take the reference out."
                yield Problem("see-leads-on", heading.place, message, hint)
            elif known[id].see:
                message = f"“{heading.name}” refers to “{known[id].name}”, which only leads on."
                hint = f"Refer to “{known[id].see}” at once."
                yield Problem("see-leads-on", heading.place, message, hint)


def _more(heading: IndexHeading) -> str:
    """The key that an entry with `see` may not have, as it is written; empty where it has none."""
    there = {
        "forms": heading.forms,
        "mentions": heading.mentions,
        "except": heading.exceptions,
        "description": heading.description,
        "see-also": heading.see_also,
        "subheadings": heading.subheadings,
        "coordinates": heading.coordinates,
    }
    return next((f"`{key}`" for key, value in there.items() if value), "")
