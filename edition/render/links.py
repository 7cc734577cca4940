"""Links: writes the edition's texts from one file's point of view, with their references.

A text's citations that are sentences of their own are gathered as its sources: set after each
sentence they would make a note unreadable. They stand behind it, or in a section of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Protocol

from markupsafe import Markup

from edition.apparatus.citations import written
from edition.assembly import smartwords
from edition.markup import parse, smart, split, xhtml
from edition.markup.tree import Body, Citation, CitationItem
from edition.model import BodyText, Illustration, Note
from edition.render import briefsources, leads, notetables, targets
from edition.render.catchwords import catchword
from edition.typography.profiles import Profile

if TYPE_CHECKING:
    from edition.apparatus.citations.formatter import Formatter
    from edition.assembly.prepare import Prepared


class LinkingRenderer(leads.LeadingRenderer, Protocol):
    """What links must know of the renderer they are written for; `renderer` imports this module."""

    @property
    def profile(self) -> Profile: ...
    @property
    def prepared(self) -> Prepared: ...
    @property
    def formatter(self) -> Formatter: ...
    def date(self, text: str) -> str: ...
    @property
    def numbers(self) -> Mapping[str, Note]: ...
    @property
    def headwords(self) -> Mapping[str, str]: ...
    @property
    def index_names(self) -> Mapping[str, str]: ...
    def picture_href(self, photo_id: str) -> str: ...
    @property
    def chapter_of(self) -> Mapping[str, str]: ...
    @property
    def original_pages(self) -> Mapping[str, tuple[str, str]]: ...
    @property
    def source_places(self) -> Mapping[BodyText, str]: ...
    @property
    def prints_sources(self) -> bool: ...


class Links:
    """How references are written from the file `here`: see `markup.xhtml.Links`."""

    def __init__(self, renderer: LinkingRenderer, here: str) -> None:
        self.renderer = renderer
        self.here = here
        self.gathered: dict[CitationItem, str] | None = None

    def href(self, file: str, anchor: str) -> str:
        """A link to `anchor` in `file`; inside one file, and in the PDF, the anchor alone."""
        if self.renderer.rendition == "pdf" or file == self.here:
            return f"#{anchor}"
        return f"{file}#{anchor}"

    # What `markup.xhtml` asks for.

    def cite(self, citation: Citation) -> str:
        """The citation in its place; one that is a sentence of its own waits for the end, where
        what is cited twice is printed once. A book without sources has none of them."""
        href = self._source if self.renderer.prints_sources else None
        if citation.own_sentence and href is None:
            return ""
        if self.gathered is None or not citation.own_sentence:
            return self.renderer.formatter.note(citation, href)
        if self.renderer.prepared.annotations.note_sources == "short":
            shown = [self._brief(item) for item in citation.items]
        else:
            shown = self.renderer.formatter.items(citation, self._source)
        for item, markup in zip(citation.items, shown, strict=True):
            self.gathered.setdefault(item, markup)
        return ""

    def _source(self, id: str) -> str:
        return self.href(targets.SOURCES, f"s-{id}")

    def _brief(self, item: CitationItem) -> str:
        """A source by name and year."""
        who, year = briefsources.brief(self.renderer.formatter.records[item.id])
        words = f"{who} {self.renderer.date(year)}" if year else who
        href = self.href(targets.SOURCES, f"s-{item.id}")
        where, behind = briefsources.place(item, self.renderer.labels)
        text = f'<a href="{escape(href)}">{escape(words + where, quote=False)}</a>'
        return f"{written.affix(item.prefix)} {text}{behind}".lstrip()

    def term(self, id: str, text: str | None) -> str:
        """A link to a glossary entry."""
        words = text or escape(self.renderer.headwords[id], quote=False)
        return f'<a class="termref" href="{self.href(targets.GLOSSARY, f"g-{id}")}">{words}</a>'

    def note(self, id: str, text: str | None) -> str:
        """A link to a note."""
        note = self.renderer.numbers[id]
        words = text or escape(leads.name(self.renderer, note), quote=False)
        href = self.href(targets.note(note), note.anchor)
        return f'<a class="seenote" href="{href}">{words}</a>'

    def heading(self, id: str, text: str | None) -> str:
        """A link to a heading of the index."""
        words = text or escape(self.renderer.index_names[id], quote=False)
        return f'<a class="indexref" href="{self.href(targets.INDEX, f"i-{id}")}">{words}</a>'

    def picture(self, id: str, alt: str, *, caption: bool) -> str:
        """A picture in a text, with its caption behind it."""
        renderer = self.renderer
        item = next(item for item in renderer.prepared.annotations.pictures if item.id == id)
        src = f'src="{escape(renderer.picture_href(id))}"'
        written = f'<img class="inset" {src} {said(item, alt, renderer.rendition)}/>'
        if not item.caption or not caption:
            return written
        words = xhtml.render(self._parsed(item.caption), self, block=False)
        return f'{written} <span class="inset-caption">{words}</span>'

    def passage(self, id: str, text: str | None) -> str:
        """A link to a paragraph of the text."""
        words = text or escape(self.renderer.labels.numbered("paragraph", id[1:]))
        href = self.href(targets.chapter(self.renderer.chapter_of[id]), id)
        return f'<a class="seetext" href="{href}">{words}</a>'

    def page(self, id: str, text: str | None) -> str:
        """A link to where a page of the original begins."""
        words = text or escape(self.renderer.labels["page-of-original"].replace("{}", id))
        anchor, chapter = self.renderer.original_pages[id]
        href = self.href(targets.chapter(chapter), anchor)
        return f'<a class="seetext" href="{href}">{words}</a>'

    # What the templates call; all give safe markup.

    def calls(self) -> dict[str, Callable[..., str]]:
        """What they call, by its name."""
        calls = (self.body, self.opened, self.section, self.inline, self.note_body)
        more = (self.textual, self.prose, self.href)
        return {call.__name__: call for call in (*calls, *more)}

    def body(self, text: BodyText) -> Markup:
        """A text as block elements, its sources at the end."""
        return Markup(self._with_sources(text))

    def opened(self, text: BodyText, opening: str) -> Markup:
        """The same, with `opening` as the first thing in its first paragraph."""
        return Markup(_opened(self._with_sources(text), opening, "p", "p"))

    def section(self, text: BodyText) -> Markup:
        """A long text as block elements. Its sources stand at its end, keyed by the first words
        of what they belong to: set behind each paragraph they would drown it."""
        parts = self._paragraphs(text)
        whole = "".join(part for part, _ in parts)
        keyed = [(catchword(split.text_of(part)), sources) for part, sources in parts if sources]
        if not keyed:
            return Markup(whole)
        if not self._in_notes(text):
            return Markup(self._linked(whole, text))
        if len(parts) == 1:
            return Markup(whole + self._sources(keyed[0][1], text, "p", "note-sources"))
        label = escape(self.renderer.labels["sources-by-paragraph"], quote=False)
        items = "".join(
            f"<li><i>{key}</i> {self.renderer.formatter.closed(sources)}</li>"
            for key, sources in keyed
        )
        # On a screen a heading, for those who go from heading to heading.
        tag = "h2" if self.renderer.rendition == "epub" else "p"
        return Markup(
            f'{whole}<{tag} class="section-sources-label">{label}</{tag}>'
            f'<ul class="section-sources">{items}</ul>'
        )

    def sources_of(self, text: BodyText, *, by_paragraph: bool) -> list[tuple[Markup, Markup]]:
        """The sources of a text, as one list or with the first words of each paragraph that has
        any, for the section behind the text."""
        if by_paragraph:
            parts = [(catchword(split.text_of(part)), of) for part, of in self._paragraphs(text)]
        else:
            room = notetables.section_room(self.renderer.profile)
            parts = [("", self._gathered(self._parsed(text), room)[1])]
        closed = self.renderer.formatter.closed
        return [(Markup(words), Markup(closed(sources))) for words, sources in parts if sources]

    def _paragraphs(self, text: BodyText) -> list[tuple[str, str]]:
        """The blocks of a long text, each with its sources."""
        room = notetables.section_room(self.renderer.profile)
        return [self._gathered(Body(nodes=(n,)), room) for n in self._parsed(text).nodes]

    def inline(self, text: BodyText) -> Markup:
        """A text without block elements."""
        return Markup(xhtml.render(self._parsed(text), self, block=False))

    def prose(self, text: str) -> Markup:
        """Markdown of the metadata (rights, licence), which refers to nothing."""
        room = notetables.entry_room(self.renderer.profile)
        body = parse.parse(text)
        metadata = self.renderer.prepared.edition.metadata
        if metadata.smart_typography:
            body = smart.body(body, smartwords.quotes, metadata.language)
        return Markup(self._blocks(body, room))

    def note_body(self, note: Note, opening: str) -> Markup:
        """A note as block elements, with `opening` as the first thing in its first paragraph."""
        return Markup(_opened(self._note(note), f"{opening}{self._lead(note)}", "p", "p"))

    def textual(self, note: Note) -> Markup:
        """A note on the wording on one line, for the note on the text: an emendation whole, of
        the others the words that they are about, since they stand at their calls."""
        if not note.reading:
            lemma = escape(leads.short(note.lemma), quote=False).rstrip(".,;:")
            labels = self.renderer.labels
            return Markup(labels.filled("quoted", lemma) + labels["stop"])
        inner = self.one_line(note.body) if note.body else ""
        return Markup(self._lead(note) + inner)

    def one_line(self, text: BodyText) -> Markup:
        """A text on one line, as a reason or a name has it; sources that stand elsewhere do."""
        self.gathered = None if self._in_notes(text) else {}
        inner = xhtml.render(self._parsed(text), self, block=False)
        self.gathered = None
        return Markup(inner)

    def note_spans(self, note: Note) -> str:
        """A note as inline elements that are set as blocks, for the foot of the page."""
        whole = self._note(note, "span", inline_blocks=True)
        return _opened(whole, self._lead(note), "span", 'span class="p"')

    def _note(self, note: Note, tag: str = "p", *, inline_blocks: bool = False) -> str:
        if note.body is None:
            return ""
        return self._with_sources(note.body, tag, inline_blocks=inline_blocks)

    def _lead(self, note: Note) -> str:
        return leads.lead(self.renderer, note, self.href)

    def _with_sources(self, text: BodyText, tag: str = "p", *, inline_blocks: bool = False) -> str:
        """The text, and behind it the sources of its sentences, each once, as one paragraph; or a
        link to them, where they stand behind the text of the book."""
        profile = self.renderer.profile
        room = (notetables.note_room if inline_blocks else notetables.entry_room)(profile)
        whole, sources = self._gathered(self._parsed(text), room, inline_blocks=inline_blocks)
        if not sources:
            return whole
        if not self._in_notes(text):
            return self._linked(whole, text)
        name = "p note-sources" if inline_blocks else "note-sources"
        return whole + self._sources(sources, text, tag, name)

    def _in_notes(self, text: BodyText) -> bool:
        """Whether the sources of a text stand behind it."""
        is_both = self.renderer.prepared.annotations.note_sources == "both"
        return is_both or text not in self.renderer.source_places

    def _linked(self, whole: str, text: BodyText) -> str:
        """The text and, on a screen, a small link to its sources as its last word. On paper the
        page and the catchword lead from there to here."""
        if self.renderer.rendition == "pdf":
            return whole
        label = escape(self.renderer.labels["sources"], quote=False)
        link = self._to_sources(text, "to-sources", label)
        if whole.endswith("</p>"):
            return f"{whole[:-4].rstrip()} {link}</p>"
        return f"{whole}<p>{link}</p>"

    def _to_sources(self, text: BodyText, name: str, label: str) -> str:
        href = self.href(targets.SOURCE_NOTES, self.renderer.source_places[text])
        return f'<a class="{name}" href="{href}">{label}</a>'

    def _gathered(self, body: Body, room: float, *, inline_blocks: bool = False) -> tuple[str, str]:
        """The text, and the sources of its sentences."""
        self.gathered = {}
        whole = self._blocks(body, room, inline_blocks=inline_blocks)
        between = self.renderer.formatter.between
        sources, self.gathered = between.join(self.gathered.values()), None
        return whole, sources

    def _blocks(self, body: Body, room: float, *, inline_blocks: bool = False) -> str:
        """The text as block elements, its tables no wider than `room` (em) on a page; on a screen
        they can be scrolled."""
        if self.renderer.rendition == "epub" and not inline_blocks:
            return xhtml.render(body, self, scroll=True)
        nodes = notetables.fitted(body.nodes, room, self.renderer.profile)
        return xhtml.render(replace(body, nodes=nodes), self, inline_blocks=inline_blocks)

    def _sources(self, sources: str, text: BodyText, tag: str, name: str) -> str:
        label = escape(self.renderer.labels["note-sources"], quote=False)
        blank = self.renderer.labels.gap
        if text in self.renderer.source_places and self.renderer.rendition == "epub":
            label = self._to_sources(text, "label", label)
        else:
            label = f'<span class="label">{label}</span>'
        closed = self.renderer.formatter.closed(sources)
        return f'<{tag} class="{name}">{label}{blank}{closed}</{tag}>'

    def _parsed(self, text: BodyText) -> Body:
        return self.renderer.prepared.bodies[text]


def said(item: Illustration, alt: str, rendition: str) -> str:
    """What is read out of a picture: nothing of one that is decorative."""
    if item.decorative and not alt:
        return 'alt="" data-artifact=""' if rendition == "pdf" else 'alt="" role="presentation"'
    return f'alt="{escape(alt or item.alt)}"'


def _opened(whole: str, opening: str, tag: str, first: str) -> str:
    """`whole` with `opening` inside its first paragraph, or in one of its own before it."""
    if not opening:
        return whole
    if whole.startswith(f"<{first}>"):
        return f"<{first}>{opening}{whole[len(first) + 2 :]}"
    return f"<{first}>{opening.rstrip()}</{tag}>{whole}"


def _first_words(whole: str) -> str:
    """The words by which a paragraph is known."""
    return catchword(split.text_of(whole))
