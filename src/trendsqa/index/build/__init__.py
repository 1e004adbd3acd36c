"""Building a generation from documents."""
