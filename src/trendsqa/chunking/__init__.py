"""From a document to passages, the units of retrieval."""
