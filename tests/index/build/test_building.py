from contextlib import closing
from dataclasses import replace

import pytest

from fakes.building import build
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.index.generations.manifest import read_generation
from trendsqa.index.opening import open_generation
from trendsqa.index.publishing import publish, published_name

FERRIES = held(("h", "Ferries"), ("p", "The ferry crosses at noon. It carries cars."))
LAMP = held(("h", "Lamp"), ("p", "The lamp is bright."), document_id="lamp")


@pytest.fixture
def encoder():
    return KeywordEncoder("ferry", "lamp")


def test_the_same_input_gives_the_same_content_hash(tmp_path, encoder):
    _, first = build(tmp_path / "a", FERRIES, LAMP, encoder=encoder)
    _, second = build(tmp_path / "b", FERRIES, LAMP, encoder=encoder)
    assert first.content_hash == second.content_hash


@pytest.mark.parametrize(
    "other",
    [
        held(("h", "Ferries"), ("p", "The ferry crosses at one. It carries cars.")),
        held(("h", "Ferries"), ("p", "The ferry crosses at noon. It carries cars."), licence="OGL-UK-3.0"),
    ],
    ids=["text", "rights"],
)
def test_another_text_or_other_rights_give_another_content_hash(tmp_path, encoder, other):
    _, first = build(tmp_path, FERRIES, encoder=encoder)
    _, second = build(tmp_path, other, encoder=encoder)
    assert first.content_hash != second.content_hash


def test_counts_say_what_was_indexed(tmp_path, encoder):
    _, generation = build(tmp_path, FERRIES, LAMP, encoder=encoder)
    counts = generation.counts
    assert (counts.documents, counts.sections, counts.passages, counts.sentences) == (2, 2, 2, 5)
    assert (counts.questions, counts.made_questions) == (0, 2)


def test_the_manifest_on_disk_is_the_generation(tmp_path, encoder):
    layout, generation = build(tmp_path, FERRIES, encoder=encoder)
    assert read_generation(layout.generation(generation.name)) == generation


def test_each_curated_question_stands_beside_the_passages_that_answer_it(tmp_path, encoder):
    bank = (BankEntry("lamp", "lamp#lamp", None, ("How bright is it?", "lamp brightness"), "by-hand.jsonl"),)
    layout, generation = build(tmp_path, FERRIES, replace(LAMP, bank=bank), encoder=encoder)
    with closing(open_generation(layout.generation(generation.name), encoder.identity)) as opened:
        assert [(q.text, q.passage_id, q.section_id) for q in opened.table.questions()] == [
            ("How bright is it?", "lamp:0", "lamp#lamp"),
            ("lamp brightness", "lamp:0", "lamp#lamp"),
        ]


def test_building_publishes_nothing(tmp_path, encoder):
    layout, first = build(tmp_path, FERRIES, encoder=encoder)
    publish(layout, first.name)
    build(tmp_path, LAMP, encoder=encoder)
    assert published_name(layout) == first.name


def test_an_encoder_that_fails_leaves_nothing_behind(tmp_path, encoder):
    class FailingEncoder(KeywordEncoder):
        def encode_passages(self, texts, on_progress=None):
            raise MemoryError

    with pytest.raises(MemoryError):
        build(tmp_path, FERRIES, encoder=FailingEncoder("ferry"))
    assert list((tmp_path / "generations").iterdir()) == []


def test_an_empty_collection_builds_and_opens(tmp_path, encoder):
    layout, generation = build(tmp_path, encoder=encoder)
    with_nothing = open_generation(layout.generation(generation.name), encoder.identity)
    assert generation.counts.passages == 0
    assert with_nothing.lexical.scores(["ferri"]).shape == (0,)


def test_progress_ends_at_the_total(tmp_path, encoder):
    from trendsqa.index.build.building import build_generation
    from trendsqa.index.generations.layout import IndexLayout

    told = []
    build_generation(
        IndexLayout(tmp_path),
        [FERRIES],
        encoder,
        max_passage_tokens=40,
        on_progress=lambda done, total: told.append((done, total)),
    )
    # One passage, three sentences (the heading is a line of its own) and one question made from the heading.
    assert told[-1] == (5, 5)
