"""Measures: scores of rankings, answers and abstentions, and their comparison."""
