"""Recognition of a file by its bytes: signatures, packages of parts and compound files."""
