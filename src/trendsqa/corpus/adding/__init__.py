"""Adding files to the library: names, ids, and what of a file may be lost."""
