"""PDF: the rendered edition laid out and finished as a PDF. Nothing here knows of the EPUB, and
only `weasyprint70` changes WeasyPrint."""
