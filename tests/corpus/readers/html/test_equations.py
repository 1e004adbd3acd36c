import pytest

from documents.reading_aloud import lines, read
from trendsqa.corpus.documents.coverage import Loss, LossKind

HALF = "<mfrac><mn>1</mn><mn>2</mn></mfrac>"
KATEX = (
    "<span class='katex'><span class='katex-mathml'><math><mi>x</mi></math></span>"
    "<span class='katex-html' aria-hidden='true'>x</span></span>"
)
MATRIX = "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>2</mn></mtd></mtr></mtable>"


def read_page(markup):
    return read(f"<main><h1>Rates</h1><p>So {markup} holds.</p></main>", "page.html")


@pytest.mark.parametrize(
    ("markup", "read_as"),
    [
        ("<math><mi>x</mi><mo>=</mo><mn>12</mn></math>", "So x = 12 holds."),
        ("<math><msup><mn>10</mn><mn>6</mn></msup></math>", "So 10⁶ holds."),
        (f"<math><mi>x</mi><mo>=</mo>{HALF}</math>", "So x = 1/2 holds."),
        (f"<math>{MATRIX}</math>", "So [equation] holds."),
        ("<math><mfrac linethickness='0'><mn>4</mn><mn>2</mn></mfrac></math>", "So [equation] holds."),
        ("<math><mn>1</mn><mn>2</mn></math>", "So [equation] holds."),
        ("<img class='latex' alt='x^2' src='e.png'>", "So [equation] holds."),
        (KATEX, "So x holds."),
    ],
)
def test_an_equation_is_text_or_a_marker_and_never_a_false_number(markup, read_as):
    """An equation whose shape one line cannot say becomes a marker."""
    assert lines(read_page(markup))[1] == f"paragraph: {read_as}"


def test_marked_equations_are_reported():
    """A marker is a loss of the file, a written equation is none."""
    found = read_page(f"<math>{MATRIX}</math> and <math><mi>x</mi></math>").coverage
    assert found.losses == (Loss(LossKind.MARKED, 1, 2, "equations"),)
    assert read_page("<math><mi>x</mi></math>").coverage.losses == ()
