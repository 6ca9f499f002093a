"""Tanya's library: articles in, cited answers out. It knows nothing of Telegram.

`index.library.open_library(settings)` is the way in.
"""

import os

# One thread for numpy's products: two wait for each other on a busy machine, which costs a search ten milliseconds.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
