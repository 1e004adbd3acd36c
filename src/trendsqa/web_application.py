"""The web application of a server, put together: API, pages, perhaps chat, MCP and the page for maintainers.

Heavy libraries are imported inside the functions that need them: a server without the chat never loads Gradio.
"""

from fastapi import FastAPI

from trendsqa.access.key_file import KeyFile
from trendsqa.access.key_ring import KeyRing
from trendsqa.admin.jobs.jobs import Jobs
from trendsqa.admin.maintenance import Maintenance
from trendsqa.admin.sessions import AdminSessions
from trendsqa.answering.live_index import LiveIndex
from trendsqa.answering.picturing import library_pictures
from trendsqa.api.app import create_api
from trendsqa.api.guards.access.guard import KeyCheck
from trendsqa.api.guards.access.signing_in import admin_key_check
from trendsqa.api.guards.caller import client_address
from trendsqa.api.problem_pages import show_problems_as_pages
from trendsqa.assembly import Assembly
from trendsqa.exchanges.connection_counts import ConnectionCounts
from trendsqa.ui.admin.admin_routes import build_admin
from trendsqa.ui.admin.desk import Desk
from trendsqa.ui.intranet.intranet_routes import build_intranet
from trendsqa.ui.site import build_site

__all__ = ["maintenance_of", "web_application"]


def web_application(
    assembly: Assembly,
    live_index: LiveIndex,
    connections: ConnectionCounts | None = None,
    maintenance: Maintenance | None = None,
) -> FastAPI:
    """The application over ``live_index``, with metrics of ``connections``.

    ``maintenance`` is for the page of maintainers; None where there is none.
    """
    settings, ui = assembly.settings, assembly.locations.ui
    ring = KeyRing(KeyFile(assembly.layout.keys))
    keys, sessions = KeyCheck(ring), AdminSessions(ring) if maintenance else None
    app = create_api(
        live_index,
        settings,
        keys=keys,
        sessions=sessions,
        connections=connections,
        feedback_store=assembly.feedback,
    )
    pictures = library_pictures(assembly.locations.corpus)
    site = build_site(
        live_index, ui, settings.server, describe=app.openapi, feedback=assembly.feedback, pictures=pictures
    )
    app.include_router(site.router)
    show_problems_as_pages(app, site.errors.of_problem)
    if maintenance and sessions:
        admin = Desk(maintenance, assembly.feedback, sessions, admin_key_check(keys))
        app.include_router(build_admin(admin, site.frame))
    app.include_router(build_intranet(live_index, ui / "widget", takes_feedback=settings.feedback.enabled))
    if settings.server.chat:
        from trendsqa.ui.late_route import add_late_route

        add_late_route(app, "/chat", lambda: _chat(assembly, live_index))
    if settings.server.mcp:
        from trendsqa.mcp_server.mounting import add_mcp

        add_mcp(app, live_index, most_body_bytes=settings.limits.body_kib * 1024)
    return app


def maintenance_of(assembly: Assembly, *, offline: bool = False) -> Maintenance:
    """Actions on the folders of ``assembly``, in commands that get the same folders; what waits there is deleted.

    ``offline`` forbids those that ask other servers.
    """
    made = Maintenance(
        assembly.locations,
        Jobs(),
        options=assembly.folder_options,
        collection=assembly.collection,
        store=lambda: assembly.vector_store,
        most_file_bytes=assembly.settings.reading.max_file_mib << 20,
        offline=offline,
    )
    made.uploads.clear()
    return made


def _chat(assembly: Assembly, live_index: LiveIndex) -> FastAPI:
    from trendsqa.ui.chat.chat_page import mount_chat

    settings = assembly.settings
    return mount_chat(
        FastAPI(openapi_url=None),
        live_index,
        assembly.locations.ui,
        settings=settings.server,
        limits=settings.limits,
        address_of=client_address,
        taking_feedback=settings.feedback.enabled,
    )
