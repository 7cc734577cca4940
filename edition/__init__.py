"""Build an annotated edition: one source text, unchanged, and one file of annotations.

Each folder is a room for one stage of the work, and imports only from those below it;
CONTRIBUTING.md lists them. Nothing stands beside the rooms but `bootstrap`, `build` and `batch`.
"""

__version__ = "0.1.0"
