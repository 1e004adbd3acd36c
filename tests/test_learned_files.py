import pytest

from trendsqa.errors import ModelError
from trendsqa.index.generations.manifest import Scoring, Stopping, write_learned
from trendsqa.learned_files import LearnedFiles
from trendsqa.locations import Locations
from trendsqa.settings import EncoderSettings, RetrievalSettings, Settings

WEIGHTS = {"passage": 0.5, "sentence": 0.3, "lexical": 0.2}
SCORING = Scoring({"sentences": WEIGHTS, "keywords": WEIGHTS}, {"questions": 9})
INPUTS = {"kinds": ["question", "task"], "weights": [[0.0], [1.0]], "intercept": [0.0, 1.0]}
STOPPING = Stopping({"intercept": -1.0, "coverage": 2.0}, 0.4, INPUTS, "f" * 64, {})


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A corpus folder of the user's own, and the one that is shipped."""
    monkeypatch.chdir(tmp_path)
    for name in ("own/tuned", "shipped/tuned"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


def learned(home, settings=None):
    places = Locations(
        corpus=home / "own",
        listing=home / "own",
        index=home / "index",
        ui=home / "ui",
        shipped_corpus=home / "shipped",
    )
    return LearnedFiles(settings or Settings(), places)


@pytest.mark.parametrize(
    ("file", "path_of"),
    [
        ("tuned/scoring.json", LearnedFiles.scoring_path),
        ("tuned/stopping.json", LearnedFiles.stopping_path),
        ("tuned/encoder.safetensors", LearnedFiles.adapter_path),
        ("tuned/judge.safetensors", LearnedFiles.judge_path),
    ],
)
def test_the_corpus_folders_own_file_comes_before_the_shipped_one_and_neither_need_exist(home, file, path_of):
    assert path_of(learned(home)) is None
    (home / "shipped" / file).touch()
    assert path_of(learned(home)) == home / "shipped" / file
    (home / "own" / file).touch()
    assert path_of(learned(home)) == home / "own" / file


def test_pairs_and_inputs_are_looked_for_likewise(home):
    files = learned(home)
    assert (files.pairs_folder(), files.inputs_path()) == (home / "shipped/pairs", home / "shipped/inputs.jsonl")
    (home / "own/pairs").mkdir()
    (home / "own/inputs.jsonl").touch()
    assert (files.pairs_folder(), files.inputs_path()) == (home / "own/pairs", home / "own/inputs.jsonl")


def test_what_was_learned_is_read_back(home):
    files = learned(home)
    assert (files.scoring(), files.stopping()) == (None, None)
    write_learned(home / "shipped/tuned/scoring.json", SCORING)
    write_learned(home / "own/tuned/stopping.json", STOPPING)
    assert (files.scoring(), files.stopping()) == (SCORING, STOPPING)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"ranking": 1}', '{"confidence": 1, "threshold": 0}'])
def test_a_damaged_file_is_named_with_what_mends_it(home, content):
    files = learned(home)
    for name in ("scoring", "stopping"):
        (home / f"own/tuned/{name}.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"scoring\.json holds nothing learned that can be read.*models weigh"):
        files.scoring()
    with pytest.raises(ModelError, match=r"stopping\.json holds nothing learned that can be read.*models stop"):
        files.stopping()


def test_the_shipped_judge_and_adapter_are_for_the_packaged_model_only(home):
    for name in ("judge", "encoder"):
        (home / f"shipped/tuned/{name}.safetensors").touch()
    other = learned(home, Settings(encoder=EncoderSettings(model="another")))
    assert (other.judge_path(), other.adapter_path()) == (None, None)


@pytest.mark.parametrize("judge", ["none", "some/cross-encoder"])
def test_the_shipped_judge_gives_way_to_a_setting(home, judge):
    (home / "shipped/tuned/judge.safetensors").touch()
    assert learned(home, Settings(retrieval=RetrievalSettings(judge=judge))).judge_path() is None


def test_an_adapter_of_the_settings_is_taken_where_it_is(home):
    assert learned(home, Settings(encoder=EncoderSettings(adapter="none"))).adapter_path() is None
    named = Settings(encoder=EncoderSettings(adapter=str(home / "mine.safetensors")))
    assert learned(home, named).adapter_path() == home / "mine.safetensors"
