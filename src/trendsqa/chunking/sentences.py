"""Sentence segmentation. The only file that imports sentencex."""

from sentencex import segment

__all__ = ["sentence_spans"]

_LANGUAGE = "en"


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """The (start, end) of each sentence of ``text``, without the white space around it.

    Lines are boundaries too: the items of a list are sentences of their own.
    """
    spans = []
    offset = 0
    for piece in segment(_LANGUAGE, text):
        line_start = offset
        for line in piece.splitlines(keepends=True):
            start = line_start + len(line) - len(line.lstrip())
            end = line_start + len(line.rstrip())
            if end > start:
                spans.append((start, end))
            line_start += len(line)
        offset += len(piece)
    return tuple(spans)
