"""Build an annotated edition: one source text, unchanged, and one file of annotations."""

__version__ = "0.1.0"
