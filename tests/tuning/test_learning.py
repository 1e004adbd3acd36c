"""Learning about scores from a whole collection: real files, a real index, the real encoder."""

import json

import pytest

from trendsqa.assembly import Assembly
from trendsqa.corpus.collection import Overrides
from trendsqa.errors import InputError, ModelError
from trendsqa.index.generations.manifest import read_scoring
from trendsqa.settings import EncoderSettings, Settings
from trendsqa.tuning.learning import learn_scoring
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
