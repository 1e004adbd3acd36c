"""How the parts of an installation are put together."""

from pathlib import Path

import pytest

from fakes.span_reader import save_pointing_reader
from trendsqa.assembly import Assembly
from trendsqa.corpus.collection import Overrides
from trendsqa.errors import ModelError, SettingsError
from trendsqa.settings import AnsweringSettings, Settings
from trendsqa.upkeep.rebuilding import build_index

DOCUMENTS = Path(__file__).parent / "documents"
HANDBOOK, LATER = DOCUMENTS / "harbour-handbook.md", DOCUMENTS / "wordpress_page.html"
QUERY = "Who keeps the lighthouse?"


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
