"""Container: the members of the ZIP file in their order, packed so that the bytes repeat."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime

_FIRST, _LAST = datetime(1980, 1, 1, tzinfo=UTC), datetime(2107, 12, 31, tzinfo=UTC)


def pack(files: Mapping[str, bytes], when: datetime, language: str) -> bytes:
    """The files as a ZIP with fixed dates, order and modes; `mimetype` first, stored (OCF 4.3)."""
    # A ZIP knows no other years (APPNOTE 4.4.6).
    date = min(max(when, _FIRST), _LAST).timetuple()[:6]
    out = io.BytesIO()
    files = {"mimetype": b"application/epub+zip", **files}
    with zipfile.ZipFile(out, "w") as new:
        first = ("mimetype", "META-INF/container.xml", "EPUB/content.opf")
        rest = sorted(name for name in files if name not in first)
        for name in (*first, *rest):
            info = zipfile.ZipInfo(name, date)
            info.create_system, info.external_attr = 3, 0o100644 << 16
            stored = name == "mimetype" or name.endswith((".png", ".jpg"))
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            content = files[name]
            if name.endswith("content.opf"):
                # ebooklib 0.20 cannot say the package's language (Ace: epub-lang).
                tag = f'<package xml:lang="{language}" '.encode()
                content = content.replace(b"<package ", tag, 1)
            new.writestr(info, content, compresslevel=6)
    return out.getvalue()
