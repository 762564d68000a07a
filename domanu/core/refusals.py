"""What any feature may answer somebody who asks for too much. The edges turn these into 404 and 403."""


class Hidden(Exception):
    """There is no such thing, or whoever asks may not know of it: nobody can tell which."""


class Forbidden(Exception):
    """They know of it, and may not do that. Whoever can say more exactly why has a class of its own."""

    title = "That is not yours to do"
    advice = "You are signed in, but this needs a right that your account does not have."
