"""The page for security officers names a test for each of its claims; each of them must be there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
CLAIMS = re.findall(r"^\| (?!---|.* held by \|$)(.+) \|$", PAGE, re.MULTILINE)


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_is_held_by_a_test_that_is_there(claim):
    named = re.search(r"`(tests/[\w/]+\.py)::(test_\w+)`$", claim)
    assert named, claim
    source = (ROOT / named[1]).read_text(encoding="utf-8")
    assert re.search(rf"^def {named[2]}\(", source, re.MULTILINE), claim


def test_the_page_makes_claims_under_every_heading():
    sections = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
    assert [section.splitlines()[0] for section in sections if section.count("::test_") < 4] == []
