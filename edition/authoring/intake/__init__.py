"""Intake: a text as people have it (a Word document, an EPUB, TEI, subtitles …) becomes an edition.

`readers/` make a `Manuscript` of it, a file for each format; `originals/` read the same file a
second time, by other means, and know nothing but its words; `writer/` makes the source and the
annotations. `run` calls them, and refuses to finish where a word of the original is neither in the
edition nor in the ledger. What is imported is hostile: read within bounds, and the net is not
asked.
"""
