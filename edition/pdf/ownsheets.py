"""Own sheets: makes a PDF with the style sheets that an edition has in place of the builder's.

Whoever sends a style sheet decides how much there is to lay out, to join and to prove. So all of it
is done in a process of its own, within bounds that go by the text (`production.limits`). Where it
does not come to its end, or what comes of it is not the edition, the rule is looked for: by halves,
with rules left out, in bounded time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Generic, TypeVar

from edition.assembly.prepare import Prepared
from edition.model.dataclass import dataclass
from edition.model.problems import BuildFailed, Place, Problem
from edition.pdf.production.limits import for_layout
from edition.pdf.weasyprint70 import install
from edition.system.aside import Aside
from edition.system.bounds import BoundExceeded, Bounds
from edition.system.halving import first_failing
from edition.typography import sheetrules, stylesheets
from edition.typography.sheetrules import Rule

_T = TypeVar("_T")
#: Makes the PDF of an edition, in any process: it is pickled, and what it returns.
Work = Callable[[Prepared], _T]

#: Time for finding the rule, as a share of that for the PDF, and for each attempt: so many times as
#: long as one with the builder's rules alone.
_SEARCH, _LONGER = 0.6, 3.0
_HINT = "Rules that hide, move or enlarge things are likely."


def made(work: Work[_T], prepared: Prepared) -> _T:
    """What `work` makes of the edition, with the style sheets of its own.

    Raises `BuildFailed` with `style-breaks-layout`. Where it fails with the builder's style sheets
    too it raises what that raises; what the machine refuses, too.
    """
    letters = len(prepared.edition.source.text)
    letters += len(prepared.project.read(prepared.annotations.file, Place("")))
    bounds = for_layout(letters, (picture.data for picture in prepared.pictures.values()))
    install.install()  # here, so that a copy of this process has it
    with Aside() as aside:
        try:
            return aside.ask(bounds, work, prepared)
        except (BuildFailed, OSError):
            raise
        except Exception as error:
            found = _Search(work, prepared, aside, bounds).problem(error)
            if found is None:
                raise
            raise BuildFailed([found]) from error


def with_builders(prepared: Prepared) -> Prepared:
    """The edition with the builder's style sheets in place of its own."""
    names = stylesheets.own_of_pdf(prepared.project)
    sheets = {name: stylesheets.builders(name) for name in names}
    return replace(prepared, project=prepared.project.with_files(sheets))


def unexplained(prepared: Prepared, exceeded: BoundExceeded) -> Problem:
    """The problem where the PDF cannot be made with the style sheets of the edition's own, and no
    rule and no text of it is found to be the cause."""
    names = stylesheets.own_of_pdf(prepared.project)
    message = f"The PDF cannot be made with {', '.join(names)}: {exceeded}."
    return Problem("style-breaks-layout", Place(names[0]), message, f"Try it without. {_HINT}")


@dataclass
class _Search(Generic[_T]):
    """The search for the rule over which the PDF cannot be made."""

    work: Work[_T]
    prepared: Prepared
    aside: Aside
    bounds: Bounds

    def problem(self, error: Exception) -> Problem | None:
        """The problem, at the rule; None where no style sheet is to blame."""
        own = stylesheets.own_of_pdf(self.prepared.project)
        what = str(error).split("\n")[0][:200] or type(error).__name__
        for behind in (False, True):
            self._read(own, behind)
            begin = time.monotonic()
            if not self._fails(0, self.bounds.seconds):
                return self._at_rule(what, time.monotonic() - begin)
        return None

    def _read(self, own: list[str], behind: bool) -> None:
        """Take the style sheets apart: each the edition's own, or the builder's with the rules of
        the edition's own `behind` it."""
        self.texts: dict[str, str] = {}
        self.rules: list[Rule] = []
        self.before = {}
        for name in own:
            data = self.prepared.project.read(name, Place(name))
            text, rules = sheetrules.read(name, data.decode("utf-8"))
            known = stylesheets.builders(name).decode("utf-8")
            self.texts[name] = text
            self.rules += sheetrules.strange(text, rules, known)
            self.before[name] = known if behind else ""
        self.behind = behind

    def _fails(self, count: int, left: float) -> bool:
        """Whether it fails with the first `count` of the rules that are not the builder's."""
        bounds = replace(self.bounds, seconds=max(1.0, min(self.bounds.seconds, left)))
        project = self.prepared.project.with_files(self._sheets(count))
        try:
            self.aside.ask(bounds, self.work, replace(self.prepared, project=project))
        except OSError:
            raise
        except Exception:
            return True
        return False

    def _sheets(self, count: int) -> dict[str, bytes]:
        kept = self.rules[:count]
        found = {}
        for name, text in self.texts.items():
            if self.behind:
                rules = [text[rule.start : rule.end] for rule in kept if rule.sheet == name]
                text = "\n".join([self.before[name], *rules])
            else:
                dropped = [rule for rule in self.rules[count:] if rule.sheet == name]
                text = sheetrules.without(text, dropped)
            found[name] = text.encode()
        return found

    def _at_rule(self, what: str, usual: float) -> Problem:
        """The problem, at the rule over which it fails; `usual` are the seconds without those."""
        names = ", ".join(self.texts)
        message = f"The PDF cannot be made with {names}: {what}."
        search = _SEARCH * self.bounds.seconds
        self.bounds = replace(self.bounds, seconds=min(self.bounds.seconds, 1 + _LONGER * usual))
        if not self.rules or (self.behind and not self._fails(len(self.rules), search)):
            place = Place(next(iter(self.texts)))
            hint = "It lacks rules of the builder's style sheet that the pages need."
            return Problem("style-breaks-layout", place, message, hint)
        after, last = first_failing(len(self.rules), self._fails, search)
        rule = self.rules[after]
        message = f"The PDF cannot be made with {rule.sheet}: {what}."
        if last == after + 1:
            hint = f"It can without the rule “{rule.head}”. Take it out, or change it. {_HINT}"
        else:
            end = self.rules[last - 1].place
            hint = f"The rule is this one, or one behind it as far as {end}. {_HINT}"
        return Problem("style-breaks-layout", rule.place, message, hint)
