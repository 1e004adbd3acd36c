"""Questions about a document as a whole, and those that only look like it."""

import pytest

from trendsqa.questions.overview import Overview, Topic, asks_of_collection, overview_of


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Summarise the report", Topic.SUMMARY),
        ("summary", Topic.SUMMARY),
        ("What is this report about?", Topic.SUMMARY),
        ("key messages of the 2024 report", Topic.SUMMARY),
        ("what's new this year?", Topic.SUMMARY),
        ("Who wrote this report?", Topic.AUTHOR),
        ("authors of the latest digital trends report", Topic.AUTHOR),
        ("When was the handbook published?", Topic.DATE),
        ("publication date", Topic.DATE),
        ("how old is this guide?", Topic.DATE),
        ("What sections does the report have?", Topic.SECTIONS),
        ("How many chapters are there in the report?", Topic.SECTIONS),
        ("table of contents", Topic.SECTIONS),
    ],
)
def test_a_question_about_a_whole_document_is_known(question, topic):
    assert overview_of(question) == Overview(topic)


@pytest.mark.parametrize(
    ("question", "noun", "qualifiers", "count"),
    [
        ("What are the ten trends?", "trend", (), 10),
        ("list all trends (in order)", "trend", (), None),
        ("Name the 5 technology trends of the report.", "trend", ("technolog",), 5),
        ("Hello, what are the main organisational trends?", "trend", ("organis",), None),
        ("how many priorities are there?", "prioriti", (), None),
        ("trends list", "trend", (), None),
    ],
)
def test_the_members_of_a_group_are_asked_for(question, noun, qualifiers, count):
    assert overview_of(question) == Overview(Topic.MEMBERS, noun, frozenset(qualifiers), count)


@pytest.mark.parametrize(
    "question",
    [
        "What are the risks of shadow IT?",
        "What are the trends in housing benefit fraud?",
        "Who wrote the letter?",
        "When was the ferry published by Northport?",
        "What does the report say about artificial intelligence?",
        "Which parts of the council use drones?",
        "what are ours",
        "How many councils are there in Wales?",
        "Give me an overview of cyber security",
        "ferry",
        "",
    ],
)
def test_a_question_about_something_in_a_document_is_another(question):
    assert overview_of(question) is None


@pytest.mark.parametrize(
    ("question", "before", "expected"),
    [
        ("who wrote it?", "How do we move to the cloud?", True),
        ("when was it published?", "When does the ferry cross?", True),
        ("who wrote it?", "What does AI do for harbours?", True),
        ("who wrote it?", "What does the report say of lamps?", True),
        ("who wrote it?", "What is the harbour strategy?", False),
        ("who wrote it?", "What does the Moor Report say?", False),
        ("when was it released?", "What is an autopilot?", False),
        ("when was it published?", "What is Moorpilot for? Tell me of Moorpilot", False),
        ("who owns it?", "How do we move to the cloud?", False),
        ("summarise it", "How do we move to the cloud?", False),
    ],
)
def test_who_wrote_it_asks_of_the_document_unless_another_one_was_named(question, before, expected):
    assert asks_of_collection(question, before) is expected
