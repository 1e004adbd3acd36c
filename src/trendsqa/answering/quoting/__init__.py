"""Quotes of an answer: units of a passage, the choice among them, and the citations that prove them."""
