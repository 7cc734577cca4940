"""Schema: the shape of annotations.yaml, as pydantic models and as a JSON Schema for editors."""
