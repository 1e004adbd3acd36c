"""API keys and what they allow: the file that holds them, the check of a key, and counts of attempts. No HTTP here."""
