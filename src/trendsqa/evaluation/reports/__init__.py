"""Reports of a run: tables, generated parts of pages with their figure, and JSON."""
