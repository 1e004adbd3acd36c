import pytest

from documents.reading_aloud import lines, read


def titled(text):
    document = read(text, "a.md")
    assert document.text == "Words."
    return document.title


@pytest.mark.parametrize(
    "matter",
    [
        "title: >-\n  Boat\n  hire\n",
        "title: |\n  Boat hire\n",
        'title: "Boat hire" # for all\n',
        "title: Boat hire # for all\n",
        "Title: 'Boat hire'\n",
        "layout: page\n\ntitle: Boat hire\ntags: [a, b]\n",
    ],
)
@pytest.mark.parametrize("end", ["---", "..."])
def test_the_title_is_what_yaml_says_it_is(matter, end):
    assert titled(f"---\n{matter}{end}\n\nWords.\n") == "Boat hire"


@pytest.mark.parametrize("value", ["1.10", "No", "2024-05-06", "007"])
def test_a_title_that_looks_like_a_number_stays_as_it_is_written(value):
    assert titled(f"---\ntitle: {value}\n---\nWords.\n") == value


def test_a_colon_in_a_title_without_quotation_marks_is_part_of_it():
    assert titled("---\ntitle: Boats: a guide\n---\nWords.\n") == "Boats: a guide"


@pytest.mark.parametrize(
    ("matter", "changed"),
    [
        ("date: 2024-05-06\n", "2024-05-06"),
        ("date: 2023-01-01\nlast_modified_at: 2024-05-06 07:08:09 +0100\n", "2024-05-06T07:08:09+01:00"),
        ("updated: 6 May 2024\n", "2024-05-06"),
        ("updated: 6th May 2024\n", "2024-05-06"),
        ("last-updated: 2024-05-06T07:08:09Z\n", "2024-05-06T07:08:09+00:00"),
        ("date: 06/05/2024\n", ""),
        ("date: 2024-02-31\n", ""),
    ],
)
def test_the_date_is_that_of_the_last_change_if_it_can_be_told(matter, changed):
    assert read(f"---\ntitle: x\n{matter}---\nWords.\n", "a.md").changed == changed


def test_a_tag_in_front_matter_runs_nothing():
    tagged = "---\ntitle: !!python/object/apply:os.getcwd []\nslug: x\n---\nWords.\n"
    assert titled(tagged).lower() == "a"


@pytest.mark.parametrize("text", ["---\n\nNote: a pen\n\n---\n\nMore.\n", "---\njust words\n---\nMore.\n"])
def test_text_between_two_rules_is_no_front_matter(text):
    assert "More." in read(text, "a.md").text
    assert len(lines(read(text, "a.md"))) == 2


def test_front_matter_is_counted_as_left_out():
    (part,) = read("---\ntitle: Boat hire\n---\nWords.\n", "a.md").coverage.left_out
    assert (part.reason, part.words) == ("front matter", 3)


def test_nested_front_matter_ends_in_a_document():
    assert titled(f"---\ntitle: x\na: {'[' * 5000}\n---\nWords.\n") == "x"
