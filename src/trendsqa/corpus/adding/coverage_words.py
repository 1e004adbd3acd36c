"""A file's coverage in words: what was stored of what it shows, what is lost, and what a person can do about it."""

from collections.abc import Iterator, Sequence

from trendsqa.corpus.documents.coverage import Coverage, LeftOut, Loss, LossKind
from trendsqa.corpus.snapshot import KeptCoverage

__all__ = ["advice_on", "kept_words", "left_out_lines", "stored_line", "words_stored", "words_to_store"]

_OCR = "run text recognition (OCR) on it, for example with ocrmypdf, and add the result"
_ADVICE = {
    LossKind.NO_TEXT: f"For pages that are pictures, {_OCR}.",
    LossKind.ILLEGIBLE: "For words that cannot be read, save or print it as PDF again from the program that made it, "
    f"or {_OCR}.",
    LossKind.GLUED: "For words without spaces, save it again from the program that made it, or as DOCX or HTML, and "
    "add that file.",
    LossKind.DROPPED: "For words that are not stored, save it as another format (PDF, DOCX, HTML) and add that file, "
    "and report it: a reader that loses words has a defect.",
    LossKind.NO_VALUE: "For formulas without a value, open it in a spreadsheet program, which calculates them, save it "
    "and add it again.",
    LossKind.MARKED: "For equations and the like, add a form of it that has them as text, or quote them from the file "
    "itself.",
}


def advice_on(loss: Loss) -> str:
    """The next step for a person whose file has this loss: one sentence."""
    return _ADVICE[loss.kind]


def words_to_store(coverage: Coverage) -> int:
    """The words that the file shows, without those that are left out on purpose."""
    return max(coverage.seen.words - sum(part.words for part in coverage.left_out), 0)


def words_stored(coverage: Coverage) -> int:
    """The words stored, out of ``words_to_store``: bars between the cells of a table are stored besides."""
    return min(coverage.stored.words, words_to_store(coverage))


def kept_words(coverages: Sequence[KeptCoverage]) -> str:
    """The words stored of a source, and of how many if not of all: "398 of 412"; empty if nobody counted."""
    if not coverages:
        return ""
    words, shown = sum(one.words for one in coverages), sum(one.shown for one in coverages)
    return f"{words:,}" if words == shown else f"{words:,} of {shown:,}"


def left_out_lines(coverage: Coverage) -> tuple[str, ...]:
    """Text left out on purpose, a phrase for each reason: "85 words of navigation and notices"."""
    return tuple(_left_out(part) for part in coverage.left_out if part.words)


def stored_line(coverage: Coverage) -> str:
    """Amounts stored of what the file shows, in one line: words, tables, notes, headings and pages."""
    stored = f"{words_stored(coverage):,} of {_counted(words_to_store(coverage), 'word')}"
    line = ", ".join([stored, *_others(coverage)])
    left_out = ", ".join(left_out_lines(coverage))
    return f"{line}; left out: {left_out}" if left_out else line


def _others(coverage: Coverage) -> Iterator[str]:
    for name in ("tables", "notes", "headings", "pages"):
        seen, stored = getattr(coverage.seen, name), getattr(coverage.stored, name)
        if seen > stored:
            yield f"{stored:,} of {_counted(seen, name.removesuffix('s'))}"
        elif stored:
            yield _counted(stored, name.removesuffix("s"))


def _left_out(part: LeftOut) -> str:
    return f"{_counted(part.words, 'word')} of {part.reason}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
