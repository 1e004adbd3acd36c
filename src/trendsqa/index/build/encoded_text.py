"""Text that is encoded and searched for a passage: its words under the headings that say what they are about.

An index and a model that is tuned for it must read the same texts, so both take them from here.
"""

from collections.abc import Iterator

from trendsqa.chunking.passage import Passage

__all__ = ["sentences_with_subject", "under_all_headings", "under_headings_above"]


def under_headings_above(text: str, passage: Passage) -> str:
    """Text that is encoded for a passage. It contains its own heading; those above say whose "risks" they are."""
    words = text[passage.char_start : passage.char_end]
    return "\n".join(part for part in (" › ".join(passage.headings[:-1]), words) if part)


def under_all_headings(text: str, passage: Passage) -> str:
    """Text that BM25 indexes for a passage: its own heading counts twice, as a title should."""
    return "\n".join((*passage.headings, text[passage.char_start : passage.char_end]))


def sentences_with_subject(text: str, passage: Passage) -> Iterator[str]:
    """Text that is encoded for each sentence: alone, "Focus on quality." could be about anything.

    On 1,344 curated questions about the report the subject lifts sentence-only MRR@10 from 0.63 to 0.73.
    """
    for start, end in passage.sentences:
        yield f"{passage.subject}: {text[start:end]}" if passage.subject else text[start:end]
