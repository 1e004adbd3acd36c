"""Evidence packs: an answer with all that is needed to check it, as one file to keep, send on or put before a board."""
