"""A table of values (.csv) into lines, one a row, each value behind the name of its column."""

import csv
from io import StringIO

from index.ingest.blocks import table_rows
from index.ingest.decoding import decode
from index.ingest.found import FoundArticle

_SAMPLE = 4096
_LONGEST_FIELD = 100_000


def read(data: bytes) -> FoundArticle:
    """Read the rows; the delimiter is found out, the first row names the columns."""
    text = decode(data)
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:_SAMPLE], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    rows = [[" ".join(cell.split()) for cell in row] for row in csv.reader(StringIO(text), dialect)]
    return FoundArticle("", "\n".join(table_rows([row for row in rows if any(row)], head=True)))


def warm_up() -> None:
    """Load what is loaded late."""
    read(b"a,b\n1,2\n")
