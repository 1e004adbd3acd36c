"""What is wrong with data that a pydantic model refused, in one line for a person."""

from pydantic import ValidationError

__all__ = ["explain"]


def explain(error: ValidationError) -> str:
    """Each refused field and why, joined by semicolons."""
    return "; ".join(f"{'.'.join(map(str, item['loc'])) or 'value'}: {item['msg']}" for item in error.errors())
