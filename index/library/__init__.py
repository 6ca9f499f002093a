"""The library: articles in, cited answers out. The only room that names concrete parts."""

from index.library.facade import Library, open_library

__all__ = ["Library", "open_library"]
