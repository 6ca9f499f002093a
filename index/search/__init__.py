"""Search: FAISS and BM25 over passages, as generations on disk and a tail in memory."""
