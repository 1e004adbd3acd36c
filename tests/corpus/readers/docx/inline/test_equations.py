import pytest

from documents.docx_package import WordFile, cell, field_marks, paragraph, row, table
from documents.reading_aloud import lines, read
from trendsqa.corpus.documents.coverage import LossKind


def words(text):
    return f"<m:r><m:t>{text}</m:t></m:r>"


def equation(*inside):
    return f"<m:oMath>{''.join(one if one.startswith('<') else words(one) for one in inside)}</m:oMath>"


def part(name, *arguments, properties=""):
    """An element with arguments of these (name, content)."""
    inside = "".join(f"<m:{key}>{one if one.startswith('<') else words(one)}</m:{key}>" for key, one in arguments)
    return f"<m:{name}><m:{name}Pr>{properties}</m:{name}Pr>{inside}</m:{name}>"


SQUARED = part("sSup", ("e", "b"), ("sup", "2"))
ROOT = part("rad", ("deg", ""), ("e", SQUARED + words("−4ac")))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (equation("v", "=1.41"), "v = 1.41"),
        (equation("n=", part("f", ("num", "a"), ("den", "b"))), "n = a/b"),
        (equation(part("f", ("num", "a+b"), ("den", "2c"))), "(a+b)/(2c)"),
        (equation("x=", part("f", ("num", words("−b±") + ROOT), ("den", "2a"))), "x = (−b±√(b²−4ac))/(2a)"),
        (equation("5×", part("sSup", ("e", "10"), ("sup", "-6"))), "5×10⁻⁶"),
        (equation(part("sSup", ("e", "45"), ("sup", "∘"))), "45°"),
        (equation(part("sSup", ("e", "e"), ("sup", "-kt"))), "e^(-kt)"),
        (equation(part("sSubSup", ("e", "x"), ("sub", "1"), ("sup", "2"))), "x₁²"),
        (equation(part("sSub", ("e", "x"), ("sub", "max"))), "xₘₐₓ"),
        (equation(part("rad", ("deg", "3"), ("e", "x"))), "∛x"),
        (
            equation(part("nary", ("sub", "i"), ("sup", "n"), ("e", "x"), properties='<m:chr m:val="∑"/>')),
            "∑_i^n x",
        ),
        (equation(part("d", ("e", "a"), ("e", "b"))), "(a|b)"),
        (equation(part("d", ("e", "x"), properties='<m:begChr m:val="["/><m:endChr m:val=""/>')), "[x"),
        (equation(part("func", ("fName", "sin\u2061"), ("e", "θ"))), "sin θ"),
        (equation(part("limLow", ("e", "lim"), ("lim", "n→0"))), "lim_(n → 0)"),
        (equation(part("m", ("mr", "<m:e>" + words("a") + "</m:e><m:e>" + words("b") + "</m:e>"))), "a, b"),
        (equation(part("acc", ("e", "y"))), "ŷ"),
        (equation("a", "<w:del><m:r><m:t>SECRET</m:t></m:r></w:del>", "b"), "ab"),
    ],
)
def test_equations_are_one_line_of_text(written, shown):
    """An equation inside a sentence is read in order, with signs for its fractions, roots and scripts."""
    found = read(WordFile(body=paragraph("so ", written, " holds")).saved(), "a.docx")
    assert lines(found) == [f"paragraph: so {shown} holds"]
    assert found.coverage.losses == ()


def test_an_equation_on_its_own_line_and_in_a_cell():
    """Equations that stand alone or in a table are read by the same rules."""
    alone = f"<m:oMathPara>{equation('a=1')}{equation('b=2')}</m:oMathPara>"
    body = paragraph(alone) + table(row("c", cell(paragraph(equation("c=3")))), row("d", "e"))
    assert lines(read(WordFile(body=body).saved(), "a.docx")) == ["paragraph: a = 1; b = 2", "table: c | c = 3 / d | e"]


def test_equations_side_by_side_do_not_join():
    """Two equations with nothing between them stay two."""
    found = read(WordFile(body=paragraph(equation("a=1"), equation("2=b"), " holds")).saved(), "a.docx")
    assert lines(found) == ["paragraph: a = 1; 2 = b holds"]


def test_an_equation_without_a_linear_form_is_marked():
    """The place of an equation that cannot be written is shown, and coverage counts it."""
    old = '<w:r><w:object><o:OLEObject ProgID="Equation.3"/></w:object></w:r>'
    body = paragraph("so ", equation("<m:unheardOf>" + words("q") + "</m:unheardOf>"), " and ", equation("a=1"))
    body += paragraph("or ", old) + paragraph("or ", field_marks(r" EQ \f(1,2) "))
    found = read(WordFile(body=body).saved(), "a.docx")
    assert lines(found) == [
        "paragraph: so [equation] and a = 1",
        "paragraph: or [equation]",
        "paragraph: or [equation]",
    ]
    assert [(loss.kind, loss.count, loss.total) for loss in found.coverage.losses] == [(LossKind.MARKED, 3, 4)]
