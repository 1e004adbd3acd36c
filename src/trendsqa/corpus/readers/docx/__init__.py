"""The reader for Word documents, with the numbers and marks that Word shows."""
