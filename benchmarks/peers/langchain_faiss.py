"""LangChain's FAISS store with all-MiniLM-L6-v2."""

from collections.abc import Sequence

from langchain_community.vectorstores import FAISS
from langchain_huggingface import HuggingFaceEmbeddings

from benchmarks.contest import TOP_K, Search, run
from benchmarks.peers.minilm_faiss import MODEL


def build(ids: Sequence[str], texts: Sequence[str]) -> Search:
    embeddings = HuggingFaceEmbeddings(model_name=MODEL, model_kwargs={"device": "cpu"})
    store = FAISS.from_texts(list(texts), embeddings, metadatas=[{"id": i} for i in ids])
    return lambda question: [hit.metadata["id"] for hit in store.similarity_search(question, k=TOP_K)]


if __name__ == "__main__":
    run(build)
