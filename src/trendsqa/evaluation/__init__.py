"""Measuring: asks an assistant a set of questions with known answers and scores what comes back.

Nothing here reads an index or a model. It holds an ``Answering`` and looks at what any caller would see. ``questions``
has the sets with their known answers, ``measures`` the figures, ``reports`` the tables, pages and JSON of a run.
"""
