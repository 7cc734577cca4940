"""Annotations: the file annotations.yaml as typed annotations, each with its place in the
file. Nothing here looks at the source text: what needs both is `anchoring`, `checks` or
`assembly`."""
