from documents.pdf_building import Tag, Words, build_pdf
from documents.reading_aloud import read

LONG = "A line of the body that is about as long as the others are on this page"


def test_a_whole_file_has_no_loss_and_its_running_lines_are_left_out():
    """Bullets and the hyphens of divided words are shown and not stored, and are no loss."""
    pages = [
        [
            Words("Harbour Council annual plan", y=810),
            Words(f"In the {name} {LONG.lower()} with a divi-", y=700 - 20 * number),
            Words(f"sion of {name} words, and a second divi-", y=686 - 20 * number),
            Words("sion.", y=672 - 20 * number),
            *(Words(f"• {name} item", y=640 - 15 * place - 20 * number) for place in range(9)),
            Words(str(number + 1), x=300, y=30),
        ]
        for number, name in enumerate(["north", "south", "east", "west"])
    ]
    coverage = read(build_pdf(pages), "a.pdf").coverage
    assert coverage.losses == ()
    (running,) = coverage.left_out
    assert running.reason == "headers and footers"
    assert 3 * 5 <= running.words <= 4 * 5
    assert coverage.seen.pages == 4
    assert abs(coverage.seen.words - 4 * (5 + 22 + 8 + 1 + 9 * 3)) <= 8


def test_text_that_the_tags_do_not_name_is_counted_as_seen():
    words = [*(Words(f"{LONG}.", y=700 - 14 * n, mark=n) for n in range(30)), Words("Lost.", y=60)]
    found = read(build_pdf([words], tags=[Tag("P", [(1, n)]) for n in range(30)]), "a.pdf").coverage
    assert found.seen.characters == 30 * len(f"{LONG}.".replace(" ", "")) + len("Lost.")


def test_a_contents_list_that_the_tags_name_is_counted_as_left_out():
    words = [Words(f"{name} .... {page}", y=700 - 14 * page, mark=page) for page, name in enumerate("ABC")]
    words += [Words(f"{LONG}.", y=600, mark=9)]
    tags = [Tag("TOC", [Tag("TOCI", [(1, n)]) for n in range(3)]), Tag("P", [(1, 9)])]
    coverage = read(build_pdf([words], tags=tags), "a.pdf").coverage
    assert [(part.reason, part.words) for part in coverage.left_out] == [("contents list", 9)]
    assert coverage.losses == ()
