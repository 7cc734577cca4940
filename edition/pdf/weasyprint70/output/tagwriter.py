"""Writes a structure tree into a PDF: the nodes of `tagtree` become pydyf's objects.

The entries are those of ISO 32000-1, 14.7.
"""

from __future__ import annotations

from edition.model.identifiers import CONTINUED
from edition.pdf.upstream import Box, Element, Pdf, PdfObject
from edition.pdf.weasyprint70.output.tagtree import Leaf, Node

"""Stands between a note's id and a number, where the id is not the only one (/ID must be)."""


def write(pdf: Pdf, root: Node) -> None:
    """Add the tree below `root`, the Document, with all that points to it, to the catalog."""
    import pydyf

    parents, tree = pydyf.Dictionary({}), pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(parents)
    pdf.add_object(tree)
    writer = _Writer(pdf)
    element, _ = writer.write(root, tree)
    tree["K"] = pydyf.Array([element.reference])
    tree["ParentTree"] = parents.reference
    parents["Nums"] = writer.parent_tree()
    tree["ParentTreeNextKey"] = len(writer.marks) + len(writer.annotations)
    if writer.ids:
        names = pydyf.Array()
        for key in sorted(writer.ids, key=lambda name: name.encode()):
            names += [pydyf.String(key), writer.ids[key]]
        tree["IDTree"] = pydyf.Dictionary({"Names": names})
    pdf.catalog["StructTreeRoot"] = tree.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})


class _Writer:
    def __init__(self, pdf: Pdf) -> None:
        self.pdf = pdf
        self.pages = pdf.page_references
        #: For each page the element of each MCID; for each annotation its element.
        self.marks: list[dict[int, bytes]] = [{} for _ in self.pages]
        self.annotations: list[tuple[PdfObject, bytes]] = []
        self.ids: dict[str, bytes] = {}

    def write(self, node: Node, parent: Box) -> tuple[PdfObject, int | None]:
        """Add `node` and all below it. Returns the element, and the page on which it begins."""
        import pydyf

        element = pydyf.Dictionary(
            {
                "Type": "/StructElem",
                "S": f"/{node.tag}",
                "P": parent.reference,
            }
        )
        self.pdf.add_object(element)
        self.describe(node, element)
        page = next((kid.page for kid in node.kids if isinstance(kid, Leaf)), None)
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Leaf):
                kids.append(self.leaf(kid, element, page))
                continue
            below, first = self.write(kid, element)
            page = first if page is None else page
            kids.append(below.reference)
        if page is not None:
            element["Pg"] = self.pages[page]
        element["K"] = kids
        return element, page

    def describe(self, node: Node, element: Element) -> None:
        import pydyf

        for key in ("T", "Lang"):
            if value := node.attrs.get(key):
                element[key] = pydyf.String(value)
        if attributes := node.attrs.get("A"):
            element["A"] = pydyf.Dictionary(
                {k: pydyf.Array(v) if isinstance(v, list) else v for k, v in attributes.items()}
            )
        if node.alt:
            element["Alt"] = pydyf.String(node.alt)
        if node.tag == "Note":
            self.identify(element, node.attrs.get("ID") or "note")

    def leaf(self, leaf: Leaf, element: Element, page: int | None) -> PdfObject:
        """Return an MCID on the element's own `page`, else a reference to content elsewhere
        (ISO 32000-1, 14.7.4.2), or to an annotation (14.7.4.3)."""
        import pydyf

        if leaf.annotation is not None:
            reference = pydyf.Dictionary(
                {
                    "Type": "/OBJR",
                    "Obj": leaf.annotation.reference,
                    "Pg": self.pages[leaf.page],
                }
            )
            self.pdf.add_object(reference)
            self.annotations.append((leaf.annotation, element.reference))
            return reference.reference
        self.marks[leaf.page][leaf.mcid] = element.reference
        if leaf.page == page:
            return leaf.mcid
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self.pages[leaf.page], "MCID": leaf.mcid})

    def parent_tree(self) -> PdfObject:
        """From content to its element: by the page's number and the MCID, then by annotation."""
        import pydyf

        numbers = pydyf.Array()
        for number, marks in enumerate(self.marks):
            elements = [marks.get(mcid, "null") for mcid in range(max(marks, default=-1) + 1)]
            numbers += [number, pydyf.Array(elements)]
        for number, (annotation, reference) in enumerate(self.annotations, len(self.marks)):
            annotation["StructParent"] = number
            numbers += [number, reference]
        return numbers

    def identify(self, element: Element, name: str) -> None:
        """Give a note its /ID (ISO 14289-1, 7.9), numbered where it is not the only one."""
        import pydyf

        unique, n = name, 1
        while unique in self.ids:
            n += 1
            unique = f"{name}{CONTINUED}{n}"
        self.ids[unique] = element.reference
        element["ID"] = pydyf.String(unique)
