"""Run: an original becomes the files of an edition, every word of it in its place or in the ledger.

Nothing is written here: the files are made, and have been read back.
"""

from __future__ import annotations

from dataclasses import field
from hashlib import sha256
from itertools import islice
from pathlib import Path

from edition.authoring.intake import draft as drafting
from edition.authoring.intake import guess, ledger, media, readback, tidy, words
from edition.authoring.intake import read as reading
from edition.authoring.intake.draft import Options
from edition.authoring.intake.ledger import Ledger
from edition.authoring.intake.manuscript import (
    About,
    Added,
    Block,
    Entry,
    Figure,
    Heading,
    Manuscript,
    inside,
)
from edition.authoring.intake.read import Original, Progress
from edition.authoring.intake.writer import annotationsfile, apparatus, markdown, places
from edition.authoring.intake.writer.markdown import Written
from edition.model.dataclass import dataclass
from edition.model.problems import Place, Problem, Severity
from edition.yamlfile.load import YamlValue

ANNOTATIONS, ORIGINAL, TEXT = "annotations.yaml", "original", "source.txt"
#: With more notes of the author's than this, signs would be hard to tell apart.
_MOST_SIGNS = 12
#: So many paragraphs of a text say what language it is in.
_SAMPLE = 400


@dataclass(slots=True)
class Made:
    """The files of the edition (name → bytes), the name of the source among them, the ledger, what
    was guessed, and what somebody is to look at."""

    files: dict[str, bytes]
    source: str
    ledger: Ledger
    about: About
    said: list[str] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def make(path: Path, options: Options, progress: Progress) -> Made:
    """The files of an edition of the original at `path`.

    Raises `BuildFailed` as `read.read` does, and `import-lost-words` where the edition, read back,
    has not every word of the manuscript.
    """
    original = reading.read(path, progress)
    if original.plain is not None:
        made = _of_plain(original, options)
    else:
        made = _of_manuscript(original, options, progress)
    made.files |= {f"{ORIGINAL}/{name}": data for name, data in original.files.items()}
    made.files[ledger.FILE] = ledger.written(made.ledger).encode()
    return made


# ── a manuscript ────────────────────────────────────────────────────────────────────────────


def _of_manuscript(original: Original, options: Options, progress: Progress) -> Made:
    manuscript, name = original.manuscript, original.path.name
    tidy.tidy(manuscript)
    pictures = media.gather(manuscript, original.picture)
    _caption(manuscript.blocks)
    record = _ledger(original, words.of_all(manuscript.blocks))
    ledger.collect(manuscript, record)
    sample = "".join(islice(words.of_edition(manuscript.blocks), _SAMPLE))
    said = drafting.complete(manuscript.about, options, original.path, sample)
    kept = ledger.counts(manuscript.blocks)
    marks = places.marks(manuscript.blocks)
    own = apparatus.take_notes(manuscript, name) if options.editors_notes else []
    progress("Writing the source")
    written = markdown.write(manuscript.blocks)
    text = written.text
    readback.hold(text, manuscript.blocks, name)
    structure = _structure(manuscript, written)
    notes = sum(1 for _ in words.notes(manuscript.blocks))
    # The text is read as the builder reads it, which takes as much memory as the tree.
    manuscript.blocks = []
    lists = apparatus.Lists()
    if own or apparatus.are_hung(marks):
        lists = apparatus.lists(marks, manuscript.named, readback.source(text), own)
    data = text.encode()
    draft = drafting.draft(manuscript.about, options, readback.SOURCE, data)
    draft.markup = "markdown"
    draft.note_marks = "numbers" if notes > _MOST_SIGNS else ""
    draft.structure = structure
    draft.lists = {**lists.groups, "photos": _photos(written)}
    record.notes = "editor" if options.editors_notes else "author"
    record.kept = kept | {key: len(group) for key, group in lists.groups.items()}
    record.turned += lists.turned
    for line, stone in written.milestones:
        record.milestones.setdefault(stone.kind, []).append((stone.name, line))
    files = {readback.SOURCE: data, ANNOTATIONS: annotationsfile.write(draft).encode(), **pictures}
    warnings = [_undescribed(k, fig) for k, (_, fig) in enumerate(written.figures, 1)]
    return Made(files, readback.SOURCE, record, manuscript.about, said, [w for w in warnings if w])


def _ledger(original: Original, count: int) -> Ledger:
    names = list(original.files)
    file = f"{ORIGINAL}/{names[0]}" if len(names) == 1 else ORIGINAL
    digest = sha256()
    for name in sorted(names):
        digest.update(original.files[name])
    return Ledger(file, digest.hexdigest(), original.kind.value, count)


def _caption(blocks: list[Block]) -> None:
    """Give a picture without a caption what it shows as one: a picture hangs on its caption."""
    for block in blocks:
        if isinstance(block, Figure) and not words.flat(block.caption).split():
            shown = media.described(block.picture.alt, "")
            why = "what the original says a picture shows stands below it"
            block.caption = [*block.caption, Added(shown, "captions", why, block.picture.place)]
        else:
            for item in inside(block):
                if not isinstance(item, list):
                    _caption([item])


def _structure(manuscript: Manuscript, written: Written) -> dict[str, YamlValue]:
    """Levels, languages and speakers."""
    found: dict[str, YamlValue] = {}
    heads = [block for block in manuscript.blocks if isinstance(block, Heading)]
    if heads:
        texts = [words.flat(block.inlines) for block in heads]
        names = guess.names_of_levels([block.level for block in heads], texts)
        levels = [names[level] for level in sorted(names)]
        if levels not in (["heading"], ["heading", "subheading"]):
            found["levels"] = [*levels]
    if languages := written.languages:
        found["languages"] = {
            tag: annotationsfile.lines(lines)
            for name, lines in sorted(languages.items())
            if (tag := annotationsfile.language(name))
        }
    if people := manuscript.about.speakers:
        found["speakers"] = [{"name": name, "turns": turns} for name, turns in people]
    return found


def _undescribed(number: int, figure: Figure) -> Problem | None:
    """A warning of a picture of which the original does not say what it shows."""
    if figure.picture.alt.strip():
        return None
    place = figure.picture.place
    message = f"The original does not say what the picture at {place} shows."
    hint = (
        f"Its caption, or a word for any picture, stands in its place. Write under `photos`, at "
        f"picture-{number}, what it shows: `alt`. Those who cannot see it need that."
    )
    return Problem("picture-without-alt", Place(ANNOTATIONS), message, hint, Severity.WARNING)


def _photos(written: Written) -> list[dict[str, YamlValue]]:
    found: list[dict[str, YamlValue]] = []
    for number, (line, figure) in enumerate(written.figures, 1):
        caption = " ".join(words.flat(figure.caption).split())
        alt = media.described(figure.picture.alt, caption)[:2000]
        file = figure.picture.file
        found.append({"id": f"picture-{number}", "caption": line, "file": file, "alt": alt})
    return found


# ── a plain text ────────────────────────────────────────────────────────────────────────────


def _of_plain(original: Original, options: Options) -> Made:
    """A text that is taken over as it is: what Project Gutenberg set around it apart."""
    text = original.plain
    assert text is not None
    known = "gutenberg" if text.is_gutenberg else ""
    found = guess.guess(text.text, original.path.name, known, options.title)
    about = text.about if text.is_gutenberg else found.about
    about.language = about.language or found.about.language
    said = drafting.complete(about, options, original.path, text.text, found.said)
    data = text.text.encode()
    files = {
        TEXT: data,
        ANNOTATIONS: annotationsfile.write(of_guess(found, about, options, TEXT, data)).encode(),
    }
    record = _ledger(original, len(words.split(text.text)))
    record.left_out = list(text.aside)
    if text.encoding != "UTF-8":
        record.turned.append(Entry("letters", f"of the encoding {text.encoding}, now UTF-8"))
    record.kept = {name: len(lines) for name, lines in found.roles.items()}
    return Made(files, TEXT, record, about, said)


def of_guess(
    found: guess.Guess, about: About, options: Options, path: str, data: bytes
) -> annotationsfile.Draft:
    """The annotations of a plain text, by what was guessed of it."""
    draft = drafting.draft(about, options, path, data)
    draft.paragraphs = "" if found.markup == "markdown" else found.paragraphs
    draft.markup = found.markup
    if found.roles:
        draft.structure["roles"] = {
            name: annotationsfile.lines(lines) for name, lines in found.roles.items()
        }
    if found.speakers:
        draft.structure["speakers"] = [
            {"name": name, "turns": turns, **({} if role == "speech" else {"role": role})}
            for name, role, turns in found.speakers
        ]
    if found.stage_directions:
        draft.structure["stage-directions"] = [*found.stage_directions]
    return draft
