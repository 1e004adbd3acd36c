"""A limit on the characters that one file may give, kept while it is read."""

from dataclasses import dataclass

from trendsqa.errors import UnreadableFileError

__all__ = ["CharacterBudget"]


@dataclass(slots=True)
class CharacterBudget:
    """The characters of a file so far, bars between cells included; ``name`` is for the message."""

    name: str
    max_characters: int
    spent: int = 0

    def spend(self, characters: int) -> None:
        """Count characters.

        Raises:
            UnreadableFileError: There are more than the limit.
        """
        self.spent += characters
        if self.spent > self.max_characters:
            raise UnreadableFileError(
                f"{self.name} holds more than {self.max_characters} characters, the limit. "
                f"Split it, or raise `reading.max_characters` in trendsqa.toml."
            )
