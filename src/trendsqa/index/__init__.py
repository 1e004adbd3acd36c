"""Generations: immutable, self-describing builds of the index, exactly one of them published."""
