"""Template cache: keeps the templates' compiled code, as Python keeps its modules' in __pycache__.

Compiling the templates takes a tenth of an EPUB build. Jinja checks each kept code against its
template's text; where the folder cannot be written, nothing is kept and nothing is said.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache


class TemplateCache(FileSystemBytecodeCache):
    """Compiled templates in `edition/templates/__pycache__`; safe to delete."""

    def __init__(self) -> None:
        folder = Path(__file__).parent / "templates" / "__pycache__"
        with suppress(OSError):
            folder.mkdir(exist_ok=True)
        super().__init__(str(folder), "%s.jinja")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load what is kept; a damaged or unreadable file counts as not kept."""
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, TypeError):
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code, where the folder allows it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)
