"""Gradio's memory of sessions: how much waits in one, and its end. Gradio itself keeps some of it for good."""

from typing import Any

__all__ = ["GradioSessions"]


class GradioSessions:
    """Sessions of one Gradio page."""

    def __init__(self, blocks: Any) -> None:
        self._blocks = blocks

    def knows(self, session: str) -> bool:
        """True if something was asked in the session; Gradio cannot open the stream of another one."""
        return session in self._queue.pending_messages_per_session

    def waiting(self, session: str) -> int:
        """Number of calls of a session that are not answered, or whose answers nobody has fetched."""
        return len(self._queue.pending_event_ids_session.get(session, ()))

    def abandon(self, session: str) -> None:
        """Forget answers that nobody fetched: the stream that they were for was cut off."""
        pending = self._queue.pending_event_ids_session
        being_answered = {event for event in pending.get(session, ()) if event in self._queue.event_ids_to_events}
        if being_answered:
            pending[session] = being_answered
        else:
            pending.pop(session, None)
            self._queue.pending_messages_per_session.pop(session, None)

    def forget(self, session: str) -> None:
        """Forget what was said and asked in a session; what is being worked on is answered to nobody."""
        for event_id in self._queue.pending_event_ids_session.pop(session, ()):
            if event := self._queue.event_ids_to_events.pop(event_id, None):
                event.alive = False
        self._queue.pending_messages_per_session.pop(session, None)
        held = self._blocks.state_holder
        held.session_data.pop(session, None)
        held.time_last_used.pop(session, None)

    @property
    def _queue(self) -> Any:
        return self._blocks._queue  # noqa: SLF001 - there is no other way to it
