"""The reader for Word documents, with the numbers that Word shows before items and headings."""
