"""Nesting of list items."""

from trendsqa.ui.answers.nesting import Nested, nest


def shape(nested: tuple[Nested[tuple[str, int]], ...]) -> list:
    return [(one.item[0], shape(one.inner)) for one in nested]


def test_a_deeper_item_goes_into_a_list_inside_the_item_before_it():
    items = [("a", 0), ("b", 1), ("c", 2), ("d", 1), ("e", 0)]
    assert shape(nest(items, lambda item: item[1])) == [
        ("a", [("b", [("c", [])]), ("d", [])]),
        ("e", []),
    ]


def test_an_excerpt_that_begins_inside_an_inner_list_keeps_its_order():
    items = [("deep", 2), ("outer", 0), ("last", 0)]
    assert shape(nest(items, lambda item: item[1])) == [("deep", []), ("outer", []), ("last", [])]


def test_no_items_make_no_list():
    assert nest((), lambda item: item) == ()
