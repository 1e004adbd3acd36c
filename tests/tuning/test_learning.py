"""Learning about scores from a whole collection: real files, a real index, the real encoder."""

import json

import pytest

from trendsqa.assembly import Assembly
from trendsqa.corpus.collection import Overrides
from trendsqa.embedding.models import hash_weights
from trendsqa.errors import InputError, ModelError
from trendsqa.index.generations.manifest import read_scoring, read_stopping
from trendsqa.retrieval.judging.judge_weights import read_judge_weights
from trendsqa.settings import EncoderSettings, Settings
from trendsqa.tuning.judging.judge_training import JudgeRecipe
from trendsqa.tuning.learning import learn_scoring, learn_stopping, train_judge
from trendsqa.upkeep.rebuilding import build_index
from tuning.conftest import SUBJECTS, about, entry

STAFF = ("opening hours {}", "can I go to the {} before ten", "is the {} shut early in the morning?")
MISSES = ("Who pays for the {}?", "cost of the {}", "Which firm built the {}?", "When is the {} to be sold?",
          "{} staff numbers", "Whose idea was the {}?", "Why was the {} painted blue?")  # fmt: skip


def lines(template_of, **extra):
    rows = [{"document": "town", "section": subject, "questions": template_of(subject)} for subject in SUBJECTS]
    return "".join(json.dumps({**row, **extra}) + "\n" for row in rows)


@pytest.fixture
def town_folder(tmp_path):
    """A corpus folder with a town's guide, its outline, questions of two authors and near misses."""
    corpus = tmp_path / "corpus"
    for name in ("outlines", "questions", "near-misses"):
        (corpus / name).mkdir(parents=True)
    (corpus / "outlines" / "town.toml").write_text(
        'source = "town"\n'
        + "".join(
            f'[[section]]\nid = "{subject}"\ntitle = "{subject.title()}"\npath = ["{subject.title()}"]\ntrend = ""\n'
            'facet = ""\n'
            for subject in SUBJECTS
        )
    )
    (corpus / "sources.toml").write_text(
        '[[source]]\nid = "town"\ntitle = "Town guide"\nkind = "handbook"\npublisher = "The town"\n'
        'licence = "MIT"\nterms = "full"\nurl = "https://town.example/guide"\n'
    )
    (corpus / "questions" / "town.jsonl").write_text(lines(lambda subject: entry(subject).questions))
    staff = lines(lambda subject: [text.format(subject) for text in STAFF])
    more = lines(lambda subject: [f"{text.format(subject)} please, and why" for text in STAFF] + [f"{subject} at nine"])
    (corpus / "questions" / "town-staff.jsonl").write_text(staff + more)
    (corpus / "near-misses" / "town.jsonl").write_text(lines(lambda subject: [text.format(subject) for text in MISSES]))
    guide = tmp_path / "town.md"
    guide.write_text(
        "\n\n".join(f"# {text}" if kind == "h" else text for subject in SUBJECTS for kind, text in about(subject))
    )
    return corpus, guide


@pytest.fixture
def town_assembly(town_folder, tmp_path):
    corpus, guide = town_folder
    assembly = Assembly(Settings(encoder=EncoderSettings(adapter="none")), corpus=corpus, index=tmp_path / "index")
    assembly.collection().add(guide, Overrides(id="town"))
    return assembly


def ignore(source, error):
    raise error


@pytest.mark.model
def test_what_was_learned_stands_in_the_corpus_folder_and_the_next_build_takes_it(town_assembly):
    told = []
    scoring, path = learn_scoring(
        town_assembly, asked=["*-staff.jsonl"], on_problem=ignore, on_progress=lambda *progress: told.append(progress)
    )
    assert path == town_assembly.locations.listing / "tuned" / "scoring.json"
    assert read_scoring(path) == scoring
    # Half of sixteen sections ask: seven questions in staff's words about each.
    assert (scoring.report["questions"], scoring.report["sections"]) == (56, 8)
    assert told[-1] == (56, 56)
    town_assembly.export_models()
    generation = build_index(town_assembly).generation
    assert generation.scoring == scoring
    assistant = town_assembly.assistant()
    assert assistant.ask("When does the ferry open?").answered
    assistant.close()


@pytest.mark.model
def test_an_adapter_of_its_own_needs_the_half_trained_one(town_assembly):
    tuned = town_assembly.locations.listing / "tuned" / "encoder.safetensors"
    tuned.parent.mkdir()
    tuned.write_bytes(b"")
    own = Assembly(Settings(), corpus=town_assembly.locations.corpus, index=town_assembly.locations.index)
    with pytest.raises(ModelError, match=r"encoder-held-out\.safetensors is missing.*models tune"):
        learn_scoring(own, asked=["*-staff.jsonl"], on_problem=ignore)
    assert not (tuned.parent / "scoring.json").exists()


@pytest.mark.model
def test_nothing_is_learned_without_questions_that_ask(town_assembly):
    (town_assembly.locations.listing / "questions" / "town-staff.jsonl").unlink()
    with pytest.raises(InputError, match="There are 0 questions"):
        learn_scoring(town_assembly, asked=["*-staff.jsonl"], on_problem=ignore)


def pair(number):
    """A passage that was written for its questions, with four pairs of them."""
    asked = ("When", "Why", "Where", "How often")
    pairs = [[f"{word} does boat {number} sail?", f"{word} does boat {number} sink?"] for word in asked]
    return {"title": f"Boat {number}", "text": f"Boat {number} sails daily at noon from the quay.", "pairs": pairs}


@pytest.fixture
def paired_assembly(town_folder, tiny_model, tmp_path):
    """A town with pairs and inputs of its own, and a tiny model."""
    corpus, guide = town_folder
    (corpus / "pairs").mkdir()
    rows = "".join(json.dumps(pair(number)) + "\n" for number in range(56))
    (corpus / "pairs" / "boats.jsonl").write_text(rows)
    inputs = [("iron my shirts", "task"), ("hello", "greeting"), ("how tall is the moon", "general")]
    (corpus / "inputs.jsonl").write_text(
        "".join(json.dumps({"text": f"{text} {n}", "kind": kind}) + "\n" for n in range(3) for text, kind in inputs)
    )
    settings = Settings(encoder=EncoderSettings(model=str(tiny_model.folder), adapter="none", max_tokens=64))
    assembly = Assembly(settings, corpus=corpus, index=tmp_path / "index")
    assembly.collection().add(guide, Overrides(id="town"))
    return assembly


@pytest.mark.model
def test_when_to_stop_is_learned_from_pairs_and_inputs_and_the_next_build_takes_it(paired_assembly):
    told = []
    stopping, path = learn_stopping(
        paired_assembly, on_problem=ignore, on_progress=lambda *progress: told.append(progress)
    )
    assert path == paired_assembly.locations.listing / "tuned" / "stopping.json"
    assert read_stopping(path) == stopping
    # Fourteen of fifty-six passages ask, four pairs each.
    assert (stopping.report["questions"], stopping.report["twins"]) == (56, 56)
    assert told[-1] == (112, 112)
    assert set(stopping.inputs["kinds"]) == {"general", "greeting", "question", "task"}
    paired_assembly.export_models()
    assert build_index(paired_assembly).generation.stopping == stopping


@pytest.mark.model
def test_a_judge_is_trained_on_pairs_curated_questions_and_near_misses(paired_assembly, tiny_model, tmp_path):
    boats = paired_assembly.locations.listing / "pairs" / "boats.jsonl"
    boats.write_text("".join(json.dumps(pair(number)) + "\n" for number in range(8)))
    recipe = JudgeRecipe(epochs=1, batch_size=128, max_tokens=24)
    told = []
    trained = train_judge(
        paired_assembly, recipe, on_problem=ignore, on_progress=lambda *progress: told.append(progress)
    )
    assert trained.path == paired_assembly.locations.listing / "tuned" / "judge.safetensors"
    weights = read_judge_weights(trained.path)
    assert (weights.base_sha256, weights.report) == (hash_weights(tiny_model.folder), trained.report)
    assert trained.report["auroc_of_passages_held_out"].keys() == {"boats"}
    # Six passages of the pairs with eight questions each; and others, among them the 112 near misses.
    assert trained.report["examples"] > 6 * 8 + 112
    assert told[-1][0] == told[-1][1] == len(told)
    again = train_judge(
        paired_assembly, recipe, begin=trained.path, out=tmp_path / "again.safetensors", on_problem=ignore
    )
    assert read_judge_weights(again.path).sha256 != weights.sha256
    assert read_judge_weights(trained.path).sha256 == weights.sha256


@pytest.mark.model
def test_a_judge_needs_pairs(paired_assembly):
    (paired_assembly.locations.listing / "pairs" / "boats.jsonl").unlink()
    with pytest.raises(InputError, match="holds no pairs"):
        train_judge(paired_assembly, JudgeRecipe(), on_problem=ignore)
    assert not (paired_assembly.locations.listing / "tuned" / "judge.safetensors").exists()
