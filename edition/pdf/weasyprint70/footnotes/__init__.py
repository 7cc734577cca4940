"""Footnotes: where notes stand on the page, and how they are divided between pages."""
