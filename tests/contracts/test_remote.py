"""What only a server can do: be away, slow, restarting, or hold something else than was written."""

import contextlib
import socket
import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from contracts.conftest import TOKEN, free_ports
from fakes.building import MAX_PASSAGE_TOKENS
from fakes.documents import held
from fakes.encoder import KeywordEncoder
from trendsqa.errors import IndexDamagedError, IndexUnavailableError
from trendsqa.index.build.building import build_generation
from trendsqa.index.generations.layout import IndexLayout
from trendsqa.index.generations.vector_kind import VectorKind
from trendsqa.index.opening import open_generation
from trendsqa.index.pruning import clear_unfinished, prune
from trendsqa.index.publishing import publish, published_name
from trendsqa.index.vectors.milvus_server import Mark, MilvusServer
from trendsqa.index.vectors.milvus_vectors import RemoteStore, RemoteVectors
from trendsqa.index.vectors.row_filter import RowFilter

pytestmark = pytest.mark.slow

ENCODER = KeywordEncoder("ferry", "lamp", "boat")
WAIT_S = 1.0
AT_MOST = 4
"""Waits that a refusal may take: the call itself, and what pymilvus does to connect anew."""


def ferry(words="The ferry crosses. The lamp shines."):
    return held(("h", "Ferry"), ("p", words), edition="2025")


def build(layout, store, *documents):
    return build_generation(layout, documents, ENCODER, max_passage_tokens=MAX_PASSAGE_TOKENS, store=store)


@contextlib.contextmanager
def within(seconds):
    began = time.monotonic()
    yield
    assert time.monotonic() - began < seconds


@pytest.fixture
def lite(lite_uri, request):
    """(layout, store) of an index of its own in Milvus Lite."""
    server = MilvusServer(lite_uri, token="", timeout_s=WAIT_S * 10)
    yield RemoteStore(server, prefix="R" + "".join(char for char in request.node.name if char.isalnum())[:40])
    server.close()


@pytest.fixture
def built(lite, tmp_path):
    """(layout, store, generation) of a generation in Milvus Lite."""
    layout = IndexLayout(tmp_path)
    return layout, lite, build(layout, lite, ferry())


def test_an_absent_server_is_told_with_its_address_and_what_to_do_and_never_the_token():
    (port,) = free_ports(1)
    with within(AT_MOST * WAIT_S), pytest.raises(IndexUnavailableError, match=rf"127\.0\.0\.1:{port}.*doctor") as told:
        MilvusServer(f"http://127.0.0.1:{port}", token="root:hush", timeout_s=WAIT_S)
    assert "hush" not in str(told.value)


def test_a_server_that_never_answers_is_waited_for_no_longer_than_was_set():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        uri = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with within(AT_MOST * WAIT_S), pytest.raises(IndexUnavailableError, match=r"remote\.timeout_s"):
            MilvusServer(uri, token="", timeout_s=WAIT_S)


@pytest.mark.parametrize("uri", ["ftp://127.0.0.1", "no address", "/no/such/folder/vectors.db"])
def test_an_address_that_is_none_is_told(uri):
    with pytest.raises(IndexUnavailableError, match=r"remote\.uri"):
        MilvusServer(uri, token="", timeout_s=0.1)


@pytest.mark.milvus
@pytest.mark.parametrize("token", ["root:wrong", ""])
def test_a_wrong_token_is_refused_at_once_and_not_repeated(milvus_server, token):
    with within(WAIT_S), pytest.raises(IndexUnavailableError, match=r"refuses the token.*remote\.token") as told:
        MilvusServer(milvus_server.uri, token=token, timeout_s=60)
    assert "wrong" not in str(told.value)


def test_a_manifest_says_where_the_vectors_are_and_the_folder_holds_none(built):
    layout, store, generation = built
    remote = generation.remote
    assert remote.uri == store.uri
    assert [collection.kind for collection in remote.collections] == list(VectorKind)
    assert [collection.rows for collection in remote.collections] == [1, 3, 0, 1]
    assert not list(layout.generation(generation.name).folder.glob("*.faiss"))


def test_without_the_setting_such_a_generation_is_refused_with_what_to_set(built):
    layout, _, generation = built
    with pytest.raises(IndexUnavailableError, match=r"keeps its vectors in Milvus.*TRENDSQA_REMOTE__URI"):
        open_generation(layout.generation(generation.name), ENCODER.identity)


def test_a_generation_in_a_folder_stays_open_when_a_server_is_set_and_is_built_anew_into_it(lite, tmp_path):
    layout = IndexLayout(tmp_path)
    before = build(layout, None, ferry())
    publish(layout, before.name, lite)
    opened = open_generation(layout.generation(before.name), ENCODER.identity, lite)
    assert len(opened.vectors[VectorKind.PASSAGES].index) == 1
    opened.close()
    after = build_generation(
        layout, [ferry()], ENCODER, max_passage_tokens=40, store=lite, earlier=layout.generation(before.name)
    )
    assert after.content_hash == before.content_hash
    assert after.name != before.name
    assert after.encoded == 0


def test_a_collection_with_fewer_rows_than_the_manifest_says_is_refused(built):
    layout, store, generation = built
    impatient = RemoteStore(MilvusServer(store.uri, token="", timeout_s=0.2), prefix="R")
    more = [replace(collection, rows=collection.rows + 1) for collection in generation.remote.collections]
    tampered = replace(generation, remote=replace(generation.remote, collections=tuple(more)))
    with pytest.raises(IndexUnavailableError, match=r"rows are there.*trendsqa index build"):
        impatient.open(layout.generation(generation.name), tampered)


def test_a_collection_of_other_content_is_refused(built):
    layout, store, generation = built
    with pytest.raises(IndexDamagedError, match=r"belongs to.*trendsqa index build"):
        store.open(layout.generation(generation.name), replace(generation, content_hash="0" * 64))


def test_a_lost_collection_is_told_when_opening_and_when_searching(built):
    layout, store, generation = built
    opened = open_generation(layout.generation(generation.name), ENCODER.identity, store)
    store.drop(generation.name)
    with pytest.raises(IndexDamagedError, match="trendsqa index build"):
        opened.vectors[VectorKind.PASSAGES].index.search(ENCODER.encode_queries(["ferry"]), 3)
    with pytest.raises(IndexDamagedError, match="is missing"):
        open_generation(layout.generation(generation.name), ENCODER.identity, store)
    opened.close()


def test_a_publisher_killed_between_alias_and_pointer_leaves_the_earlier_generation_answering(built):
    layout, store, first = built
    publish(layout, first.name, store)
    second = build(layout, store, ferry("The boat floats."))
    store.publish(second)  # …and here it is killed.
    assert (store.published(), published_name(layout)) == (second.name, first.name)
    opened = open_generation(layout.generation(published_name(layout)), ENCODER.identity, store)
    assert opened.vectors[VectorKind.PASSAGES].index.search(ENCODER.encode_queries(["lamp"]), 1)[1][0] > 0
    opened.close()
    publish(layout, first.name, store)
    assert store.published() == published_name(layout) == first.name


def test_pruning_lets_no_alias_stand_for_what_it_deletes(built):
    layout, store, first = built
    second = build(layout, store, ferry("The boat floats."))
    publish(layout, second.name, store)
    store.publish(first)  # A rollback that was killed.
    assert prune(layout, 1, store) == (first.name,)
    assert store.published() == second.name


def test_only_collections_that_bear_the_mark_are_deleted(lite):
    name = "20260101T000000000000Z-abcdef01"
    foreign = lite._collection(name, "passages")
    lite._server.create(foreign, Mark("somebody else's", "hash"), 4, ())
    lite.drop(name)
    assert lite._server.mark_of(foreign) == Mark("somebody else's", "hash")
    lite._server.drop(foreign)


def test_what_a_killed_deletion_left_in_the_server_is_deleted_by_the_next(built):
    layout, store, generation = built
    folder = layout.generation(generation.name).folder
    folder.replace(folder.with_name(f".{generation.name}.part"))
    clear_unfinished(layout, store)
    assert store._server.mark_of(generation.remote.collections[0].name) is None
    assert list(layout.generations.iterdir()) == []


def test_a_build_that_fails_leaves_nothing_in_the_server(lite, tmp_path):
    class FullServer(RemoteStore):
        def write(self, new, vectors):
            self.written = super().write(new, vectors)
            raise OSError(28, "No space left on device")

    store = FullServer(lite._server, prefix=lite._prefix)
    with pytest.raises(Exception, match="No space left"):
        build(IndexLayout(tmp_path), store, ferry())
    assert [store._server.mark_of(collection.name) for collection in store.written.remote.collections] == [None] * len(
        VectorKind
    )
    assert list((tmp_path / "generations").iterdir()) == []


@pytest.mark.parametrize("place", ["lite", pytest.param("server", marks=pytest.mark.milvus)])
def test_many_rows_are_searched_approximately_and_no_row_of_a_filter_is_lost(request, place, tmp_path):
    """The graph of HNSW over more rows than are searched exactly, and every row that passes a filter of few."""
    uri, token = (
        (request.getfixturevalue("lite_uri"), "")
        if place == "lite"
        else (request.getfixturevalue("milvus_server").uri, TOKEN)
    )
    store = RemoteStore(MilvusServer(uri, token=token, timeout_s=20), prefix="Many", exact_rows=0)
    layout = IndexLayout(tmp_path)
    names = ("ferry", "lamp", "boat", "pier", "oar", "tide")
    documents = [
        held(
            *(pair for place in range(20) for pair in (("h", f"{name} {place}"), ("p", f"A {name} at {place}."))),
            document_id=name, edition=name,
        )
        for name in names
    ]  # fmt: skip
    opened = open_generation(layout.generation(build(layout, store, *documents).name), ENCODER.identity, store)
    query = ENCODER.encode_queries(["lamp"])
    rows, scores = opened.vectors[VectorKind.PASSAGES].index.search(query, 20)
    assert rows.tolist() == list(range(20, 40))
    np.testing.assert_allclose(scores, 1.0, atol=1e-6)
    of_pier = opened.columns.passing({"edition": "pier"})
    rows, _ = opened.vectors[VectorKind.PASSAGES].index.search(query, 50, RowFilter({"edition": "pier"}, (), of_pier))
    assert rows.tolist() == of_pier.tolist()
    everything = np.arange(len(opened.vectors[VectorKind.SENTENCES].index), dtype=np.int64)
    assert opened.vectors[VectorKind.SENTENCES].index.scores(query, everything).shape == everything.shape
    opened.close()


@pytest.mark.milvus
def test_while_a_server_restarts_every_answer_is_whole_or_a_clear_error(milvus_server, tmp_path):
    """Searches go on while the server is killed and started; afterwards they answer without being told."""
    patient = RemoteStore(MilvusServer(milvus_server.uri, token=TOKEN, timeout_s=20), prefix="Restart")
    layout = IndexLayout(tmp_path)
    documents = [held(("h", f"H{place}"), ("p", f"The ferry {place}."), document_id=f"d{place}") for place in range(30)]
    generation = build(layout, patient, *documents)
    hasty = MilvusServer(milvus_server.uri, token=TOKEN, timeout_s=0.5)
    opened = RemoteVectors(hasty, generation.remote.collections[0])
    query = ENCODER.encode_queries(["ferry"])
    expected = opened.search(query, 7)[0].tolist()

    milvus_server.kill()
    with within(AT_MOST * 0.5), pytest.raises(IndexUnavailableError, match=r"remote\.uri"):
        opened.search(query, 7)
    starting = threading.Thread(target=milvus_server.start)
    starting.start()
    refused, answered, deadline = 0, 0, time.monotonic() + 120
    while answered < 20 and time.monotonic() < deadline:
        try:
            assert opened.search(query, 7)[0].tolist() == expected
            answered += 1
        except IndexUnavailableError:
            refused += 1
    starting.join()
    assert refused > 0
    assert answered == 20
    # A patient client waits through the loading of all else and answers.
    assert len(patient.open(layout.generation(generation.name), generation)["sentences"]) > 0
