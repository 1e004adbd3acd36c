"""What changed between two generations, as a whole."""

from dataclasses import replace

import pytest

from fakes.building import MAX_PASSAGE_TOKENS, build
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.comparing.generations.generation_changes import compare_generations
from trendsqa.comparing.generations.section_change import moved_sections
from trendsqa.corpus.documents.coverage import Amounts, Coverage, Loss, LossKind
from trendsqa.corpus.question_bank import BankEntry
from trendsqa.corpus.rights import Terms
from trendsqa.corpus.source import Form
from trendsqa.errors import IndexDamagedError
from trendsqa.index.build.building import build_generation
from trendsqa.index.generations.manifest import Scoring, Stopping

ENCODER = KeywordEncoder("ferry")
FERRIES = (("h", "Ferries"), ("p", "The harbour keeps nine ferries and sends the oldest of them to the islands."))
DECK = (("h", "Deck"), ("p", "Dogs are welcome on the open deck in summer."))


@pytest.fixture
def compare(tmp_path):
    """What changed from a build of some documents to a build of others."""

    def found(before, after, encoder=ENCODER):
        layout, old = build(tmp_path, *before, encoder=ENCODER)
        _, new = build(tmp_path, *after, encoder=encoder)
        return compare_generations(layout.generation(old.name), layout.generation(new.name))

    return found


def asking(item, **questions):
    """The document with questions of its sections."""
    bank = tuple(
        BankEntry(item.document.id, f"{item.document.id}#{path}", None, asked) for path, asked in questions.items()
    )
    return replace(item, bank=bank)


def test_nothing_has_changed_between_two_builds_of_the_same(compare):
    changes = compare([held(*FERRIES)], [held(*FERRIES)])
    assert changes.is_same_content
    assert (changes.sources, changes.sections, changes.questions, changes.settings) == ((), (), (), ())


def test_sources_are_added_updated_and_removed(compare):
    old = [held(*FERRIES), held(*DECK, document_id="gone"), held(*DECK, document_id="same")]
    new = [
        held(*FERRIES, title="Ferries of ours", terms=Terms.QUOTE),
        held(*DECK, document_id="new"),
        held(*DECK, document_id="same"),
    ]
    changes = compare(old, new)
    assert [(source.kind, source.source_id) for source in changes.sources] == [
        ("updated", "doc"), ("removed", "gone"), ("added", "new"),
    ]  # fmt: skip
    updated, removed, added = changes.sources
    assert [(one.name, one.before, one.after) for one in updated.particulars] == [
        ("title", "Doc", "Ferries of ours"), ("terms", "full", "quote"),
    ]  # fmt: skip
    assert not updated.text_changed
    assert (removed.words, removed.earlier_words, added.words, added.earlier_words) == (0, 10, 10, 0)


def test_a_source_whose_words_changed_is_updated(compare):
    (source,) = compare([held(*FERRIES)], [held(*FERRIES[:1], ("p", "It has sold them."))]).sources
    assert (source.kind, source.text_changed, source.earlier_words, source.words) == ("updated", True, 15, 5)


def test_what_a_new_file_lost_in_reading_is_told_of_its_source(compare):
    item = held(*FERRIES)
    coverage = Coverage(Amounts(), Amounts(), losses=(Loss(LossKind.NO_TEXT, 2, 9, "pages", "pages 3-4"),))
    partly = replace(item, document=replace(item.document, coverage=coverage))
    (added,) = compare([], [partly]).sources
    assert added.losses == ("2 of 9 pages without text (pages 3-4)",)
    (updated,) = compare([item], [partly]).sources
    assert [(one.name, one.before, one.after) for one in updated.particulars] == [("losses", "", *added.losses)]


def test_curated_questions_appear_move_and_are_lost(compare):
    before = asking(held(*FERRIES, *DECK), ferries=("how many ferries?", "who sails?"), deck=("may dogs come?",))
    after = asking(held(*FERRIES, *DECK), ferries=("may dogs come?", "how many ferries?"), deck=("and cats?",))
    found = {change.question: change for change in compare([before], [after]).questions}
    assert {question: change.kind for question, change in found.items()} == {
        "who sails?": "lost",
        "may dogs come?": "moved",
        "and cats?": "appeared",
    }
    assert found["may dogs come?"].earlier_sections == ("doc#deck",)
    assert found["may dogs come?"].sections == ("doc#ferries",)
    assert not found["who sails?"].section_gone


def test_a_question_is_lost_with_its_section(compare):
    before = asking(held(*FERRIES, *DECK), deck=("may dogs come?",))
    (lost,) = compare([before], [held(*FERRIES)]).questions
    assert (lost.kind, lost.section_gone) == ("lost", True)


def test_a_question_follows_a_section_that_moved(compare):
    before = asking(held(*FERRIES), ferries=("how many ferries?",))
    after = asking(held(("h", "Boats"), FERRIES[1]), boats=("how many ferries?",))
    changes = compare([before], [after])
    assert moved_sections(changes.sections) == {"doc#ferries": "doc#boats"}
    assert changes.questions == ()


def test_questions_of_sections_whose_words_changed_are_counted(compare):
    before = asking(held(*FERRIES, *DECK), ferries=("how many ferries?", "who sails?"), deck=("may dogs come?",))
    after = asking(
        held(FERRIES[0], ("p", FERRIES[1][1].replace("nine", "ten")), *DECK),
        ferries=("how many ferries?", "who sails?"), deck=("may dogs come?",),
    )  # fmt: skip
    assert compare([before], [after]).asked_of_changed == 2


def test_questions_of_a_section_whose_full_text_took_the_place_of_a_summary_are_counted(compare):
    full = asking(held(*FERRIES), ferries=("how many ferries?",))
    assert compare([replace(full, forms=(Form.BRIEF,))], [full]).asked_of_changed == 1


def test_counts_size_and_time_stand_side_by_side(compare):
    changes = compare([held(*FERRIES)], [held(*FERRIES, *DECK)])
    figures = {figure.name: (figure.before, figure.after) for figure in changes.figures}
    assert figures["sections"] == (1, 2)
    assert figures["passages"] == (1, 2)
    assert figures["size"] == tuple(sum(file.size for file in one.files) for one in (changes.before, changes.after))
    assert figures["time to build"] == (changes.before.seconds, changes.after.seconds)


def test_another_model_and_other_learned_weights_are_named(tmp_path):
    layout, old = build(tmp_path, held(*FERRIES), encoder=ENCODER)
    other = KeywordEncoder("ferry", model="other words")
    new = build_generation(
        layout,
        [held(*FERRIES)],
        other,
        max_passage_tokens=MAX_PASSAGE_TOKENS + 1,
        scoring=Scoring({"sentences": {"lexical": 0.25}}, {"learned": "well"}),
        stopping=Stopping({"coverage": 2.5}, 0.5, {"kinds": ["question"]}, "", {"learned": "well"}),
    )
    changes = compare_generations(layout.generation(old.name), layout.generation(new.name))
    assert {(one.name, one.before, one.after) for one in changes.settings} == {
        ("max_passage_tokens", "40", "41"),
        ("encoder.model", "keywords", "other words"),
        ("scoring.ranking.sentences.lexical", "", "0.25"),
        ("stopping.confidence.coverage", "", "2.5"),
        ("stopping.threshold", "", "0.5"),
    }


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(path.read_bytes()[:-1])])
@pytest.mark.parametrize("place", [0, 1])
def test_a_damaged_table_is_named_instead_of_compared(tmp_path, damage, place):
    layout, old = build(tmp_path, held(*FERRIES), encoder=ENCODER)
    _, new = build(tmp_path, held(*FERRIES), encoder=ENCODER)
    layouts = [layout.generation(old.name), layout.generation(new.name)]
    damage(layouts[place].passage_table)
    with pytest.raises(IndexDamagedError, match=f"{(old, new)[place].name}.*index list"):
        compare_generations(*layouts)


def test_progress_is_told_document_by_document(tmp_path):
    layout, old = build(tmp_path, held(*FERRIES), encoder=ENCODER)
    _, new = build(tmp_path, held(*DECK, document_id="other"), encoder=ENCODER)
    told = []
    compare_generations(
        layout.generation(old.name), layout.generation(new.name), on_progress=lambda *pair: told.append(pair)
    )
    assert told == [(1, 2), (2, 2)]
