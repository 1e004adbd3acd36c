"""A mark for texts that people read: the catalogues of ``ui/locale`` have them in other languages.

A text is made where it belongs and translated where it is shown; ``make words`` finds it by this mark.
"""

__all__ = ["translatable"]


def translatable(text: str) -> str:
    """``text`` as it is."""
    return text
