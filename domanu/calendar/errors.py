"""What calendars refuse. The pages turn these into sentences. See also `core.refusals`."""


class TimeTaken(Exception):
    """Somebody else has it by now."""


class BadHours(Exception):
    """These are no hours: a sentence says why."""


class TooManyBlocks(BadHours):
    """More than a calendar has room for."""


class BadTerms(Exception):
    """Nobody could book by them: a sentence says why."""


class TermsChanged(Exception):
    """They were saved elsewhere since this form was read."""


class TooLong(Exception):
    """More days, or hours, than can be taken at once."""


class BadAddress(Exception):
    """Nothing can be read there; its words say why."""


class TooManyFeeds(Exception):
    pass
