"""Chooses what to quote: the best passage, whole where it fits, then others that score nearly as well.

Choosing the passage first and then trimming it beats picking similar sentences across passages (design, section 8).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from trendsqa.corpus.document import Block, BlockKind
from trendsqa.index.passage_table import PassageRecord
from trendsqa.retrieval.hit import Hit

__all__ = ["Excerpt", "select"]

_NEARLY_AS_GOOD = 0.8
"""Share of the best score from which a further passage is quoted too."""
_FEWEST_WORDS = 25
"""Less room than this holds fragments, not answers."""
_MOST_PASSAGES = 5

BlocksOf = Callable[[str], Sequence[Block]]
"""The blocks of a section, by section id."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Words of one passage, by offsets into the document's text; ``page`` is where they begin."""

    passage: PassageRecord
    char_start: int
    char_end: int
    page: int | None

    @property
    def text(self) -> str:
        """The words."""
        base = self.passage.char_start
        return self.passage.text[self.char_start - base : self.char_end - base]


def select(hits: Sequence[Hit], *, blocks_of: BlocksOf, max_words: int) -> tuple[Excerpt, ...]:
    """What to quote for ranked ``hits``, best first; empty only when there are no hits."""
    chosen: list[Excerpt] = []
    words = 0
    seen: set[str] = set()
    for hit in hits[:_MOST_PASSAGES]:
        room = max_words - words
        good = not chosen or (hit.score >= _NEARLY_AS_GOOD * hits[0].score and room >= _FEWEST_WORDS)
        body = _body(hit.passage)
        if not good or body in seen:
            continue
        excerpt = _trim(hit, blocks_of(hit.passage.section_id), room)
        if chosen and _count(excerpt.text) > room:
            continue
        seen.add(body)
        chosen.append(excerpt)
        words += _count(excerpt.text)
    return tuple(chosen)


def _trim(hit: Hit, blocks: Sequence[Block], room: int) -> Excerpt:
    """The passage, or the run of its blocks around the one closest to the question that fits into ``room`` words."""
    passage = hit.passage
    spans = list(_clipped(passage, blocks))
    if _count(passage.text) <= room or len(spans) <= 1:
        return Excerpt(passage, passage.char_start, passage.char_end, passage.page)
    base = passage.char_start
    texts = [passage.text[start - base : end - base] for start, end, _ in spans]
    closest = max(hit.sentences, key=lambda sentence: sentence.similarity)
    best = next(n for n, (_, end, _) in enumerate(spans) if closest.char_start < end)
    first, last = _grow(texts, best, room)
    return Excerpt(passage, spans[first][0], spans[last][1], spans[first][2])


def _grow(texts: Sequence[str], best: int, room: int) -> tuple[int, int]:
    """The first and last of the blocks to quote around block ``best``, together at most ``room`` words if possible."""
    sizes = [_count(text) for text in texts]
    first = last = best
    if _leads(texts[best]) and best + 1 < len(texts):
        last += 1  # What leads in says nothing without what follows, even where that takes more room.
    while True:
        before = first > 0 and sum(sizes[first - 1 : last + 1]) <= room
        after = last + 1 < len(texts) and sum(sizes[first : last + 2]) <= room
        # What leads into the answer explains it; beyond that, what follows belongs to it more than what came before.
        if before and (_leads(texts[first - 1]) or not after):
            first -= 1
        elif after:
            last += 1
        else:
            break
    while last > max(best, first) and _leads(texts[last]):
        last -= 1
    return first, last


def _leads(text: str) -> bool:
    return text.rstrip().endswith(":")


def _clipped(passage: PassageRecord, blocks: Sequence[Block]) -> Iterator[tuple[int, int, int | None]]:
    """(start, end, page) of each block's part in the passage; a heading is joined to what follows it."""
    heading: int | None = None
    for block in blocks:
        start, end = max(block.char_start, passage.char_start), min(block.char_end, passage.char_end)
        if start >= end:
            continue
        if block.kind is BlockKind.HEADING and heading is None:
            heading = start
            continue
        yield (start if heading is None else heading), end, block.page
        heading = None


def _body(passage: PassageRecord) -> str:
    return " ".join(passage.text.casefold().split())


def _count(text: str) -> int:
    return len(text.split())
