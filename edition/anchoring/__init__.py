"""Anchoring: finds the place in the text that a quotation or a word means. Reads no files and
knows no YAML: what an annotation says is the room `annotations`."""
