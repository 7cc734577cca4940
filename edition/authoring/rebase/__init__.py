"""Rebase: carries every annotation over to a new version of its source text. It never changes the
source, and decides nothing that is in doubt.

`align` finds what stretch of the new text is what stretch of the old; `moves` says of some words
where they are now and how sure that is; `plan` does so for all that an edition hangs on its
text; `decisions` asks people where it is in doubt; `apply` writes.
"""
