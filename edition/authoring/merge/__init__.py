"""Merging: two versions of a file of annotations that come of a third, made one by entries and not
by lines. `lines` merges texts, `entries` files, `driver` is what git asks. Writes nothing.
"""
