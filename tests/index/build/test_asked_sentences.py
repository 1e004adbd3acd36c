import pytest

from trendsqa.index.build.asked_sentences import as_said_within, questions_of_sentence, shortened


@pytest.mark.parametrize(
    ("sentence", "questions"),
    [
        (
            "In 2019, Skerry Council launched a lamp finder for pilots.",
            [
                "Who launched a lamp finder for pilots?",
                "What did Skerry Council launch?",
                "When was it that Skerry Council launched a lamp finder for pilots?",
            ],
        ),
        ("The pilots have set up a night watch.", ["Who set up a night watch?", "What did the pilots set up?"]),
        ("Northport is building a lighthouse.", ["Who is building a lighthouse?", "What is Northport building?"]),
        ("A foghorn is a loud horn for ships.", ["What is a foghorn?"]),
        ("“Fog signals” are about sound.", ["What are fog signals?"]),
        ("Lamp oil refers to whale oil here.", ["What is lamp oil?"]),
        ("Ida Lund is a harbour manager.", ["Who is Ida Lund?"]),
        ("They saw 1,200 small ships in the bay.", ["How many small ships are there in the bay?"]),
        ("About 72% of keepers sleep by day.", ["What share of keepers sleep by day?"]),
        ("It brought a 40 per cent reduction in wrecks.", ["How large is the reduction in wrecks?"]),
        ("The town has £2.3 million for new lamps.", ["How much money for new lamps?"]),
        ("It wants to light every rock by 2035.", ["By when is it planned to light every rock?"]),
        ("In 2019 the old lamp was sold.", ["When was it that the old lamp was sold?"]),
        ("Lamps are often lit early because of fog.", ["Why is it that lamps are often lit early?"]),
    ],
)
def test_a_sentence_gives_the_questions_it_answers(sentence, questions):
    assert list(questions_of_sentence(sentence)) == questions


@pytest.mark.parametrize(
    "sentence",
    [
        "It is a lamp.",
        "They launched a boat.",
        "The lamp used as a beacon was sold.",
        "Understanding the tide is a start.",
        "The 2024 reports say so.",
        "After 3 months it ended.",
        "In 2024 the keepers will need to rest.",
        "Red lamps shine.",
        "",
    ],
)
def test_where_no_rule_is_sure_nothing_is_asked(sentence):
    assert list(questions_of_sentence(sentence)) == []


@pytest.mark.parametrize(
    ("words", "within"),
    [
        ("Harbour lights", "harbour lights"),
        ("AI at sea", "AI at sea"),
        ("Skerry Council", "Skerry Council"),
        ("The Skerry Council", "the Skerry Council"),
        ("InShore", "InShore"),
    ],
)
def test_within_a_question_only_names_and_abbreviations_keep_their_capital(words, within):
    assert as_said_within(words) == within


def test_a_shortened_clause_does_not_end_on_a_preposition():
    assert shortened("a lamp for the rocks", 4) == "a lamp"
