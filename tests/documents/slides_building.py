"""Small PowerPoint presentations, written as XML; the names of parts are unusual on purpose."""

from xml.sax.saxutils import escape

from documents.opendocument_building import packed

_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
NAMES = (
    f'xmlns:a="{_DRAWING}" xmlns:p="{_SLIDES}" xmlns:r="{_RELATIONS}" '
    'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)


def paragraph(text: str, properties: str = "") -> str:
    """A paragraph with one run."""
    return f"<a:p>{properties}<a:r><a:t>{escape(text)}</a:t></a:r></a:p>"


def shape(*paragraphs: str, kind: str = "") -> str:
    """A shape with text; ``kind`` makes it a placeholder."""
    placeholder = f'<p:ph type="{kind}"/>' if kind else ""
    name = '<p:cNvPr id="2" name="x"/><p:cNvSpPr/>'
    return (
        f"<p:sp><p:nvSpPr>{name}<p:nvPr>{placeholder}</p:nvPr></p:nvSpPr>"
        f"<p:txBody><a:bodyPr/>{''.join(paragraphs)}</p:txBody></p:sp>"
    )


def graphic(content: str) -> str:
    """A frame with a table, a diagram or a chart."""
    head = '<p:nvGraphicFramePr><p:cNvPr id="3" name="y"/></p:nvGraphicFramePr>'
    return f"<p:graphicFrame>{head}<a:graphic><a:graphicData>{content}</a:graphicData></a:graphic></p:graphicFrame>"


def slide(*shapes: str, hidden: bool = False) -> str:
    """A slide's XML."""
    shown = ' show="0"' if hidden else ""
    return f"<p:sld {NAMES}{shown}><p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld></p:sld>"


def build_pptx(
    *slides: str, linked: dict[int, dict[str, tuple[str, str]]] | None = None, strict: bool = False
) -> bytes:
    """A presentation; ``linked`` has, by slide, ids with the kind and the XML of what a slide is linked to."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        f'<Override PartName="/show/main.xml" ContentType="{_MAIN}"/></Types>',
        "_rels/.rels": _related({"rId1": ("officeDocument", "show/main.xml")}),
        "show/main.xml": f"<p:presentation {NAMES}><p:sldIdLst>"
        + "".join(f'<p:sldId id="{256 + n}" r:id="s{n}"/>' for n in range(len(slides)))
        + "</p:sldIdLst></p:presentation>",
        "show/_rels/main.xml.rels": _related({f"s{n}": ("slide", f"pages/{n}.xml") for n in range(len(slides))}),
    }
    for number, content in enumerate(slides):
        parts[f"show/pages/{number}.xml"] = content
        relations = {}
        for key, (kind, target) in (linked or {}).get(number, {}).items():
            is_part = target.startswith("<")
            relations[key] = (kind, f"{number}-{key}.xml" if is_part else target)
            if is_part:
                parts[f"show/pages/{number}-{key}.xml"] = target
        parts[f"show/pages/_rels/{number}.xml.rels"] = _related(relations)
    return packed({name: _strict(part) if strict else part for name, part in parts.items()})


def _related(links: dict[str, tuple[str, str]]) -> str:
    relations = "".join(
        f'<Relationship Id="{key}" Type="{_RELATIONS}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if "://" in target else "/>")
        for key, (kind, target) in links.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{relations}</Relationships>'


def _strict(part: str) -> str:
    """The part with the namespaces of the strict form (ECMA-376, part 1, annex A)."""
    for common, name in ((_DRAWING, "drawingml/main"), (_SLIDES, "presentationml/main")):
        part = part.replace(common, f"{_STRICT}/{name}")
    return part.replace(_RELATIONS, f"{_STRICT}/officeDocument/relationships")
