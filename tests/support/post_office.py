"""A mail server on loopback that can be away, turn mail down, or keep silent."""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from enum import Enum, auto
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

PAUSE = 0.01


class Mood(Enum):
    WILLING = auto()
    REFUSING = auto()
    """Every recipient is turned down for now."""
    SILENT = auto()
    """A letter is taken in hand, but neither accepted nor answered."""
    FORGETFUL = auto()
    """A letter is accepted and delivered, but whoever brought it is never told."""


class PostOffice:
    """Keeps its port, open or closed."""

    def __init__(self) -> None:
        self.mood = Mood.WILLING
        self.in_hand = 0
        self.letters: list[Message] = []
        self._listener = _bound(0)
        self.port: int = self._listener.getsockname()[1]
        self._controller: _Controller | None = None

    def open(self) -> None:
        self._controller = _Controller(self, self._listener, self.port)
        self._controller.start()

    def close(self) -> None:
        """From now on connections are refused."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None
            self._listener = _bound(self.port)

    def leave(self) -> None:
        self.close()
        self._listener.close()

    @property
    def settings(self) -> dict[str, str]:
        return {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": str(self.port)}

    @property
    def counts(self) -> Counter[str]:
        """How many letters each recipient got."""
        return Counter(str(letter["To"]) for letter in list(self.letters))

    async def handle_RCPT(  # noqa: N802 - aiosmtpd names it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.mood is Mood.REFUSING:
            return "451 Come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.in_hand += 1
        try:
            await self._while_in(Mood.SILENT)
            self.letters.append(message_from_bytes(envelope.original_content or b""))
            await self._while_in(Mood.FORGETFUL)
        finally:
            self.in_hand -= 1
        return "250 OK"

    async def _while_in(self, mood: Mood) -> None:
        while self.mood is mood:  # noqa: ASYNC110 - the mood is changed by another thread
            await asyncio.sleep(PAUSE)


@contextmanager
def post_office() -> Iterator[PostOffice]:
    office = PostOffice()
    office.open()
    try:
        yield office
    finally:
        office.leave()


def _bound(port: int) -> socket.socket:
    """Bound but not yet listening: nobody else gets the port, and connections are refused."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    return listener


class _Controller(Controller):
    def __init__(self, office: PostOffice, listener: socket.socket, port: int) -> None:
        super().__init__(office, hostname="127.0.0.1", port=port)
        self.listener = listener

    def _create_server(self) -> Awaitable[Any]:
        return self.loop.create_server(self._factory_invoker, sock=self.listener)
