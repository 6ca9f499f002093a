"""Tanya's library: articles in, cited answers out. It knows nothing of Telegram.

`index.library.open_library(settings)` is the way in.
"""
