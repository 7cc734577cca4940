"""EPUB: packs the rendered edition into an EPUB 3 file. No other module imports ebooklib, and
nothing here knows of the PDF."""
