"""Objects that the pages for maintainers work with, and a visit to one of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from fastapi import Request
from fastapi.responses import Response

from trendsqa.admin.key_checking import CheckKey
from trendsqa.admin.maintenance import Maintenance
from trendsqa.admin.sessions import AdminSession, AdminSessions
from trendsqa.feedback.store import FeedbackStore

__all__ = ["AdminPage", "AdminRoute", "Desk", "DeskVisit"]


@dataclass(frozen=True, slots=True)
class Desk:
    """Work of maintainers, and the check of who is let in; every page shares it."""

    maintenance: Maintenance
    feedback: FeedbackStore
    sessions: AdminSessions
    check_key: CheckKey


@dataclass(frozen=True, slots=True)
class DeskVisit:
    """A request of somebody who has signed in, with the fields of the form that they posted."""

    request: Request
    session: AdminSession
    fields: Mapping[str, str] = field(default_factory=dict)


AdminPage = Callable[[DeskVisit], Response]


@dataclass(frozen=True, slots=True)
class AdminRoute:
    """Address of a page below ``/admin``, what makes it, and the methods that it takes."""

    path: str
    page: AdminPage
    methods: Sequence[str] = ("GET", "HEAD")
