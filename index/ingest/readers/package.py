"""Parts of packages (.docx, .epub), which are zip files of XML, read within bounds."""

from zipfile import ZipFile

from lxml import etree

LARGEST_PART = 20_000_000
MOST_PARTS = 1000


def part(parts: ZipFile, name: str) -> bytes:
    """Read a part; its declared size may lie, so reading stops at a limit.

    Raises:
        KeyError: The package has no such part.
    """
    with parts.open(name) as file:
        return file.read(LARGEST_PART)


def xml(data: bytes) -> etree._Element:
    """Parse XML without what it names outside itself."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
