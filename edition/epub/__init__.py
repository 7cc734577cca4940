"""EPUB: packs the rendered edition into an EPUB 3 file. Nothing here knows of the PDF, and what a
document says is written by `render`."""
