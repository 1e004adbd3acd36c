"""A real generation, built with the keyword encoder: real FAISS, bm25s and SQLite, rankings known on paper."""

from pathlib import Path

from fakes.encoder import KeywordEncoder
from trendsqa.corpus.documents.held_document import HeldDocument
from trendsqa.index.build.building import build_generation
from trendsqa.index.generations.layout import IndexLayout
from trendsqa.index.generations.manifest import Generation
from trendsqa.index.opening import OpenGeneration, open_generation
from trendsqa.questions.interpreting import Interpreter
from trendsqa.questions.question import Question

MAX_PASSAGE_TOKENS = 40


def build(folder: Path, *held: HeldDocument, encoder: KeywordEncoder) -> tuple[IndexLayout, Generation]:
    """(layout, generation) of a build that is not published."""
    layout = IndexLayout(folder)
    return layout, build_generation(layout, held, encoder, max_passage_tokens=MAX_PASSAGE_TOKENS)


def opened(folder: Path, *held: HeldDocument, encoder: KeywordEncoder) -> OpenGeneration:
    """A generation, built and open."""
    layout, generation = build(folder, *held, encoder=encoder)
    return open_generation(layout.generation(generation.name), encoder.identity)


def asked(index: OpenGeneration, text: str, encoder: KeywordEncoder) -> Question:
    """The question that ``text`` asks of ``index``, by its own words."""
    return Interpreter(index, encoder).as_written(text)
