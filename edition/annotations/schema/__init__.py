"""Schema: the shape of annotations.yaml, as pydantic models and as a JSON Schema for editors."""

import os

# Else pydantic reads what every installed package declares, in search of plugins to itself:
# hundredths of a second, and foreign code in the check of a file.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
