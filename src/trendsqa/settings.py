"""Settings: ``trendsqa.toml`` and ``TRENDSQA_*`` variables, validated; unknown keys are refused.

A nested key is written with two underscores: ``TRENDSQA_SERVER__PORT=9000``. A variable overrides the file.
Only the settings file is read from disk, and nothing is created.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    IPvAnyNetwork,
    SecretStr,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import (
    SettingsError as ForeignSettingsError,
)

from trendsqa.errors import SettingsError
from trendsqa.served_path import MOST_PATH_CHARACTERS, PATH_PATTERN

__all__ = [
    "AccessSettings",
    "AnsweringSettings",
    "ChunkingSettings",
    "EncoderSettings",
    "FeedbackSettings",
    "FetchingSettings",
    "LimitSettings",
    "ReadingSettings",
    "RemoteSettings",
    "ReplySettings",
    "RetrievalSettings",
    "ServerSettings",
    "Settings",
    "SignalWeightSettings",
    "load_settings",
]

SETTINGS_FILE = "trendsqa.toml"
MOST_REMOTE_CANDIDATES = 4096
"""Milvus returns at most 16,384 rows for one search, and four sentences are searched for each candidate."""

Origin = Annotated[str, StringConstraints(pattern=r"^https?://[A-Za-z0-9.\-\[\]:]+$")]
Share = Annotated[float, Field(ge=0.0, le=1.0)]


class _Group(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReadingSettings(_Group):
    """Limits on files that are read."""

    max_file_mib: int = Field(50, ge=1, le=2048, description="Largest file that is read, in MiB.")
    max_pages: int = Field(2000, ge=1, le=100_000, description="Most pages of a PDF that are read.")
    max_characters: int = Field(
        20_000_000, ge=1000, le=1_000_000_000, description="Most characters of text that one file may give."
    )
    most_loss: Share = Field(
        0.2,
        description="Largest share of a file's words or pages that may be lost; a file that loses more is refused, "
        "unless it is added with `--allow-loss`. Formulas and equations with a marker in their place are only told.",
    )


class FetchingSettings(_Group):
    """Fetching of pages from their publishers, at the maintainer's request."""

    contact: str = Field("", max_length=200, description="E-mail or page shown to publishers in the User-Agent.")
    delay_s: float = Field(2.0, ge=0, le=600, description="Least seconds between two requests to one host.")
    timeout_s: float = Field(30.0, gt=0, le=600, description="Longest wait for one answer, in seconds.")
    total_s: float = Field(120.0, gt=0, le=3600, description="Longest time one page may take, in seconds.")
    max_mib: int = Field(50, ge=1, le=2048, description="Largest page or file, after decompression, in MiB.")
    max_redirects: int = Field(5, ge=0, le=20, description="Redirects that are followed for one page.")
    retries: int = Field(3, ge=0, le=10, description="Tries after the first where a server is busy or fails.")
    allow_loopback: bool = Field(default=False, description="For tests: allow http and this machine's own addresses.")


class EncoderSettings(_Group):
    """The model that turns text into vectors."""

    model: str = Field(
        "all-MiniLM-L6-v2",
        min_length=1,
        description="The packaged model, or a folder or hub name of any sentence-transformers model.",
    )
    adapter: str = Field(
        "",
        description="A file of tuned changes to the model's weights; empty takes the collection's own for the packaged "
        "model, and `none` takes none.",
    )
    max_tokens: int = Field(256, ge=16, le=8192, description="Longest input in tokens; also the passage budget.")
    threads: int = Field(0, ge=0, le=256, description="Threads of one encoding; 0 lets the runtime choose.")
    batch_size: int = Field(32, ge=1, le=1024, description="Texts encoded together while building.")


class ChunkingSettings(_Group):
    """Chunking of blocks into passages."""

    max_tokens: int = Field(220, ge=32, le=8192, description="Most tokens of a passage, by the encoder's count.")


class SignalWeightSettings(_Group):
    """Weights of the signals, if the operator wants others than the generation's learned ones."""

    passage: Share | None = Field(None, description="Similarity of the question to the passage.")
    sentence: Share | None = Field(None, description="Similarity of the question to the passage's best sentence.")
    lexical: Share | None = Field(None, description="BM25 over the passage, its headings and its curated questions.")
    question: Share | None = Field(None, description="Similarity of the question to the passage's best curated one.")
    made_question: Share | None = Field(None, description="The same for questions made by rule.")
    intent: Share | None = Field(None, description="Whether the passage is of the facet and trend asked for.")
    definition: Share | None = Field(None, description="Whether the passage says what the term asked about means.")


class RetrievalSettings(_Group):
    """Ranking of passages. Weights are scaled to sum to one; those not set are the generation's own."""

    weights: SignalWeightSettings = SignalWeightSettings()
    candidates: int = Field(200, ge=10, le=10_000, description="Passages each signal puts forward.")
    judge: str = Field(
        "",
        description="The judge that reads the best passages with the question: empty takes the shipped one for the "
        "packaged model, `none` takes none, and a folder or hub name any cross-encoder that sentence-transformers "
        "loads.",
    )
    judged: int = Field(
        3, ge=1, le=200, description="Passages that the judge reads for each question, briefs' own sections besides."
    )
    judged_of_several: int = Field(
        6,
        ge=1,
        le=200,
        description="Passages that it reads, if more, for a question that several may answer: a list, a comparison.",
    )
    judge_weight: float = Field(0.1, ge=0, le=10, description="How far its verdict can raise a passage's score.")


class AnsweringSettings(_Group):
    """Composition of answers, and abstention."""

    max_words: int = Field(105, ge=20, le=1000, description="About how many words an answer may have.")
    threshold: Share | None = Field(
        None, description="Confidence under which the collection is said not to answer; not set, the generation's own."
    )
    reader: str = Field(
        "",
        description="An extractive question-answering model that transformers loads (a folder or hub name), to point "
        "at what answers in the best passages; none where empty.",
    )
    kept_mib: int = Field(
        32,
        ge=0,
        le=4096,
        description="Memory for answers that are given again when the same is asked, in MiB; 0: none.",
    )
    reader_passages: int = Field(5, ge=1, le=50, description="Passages that the reader reads for each question.")


CallerName = Annotated[str, StringConstraints(min_length=1, max_length=200)]
ReplyText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000)]


class ReplySettings(_Group):
    """Texts for inputs that are no question to the collection; empty keeps the text that is shipped."""

    greeting: ReplyText = Field("", description="To a greeting.")
    thanks: ReplyText = Field("", description="To thanks, a farewell or a word on the answer before.")
    abuse: ReplyText = Field("", description="To abuse.")
    about: ReplyText = Field("", description="To questions about this service, and to a call for help with it.")
    instruction: ReplyText = Field("", description="To attempts to change what the service does.")
    task: ReplyText = Field("", description="To a request to write, calculate or do something.")
    distress: ReplyText = Field("", description="To somebody in distress: where help is, by your own arrangements.")
    welsh: ReplyText = Field("", description="To Welsh: in Welsh, and after ' / ' in English.")
    language: ReplyText = Field("", description="To other languages.")
    unreadable: ReplyText = Field("", description="To punctuation and keyboard mash.")
    resident: ReplyText = Field("", description="Added to a refusal of what looks like a request for a service.")
    general: ReplyText = Field("", description="Added to a refusal of what looks like general knowledge.")
    advice: ReplyText = Field("", description="Added to a refusal of what looks like a request for personal advice.")

    def own(self) -> dict[str, str]:
        """The texts that are set, by the kind of input that they answer."""
        return {kind: text for kind, text in self.model_dump().items() if text}


class RemoteSettings(_Group):
    """Vectors in Milvus instead of the index folder, for many millions of passages or several servers."""

    uri: str = Field(
        "",
        max_length=1000,
        description="A Milvus server (`http://host:19530`), or a file ending in .db for Milvus Lite; empty keeps "
        "vectors in the index folder.",
    )
    token: SecretStr = Field(
        SecretStr(""), description="`user:password` or an API key; best given as TRENDSQA_REMOTE__TOKEN."
    )
    prefix: str = Field(
        "trendsqa",
        pattern=r"^[A-Za-z][A-Za-z0-9]{0,49}$",
        description="How the names of this installation's collections begin; another one for each index on a server.",
    )
    timeout_s: float = Field(
        10.0, gt=0, le=600, description="Longest wait for one search, in seconds, while a server is slow or restarts."
    )

    @field_validator("uri")
    @classmethod
    def _holds_no_credentials(cls, uri: str) -> str:
        if "@" in uri:
            raise ValueError("write user and password into remote.token, not into the address")
        return uri


class ServerSettings(_Group):
    """The web server."""

    host: str = Field("127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    chat: bool = Field(default=True, description="Serve the chat beside the API and the plain pages.")
    mcp: bool = Field(default=True, description="Serve the Model Context Protocol at /mcp.")
    admin: bool = Field(
        default=False, description="Serve the page at /admin, for people with a key of the scope `admin`."
    )
    language: Literal["auto", "en", "cy"] = Field(
        "auto", description="Language of chat and pages: English, Welsh, or what each browser asks for."
    )
    allowed_hosts: tuple[str, ...] = Field(
        (), description="Host names the server answers to, besides its own loopback names and `host`."
    )
    cors_origins: tuple[Origin, ...] = Field((), description="Origins whose pages may call the API.")
    frame_ancestors: tuple[Origin, ...] = Field((), description="Origins whose pages may frame /embed.")
    path: str = Field(
        "",
        pattern=PATH_PATTERN,
        max_length=MOST_PATH_CHARACTERS,
        description="Path under which a proxy serves everything, as `/trends`; empty at the top of a host.",
    )
    trusted_proxies: tuple[IPvAnyNetwork, ...] = Field(
        (),
        description="Addresses or networks of proxies whose `X-Forwarded-*` and identity headers are believed.",
    )
    workers: int | None = Field(
        None,
        ge=0,
        le=64,
        description="Processes that answer questions; 0 answers in threads of the server itself. Not set: one a "
        "processor core on Linux, else 0.",
    )

    @field_validator("allowed_hosts")
    @classmethod
    def _hosts_are_names(cls, hosts: tuple[str, ...]) -> tuple[str, ...]:
        for host in hosts:
            if "/" in host or ":" in host:
                raise ValueError(f"{host!r} is not a host name: write it without scheme, port and path")
        return hosts


class AccessSettings(_Group):
    """Access to the server: open on loopback without trusted proxies, otherwise by keys or identities."""

    public: bool = Field(default=False, description="Let everybody who reaches the server ask, search and read.")
    identity_header: str = Field(
        "",
        pattern=r"^[A-Za-z0-9-]{0,100}$",
        description="Header by which a trusted proxy names who has signed in, as `X-Forwarded-User`; empty: none.",
    )
    whole_texts: tuple[CallerName, ...] = Field(
        (),
        description="Names of keys, or of people as the identity header has them, who may have the whole text of "
        "documents whose terms are `quote`; nobody by default.",
    )


class LimitSettings(_Group):
    """Limits on requests, connections and work, of one client and of all together."""

    body_kib: int = Field(64, ge=1, le=1024, description="Largest body of a request, in KiB.")
    header_kib: int = Field(32, ge=4, le=256, description="Largest request line with all headers, in KiB.")
    receive_s: float = Field(10.0, gt=0, le=600, description="Longest time to send one request, in seconds.")
    send_s: float = Field(30.0, gt=0, le=600, description="Longest time in which a client reads nothing of a response.")
    idle_s: float = Field(15.0, gt=0, le=3600, description="Longest time that a connection is kept without a request.")
    answer_s: float = Field(10.0, gt=0, le=600, description="Longest work on one request, in seconds; then 503.")
    connections: int = Field(1024, ge=8, le=65_536, description="Most open connections, within what the system allows.")
    connections_per_address: int = Field(512, ge=1, le=65_536, description="Most open connections of one address.")
    streams_per_address: int = Field(32, ge=1, le=4096, description="Most open chat streams of one client.")
    waiting_s: float = Field(
        0.4, gt=0, le=60, description="Longest expected wait for work to begin, in seconds; beyond it 503."
    )
    per_minute: int = Field(
        600, ge=0, le=1_000_000, description="Requests a minute of one address; 0 sets no limit. Not on open loopback."
    )
    per_minute_of_key: int = Field(
        6000, ge=0, le=1_000_000, description="Requests a minute of one key; 0 sets no limit."
    )


class FeedbackSettings(_Group):
    """Feedback on answers, from people who choose to send it."""

    enabled: bool = Field(default=True, description="Take feedback; switched off, it is refused and no file is made.")
    most_entries: int = Field(10_000, ge=1, le=10_000_000, description="Most entries kept; the oldest go first.")
    retention_days: int = Field(365, ge=1, le=3650, description="Days after which an entry is deleted.")


class Settings(BaseSettings):
    """All settings of an operator."""

    model_config = SettingsConfigDict(
        env_prefix="TRENDSQA_",
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        toml_file=SETTINGS_FILE,
    )

    corpus: Path | None = Field(None, description="Folder of sources; by default found as docs/operations.md says.")
    index: Path | None = Field(None, description="Folder of generations; by default found the same way.")
    ui: Path | None = Field(None, description="Folder of templates and styles; by default found the same way.")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning", description="Least level that is logged."
    )
    log_format: Literal["console", "json"] = Field(
        "console", description="One line of text, or one JSON object, for each event that is logged."
    )
    reading: ReadingSettings = ReadingSettings()
    fetching: FetchingSettings = FetchingSettings()
    encoder: EncoderSettings = EncoderSettings()
    chunking: ChunkingSettings = ChunkingSettings()
    retrieval: RetrievalSettings = RetrievalSettings()
    answering: AnsweringSettings = AnsweringSettings()
    replies: ReplySettings = ReplySettings()
    server: ServerSettings = ServerSettings()
    access: AccessSettings = AccessSettings()
    limits: LimitSettings = LimitSettings()
    feedback: FeedbackSettings = FeedbackSettings()
    remote: RemoteSettings = RemoteSettings()

    @model_validator(mode="after")
    def _candidates_fit_into_one_search(self) -> "Settings":
        if self.remote.uri and self.retrieval.candidates > MOST_REMOTE_CANDIDATES:
            raise ValueError(
                f"retrieval.candidates is {self.retrieval.candidates}; with remote.uri at most {MOST_REMOTE_CANDIDATES}"
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then variables, then the file; .env and secret files are not read."""
        del dotenv_settings, file_secret_settings
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings() -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: A key is unknown or a value is out of range; the message lists each.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = [f"  {'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors()]
        raise SettingsError(
            f"The settings in {SETTINGS_FILE} or TRENDSQA_* variables are not valid:\n" + "\n".join(lines)
        ) from error
    except (ForeignSettingsError, ValueError) as error:
        raise SettingsError(
            f"The settings in {SETTINGS_FILE} or TRENDSQA_* variables cannot be read: {error}"
        ) from error
