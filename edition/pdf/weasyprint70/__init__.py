"""WeasyPrint 70: all changes to WeasyPrint's insides, and the only place that makes any. Nothing
here knows of editions: it sees boxes, styles and pages."""
