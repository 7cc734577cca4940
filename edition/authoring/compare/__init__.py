"""Compare: what a change does to the finished PDF, page by page, and to the annotations. Judges
nothing: which of two books is right is for people to say.

`inputs` reads the two sides, `pages` opens PDFs, `align` pairs their pages, `pixels` finds where
two pictures differ, `run` puts them together, `report` writes it down, `folder` puts it away.
"""
