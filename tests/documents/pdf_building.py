"""Small PDFs, written byte by byte, so that a test can say exactly what stands where."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Words:
    """Words at a place of a page: points from the lower left corner; ``mark`` ties them to a tag.

    ``font`` and ``layer`` are names from the resources that a test adds.
    """

    text: str
    x: float = 72
    y: float = 700
    size: float = 11
    bold: bool = False
    mark: int | None = None
    artifact: bool = False
    font: str = ""
    layer: str = ""


@dataclass(frozen=True)
class Parts:
    """What a test adds to a file, as it is written there; ``{name}`` refers to the object of that name.

    ``objects`` are dictionaries, or a stream's entries and its data. ``resources`` are those of every page;
    ``annotations`` and ``drawn`` are those of pages, from 1; ``catalogue``, ``page`` and ``information`` are entries.
    """

    objects: Mapping[str, str | tuple[str, bytes]] = field(default_factory=dict)
    resources: str = ""
    fonts: str = ""
    annotations: Mapping[int, Sequence[str]] = field(default_factory=dict)
    drawn: Mapping[int, bytes] = field(default_factory=dict)
    catalogue: str = ""
    information: str = ""


@dataclass(frozen=True)
class Address:
    """An area of page ``page`` (from 1) that leads somewhere."""

    page: int
    area: tuple[float, float, float, float]
    address: str


@dataclass(frozen=True)
class Tag:
    """An element of the structure tree; marks are (page from 1, mark), and names are added annotations on page 1.

    ``attributes`` is the body of its /A.
    """

    kind: str
    inner: Sequence["Tag | tuple[int, int] | str"] = ()
    attributes: str = ""


def build_pdf(
    pages: Sequence[Sequence[Words]],
    *,
    title: str = "",
    tags: Sequence[Tag] = (),
    addresses: Sequence[Address] = (),
    picture: bool = False,
    parts: Parts | None = None,
) -> bytes:
    """The bytes of a PDF with these pages."""
    writer = _Writer()
    writer.add("")  # 1: the catalogue, known last
    writer.add("")  # 2: the page tree
    parts = parts or Parts()
    writer.reserve(parts.objects)
    regular = writer.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    bold = writer.add("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>")
    image = writer.add_stream(
        "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8", b"\0"
    )
    shown = f"/XObject << /Im {image} 0 R >>" if picture else ""
    page_ids = []
    for number, words in enumerate(pages, start=1):
        content = writer.add_stream("", b"\n".join([*map(_operators, words), parts.drawn.get(number, b"")]))
        links = [f"{writer.add(_annotation(link))} 0 R" for link in addresses if link.page == number]
        links += [writer.resolved(annotation) for annotation in parts.annotations.get(number, ())]
        page_ids.append(
            writer.add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R "
                f"/Resources << /Font << /F1 {regular} 0 R /F2 {bold} 0 R {writer.resolved(parts.fonts)} >> {shown} "
                f"{writer.resolved(parts.resources)} >> /Annots [{' '.join(links)}] >>"
            )
        )
    writer.objects[1] = (
        f"<< /Type /Pages /Count {len(page_ids)} /Kids [{' '.join(f'{p} 0 R' for p in page_ids)}] >>".encode()
    )
    structure = ""
    if tags:
        root = writer.add("")
        kids = [writer.add_tag(tag, root, page_ids) for tag in tags]
        writer.objects[root - 1] = f"<< /Type /StructTreeRoot /K [{' '.join(f'{k} 0 R' for k in kids)}] >>".encode()
        structure = f"/StructTreeRoot {root} 0 R /MarkInfo << /Marked true >>"
    writer.page_ids = page_ids
    writer.fill(parts.objects)
    catalogue = writer.resolved(parts.catalogue)
    writer.objects[0] = f"<< /Type /Catalog /Pages 2 0 R {structure} {catalogue} >>".encode("cp1252")
    information = writer.add(f"<< /Title ({title}) {parts.information} >>")
    return writer.bytes(information)


class _Writer:
    def __init__(self) -> None:
        self.objects: list[bytes] = []
        self.names: dict[str, int] = {}
        self.page_ids: Sequence[int] = ()

    def reserve(self, names: Mapping[str, object]) -> None:
        self.names |= {name: self.add("") for name in names}

    def fill(self, objects: Mapping[str, str | tuple[str, bytes]]) -> None:
        for name, body in objects.items():
            if isinstance(body, str):
                self.objects[self.names[name] - 1] = self.resolved(body).encode("cp1252")
            else:
                self.add_stream(self.resolved(body[0]), body[1])
                self.objects[self.names[name] - 1] = self.objects.pop()

    def resolved(self, body: str) -> str:
        """The text with ``{name}`` as a reference to an added object, and ``{page 2}`` to a page."""
        return re.sub(r"\{(page )?(\w+)\}", self._reference, body)

    def _reference(self, found: re.Match[str]) -> str:
        return f"{self.page_ids[int(found[2]) - 1] if found[1] else self.names[found[2]]} 0 R"

    def add(self, body: str) -> int:
        self.objects.append(body.encode("cp1252"))
        return len(self.objects)

    def add_stream(self, entries: str, data: bytes) -> int:
        self.objects.append(b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries.encode(), len(data), data))
        return len(self.objects)

    def add_tag(self, tag: Tag, parent: int, page_ids: Sequence[int]) -> int:
        number = self.add("")
        inner = []
        for child in tag.inner:
            if isinstance(child, Tag):
                inner.append(f"{self.add_tag(child, number, page_ids)} 0 R")
            elif isinstance(child, str):
                inner.append(f"<< /Type /OBJR /Pg {page_ids[0]} 0 R /Obj {self.names[child]} 0 R >>")
            else:
                page, mark = child
                inner.append(f"<< /Type /MCR /Pg {page_ids[page - 1]} 0 R /MCID {mark} >>")
        attributes = f"/A << {tag.attributes} >>" if tag.attributes else ""
        body = f"<< /Type /StructElem /S /{tag.kind} /P {parent} 0 R {attributes} /K [{' '.join(inner)}] >>"
        self.objects[number - 1] = body.encode()
        return number

    def bytes(self, information: int) -> bytes:
        out = bytearray(b"%PDF-1.7\n")
        places = []
        for number, body in enumerate(self.objects, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(self.objects) + 1)
        for place in places:
            out += b"%010d 00000 n \n" % place
        out += b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
            len(self.objects) + 1,
            information,
            start,
        )
        return bytes(out)


def _operators(words: Words) -> bytes:
    text = words.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    font = words.font.encode() or (b"F2" if words.bold else b"F1")
    shown = b"BT /%s %g Tf 1 0 0 1 %g %g Tm (%s) Tj ET" % (font, words.size, words.x, words.y, text)
    if words.layer:
        shown = b"/OC /%s BDC %s EMC" % (words.layer.encode(), shown)
    if words.artifact:
        return b"/Artifact BMC " + shown + b" EMC"
    if words.mark is not None:
        return b"/P << /MCID %d >> BDC " % words.mark + shown + b" EMC"
    return shown


def _annotation(link: Address) -> str:
    corners = " ".join(f"{corner:g}" for corner in link.area)
    return f"<< /Type /Annot /Subtype /Link /Rect [{corners}] /A << /S /URI /URI ({link.address}) >> >>"
