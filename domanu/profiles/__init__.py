"""The people. What other features may use stands here."""

from .operations.designing import make_designer
from .operations.profiles import find_profile, profile_of, update_profile

__all__ = ["find_profile", "make_designer", "profile_of", "update_profile"]
