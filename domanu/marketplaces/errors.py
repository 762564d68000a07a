"""What marketplaces refuse. The pages turn these into sentences. See also `core.refusals`."""

from domanu.auth.errors import NotYet
from domanu.core.refusals import Forbidden


class ShutOut(Forbidden):
    """They were banned, and see nothing of it but that."""

    title = "Your membership here has ended"
    advice = "A moderator has ended it. What you have agreed with others still holds."


class NotInYet(Forbidden):
    """They have asked to join a private marketplace, and wait."""

    title = "You are not in yet"
    advice = "You have asked to join. As soon as somebody says yes, a mail tells you, and this opens."


class NotADesigner(Exception):
    """Only designers open marketplaces, and only to designers are they handed over."""


class NotConfirmed(Exception):
    """Their address has not proved itself."""


class Archived(Exception):
    told = "This marketplace is closed: it can be read, and nothing in it changes any longer."


class DesignerGone(Exception):
    """Whoever ran the marketplace has closed their account, so it stays closed, too."""


class InvitationDead(Exception):
    """It is used up, too old, revoked, or never was."""


class RulesChanged(Exception):
    """They agreed to an older version; or, while designing, there is a newer one than the form was made from."""


class CurrencyInUse(Exception):
    """Prices are in it already."""


class CategoryTaken(Exception):
    """There is a category of that name, in whatever case."""


class TooManyCategories(Exception):
    """There is room for a few, so that all of them can be seen at once."""


class StillDesigning(NotYet):
    """Somebody who designs an open marketplace hands it over or archives it before they leave."""
