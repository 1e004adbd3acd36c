"""An XML part of a file as a tree, parsed so that nothing outside the part is ever read."""

from lxml import etree

__all__ = ["local_name", "parsed_xml"]


def parsed_xml(part: bytes) -> etree._Element:
    """The root of the part. Raises lxml's XMLSyntaxError for damage, and for nesting deeper than 256 levels."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(part, parser)


def local_name(element: etree._Element) -> str:
    """The element's name without its namespace; empty for an entity, whose tag is a function."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
