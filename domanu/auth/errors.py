"""What accounts refuse. The pages turn these into sentences."""


class LinkDead(Exception):
    """The link was used before, is too old, or never was."""


class PasswordStale(Exception):
    """It was changed elsewhere since it was checked."""


class AddressTaken(Exception):
    """Another account has proved that address meanwhile."""


class NoSuchUser(Exception):
    pass


class NotYet(Exception):
    """The account cannot be closed before something else is done: a sentence says what."""
