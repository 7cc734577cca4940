"""Makes what cannot be written in a line: pictures that are none, or more than they seem."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, PngImagePlugin


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 8, height: int = 6, *more: bytes) -> bytes:
    """A PNG whose header claims a size that its data do not have."""
    return of_chunks(width, height, b"".join(more) + chunk(b"IDAT", zlib.compress(b"\0")))


def of_chunks(width: int, height: int, chunks: bytes) -> bytes:
    """A PNG of red, green and blue that has these chunks between its header and its end."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunks + chunk(b"IEND", b"")


def image(kind: str = "PNG", width: int = 8, height: int = 6, mode: str = "RGB", **more) -> bytes:
    """A sound picture."""
    out = io.BytesIO()
    Image.new(mode, (width, height), 1).save(out, kind, **more)
    return out.getvalue()


def black() -> bytes:
    """A sound picture of 10,000 by 10,000 points, in 300 kB: a hundred lines are packed once, and
    that is written a hundred times."""
    lines, packer = bytes(100 * (1 + 3 * 10_000)), zlib.compressobj(wbits=-15)
    packed = (packer.compress(lines) + packer.flush(zlib.Z_FULL_FLUSH)) * 100
    check = 100 * len(lines) % 65_521 << 16 | 1  # Adler-32 of zeros
    data = b"\x78\x9c" + packed + b"\x03\x00" + struct.pack(">I", check)
    return of_chunks(10_000, 10_000, chunk(b"IDAT", data))


def two_pictures() -> bytes:
    """A JPEG with a second picture behind it, as telephones make them."""
    out = io.BytesIO()
    Image.new("RGB", (8, 6)).save(
        out, "MPO", save_all=True, append_images=[Image.new("RGB", (8, 6), "red")]
    )
    return out.getvalue()


def text_bomb() -> bytes:
    """A PNG with a comment that unpacks to 64 MiB."""
    packed = zlib.compress(b"\0" * (64 * 1024 * 1024), 9)
    return png(8, 6, chunk(b"zTXt", b"Comment\0\0" + packed))


def with_words() -> bytes:
    """A PNG with comments, a profile and XMP that have the canary and a script in them."""
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "<script>canary-5f1d0c</script>")
    words.add_itxt("XML:com.adobe.xmp", "<!DOCTYPE x [<!ENTITY a 'canary-5f1d0c'>]><x>&a;</x>")
    return image(pnginfo=words, icc_profile=b"canary-5f1d0c" * 20)


def jpeg_with_words() -> bytes:
    """A JPEG with a comment, EXIF data and a profile that have the canary in them."""
    exif = Image.Exif()
    exif[0x010E], exif[0x8298] = "canary-5f1d0c", "<script>canary-5f1d0c</script>"
    return image("JPEG", comment=b"canary-5f1d0c <script>", exif=exif, icc_profile=b"canary-5f1d0c")


def cut_short() -> bytes:
    """The first half of a PNG."""
    noise = Image.effect_noise((200, 200), 90)
    out = io.BytesIO()
    noise.save(out, "PNG")
    return out.getvalue()[: len(out.getvalue()) // 2]


def picture_and_page() -> bytes:
    """A PNG behind which a page of HTML and a zip archive stand."""
    return image() + b"<html><script>alert(1)</script></html>PK\x03\x04" + b"\0" * 40


def moving() -> bytes:
    """A PNG of 300 frames."""
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), (k % 256, 0, 0)) for k in range(300)]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:], default_image=True)
    return out.getvalue()


def many_notes() -> str:
    """The lines of 200,000 notes."""
    return "".join(f"  - {{id: n{k}, quote: a, note: b}}\n" for k in range(200_000))


def unknown_keys() -> str:
    """The lines of 25,000 keys that nobody knows."""
    return "".join(f"k{k}: 1\n" for k in range(25_000))


def aliases() -> bytes:
    """Eight lists, each of ten times the one before."""
    lines = [b"a: &a [x, x, x, x, x, x, x, x, x, x]\n"]
    lines += [
        b"%c: &%c [%s]\n" % (98 + k, 98 + k, b", ".join([b"*%c" % (97 + k)] * 10)) for k in range(8)
    ]
    return b"".join(lines)


def every_byte() -> bytes:
    """All bytes there are."""
    return bytes(range(256))


def variables() -> str:
    """Thirty variables, each made of two others: a thousand million words."""
    chain = "".join(f"--v{k}: var(--v{k + 1}) var(--v{k + 1}); " for k in range(30))
    return f"p {{ {chain} --v30: x; font-family: var(--v0) }}"
