"""XMP: the metadata packet of a PDF (ISO 16684-1), with the claims of PDF/A and PDF/UA."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING

from edition.system.epoch import modified

if TYPE_CHECKING:
    from edition.model import Metadata


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfaid:part>3</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
{properties}
</rdf:Description>
{schemas}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


#: PDF/A knows no pdfuaid; it must be described (ISO 19005-3, 6.6.2.3).
_SCHEMAS = """<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""


def xmp(metadata: Metadata, info: Mapping[str, str], identifier: str, source: str) -> str:
    """The XMP packet of an edition, whose text is from `source`; what the information dictionary
    `info` says too is taken from there, so that the two are equal."""
    date = f"{modified(metadata):%Y-%m-%dT%H:%M:%SZ}"
    authors = [person.name for person in metadata.contributors]
    properties = [
        _one("dc:format", "application/pdf"),
        _one("dc:identifier", metadata.identifier),
        _one("dc:source", source),
        _many("dc:title", "Alt", [info.get("Title", "")]),
        _many("dc:creator", "Seq", authors),
        _many("dc:description", "Alt", [info.get("Subject", "")]),
        _many("dc:subject", "Bag", metadata.subjects),
        _many("dc:publisher", "Bag", [metadata.publisher]),
        _many("dc:language", "Bag", [metadata.language]),
        _one("pdf:Producer", info.get("Producer", "")),
        _one("pdf:Keywords", info.get("Keywords", "")),
        _one("xmp:CreatorTool", info.get("Creator", "")),
        *(_one(f"xmp:{name}Date", date) for name in ("Create", "Modify", "Metadata")),
        _one("xmpMM:DocumentID", identifier),
    ]
    return _PACKET.format(properties="\n".join(filter(None, properties)), schemas=_SCHEMAS)


def _one(name: str, value: str) -> str:
    return f"<{name}>{escape(value, quote=False)}</{name}>" if value else ""


def _many(name: str, kind: str, values: Iterable[str]) -> str:
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    items = "".join(
        f"<rdf:li{language}>{escape(value, quote=False)}</rdf:li>" for value in values if value
    )
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""
