"""Facets of the grid of trends in plain words."""

__all__ = ["CASES", "GUIDANCE", "INTRODUCTION", "SUMMARY", "facet_words"]

INTRODUCTION, SUMMARY, GUIDANCE, CASES = "introduction", "summary", "guidance", "impact-cases"


def _(text: str) -> str:
    """``text``, noted for the catalogues: it is translated where it is shown."""
    return text


_WORDS = {
    INTRODUCTION: _("Introduction"),
    SUMMARY: _("Summary"),
    "overview": _("The opportunity"),
    "risks": _("Risks"),
    "early-benefits": _("Early benefits"),
    "where-to-start": _("Where to start"),
    "application-areas": _("Where it applies"),
    "advice-for-cios": _("Advice for CIOs"),
    CASES: _("Case studies"),
    GUIDANCE: _("Guidance"),
}


def facet_words(facet: str) -> str:
    """A facet in English words with a capital: those of the report's grid in ours, any other as its outline has it."""
    if facet in _WORDS:
        return _WORDS[facet]
    words = facet.replace("-", " ").strip()
    return words[:1].upper() + words[1:]
