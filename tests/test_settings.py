import pytest

from trendsqa.errors import SettingsError
from trendsqa.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_a_variable_beats_the_file_and_the_file_beats_the_default(tmp_path, monkeypatch):
    (tmp_path / "trendsqa.toml").write_text("[server]\nport = 9000\nhost = '0.0.0.0'\n")
    monkeypatch.setenv("TRENDSQA_SERVER__PORT", "9001")
    server = load_settings().server
    assert (server.host, server.port, server.chat) == ("0.0.0.0", 9001, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("colour = 'blue'", "colour"),
        ("[server]\nports = 1", r"server\.ports"),
        ("[server]\nport = 70000", r"server\.port"),
        ("[answering]\nthreshold = 2", r"answering\.threshold"),
        ("[answering]\nreader_passages = 0", r"answering\.reader_passages"),
        ("[retrieval]\njudged = 0", r"retrieval\.judged"),
        ("[replies]\nquestion = 'Ask.'", r"replies\.question"),
        (f"[replies]\ngreeting = '{'a' * 1001}'", r"replies\.greeting"),
        ("[server]\ncors_origins = ['*']", r"server\.cors_origins"),
        ("[server]\nallowed_hosts = ['http://a.example']", "without scheme"),
        ("[remote]\nuri = 'http://user:hush@host:19530'", r"remote\.uri.*remote\.token"),
        ("[remote]\nprefix = 'a_b'", r"remote\.prefix"),
        ("[remote]\nuri = 'http://host'\n[retrieval]\ncandidates = 4097", "retrieval.candidates is 4097"),
        ("[server", "cannot be read"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path, content, said):
    (tmp_path / "trendsqa.toml").write_text(content)
    with pytest.raises(SettingsError, match=said):
        load_settings()


def test_a_variable_that_names_no_setting_within_a_group_is_refused(monkeypatch):
    monkeypatch.setenv("TRENDSQA_SERVER__COLOUR", "blue")
    with pytest.raises(SettingsError, match=r"server\.colour"):
        load_settings()


def test_the_server_listens_on_this_machine_alone_by_default():
    assert load_settings().server.host == "127.0.0.1"
    assert not load_settings().access.public
    assert load_settings().server.trusted_proxies == ()


def test_no_framing_and_no_foreign_origin_is_allowed_by_default():
    server = Settings().server
    assert (server.frame_ancestors, server.cors_origins, server.host) == ((), (), "127.0.0.1")


def test_the_shipped_judge_and_replies_are_taken_unless_others_are_set(tmp_path):
    assert (Settings().retrieval.judge, Settings().replies.own()) == ("", {})
    (tmp_path / "trendsqa.toml").write_text("[retrieval]\njudge = 'none'\n[replies]\nabout = 'Harbour search.'\n")
    assert load_settings().retrieval.judge == "none"
    assert load_settings().replies.own() == {"about": "Harbour search."}


def test_the_token_is_never_shown(monkeypatch):
    monkeypatch.setenv("TRENDSQA_REMOTE__TOKEN", "root:hush")
    settings = load_settings()
    assert settings.remote.token.get_secret_value() == "root:hush"
    assert "hush" not in repr(settings)
