"""Output: what is written into the PDF: text that can be read back, tags, links, page numbers.
Nothing here moves anything that is laid out."""
