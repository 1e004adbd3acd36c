"""The Welsh catalogue: complete, without what nothing says any more, and with the same places to fill."""

import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[3]
KEYWORDS = DEFAULT_KEYWORDS | {"translatable": None, "say": None, "count": (1, 2)}
"""As the target `words` of the Makefile names them."""
PLACES = re.compile(r"%\((\w+)\)s|`[^`]+`")
SAME = {"Chat", "ORCID", "Data", "English", "Cymraeg"}
"""Words that may read the same in both languages."""


@pytest.fixture(scope="module")
def said():
    """The texts that templates and code say, each once; a plural as a pair."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
    methods = [(mapping["pattern"], mapping["method"]) for mapping in mappings]
    options = {mapping["pattern"]: {"silent": "false"} for mapping in mappings}
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, directory_filter=_is_ours)
    return {message for _, _, message, _, _ in found}


def _is_ours(folder):
    place = Path(folder).relative_to(ROOT).parts
    return place[0] in {"src", "ui"} and not place[-1].startswith((".", "_"))


@pytest.fixture(scope="module")
def catalogue():
    with (ROOT / "ui" / "locale" / "cy" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return {message.id: message for message in read_po(file, locale="cy") if message.id}


def test_every_text_is_in_welsh(said, catalogue):
    """`make words` brings new texts into the catalogue; somebody who writes Welsh fills them in."""
    assert said - set(catalogue) == set()
    forms = {text: [message.string] if isinstance(message.string, str) else list(message.string)
             for text, message in catalogue.items()}  # fmt: skip
    assert [text for text, given in forms.items() if not all(given)] == []
    assert [message.id for message in catalogue.values() if message.fuzzy] == []


def test_no_text_is_kept_that_nothing_says(said, catalogue):
    assert set(catalogue) - said == set()


def test_what_is_filled_in_and_what_is_typed_stands_in_both(catalogue):
    for message in catalogue.values():
        english = message.id if isinstance(message.id, str) else message.id[1]
        for form in [message.string] if isinstance(message.string, str) else message.string:
            assert sorted(PLACES.findall(form)) == sorted(PLACES.findall(english)), message.id


def test_nothing_is_left_in_english(catalogue):
    same = {text for text, message in catalogue.items() if isinstance(text, str) and message.string == text}
    assert same <= SAME
