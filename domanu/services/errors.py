"""What services refuse. The pages turn these into sentences. See also `core.refusals` and `marketplaces.errors`."""


class ServiceChanged(Exception):
    """It was saved elsewhere since this form was read."""


class NoSuchCategory(Exception):
    """It is another marketplace's, or gone."""


class TooManyPictures(Exception):
    """A service has room for a few."""
