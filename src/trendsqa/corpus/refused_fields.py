"""Description of a pydantic validation error, in one line for a person."""

from pydantic import ValidationError

__all__ = ["explain"]


def explain(error: ValidationError) -> str:
    """Each refused field with its reason, joined by semicolons."""
    return "; ".join(f"{'.'.join(map(str, item['loc'])) or 'value'}: {item['msg']}" for item in error.errors())
