"""Facets of the grid of trends in plain words."""

from trendsqa.translatable import translatable

__all__ = ["CASES", "GUIDANCE", "INTRODUCTION", "SUMMARY", "facet_words"]

INTRODUCTION, SUMMARY, GUIDANCE, CASES = "introduction", "summary", "guidance", "impact-cases"


_WORDS = {
    INTRODUCTION: translatable("Introduction"),
    SUMMARY: translatable("Summary"),
    "overview": translatable("The opportunity"),
    "risks": translatable("Risks"),
    "early-benefits": translatable("Early benefits"),
    "where-to-start": translatable("Where to start"),
    "application-areas": translatable("Where it applies"),
    "advice-for-cios": translatable("Advice for CIOs"),
    CASES: translatable("Case studies"),
    GUIDANCE: translatable("Guidance"),
}


def facet_words(facet: str) -> str:
    """A facet in English words with a capital: those of the report's grid in ours, any other as its outline has it."""
    if facet in _WORDS:
        return _WORDS[facet]
    words = facet.replace("-", " ").strip()
    return words[:1].upper() + words[1:]
