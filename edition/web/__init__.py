"""Web: writes the edition as a folder of HTML pages. Nothing here knows of the EPUB's package or of
the PDF; what a document says is written by `render`, in the templates of the EPUB."""
