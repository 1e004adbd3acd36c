"""Vectors of a generation: FAISS in its folder, or a Milvus server."""
