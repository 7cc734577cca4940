"""Footnotes: where notes are set on the page, how they are divided between pages, and which go
overleaf. What a note says is not known here, nor how its lines break."""
