"""How often `check --fix` would mend a damaged quotation rightly: python benchmarks/fixes.py

Takes quotations of the edition in the box, of the golden case `gutenberg`, and stretches of both
texts, damages each as people do, and counts: mended rightly, left alone, mended wrongly. The last
must be none.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from checkout import ROOT

from edition.anchoring.resolve import Anchorer
from edition.assembly.prepare import prepare
from edition.authoring.fix import quotes
from edition.model import Selector, Span
from edition.model.problems import Place
from edition.system.project import Project
from edition.text import structure
from edition.text.normalize import fold_quote

STRETCHES = int(sys.argv[1]) if len(sys.argv) > 1 else 400
_PLACE = Place("a.yaml", 1, 1)


def typo(words: str, chance: random.Random) -> str:
    """One letter dropped, doubled, changed, or two changed about."""
    at = chance.randrange(2, len(words) - 1)
    letter = chance.choice("etaoinshr")
    return chance.choice(
        [
            words[:at] + words[at + 1 :],
            words[:at] + words[at] + words[at:],
            words[:at] + letter + words[at + 1 :],
            words[:at] + words[at + 1] + words[at] + words[at + 2 :],
        ]
    )


def dropped(words: str, chance: random.Random) -> str:
    """One word left out."""
    pieces = words.split()
    del pieces[chance.randrange(len(pieces))]
    return " ".join(pieces)


def added(words: str, chance: random.Random) -> str:
    """One small word too many."""
    pieces = words.split()
    pieces.insert(chance.randrange(1, len(pieces)), chance.choice(["the", "a", "of", "very"]))
    return " ".join(pieces)


def exchanged(words: str, chance: random.Random) -> str:
    """One word replaced by another of the quotation, or two words changed about."""
    pieces = words.split()
    a, b = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    pieces[a], pieces[b] = pieces[b], pieces[a]
    return " ".join(pieces)


def number(words: str, chance: random.Random) -> str:
    """The ending of a word changed."""
    return re.sub(r"(\w{3,}?)(s?)\b", lambda m: m[1] + ("" if m[2] else "s"), words, count=1)


#: What is done to words, by chance.
Damage = Callable[[str, random.Random], str]
DAMAGES: dict[str, Damage] = {
    "typo": typo,
    "two typos": lambda w, c: typo(typo(w, c), c),
    "word dropped": dropped,
    "word added": added,
    "words exchanged": exchanged,
    "ending": number,
    "capitals": lambda w, c: w.upper() if c.random() < 0.3 else w.capitalize(),
    "small letters": lambda w, c: w.lower(),
    "marks": lambda w, c: re.sub(r"[^\w\s]", "", w),
    "hyphen": lambda w, c: w.replace("-", " ") if "-" in w else w.replace(" ", "-", 1),
}


def stretches(anchorer: Anchorer, chance: random.Random) -> Iterator[Selector]:
    """Quotations that nobody chose: one to eight words from anywhere."""
    for _ in range(STRETCHES):
        paragraph = chance.choice(anchorer.source.paragraphs)
        pieces = anchorer.source.words(paragraph.span).split()
        first = chance.randrange(len(pieces))
        yield Selector(" ".join(pieces[first : first + chance.randint(1, 8)]), "", "", _PLACE)


def measure(folder: Path) -> None:
    """Print the counts of one edition."""
    prepared = prepare(Project.at(folder))
    notes = prepared.annotations
    text = prepared.edition.source
    layout = structure.lay_out(text, notes)
    anchorer = Anchorer(text, structure.omitted_spans(layout.omitted))
    chance = random.Random(7)
    own = [item.selector for item in notes.called]
    selectors = [*own, *stretches(anchorer, chance)]
    spans = anchorer.selectors(selectors)
    wanted = [(s, span) for s, span in zip(selectors, spans, strict=True) if isinstance(span, Span)]
    print(f"{folder.name}: {len(own)} quotations and {len(wanted) - len(own)} stretches")
    for name, damage in DAMAGES.items():
        counts = Counter(_outcome(anchorer, s, span, damage, chance) for s, span in wanted)
        print(f"  {name:16}", dict(sorted(counts.items())))
    counts = Counter(_context(anchorer, s, span, chance) for s, span in wanted)
    print("  context         ", dict(sorted(counts.items())))
    counts = Counter(_gone(anchorer, s) for s, span in wanted if len(s.exact) > 7)
    print("  words are gone  ", dict(sorted(counts.items())))


def _outcome(
    anchorer: Anchorer, selector: Selector, span: Span, damage: Damage, chance: random.Random
) -> str:
    if len(selector.exact.split()) < 2:
        return "too short"
    damaged = replace(selector, exact=damage(selector.exact, chance))
    now = anchorer.selectors([damaged])[0]
    if isinstance(now, Span) or now.code != "quote-not-found":
        return "no problem" if isinstance(now, Span) else "another problem"
    found = quotes.misquoted(anchorer, damaged)
    if found is None:
        return "left alone"
    got = anchorer.selectors([replace(damaged, exact=found.exact or damaged.exact)])[0]
    if isinstance(got, Span) and _bare(anchorer, got) == _bare(anchorer, span):
        return "right"
    print("     WRONG", repr(damaged.exact), "→", repr(found.exact), "for", repr(selector.exact))
    return "WRONG"


def _bare(anchorer: Anchorer, span: Span) -> tuple[int, int]:
    """A span without the marks at its edges: the call stands behind them in any case."""
    words = anchorer.source.words(span)
    lead, tail = re.match(r"\W*", words), re.search(r"\W*\Z", words)
    assert lead and tail, "both match anything"
    return span.start + lead.end(), span.start + tail.start()


def _context(anchorer: Anchorer, selector: Selector, span: Span, chance: random.Random) -> str:
    """The words before, damaged, where they are needed or not."""
    before = anchorer.source.text[max(0, span.start - 40) : span.start].split()[-3:]
    if len(before) < 3:
        return "too short"
    prefix = " ".join(before)
    quote = " ".join(selector.exact.split()[: chance.randint(1, 3)])
    right = anchorer.selectors([Selector(quote, prefix, "", _PLACE)])[0]
    damaged = Selector(quote, typo(prefix, chance), "", _PLACE)
    now = anchorer.selectors([damaged])[0]
    if isinstance(now, Span) or now.code != "quote-context-wrong" or not isinstance(right, Span):
        return "no problem"
    found = quotes.miscontexted(anchorer, damaged)
    if found is None:
        return "left alone"
    changes = {key: value for key, value in found._asdict().items() if value is not None}
    got = anchorer.selectors([replace(damaged, **changes)])[0]
    return "right" if got == right else "WRONG"


def _gone(anchorer: Anchorer, selector: Selector) -> str:
    """The place is taken out of the text: whatever is proposed is another place."""
    words = fold_quote(selector.exact)
    if anchorer.folded.text.count(words) != 1:
        return "no problem"
    rest = replace(anchorer.folded, text=anchorer.folded.text.replace(words, "\0" * len(words)))
    other = Anchorer(anchorer.source, anchorer.omitted)
    other.folded = rest
    place = quotes._other_case(rest, words) or quotes._like(rest, selector, words)
    if place is not None:
        print("     DOUBTFUL", repr(selector.exact), "→", repr(rest.text[slice(*place)]))
    return "left alone" if place is None else "doubtful"


if __name__ == "__main__":
    for folder in (ROOT, ROOT / "tests/golden/gutenberg"):
        measure(folder)
