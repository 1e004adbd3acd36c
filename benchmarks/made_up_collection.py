"""A made-up collection of any size, with vectors that are clustered as those of texts are.

Vectors are computed from words: those of a section share a subject, and each subject's words lie around a centre of
their own. Queries are a few words of a passage, put as people put them.
"""

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from trendsqa.corpus.documents.document import Block, BlockKind, Document, Section
from trendsqa.corpus.documents.held_document import HeldDocument, hold
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form, Source
from trendsqa.embedding.encoder import EncoderIdentity, Vectors

DIMENSION = 384
WORDS, GENERAL = 120_000, 4_000
"""Words of the language, and how many of them belong to no subject."""
SUBJECTS, WORDS_OF_SUBJECT = 2_000, 150
SPREAD = 1.0
"""Of a word around its subject's centre, which has length 1: two words of a subject have cosines of about 0.5."""
SENTENCE_WORDS = 14
ON_SUBJECT = 0.5
"""Of the words of a sentence, how many are the subject's; the others are general."""
PASSAGES_OF_SECTION, SECTIONS_OF_DOCUMENT = 10, 10
EDITIONS = 5
FACETS = ("overview", "risks", "where-to-start", "guidance", "")
ASKED = ("{} {} {}", "How does {} {} the {} of {}?", "What are the risks of {} {} for {}?", "Why is {} {} {}?")


class Language:
    """Made-up words, each with a vector; the general ones come first."""

    def __init__(self) -> None:
        random = np.random.default_rng(1)
        letters = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
        count = len(letters)
        self.words = [
            letters[n % count] + letters[n // count % count] + letters[n // count**2] + "n" for n in range(WORDS)
        ]
        self.number = {word: number for number, word in enumerate(self.words)}
        centres = unit(random.normal(size=(SUBJECTS, DIMENSION)))
        self.of_subject = random.integers(GENERAL, WORDS, size=(SUBJECTS, WORDS_OF_SUBJECT))
        vectors = unit(random.normal(size=(WORDS, DIMENSION)))
        vectors[self.of_subject] = unit(centres[:, None] + SPREAD * vectors[self.of_subject])
        # The commoner a word, the less it says.
        vectors[:GENERAL] *= np.linspace(0.1, 1.0, GENERAL)[:, None]
        self.vectors = vectors
        general, own = (1 / np.arange(1, size + 1) for size in (GENERAL, WORDS_OF_SUBJECT))
        self.general_shares, self.own_shares = np.cumsum(general / general.sum()), np.cumsum(own / own.sum())

    def sentence(self, subject: int, random: np.random.Generator) -> str:
        own = self.of_subject[subject][np.searchsorted(self.own_shares[:-1], random.random(SENTENCE_WORDS))]
        general = np.searchsorted(self.general_shares[:-1], random.random(SENTENCE_WORDS))
        chosen = np.where(random.random(SENTENCE_WORDS) < ON_SUBJECT, own, general)
        return " ".join(self.words[number] for number in chosen).capitalize() + "."


class WordEncoder:
    """The direction of a text's words together."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self.identity = EncoderIdentity("words", "0" * 64, "", "sum", DIMENSION, 256, "", "")

    def encode_passages(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        number, together = self._language.number, 20_000
        vectors = np.empty((len(texts), DIMENSION), dtype=np.float32)
        for first in range(0, len(texts), together):
            some = texts[first : first + together]
            rows = [[number[w] for w in re.findall("[a-z]+", text.lower()) if w in number] or [0] for text in some]
            bounds = np.cumsum([0, *map(len, rows)])
            columns = np.concatenate(rows)
            counts = csr_matrix((np.ones(len(columns), np.float32), columns, bounds), shape=(len(some), WORDS))
            vectors[first : first + len(some)] = unit(counts @ self._language.vectors)
            if on_progress:
                on_progress(len(some))
        return vectors

    def encode_queries(self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None) -> Vectors:
        return self.encode_passages(texts, on_progress)

    def count_tokens(self, text: str) -> int:
        return len(text.split())


def unit(vectors: NDArray[np.floating]) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)


def documents(language: Language, passages: int, sentences: int) -> Iterator[HeldDocument]:
    per_document = PASSAGES_OF_SECTION * SECTIONS_OF_DOCUMENT
    for number in range(-(-passages // per_document)):
        yield document(language, number, min(per_document, passages - number * per_document), sentences)


def document(language: Language, number: int, passages: int, sentences: int) -> HeldDocument:
    random = np.random.default_rng((7, number))
    source_id, title = f"source-{number}", language.words[int(random.integers(WORDS))].capitalize()
    text, sections, blocks = "", [], []

    def add(kind: BlockKind, words: str) -> None:
        nonlocal text
        blocks.append(Block(kind, len(text), len(text) + len(words), len(sections) - 1))
        text += words + "\n\n"

    for place in range(passages):
        if place % PASSAGES_OF_SECTION == 0:
            subject, section = int(random.integers(SUBJECTS)), len(sections)
            own = language.of_subject[subject][random.integers(WORDS_OF_SUBJECT, size=2)]
            heading = " ".join(language.words[word] for word in own).capitalize()
            facet = FACETS[section % len(FACETS)]
            trend = f"Trend {subject % 10}" if facet else ""
            sections.append(Section(f"{source_id}#{section}", heading, (title, heading), 2, trend, facet))
            add(BlockKind.HEADING, heading)
        add(BlockKind.PARAGRAPH, " ".join(language.sentence(subject, random) for _ in range(sentences)))
    source = Source(
        id=source_id,
        title=title,
        kind=f"kind {number % 4}",
        publisher=f"Publisher {number % 50}",
        licence="OGL-UK-3.0",
        terms=Terms.FULL,
        edition=f"{2020 + number % EDITIONS}",
        url=f"https://example.org/{number}",
    )
    whole = Document(source_id, title, text, tuple(sections), tuple(blocks))
    return hold(source, whole, (Form.FULL,) * len(sections))


def queries(language: Language, held: Sequence[HeldDocument], count: int) -> list[str]:
    """Different queries, each of words of one paragraph."""
    random = np.random.default_rng(11)
    asked: dict[str, None] = {}
    while len(asked) < count:
        chosen = held[int(random.integers(len(held)))].document
        block = chosen.blocks[int(random.integers(len(chosen.blocks)))]
        words = sorted({w for w in chosen.quote(block).lower().strip(".").split() if language.number.get(w, 0) > 100})
        template = ASKED[len(asked) % len(ASKED)]
        if len(words) >= template.count("{}"):
            asked[template.format(*random.permutation(words)[: template.count("{}")])] = None
    return list(asked)
