"""The benchmarks of passage retrieval: their measures, their readers, and the whole way on a small collection."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cranfield
import squad2
from passage_retrieval import Indexed, Query, Text, compare, markdown, ndcg, reciprocal_rank, sections
from trendsqa.corpus.documents.reading import ReadingLimits, read_document

GAINS = st.lists(st.integers(0, 4).map(float), min_size=2, max_size=20).filter(any)
WORDS = st.lists(st.text(st.characters(codec="ascii", categories=["L", "N", "P", "S"]), min_size=1), min_size=1)
ABSTRACTS = """.I 1
.T
lift of
a wing .
.A
vale,i.
.B
j. harbour sc. 1958.
.W
lift of
a wing .  the lift is
measured .
.I 2
.T
.A
.B
.W
.I 3
.T
drag
.A
.B
.W
"""
ASKED = """.I 001
.W
what lifts a
wing .
.I 004
.W
what of drag .
.I 009
.W
nothing .
"""
JUDGED = "1 1 1\n1 3 4 \n2 3  3\n2 1 -1\n3 1 5\n"
ARTICLES = [
    {
        "title": "Skerry_lighthouse",
        "paragraphs": [
            {"context": "The *lamp* was changed.", "qas": [
                {"question": "What was changed?", "answerable": True}, {"question": "Who sang?", "answerable": False},
            ]},
            {"context": "It stands on a rock.", "qas": [{"question": "Where is it?", "answerable": True}]},
        ],
    },
    {"title": "Ferry", "paragraphs": [{"context": "It crosses the bay."}]},
]  # fmt: skip


@pytest.fixture(scope="module")
def ndcg_score():
    """The measure of scikit-learn, which takes a second to import: only where this test runs."""
    from sklearn.metrics import ndcg_score

    return ndcg_score


@given(gains=GAINS, random=st.randoms())
def test_ndcg_is_that_of_scikit_learn(ndcg_score, gains, random):
    texts = [str(i) for i in range(len(gains))]
    ranked = random.sample(texts, len(texts))
    scores = [-ranked.index(text) for text in texts]
    assert ndcg(ranked, dict(zip(texts, gains, strict=True))) == pytest.approx(ndcg_score([gains], [scores], k=10))


def test_ndcg_on_paper():
    """Gains 1 and 2 in the wrong order: (1 + 2/log2(3)) / (2 + 1/log2(3))."""
    assert ndcg(["b", "x", "a"], {"a": 2.0, "b": 1.0}) == pytest.approx((1 + 2 / 2) / (2 + 1 / np.log2(3)))
    assert ndcg([], {"a": 2.0}) == 0.0


def test_the_first_relevant_text_of_ten_counts():
    ranked = [*"abcdefghij", "k"]
    assert reciprocal_rank(ranked, {"c": 1.0, "d": 1.0, "a": 0.0}) == pytest.approx(1 / 3)
    assert reciprocal_rank(ranked, {"k": 1.0}) == 0.0


@settings(deadline=None)  # The first example loads the reader's library.
@given(WORDS)
def test_a_text_is_read_back_word_for_word(words):
    """Whatever marks it holds: none is taken for a heading, a list, a link or emphasis."""
    limits = ReadingLimits(max_bytes=1 << 20, max_pages=1, max_characters=1 << 20)
    text = Text("1", "A title", "x " + " ".join(words))
    document = read_document(markdown(text).encode(), name="x.md", document_id="x", limits=limits)
    assert len(document.sections) == 1
    assert document.text.removeprefix("A title\n\n").split() == text.words.split()


def test_cranfield_abstracts_lose_the_title_that_they_repeat_and_empty_ones_are_left_out():
    assert cranfield.read_texts(ABSTRACTS) == [
        Text("1", "lift of a wing .", "the lift is measured ."),
        Text("3", "drag", ""),
    ]


def test_cranfield_judgements_go_by_the_order_of_the_queries_and_low_codes_count_most():
    assert cranfield.read_queries(ASKED, JUDGED) == [
        Query("what lifts a wing .", {"1": 4.0, "3": 1.0}),
        Query("what of drag .", {"3": 2.0, "1": 0.0}),
    ]


def test_squad_paragraphs_are_the_texts_and_the_answerable_questions_the_queries():
    documents = squad2.read_documents(ARTICLES)
    assert [text.id for texts in documents.values() for text in texts] == ["0/0", "0/1", "1/0"]
    assert documents["article-0"][0].title == "Skerry lighthouse"
    assert squad2.read_queries(ARTICLES) == [
        Query("What was changed?", {"0/0": 1.0}),
        Query("Where is it?", {"0/1": 1.0}),
    ]


@pytest.mark.model
def test_a_small_collection_is_ranked_every_way(assemble, tmp_path):
    documents = squad2.read_documents(ARTICLES)
    files = []
    for name, texts in documents.items():
        files.append(tmp_path / f"{name}.md")
        files[-1].write_text("\n\n".join(map(markdown, texts)), encoding="utf-8")
    assistant = assemble(*files, terms="full").assistant()
    held = {document.title: document.id for document in assistant.documents()}
    by_id = {held[texts[0].title]: texts for texts in documents.values()}
    collection = Indexed(assistant, sections(assistant, by_id))
    rankings = collection.rankings("What was changed about the lamp of the lighthouse?")
    assert {ranked[0] for ranked in rankings.values()} == {"0/0"}
    table = compare(collection, [Query("lamp changed", {"0/0": 1.0}), Query("crosses the bay", {"1/0": 1.0})])
    assert [row[0] for row in table.rows] == list(rankings)
    assert table.rows[0][1] == "1.000 (1.000 to 1.000)"
    assert table.notes == ("2 queries, 3 texts.",)
    assistant.close()
