"""The content of a line of a Word document: runs, fields, equations, symbols, drawings and marks of notes."""
