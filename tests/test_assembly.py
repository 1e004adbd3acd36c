"""How the parts of an installation are put together."""

import pytest

from trendsqa.errors import SettingsError

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
