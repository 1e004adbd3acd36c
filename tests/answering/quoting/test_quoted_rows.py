from trendsqa.answering.quoting.excerpt import Unit
from trendsqa.answering.quoting.quoted_rows import rows_around


def row(words=4, *, tabular=True):
    return Unit(0, 1, None, words, leads=False, listed=False, spoken=False, tabular=tabular)


def test_the_row_that_answers_is_quoted_without_the_rows_beside_it():
    assert rows_around([row()] * 4, [0.2, 0.3, 0.8, 0.4], 2, 90) == (2, 2)


def test_rows_that_are_as_close_are_quoted_together_while_there_is_room():
    closeness = [0.1, 0.78, 0.8, 0.77, 0.79]
    assert rows_around([row()] * 5, closeness, 2, 90) == (1, 4)
    assert rows_around([row()] * 5, closeness, 2, 11) == (1, 2)


def test_a_paragraph_beside_a_row_is_not_quoted_with_it():
    assert rows_around([row(tabular=False), row()], [0.8, 0.8], 1, 90) == (1, 1)
