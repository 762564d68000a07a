"""What profiles refuse. The pages turn these into sentences."""


class UsernameTaken(Exception):
    """Somebody else has that username, in whatever case."""


class ProfileChanged(Exception):
    """It was saved elsewhere since this form was read."""


class NotSelfService(Exception):
    """On this site people do not make themselves designers."""


class AlreadyAsked(Exception):
    """A request of theirs is waiting for an answer."""
