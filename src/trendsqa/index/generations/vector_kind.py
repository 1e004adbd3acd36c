"""Kinds of text that have vectors: one table of what differs between them."""

from enum import StrEnum
from typing import Self

__all__ = ["VectorKind"]


class VectorKind(StrEnum):
    """A kind of text that has vectors; its value names it in files and manifests.

    ``bounds_file`` is the file of the rows of each passage, empty for the kind of which a passage has one. Vectors that
    are not ``is_searched`` put no passage forward: they only say how well one fits that was. Texts that are
    ``is_asked`` are encoded as questions are.
    """

    bounds_file: str
    is_searched: bool
    is_asked: bool

    PASSAGES = "passages", "", True, False
    SENTENCES = "sentences", "sentence_bounds.npy", True, False
    QUESTIONS = "questions", "question_bounds.npy", True, True
    """Curated questions."""
    MADE_QUESTIONS = "made_questions", "made_question_bounds.npy", False, True
    """Questions made by rule."""

    def __new__(cls, value: str, bounds_file: str, is_searched: bool, is_asked: bool) -> Self:
        """The member, with what the table says of it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.bounds_file, member.is_searched, member.is_asked = bounds_file, is_searched, is_asked
        return member
