"""Objects of a PDF beside the text of its pages: locks, layers, fonts, notes, fields, labels, bookmarks."""
