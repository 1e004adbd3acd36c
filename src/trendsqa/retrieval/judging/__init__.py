"""The shipped judge: a small cross-encoder that says whether a passage answers a question."""
