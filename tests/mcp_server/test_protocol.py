"""MCP as its clients see it: the official SDK's client over HTTP against a real server, and over standard input."""

import json
import os
import subprocess
import sys
from threading import Timer

import httpx
import pytest
from jsonschema import Draft202012Validator
from mcp import MCPError, StdioServerParameters
from starlette.testclient import TestClient

from fakes.assistant import FailingAssistant
from fakes.loopback_server import serving_in_thread
from trendsqa.api.responses import AskResponse, SearchResponse
from trendsqa.errors import IndexUnavailableError

NAMES = ["ask", "search", "get_section", "list_documents"]
MODES = ["legacy", "auto"]
"""The protocol of 2025 with its handshake, and whatever is newest of what both sides speak."""
DEADLINE_S = 120
SECRET = "a private matter"


@pytest.mark.parametrize("mode", MODES)
def test_a_client_over_http_asks_and_gets_quotes_with_the_citations_of_the_api(url, talk, mode):
    async def ask(client):
        return await client.call_tool("ask", {"question": "When does the ferry leave?"})

    result = talk(url, ask, mode=mode)
    assert not result.is_error
    with httpx.Client() as api:
        posted = api.post(url.replace("/mcp", "/api/v1/ask"), json={"question": "When does the ferry leave?"}).json()
    assert result.structured_content == posted
    assert json.loads(result.content[0].text) == posted
    assert posted["citations"][0]["quote"] == "The ferry leaves at noon."


@pytest.mark.parametrize("mode", MODES)
def test_the_tools_are_described_with_what_they_take_and_give(url, talk, mode):
    tools = talk(url, lambda client: client.list_tools(), mode=mode).tools
    assert [tool.name for tool in tools] == NAMES
    for tool in tools:
        assert tool.title
        assert len(tool.description) > 60
        assert tool.annotations.read_only_hint is True
        assert tool.annotations.destructive_hint is False
        assert tool.input_schema["additionalProperties"] is False
        for schema in (tool.input_schema, tool.output_schema):
            Draft202012Validator.check_schema(schema)
            assert schema["type"] == "object"
            assert "examples" not in schema
        assert all(field["description"] for field in tool.input_schema["properties"].values())


def test_what_a_tool_gives_fits_its_schema(url, talk):
    calls = {
        "ask": {"question": "When does the ferry leave?", "history": [{"question": "And the lamp?"}], "limit": 3},
        "search": {"query": "ferry", "limit": 1, "filters": {"edition": "2024"}},
        "get_section": {"section_id": "harbour#ferries"},
        "list_documents": {},
    }

    async def ask(client):
        schemas = {tool.name: tool.output_schema for tool in (await client.list_tools()).tools}
        return schemas, {name: await client.call_tool(name, given) for name, given in calls.items()}

    schemas, results = talk(url, ask)
    for name, result in results.items():
        assert not result.is_error, result.content
        assert list(Draft202012Validator(schemas[name]).iter_errors(result.structured_content)) == []
    AskResponse.model_validate(results["ask"].structured_content)
    SearchResponse.model_validate(results["search"].structured_content)


def test_the_server_says_how_its_answers_are_to_be_used(url, talk):
    async def ask(client):
        return client.instructions

    assert "Give quotes unchanged" in talk(url, ask)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("tool", "given", "told"),
    [
        ("ask", {"question": SECRET * 100}, "question: String should have at most 1000 characters"),
        ("ask", {}, "question: Field required"),
        ("ask", {"question": "a", "limit": 51}, "limit: Input should be less than or equal to 50"),
        ("ask", {"question": "a", "limit": True}, "limit: Input should be a valid integer"),
        ("ask", {"question": "a", SECRET: SECRET}, "Extra inputs are not permitted"),
        ("search", {"query": " "}, "query: String should have at least 1 character"),
        ("search", {"query": "a", "filters": {"kind": SECRET * 100}}, "filters.kind: String should have at most 200"),
        ("get_section", {"section_id": "a" * 1001}, "section_id: String should have at most 1000 characters"),
        ("get_section", {"section_id": "harbour#attic"}, "There is no section 'harbour#attic' in this collection."),
        ("list_documents", {"limit": 0}, "limit: Input should be greater than or equal to 1"),
    ],
)
def test_what_is_wrong_is_told_as_an_error_of_the_tool(url, talk, mode, tool, given, told):
    result = talk(url, lambda client: client.call_tool(tool, given), mode=mode)
    assert result.is_error
    assert told in result.content[0].text


def test_what_was_asked_is_not_given_back(url, talk):
    """An error repeats no question: a log or a screenshot of it tells nobody what was asked."""
    result = talk(url, lambda client: client.call_tool("ask", {"question": SECRET * 100, "limit": SECRET}))
    assert result.is_error
    assert "private" not in result.content[0].text


def test_an_unknown_tool_is_an_error_of_the_protocol(url, talk):
    with pytest.raises((MCPError, ExceptionGroup)) as raised:
        talk(url, lambda client: client.call_tool("delete_everything", {}), mode="legacy")
    assert "There is no such tool. The tools are ask, search" in repr(raised.value)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (IndexUnavailableError("No index in /secret/place. Run: trendsqa index build"), "`trendsqa doctor`"),
        (RuntimeError(SECRET), "The server failed to answer."),
    ],
    ids=repr,
)
def test_a_failure_is_told_without_its_reason(app_for, talk, caplog, error, told):
    with serving_in_thread(app_for(FailingAssistant(error))) as address:
        result = talk(f"{address}/mcp", lambda client: client.call_tool("search", {"query": SECRET}))
    assert result.is_error
    assert told in result.content[0].text
    assert "secret" not in result.content[0].text
    assert SECRET not in result.content[0].text
    assert [record for record in caplog.records if record.name == "trendsqa.mcp_server.calling"]


def test_the_guards_of_the_server_stand_before_it_too(app_for):
    with TestClient(app_for(), base_url="http://127.0.0.1") as client:
        asked = {"json": {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}}
        accepted = {"Accept": "application/json, text/event-stream"}
        assert client.post("/mcp", **asked, headers=accepted).status_code == 200
        refused = client.post("/mcp", **asked, headers={"Origin": "https://stranger.example", **accepted})
        assert refused.json()["type"] == "urn:trendsqa:problem:origin-refused"
        refused = client.post("/mcp", **asked, headers={"Host": "stranger.example", **accepted})
        assert refused.json()["type"] == "urn:trendsqa:problem:host-refused"
        large = client.post("/mcp", content=b" " * 70_000, headers={"Content-Type": "application/json", **accepted})
        assert large.status_code == 413


def test_a_name_that_the_operator_lets_in_may_ask(app_for):
    """The SDK's own check knows loopback names only; the operator's list is the one that counts."""
    app = app_for(server={"allowed_hosts": ("intranet.example",)})
    with TestClient(app, base_url="http://intranet.example") as client:
        asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        response = client.post("/mcp", json=asked, headers={"Accept": "application/json, text/event-stream"})
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_there_is_no_stream_and_no_session(app_for, method):
    """A stream that nothing is ever sent on would only hold a connection."""
    with TestClient(app_for(), base_url="http://127.0.0.1") as client:
        response = client.request(method, "/mcp", headers={"Accept": "text/event-stream"})
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert response.headers["content-type"] == "application/problem+json"


def test_it_answers_below_the_path_of_a_proxy(app_for):
    with TestClient(app_for(), base_url="http://127.0.0.1", root_path="/trends") as client:
        asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        response = client.post("/trends/mcp", json=asked, headers={"Accept": "application/json, text/event-stream"})
    assert response.status_code == 200, response.text


def test_the_library_is_loaded_for_its_first_client_only():
    """Importing it takes a second, which a server that nobody asks for MCP does not spend."""
    code = (
        "import sys\nfrom starlette.testclient import TestClient\nfrom fakes.assistant import on_paper\n"
        "from fakes.live_index import live_index_of\nfrom trendsqa.api.app import create_api\n"
        "from trendsqa.mcp_server.mounting import add_mcp\nfrom trendsqa.settings import Settings\n"
        "live = live_index_of(on_paper({'a': ['b']}))\napp = create_api(live, Settings())\n"
        "add_mcp(app, live, most_body_bytes=1000)\n"
        "with TestClient(app, base_url='http://127.0.0.1') as client:\n"
        "    client.get('/healthz')\n    print('mcp' in sys.modules)\n"
        "    client.get('/mcp')\n    print('mcp' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.split() == ["False", "True"]


@pytest.mark.model
def test_a_client_over_standard_input_asks_the_real_index(handbook, talk):
    folders = ["--corpus", str(handbook.locations.corpus), "--index", str(handbook.locations.index)]
    # The SDK gives a command a few variables only, and the tests run the sources by PYTHONPATH.
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "trendsqa", "mcp", *folders], env=dict(os.environ)
    )

    async def ask(client):
        asked = await client.call_tool("ask", {"question": "Where should we start with ferries?"})
        cited = asked.structured_content["citations"][0]
        return asked, cited, await client.call_tool("get_section", {"section_id": cited["section_id"]})

    asked, cited, section = talk(command, ask)
    assert "Count the passengers" in asked.structured_content["answer"][0]["text"]
    words = [block["text"] for block in section.structured_content["blocks"]]
    assert words == [line for line in cited["quote"].splitlines() if line]


@pytest.mark.model
def test_standard_output_carries_the_protocol_and_nothing_else(handbook):
    """Whatever is wrong with a line that is sent, each line that comes back is a message.

    The log goes to standard error and holds nothing of what was asked, at its finest level too.
    """
    folders = ["--corpus", str(handbook.locations.corpus), "--index", str(handbook.locations.index)]
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a", "version": "1"}}
    lines = [
        json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello}),
        json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}),
        f"no JSON: {SECRET}",
        json.dumps({"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "ask", "arguments": {}}}),
    ]
    command = [sys.executable, "-m", "trendsqa", "mcp", *folders]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(command, **pipes, text=True, env=os.environ | {"TRENDSQA_LOG_LEVEL": "debug"}) as process:
        ending = Timer(DEADLINE_S, process.kill)
        ending.start()
        process.stdin.writelines(f"{line}\n" for line in lines)
        process.stdin.flush()
        answers = []
        for line in process.stdout:
            answers.append(json.loads(line))
            if answers[-1].get("id") == 2:
                break
        rest, noted = process.communicate(timeout=DEADLINE_S)
        ending.cancel()
    assert (rest, {answer["jsonrpc"] for answer in answers}) == ("", {"2.0"})
    assert answers[0]["id"] == 1
    assert answers[-1]["result"]["isError"]
    assert "private" not in noted
    assert process.returncode == 0, noted


@pytest.mark.model
def test_the_real_server_answers_a_client_over_http(server_url, talk):
    result = talk(f"{server_url}/mcp", lambda client: client.call_tool("search", {"query": "ferries", "limit": 2}))
    assert len(result.structured_content["hits"]) == 2
