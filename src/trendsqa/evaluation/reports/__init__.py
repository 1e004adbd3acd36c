"""Reports: a run as tables, pages and JSON."""
