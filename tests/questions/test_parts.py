import pytest

from trendsqa.questions.parts import asked_of_each_name, asked_of_situation, parts_of


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "What does the ferry cost and when does the lamp shine?",
            ("What does the ferry cost?", "When does the lamp shine?"),
        ),
        (
            "Who runs the ferry today? Which boats cross at night?",
            ("Who runs the ferry today?", "Which boats cross at night?"),
        ),
        ("I am lost: what is a ferry and what are lamps", ("What is a ferry?", "What are lamps?")),
        ("Who is thanked for the ferry, and who wrote it?", ("Who is thanked for the ferry?", "Who wrote it?")),
    ],
)
def test_several_questions_are_told_apart(question, parts):
    assert parts_of(question) == parts


def test_what_a_part_points_at_is_the_part_before_if_that_names_something():
    assert parts_of("What is AI and what are its risks?") == ("What is AI?", "What are AI's risks?")
    _, second = parts_of("What is the harbour playbook, and who wrote it?")
    assert "playbook" in second


def test_the_joined_names_are_kept_with_their_stems():
    (first, second) = asked_of_each_name("boats of Northport and Moor Island")
    assert (first.name.text, second.name.text) == ("Northport", "Moor Island")
    assert len(second.name.stems) == 2


def test_a_part_that_points_to_the_one_before_is_completed():
    first, second = parts_of("What does the northern ferry cost, and who pays for it each year?")
    assert first == "What does the northern ferry cost?"
    assert "ferry" in second


@pytest.mark.parametrize(
    "question",
    [
        "What does the ferry cost?",
        "What is the difference between the ferry and what the lamp does?",
        "Who runs the ferry and why?",
        "ferry and lamp",
        "What are the risks and what are the benefits of ferries?",
        "How do harbours use AIS - automatic identification of ships?",
        "Which harbours use lamps – for example in fog?",
        "What does the plan say about lamps: risks, benefits and costs?",
        "Who runs the ferry and who feeds the lamp and when do boats cross and where do whales swim?",
        "",
    ],
)
def test_one_question_is_left_whole(question):
    assert parts_of(question) == ()


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "What do Northport and Southport pay for boats?",
            ("What do Northport pay for boats?", "What do Southport pay for boats?"),
        ),
        ("How do the boats in Northport and Southport differ?", ("Boats Northport", "Boats Southport")),
        ("who is quoted from Northport and from Moor?", ("Who is quoted from Northport?", "Who is quoted from Moor?")),
        ("compare Moor Island with Fog Island", ("Moor Island", "Fog Island")),
        (
            "boats of Northport, Southport and Moor",
            ("Boats of Northport", "Boats of Southport", "Boats of Moor"),
        ),
    ],
)
def test_a_question_on_several_names_is_asked_of_each(question, asked):
    assert tuple(of_name.question for of_name in asked_of_each_name(question)) == asked


@pytest.mark.parametrize(
    "question",
    [
        "Is Northport in it?",
        "What do ferries and boats cost?",
        "Who runs Moor and what does it cost?",
        "Moor and Moor",
        "What agreement is there between Northport and Moor?",
        "How do Northport and Moor work together?",
        "What did Northport with Harbour Works build?",
        "What does the Department for Work and Pensions pay?",
    ],
)
def test_a_question_on_one_name_is_not_asked_again(question):
    assert asked_of_each_name(question) == ()


def test_the_question_at_the_end_of_a_situation_is_what_is_asked():
    situation = (
        "Our office moved to the harbour last spring. Half of the team sails over every morning and the others stay at "
        "home. When does the first ferry cross on Mondays?"
    )
    assert asked_of_situation(situation) == "When does the first ferry cross on Mondays?"


@pytest.mark.parametrize(
    "text",
    [
        "We moved. When does the first ferry cross on Mondays?",
        "How should a small harbour "
        + "far away from it all " * 5
        + "choose a boat - given that money is short every year?",
        "word " * 30 + "and when does the first ferry cross?",
        "We moved to the harbour " + "and moved on " * 10 + "then. When does it? When do the others cross the bay?",
    ],
)
def test_a_short_text_one_sentence_or_several_questions_are_no_situation(text):
    assert asked_of_situation(text) == ""
