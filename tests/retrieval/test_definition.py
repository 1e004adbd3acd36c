import pytest

from trendsqa.corpus.glossary import Glossary, Term
from trendsqa.retrieval.definition import defines

TWIN = Term("Digital twin", (), ("virtual copy",))
WARP = Term("Warning, advice and reporting point", ("WARP",), ())
GLOSSARY = Glossary([TWIN, WARP, Term("Artificial intelligence", ("AI",), ())])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A digital twin is a model of a place.", True),
        ("‘Digital twin’ means a model.", True),
        ("Each council has a warning, advice and reporting point (WARP) of its own.", True),
        ("The council bought a digital twin last year.", False),
        (
            "Ships use it. In the harbour office there now stands, among other new things, a digital twin is rare.",
            False,
        ),
    ],
)
def test_a_definition_says_what_the_term_is_or_spells_it_out(text, said):
    assert defines(text, WARP if "WARP" in text else TWIN) is said
