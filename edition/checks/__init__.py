"""Checks: what can be seen only when all annotations are side by side, and the problems in
every format. Nothing here changes an edition; a fix belongs to `authoring.fix`."""
