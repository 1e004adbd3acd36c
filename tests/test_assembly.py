"""How the parts of an installation are put together."""

import json
from pathlib import Path

import pytest

from fakes.span_reader import save_pointing_reader
from trendsqa.assembly import Assembly
from trendsqa.cli.models import list_models
from trendsqa.corpus.collection import Overrides
from trendsqa.errors import ModelError, SettingsError
from trendsqa.index.generations.manifest import Stopping, fingerprint, write_learned
from trendsqa.retrieval.stage_times import Stage
from trendsqa.settings import AnsweringSettings, RetrievalSettings, Settings
from trendsqa.upkeep.rebuilding import build_index

DOCUMENTS = Path(__file__).parent / "documents"
HANDBOOK, LATER = DOCUMENTS / "harbour-handbook.md", DOCUMENTS / "wordpress_page.html"
QUERY = "Who is keeper of the lighthouse?"


@pytest.mark.model
def test_a_signal_that_is_turned_off_counts_nothing_and_the_others_still_do(handbook):
    assistant = handbook.assistant(without="lexical")
    contributions = {part.signal: part.contribution for part in assistant.search(QUERY).hits[0].parts}
    assistant.close()
    assert contributions["lexical"] == 0
    assert contributions["passage"] > 0


@pytest.mark.model
def test_every_signal_can_be_turned_off(handbook):
    for signal in handbook.signals():
        assistant = handbook.assistant(without=signal)
        hits = assistant.search(QUERY).hits
        assistant.close()
        assert [
            part.contribution for hit in hits for part in hit.parts if part.signal == signal and part.contribution
        ] == []


@pytest.mark.model
def test_a_signal_that_does_not_exist_is_refused(handbook):
    with pytest.raises(SettingsError, match="no signal 'paint'; expected one of passage, sentence, lexical"):
        handbook.assistant(without="paint")


def with_reader(installation, folder, **options):
    settings = Settings(answering=AnsweringSettings(reader=str(folder), threshold=0, **options))
    return Assembly(settings, corpus=installation.locations.corpus, index=installation.locations.index).assistant()


@pytest.mark.model
def test_a_reader_that_is_named_in_the_settings_says_what_is_quoted_first(handbook, tmp_path):
    save_pointing_reader(tmp_path, ("berth", "two", "librarians", "lamp"), first="two", last="librarians")
    plain, pointed = handbook.assistant(), with_reader(handbook, tmp_path, reader_passages=50)
    without, answer = plain.ask(QUERY), pointed.ask(QUERY)
    assert not without.quotes[0].text.startswith("Two librarians")
    assert "Two librarians and a skipper share the work." in answer.quotes[0].text
    citation = answer.citations[0]
    assert pointed.text(citation.passage.document.id)[citation.char_start : citation.char_end] == answer.quotes[0].text
    plain.close()
    pointed.close()


@pytest.mark.model
def test_a_reader_that_cannot_be_loaded_stops_the_start(handbook, tmp_path):
    with pytest.raises(ModelError, match=r"answering\.reader"):
        with_reader(handbook, tmp_path / "nothing")


@pytest.mark.model
def test_generations_that_a_publication_opens_share_the_models(assemble):
    installation = assemble(HANDBOOK, terms="full")
    live_index = installation.live_index()
    with live_index.lease() as before:
        installation.collection().add(LATER, Overrides(terms="full"))
        build_index(installation)
        live_index.look()
        with live_index.lease() as after:
            assert before is not after
            assert before._interpreter._encoder is after._interpreter._encoder
            assert len(after.documents()) == len(before.documents()) + 1
    live_index.close()


@pytest.mark.model
def test_a_publication_takes_another_encoder_where_the_settings_ask_for_one(assemble):
    """Tuning the encoder and building anew changes both: the server follows to the pair that fits."""
    installation = assemble(HANDBOOK, terms="full")
    live_index = installation.live_index()
    plain = installation.settings.encoder.model_copy(update={"adapter": "none"})
    installation.settings = installation.settings.model_copy(update={"encoder": plain})
    installation.export_models()
    build_index(installation)
    live_index.look()
    assert live_index.state().failure is None
    with live_index.lease() as assistant:
        assert assistant._interpreter._encoder.identity.adapter_sha256 == ""
        assert assistant.ask(QUERY).answered
    live_index.close()


@pytest.fixture
def judged(assemble):
    """An installation with a judge of its own, which never saw an example."""
    import torch

    from trendsqa.embedding.models import PACKAGED_MODEL, find_model, hash_weights
    from trendsqa.retrieval.judging.judge_network import build_network, trained_tensors
    from trendsqa.retrieval.judging.judge_weights import write_judge_weights

    installation = assemble(HANDBOOK, terms="full")
    torch.manual_seed(0)
    folder = find_model(PACKAGED_MODEL).folder
    path = installation.locations.listing / "tuned" / "judge.safetensors"
    path.parent.mkdir(exist_ok=True)
    write_judge_weights(path, trained_tensors(build_network(folder)), base_sha256=hash_weights(folder), report={})
    return installation


@pytest.mark.model
def test_a_judge_beside_the_corpus_is_exported_once_and_reads_the_best_passages(judged):
    with pytest.raises(ModelError, match=r"model\.json is missing.*index build"):
        judged.assistant()
    assert judged.export_models()
    assert not judged.export_models()
    assistant = judged.assistant()
    hits = assistant.ask(QUERY).hits
    assistant.close()
    read = judged.settings.retrieval.judged
    assert sum(hit.verdict is not None for hit in hits) == min(read, len(hits))
    plain = Assembly(
        Settings(retrieval=RetrievalSettings(judge="none")),
        corpus=judged.locations.corpus,
        index=judged.locations.index,
    ).assistant()
    assert {hit.verdict for hit in plain.ask(QUERY).hits} == {None}
    plain.close()


@pytest.mark.model
def test_the_models_of_an_installation_are_listed_with_its_judge(judged, capsys):
    judged.export_models()
    list_models(as_json=True, corpus=judged.locations.corpus, index=judged.locations.index)
    rows = json.loads(capsys.readouterr().out)["models"]
    assert sorted(row["model"] for row in rows if row["in_use"]) == ["all-MiniLM-L6-v2", "judge"]


@pytest.mark.model
def test_what_was_learned_with_another_encoder_decides_nothing(judged):
    """Confidence and classifier read vectors, so they hold for one encoder only."""
    inputs = {"kinds": ["question", "task"], "weights": [[0.0] * 384, [0.0] * 384], "intercept": [0.0, 9.0]}
    judged.settings = judged.settings.model_copy(update={"retrieval": RetrievalSettings(judge="none")})
    outcomes = []
    for encoder in ("another", fingerprint(judged.encoder().identity)):
        learned = Stopping({"intercept": 0.0}, 0.4, inputs, encoder, {})
        write_learned(judged.locations.listing / "tuned" / "stopping.json", learned)
        build_index(judged)
        assistant = judged.assistant()
        outcomes.append(assistant.ask(QUERY).input_kind)
        assistant.close()
    assert outcomes == ["question", "task"]


@pytest.mark.model
def test_an_answer_carries_the_time_of_each_stage(handbook):
    answer = handbook.assistant().ask(QUERY)
    assert [stage for stage, _ in answer.stage_seconds] == [Stage.INTERPRET, Stage.JUDGE, Stage.RETRIEVE, Stage.QUOTE]
    assert 0 < sum(seconds for _, seconds in answer.stage_seconds) * 1000 <= answer.took_ms
