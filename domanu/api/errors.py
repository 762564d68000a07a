"""What the API itself refuses. What the operations refuse has names of its own; `problems` has a document for each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo


class NoToken(Exception):
    """None was sent where one is needed, or it is nobody's: it was revoked, it ran out, or it never was."""


class NoScope(Exception):
    """The token is good, and not for this."""

    def __init__(self, scope: str) -> None:
        super().__init__(scope)
        self.scope = scope


class Malformed(Exception):
    """The body is no JSON, or a header says nothing that anybody could follow."""


class Unfit(Exception):
    """What was sent can be read, and some of it will not do."""

    def __init__(self, *faults: tuple[str, str]) -> None:
        """Each: where it is, and what is wrong with it, in a sentence."""
        super().__init__(faults)
        self.faults = faults


class NoEdition(Exception):
    """An edit has to say which edition it was made from."""


class EditionPassed(Exception):
    """There is a newer one."""


class KeyReused(Exception):
    """The same key came before with something else."""


class StillAnswering(Exception):
    """The same request is being answered at this moment."""


class TimeGone(Exception):
    """It is not to be had. These are, as near to it as there are."""

    def __init__(self, times: Sequence[datetime], zone: str) -> None:
        super().__init__()
        self.times = [time.astimezone(ZoneInfo(zone)).isoformat() for time in times]


class TermsThere(Exception):
    """There are terms already, which can be edited."""


class TooManyTokens(Exception):
    """There is room for a few, so that their owner still knows them all."""
