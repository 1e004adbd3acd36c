"""``trendsqa mcp``: the collection as tools of an assistant on this machine."""

from trendsqa.cli.options import CorpusFolder, IndexFolder, assemble

__all__ = ["mcp"]


def mcp(corpus: CorpusFolder = None, index: IndexFolder = None) -> None:
    """Answer an MCP client over standard input and output, until it closes them.

    An assistant starts this command itself; docs/mcp.md has what to write into its settings. Whoever cannot start a
    command connects to a server at /mcp.
    """
    assembly = assemble(corpus, index)
    live_index = assembly.live_index()

    from trendsqa.mcp_server.protocol import serve_stdio

    live_index.follow()
    try:
        serve_stdio(live_index)
    finally:
        live_index.close()
