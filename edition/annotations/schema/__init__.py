"""Schema: the shape of annotations.yaml, as pydantic models, as a JSON Schema for editors, and as
the reference for people. No rule here needs the source text or a second entry: that is
`checks`."""

import os

# Else pydantic reads what every installed package declares, in search of plugins to itself:
# hundredths of a second, and foreign code in the check of a file.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
