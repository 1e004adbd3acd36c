"""From ranked passages to quotes with citations, or to a plain abstention."""
